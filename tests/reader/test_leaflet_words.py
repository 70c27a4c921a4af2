"""Words and lists of leaflets, written down as they stand: what their authors are told, whole."""

# ruff: noqa: E501 - messages are asserted whole

from __future__ import annotations

import textwrap

import pytest
from reader_pages import said_of


# A word that people use is led to the right one; a text is read as it will be heard.
@pytest.mark.parametrize(
    ("page", "said"),
    [
        pytest.param(
            """\
            - name: A
              hold: 10 s
              frequency: hourly
            """,
            """\
            r.yaml:7:5: error: `frequency` is no word of an exercise [unknown-key]
                    frequency: hourly
                    ^^^^^^^^^
              hint: it belongs to the whole routine: write it as `schedule:` above `exercises`, not indented
            """,
            id="hold: 10 s + frequency: hourly",
        ),
        pytest.param(
            """\
            - name: A
              hold: 10 s
              time: morning and evening
            """,
            """\
            r.yaml:7:5: error: unknown key `time` [unknown-key]
                    time: morning and evening
                    ^^^^
              hint: write it as `schedule:` above `exercises`, not indented
            """,
            id="hold: 10 s + time: morning and evening",
        ),
        pytest.param(
            """\
            - name: A
              time: 30 s
            """,
            """\
            r.yaml:6:5: error: unknown key `time` [unknown-key]
                    time: 30 s
                    ^^^^
              hint: did you mean `for`?
            """,
            id="time: 30 s",
        ),
        pytest.param(
            """\
            - name: A
              hold: 10 s
              support: chair
            """,
            """\
            r.yaml:7:5: error: unknown key `support` [unknown-key]
                    support: chair
                    ^^^^^^^
              hint: did you mean `equipment`, which is printed, or `set_up`, which is spoken?
            """,
            id="hold: 10 s + support: chair",
        ),
        pytest.param(
            """\
            - name: A
              hold: 10 s
              directions: Sit tall.
            """,
            """\
            r.yaml:7:5: error: unknown key `directions` [unknown-key]
                    directions: Sit tall.
                    ^^^^^^^^^^
              hint: did you mean `set_up`?
            """,
            id="hold: 10 s + directions: Sit tall.",
        ),
        pytest.param(
            """\
            - name: A
              hold: 10 s
              side: each
              start: left
            """,
            """\
            r.yaml:8:5: error: unknown key `start` [unknown-key]
                    start: left
                    ^^^^^
              hint: did you mean `start_side`? write `start_side: left`
            """,
            id="hold: 10 s + side: each + start: left",
        ),
        pytest.param(
            """\
            - name: A
              hold: 10 s
              start: Sit tall.
            """,
            """\
            r.yaml:7:5: error: unknown key `start` [unknown-key]
                    start: Sit tall.
                    ^^^^^
              hint: did you mean `set_up`?
            """,
            id="hold: 10 s + start: Sit tall.",
        ),
        pytest.param(
            """\
            - name: A
              hold: 10 s
              cue: Stay tall
            """,
            """\
            r.yaml:7:5: error: unknown key `cue` [unknown-key]
                    cue: Stay tall
                    ^^^
              hint: did you mean `say`?
            """,
            id="hold: 10 s + cue: Stay tall",
        ),
        pytest.param(
            """\
            - name: A
              hold: 10 s
              progression: Lift the other foot later
            """,
            """\
            r.yaml:7:5: error: unknown key `progression` [unknown-key]
                    progression: Lift the other foot later
                    ^^^^^^^^^^^
              hint: write `progress:`, and below it `- from_week: 3` with the dose; or keep the text as `note:`
            """,
            id="hold: 10 s + progression: Lift the other foot later",
        ),
        pytest.param(
            """\
            - name: A
              hold: 10 s
              progress: Lift later
            """,
            """\
            r.yaml:7:15: error: this should be a list, each entry a step of `progress`, not `Lift later` [wrong-value]
                    progress: Lift later
                              ^^^^^^^^^^
              hint: start each entry with `- from_week:`, with the new dose below it; or keep the text as `note:`
            """,
            id="hold: 10 s + progress: Lift later",
        ),
        pytest.param(
            """\
            - name: A
              hold: 10 s
              muscles: calf
            """,
            """\
            r.yaml:7:5: error: unknown key `muscles` [unknown-key]
                    muscles: calf
                    ^^^^^^^
              hint: did you mean `note`?
            """,
            id="hold: 10 s + muscles: calf",
        ),
        pytest.param(
            """\
            - name: A
              hold: 10 s
              remind: Keep breathing
            """,
            """\
            r.yaml:7:13: error: `remind` needs its words, and how often they come [wrong-value]
                    remind: Keep breathing
                            ^^^^^^^^^^^^^^
              hint: write below it `every: 12 s` and `say: Keep breathing`
            """,
            id="hold: 10 s + remind: Keep breathing",
        ),
        pytest.param(
            """\
            - name: A
              hold: 10 s
              remind: [Breathe, Stay tall]
            """,
            """\
            r.yaml:7:13: error: `remind` needs its words, and how often they come [wrong-value]
                    remind: [Breathe, Stay tall]
                            ^^^^^^^^^^^^^^^^^^^^
              hint: write `every: 12 s` and `say:` below `remind:`, and the list below `say:`
            """,
            id="hold: 10 s + remind: [Breathe, Stay tall]",
        ),
        pytest.param(
            """\
            - name: A
              hold: 10 s
              care: ~
            """,
            """\
            r.yaml:7:11: error: `~` stands for nothing [empty]
                    care: ~
                          ^
              hint: write a text, or delete the word
            """,
            id="hold: 10 s + care: ~",
        ),
        pytest.param(
            """\
            - name: A
              hold: 10 s
              care: null
            """,
            """\
            r.yaml:7:11: error: `null` stands for nothing [empty]
                    care: null
                          ^^^^
              hint: write a text, or delete the word
            """,
            id="hold: 10 s + care: null",
        ),
        pytest.param(
            """\
            - name: A
              hold: ~
            """,
            """\
            r.yaml:6:11: error: `~` stands for nothing [empty]
                    hold: ~
                          ^
              hint: write a time such as `30 s`, a range, a list with a time for each rep, or `5 breaths`, or delete the word
            """,
            id="hold: ~",
        ),
        pytest.param(
            """\
            - name: A
              hold: 10 s
              care: "~"
            """,
            """\
            r.yaml:7:12: note: a voice reads `~` aloud as a symbol, or swallows it [symbols]
                    care: "~"
                           ^
              hint: write words, such as `about`
            """,
            id="hold: 10 s + care: '~'",
        ),
        pytest.param(
            """\
            - name: A
              hold: 10 s
              care: Breathe\u200bslowly
            """,
            """\
            r.yaml:7:18: error: there is a hidden character here (U+200B, zero width space) [hidden-character]
                    care: Breathe<U+200B>slowly
                                 ^^^^^^^^
              hint: delete it; if nothing can be seen, type the word anew
            """,
            id="hold: 10 s + care: Breathe\u200bslowly",
        ),
        pytest.param(
            """\
            - name: A
              hold: 10 s
              care: Breathe slow\u00adly
            """,
            """\
            r.yaml:7:23: error: there is a hidden character here (U+00AD, soft hyphen) [hidden-character]
                    care: Breathe slow<U+00AD>ly
                                      ^^^^^^^^
              hint: delete it; if nothing can be seen, type the word anew
            """,
            id="hold: 10 s + care: Breathe slow\u00adly",
        ),
        pytest.param(
            """\
            - name: A
              hold: 10 s
              care: Stay below 4/10
            """,
            """\
            r.yaml:7:22: note: a voice reads `4/10` aloud as a symbol, or swallows it [symbols]
                    care: Stay below 4/10
                                     ^^^^
              hint: write words: `4 out of 10`, or `4 to 10`
            """,
            id="hold: 10 s + care: Stay below 4/10",
        ),
        pytest.param(
            """\
            - name: A
              hold: 10 s
              care: Knees & hips
            """,
            """\
            r.yaml:7:17: note: a voice reads `&` aloud as a symbol, or swallows it [symbols]
                    care: Knees & hips
                                ^
              hint: write words, such as `and`
            """,
            id="hold: 10 s + care: Knees & hips",
        ),
        pytest.param(
            """\
            - name: A
              hold: 10 s
              care: Keep pain < 4
            """,
            """\
            r.yaml:7:21: note: a voice reads `<` aloud as a symbol, or swallows it [symbols]
                    care: Keep pain < 4
                                    ^
              hint: write words, such as `less than`
            """,
            id="hold: 10 s + care: Keep pain < 4",
        ),
        pytest.param(
            """\
            - name: A
              hold: 10 s
              care: Rest ~ a minute
            """,
            """\
            r.yaml:7:16: note: a voice reads `~` aloud as a symbol, or swallows it [symbols]
                    care: Rest ~ a minute
                               ^
              hint: write words, such as `about`
            """,
            id="hold: 10 s + care: Rest ~ a minute",
        ),
        pytest.param(
            """\
            - name: A
              hold: 10 s
              set_up: Sit and/or kneel
            """,
            """\
            r.yaml:7:20: note: a voice reads `/` aloud as a symbol, or swallows it [symbols]
                    set_up: Sit and/or kneel
                                   ^
              hint: write words, such as `or`
            """,
            id="hold: 10 s + set_up: Sit and/or kneel",
        ),
        pytest.param(
            """\
            - name: A
              hold: 10 s
              care: "Lift leg #2"
            """,
            """\
            r.yaml:7:21: note: a voice reads `#` aloud as a symbol, or swallows it [symbols]
                    care: "Lift leg #2"
                                    ^
              hint: write words, such as `number`
            """,
            id="hold: 10 s + care: 'Lift leg #2'",
        ),
        pytest.param(
            """\
            - name: A
              hold: 10 s
              care: Go *slowly*
            """,
            """\
            r.yaml:7:14: note: a voice reads `*` aloud as a symbol, or swallows it [symbols]
                    care: Go *slowly*
                             ^
              hint: leave it out, or write words
            """,
            id="hold: 10 s + care: Go *slowly*",
        ),
    ],
)
def test_words_of_a_leaflet(page: str, said: str) -> None:
    assert said_of(textwrap.dedent(page)) == textwrap.dedent(said)


# A block of another shape is told of once, in its place.
@pytest.mark.parametrize(
    ("page", "said"),
    [
        pytest.param(
            """\
            - circuit:
              name: Warm up
              rounds: 2
              exercises:
                - name: A
                  hold: 10 s
            """,
            """\
            r.yaml:6:5: error: a circuit has its name after `circuit:`, and no `name` [unknown-key]
                    name: Warm up
                    ^^^^
              hint: write `- circuit: Warm up`
            """,
            id="circuit-name",
        ),
        pytest.param(
            """\
            - name: A
              phases:
                - up: Rise up
                  for: 3 s
                - down: Lower
                  for: 3 s
            """,
            """\
            r.yaml:7:9: error: unknown key `up` [unknown-key]
                      - up: Rise up
                        ^^
              hint: start a phase with `say:`: write `- say: Rise up`
            r.yaml:9:9: error: unknown key `down` [unknown-key]
                      - down: Lower
                        ^^^^
              hint: start a phase with `say:`: write `- say: Lower`
            """,
            id="phase-named",
        ),
        pytest.param(
            """\
            - name: A
              phases:
                - up: Rise up
                - down: Lower
            """,
            """\
            r.yaml:7:9: error: unknown key `up` [unknown-key]
                      - up: Rise up
                        ^^
              hint: start a phase with `say:`: write `- say: Rise up`, and below it `for: 4 s`
            r.yaml:8:9: error: unknown key `down` [unknown-key]
                      - down: Lower
                        ^^^^
              hint: start a phase with `say:`: write `- say: Lower`, and below it `for: 4 s`
            """,
            id="phase-named-no-time",
        ),
        pytest.param(
            """\
            - name: A
              phases:
                - lift: 3 s
                - lower: 3 s
            """,
            """\
            r.yaml:7:9: error: unknown key `lift` [unknown-key]
                      - lift: 3 s
                        ^^^^
              hint: start a phase with `say:`: write `- say: Lift`, and below it `for: 3 s`
            r.yaml:8:9: error: unknown key `lower` [unknown-key]
                      - lower: 3 s
                        ^^^^^
              hint: start a phase with `say:`: write `- say: Lower`, and below it `for: 3 s`
            """,
            id="phase-named-timed",
        ),
        pytest.param(
            """\
            - name: A
              phases:
                - say: Lift
                  for: 3 s
                  hold: 5 s
            """,
            """\
            r.yaml:9:9: error: `hold` can't stand beside `for`: a hold is a phase of its own [two-kinds]
                        hold: 5 s
                        ^^^^
              hint: write it below as `- say: Hold`, with `for: 5 s`
            """,
            id="phase-for-and-hold",
        ),
        pytest.param(
            """\
            - name: A
              phases:
                - Rock back
                - Rock forward
            """,
            """\
            r.yaml:7:9: error: a phase needs what is said, and how long it lasts [wrong-value]
                      - Rock back
                        ^^^^^^^^^
              hint: write `- say: Rock back`, and below it `for: 4 s`
            r.yaml:8:9: error: a phase needs what is said, and how long it lasts [wrong-value]
                      - Rock forward
                        ^^^^^^^^^^^^
              hint: write `- say: Rock forward`, and below it `for: 4 s`
            """,
            id="phase-text",
        ),
        pytest.param(
            """\
            - name: A
              phases:
                - Rock back, 4 s
            """,
            """\
            r.yaml:7:9: error: a phase needs what is said, and how long it lasts [wrong-value]
                      - Rock back, 4 s
                        ^^^^^^^^^^^^^^
              hint: write `- say: Rock back`, and below it `for: 4 s`
            """,
            id="phase-text-timed",
        ),
        pytest.param(
            """\
            - name: A
              phases:
                say: Lift
                for: 3 s
            """,
            """\
            r.yaml:7:7: error: the dash before a phase is missing [wrong-value]
                      say: Lift
                      ^^^^^^^^^
              hint: start each entry with `- say:`
            """,
            id="phases-no-dash",
        ),
        pytest.param(
            """\
            - name: A
            - hold: 30 s
              reps: 2
            """,
            """\
            r.yaml:6:5: error: this dash starts another exercise, and it has no name [missing-key]
                  - hold: 30 s
                    ^^^^^^^^^^
              hint: delete the dash if this belongs to the exercise above; else add `name:`
            """,
            id="stray-dash",
        ),
        pytest.param(
            """\
            - name: A
            - hold: 30 s
            - reps: 2
            """,
            """\
            r.yaml:6:5: error: this dash starts another exercise, and it has no name [missing-key]
                  - hold: 30 s
                    ^^^^^^^^^^
              hint: delete the dash if this belongs to the exercise above; else add `name:`
            r.yaml:7:5: error: this dash starts another exercise, and it has no name [missing-key]
                  - reps: 2
                    ^^^^^^^
              hint: delete the dash if this belongs to the exercise above; else add `name:`
            """,
            id="stray-dash-twice",
        ),
        pytest.param(
            """\
            - name: A
              hold: 10 s
            - hold: 30 s
            """,
            """\
            r.yaml:7:5: error: an exercise needs `name` [missing-key]
                  - hold: 30 s
                    ^^^^^^^^^^
              hint: add `- name: Cat-Cow`, or `- use:` with one from the library
            """,
            id="no-stray-dash",
        ),
        pytest.param(
            """\
            - name: A
              hold: 10 s
            - rest: 1 min
              name: Break
            """,
            """\
            r.yaml:8:5: error: a rest has no `name` [unknown-key]
                    name: Break
                    ^^^^
              hint: a rest takes `say:`, no name: write `say: Break`, or delete it
            """,
            id="rest-named",
        ),
        pytest.param(
            """\
            - name: A
              hold: 10 s
            - rest: 1 min
              say: Break
            """,
            "",
            id="rest-fine",
        ),
    ],
)
def test_shape_of_a_leaflet(page: str, said: str) -> None:
    assert said_of(textwrap.dedent(page)) == textwrap.dedent(said)
