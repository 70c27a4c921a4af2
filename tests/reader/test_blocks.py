"""Words that a block does not know, needs, or has twice."""

# ruff: noqa: E501 - messages are asserted whole

from __future__ import annotations

import textwrap

import pytest
from reader_pages import said_of

from coach.format.words import ROUTINE


# A word in the wrong place is told where it belongs; a misspelled one, what was meant.
@pytest.mark.parametrize(
    ("page", "said"),
    [
        pytest.param(
            """\
            - name: A
              hold_second: 30 s
            """,
            """\
            r.yaml:6:5: error: unknown key `hold_second` [unknown-key]
                    hold_second: 30 s
                    ^^^^^^^^^^^
              hint: did you mean `hold`?
            """,
            id="misspelled-once",
        ),
        pytest.param(
            """\
            - Name: A
              Hold: 30 s
              set up: Kneel.
              repititions: 2
            """,
            """\
            r.yaml:5:5: error: unknown key `Name` [unknown-key]
                  - Name: A
                    ^^^^
              hint: did you mean `name`?
            r.yaml:6:5: error: unknown key `Hold` [unknown-key]
                    Hold: 30 s
                    ^^^^
              hint: did you mean `hold`?
            r.yaml:7:5: error: unknown key `set up` [unknown-key]
                    set up: Kneel.
                    ^^^^^^
              hint: did you mean `set_up`?
            r.yaml:8:5: error: unknown key `repititions` [unknown-key]
                    repititions: 2
                    ^^^^^^^^^^^
              hint: did you mean `reps`?
            """,
            id="capitals-and-spaces",
        ),
        pytest.param(
            """\
            - name: A
              hold: 30 s
              reps: 2
              hold: 20 s
            """,
            """\
            r.yaml:8:5: error: `hold` stands here again; it stands on line 6 already [doubled-key]
                    hold: 20 s
                    ^^^^
              hint: keep one of the two
            """,
            id="doubled",
        ),
        pytest.param(
            """\
            title: T
            format: 1
            language: en
            exercises: [{rest: 5 s}]
            title: U
            """,
            """\
            r.yaml:5:1: error: `title` stands here again; it stands on line 1 already [doubled-key]
                title: U
                ^^^^^
              hint: keep one of the two
            """,
            id="doubled-at-the-top",
        ),
        pytest.param(
            """\
            format: 1
            title: T
            language: en
            exercises: [{rest: 5 s}]
            zzz: 1
            """,
            """\
            r.yaml:5:1: error: unknown key `zzz` [unknown-key]
                zzz: 1
                ^^^
              hint: the usual words of a routine are `title`, `language`, `schedule`, `stop_if`, `exercises` and `after`; `docs/writing-routines.md` has the rest
            """,
            id="nothing-like-it",
        ),
        pytest.param(
            """\
            format: 1
            title: T
            language: en
            exercises: [{rest: 5 s}]
            hold: 30 s
            """,
            """\
            r.yaml:5:1: error: `hold` is no word of a routine [unknown-key]
                hold: 30 s
                ^^^^
              hint: it belongs to an exercise: indent it under `- name:`
            """,
            id="of-an-exercise",
        ),
        pytest.param(
            """\
            - name: A
              hold: 30 s
              stop_if: Pain is sharp.
            """,
            """\
            r.yaml:7:5: error: `stop_if` is no word of an exercise [unknown-key]
                    stop_if: Pain is sharp.
                    ^^^^^^^
              hint: it belongs to the whole routine: write it above `exercises`, not indented
            """,
            id="of-the-routine",
        ),
        pytest.param(
            """\
            - name: A
              hold: 30 s
              breath: in
            """,
            """\
            r.yaml:7:5: error: `breath` is no word of an exercise [unknown-key]
                    breath: in
                    ^^^^^^
              hint: it belongs to a phase: put it beside `say` and `for` under `phases`
            """,
            id="of-a-phase",
        ),
        pytest.param(
            """\
            - circuit: Legs
              rounds: 2
              exercises:
                - circuit: Arms
            """,
            """\
            r.yaml:8:9: error: `circuit` is no word of an exercise [unknown-key]
                      - circuit: Arms
                        ^^^^^^^
              hint: it belongs to the routine's own `exercises`: a circuit can't stand inside another
            """,
            id="circuit-in-a-circuit",
        ),
        pytest.param(
            """\
            title: T
            """,
            """\
            r.yaml:1:1: error: a routine needs `exercises` [missing-key]
                title: T
                ^^^^^^^^
              hint: add `exercises:`, a list of exercises, each starting with `- name:`
            r.yaml:1:1: error: a routine needs `format` [missing-key]
                title: T
                ^^^^^^^^
              hint: add `format: 1`
            r.yaml:1:1: error: a routine needs `language` [missing-key]
                title: T
                ^^^^^^^^
              hint: add `language:`, a language tag such as `en-US`
            """,
            id="missing",
        ),
        pytest.param(
            """\
            - circuit: Legs
              exercises: [{rest: 5 s}]
            """,
            """\
            r.yaml:5:5: error: a circuit needs `rounds` [missing-key]
                  - circuit: Legs
                    ^^^^^^^^^^^^^
              hint: add `rounds:`, a whole number, such as `5`
            """,
            id="circuit-without-rounds",
        ),
        pytest.param(
            """\
            - Cat-Cow
            """,
            """\
            r.yaml:5:5: error: this should be an exercise with words such as `name:`, `use:`, `position:`, not `Cat-Cow` [wrong-value]
                  - Cat-Cow
                    ^^^^^^^
              hint: write `- name: Cat-Cow`, and below it `hold: 10 s`; or `# Cat-Cow` if it is a heading
            """,
            id="text-for-an-exercise",
        ),
        pytest.param(
            """\
            - name:Cat-Cow
            """,
            """\
            r.yaml:5:5: error: this should be an exercise with words such as `name:`, `use:`, `position:`, not `name:Cat-Cow` [wrong-value]
                  - name:Cat-Cow
                    ^^^^^^^^^^^^
              hint: put a space after each colon: `name: Cat-Cow`
            """,
            id="text-for-an-exercise-glued",
        ),
        pytest.param(
            """\
            format: 1
            title: T
            language: en
            exercises:
              name: A
              hold: 30 s
            """,
            """\
            r.yaml:5:3: error: the dash before the exercise is missing [wrong-value]
                  name: A
                  ^^^^^^^
              hint: start each exercise with `- name:`
            """,
            id="no-list",
        ),
        pytest.param(
            """\
            format: 1
            title: T
            language: en
            exercises:
            """,
            """\
            r.yaml:4:11: error: there is no exercise here [empty]
                exercises:
                          ^
              hint: write the first one below it, two spaces in: `- name: Cat-Cow`
            """,
            id="exercises-empty",
        ),
        pytest.param(
            """\
            - name: A
              phases: []
            """,
            """\
            r.yaml:6:13: error: this list is empty [empty]
                    phases: []
                            ^^
              hint: add a phase
            """,
            id="phases-empty",
        ),
        pytest.param(
            """\
            - name: A
              phases: {say: In, for: 5 s}
            """,
            """\
            r.yaml:6:13: error: the dash before a phase is missing [wrong-value]
                    phases: {say: In, for: 5 s}
                            ^^^^^^^^^^^^^^^^^^^
              hint: start each entry with `- say:`
            """,
            id="phases-no-list",
        ),
        pytest.param(
            """\
            - name: A
              hold: 30 s
              ? [a, b]
              : c
            """,
            """\
            r.yaml:7:7: error: a word of an exercise can't be a list [unknown-key]
                    ? [a, b]
                      ^^^^^^
            """,
            id="list-for-a-word",
        ),
        pytest.param(
            """\
            format: 1
            title: T
            language: en
            exercises: [{rest: 5 s}]
            <<: {title: U}
            """,
            """\
            r.yaml:5:1: error: unknown key `<<` [unknown-key]
                <<: {title: U}
                ^^
              hint: the usual words of a routine are `title`, `language`, `schedule`, `stop_if`, `exercises` and `after`; `docs/writing-routines.md` has the rest
            """,
            id="merge-key",
        ),
        pytest.param(
            """\
            - rest: 30 s
              sya: Breathe.
            """,
            """\
            r.yaml:6:5: error: unknown key `sya` [unknown-key]
                    sya: Breathe.
                    ^^^
              hint: did you mean `say`?
            """,
            id="rest-misspelled",
        ),
        pytest.param(
            """\
            - use:
              side: each
            """,
            """\
            r.yaml:5:9: error: there is nothing here [empty]
                  - use:
                        ^
              hint: write a text, or delete the word
            """,
            id="use-empty",
        ),
    ],
)
def test_word_that_does_not_fit(page: str, said: str) -> None:
    assert said_of(page) == textwrap.dedent(said)


# The schema knows the same words as the reader, and which of them are needed.
def test_schema_has_the_words_of_the_reader() -> None:
    schema = ROUTINE.schema()
    assert list(schema["properties"]) == [word.name for word in ROUTINE.words]
    assert schema["required"] == ["format", "title", "language", "exercises"]
    assert schema["additionalProperties"] is False
