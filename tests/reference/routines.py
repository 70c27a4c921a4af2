"""Random valid routines as plain data, small enough to be worked through by hand.

Strategies are cached: to make them anew for each routine takes longer than to draw from them.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import yaml
from hypothesis import strategies as st

Words = dict[str, Any]

POSITIONS = (
    "standing", "sitting", "sitting on the floor", "long sitting", "kneeling", "hands and knees",
    "all fours", "four-point kneeling", "on your back", "supine", "crook lying", "on your front",
    "prone", "on your side", "side-lying",
)  # fmt: skip
TEXTS = (
    "Let your shoulders soften.",
    "Breathe out, and let go.",
    "Draw your knee in, slowly and only as far as is comfortable.",
    "Keep your neck long.",
)
SIDED_TEXT = "Bend your {side} knee, and hold it with both hands."
_EN_DASH = "\N{EN DASH}"


def to_yaml(routine: Words) -> str:
    """Write a routine as Coach reads it: block style, durations as they stand."""
    text: str = yaml.safe_dump(
        routine, sort_keys=False, allow_unicode=True, default_flow_style=False, width=1000
    )
    return text


# Times, counts and texts.


@cache
def durations(least: int = 1, most: int = 90) -> st.SearchStrategy[str]:
    """Make times in the spellings that authors use."""
    whole = st.integers(least, most)
    spellings = [
        whole.map(lambda s: f"{s} s"),
        whole.map(lambda s: f"{s} seconds"),
        st.integers(least, most - 1).map(lambda s: f"{s}.5 s"),
    ]
    if most > 60:
        spellings.append(st.integers(1, most - 60).map(lambda s: f"1 min {s} s"))
    return st.one_of(spellings)


@cache
def time_ranges(least: int = 1, most: int = 90) -> st.SearchStrategy[str]:
    """Make times, a few of them ranges."""
    ends = st.tuples(st.integers(least, most - 1), st.integers(1, 20))
    ranges = ends.map(lambda pair: f"{pair[0]} to {pair[0] + pair[1]} s")
    return durations(least, most) | ranges


@cache
def counts(most: int = 5) -> st.SearchStrategy[int | str]:
    """Make counts, a few of them ranges."""
    ends = st.tuples(st.integers(1, most - 1), st.integers(1, 3))
    to = st.sampled_from((" to ", "-", _EN_DASH))
    ranges = st.tuples(ends, to).map(lambda both: f"{both[0][0]}{both[1]}{sum(both[0])}")
    return st.integers(1, most) | ranges


@cache
def texts(*, sided: bool = False) -> st.SearchStrategy[Any]:
    """Make a text; of an exercise with sides, also one for each side."""
    plain: st.SearchStrategy[Any] = st.sampled_from(TEXTS)
    if not sided:
        return plain
    both = st.fixed_dictionaries({"left": st.sampled_from(TEXTS), "right": st.sampled_from(TEXTS)})
    return plain | st.just(SIDED_TEXT) | both


# The parts of an exercise.

_DOSE: dict[str, st.SearchStrategy[Any]] = {
    "reps": counts(),
    "sets": counts(3),
    "rest_between_reps": durations(),
    "rest_between_sets": durations(),
}


@cache
def _remind() -> st.SearchStrategy[Words]:
    say = st.sampled_from(TEXTS) | st.lists(st.sampled_from(TEXTS), min_size=1, max_size=2)
    return st.fixed_dictionaries({"every": durations(8, 30), "say": say})


def _cue(say: st.SearchStrategy[Any]) -> dict[str, st.SearchStrategy[Any]]:
    return {"say": say, "short": say, "remind": _remind()}


@st.composite
def _holds(draw: st.DrawFn, say: st.SearchStrategy[Any]) -> Words:
    form = draw(st.sampled_from(("time", "list", "breaths")))
    optional = {**_DOSE, **_cue(say), "again": say}
    if form == "time":
        words: Words = {"hold": draw(time_ranges())}
    elif form == "list":
        words = {"hold": draw(st.lists(durations(most=30), min_size=2, max_size=4))}
        del optional["reps"]  # the list fixes them
    else:
        words = {"hold": draw(st.integers(1, 5).map(lambda n: f"{n} breath{'s' * (n > 1)}"))}
        pace = st.fixed_dictionaries({"in": durations(2, 5), "out": durations(3, 7)})
        optional["breathing"] = pace
    return words | draw(st.fixed_dictionaries({}, optional=optional))


@cache
def _phases(say: st.SearchStrategy[Any]) -> st.SearchStrategy[Words]:
    phase = st.fixed_dictionaries(
        {"say": say, "for": time_ranges(2, 12)},
        optional={
            "short": say,
            "breath": st.sampled_from(("in", "out", "hold")),
            "count": st.sampled_from(("up", "down")),
        },
    )
    several = st.lists(phase, min_size=1, max_size=3)
    return st.fixed_dictionaries({"phases": several}, optional=_DOSE)


@st.composite
def _step(draw: st.DrawFn, say: st.SearchStrategy[Any]) -> Words:
    step: Words = {"say": draw(say), "for": draw(durations(5, 150))}
    if draw(st.booleans()):
        step |= {"wait": "until ready"}
        step |= draw(st.fixed_dictionaries({}, optional={"at_most": durations(20)}))
    return step | draw(st.fixed_dictionaries({}, optional={"remind": _remind()}))


@cache
def _kinds(say: st.SearchStrategy[Any]) -> st.SearchStrategy[Words]:
    """Make the words that say what an exercise is, with all that its kind takes."""
    steps = st.lists(_step(say), min_size=1, max_size=3)
    every = {"every": durations(2, 8), "reps": counts()}
    cue = _cue(say)
    return st.one_of(
        _holds(say),
        _phases(say),
        st.fixed_dictionaries({"for": time_ranges(5)}, optional=_DOSE | cue | {"again": say}),
        st.fixed_dictionaries({"steps": steps}, optional=_DOSE),
        st.fixed_dictionaries(
            {"until": st.just("you stop"), "at_most": durations(10)},
            optional=_DOSE | cue | {"again": say},
        ),
        st.fixed_dictionaries(
            every, optional={n: s for n, s in (_DOSE | cue).items() if n not in {*every, "remind"}}
        ),
        st.fixed_dictionaries(  # at one's own pace
            {"reps": counts(12)},
            optional={
                "sets": counts(3), "rest_between_sets": durations(), "say": say,
                "at_most": durations(20),
            },
        ),
    )  # fmt: skip


@st.composite
def _sides(draw: st.DrawFn) -> Words:
    side = draw(st.sampled_from(("left", "right", "each", "each", "alternating", "alternating")))
    words: Words = {"side": side}
    if side in {"each", "alternating"}:
        optional: dict[str, st.SearchStrategy[Any]] = {
            "start_side": st.sampled_from(("left", "right")),
            "change_side": durations(5, 30),
        }
        if side == "alternating":
            optional["count_sides"] = st.sampled_from(("together", "separately"))
        words |= draw(st.fixed_dictionaries({}, optional=optional))
    return words


_SIDES: st.SearchStrategy[Words] = st.just({}) | _sides()


@cache
def _way_in(say: st.SearchStrategy[Any]) -> st.SearchStrategy[Words]:
    timed = st.fixed_dictionaries({"say": say, "for": durations(5, 20)})
    return st.fixed_dictionaries(
        {},
        optional={
            "position": st.sampled_from(POSITIONS),
            "move": say,
            "time_to_move": durations(2, 40),
            "set_up": say | st.lists(say | timed, min_size=1, max_size=3),
            "care": say,
            "get_ready": durations(1, 40),
            "release": say,
            "rest": st.just("0 s") | durations(),
        },
    )


_REPS_PER_SET = st.lists(st.integers(1, 4), min_size=1, max_size=3)


@st.composite
def exercises(draw: st.DrawFn) -> Words:
    """Make an exercise without its name, of any kind."""
    sides = draw(_SIDES)
    say = texts(sided=bool(sides))
    words = draw(_way_in(say)) | draw(_kinds(say)) | sides
    if draw(st.integers(0, 5)) == 0:
        words |= draw(_waiting(words))
    if draw(st.booleans()):
        words = _with_reps_per_set(words, draw(_REPS_PER_SET))
    return _sound(words)


def _waiting(words: Words) -> st.SearchStrategy[Words]:
    """Make a wait, with a cap only where none stands beside it that could be taken for its own."""
    if "at_most" in words:
        return st.just({})
    cap = {} if _own_pace(words) else {"at_most": durations(20)}
    return st.fixed_dictionaries({"wait": st.just("until ready")}, optional=cap)


def _own_pace(words: Words) -> bool:
    return not {"hold", "phases", "for", "steps", "until", "every"} & words.keys()


def _with_reps_per_set(words: Words, reps: list[int]) -> Words:
    """Return the words with reps for each set, which takes the place of reps and sets."""
    if isinstance(words.get("hold"), list):
        return words
    return {n: v for n, v in words.items() if n not in {"reps", "sets"}} | {"reps_per_set": reps}


def _sound(words: Words) -> Words:
    """Leave out what contradicts itself, or what the documents don't settle."""
    left_out = set()
    holding = bool({"hold", "until"} & words.keys()) and "say" not in words
    if "wait" in words or (holding and "time_to_move" in words):
        left_out.add("get_ready")
    if _own_pace(words) and words.get("side") == "alternating":
        left_out.add("count_sides")
        words = words | {"side": "each"}
    return {name: value for name, value in words.items() if name not in left_out}


# Routines.


def _with_rests(entries: list[Words], rests: list[str | None]) -> list[Words]:
    """Put a rest of its own behind some entries, but not behind the last one."""
    mixed: list[Words] = []
    for entry, rest in zip(entries, rests, strict=False):
        mixed += [entry] if rest is None else [entry, {"rest": rest}]
    return mixed[:-1] if _is_rest(mixed[-1]) else mixed


def _is_rest(entry: Words) -> bool:
    return entry.keys() == {"rest"}


def _several(entry: st.SearchStrategy[Words], most: int) -> st.SearchStrategy[list[Words]]:
    rests = st.lists(st.none() | durations(), min_size=most, max_size=most)
    return st.builds(_with_rests, st.lists(entry, min_size=1, max_size=most), rests)


@cache
def circuits() -> st.SearchStrategy[Words]:
    """Make a circuit."""
    return st.fixed_dictionaries(
        {
            "circuit": st.just("Circuit"),
            "rounds": st.integers(1, 3),
            "exercises": _several(exercises(), 3),
        },
        optional={"rest_between_rounds": durations(), "rest": durations()},
    )


_LINES = st.lists(st.sampled_from(TEXTS), min_size=1, max_size=2)
_OPENING: dict[str, st.SearchStrategy[Any]] = {
    "equipment": st.just(["mat", "chair"]), "before": _LINES, "emergency_if": _LINES,
    "do_not_start_if": _LINES, "stop_if": _LINES, "after": _LINES,
}  # fmt: skip
_ENTRIES = _several(exercises() | exercises() | circuits(), 4)


@st.composite
def routines(draw: st.DrawFn) -> Words:
    """Make a routine of a few exercises and circuits, with the words around them."""
    head = {"format": 1, "title": "Random routine", "language": "en-US"}
    around = draw(st.fixed_dictionaries({}, optional=_OPENING))
    entries = draw(_ENTRIES)
    return head | around | {"exercises": _named(entries)}


def _named(entries: list[Words], before: str = "") -> list[Words]:
    """Give each exercise and circuit a name of its own, such as `Move 2` and `Move 2.1`."""
    named: list[Words] = []
    for number, entry in enumerate(entries, start=1):
        place = f"{before}{number}"
        if "circuit" in entry:
            inside = _named(entry["exercises"], f"{place}.")
            named.append(entry | {"circuit": f"Circuit {place}", "exercises": inside})
        elif _is_rest(entry):
            named.append(entry)
        else:
            named.append({"name": f"Move {place}"} | entry)
    return named
