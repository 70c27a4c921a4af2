"""Rules about the words themselves: too many, ambiguous, or never spoken."""

from __future__ import annotations

import re
from collections.abc import Iterator

from coach.lint.rule import CheckedRoutine, Finding, Needs, rule
from coach.model.routine import Phases, Steps

MAX_WORDS = 40
MAX_PHASE_WORDS = 12
"""Enough for breath, verb, body part and direction."""


@rule(
    "no-words",
    wrong="hold: 10 s\nnote: Lift the hips, feet flat.",
    right="hold: 10 s\nsay: Lift your hips, feet flat.",
)
def no_words(checked: CheckedRoutine) -> Iterator[Finding]:
    """Nothing spoken says what to do.

    A `note` and a `picture` are only printed, and your listener's eyes are closed. (Warning.)
    """
    for exercise in checked.exercise_versions():
        if isinstance(exercise.kind, Phases | Steps) or exercise.set_up or exercise.say:
            continue
        printed = "note" if exercise.fact("note") else "picture" if exercise.picture else None
        if printed:
            message = f"nothing spoken says what to do: `{printed}` is only printed"
            hint = "write `set_up:` with how to get ready, or `say:` with what to do"
            yield Finding(exercise.place(printed), message, hint)


@rule(
    "long-text",
    Needs.EXERCISES,
    wrong=(
        "set_up: >-\n"
        "  Lie on your back with your knees bent and your feet flat on the floor, as wide as\n"
        "  your hips, then put your arms by your sides with the palms down, let your shoulders\n"
        "  sink, and draw your chin in a little so that your neck is long.\n"
        "hold: 10 s"
    ),
    right=(
        "set_up:\n"
        "  - Lie on your back with your knees bent.\n"
        "  - Put your feet flat, as wide as your hips.\n"
        "  - Rest your arms by your sides, palms down.\n"
        "hold: 10 s"
    ),
)
def long_text(checked: CheckedRoutine) -> Iterator[Finding]:
    """A text of more than 40 words, which nobody can keep in mind.

    Split it into a list of shorter texts: Coach leaves time between them to do what was said.
    (Warning.)
    """
    for exercise in checked.routine.exercises():  # later versions have the same texts
        for text in exercise.texts():
            count = max(len(text.left.split()), len(text.right.split()))
            if count > MAX_WORDS:
                message = f"this has {count} words, more than a listener can keep in mind"
                yield Finding(text.at, message, "split it into a list of shorter texts")


_BREATH_DIRECTION = re.compile(r"\b(in|out|inhale|exhale)\b", re.IGNORECASE)


@rule(
    "breath-direction",
    Needs.EXERCISES,
    wrong=(
        "reps: 5\nphases:\n"
        "  - breath: in\n    say: Breathe in, and rise\n    short: Rise\n    for: 4 s\n"
        "  - breath: out\n    say: Breathe out, and sink\n    short: Sink\n    for: 4 s"
    ),
    right=(
        "reps: 5\nphases:\n"
        "  - breath: in\n    say: Breathe in, and rise\n    short: Breathe in, rise\n    for: 4 s\n"
        "  - breath: out\n    say: Breathe out, sink\n    short: Out, sink\n    for: 4 s"
    ),
)
def breath_direction(checked: CheckedRoutine) -> Iterator[Finding]:
    """The short words of a breath don't say in or out.

    From the third rep on they are all that is heard, and somebody who has lost the rhythm can't
    tell which breath it is. (Warning; English texts only.)
    """
    if not checked.is_english:
        return
    for exercise in checked.routine.exercises():
        if not isinstance(exercise.kind, Phases):
            continue
        for phase in exercise.kind.phases:
            short = phase.short
            if phase.breath not in {"in", "out"} or short is None:
                continue
            if not all(map(_BREATH_DIRECTION.search, (short.left, short.right))):
                message = f'"{short.left}" doesn\'t say whether to breathe in or out'
                hint = f"write `Breathe {phase.breath}, {short.left[:1].lower()}{short.left[1:]}`"
                yield Finding(short.at, message, hint)


@rule(
    "long-cue",
    Needs.EXERCISES,
    wrong=(
        "phases:\n"
        "  - say: Now breathe in and lift both of your arms up over your head and stay\n"
        "    for: 15 s"
    ),
    right="phases:\n  - say: Breathe in, and lift your arms over your head\n    for: 5 s",
)
def long_cue(checked: CheckedRoutine) -> Iterator[Finding]:
    """A cue of more than 12 words in a phase.

    It ends after the movement that it describes. Say breath, verb, body part and direction; put the
    rest in `set_up`, which is spoken before the exercise starts. (Warning.)
    """
    for exercise in checked.routine.exercises():
        phases = exercise.kind.phases if isinstance(exercise.kind, Phases) else ()
        for text in (text for phase in phases for text in (phase.say, phase.short)):
            count = len(text.left.split()) if text is not None else 0
            if text is not None and count > MAX_PHASE_WORDS:
                message = f"this cue has {count} words; use {MAX_PHASE_WORDS} at most"
                hint = "say breath, verb, body part and direction; move the rest to `set_up`"
                yield Finding(text.at, message, hint)


_ARCH = re.compile(
    r"\barch(?:es|ed|ing)?\b(?!\s+(?:of\s+)?(?:your\s+|the\s+)?(?:foot|feet))", re.IGNORECASE
)
_DIRECTION = re.compile(
    r"\b(up|down|ceiling|floor|belly|sink|sinks|round|rounded)\b", re.IGNORECASE
)
_EXISTING_ARCH = re.compile(
    r"\b(?:the|your|foot|inner|natural|normal)\s+arch(?:es)?\b", re.IGNORECASE
)
"""The arch of a foot or a back, which isn't a movement."""


@rule(
    "arch",
    Needs.EXERCISES,
    wrong="hold: 10 s\nsay: Arch your back.",
    right="hold: 10 s\nsay: Round your back up, chin to chest.",
)
def arch(checked: CheckedRoutine) -> Iterator[Finding]:
    """The word "arch" without a direction.

    People use it both for letting the belly sink and for rounding the back up, so half of your
    listeners would move the wrong way. (Warning; the arch of the foot is fine.)
    """
    if not checked.is_english:
        return
    for exercise in checked.routine.exercises():
        for text in exercise.texts():
            moving = _ARCH.search(_EXISTING_ARCH.sub("", text.left))
            if moving and not _DIRECTION.search(text.left):
                message = "`arch` can mean either direction"
                hint = "say `let your belly sink` or `round your back up`"
                yield Finding(text.at, message, hint)
