"""All lint rules together: what they leave alone, and when they run."""

# ruff: noqa: E501 - messages are asserted in full

from __future__ import annotations

import inspect
import re
import textwrap
from dataclasses import replace
from pathlib import Path

import pytest
from lint_report import reported
from tempo import HEAD, routine_of, timeline_of

from coach.lint import RULES, check, check_incomplete
from coach.model import rules


@pytest.mark.parametrize(
    "yaml",
    [
        pytest.param(
            """\
            - {name: A, side: each, hold: 10 s, care: Keep the knee at a right angle.}
            """,
            id="right-angle",
        ),
        pytest.param(
            """\
            - {name: A, side: each, hold: 10 s, care: A gentle pull is all right.}
            """,
            id="all-right",
        ),
        pytest.param(
            """\
            - {name: A, side: each, hold: 10 s, set_up: Put your hands right under your shoulders.}
            """,
            id="right-under",
        ),
        pytest.param(
            """\
            - {name: A, side: right, hold: 10 s, set_up: Lie on your right side.}
            - {name: A, side: left, hold: 10 s, set_up: Lie on your left side.}
            """,
            id="lie-on-right-for-right",
        ),
        pytest.param(
            """\
            - {name: A, side: right, hold: 10 s, set_up: Lie on your left side.}
            - {name: A, side: left, hold: 10 s, set_up: Lie on your right side.}
            """,
            id="lie-on-left-for-right",
        ),
        pytest.param(
            """\
            - {name: A, side: each, hold: 10 s, care: Keep left and right hip level.}
            """,
            id="both-named",
        ),
        pytest.param(
            """\
            - name: A
              side: each
              hold: 10 s
              set_up: {left: Bend your left knee., right: Bend your right knee.}
            """,
            id="text-for-each-side",
        ),
        pytest.param(
            """\
            - {name: A, side: alternating, hold: 10 s, set_up: 'Bend your {side} knee.'}
            """,
            id="side-filled-in",
        ),
        pytest.param(
            """\
            - {name: A, hold: 10 s, set_up: Cross your right leg over your left.}
            """,
            id="no-sides",
        ),
        pytest.param(
            """\
            - {name: A, side: left, hold: 10 s, care: The left leg stays long.}
            - {name: A, side: right, hold: 10 s, care: The right leg stays long.}
            """,
            id="other-language-words",
        ),
        pytest.param(
            """\
            - {name: A, hold: 10 s, care: Press with the arch of your foot.}
            """,
            id="arch-of-foot",
        ),
        pytest.param(
            """\
            - {name: A, hold: 10 s, care: Keep your foot arches high.}
            """,
            id="foot-arch",
        ),
        pytest.param(
            """\
            - {name: A, hold: 10 s, care: Keep the small natural arch in your back.}
            """,
            id="natural-arch",
        ),
        pytest.param(
            """\
            - {name: A, hold: 10 s, say: Arch your back up to the ceiling.}
            """,
            id="arch-up",
        ),
        pytest.param(
            """\
            - {name: A, hold: 10 s, say: Search for a gentle stretch.}
            """,
            id="search-and-monarch",
        ),
        pytest.param(
            """\
            - name: A
              set_up: word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word
              hold: 10 s
            """,
            id="40-words",
        ),
        pytest.param(
            """\
            - name: A
              phases:
                - {say: one two three four five six seven eight nine ten eleven twelve, for: 20 s}
            """,
            id="phase-of-12",
        ),
        pytest.param(
            """\
            - {name: A, position: on your back, hold: 10 s}
            after: Roll on to your side, and sit up.
            """,
            id="after-suits-floor",
        ),
        pytest.param(
            """\
            - {name: A, position: hands and knees, hold: 10 s}
            after: Hold on to a chair, and come to your feet.
            """,
            id="after-to-feet",
        ),
        pytest.param(
            """\
            - {name: A, position: kneeling, hold: 10 s}
            after: Rise slowly.
            """,
            id="after-rise",
        ),
        pytest.param(
            """\
            - {name: A, position: on your front, hold: 10 s}
            after: Pull yourself up on a chair.
            """,
            id="after-pull-up",
        ),
        pytest.param(
            """\
            - {name: A, position: sitting, hold: 10 s}
            after: Push yourself up with your arms.
            """,
            id="after-chair",
        ),
        pytest.param(
            """\
            - {name: A, position: standing, hold: 10 s}
            after: Roll your shoulders, and walk a little.
            """,
            id="after-standing",
        ),
        pytest.param(
            """\
            - {name: A, position: standing, hold: 10 s}
            """,
            id="no-after-standing",
        ),
        pytest.param(
            """\
            - {name: A, hold: 10 s}
            """,
            id="no-position",
        ),
        pytest.param(
            """\
            - {name: A, position: on your back, hold: 10 s}
            - {name: B, position: standing, hold: 10 s}
            """,
            id="stands-last",
        ),
        pytest.param(
            """\
            - {name: A, hold: [10 s, 8 s, 6 s], sets: 3}
            """,
            id="hold-list",
        ),
        pytest.param(
            """\
            - {name: A, hold: 3 min}
            """,
            id="hold-3-min",
        ),
        pytest.param(
            """\
            - {name: A, hold: 10 breaths}
            """,
            id="breaths",
        ),
        pytest.param(
            """\
            - name: A
              position: sitting
              steps:
                - {say: Pack on, for: 20 min, wait: until ready, remind: {every: 5 min, say: Look at your skin.}}
                - {say: Pack off, for: 20 min}
            """,
            id="packs",
        ),
        pytest.param(
            """\
            - {name: A, for: 45 min}
            """,
            id="timed-45-min",
        ),
        pytest.param(
            """\
            - {name: A, every: 1 s, reps: 60, sets: 10}
            """,
            id="60-reps-10-sets",
        ),
        pytest.param(
            """\
            - name: A
              phases:
                - {say: In, breath: in, for: 4 s}
                - {say: Hold, breath: hold, for: 7 s}
                - {say: Out, breath: out, for: 8 s}
            """,
            id="478",
        ),
        pytest.param(
            """\
            - name: A
              phases:
                - {say: Walk your hands forward, for: 60 s}
            """,
            id="slow-phase-without-breath",
        ),
        pytest.param(
            """\
            - {name: Side bridge left, side: left, hold: 10 s}
            - {name: Side bridge (right), side: right, hold: 10 s}
            """,
            id="twins",
        ),
        pytest.param(
            """\
            - {name: A, side: left, hold: 10 s}
            - {name: B, hold: 5 s}
            - {name: A, side: right, hold: 10 s}
            """,
            id="twins-apart",
        ),
        pytest.param(
            """\
            - {name: A, side: each, hold: 10 s}
            """,
            id="each",
        ),
        pytest.param(
            """\
            - {name: A, position: Crook lying, hold: 10 s}
            after: Sit up.
            """,
            id="known-position",
        ),
        pytest.param(
            """\
            - {name: A, position: supine, move: Lie down., time_to_move: 30 s, hold: 10 s}
            after: Sit up.
            """,
            id="explicit-down-30",
        ),
        pytest.param(
            """\
            - {name: A, position: supine, hold: 10 s}
            - {name: B, position: prone, time_to_move: 10 s, hold: 10 s}
            after: Sit up.
            """,
            id="explicit-turn-10",
        ),
        pytest.param(
            """\
            - {name: A, position: supine, hold: 10 s}
            - {name: B, position: supine, get_ready: 2 s, hold: 10 s}
            after: Sit up.
            """,
            id="explicit-same-position",
        ),
        pytest.param(
            """\
            - {name: A, hold: 10 s, get_ready: 6 s}
            """,
            id="short-get-ready-in-a-hold",
        ),
        pytest.param(
            """\
            - {name: A, hold: 10 s, get_ready: 30 s, say: Lift your arms.}
            """,
            id="get-ready-before-own-words",
        ),
        pytest.param(
            """\
            - {name: A, hold: 10 s, get_ready: 30 s, time_to_move: 20 s}
            """,
            id="get-ready-and-time-to-move",
        ),
        pytest.param(
            """\
            - {name: A, for: 30 s, get_ready: 30 s}
            """,
            id="get-ready-in-a-timed-exercise",
        ),
        pytest.param(
            """\
            - {name: A, position: standing, get_ready: 0 s, hold: 10 s}
            """,
            id="standing-at-once",
        ),
        pytest.param(
            """\
            - {name: A, position: supine, get_ready: 2 s, wait: until ready, hold: 10 s}
            after: Sit up.
            """,
            id="wait",
        ),
        pytest.param(
            """\
            - circuit: C
              rounds: 3
              exercises:
                - {name: A, position: standing, hold: 10 s}
                - {name: B, position: sitting, time_to_move: 10 s, hold: 10 s}
                - {rest: 20 s}
            """,
            id="later-rounds",
        ),
        pytest.param(
            """\
            - {name: A, hold: 60 s, remind: {every: 12 s, say: [Breathe., Soften.]}}
            """,
            id="reminders-fit",
        ),
        pytest.param(
            """\
            - {name: A, hold: 3 min}
            """,
            id="own-reminders",
        ),
        pytest.param(
            """\
            - name: A
              reps: 10
              phases:
                - {say: Breathe in, short: In, for: 2 s}
                - {say: Breathe out, short: Out, for: 2 s}
            """,
            id="cue-fits",
        ),
        pytest.param(
            """\
            - {name: A, hold: 10 s}
            - {name: B, hold: 10 s}
            - {name: C, hold: 10 s}
            - {name: D, hold: 10 s}
            """,
            id="four",
        ),
    ],
)
def test_correct_exercises_have_no_findings(yaml: str, tmp_path: Path) -> None:
    assert reported(yaml, tmp_path) == ""


@pytest.mark.parametrize(
    ("yaml", "expected"),
    [
        pytest.param(
            """\
            - {name: A, hold: 10 s, set_up: "…"}
            """,
            """\
            r.yaml:6:33: warning: the prompt `…` has no words in it [unspeakable]
                - {name: A, hold: 10 s, set_up: "…"}
                                                ^^^
              hint: add a word, or remove the prompt
            """,
            id="no-word",
        ),
        pytest.param(
            """\
            - {name: "A [[rate 90]]", hold: 10 s}
            """,
            """\
            r.yaml:6:10: warning: the prompt `A [[rate 90]]` contains `[[rate 90]]`, which a voice reads aloud or leaves out [unspeakable]
                - {name: "A [[rate 90]]", hold: 10 s}
                         ^^^^^^^^^^^^^^^
              hint: write plain words
            """,
            id="markup",
        ),
        pytest.param(
            """\
            - {name: A, for: 30 s, voice: {say_as: {Ready: "<break/>"}}}
            """,
            """\
            r.yaml:6:10: warning: the prompt `<break/>, and begin.` contains `<break/>`, which a voice reads aloud or leaves out [unspeakable]
                - {name: A, for: 30 s, voice: {say_as: {Ready: "<break/>"}}}
                         ^
              hint: write plain words
            """,
            id="markup-by-say-as",
        ),
    ],
)
def test_a_text_that_no_voice_can_speak_is_reported(
    yaml: str, expected: str, tmp_path: Path
) -> None:
    assert reported(yaml, tmp_path) == textwrap.dedent(expected)


LIFT = """\
exercises:
  - name: A
    position: supine
    side: each
    set_up: Arch your back and lift your left leg.
    phases:
      - {say: Lift your leg now, for: 1 s}
"""


def test_measured_times_are_called_measured() -> None:
    lines = tuple((HEAD + LIFT).splitlines())
    found = check(routine_of(LIFT), timeline_of(LIFT), "test.yaml", lines, measured=True)
    message = (
        '"Lift your leg now" takes 2 s (measured), but has only 1 s; '
        "its time is extended whenever it is spoken"
    )
    assert [p.message for p in found if p.code == "cue-too-long"] == [message]


# In other languages, "arch" and "left" could mean anything.
def test_words_are_only_checked_in_english() -> None:
    found = [
        {p.code for p in check(routine, timeline_of(LIFT), "test.yaml", ())}
        for routine in (routine_of(LIFT), replace(routine_of(LIFT), language="fr"))
    ]
    assert found[0] - found[1] == {"arch", "names-side", "ending"}


def test_a_library_exercise_is_not_checked_as_a_whole_routine() -> None:
    alone = replace(routine_of(LIFT), alone=True)
    whole, part = (
        {p.code for p in check(routine, timeline_of(LIFT), "test.yaml", ())}
        for routine in (routine_of(LIFT), alone)
    )
    assert whole - part == {"ending", "no-stop-rule"}


def test_a_file_with_errors_is_only_checked_exercise_by_exercise() -> None:
    found = {p.code for p in check_incomplete(routine_of(LIFT), "test.yaml", ())}
    assert found == {"arch", "names-side"}


def test_every_rule_has_its_own_code() -> None:
    codes = [rule.code for rule in RULES]
    assert len(set(codes)) == len(codes)


_TEXTS = {inspect.getdoc(rule.check) for rule in RULES}
DOCUMENTED = [rule for rule in rules.RULES if rule.text in _TEXTS]


def test_every_rule_is_documented() -> None:
    assert {rule.code for rule in DOCUMENTED} == {rule.code for rule in RULES}


@pytest.mark.parametrize("rule", DOCUMENTED, ids=[rule.code for rule in DOCUMENTED])
def test_a_rule_finds_its_wrong_example_and_not_its_right_one(
    rule: rules.Rule, tmp_path: Path
) -> None:
    assert re.search(r"\((?:an? )?(?:warning|note)", rule.text, re.IGNORECASE)
    if not rule.wrong:
        assert rule.code == "language"  # it takes more words than an example has
        return
    assert f"[{rule.code}]" in reported(rules.in_routine(rule.wrong), tmp_path, rule.code)
    assert not reported(rules.in_routine(rule.right), tmp_path, rule.code)
