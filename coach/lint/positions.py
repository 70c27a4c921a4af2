"""Rules about positions: unknown ones, no time to get into one, no way out of the last one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from coach.lint.rule import CheckedRoutine, Finding, Needs, rule
from coach.model.language import is_english
from coach.model.plan import Choices
from coach.model.positions import KNOWN_POSITIONS, STANDING, Position, position_within
from coach.model.problems import Severity, close_to
from coach.model.routine import Exercise
from coach.model.units import duration_text
from coach.planning.order import get_ready_is_time_to_move, in_order

DOWN_S = 30.0
"""The least time to get down to the floor: half of Coach's default."""
MOVE_PART = 0.5
"""The least part of Coach's own time to change position."""


@rule(
    "own-position",
    Needs.EXERCISES,
    wrong="position: on you back\nhold: 10 s",
    right=(
        "exercises:\n"
        "  - name: Bridge\n"
        "    position: on your back\n"
        "    hold: 10 s\n"
        "after: Roll onto your side, and sit up."
    ),
)
def own_position(checked: CheckedRoutine) -> Iterator[Finding]:
    """Coach doesn't know this position.

    It reads your words aloud, but can't tell how long it takes to get into the position. (A warning
    if it looks misspelled, otherwise a note.)
    """
    for exercise in checked.exercise_versions():
        position = exercise.position
        if position is not None and not position.known:
            yield _unknown_position(exercise, position.name, checked.routine.language)


def _unknown_position(exercise: Exercise, name: str, language: str) -> Finding:
    place = exercise.place("position")
    english = is_english(language)
    # Only English words are compared with known positions: `sentado` is close to `standing`.
    hint = _correction(name) if english or name.casefold() in _TRANSLATIONS else ""
    if hint:
        message = f"`{name}` isn't a position that Coach knows"
        return Finding(place, message, hint, Severity.WARNING if english else Severity.NOTE)
    within = position_within(name)
    if within is not None and not re.search(r"\bor\b|/", name):
        message = f"`{name}` is read aloud as written; Coach knows `{within.name}`"
        hint = f"write `position: {within.name}`, and the rest in `set_up`"
        return Finding(place, message, hint, Severity.NOTE)
    message = f"`{name}` isn't a position that Coach knows, so it is read aloud as written"
    hint = (
        "known positions: standing, sitting, kneeling, hands and knees, on your back, "
        "on your front, on your side"
    )
    if not english:
        hint += " (the same words in every language)"
    return Finding(place, message, hint, Severity.NOTE)


_TRANSLATIONS = {
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
"""Positions in German, French and Spanish, as a clinician may write them."""
_ON_A_SIDE = re.compile(
    r"(?:lying |lie )?(?:on )?(?:your |the )?(left|right)[ -]side(?:[ -]lying)?"
)


def _correction(name: str) -> str:
    """Return a hint with the known position that a name stands for; empty if there is none."""
    folded = name.casefold()
    if folded in _TRANSLATIONS:
        return f"write `{_TRANSLATIONS[folded]}`: Coach says it in the routine's language"
    if side := _ON_A_SIDE.fullmatch(folded):
        return f"write `on your side`, with `side: {side[1]}`"
    if folded in {"lying", "lying down", "lie", "lie down"}:
        return "write `on your back`, `on your front` or `on your side`"
    if folded in {"walking", "walk", "marching", "stepping", "on your feet"}:
        return "write `standing`, and what to do in `set_up`"
    close = close_to(name, KNOWN_POSITIONS) if position_within(name) is None else None
    return f"did you mean `{KNOWN_POSITIONS[close].name}`?" if close else ""


@rule(
    "no-time-to-move",
    wrong=(
        "exercises:\n"
        "  - name: Bridge\n"
        "    position: on your back\n"
        "    move: Lie down on your back.\n"
        "    time_to_move: 5 s\n"
        "    hold: 10 s\n"
        "after: Roll onto your side, and push yourself up."
    ),
    right=(
        "exercises:\n"
        "  - name: Bridge\n"
        "    position: on your back\n"
        "    move: Lie down on your back.\n"
        "    time_to_move: 30 s\n"
        "    hold: 10 s\n"
        "after: Roll onto your side, and push yourself up."
    ),
)
def no_time_to_move(checked: CheckedRoutine) -> Iterator[Finding]:
    """Your own `time_to_move` leaves too little time to get into position.

    Getting down to the floor takes at least 30 s, and another change of position half of Coach's
    own time, which you have when you leave `time_to_move` out. (Warning.)
    """
    for occurrence in in_order(checked.routine, Choices()):
        exercise = occurrence.exercise
        own_s, position = occurrence.own_time_to_move_s, exercise.position
        if own_s is None or position is None or not (occurrence.moved or occurrence.floor_step):
            continue
        down = occurrence.floor_step == "down" and exercise.move is not None
        usual = replace(exercise, time_to_move_s=None, get_ready_s=None)
        least_s = MOVE_PART * replace(occurrence, exercise=usual).time_to_move_s(1)
        least_s = DOWN_S if down else least_s
        if own_s < least_s:
            where = "down to the floor" if down else f"into position (`{position.name}`)"
            message = f"{duration_text(own_s)} is not much time to get {where}"
            key = "time_to_move" if exercise.time_to_move_s is not None else "get_ready"
            hint = f"give it {duration_text(least_s)} or more, or leave out `{key}`"
            yield Finding(exercise.place(key), message, hint)


@rule(
    "get-ready-in-a-hold",
    wrong="get_ready: 30 s\nset_up: Sit tall.\nhold: 10 s",
    right="time_to_move: 30 s\nset_up: Sit tall.\nhold: 10 s",
)
def get_ready_in_a_hold(checked: CheckedRoutine) -> Iterator[Finding]:
    """A long `get_ready` in a hold is read as `time_to_move`.

    The set-up of a hold takes up the position, and leads straight into it: nobody is to wait in a
    stretch before its time runs. So a `get_ready` of more than 6 s is given before the set-up,
    unless the exercise has `say` or `time_to_move`. (Note.)
    """
    for exercise in checked.exercise_versions():
        if get_ready_is_time_to_move(exercise):
            message = (
                f"{duration_text(exercise.get_ready_s or 0)} to get ready in a hold is read as "
                "`time_to_move`, before the set-up"
            )
            hint = "write `time_to_move` in its place, or leave it out for Coach's own time"
            yield Finding(exercise.place("get_ready"), message, hint, Severity.NOTE)


_GET_UP = re.compile(
    r"\b(roll|rise|(get|come|sit|push|kneel) up|(push|help|pull|bring|press) yourself (back )?up"
    r"|sit|sitting|stand|standing|to your feet)\b",
    re.IGNORECASE,
)
_FROM_LYING = re.compile(r"\broll (on ?to|over|to)\b", re.IGNORECASE)
_FROM_FLOOR = re.compile(rf"{_FROM_LYING.pattern}|\bpush yourself up\b", re.IGNORECASE)


@rule(
    "ending",
    Needs.WHOLE_ROUTINE,
    wrong=(
        "exercises:\n"
        "  - name: Bridge\n"
        "    position: on your back\n"
        "    hold: 10 s\n"
        "after:\n"
        "  - Well done."
    ),
    right=(
        "exercises:\n"
        "  - name: Bridge\n"
        "    position: on your back\n"
        "    hold: 10 s\n"
        "after:\n"
        "  - Roll onto your side, and push yourself up with your arms."
    ),
)
def ending(checked: CheckedRoutine) -> Iterator[Finding]:
    """`after` doesn't suit the last position.

    It tells someone who is already standing to roll over, or leaves them on the floor without
    saying how to get up. (Warning.)
    """
    last: Position | None = None
    place = None
    for exercise in checked.routine.exercises():
        if exercise.position is not None:
            last, place = exercise.position, exercise.place("position")
    if last is None or not last.known or not checked.is_english:
        return
    after = checked.routine.after
    if last.on_floor:
        if not any(_GET_UP.search(text) for text in after):
            message = f"the last position is `{last.name}`, and `after` doesn't say how to get up"
            hint = "add a sentence such as `Roll onto your side, and push yourself up.`"
            yield Finding(place, message, hint)
        return
    # People push themselves up from a chair, too.
    unsuitable = _FROM_FLOOR if last == STANDING else _FROM_LYING
    for text in after:
        if unsuitable.search(text):
            message = f'the last position is `{last.name}`, but `after` says "{text}"'
            yield Finding(place, message, "write an ending for someone who is already up")
            return
