"""The timeline as a table for people, and as the JSON that `docs/timetable.md` specifies."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, BinaryIO

from coach.export.kind import ExportKind
from coach.model.timeline import Cue, ScheduledSegment, Timeline
from coach.model.units import clock_text, duration_text, plain, seconds

if TYPE_CHECKING:
    from coach.export.job import ExportJob

FORMAT = 1
SEGMENT_NAMES = {
    "intro": "Before you start",
    "exercise": "Exercise",
    "rest": "Rest",
    "finish": "To finish",
}


@dataclass(frozen=True)
class Heading:
    """What a timetable says about the whole session.

    Attributes:
        routine: the routine's title.
        language: its language tag.
        voice: the voice's name; "estimate" if nothing was spoken.
        measured: whether the times are measured from clips.
    """

    routine: str
    language: str
    voice: str = "estimate"
    measured: bool = False


def as_json(timeline: Timeline, heading: Heading) -> str:
    """Return the timeline as JSON, one cue per line; times are in seconds."""
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
    """Return the timeline for people: a heading, then a line for each cue."""
    source = "measured" if heading.measured else "estimated; nothing was spoken"
    total = duration_text(round(seconds(timeline.total)))
    lines = [f"{heading.routine} · {total} · times {source}"]
    by_start = {segment.start: segment for segment in timeline.segments}
    remaining = sorted(by_start)
    for cue in timeline.cues:
        while remaining and remaining[0] <= cue.start:
            lines += ["", _segment_line(by_start[remaining.pop(0)])]
        lines.append(_cue_line(cue))
    return "\n".join(lines) + "\n"


def _segment_line(segment: ScheduledSegment) -> str:
    name = segment.exercise or SEGMENT_NAMES[segment.kind]
    position = f" ({segment.position})" if segment.position else ""
    length = duration_text(round(seconds(segment.end - segment.start)))
    return f"{name}{position} · {length}"


def _cue_line(cue: Cue) -> str:
    grown = f"  [{plain(seconds(cue.grown))} s longer than its time]" if cue.grown else ""
    return f"{clock_text(seconds(cue.start), 1):>9}  {_place(cue):<14}  {cue.text}{grown}"


def _place(cue: Cue) -> str:
    """Return where a cue is in its exercise, such as ``left set 2 rep 3``, or else its kind."""
    place = cue.place
    if place.rep is None:
        return cue.kind.replace("_", " ")
    side = f"{place.side} " if place.side else ""
    return f"{side}set {place.set} rep {place.rep}"


def _write(file: BinaryIO, job: ExportJob) -> None:
    file.write(as_json(job.timeline, job.heading).encode())


KIND = ExportKind(".json", "the measured times, for programs", _write)
