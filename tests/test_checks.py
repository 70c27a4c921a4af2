"""What a good colleague would point out, in whole sentences; and what they would leave alone."""

# ruff: noqa: E501 - messages are asserted whole

from __future__ import annotations

import textwrap
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from tempo import HEAD, routine_of, timeline_of

from coach import checking
from coach.lint import check as look_over
from coach.model.problems import as_text

Check = Callable[[str], str]
STOP_IF = "stop_if: It hurts.\n"


@pytest.fixture(name="check")
def _check(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Check:
    """Return what is said of exercises (and an `after`) under a head that gives no problem."""
    monkeypatch.chdir(tmp_path)

    def said(page: str) -> str:
        text = f"{HEAD}{STOP_IF}exercises:\n{textwrap.dedent(page)}"
        Path("r.yaml").write_text(text, encoding="utf-8")
        return "".join(f"{as_text(problem)}\n" for problem in checking.check_file(Path("r.yaml")))

    return said


@pytest.mark.parametrize(
    ("page", "told"),
    [
        pytest.param(
            """\
            - {name: A, hold: 10 s, set_up: "…"}
            """,
            """\
            r.yaml:6:33: warning: the prompt '…' has nothing to speak in it [unspeakable]
                - {name: A, hold: 10 s, set_up: "…"}
                                                ^^^
              hint: give it a word, or take it out
            """,
            id="no-word",
        ),
        pytest.param(
            """\
            - {name: "A [[rate 90]]", hold: 10 s}
            """,
            """\
            r.yaml:6:10: warning: the prompt 'A [[rate 90]]' holds '[[rate 90]]', which a voice reads aloud or swallows [unspeakable]
                - {name: "A [[rate 90]]", hold: 10 s}
                         ^^^^^^^^^^^^^^^
              hint: write plain words
            """,
            id="markup",
        ),
        pytest.param(
            """\
            - {name: A, hold: 10 s, voice: {say_as: {Ready: "<break/>"}}}
            """,
            """\
            r.yaml:6:10: warning: the prompt '<break/>. Begin.' holds '<break/>', which a voice reads aloud or swallows [unspeakable]
                - {name: A, hold: 10 s, voice: {say_as: {Ready: "<break/>"}}}
                         ^
              hint: write plain words
            """,
            id="markup-by-say-as",
        ),
        pytest.param(
            """\
            - {name: A, every: 4 s, reps: 61}
            """,
            """\
            r.yaml:6:31: warning: 61 reps are a lot [many-reps]
                - {name: A, every: 4 s, reps: 61}
                                              ^^
              hint: is there a digit too many?
            """,
            id="reps",
        ),
        pytest.param(
            """\
            - {name: A, every: 4 s, reps: 10 to 100}
            """,
            """\
            r.yaml:6:31: warning: 100 reps are a lot [many-reps]
                - {name: A, every: 4 s, reps: 10 to 100}
                                              ^^^^^^^^^
              hint: is there a digit too many?
            """,
            id="reps-range-high",
        ),
        pytest.param(
            """\
            - {name: A, every: 4 s, reps_per_set: [10, 80]}
            """,
            """\
            r.yaml:6:39: warning: 80 reps are a lot [many-reps]
                - {name: A, every: 4 s, reps_per_set: [10, 80]}
                                                      ^^^^^^^^^
              hint: is there a digit too many?
            """,
            id="reps-per-set",
        ),
        pytest.param(
            """\
            - {name: A, every: 4 s, reps: 5, sets: 11}
            """,
            """\
            r.yaml:6:40: warning: 11 sets are a lot [many-sets]
                - {name: A, every: 4 s, reps: 5, sets: 11}
                                                       ^^
              hint: is there a digit too many?
            """,
            id="sets",
        ),
        pytest.param(
            """\
            - {name: A, hold: 200 s}
            """,
            """\
            r.yaml:6:19: warning: a hold of 3 min 20 s is very long [long-hold]
                - {name: A, hold: 200 s}
                                  ^^^^^
              hint: holds last 10 to 60 s; for a pack or a rest position use `for` or `steps`
            """,
            id="hold",
        ),
        pytest.param(
            """\
            - {name: A, hold: [10 s, 10 min]}
            """,
            """\
            r.yaml:6:19: warning: a hold of 10 min is very long [long-hold]
                - {name: A, hold: [10 s, 10 min]}
                                  ^^^^^^^^^^^^^^^
              hint: holds last 10 to 60 s; for a pack or a rest position use `for` or `steps`
            """,
            id="hold-in-a-list",
        ),
        pytest.param(
            """\
            - {name: A, for: 50 min}
            """,
            """\
            r.yaml:6:18: warning: 50 min without a break is very long [long-hold]
                - {name: A, for: 50 min}
                                 ^^^^^^
              hint: is the unit right?
            """,
            id="for",
        ),
        pytest.param(
            """\
            - name: A
              hold: 30 s
              progress:
                - {from_week: 3, hold: 30 min}
            """,
            """\
            r.yaml:9:28: warning: a hold of 30 min is very long [long-hold]
                    - {from_week: 3, hold: 30 min}
                                           ^^^^^^
              hint: holds last 10 to 60 s; for a pack or a rest position use `for` or `steps`
            """,
            id="later-week",
        ),
        pytest.param(
            """\
            - name: A
              phases:
                - {say: Breathe in, breath: in, for: 21 s}
                - {say: Stay, for: 90 s}
                - {say: Down, for: 0.5 s}
            """,
            """\
            r.yaml:8:13: warning: nobody breathes in for 21 s [long-breath]
                    - {say: Breathe in, breath: in, for: 21 s}
                            ^^^^^^^^^^
              hint: breaths take 3 to 8 s
            r.yaml:9:13: warning: a phase of 1 min 30 s is very long [long-phase]
                    - {say: Stay, for: 90 s}
                            ^^^^
              hint: is the unit right?
            r.yaml:10:13: note: "Down" is spoken 15 % faster, to fit its time (estimated) [cue-tight]
                    - {say: Down, for: 0.5 s}
                            ^^^^
              hint: use fewer words, or give it more time
            r.yaml:10:13: warning: a phase of 0.5 s is too short to hear [short-phase]
                    - {say: Down, for: 0.5 s}
                            ^^^^
              hint: give it 1 s or more
            """,
            id="phases",
        ),
        pytest.param(
            """\
            - {name: A, hold: 30 s, remind: {every: 30 s, say: Breathe.}}
            """,
            """\
            r.yaml:6:33: warning: there is a silence of 25 s in this hold [long-silence]
                - {name: A, hold: 30 s, remind: {every: 30 s, say: Breathe.}}
                                                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
              hint: remind every 12 s or so
            r.yaml:6:52: warning: a reminder every 30 s is never heard in 30 s [unheard-reminder]
                - {name: A, hold: 30 s, remind: {every: 30 s, say: Breathe.}}
                                                                   ^^^^^^^^
              hint: make `every` shorter
            """,
            id="reminder",
        ),
        pytest.param(
            """\
            - name: A
              steps:
                - say: Pack on
                  for: 5 min
                  remind: {every: 10 min, say: Look at your skin.}
            """,
            """\
            r.yaml:10:36: warning: a reminder every 10 min is never heard in 5 min [unheard-reminder]
                      remind: {every: 10 min, say: Look at your skin.}
                                                   ^^^^^^^^^^^^^^^^^^
              hint: make `every` shorter
            """,
            id="reminder-in-a-step",
        ),
        pytest.param(
            """\
            - {name: A, side: right, hold: 10 s}
            """,
            """\
            r.yaml:6:19: note: only the right side is exercised [one-side]
                - {name: A, side: right, hold: 10 s}
                                  ^^^^^
              hint: write `side: each` if both sides are meant
            """,
            id="one-side",
        ),
        pytest.param(
            """\
            - {name: Side bridge (left), side: left, hold: 10 s}
            - {name: Side bridge (right), side: right, hold: 8 s}
            """,
            """\
            r.yaml:6:36: warning: the left side has another dose than the right one [unequal-sides]
                - {name: Side bridge (left), side: left, hold: 10 s}
                                                   ^^^^
              hint: give both the same, if that is meant
            r.yaml:7:37: warning: the right side has another dose than the left one [unequal-sides]
                - {name: Side bridge (right), side: right, hold: 8 s}
                                                    ^^^^^
              hint: give both the same, if that is meant
            """,
            id="unequal",
        ),
        pytest.param(
            """\
            - {name: A, position: siting, hold: 10 s}
            """,
            """\
            r.yaml:6:23: warning: `siting` is not a position that Coach knows [own-position]
                - {name: A, position: siting, hold: 10 s}
                                      ^^^^^^
              hint: did you mean `sitting`?
            """,
            id="position-misspelt",
        ),
        pytest.param(
            """\
            - {name: A, position: in the shower, hold: 10 s}
            """,
            """\
            r.yaml:6:23: note: `in the shower` is not a position that Coach knows, so it is read as it stands [own-position]
                - {name: A, position: in the shower, hold: 10 s}
                                      ^^^^^^^^^^^^^
              hint: known: standing, sitting, kneeling, hands and knees, on your back, on your front, on your side
            """,
            id="position-own",
        ),
        pytest.param(
            """\
            - {name: A, position: standing, hold: 10 s}
            after: Roll on to your side.
            """,
            """\
            r.yaml:6:23: warning: the last position is `standing`, and `after` says "Roll on to your side." [ending]
                - {name: A, position: standing, hold: 10 s}
                                      ^^^^^^^^
              hint: end it for somebody who is up already
            """,
            id="lying-after-standing",
        ),
        pytest.param(
            """\
            - {name: A, position: on your back, hold: 10 s}
            - {name: B, hold: 10 s}
            after: Well done.
            """,
            """\
            r.yaml:6:23: warning: the last position is `on your back`, and `after` does not say how to get up [ending]
                - {name: A, position: on your back, hold: 10 s}
                                      ^^^^^^^^^^^^
              hint: add a sentence such as `Roll on to your side, and push yourself up.`
            """,
            id="no-way-up",
        ),
        pytest.param(
            """\
            - {name: A, hold: 10 s}
            - {name: B, hold: 10 s}
            - {name: C, hold: 10 s}
            - {name: D, hold: 10 s}
            - {name: E, hold: 10 s}
            """,
            """\
            r.yaml:1:1: note: there are 5 exercises; people keep up four more easily [many-exercises]
                format: 1
                ^
              hint: leave some out, or make two routines
            """,
            id="five",
        ),
    ],
)
def test_doses(check: Check, page: str, told: str) -> None:
    assert check(page) == textwrap.dedent(told)


@pytest.mark.parametrize(
    ("page", "told"),
    [
        pytest.param(
            """\
            - {name: A, hold: 10 s, care: Do not arch your back.}
            """,
            """\
            r.yaml:6:31: warning: `arch` is used for both directions [arch]
                - {name: A, hold: 10 s, care: Do not arch your back.}
                                              ^^^^^^^^^^^^^^^^^^^^^^
              hint: say `let your belly sink` or `round your back up`
            """,
            id="arch",
        ),
        pytest.param(
            """\
            - name: A
              phases:
                - {say: Breathe in while arching, for: 4 s}
            """,
            """\
            r.yaml:8:13: warning: `arch` is used for both directions [arch]
                    - {say: Breathe in while arching, for: 4 s}
                            ^^^^^^^^^^^^^^^^^^^^^^^^
              hint: say `let your belly sink` or `round your back up`
            """,
            id="arching-in-a-phase",
        ),
        pytest.param(
            """\
            - {name: A, side: each, hold: 10 s, care: Keep your left knee bent.}
            """,
            """\
            r.yaml:6:43: warning: this names the left side, and is heard on both [names-side]
                - {name: A, side: each, hold: 10 s, care: Keep your left knee bent.}
                                                          ^^^^^^^^^^^^^^^^^^^^^^^^^
              hint: write `{side}`, or a text each under `left:` and `right:`
            """,
            id="left-on-both",
        ),
        pytest.param(
            """\
            - {name: A, side: alternating, hold: 10 s, release: Lower the right leg.}
            """,
            """\
            r.yaml:6:53: warning: this names the right side, and is heard on both [names-side]
                - {name: A, side: alternating, hold: 10 s, release: Lower the right leg.}
                                                                    ^^^^^^^^^^^^^^^^^^^^
              hint: write `{side}`, or a text each under `left:` and `right:`
            """,
            id="right-alternating",
        ),
        pytest.param(
            """\
            - {name: A, side: right, set_up: Lift your left leg., hold: 10 s}
            """,
            """\
            r.yaml:6:19: note: only the right side is exercised [one-side]
                - {name: A, side: right, set_up: Lift your left leg., hold: 10 s}
                                  ^^^^^
              hint: write `side: each` if both sides are meant
            r.yaml:6:34: note: this names the left side, and the exercise is for the right [names-side]
                - {name: A, side: right, set_up: Lift your left leg., hold: 10 s}
                                                 ^^^^^^^^^^^^^^^^^^^
              hint: write `right`, if that is meant; the left one may well help
            """,
            id="left-under-right",
        ),
        pytest.param(
            """\
            - {name: A, side: each, set_up: Lie on your left side., hold: 10 s}
            """,
            """\
            r.yaml:6:33: warning: this names the left side, and is heard on both [names-side]
                - {name: A, side: each, set_up: Lie on your left side., hold: 10 s}
                                                ^^^^^^^^^^^^^^^^^^^^^^
              hint: write `{side}`, or a text each under `left:` and `right:`
            """,
            id="lie-on-left-each",
        ),
        pytest.param(
            """\
            - name: A
              phases:
                - {say: one two three four five six seven eight nine ten eleven twelve thirteen, for: 20 s}
            """,
            """\
            r.yaml:8:13: warning: this cue has 13 words; 12 are the most [long-cue]
                    - {say: one two three four five six seven eight nine ten eleven twelve thirteen, for: 20 s}
                            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
              hint: say breath, verb, body part, direction; move the rest to `set_up`
            """,
            id="phase-of-13",
        ),
        pytest.param(
            """\
            - name: A
              set_up: word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word
              hold: 10 s
            """,
            """\
            r.yaml:7:11: warning: this has 41 words, more than a listener keeps in mind [long-text]
                  set_up: word word word word word word word word word word word word word word word word word word…
                          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
              hint: make a list of shorter texts of it
            """,
            id="41-words",
        ),
        pytest.param(
            """\
            - name: Brücke
              position: Rückenlage
              hold: 10 s
              set_up: Legen Sie sich auf den Rücken, die Arme liegen neben dem Körper, und dann halten Sie.
            after: Sit up.
            """,
            """\
            r.yaml:3:11: warning: these texts seem to be German, and the language is `en-US` [language]
                language: en-US
                          ^^^^^
              hint: write `language: de-DE`, so that they are read by a voice for it
            r.yaml:7:13: warning: `Rückenlage` is not a position that Coach knows [own-position]
                  position: Rückenlage
                            ^^^^^^^^^^
              hint: write `on your back`: Coach says it in the routine's language
            """,
            id="german-in-an-english-routine",
        ),
        pytest.param(
            """\
            - name: Head turns
              position: walking
              for: 2 min
            """,
            """\
            r.yaml:7:13: warning: `walking` is not a position that Coach knows [own-position]
                  position: walking
                            ^^^^^^^
              hint: write `standing`, and what to do in `set_up`
            """,
            id="walking",
        ),
    ],
)
def test_texts(check: Check, page: str, told: str) -> None:
    assert check(page) == textwrap.dedent(told)


@pytest.mark.parametrize(
    ("page", "told"),
    [
        pytest.param(
            """\
            - name: A
              reps: 3
              phases:
                - {say: Lift both of your heels off the floor, for: 1 s}
                - {say: Lower, for: 4 s}
            """,
            """\
            r.yaml:9:13: warning: "One. Lift both of your heels off the floor" takes 3.3 s (estimated), its time is 1 s; the time grows each time that it is said [cue-too-long]
                    - {say: Lift both of your heels off the floor, for: 1 s}
                            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
              hint: use fewer words, or give it 4 s
            """,
            id="cue-grown",
        ),
        pytest.param(
            """\
            - name: A
              phases:
                - {say: Lift both of your heels slowly up, for: 2.2 s}
            """,
            """\
            r.yaml:8:13: note: "Lift both of your heels slowly up" is spoken 15 % faster, to fit its time (estimated) [cue-tight]
                    - {say: Lift both of your heels slowly up, for: 2.2 s}
                            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
              hint: use fewer words, or give it more time
            """,
            id="cue-faster",
        ),
        pytest.param(
            """\
            - name: A
              hold: 10 s
              reps: 3
              rest_between_reps: 2 s
            """,
            """\
            r.yaml:9:22: note: the words in this rest take 6.2 s (estimated), it is 2 s long; it grows each time [cue-too-long]
                  rest_between_reps: 2 s
                                     ^^^
              hint: give it 7 s, or leave it to Coach
            """,
            id="rest-grown",
        ),
        pytest.param(
            """\
            - name: A
              get_ready: 1.5 s
              care: Move your head last of all.
              hold: 10 s
            """,
            """\
            r.yaml:7:14: note: the words in the time to get ready take 2.9 s (estimated), it is 1.5 s long; it grows each time [cue-too-long]
                  get_ready: 1.5 s
                             ^^^^^
              hint: give it 3 s, or leave it to Coach
            """,
            id="get-ready-grown",
        ),
        pytest.param(
            """\
            - {name: A, hold: 60 s, remind: {every: 28 s, say: Breathe.}}
            """,
            """\
            r.yaml:6:33: warning: there is a silence of 26 s in this hold [long-silence]
                - {name: A, hold: 60 s, remind: {every: 28 s, say: Breathe.}}
                                                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
              hint: remind every 12 s or so
            """,
            id="silence",
        ),
        pytest.param(
            """\
            - {name: A, for: 2 min, remind: {every: 50 s, say: Go on.}}
            """,
            """\
            r.yaml:6:33: warning: there is a silence of 48 s in this hold [long-silence]
                - {name: A, for: 2 min, remind: {every: 50 s, say: Go on.}}
                                                ^^^^^^^^^^^^^^^^^^^^^^^^^^^
              hint: remind every 12 s or so
            """,
            id="silence-timed",
        ),
        pytest.param(
            """\
            - {name: A, position: supine, get_ready: 5 s, hold: 10 s}
            after: Sit up.
            """,
            """\
            r.yaml:6:42: warning: 5 s is little time to get down to the floor [no-time-to-move]
                - {name: A, position: supine, get_ready: 5 s, hold: 10 s}
                                                         ^^^
              hint: give it 30 s or more, or leave `get_ready` out
            """,
            id="down-in-5",
        ),
        pytest.param(
            """\
            - {name: A, position: standing, hold: 10 s}
            - {name: B, position: on your front, get_ready: 20 s, hold: 10 s}
            after: Sit up.
            """,
            """\
            r.yaml:7:49: warning: 20 s is little time to get down to the floor [no-time-to-move]
                - {name: B, position: on your front, get_ready: 20 s, hold: 10 s}
                                                                ^^^^
              hint: give it 30 s or more, or leave `get_ready` out
            """,
            id="down-later",
        ),
        pytest.param(
            """\
            - {name: A, position: on your back, hold: 10 s}
            - {name: B, position: on your front, get_ready: 5 s, hold: 10 s}
            after: Sit up.
            """,
            """\
            r.yaml:7:49: warning: 5 s is little time to get on your front [no-time-to-move]
                - {name: B, position: on your front, get_ready: 5 s, hold: 10 s}
                                                                ^^^
              hint: give it 10 s or more, or leave `get_ready` out
            """,
            id="turn-over-in-5",
        ),
        pytest.param(
            """\
            - {name: A, for: 40 min, sets: 5}
            """,
            """\
            r.yaml:1:1: warning: the whole routine takes 3 h 22 min 41 s [long-session]
                format: 1
                ^
              hint: are all the units right?
            """,
            id="three-hours",
        ),
    ],
)
def test_heard(check: Check, page: str, told: str) -> None:
    assert check(page) == textwrap.dedent(told)


@pytest.mark.parametrize(
    "page",
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
            - {name: A, position: supine, get_ready: 30 s, hold: 10 s}
            after: Sit up.
            """,
            id="explicit-down-30",
        ),
        pytest.param(
            """\
            - {name: A, position: supine, hold: 10 s}
            - {name: B, position: prone, get_ready: 10 s, hold: 10 s}
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
                - {name: B, position: sitting, get_ready: 10 s, hold: 10 s}
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
def test_what_is_right_is_left_alone(check: Check, page: str) -> None:
    assert check(page) == ""


LIFT = """\
exercises:
  - name: A
    position: supine
    side: each
    set_up: Arch your back and lift your left leg.
    phases:
      - {say: Lift your leg now, for: 1 s}
"""


def test_a_voice_that_was_measured_is_called_so() -> None:
    lines = tuple((HEAD + LIFT).splitlines())
    found = look_over(routine_of(LIFT), timeline_of(LIFT), "test.yaml", lines, measured=True)
    said = (
        '"Lift your leg now" takes 2 s (measured), its time is 1 s; '
        "the time grows each time that it is said"
    )
    assert [p.message for p in found if p.code == "cue-too-long"] == [said]


def test_words_are_looked_at_in_english_alone() -> None:
    """In another language "arch" or "left" may mean anything."""
    found = [
        {p.code for p in look_over(routine, timeline_of(LIFT), "test.yaml", ())}
        for routine in (routine_of(LIFT), replace(routine_of(LIFT), language="fr"))
    ]
    assert found[0] - found[1] == {"arch", "names-side", "ending"}
