"""Slips of dose and order that can be seen without a clock; `docs/problems.md` has the figures."""

from __future__ import annotations

import re
from collections.abc import Iterator

from coach.lint.finding import Finding, staged
from coach.model.language import is_english
from coach.model.problems import Severity, close_to
from coach.model.routine import (
    KNOWN_POSITIONS,
    STANDING,
    Exercise,
    Hold,
    Phases,
    Position,
    Routine,
    Steps,
    Timed,
    position_within,
)
from coach.model.units import duration_text

LONG_HOLD_S = 180.0
LONG_PHASE_S = 60.0
SHORT_PHASE_S = 1.0
LONG_TIMED_S = 45 * 60.0
MANY_REPS = 60
MANY_SETS = 10
MANY_EXERCISES = 4
SLOW_BREATHS_S = 20.0


def doses(routine: Routine) -> Iterator[Finding]:
    """Yield what is doubtful about counts, times, sides and positions."""
    yield from each_dose(routine)
    yield from _one_side(routine)
    if not routine.alone:
        yield from _twice(routine)
        yield from _ending(routine)
        yield from _whole(routine)


def each_dose(routine: Routine) -> Iterator[Finding]:
    """Yield what is doubtful about the counts, times and position of one exercise or another."""
    for exercise in staged(routine):
        yield from _counts(exercise)
        yield from _times(exercise)
        yield from _reminders(exercise)
        yield from _position(exercise, routine.language)


def _counts(exercise: Exercise) -> Iterator[Finding]:
    dose = exercise.dose
    reps = max(r.high for r in dose.reps)
    if reps > MANY_REPS:
        place = exercise.place("reps_per_set" if len(dose.reps) > 1 else "reps")
        yield Finding(place, "many-reps", f"{reps} reps are a lot", "is there a digit too many?")
    if dose.sets.high > MANY_SETS:
        message = f"{dose.sets.high} sets are a lot"
        yield Finding(exercise.place("sets"), "many-sets", message, "is there a digit too many?")


def _times(exercise: Exercise) -> Iterator[Finding]:
    kind = exercise.kind
    if isinstance(kind, Hold):
        longest = max(t.high for t in kind.times_s)
        if longest > LONG_HOLD_S:
            message = f"a hold of {duration_text(longest)} is very long"
            hint = "holds last 10 to 60 s; for a pack or a rest position use `for` or `steps`"
            yield Finding(exercise.place("hold"), "long-hold", message, hint)
    elif isinstance(kind, Timed) and kind.for_s.high > LONG_TIMED_S:
        message = f"{duration_text(kind.for_s.high)} without a break is very long"
        yield Finding(exercise.place("for"), "long-hold", message, "is the unit right?")
    elif isinstance(kind, Phases):
        for phase in kind.phases:
            if phase.for_s.high > LONG_PHASE_S:
                message = f"a phase of {duration_text(phase.for_s.high)} is very long"
                yield Finding(phase.say.at, "long-phase", message, "is the unit right?")
            if phase.for_s.low < SHORT_PHASE_S:
                message = f"a phase of {duration_text(phase.for_s.low)} is too short to hear"
                yield Finding(phase.say.at, "short-phase", message, "give it 1 s or more")
            if phase.breath in {"in", "out"} and phase.for_s.high > SLOW_BREATHS_S:
                message = f"nobody breathes {phase.breath} for {duration_text(phase.for_s.high)}"
                yield Finding(phase.say.at, "long-breath", message, "breaths take 3 to 8 s")


def _reminders(exercise: Exercise) -> Iterator[Finding]:
    pairs = [(exercise.remind, _length_s(exercise))]
    if isinstance(exercise.kind, Steps):
        pairs += [(step.remind, step.for_s) for step in exercise.kind.steps]
    for remind, length_s in pairs:
        if remind is not None and length_s is not None and remind.every_s >= length_s:
            message = (
                f"a reminder every {duration_text(remind.every_s)} is never heard "
                f"in {duration_text(length_s)}"
            )
            yield Finding(remind.say[0].at, "unheard-reminder", message, "make `every` shorter")


def _length_s(exercise: Exercise) -> float | None:
    kind = exercise.kind
    if isinstance(kind, Hold):
        return max(t.high for t in kind.times_s)
    if isinstance(kind, Timed):
        return kind.for_s.high
    return getattr(kind, "at_most_s", None)


def _position(exercise: Exercise, language: str) -> Iterator[Finding]:
    position = exercise.position
    if position is None or position.known:
        return
    english = is_english(language)
    name = position.name
    place = exercise.place("position")
    within = position_within(name)
    hint = _meant(name) if english or name.casefold() in _TRANSLATED else ""
    if hint:  # `sentado` is near to `standing`
        message = f"`{name}` is not a position that Coach knows"
        severity = Severity.WARNING if english else Severity.NOTE
        yield Finding(place, "own-position", message, hint, severity)
    elif within is not None and not re.search(r"\bor\b|/", name):
        message = f"`{name}` is read as it stands; Coach knows `{within.name}`"
        hint = f"write `position: {within.name}`, and the rest in `set_up`"
        yield Finding(place, "own-position", message, hint, Severity.NOTE)
    else:
        message = f"`{name}` is not a position that Coach knows, so it is read as it stands"
        hint = (
            "known: standing, sitting, kneeling, hands and knees, on your back, on your front, "
            "on your side"
        )
        if not english:
            hint += " (words of the format, the same in every language)"
        yield Finding(place, "own-position", message, hint, Severity.NOTE)


_TRANSLATED = {
    word: position
    for position, words in {
        "standing": "stand, stehend, im stehen, debout, de pie, parado",
        "sitting": "sitz, sitzend, im sitzen, assis, assise, sentado, sentada",
        "kneeling": "kniend, kniestand, im knien, \u00e0 genoux, de rodillas, arrodillado",
        "hands and knees": "vierf\u00fc\u00dflerstand, vierf\u00fcsslerstand, "
        "\u00e0 quatre pattes, quatre pattes, a cuatro patas, cuadrupedia",
        "on your back": "r\u00fcckenlage, auf dem r\u00fccken, sur le dos, boca arriba, "
        "tumbado boca arriba, dec\u00fabito supino",
        "on your front": "bauchlage, auf dem bauch, sur le ventre, boca abajo, dec\u00fabito prono",
        "on your side": "seitlage, seitenlage, auf der seite, sur le c\u00f4t\u00e9, de lado",
    }.items()
    for word in words.split(", ")
}
"""Positions in German, French and Spanish, which a clinician may write before looking them up."""
_ON_A_SIDE = re.compile(
    r"(?:lying |lie )?(?:on )?(?:your |the )?(left|right)[ -]side(?:[ -]lying)?"
)


def _meant(name: str) -> str:
    """Return a hint for a position that is nearly known; empty where none is near."""
    folded = name.casefold()
    if folded in _TRANSLATED:
        return f"write `{_TRANSLATED[folded]}`: Coach says it in the routine's language"
    if side := _ON_A_SIDE.fullmatch(folded):
        return f"write `on your side`, with `side: {side[1]}`"
    if folded in {"lying", "lying down", "lie", "lie down"}:
        return "write `on your back`, `on your front` or `on your side`"
    if folded in {"walking", "walk", "marching", "stepping", "on your feet"}:
        return "write `standing`, and what to do in `set_up`"
    close = close_to(name, KNOWN_POSITIONS) if position_within(name) is None else None
    return f"did you mean `{KNOWN_POSITIONS[close].name}`?" if close else ""


def _one_side(routine: Routine) -> Iterator[Finding]:
    """Yield exercises of one side that have no twin of the other side with the same dose."""
    sided = [e for e in routine.exercises() if e.sides]
    single = [e for e in sided if e.sides and e.sides.rule in {"left", "right"}]
    if len(single) > 1 and len({e.sides.rule for e in sided if e.sides}) == 1:
        return  # a routine for one knee or shoulder
    for exercise in single:
        assert exercise.sides is not None  # noqa: S101 - filtered in the line above
        other = "right" if exercise.sides.rule == "left" else "left"
        twins = [
            e for e in single
            if e.sides and e.sides.rule == other
            and _same_name(e.name, exercise.name, routine.language)
        ]  # fmt: skip
        place = exercise.place("side")
        if not twins:
            message = f"only the {exercise.sides.rule} side is exercised"
            hint = "write `side: each` if both sides are meant"
            yield Finding(place, "one-side", message, hint, Severity.NOTE)
        elif all((t.kind, t.dose) != (exercise.kind, exercise.dose) for t in twins):
            message = f"the {exercise.sides.rule} side has another dose than the {other} one"
            yield Finding(place, "unequal-sides", message, "give both the same, if that is meant")


def _twice(routine: Routine) -> Iterator[Finding]:
    """Yield exercises that have the name and the side of one above them."""
    seen: set[tuple[str, str]] = set()
    for exercise in routine.exercises():
        which = exercise.name.casefold(), exercise.sides.rule if exercise.sides else ""
        if which in seen:
            message = f"another exercise is called `{exercise.name}` too"
            hint = "give it a name of its own: `--only` and `--easier` can't tell them apart"
            yield Finding(exercise.place("name"), "same-name", message, hint, Severity.NOTE)
        seen.add(which)


def _same_name(one: str, other: str, language: str) -> bool:
    """Whether two names are the same but for the side, which may be a word of any language."""

    def bare(name: str) -> list[str]:
        return re.sub(r"\b(left|right)\b|[(),]", " ", name.casefold()).split()

    if is_english(language):
        return bare(one) == bare(other)
    words, others = set(bare(one)), set(bare(other))
    return len(words - others) <= 1 and len(others - words) <= 1


_UP = re.compile(
    r"\b(roll|rise|(get|come|sit|push|kneel) up|(push|help|pull|bring|press) yourself (back )?up"
    r"|sit|sitting|stand|standing|to your feet)\b",
    re.IGNORECASE,
)
_FROM_LYING = re.compile(r"\broll (on ?to|over|to)\b", re.IGNORECASE)
_FROM_FLOOR = re.compile(rf"{_FROM_LYING.pattern}|\bpush yourself up\b", re.IGNORECASE)


def _ending(routine: Routine) -> Iterator[Finding]:
    """Yield an ending that does not suit the position in which it finds the person."""
    last: Position | None = None
    place = None
    for exercise in routine.exercises():
        if exercise.position is not None:
            last, place = exercise.position, exercise.place("position")
    if last is None or not last.known or not is_english(routine.language):
        return
    if not last.on_floor:
        # From a chair one pushes oneself up too.
        unsuited = _FROM_FLOOR if last == STANDING else _FROM_LYING
        for text in routine.after:
            if unsuited.search(text):
                message = f'the last position is `{last.name}`, and `after` says "{text}"'
                yield Finding(place, "ending", message, "end it for somebody who is up already")
                return
    elif not any(_UP.search(text) for text in routine.after):
        message = f"the last position is `{last.name}`, and `after` does not say how to get up"
        hint = "add a sentence such as `Roll on to your side, and push yourself up.`"
        yield Finding(place, "ending", message, hint)


def _whole(routine: Routine) -> Iterator[Finding]:
    names = [exercise.name for exercise in routine.exercises()]
    if len(names) > MANY_EXERCISES:
        message = f"there are {len(names)} exercises; people keep up four more easily"
        yield Finding(
            None, "many-exercises", message, "leave some out, or make two routines", Severity.NOTE
        )
    if not routine.stop_if:
        message = "it does not say when to stop"
        hint = "add `stop_if:` with the signs, such as `Pain is sharp, or spreads down your leg.`"
        yield Finding(None, "no-stop-rule", message, hint, Severity.NOTE)
