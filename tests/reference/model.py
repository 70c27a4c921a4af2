"""What the clock of a routine must hold: a slow and simple reading of the format's own words.

It is written from the contract of what is heard and the docs alone, and shares no code with Coach,
so that the two can be held against each other. It says nothing about words: only about efforts
and the times between them, in their order. Where the documents are silent, a comment that starts
with "Silent:" says what was chosen.

Not modelled: `use`, `progress`, `flow` and `side: affected`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any, Literal

Routine = dict[str, Any]
Exercise = dict[str, Any]
Pick = Literal["low", "high"] | int
Side = Literal["left", "right"]
EffortKind = Literal["hold", "phase", "timed", "open", "step", "paced", "own pace"]
GapKind = Literal[
    "between reps", "between sets", "change side", "rest", "get ready", "time to move",
    "floor down", "floor up",
]  # fmt: skip


@dataclass(frozen=True)
class Effort:
    """A stretch of time in which the exercise itself is done.

    Attributes:
        item: which exercise of the file it belongs to, from 0.
        round: the round of its circuit, from 1; None outside of circuits.
        side: None unless the exercise has a side.
        set: from 1.
        rep: from 1 in each set; None at one's own pace.
        phase: the number of the phase or step, from 1; None in the other kinds.
        kind: what is done.
        length_s: how long, or the cap.
    """

    item: int
    round: int | None
    side: Side | None
    set: int
    rep: int | None
    phase: int | None
    kind: EffortKind
    length_s: float


@dataclass(frozen=True)
class Gap:
    """A stretch of time without effort. One of no time at all is left out.

    Attributes:
        item: the exercise that it leads into or lies in; for a rest, the one before it.
        kind: what it is for.
        length_s: what is written, or the default.
        exact: False where the length is only the least. (Any gap grows if its words don't fit.)
    """

    item: int
    kind: GapKind
    length_s: float
    exact: bool = True


Item = Effort | Gap


@dataclass(frozen=True)
class Choices:
    """What the person chose for this session."""

    reps: Pick
    live: bool
    more_time: float


@dataclass(frozen=True)
class Turn:
    """One exercise as it is gone through once, and the rest that follows unless it is the last."""

    exercise: Exercise
    item: int
    rest_s: float
    round: int | None = None


@dataclass(frozen=True)
class Bout:
    """One rep on one side; at one's own pace, a set of them."""

    side: Side | None
    set: int
    rep: int | None


def expected(
    routine: Routine, *, reps: Pick = "low", controls: str = "file", more_time: float = 1.0
) -> list[Item]:
    """Return what the clock must hold for a valid routine, in order.

    Args:
        routine: what `yaml.safe_load` makes of its file.
        reps: which end of a range is done, or a number within it.
        controls: `keys`, `voice` and `page` can say that they are ready; `file` and `none` can't.
        more_time: stretches Coach's own times to move.
    """
    chosen = Choices(reps, controls in {"keys", "voice", "page"}, more_time)
    turns = _turns(routine["exercises"])
    here = START
    items: list[Item] = []
    for turn in turns:
        gaps, here = _way_in(turn, here, chosen)
        items += [*gaps, *_dose(turn, chosen)]
        if turn is not turns[-1]:
            items.append(Gap(turn.item, "rest", turn.rest_s))
    return [item for item in items if item.length_s > 0]


# The order of the exercises, and the rests between them.

REST_S = 15.0


def _turns(entries: list[Routine], item: int = 0) -> list[Turn]:
    """Return the exercises in the order in which they are done; `item` is the first one's."""
    turns: list[Turn] = []
    for entry in entries:
        if "circuit" in entry:
            turns += _rounds(entry, item)
        elif "rest" in entry and "name" not in entry:
            # Silent: a rest entry with nothing before it is not heard.
            turns[-1:] = [replace(turn, rest_s=seconds(entry["rest"])) for turn in turns[-1:]]
        else:
            turns.append(Turn(entry, item, _time(entry, "rest", REST_S)))
        item = max((turn.item + 1 for turn in turns), default=item)
    return turns


def _rounds(circuit: Routine, item: int) -> list[Turn]:
    """Return all rounds of a circuit.

    Silent: the rest between rounds comes before a rest entry at the circuit's end; so does the
    circuit's `rest`. Without it the last exercise's own rest follows the last round.
    """
    round_ = _turns(circuit["exercises"], item)
    turns: list[Turn] = []
    for number in range(1, circuit["rounds"] + 1):
        last = number == circuit["rounds"]
        between_s = _time(circuit, "rest_between_rounds", round_[-1].rest_s)
        after_s = _time(circuit, "rest", round_[-1].rest_s) if last else between_s
        turns += [replace(turn, round=number) for turn in round_]
        turns[-1] = replace(turns[-1], rest_s=after_s)
    return turns


# The way into an exercise.

START = "the session's start"
FLOOR_DOWN_S = 60.0
FLOOR_DOWN_LIVE_S = 120.0
FLOOR_UP_S = 20.0
SIT_UP_S = 10.0
OTHER_MOVE_S = 15.0
MOVE_S: dict[frozenset[str], float] = {
    frozenset({"kneeling", "hands and knees"}): 6.0,
    frozenset({"on your back", "hands and knees"}): 20.0,
    frozenset({"sitting", "standing"}): 8.0,
    frozenset({START, "standing"}): 8.0,
    frozenset({START, "sitting"}): 8.0,
}
GET_READY_S = 3.0
LONGEST_GET_READY_S = 6.0
WAIT_S = 300.0

UPRIGHT = {"standing", "sitting"}
LYING = {"on your back", "on your front", "on your side"}
FLOOR = {"sitting on the floor", "kneeling", "hands and knees", *LYING}
SPELLINGS = {
    "sitting on a chair": "sitting",
    "long sitting": "sitting on the floor",
    "all fours": "hands and knees",
    "four-point": "hands and knees",
    "four-point kneeling": "hands and knees",
    "quadruped": "hands and knees",
    "back": "on your back",
    "supine": "on your back",
    "crook lying": "on your back",
    "front": "on your front",
    "prone": "on your front",
    "side": "on your side",
    "side-lying": "on your side",
    "on your {side} side": "on your side",
}


def _way_in(turn: Turn, here: str, chosen: Choices) -> tuple[list[Gap], str]:
    """Return the gaps from the position `here` to the first effort, and the new position.

    An exercise without `position` leaves it. Silent: a position in the author's own words is
    neither on the floor nor off it, so that nobody is asked to get down or up for it.
    """
    there = _position(turn.exercise, here)
    written_s = _written_time_to_move(turn.exercise)
    gaps: list[Gap] = []
    step = _floor_step(turn, here, there, chosen)
    if step is not None:
        here = "kneeling" if step.kind == "floor down" else "standing"
        if "move" in turn.exercise:  # its words and time are those of the step
            gaps.append(_authors_step(step, written_s, chosen))
            return [*gaps, *_get_ready(turn)], there
        gaps.append(step)
    # Silent: a written `time_to_move` is left even where the position stays.
    move_s = _move_s(here, there) * chosen.more_time if written_s is None else written_s
    return [*gaps, Gap(turn.item, "time to move", move_s), *_get_ready(turn)], there


def _position(exercise: Exercise, here: str) -> str:
    if "position" not in exercise:
        return here
    words = " ".join(exercise["position"].casefold().split())
    return SPELLINGS.get(words, words)


def _floor_step(turn: Turn, here: str, there: str, chosen: Choices) -> Gap | None:
    """Return the step down to the floor or up from it, with Coach's own time for it."""
    if there in FLOOR and here in {START, *UPRIGHT}:
        down_s = FLOOR_DOWN_LIVE_S if chosen.live else FLOOR_DOWN_S
        return Gap(turn.item, "floor down", down_s * chosen.more_time)
    if there in UPRIGHT and here in FLOOR:
        up_s = FLOOR_UP_S + (SIT_UP_S if here in LYING else 0.0)
        return Gap(turn.item, "floor up", up_s * chosen.more_time)
    return None


def _authors_step(step: Gap, written_s: float | None, chosen: Choices) -> Gap:
    """Return a floor step that has the author's `move`, with the author's time for it.

    Silent: who can say *ready* has Coach's time to get down all the same, but the author's to get
    up, which nobody is asked to end.
    """
    if written_s is None or (chosen.live and step.kind == "floor down"):
        return step
    return replace(step, length_s=written_s)


def _move_s(here: str, there: str) -> float:
    return 0.0 if here == there else MOVE_S.get(frozenset({here, there}), OTHER_MOVE_S)


def _written_time_to_move(exercise: Exercise) -> float | None:
    if "time_to_move" in exercise:
        return seconds(exercise["time_to_move"])
    return seconds(exercise["get_ready"]) if _is_time_to_move(exercise) else None


def _is_time_to_move(exercise: Exercise) -> bool:
    """Whether `get_ready` is read as `time_to_move`: it would be waited for in the position."""
    return (
        _kind(exercise) in {"hold", "open"}
        and "say" not in exercise
        and "time_to_move" not in exercise
        and _time(exercise, "get_ready", 0.0) > LONGEST_GET_READY_S
    )


def _get_ready(turn: Turn) -> list[Gap]:
    """Return the time between the set-up and the start.

    Silent: a hold without `say` has it too, and "its own cue is the start" after it. Later rounds
    of a hold have none: "move, time, set-up, `again`, and the clock"; but other kinds do, since
    nothing else leads into them, and a `wait` is waited for in each. A first step that waits needs
    no other time, unless it is written.
    """
    exercise = turn.exercise
    if "wait" in exercise:
        return [Gap(turn.item, "get ready", _time(exercise, "at_most", WAIT_S))]
    later = turn.round not in {None, 1}
    if later and (_kind(exercise) in {"hold", "open"} or _first_step_waits(exercise)):
        return []
    if _first_step_waits(exercise) and "get_ready" not in exercise:
        return []
    default = GET_READY_S
    written_s = default if _is_time_to_move(exercise) else _time(exercise, "get_ready", default)
    return [Gap(turn.item, "get ready", written_s)]


# The dose: sides, sets, reps, and the gaps between them.

LONG_HOLD_S = 10.0
AFTER_LONG_HOLD_S = 10.0
AFTER_SHORT_HOLD_S = 3.0
BETWEEN_REPS_S = 10.0
BETWEEN_SETS_S = 30.0
CHANGE_SIDE_S = 8.0
ALTERNATING_S = 3.0
OWN_PACE_LEAST_S = 30.0
OWN_PACE_REP_S = 6.0


def _dose(turn: Turn, chosen: Choices) -> Iterator[Item]:
    """Yield the efforts of an exercise, and the gaps between its reps, sets and sides."""
    bouts = list(_bouts(turn.exercise, chosen))
    yield from _efforts(turn, bouts[0], chosen)
    for before, after in pairwise(bouts):
        gap = _between(turn, gap_kind(before, after, bouts[0].side), chosen)
        if before == bouts[0] and _set_up_on_the_beat(turn):
            # Silent: the second side's set-up has to be said before it is done for the first time.
            gap = replace(gap, length_s=ALTERNATING_S, exact=False)
        yield gap
        yield from _efforts(turn, after, chosen)


def _set_up_on_the_beat(turn: Turn) -> bool:
    """Whether sides change on the beat of `every`, but the second one has words of its own."""
    exercise = turn.exercise
    if "every" not in exercise or exercise.get("side") != "alternating":
        return False
    if "change_side" in exercise:
        return False
    in_full = turn.round in {None, 1}
    return _differs(exercise.get("set_up")) or (in_full and _differs(exercise.get("care")))


def _differs(words: Any) -> bool:
    """Whether texts differ by side."""
    if isinstance(words, list):
        return any(_differs(one) for one in words)
    if isinstance(words, dict):
        return _differs(words["say"]) if "say" in words else words["left"] != words["right"]
    return "{side}" in (words or "")


def _bouts(exercise: Exercise, chosen: Choices) -> Iterator[Bout]:
    """Yield the reps in order, each on its side.

    Silent: at one's own pace the person alternates without Coach, in one effort a set. With
    `count_sides: separately` each set starts on the first side.
    """
    per_set = _reps_per_set(exercise, chosen)
    sides = _sides(exercise)
    own_pace, alternating = _kind(exercise) == "own pace", exercise.get("side") == "alternating"
    separately = exercise.get("count_sides") == "separately"
    for side in [None] if alternating else sides:
        for set_, reps in enumerate(per_set, start=1):
            for rep in [None] if own_pace else range(1, reps + 1):
                if rep is None or not alternating:
                    yield Bout(side, set_, rep)
                elif separately:
                    yield Bout(sides[(rep - 1) % 2], set_, rep)
                else:
                    yield from (Bout(each, set_, rep) for each in sides)


def _sides(exercise: Exercise) -> list[Side | None]:
    """Return the sides in the order in which they are done; only None without any."""
    match exercise.get("side"):
        case None:
            return [None]
        case "left" | "right" as side:
            return [side]
        case "each" | "alternating":
            right_first = exercise.get("start_side") == "right"
            return ["right", "left"] if right_first else ["left", "right"]
        case other:
            raise ValueError(f"`side: {other}` is not modelled")


def _reps_per_set(exercise: Exercise, chosen: Choices) -> list[int]:
    """Return how many reps each set has."""
    if "reps_per_set" in exercise:
        written = exercise["reps_per_set"]
        return [int(reps) for reps in (written if isinstance(written, list) else [written])]
    reps = _count(exercise.get("reps", 1), chosen.reps)
    if isinstance(exercise.get("hold"), list):
        reps = len(exercise["hold"])
    # Silent: `--reps 7` is about reps; a range of sets is left at its low end then, as times are.
    return [reps] * _count(exercise.get("sets", 1), _end(chosen.reps))


def gap_kind(before: Bout, after: Bout, first_side: Side | None) -> GapKind:
    """Say what lies between two reps.

    The way back to the first side is a gap between reps, or sets: `change_side` is within a rep.
    (`count_sides: separately` changes the numbers, not the times.)
    """
    if after.side not in {before.side, first_side}:
        return "change side"
    return "between sets" if after.set != before.set else "between reps"


def _between(turn: Turn, kind: GapKind, chosen: Choices) -> Gap:
    """Return the gap of a kind, from the end of an effort to the start of the next.

    Before a step that waits, its words come on top, so that the gap is longer.
    """
    length_s, exact = _between_s(turn.exercise, kind, chosen)
    return Gap(turn.item, kind, length_s, exact and not _first_step_waits(turn.exercise))


def _between_s(exercise: Exercise, kind: GapKind, chosen: Choices) -> tuple[float, bool]:
    """Return the length of a gap between reps, sets or sides, and whether it is exact."""
    alternating = exercise.get("side") == "alternating"
    if kind == "between reps" and alternating and "rest_between_reps" not in exercise:
        kind = "change side"  # Silent: the way back to the first side takes as long as from it
    match kind:
        case "change side" if "change_side" in exercise:
            return seconds(exercise["change_side"]), True
        case "change side" if alternating:
            return (0.0, True) if "every" in exercise else (ALTERNATING_S, False)
        case "change side":
            return CHANGE_SIDE_S * chosen.more_time, False
        case "between sets":
            return _time(exercise, "rest_between_sets", BETWEEN_SETS_S), True
        case _:
            default = _default_between_reps_s(exercise, chosen)
            return _time(exercise, "rest_between_reps", default), True


def _default_between_reps_s(exercise: Exercise, chosen: Choices) -> float:
    match _kind(exercise):
        case "hold":
            longest_s = max(_holds_s(exercise, chosen))
            return AFTER_LONG_HOLD_S if longest_s >= LONG_HOLD_S else AFTER_SHORT_HOLD_S
        case "timed" | "step" | "open":
            return BETWEEN_REPS_S
        case _:
            return 0.0


def _first_step_waits(exercise: Exercise) -> bool:
    return "steps" in exercise and "wait" in exercise["steps"][0]


# The efforts of one rep.


def _kind(exercise: Exercise) -> EffortKind:
    """Return what an exercise's efforts are."""
    kinds: dict[str, EffortKind] = {
        "hold": "hold", "phases": "phase", "for": "timed", "until": "open", "steps": "step",
        "every": "paced",
    }  # fmt: skip
    return next((kind for word, kind in kinds.items() if word in exercise), "own pace")


def _efforts(turn: Turn, bout: Bout, chosen: Choices) -> Iterator[Item]:
    """Yield the efforts of one rep, and the waits before its steps."""
    kind, exercise = _kind(turn.exercise), turn.exercise
    whole = Effort(turn.item, turn.round, bout.side, bout.set, bout.rep, None, kind, 0.0)
    if kind not in {"phase", "step"}:
        yield replace(whole, length_s=_whole_s(exercise, bout, chosen))
        return
    for number, part in enumerate(exercise["phases" if kind == "phase" else "steps"], start=1):
        if "wait" in part:
            yield Gap(turn.item, "get ready", _time(part, "at_most", WAIT_S))
        yield replace(whole, phase=number, length_s=seconds(part["for"], chosen.reps))


def _whole_s(exercise: Exercise, bout: Bout, chosen: Choices) -> float:
    """Return the length of a rep that has no parts, or of a set at one's own pace."""
    match _kind(exercise):
        case "hold":
            holds_s = _holds_s(exercise, chosen)
            return holds_s[(bout.rep or 1) - 1] if len(holds_s) > 1 else holds_s[0]
        case "timed":
            return seconds(exercise["for"], chosen.reps)
        case "open":
            return seconds(exercise["at_most"])
        case "paced":
            return seconds(exercise["every"])
        case _:
            reps = _reps_per_set(exercise, chosen)[bout.set - 1]
            default_s = max(OWN_PACE_LEAST_S, OWN_PACE_REP_S * reps)
            # Silent: beside `wait`, `at_most` is the cap of the waiting.
            return default_s if "wait" in exercise else _time(exercise, "at_most", default_s)


def _holds_s(exercise: Exercise, chosen: Choices) -> list[float]:
    """Return the times of a hold: one for each rep, or one for all."""
    hold = exercise["hold"]
    if isinstance(hold, list):
        return [seconds(time, chosen.reps) for time in hold]
    if breaths := re.fullmatch(r"(.+?) breaths?", str(hold)):
        pace = exercise.get("breathing", {"in": "4 s", "out": "6 s"})
        breath_s = seconds(pace["in"]) + seconds(pace["out"])
        return [_count(breaths[1], _end(chosen.reps)) * breath_s]
    return [seconds(hold, chosen.reps)]


# What authors write.

UNIT_S = {"s": 1, "sec": 1, "second": 1, "min": 60, "minute": 60, "h": 3600, "hour": 3600}
TO = r"\s*(?:\bto\b|[-\N{EN DASH}])\s*"


def seconds(text: str, pick: Pick = "low") -> float:
    """Read `30 s`, `1 min 30 s` or `2.5 s`; of `30 to 60 s`, the end that is picked."""
    low, *high = re.split(TO, text)
    if not high:
        return _one_time(low)
    if not re.search(r"[a-z]", low):  # the unit stands once, at the end
        low += re.sub(r"[\d.,]", "", high[0])
    return _one_time(high[0] if pick == "high" else low)


def _one_time(text: str) -> float:
    parts = re.findall(r"(\d+(?:[.,]\d+)?)\s*([a-z]+)", text)
    return sum(
        float(number.replace(",", ".")) * UNIT_S[unit if unit == "s" else unit.rstrip("s")]
        for number, unit in parts
    )


def _time(words: Routine, name: str, default_s: float) -> float:
    """Return the time that is written under a name, or the default."""
    return seconds(words[name]) if name in words else default_s


def _count(written: int | str, pick: Pick) -> int:
    """Read `5`; of `5 to 10`, the end that is picked, or the number within."""
    ends = [int(end) for end in re.split(TO, str(written))]
    if isinstance(pick, int):
        return min(max(pick, ends[0]), ends[-1])
    return ends[-1] if pick == "high" else ends[0]


def _end(pick: Pick) -> Pick:
    """Return which end of what is no count of reps is done: the low one for a number."""
    return "low" if isinstance(pick, int) else pick
