"""Slips of whole leaflets, written in a hurry: each message as it is read."""

# ruff: noqa: E501 - messages are asserted whole

from __future__ import annotations

import pytest
from reader_pages import said_of


@pytest.mark.parametrize(
    ("page", "said"),
    [
        pytest.param(
            "- name: A\n  hold: 5 s\n  reps: x3\n",
            """\
r.yaml:7:11: error: `x3` has more than a number [wrong-value]
        reps: x3
              ^^
  hint: write `reps: 3`
""",
            id="x-before-the-number",
        ),
        pytest.param(
            "- name: A\n  reps: 10\n  tempo: 2-0-2\n",
            """\
r.yaml:7:5: error: unknown key `tempo` [unknown-key]
        tempo: 2-0-2
        ^^^^^
  hint: write `phases:`, and below it each part as `- say: Up` with `for: 2 s`; or pace the reps with `every: 4 s`
""",
            id="tempo",
        ),
        pytest.param(
            "- name: A\n  hold: 5 s\n  side: left then right\n",
            """\
r.yaml:7:11: error: `left then right` is not one of `left`, `right`, `each`, `alternating` [wrong-value]
        side: left then right
              ^^^^^^^^^^^^^^^
  hint: write `each` (or `alternating`, rep by rep)
""",
            id="left-then-right",
        ),
        pytest.param(
            "- name: A\n  hold: 5 s\n  side: R/L\n",
            """\
r.yaml:7:11: error: `R/L` is not one of `left`, `right`, `each`, `alternating` [wrong-value]
        side: R/L
              ^^^
  hint: write `each` (or `alternating`, rep by rep), and `start_side: right` below it
""",
            id="right-and-left",
        ),
        pytest.param(
            "- name: A\n  hold: 5 s\n  progress:\n    week 3: add 0.5 kg\n",
            """\
r.yaml:8:7: error: the dash before a step of `progress` is missing [wrong-value]
          week 3: add 0.5 kg
          ^^^^^^^^^^^^^^^^^^
  hint: write `- from_week: 3`, and below it what changes, such as `reps: 8`
""",
            id="weeks-as-words",
        ),
        pytest.param(
            "- name: A\n  until: 30 s\n",
            """\
r.yaml:6:12: error: `30 s` is not `you stop` [wrong-value]
        until: 30 s
               ^^^^
  hint: write `for: 30 s`; or `until: you stop` with `at_most: 30 s`
""",
            id="until-a-time",
        ),
        pytest.param(
            "- name: A\n  hold: 3 breaths\n  breathing:\n    inhale: 3 s\n    exhale: 5 s\n",
            """\
r.yaml:8:7: error: unknown key `inhale` [unknown-key]
          inhale: 3 s
          ^^^^^^
  hint: did you mean `in`?
r.yaml:9:7: error: unknown key `exhale` [unknown-key]
          exhale: 5 s
          ^^^^^^
  hint: did you mean `out`?
""",
            id="inhale-and-exhale",
        ),
        pytest.param(
            "- name: A\n  phases:\n    - say: Up\n      for: 2 s\n    - say: Down\n      for: 4 s\n  for: 2 min\n",
            """\
r.yaml:11:5: error: `for` can't stand beside `phases`: an exercise is of one kind [two-kinds]
        for: 2 min
        ^^^
  hint: to go on for 2 min, write `reps: 20` in place of `for`
""",
            id="phases-for-two-minutes",
        ),
        pytest.param(
            "- name: A\n  every: 4 s\n  reps: 5 - 10 - 15\n",
            """\
r.yaml:7:11: error: `5 - 10 - 15` has more than two ends [wrong-value]
        reps: 5 - 10 - 15
              ^^^^^^^^^^^
  hint: write `5 to 15`
""",
            id="range-of-three",
        ),
        pytest.param(
            "- name: A\n  hold: 5 s\n  side: each\n  care: Keep your {leg} straight.\n",
            """\
r.yaml:8:21: error: `{leg}` stands for nothing and would be read aloud [braces]
        care: Keep your {leg} straight.
                        ^^^^^
  hint: only `{side}` is filled in: write `{side} leg`
""",
            id="leg-in-braces",
        ),
        pytest.param(
            "- name: A\n  hold: 5 s\n  side: each\n  say: {side} arm up\n",
            """\
r.yaml:8:10: error: a text can't start with `{` in YAML [needs-quotes]
        say: {side} arm up
             ^^^^^^^^^^^^^
  hint: put the text in quotes: "{side} arm up"
""",
            id="side-starts-a-text",
        ),
        pytest.param(
            "- name: A\n  hold: 5 s\n  side: each\n  say: {side}\n",
            """\
r.yaml:8:10: error: a text can't start with `{` in YAML [needs-quotes]
        say: {side}
             ^^^^^^
  hint: put the text in quotes: "{side}"
""",
            id="side-alone",
        ),
        pytest.param(
            "- {name: A, hold: 5 s, side: each, say: Lift your {side} arm}\n",
            """\
r.yaml:5:53: error: inside { } or [ ] a text with `{side}` in it needs quotes [needs-quotes]
      - {name: A, hold: 5 s, side: each, say: Lift your {side} arm}
                                                        ^^^^^^
  hint: put the text in quotes, or write each word on a line of its own
""",
            id="side-in-braces",
        ),
        pytest.param(
            "- name: A\n  steps:\n    - Hook fist\n    - Full fist for 5 s\n",
            """\
r.yaml:7:9: error: a step needs what is said, and how long it lasts [wrong-value]
          - Hook fist
            ^^^^^^^^^
  hint: write `- say: Hook fist`, and below it `for: 4 s`
r.yaml:8:9: error: a step needs what is said, and how long it lasts [wrong-value]
          - Full fist for 5 s
            ^^^^^^^^^^^^^^^^^
  hint: write `- say: Full fist`, and below it `for: 5 s`
""",
            id="steps-as-texts",
        ),
        pytest.param(
            "- name: A\n  for: 10 min\n  remind: every 2 min, keep your head up\n",
            """\
r.yaml:7:13: error: `remind` needs its words, and how often they come [wrong-value]
        remind: every 2 min, keep your head up
                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  hint: write below it `every: 2 min` and `say: keep your head up`
""",
            id="remind-in-a-sentence",
        ),
        pytest.param(
            "- name: A\n  hold: 5 s\n  voice:\n    count_reps: no\n",
            """\
r.yaml:8:19: error: `no` is not one of `aloud`, `halfway`, `off` [wrong-value]
          count_reps: no
                      ^^
  hint: write `off`
""",
            id="no-count-of-reps",
        ),
        pytest.param(
            "- name: A\n  hold: 10 s\n  count: down\n",
            """\
r.yaml:7:5: error: unknown key `count` [unknown-key]
        count: down
        ^^^^^
  hint: a hold counts its last 3 s down by itself; `voice:` with `countdown: 5` below it changes that
""",
            id="count-of-a-hold",
        ),
        pytest.param(
            "- name: A\n  hold: 10 s\n  phases:\n",
            """\
r.yaml:7:12: error: there is nothing here [empty]
        phases:
               ^
  hint: write the list below it, each entry starting with `- say:`
""",
            id="phases-left-empty",
        ),
        pytest.param(
            "- name: Splint\n  note: Wear it at night.\n",
            """\
r.yaml:5:11: error: it is not said how this exercise goes [no-kind]
      - name: Splint
              ^^^^^^
  hint: add one of `hold`, `phases`, `for`, `steps`, `until` (or `every` with `reps`); advice that is no exercise goes to `before` or `after`
""",
            id="advice-as-an-exercise",
        ),
    ],
)
def test_slip_of_a_leaflet(page: str, said: str) -> None:
    assert said_of(page) == said
