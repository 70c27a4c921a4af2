"""Slips of whole leaflets, written in a hurry: each message as it is read."""

# ruff: noqa: E501 - messages are asserted whole

from __future__ import annotations

import pytest
from reader_pages import said_of


@pytest.mark.parametrize(
    ("page", "said"),
    [
        pytest.param(
            "- name: A\n  hold: 9 s\n  remind:\n  every: 3 s\n  say: Breathe.\n",
            """\
r.yaml:8:5: error: `every` and `say` belong to the `remind` above, and must be indented below it [indentation]
        every: 3 s
        ^^^^^
  hint: put two more spaces before them
""",
            id="remind-not-indented",
        ),
        pytest.param(
            "- name: A\n  hold: 9 s\n  side: each\n  set_up:\n  left: Lift\n  right: Lower\n",
            """\
r.yaml:9:5: error: `left` and `right` belong to the `set_up` above, and must be indented below it [indentation]
        left: Lift
        ^^^^
  hint: put two more spaces before them
""",
            id="sides-not-indented",
        ),
        pytest.param(
            "- name: A\n  hold: 9 s\n  voice:\n  countdown: 5\n",
            """\
r.yaml:8:5: error: `countdown` belongs to the `voice` above, and must be indented below it [indentation]
        countdown: 5
        ^^^^^^^^^
  hint: put two more spaces before it
""",
            id="voice-not-indented",
        ),
        pytest.param(
            "- name: A\n  hold: [10, 8, 6]\n",
            """\
r.yaml:6:11: error: 10, 8, 6 what? [no-unit]
        hold: [10, 8, 6]
              ^^^^^^^^^^
  hint: write `[10 s, 8 s, 6 s]`, each time with its unit
""",
            id="list-without-units",
        ),
        pytest.param(
            "- name: A\n  hold: 1m30s\n",
            """\
r.yaml:6:11: error: `1m30s` is not a time [wrong-value]
        hold: 1m30s
              ^^^^^
  hint: write `1 min 30 s`
""",
            id="minutes-and-seconds",
        ),
        pytest.param(
            "- name: A\n  hold: 9 s\n  contraindications: Recent surgery\n",
            """\
r.yaml:7:5: error: `contraindications` is no word of an exercise [unknown-key]
        contraindications: Recent surgery
        ^^^^^^^^^^^^^^^^^
  hint: it belongs to the whole routine: write it as `do_not_start_if:` above `exercises`, not indented
""",
            id="word-of-the-routine",
        ),
        pytest.param(
            "- name: A\n  hold: 9 s\n  remid: {every: 3 s, say: Go on}\n",
            """\
r.yaml:7:5: error: unknown key `remid` [unknown-key]
        remid: {every: 3 s, say: Go on}
        ^^^^^
  hint: did you mean `remind`?
""",
            id="remind-misspelled",
        ),
        pytest.param(
            "- name: A\n  hold: 9 s\n  set_up:\n    - : Lift\n",
            """\
r.yaml:8:9: error: there is no word before this colon [colon]
          - : Lift
            ^
  hint: write the word, or delete the colon
""",
            id="lone-colon",
        ),
        pytest.param(
            "- name: A\n  hold: 9 s\n  care: 'Open\n- name: B\n  hold: 9 s\n  say: 'Don't'\n",
            """\
r.yaml:7:11: error: the quote ' that opens here is never closed [quotes]
        care: 'Open
              ^^^^^
  hint: close it: "Open"
r.yaml:10:10: error: the text ends at the second ', and more follows [quotes]
        say: 'Don't'
             ^^^^^^^
  hint: write "Don't"
""",
            id="quote-open-above",
        ),
        pytest.param(
            "- name: A\n  hold: 9 s\n  picture: pics\\knee.png\n",
            """\
r.yaml:7:14: error: `pics\\knee.png` has a backslash [wrong-value]
        picture: pics\\knee.png
                 ^^^^^^^^^^^^^
  hint: write `pics/knee.png`
""",
            id="backslash-in-a-picture",
        ),
        pytest.param(
            "- name: A\n  hold: 9 s\n  picture: https://x.org/knee.png\n",
            """\
r.yaml:7:14: error: `https://x.org/knee.png` is an address, and Coach works offline [wrong-value]
        picture: https://x.org/knee.png
                 ^^^^^^^^^^^^^^^^^^^^^^
  hint: put the file beside the routine and write its name alone
""",
            id="picture-from-the-web",
        ),
        pytest.param(
            "- name: A\n  hold: 9 s\n  picture: ../knee.png\n",
            """\
r.yaml:7:14: error: `../knee.png` leaves the routine's folder [wrong-value]
        picture: ../knee.png
                 ^^^^^^^^^^^
  hint: put the file beside the routine and write its name alone
""",
            id="picture-from-outside",
        ),
        pytest.param(
            "- name: A\n  hold: 9 s\n  picture: c:knee.png\n",
            """\
r.yaml:7:14: error: `c:knee.png` leaves the routine's folder [wrong-value]
        picture: c:knee.png
                 ^^^^^^^^^^
  hint: put the file beside the routine and write its name alone
""",
            id="picture-by-a-drive",
        ),
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
