"""What YAML itself gives up on, or silently takes for something else."""

# ruff: noqa: E501 - messages are asserted whole

from __future__ import annotations

import textwrap

import pytest
from reader_pages import HEAD, said_of


# A line that is off by one is compared with the line that it was meant to stand beside.
@pytest.mark.parametrize(
    ("page", "said"),
    [
        pytest.param(
            """\
            - name: A
              hold: 30 s
               reps: 2
            """,
            """\
            r.yaml:7:1: error: the indentation does not fit: this line starts with 5 spaces, line 6 above it has 4 [indentation]
                     reps: 2
                ^^^^^
              hint: give it 4 spaces if it belongs beside line 6
            """,
            id="word-too-far-in",
        ),
        pytest.param(
            """\
            - name: A
              hold: 30 s
             reps: 2
            """,
            """\
            r.yaml:7:1: error: the indentation does not fit: this line starts with 3 spaces, line 6 above it has 4 [indentation]
                   reps: 2
                ^^^
              hint: give it 4 spaces if it belongs beside line 6
            """,
            id="word-not-far-enough",
        ),
        pytest.param(
            """\
            - name: A
               hold: 30 s
            """,
            """\
            r.yaml:6:1: error: the indentation does not fit: this line starts with 5 spaces, line 5 above it has 4 [indentation]
                     hold: 30 s
                ^^^^^
              hint: give it 4 spaces if it belongs beside line 5; the words of a list entry line up after its `- `
            """,
            id="first-word-too-far-in",
        ),
        pytest.param(
            """\
            - name: A
             hold: 30 s
            """,
            """\
            r.yaml:6:1: error: the indentation does not fit: this line starts with 3 spaces, line 5 above it has 4 [indentation]
                   hold: 30 s
                ^^^
              hint: give it 4 spaces if it belongs beside line 5; the words of a list entry line up after its `- `
            """,
            id="first-word-not-far-enough",
        ),
        pytest.param(
            """\
            format: 1
            title: T
            language: en-US
            exercises:
              - name: A
                hold: 30 s
             - name: B
               hold: 30 s
            """,
            """\
            r.yaml:7:1: error: the indentation does not fit: this line starts with 1 space, line 5 above it has 2 [indentation]
                 - name: B
                ^
              hint: give it 2 spaces if it belongs beside line 5; the words of a list entry line up after its `- `
            """,
            id="exercise-not-far-enough",
        ),
        pytest.param(
            """\
            - name: A
              hold: 30 s
             - name: B
               hold: 30 s
            """,
            """\
            r.yaml:7:1: error: the indentation does not fit: this line starts with 3 spaces, line 5 above it has 2 [indentation]
                   - name: B
                ^^^
              hint: give it 2 spaces if it belongs beside line 5; the words of a list entry line up after its `- `
            """,
            id="exercise-too-far-in",
        ),
        pytest.param(
            """\
            - name: A
              hold: 30 s
              set_up:
                - Kneel.
               - Sit back.
            """,
            """\
            r.yaml:9:1: error: the indentation does not fit: this line starts with 5 spaces, line 8 above it has 6 [indentation]
                     - Sit back.
                ^^^^^
              hint: give it 6 spaces if it belongs beside line 8; the words of a list entry line up after its `- `
            """,
            id="entry-not-far-enough",
        ),
        pytest.param(
            """\
            - name: A
              hold: 30 s
              set_up:
                - Kneel.
                 - Sit back.
                 - Rest.
            """,
            """\
            r.yaml:9:1: error: this line starts with 7 spaces, so it goes on with the text of line 8 and starts no entry of its own [indentation]
                       - Sit back.
                ^^^^^^^
              hint: give it 6 spaces, as the entry on line 8 has
            r.yaml:10:1: error: this line starts with 7 spaces, so it goes on with the text of line 8 and starts no entry of its own [indentation]
                       - Rest.
                ^^^^^^^
              hint: give it 6 spaces, as the entry on line 8 has
            """,
            id="entry-too-far-in-silent",
        ),
        pytest.param(
            """\
            - name: A
              hold: 30 s
              set_up: Kneel.
                - Sit back.
            """,
            """\
            r.yaml:8:1: error: this line starts with 6 spaces, so it goes on with the text of line 7 and starts no entry of its own [indentation]
                      - Sit back.
                ^^^^^^
              hint: make `Kneel.` the first entry: `- Kneel.`, on a line of its own
            """,
            id="list-below-a-text",
        ),
        pytest.param(
            """\
            - name: A
              hold: 30 s
              set_up:
                - Kneel.
               reps: 2
            """,
            """\
            r.yaml:9:1: error: the indentation does not fit: this line starts with 5 spaces, line 7 above it has 4 [indentation]
                     reps: 2
                ^^^^^
              hint: give it 4 spaces if it belongs beside line 7
            """,
            id="word-after-a-list",
        ),
        pytest.param(
            """\
            - name: A
              phases:
                - say: In
                  for: 5 s
                 - say: Out
                   for: 5 s
            """,
            """\
            r.yaml:9:1: error: the indentation does not fit: this line starts with 7 spaces, line 7 above it has 6 [indentation]
                       - say: Out
                ^^^^^^^
              hint: give it 6 spaces if it belongs beside line 7; the words of a list entry line up after its `- `
            """,
            id="phase-too-far-in",
        ),
        pytest.param(
            """\
            - name: A
              phases:
                - say: In
                  for: 5 s
               - say: Out
                 for: 5 s
            """,
            """\
            r.yaml:9:1: error: the indentation does not fit: this line starts with 5 spaces, line 7 above it has 6 [indentation]
                     - say: Out
                ^^^^^
              hint: give it 6 spaces if it belongs beside line 7; the words of a list entry line up after its `- `
            """,
            id="phase-not-far-enough",
        ),
        pytest.param(
            """\
            format: 1
             title: T
            language: en-US
            exercises: [{rest: 5 s}]
            """,
            """\
            r.yaml:2:1: error: the indentation does not fit: this line starts with 1 space, line 1 above it has 0 [indentation]
                 title: T
                ^
              hint: give it no space if it belongs beside line 1
            """,
            id="top-word-too-far-in",
        ),
        pytest.param(
            """\
             format: 1
            title: T
            language: en-US
            exercises: [{rest: 5 s}]
            """,
            """\
            r.yaml:1:1: error: the indentation does not fit: this line starts with 1 space, line 2 below it has 0 [indentation]
                 format: 1
                ^
              hint: give it no space: the words of a routine start at the very left
            """,
            id="first-line-too-far-in",
        ),
    ],
)
def test_indentation_off_by_one(page: str, said: str) -> None:
    assert said_of(page) == textwrap.dedent(said)


# A text that YAML would take apart is shown with the quotes that keep it.
@pytest.mark.parametrize(
    ("page", "said"),
    [
        pytest.param(
            """\
            - name: A
              phases:
                - say: Breathe in: round up
                  for: 5 s
            """,
            """\
            r.yaml:7:24: error: this text has a colon in it, so YAML takes its first half for a word of its own [colon]
                      - say: Breathe in: round up
                                       ^
              hint: put the text in quotes: say: "Breathe in: round up"
            """,
            id="colon",
        ),
        pytest.param(
            """\
            - name: A
              hold: 30 s
              care: Remember:
            """,
            """\
            r.yaml:7:19: error: this text has a colon in it, so YAML takes its first half for a word of its own [colon]
                    care: Remember:
                                  ^
              hint: put the text in quotes: care: "Remember:"
            """,
            id="colon-at-the-end",
        ),
        pytest.param(
            """\
            - name: A
              hold: 30 s
              set_up:
                - Breathe in: round up
                - Breathe out.
            """,
            """\
            r.yaml:8:9: error: the colon in this text makes YAML take its first half for a word of its own [colon]
                      - Breathe in: round up
                        ^^^^^^^^^^^^^^^^^^^^
              hint: put the text in quotes: "Breathe in: round up"
            """,
            id="colon-in-a-list-silent",
        ),
        pytest.param(
            """\
            - name: A
              phases:
                - {say: Breathe in: round up, for: 5 s}
            """,
            """\
            r.yaml:7:25: error: this text has a colon in it, so YAML takes its first half for a word of its own [colon]
                      - {say: Breathe in: round up, for: 5 s}
                                        ^
              hint: put the text in quotes, or write each word on its own line
            """,
            id="colon-inside-braces",
        ),
        pytest.param(
            """\
            - name: A
              phases:
                - {say: Lift, then lower, for: 2 s}
            """,
            """\
            r.yaml:7:21: error: the comma before `then lower` starts a new word, as everywhere inside { } [comma]
                      - {say: Lift, then lower, for: 2 s}
                                    ^^^^^^^^^^
              hint: put the text that has the comma in quotes, or write each word on its own line
            """,
            id="comma-inside-braces",
        ),
        pytest.param(
            """\
            - name: A
              phases:
                - say: Lift leg #2 slowly
                  for: 5 s
            """,
            """\
            r.yaml:7:14: warning: the text ends before `#2 slowly`: ` #` starts a comment [comment]
                      - say: Lift leg #2 slowly
                             ^^^^^^^^
              hint: put the text in quotes if it goes on: "Lift leg #2 slowly"; else write `# ` with a space
            """,
            id="number-sign",
        ),
        pytest.param(
            """\
            - name: A
              phases:
                - say: #2 leg up
                  for: 5 s
            """,
            """\
            r.yaml:7:13: error: `#` starts a comment, so there is no text here [comment]
                      - say: #2 leg up
                            ^
              hint: put the text in quotes: "#2 leg up"
            """,
            id="number-sign-first",
        ),
        pytest.param(
            """\
            - name: A
              phases:
                - say: *Slowly* lift
                  for: 5 s
            """,
            """\
            r.yaml:7:14: error: `*` at the start of a text means something else in YAML [needs-quotes]
                      - say: *Slowly* lift
                             ^^^^^^^^^^^^^
              hint: put the text in quotes: "*Slowly* lift"
            """,
            id="star",
        ),
        pytest.param(
            """\
            - name: A
              phases:
                - say: * Lift
                  for: 5 s
            """,
            """\
            r.yaml:7:14: error: `*` at the start of a text means something else in YAML [needs-quotes]
                      - say: * Lift
                             ^^^^^^
              hint: put the text in quotes: "* Lift"
            """,
            id="bullet",
        ),
        pytest.param(
            """\
            - name: A
              phases:
                - say: [Lift slowly
                  for: 5 s
            """,
            """\
            r.yaml:7:14: error: `[` starts a list in YAML, and this one is not closed by `]` [needs-quotes]
                      - say: [Lift slowly
                             ^^^^^^^^^^^^
              hint: close it with `]`, or put the text in quotes: "[Lift slowly"
            """,
            id="bracket-open",
        ),
        pytest.param(
            """\
            - name: A
              phases:
                - say: [slow] Lift
                  for: 5 s
            """,
            """\
            r.yaml:7:14: error: `[` starts a list in YAML, and more follows its `]` [needs-quotes]
                      - say: [slow] Lift
                             ^^^^^^^^^^^
              hint: put the text in quotes: "[slow] Lift"
            """,
            id="bracket-closed",
        ),
        pytest.param(
            """\
            - name: A
              phases:
                - say: [Lift slowly]
                  for: 5 s
            """,
            """\
            r.yaml:7:14: error: this should be a single text, not a list [wrong-value]
                      - say: [Lift slowly]
                             ^^^^^^^^^^^^^
              hint: put a text that starts with `[` in quotes; keep only one entry otherwise
            """,
            id="bracket-whole",
        ),
        pytest.param(
            """\
            - name: A
              phases:
                - say: !Important lift
                  for: 5 s
            """,
            """\
            r.yaml:7:14: error: `!` at the start of a text means something else in YAML [needs-quotes]
                      - say: !Important lift
                             ^^^^^^^^^^^^^^^
              hint: put the text in quotes: "!Important lift"
            """,
            id="exclamation-mark",
        ),
        pytest.param(
            """\
            - name: A
              phases:
                - say: ! Lift
                  for: 5 s
            """,
            """\
            r.yaml:7:14: error: `!` at the start of a text means something else in YAML [needs-quotes]
                      - say: ! Lift
                             ^^^^^^
              hint: put the text in quotes: "! Lift"
            """,
            id="exclamation-mark-alone",
        ),
        pytest.param(
            """\
            - name: A
              phases:
                - say: %50 effort
                  for: 5 s
            """,
            """\
            r.yaml:7:14: error: a text can't start with `%` in YAML [needs-quotes]
                      - say: %50 effort
                             ^^^^^^^^^^
              hint: put the text in quotes: "%50 effort"
            """,
            id="percent",
        ),
        pytest.param(
            """\
            - name: A
              phases:
                - say: @home lift
                  for: 5 s
            """,
            """\
            r.yaml:7:14: error: a text can't start with `@` in YAML [needs-quotes]
                      - say: @home lift
                             ^^^^^^^^^^
              hint: put the text in quotes: "@home lift"
            """,
            id="at",
        ),
        pytest.param(
            """\
            - name: A
              phases:
                - say: &lower
                  for: 5 s
            """,
            """\
            r.yaml:7:14: error: `&` at the start of a text means something else in YAML (an anchor), and routines have none [needs-quotes]
                      - say: &lower
                             ^^^^^^
              hint: put the text in quotes: "&lower"
            """,
            id="ampersand",
        ),
        pytest.param(
            """\
            - name: A
              phases:
                - say: `Lift` slowly
                  for: 5 s
            """,
            """\
            r.yaml:7:14: error: a text can't start with a backtick in YAML [needs-quotes]
                      - say: `Lift` slowly
                             ^^^^^^^^^^^^^
              hint: put the text in quotes: "`Lift` slowly"
            """,
            id="backtick",
        ),
        pytest.param(
            """\
            - name: A
              phases:
                - say: {Lift slowly
                  for: 5 s
            """,
            """\
            r.yaml:7:14: error: `{` starts a set of words in YAML, and this one is not closed by `}` [needs-quotes]
                      - say: {Lift slowly
                             ^^^^^^^^^^^^
              hint: close it with `}`, or write each word on a line of its own
            """,
            id="brace",
        ),
        pytest.param(
            """\
            - name: A
              phases:
                - say: | Lift
                  for: 5 s
            """,
            """\
            r.yaml:7:14: error: `|` at the start of a text means something else in YAML [needs-quotes]
                      - say: | Lift
                             ^^^^^^
              hint: put the text in quotes: "| Lift"
            """,
            id="bar",
        ),
        pytest.param(
            """\
            - name: A
              phases:
                - say: > Lift
                  for: 5 s
            """,
            """\
            r.yaml:7:14: error: `>` at the start of a text means something else in YAML [needs-quotes]
                      - say: > Lift
                             ^^^^^^
              hint: put the text in quotes: "> Lift"
            """,
            id="greater",
        ),
        pytest.param(
            """\
            - name: A
              phases:
                - say: ? Lift
                  for: 5 s
            """,
            """\
            r.yaml:7:14: error: `?` at the start of a text means something else in YAML [needs-quotes]
                      - say: ? Lift
                             ^^^^^^
              hint: put the text in quotes: "? Lift"
            """,
            id="question-mark",
        ),
        pytest.param(
            """\
            - name: A
              phases:
                - say: - Lift
                  for: 5 s
            """,
            """\
            r.yaml:7:14: error: `- ` starts an entry of a list in YAML, and can't stand after a colon [needs-quotes]
                      - say: - Lift
                             ^^^^^^
              hint: put each entry on a line of its own; put a text in quotes: "- Lift"
            """,
            id="dash",
        ),
        pytest.param(
            """\
            - name: A
              phases:
                - say: , lift
                  for: 5 s
            """,
            """\
            r.yaml:7:14: error: a text can't start with a comma in YAML [needs-quotes]
                      - say: , lift
                             ^^^^^^
              hint: put the text in quotes: ", lift"
            """,
            id="comma-first",
        ),
        pytest.param(
            """\
            - name: A
              phases:
                - say: 'Don't stop'
                  for: 5 s
            """,
            """\
            r.yaml:7:14: error: the text ends at the second ', and more follows [quotes]
                      - say: 'Don't stop'
                             ^^^^^^^^^^^^
              hint: write "Don't stop"
            """,
            id="dont",
        ),
        pytest.param(
            """\
            - name: A
              hold: 30 s
              set_up:
                - 'Don't stop'
            """,
            """\
            r.yaml:8:9: error: the text ends at the second ', and more follows [quotes]
                      - 'Don't stop'
                        ^^^^^^^^^^^^
              hint: write "Don't stop"
            """,
            id="dont-in-a-list",
        ),
        pytest.param(
            """\
            - name: A
              phases:
                - {say: 'Don't stop', for: 5 s}
            """,
            """\
            r.yaml:7:19: error: the text ends at the second ', and more follows [quotes]
                      - {say: 'Don't stop', for: 5 s}
                                  ^
              hint: write it between " and "
            """,
            id="dont-inside-braces",
        ),
        pytest.param(
            """\
            - name: A
              phases:
                - say: "Say "ah" now"
                  for: 5 s
            """,
            """\
            r.yaml:7:14: error: the text ends at the second ", and more follows [quotes]
                      - say: "Say "ah" now"
                             ^^^^^^^^^^^^^^
              hint: write 'Say "ah" now'
            """,
            id="quotes-in-quotes",
        ),
        pytest.param(
            """\
            - name: A
              phases:
                - say: "Ah" is what you say
                  for: 5 s
            """,
            """\
            r.yaml:7:14: error: the text ends at the second ", and more follows [quotes]
                      - say: "Ah" is what you say
                             ^^^^^^^^^^^^^^^^^^^^
              hint: write '"Ah" is what you say'
            """,
            id="quotes-round-a-part",
        ),
        pytest.param(
            """\
            - name: A
              phases:
                - say: "Lift
                  for: 5 s
            """,
            """\
            r.yaml:7:14: error: the quote " that opens here is never closed [quotes]
                      - say: "Lift
                             ^^^^^
              hint: close it: "Lift"
            """,
            id="quote-not-closed",
        ),
        pytest.param(
            """\
            - name: A
              phases:
                - say: 'Tis enough
                  for: 5 s
            """,
            """\
            r.yaml:7:14: error: the quote ' that opens here is never closed [quotes]
                      - say: 'Tis enough
                             ^^^^^^^^^^^
              hint: close it: "Tis enough"
            """,
            id="apostrophe-first",
        ),
    ],
)
def test_text_that_needs_quotes(page: str, said: str) -> None:
    assert said_of(page) == textwrap.dedent(said)


# A slip of the keyboard is named with what to type instead.
@pytest.mark.parametrize(
    ("page", "said"),
    [
        pytest.param(
            """\
            - name: A
              hold: 30 s
              reps 2
            """,
            """\
            r.yaml:7:5: error: there is no colon after `reps` [no-colon]
                    reps 2
                    ^^^^
              hint: write `reps: 2`
            """,
            id="no-colon",
        ),
        pytest.param(
            """\
            format: 1
            title: T
            language en-US
            exercises: [{rest: 5 s}]
            """,
            """\
            r.yaml:3:1: error: there is no colon after `language` [no-colon]
                language en-US
                ^^^^^^^^
              hint: write `language: en-US`
            """,
            id="no-colon-at-the-top",
        ),
        pytest.param(
            """\
            - name: A
              hold: 30 s
              reps:2
            """,
            """\
            r.yaml:7:9: error: there is no space after the colon of `reps` [no-space]
                    reps:2
                        ^
              hint: write `reps: 2`
            """,
            id="no-space-after-the-colon",
        ),
        pytest.param(
            """\
            format: 1
            title:T
            language: en-US
            exercises: [{rest: 5 s}]
            """,
            """\
            r.yaml:2:6: error: there is no space after the colon of `title` [no-space]
                title:T
                     ^
              hint: write `title: T`
            """,
            id="no-space-after-the-colon-above",
        ),
        pytest.param(
            """\
            - name:\xa0A
              hold: 30 s
            """,
            """\
            r.yaml:5:9: error: the space after the colon of `name` is of another kind (U+00A0) [no-space]
                  - name:\xa0A
                        ^
              hint: type an ordinary space: `name: A`
            """,
            id="no-break-space-after-the-colon",
        ),
        pytest.param(
            """\
            format: 1
            title: T
            language: en-US
            exercises:
              -name: A
               hold: 30 s
            """,
            """\
            r.yaml:5:3: error: there is no space after the dash [no-space]
                  -name: A
                  ^
              hint: write `- name: A`
            """,
            id="no-space-after-the-dash",
        ),
        pytest.param(
            """\
            - name: A
              hold: 30 s
              equipment: [mat, towel
            """,
            """\
            r.yaml:7:16: error: `[` starts a list in YAML, and this one is not closed by `]` [needs-quotes]
                    equipment: [mat, towel
                               ^^^^^^^^^^^
              hint: close it with `]`, or put the text in quotes: "[mat, towel"
            """,
            id="list-not-closed",
        ),
        pytest.param(
            """\
            format: 1
            title: T
            language: en-US
            exercises:
              -\tname: A
                hold: 30 s
            """,
            """\
            r.yaml:5:4: error: there is a Tab here [tab]
                  -→name: A
                   ^
              hint: put a space in its place
            """,
            id="tab-after-the-dash",
        ),
        pytest.param(
            """\
            format: 1
            title: T
            ---
            format: 1
            """,
            """\
            r.yaml:3:1: error: a second document starts here, after `---` [two-documents]
                ---
                ^^^
              hint: keep one routine a file
            """,
            id="second-page",
        ),
    ],
)
def test_slip_of_the_keyboard(page: str, said: str) -> None:
    assert said_of(page) == textwrap.dedent(said)


# A Tab on a line of its own can't be seen, and YAML stumbles over it all the same.
def test_tab_alone_on_a_line() -> None:
    page = HEAD + "  - name: A\n    hold: 30 s\t\n\t\n"
    assert said_of(page.encode()) == (
        "r.yaml:7:1: error: there is a Tab here [tab]\n  hint: put a space in its place\n"
    )
