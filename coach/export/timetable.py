"""The timeline as a table: for people, and as the JSON contract of `docs/timetable.md`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from coach.model.timeline import Cue, ScheduledSegment, Timeline
from coach.model.units import clock_text, duration_text, plain, seconds

FORMAT = 1
SEGMENT_NAMES = {
    "intro": "Before you start",
    "exercise": "Exercise",
    "rest": "Rest",
    "finish": "To finish",
}


@dataclass(frozen=True)
class Heading:
    """What a table says of the whole. `voice` is "estimate" where nothing was measured."""

    routine: str
    language: str
    voice: str = "estimate"
    measured: bool = False


def as_json(timeline: Timeline, heading: Heading) -> str:
    """Return the timeline as JSON, one cue a line; times in seconds with at most six decimals."""
    head = {
        "format": FORMAT,
        "routine": heading.routine,
        "language": heading.language,
        "voice": heading.voice,
        "measured": heading.measured,
        "total_s": seconds(timeline.total),
    }
    lines = [f" {_dump(key)}: {_dump(value)}," for key, value in head.items()]
    lines += [' "segments": [']
    lines += _rows(_segment(segment) for segment in timeline.segments)
    lines += [" ],", ' "cues": [']
    lines += _rows(_cue(cue) for cue in timeline.cues)
    return "\n".join(["{", *lines, " ]", "}"]) + "\n"


def _rows(rows: Iterator[dict[str, Any]]) -> list[str]:
    dumped = [f"  {_dump(row)}" for row in rows]
    return [f"{row}," for row in dumped[:-1]] + dumped[-1:]


def _dump(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _segment(segment: ScheduledSegment) -> dict[str, Any]:
    row = {
        "start_s": seconds(segment.start),
        "end_s": seconds(segment.end),
        "kind": segment.kind,
        "exercise": segment.exercise,
        "position": segment.position,
    }
    return row if segment.cap is None else {**row, "cap_s": seconds(segment.cap)}


def _cue(cue: Cue) -> dict[str, Any]:
    row = {
        "start_s": seconds(cue.start),
        "end_s": seconds(cue.end),
        "kind": cue.kind,
        "text": cue.text,
        "exercise": cue.place.exercise,
        "item": cue.place.item,
        "round": cue.place.round,
        "side": cue.place.side,
        "set": cue.place.set,
        "rep": cue.place.rep,
        "phase": cue.place.phase,
    }
    return {**row, "grown_s": seconds(cue.grown)} if cue.grown else row


def as_table(timeline: Timeline, heading: Heading) -> str:
    """Return the timeline for people: a heading, then a line a cue."""
    about = "measured" if heading.measured else "estimated; nothing was spoken"
    lines = [
        f"{heading.routine} · {duration_text(round(seconds(timeline.total)))} · times {about}",
    ]
    starts = {segment.start: segment for segment in timeline.segments}
    pending = sorted(starts)
    for cue in timeline.cues:
        while pending and pending[0] <= cue.start:
            lines += ["", _title(starts[pending.pop(0)])]
        lines.append(table_line(cue))
    return "\n".join(lines) + "\n"


def _title(segment: ScheduledSegment) -> str:
    name = segment.exercise or SEGMENT_NAMES[segment.kind]
    position = f" ({segment.position})" if segment.position else ""
    length = duration_text(round(seconds(segment.end - segment.start)))
    return f"{name}{position} · {length}"


def table_line(cue: Cue) -> str:
    """Return one cue as a line: its time, where in the exercise it stands, its words."""
    grown = f"  [{plain(seconds(cue.grown))} s longer than its time]" if cue.grown else ""
    return f"{clock_text(seconds(cue.start), 1):>9}  {where(cue):<14}  {cue.text}{grown}"


def where(cue: Cue) -> str:
    """Say where in an exercise a cue stands: ``left set 2 rep 3``."""
    place = cue.place
    if place.rep is None:
        return cue.kind.replace("_", " ")
    side = f"{place.side} " if place.side else ""
    return f"{side}set {place.set} rep {place.rep}"
