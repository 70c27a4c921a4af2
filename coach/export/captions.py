"""The cues as captions in WebVTT and SubRip, in step with the timeline.

A caption has at most two lines of 42 characters, as is usual for films. A longer cue becomes
several captions, which share its time in proportion to their lengths. Times are in whole
milliseconds.
"""

from __future__ import annotations

import textwrap
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

from coach.export.kind import ExportKind
from coach.model.timeline import Cue, Timeline
from coach.model.units import milliseconds

if TYPE_CHECKING:
    from coach.export.job import ExportJob

LINE_CHARACTERS = 42
LINES = 2


@dataclass(frozen=True)
class Caption:
    """The lines shown from `start_ms` to `end_ms`, exclusive."""

    start_ms: int
    end_ms: int
    lines: tuple[str, ...]


def captions(timeline: Timeline) -> Iterator[Caption]:
    """Yield the captions in order; they don't overlap, and each lasts at least a millisecond."""
    free_ms = 0
    for cue in timeline.cues:
        for start, end, lines in _split(cue):
            start_ms = max(free_ms, milliseconds(start))
            free_ms = max(start_ms + 1, milliseconds(end))
            yield Caption(start_ms, free_ms, lines)


def as_vtt(timeline: Timeline, language: str) -> str:
    """Return WebVTT (w3.org/TR/webvtt1); its header names the language as YouTube's files do."""
    blocks = [f"WEBVTT\nKind: captions\nLanguage: {_escaped(_one_line(language))}"]
    for caption in captions(timeline):
        lines = "\n".join(map(_escaped, caption.lines))
        blocks.append(f"{_times(caption, '.')}\n{lines}")
    return "\n\n".join(blocks) + "\n"


def as_srt(timeline: Timeline) -> str:
    """Return SubRip, which has no escapes: markup characters are replaced by similar ones."""
    blocks = []
    for number, caption in enumerate(captions(timeline), start=1):
        lines = "\n".join(line.translate(_LOOK_ALIKES) for line in caption.lines)
        blocks.append(f"{number}\n{_times(caption, ',')}\n{lines}\n")
    return "\n".join(blocks)


_LOOK_ALIKES = str.maketrans("<>{}", "\u2039\u203a()")  # single angle quotes


def _split(cue: Cue) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """Yield the captions of a cue: first frame, last frame (exclusive), lines."""
    lines = _lines(_one_line(cue.text))
    groups = [tuple(lines[at : at + LINES]) for at in range(0, len(lines), LINES)]
    lengths = [sum(map(len, group)) for group in groups]
    total, before = sum(lengths), 0
    for group, length in zip(groups, lengths, strict=True):
        start = cue.start + (cue.end - cue.start) * before // total
        before += length
        yield start, cue.start + (cue.end - cue.start) * before // total, group


def _one_line(text: str) -> str:
    """Return text on one line, without control characters."""
    spaced = "".join(" " if unicodedata.category(c) in {"Cc", "Cs"} else c for c in text)
    return " ".join(spaced.split())


def _lines(text: str) -> list[str]:
    """Break text into as few lines as possible, all of similar length."""
    lines = textwrap.wrap(text, LINE_CHARACTERS, break_on_hyphens=False)
    for width in range(-(-len(text) // max(1, len(lines))), LINE_CHARACTERS):
        balanced = textwrap.wrap(text, width, break_on_hyphens=False)
        if len(balanced) == len(lines):
            return balanced
    return lines


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _times(caption: Caption, decimal_point: str) -> str:
    start, end = (_clock(ms, decimal_point) for ms in (caption.start_ms, caption.end_ms))
    return f"{start} --> {end}"


def _clock(ms: int, decimal_point: str) -> str:
    seconds, ms = divmod(ms, 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02d}:{minutes:02d}:{seconds:02d}{decimal_point}{ms:03d}"


def _write_vtt(file: BinaryIO, job: ExportJob) -> None:
    file.write(as_vtt(job.timeline, job.routine.language).encode())


def _write_srt(file: BinaryIO, job: ExportJob) -> None:
    file.write(as_srt(job.timeline).encode())


VTT = ExportKind(".vtt", "captions (WebVTT)", _write_vtt)
SRT = ExportKind(".srt", "captions (SubRip)", _write_srt)
