"""Doses of leaflets, written down as they stand: what their authors are told, whole."""

# ruff: noqa: E501 - messages are asserted whole

from __future__ import annotations

import textwrap

import pytest
from reader_pages import said_of


# A dose as leaflets have it is answered by what to write, to be typed as it stands.
@pytest.mark.parametrize(
    ("page", "said"),
    [
        pytest.param(
            """\
            - name: A
              reps: 10
            """,
            """\
            r.yaml:5:11: error: it is not said how this exercise goes [no-kind]
                  - name: A
                          ^
              hint: 10 reps of how long? add `every: 4 s`, or write `phases`
            """,
            id="reps: 10",
        ),
        pytest.param(
            """\
            - name: A
              reps: 5 to 10
            """,
            """\
            r.yaml:5:11: error: it is not said how this exercise goes [no-kind]
                  - name: A
                          ^
              hint: 5 to 10 reps of how long? add `every: 4 s`, or write `phases`
            """,
            id="reps: 5 to 10",
        ),
        pytest.param(
            """\
            - name: A
              for: 10 reps
            """,
            """\
            r.yaml:6:10: error: `10 reps` is no time [wrong-value]
                    for: 10 reps
                         ^^^^^^^
              hint: write `reps: 10` and `every: 4 s` in place of `for`
            """,
            id="for: 10 reps",
        ),
        pytest.param(
            """\
            - name: A
              for: 10 to 15 repetitions
            """,
            """\
            r.yaml:6:10: error: `10 to 15 repetitions` is no time [wrong-value]
                    for: 10 to 15 repetitions
                         ^^^^^^^^^^^^^^^^^^^^
              hint: write `reps: 10 to 15` and `every: 4 s` in place of `for`
            """,
            id="for: 10 to 15 repetitions",
        ),
        pytest.param(
            """\
            - name: A
              reps: 2 min
            """,
            """\
            r.yaml:6:11: error: `2 min` is a time [wrong-value]
                    reps: 2 min
                          ^^^^^
              hint: write `for: 2 min` in place of `reps`
            """,
            id="reps: 2 min",
        ),
        pytest.param(
            """\
            - name: A
              reps: 10 steps
              every: 4 s
            """,
            """\
            r.yaml:6:11: error: `10 steps` has more than a number [wrong-value]
                    reps: 10 steps
                          ^^^^^^^^
              hint: write `reps: 10`
            """,
            id="reps: 10 steps + every: 4 s",
        ),
        pytest.param(
            """\
            - name: A
              reps: 10 each side
              every: 4 s
            """,
            """\
            r.yaml:6:11: error: `10 each side` has more than a number [wrong-value]
                    reps: 10 each side
                          ^^^^^^^^^^^^
              hint: write `reps: 10` and `side: each`, each on a line of its own
            """,
            id="reps: 10 each side + every: 4 s",
        ),
        pytest.param(
            """\
            - name: A
              hold: 20 seconds each side
            """,
            """\
            r.yaml:6:11: error: `20 seconds each side` is more than a time [wrong-value]
                    hold: 20 seconds each side
                          ^^^^^^^^^^^^^^^^^^^^
              hint: write `hold: 20 s` and `side: each`, each on a line of its own
            """,
            id="hold: 20 seconds each side",
        ),
        pytest.param(
            """\
            - name: A
              hold: 30s x 3
            """,
            """\
            r.yaml:6:11: error: `30s x 3` is more than a time [wrong-value]
                    hold: 30s x 3
                          ^^^^^^^
              hint: write `hold: 30 s` and `reps: 3`, each on a line of its own
            """,
            id="hold: 30s x 3",
        ),
        pytest.param(
            """\
            - name: A
              hold: 3 x 30 s
            """,
            """\
            r.yaml:6:11: error: `3 x 30 s` is more than a time [wrong-value]
                    hold: 3 x 30 s
                          ^^^^^^^^
              hint: write `hold: 30 s` and `reps: 3`, each on a line of its own
            """,
            id="hold: 3 x 30 s",
        ),
        pytest.param(
            """\
            - name: A
              hold: 20-30-40 s
            """,
            """\
            r.yaml:6:11: error: `20-30-40 s` is several times [wrong-value]
                    hold: 20-30-40 s
                          ^^^^^^^^^^
              hint: write `[20 s, 30 s, 40 s]`, a time for each rep
            """,
            id="hold: 20-30-40 s",
        ),
        pytest.param(
            """\
            - name: A
              hold: 5 seconds, then 10 seconds
            """,
            """\
            r.yaml:6:11: error: `5 seconds, then 10 seconds` is several times [wrong-value]
                    hold: 5 seconds, then 10 seconds
                          ^^^^^^^^^^^^^^^^^^^^^^^^^^
              hint: write `[5 s, 10 s]`, a time for each rep
            """,
            id="hold: 5 seconds, then 10 seconds",
        ),
        pytest.param(
            """\
            - name: A
              hold: up to 30 seconds
            """,
            """\
            r.yaml:6:11: error: `up to 30 seconds` has an open end [wrong-value]
                    hold: up to 30 seconds
                          ^^^^^^^^^^^^^^^^
              hint: write `until: you stop` and `at_most: 30 s` in place of `hold`
            """,
            id="hold: up to 30 seconds",
        ),
        pytest.param(
            """\
            - name: A
              for: until finished
            """,
            """\
            r.yaml:6:10: error: `until finished` has an open end [wrong-value]
                    for: until finished
                         ^^^^^^^^^^^^^^
              hint: write `until: you stop` and `at_most: 60 s` in place of `for`
            """,
            id="for: until finished",
        ),
        pytest.param(
            """\
            - name: A
              hold: as long as you can
            """,
            """\
            r.yaml:6:11: error: `as long as you can` has an open end [wrong-value]
                    hold: as long as you can
                          ^^^^^^^^^^^^^^^^^^
              hint: write `until: you stop` and `at_most: 60 s` in place of `hold`
            """,
            id="hold: as long as you can",
        ),
        pytest.param(
            """\
            - name: A
              hold: half a minute
            """,
            """\
            r.yaml:6:11: error: `half a minute` is not a time [wrong-value]
                    hold: half a minute
                          ^^^^^^^^^^^^^
              hint: write `30 s`
            """,
            id="hold: half a minute",
        ),
        pytest.param(
            """\
            - name: A
              hold: a minute and a half
            """,
            """\
            r.yaml:6:11: error: `a minute and a half` is not a time [wrong-value]
                    hold: a minute and a half
                          ^^^^^^^^^^^^^^^^^^^
              hint: write `1 min 30 s`
            """,
            id="hold: a minute and a half",
        ),
        pytest.param(
            """\
            - name: A
              hold: 5 breathes
            """,
            """\
            r.yaml:6:11: error: `5 breathes` is not a time [wrong-value]
                    hold: 5 breathes
                          ^^^^^^^^^^
              hint: write `5 breaths`
            """,
            id="hold: 5 breathes",
        ),
        pytest.param(
            """\
            - name: A
              hold: 10 reps
            """,
            """\
            r.yaml:6:11: error: `10 reps` is no time [wrong-value]
                    hold: 10 reps
                          ^^^^^^^
              hint: write `reps: 10`, and here how long each is held: `hold: 5 s`
            """,
            id="hold: 10 reps",
        ),
        pytest.param(
            """\
            - name: A
              hold: 10 s
              rest: 1 minute between sets
            """,
            """\
            r.yaml:7:11: error: `1 minute between sets` is more than a time [wrong-value]
                    rest: 1 minute between sets
                          ^^^^^^^^^^^^^^^^^^^^^
              hint: write `rest_between_sets: 1 min`
            """,
            id="hold: 10 s + rest: 1 minute between sets",
        ),
        pytest.param(
            """\
            - name: A
              hold: 10 s
              rest: none
            """,
            """\
            r.yaml:7:11: error: `none` is not a time [wrong-value]
                    rest: none
                          ^^^^
              hint: write `0 s` for none at all
            """,
            id="hold: 10 s + rest: none",
        ),
        pytest.param(
            """\
            - name: A
              hold: 10 s
              rest: 15-30 s
            """,
            """\
            r.yaml:7:11: error: `15-30 s` is a range [wrong-value]
                    rest: 15-30 s
                          ^^^^^^^
              hint: a rest takes one time: write `15 s` or `30 s`
            """,
            id="hold: 10 s + rest: 15-30 s",
        ),
        pytest.param(
            """\
            - name: A
              hold: 10 s
              get_ready: 10 to 20 s
            """,
            """\
            r.yaml:7:16: error: `10 to 20 s` is a range [wrong-value]
                    get_ready: 10 to 20 s
                               ^^^^^^^^^^
              hint: this takes one time: write `10 s` or `20 s`
            """,
            id="hold: 10 s + get_ready: 10 to 20 s",
        ),
        pytest.param(
            """\
            - name: A
              hold: 10 s
              side: affected
            """,
            """\
            r.yaml:7:11: error: `affected` is not one of `left`, `right`, `each`, `alternating` [wrong-value]
                    side: affected
                          ^^^^^^^^
              hint: write `left` or `right` for this person
            """,
            id="hold: 10 s + side: affected",
        ),
        pytest.param(
            """\
            - name: A
              hold: 10 s
              side: injured side
            """,
            """\
            r.yaml:7:11: error: `injured side` is not one of `left`, `right`, `each`, `alternating` [wrong-value]
                    side: injured side
                          ^^^^^^^^^^^^
              hint: write `left` or `right` for this person
            """,
            id="hold: 10 s + side: injured side",
        ),
        pytest.param(
            """\
            - name: A
              hold: 10 s
              side: left leg
            """,
            """\
            r.yaml:7:11: error: `left leg` is not one of `left`, `right`, `each`, `alternating` [wrong-value]
                    side: left leg
                          ^^^^^^^^
              hint: write `left`
            """,
            id="hold: 10 s + side: left leg",
        ),
        pytest.param(
            """\
            - name: A
              until: tired
            """,
            """\
            r.yaml:6:12: error: `tired` is not `you stop` [wrong-value]
                    until: tired
                           ^^^^^
              hint: write `until: you stop`, with `at_most: 60 s` for the longest time
            """,
            id="until: tired",
        ),
        pytest.param(
            """\
            - name: A
              until: tired
              at_most: 30 s
            """,
            """\
            r.yaml:6:12: error: `tired` is not `you stop` [wrong-value]
                    until: tired
                           ^^^^^
              hint: write `until: you stop`, with `at_most: 60 s` for the longest time
            """,
            id="until: tired + at_most: 30 s",
        ),
        pytest.param(
            """\
            - name: A
              reps: 10 x 5 seconds
              every: 4 s
            """,
            """\
            r.yaml:6:11: error: `10 x 5 seconds` has more than a number [wrong-value]
                    reps: 10 x 5 seconds
                          ^^^^^^^^^^^^^^
              hint: write `reps: 10` and `hold: 5 s`
            """,
            id="reps: 10 x 5 seconds + every: 4 s",
        ),
        pytest.param(
            """\
            - name: A
              reps: as many as you can
            """,
            """\
            r.yaml:6:11: error: `as many as you can` is not a number [wrong-value]
                    reps: as many as you can
                          ^^^^^^^^^^^^^^^^^^
              hint: write `until: you stop` and `at_most: 60 s` in place of `reps`
            """,
            id="reps: as many as you can",
        ),
        pytest.param(
            """\
            - name: A
              reps: 12/10
              every: 4 s
            """,
            """\
            r.yaml:6:11: error: `12/10` is not a number [wrong-value]
                    reps: 12/10
                          ^^^^^
              hint: write `10 to 12`
            """,
            id="reps: 12/10, the more first",
        ),
        pytest.param(
            """\
            - name: A
              for: up to 2 minutes
            """,
            """\
            r.yaml:6:10: error: `up to 2 minutes` has an open end [wrong-value]
                    for: up to 2 minutes
                         ^^^^^^^^^^^^^^^
              hint: write `until: you stop` and `at_most: 2 min` in place of `for`
            """,
            id="for: up to 2 minutes",
        ),
        pytest.param(
            """\
            - name: A
              for: 5 breaths
            """,
            """\
            r.yaml:6:10: error: `5 breaths` is no time [wrong-value]
                    for: 5 breaths
                         ^^^^^^^^^
              hint: write `hold: 5 breaths` in place of `for`
            """,
            id="for: 5 breaths",
        ),
    ],
)
def test_dose_of_a_leaflet(page: str, said: str) -> None:
    assert said_of(textwrap.dedent(page)) == textwrap.dedent(said)


# So are the lines above the exercises.
@pytest.mark.parametrize(
    ("page", "said"),
    [
        pytest.param(
            """\
            format: 1
            title: T
            language: en-US
            schedule: {days_per_week: every day}
            exercises:
              - name: A
                hold: 10 s
            """,
            """\
            r.yaml:4:27: error: `every day` is not a number [wrong-value]
                schedule: {days_per_week: every day}
                                          ^^^^^^^^^
              hint: write `7`
            """,
            id="schedule: {days_per_week: every day}",
        ),
        pytest.param(
            """\
            format: 1
            title: T
            language: en-US
            schedule: {times_per_day: twice}
            exercises:
              - name: A
                hold: 10 s
            """,
            """\
            r.yaml:4:27: error: `twice` is not a number [wrong-value]
                schedule: {times_per_day: twice}
                                          ^^^^^
              hint: write `2`
            """,
            id="schedule: {times_per_day: twice}",
        ),
        pytest.param(
            """\
            format: 1
            title: T
            language: en-US
            schedule: {times_per_day: 3x a day}
            exercises:
              - name: A
                hold: 10 s
            """,
            """\
            r.yaml:4:27: error: `3x a day` is not a number [wrong-value]
                schedule: {times_per_day: 3x a day}
                                          ^^^^^^^^
              hint: write `3`
            """,
            id="schedule: {times_per_day: 3x a day}",
        ),
        pytest.param(
            """\
            format: 1
            title: T
            language: en-US
            schedule: {days_per_week: 5 days}
            exercises:
              - name: A
                hold: 10 s
            """,
            """\
            r.yaml:4:27: error: `5 days` is not a number [wrong-value]
                schedule: {days_per_week: 5 days}
                                          ^^^^^^
              hint: write `5`
            """,
            id="schedule: {days_per_week: 5 days}",
        ),
        pytest.param(
            """\
            format: 1
            title: T
            language: en-US
            schedule: {weeks: 6-8}
            exercises:
              - name: A
                hold: 10 s
            """,
            """\
            r.yaml:4:19: error: `6-8` is a range [wrong-value]
                schedule: {weeks: 6-8}
                                  ^^^
              hint: write one number, or write `schedule` as a text
            """,
            id="schedule: {weeks: 6-8}",
        ),
        pytest.param(
            """\
            format: 1
            title: T
            language: en-US
            schedule: {days_per_week: every other day}
            exercises:
              - name: A
                hold: 10 s
            """,
            """\
            r.yaml:4:27: error: `every other day` is not a number [wrong-value]
                schedule: {days_per_week: every other day}
                                          ^^^^^^^^^^^^^^^
              hint: write one number, or write `schedule` as a text
            """,
            id="schedule: {days_per_week: every other day}",
        ),
        pytest.param(
            """\
            format: 1
            title: T
            language: en-US
            schedule: {weeks: six weeks}
            exercises:
              - name: A
                hold: 10 s
            """,
            """\
            r.yaml:4:19: error: `six weeks` is not a number [wrong-value]
                schedule: {weeks: six weeks}
                                  ^^^^^^^^^
              hint: write `6`
            """,
            id="schedule: {weeks: six weeks}",
        ),
        pytest.param(
            """\
            format: 1
            title: T
            language: en-US
            reviewed: June 2025
            exercises:
              - name: A
                hold: 10 s
            """,
            """\
            r.yaml:4:11: error: `June 2025` is a date in words [wrong-value]
                reviewed: June 2025
                          ^^^^^^^^^
              hint: write `2025-06-01`
            """,
            id="reviewed: June 2025",
        ),
        pytest.param(
            """\
            format: 1
            title: T
            language: en-US
            reviewed: 3rd June 2025
            exercises:
              - name: A
                hold: 10 s
            """,
            """\
            r.yaml:4:11: error: `3rd June 2025` is a date in words [wrong-value]
                reviewed: 3rd June 2025
                          ^^^^^^^^^^^^^
              hint: write `2025-06-03`
            """,
            id="reviewed: 3rd June 2025",
        ),
        pytest.param(
            """\
            format: 1
            title: T
            language: English
            exercises:
              - name: A
                hold: 10 s
            """,
            """\
            r.yaml:3:11: error: `English` is a language's name, and its tag is needed [wrong-value]
                language: English
                          ^^^^^^^
              hint: write `en-US` or `en-GB`
            """,
            id="language: English",
        ),
        pytest.param(
            """\
            format: 1
            title: T
            language: UK English
            exercises:
              - name: A
                hold: 10 s
            """,
            """\
            r.yaml:3:11: error: `UK English` is a language's name, and its tag is needed [wrong-value]
                language: UK English
                          ^^^^^^^^^^
              hint: write `en-GB`
            """,
            id="language: UK English",
        ),
        pytest.param(
            """\
            format: 1
            title: T
            language: Spanish
            exercises:
              - name: A
                hold: 10 s
            """,
            """\
            r.yaml:3:11: error: `Spanish` is a language's name, and its tag is needed [wrong-value]
                language: Spanish
                          ^^^^^^^
              hint: write `es-ES` or `es-MX`
            """,
            id="language: Spanish",
        ),
        pytest.param(
            """\
            format: 1
            title: T
            language: French
            exercises:
              - name: A
                hold: 10 s
            """,
            """\
            r.yaml:3:11: error: `French` is a language's name, and its tag is needed [wrong-value]
                language: French
                          ^^^^^^
              hint: write `fr-FR` or `fr-CA`
            """,
            id="language: French",
        ),
        pytest.param(
            """\
            format: 1
            title: T
            language: Deutsch
            exercises:
              - name: A
                hold: 10 s
            """,
            """\
            r.yaml:3:11: error: `Deutsch` is a language's name, and its tag is needed [wrong-value]
                language: Deutsch
                          ^^^^^^^
              hint: write `de-DE`, `de-AT` or `de-CH`
            """,
            id="language: Deutsch",
        ),
        pytest.param(
            """\
            format: 1
            title: T
            language: en-US
            time: morning and evening
            exercises:
              - name: A
                hold: 10 s
            """,
            """\
            r.yaml:4:1: error: unknown key `time` [unknown-key]
                time: morning and evening
                ^^^^
              hint: did you mean `schedule`?
            """,
            id="time: morning and evening",
        ),
        pytest.param(
            """\
            format: 1
            title: T
            language: en-US
            stop_if: dizziness
            exercises:
              - name: A
                hold: 10 s
            """,
            """\
            r.yaml:4:10: note: `dizziness` alone is hard to follow by ear [wrong-value]
                stop_if: dizziness
                         ^^^^^^^^^
              hint: write a sentence, such as `You feel dizzy.`
            """,
            id="stop_if: dizziness",
        ),
        pytest.param(
            """\
            format: 1
            title: T
            language: en-US
            do_not_start_if:
              - chest pain
              - It hurts.
            exercises:
              - name: A
                hold: 10 s
            """,
            """\
            r.yaml:5:5: note: `chest pain` alone is hard to follow by ear [wrong-value]
                  - chest pain
                    ^^^^^^^^^^
              hint: write a sentence, such as `You feel dizzy.`
            """,
            id="do_not_start_if:+  - chest pain+  - It hurts.",
        ),
        pytest.param(
            """\
            format: 1
            title: T
            language: en-US
            after: ~
            exercises:
              - name: A
                hold: 10 s
            """,
            """\
            r.yaml:4:8: error: `~` stands for nothing [empty]
                after: ~
                       ^
              hint: write a text, or delete the word
            """,
            id="after: ~",
        ),
    ],
)
def test_head_of_a_leaflet(page: str, said: str) -> None:
    assert said_of(textwrap.dedent(page)) == textwrap.dedent(said)
