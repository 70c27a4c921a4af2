"""The cues as captions, WebVTT and SubRip, each on its own time.

A caption has two lines of 42 characters at most, as is usual for films; a cue with more words is
shown as several captions, one after another, that share its time by their lengths. A captions file
has whole milliseconds.
"""

from __future__ import annotations

import textwrap
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from coach.export.tags import milliseconds
from coach.model.timeline import Cue, Timeline

LINE_CHARACTERS = 42
LINES = 2


@dataclass(frozen=True)
class Caption:
    """What is shown from one millisecond to another, exclusive."""

    start_ms: int
    end_ms: int
    lines: tuple[str, ...]


def captions(timeline: Timeline) -> Iterator[Caption]:
    """Yield the captions in order; they never overlap, and each lasts a millisecond at least."""
    free = 0
    for cue in timeline.cues:
        for start, end, lines in _shares(cue):
            start_ms = max(free, milliseconds(start))
            free = max(start_ms + 1, milliseconds(end))
            yield Caption(start_ms, free, lines)


def as_vtt(timeline: Timeline, language: str) -> str:
    """Return WebVTT (w3.org/TR/webvtt1); the head names the language as YouTube's files do."""
    blocks = [f"WEBVTT\nKind: captions\nLanguage: {_escaped(_plain(language))}"]
    for caption in captions(timeline):
        lines = "\n".join(map(_escaped, caption.lines))
        blocks.append(f"{_times(caption, '.')}\n{lines}")
    return "\n\n".join(blocks) + "\n"


def as_srt(timeline: Timeline) -> str:
    """Return SubRip. It has no escapes, so what players take for markup becomes its like."""
    blocks = []
    for number, caption in enumerate(captions(timeline), start=1):
        lines = "\n".join(line.translate(_LIKE) for line in caption.lines)
        blocks.append(f"{number}\n{_times(caption, ',')}\n{lines}\n")
    return "\n".join(blocks)


_LIKE = str.maketrans("<>{}", "\u2039\u203a()")  # single angle quotes


def _shares(cue: Cue) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """Yield a cue's captions with their frames."""
    lines = _lines(_plain(cue.text))
    groups = [tuple(lines[at : at + LINES]) for at in range(0, len(lines), LINES)]
    lengths = [sum(map(len, group)) for group in groups]
    whole, said = sum(lengths), 0
    for group, length in zip(groups, lengths, strict=True):
        start = cue.start + (cue.end - cue.start) * said // whole
        said += length
        yield start, cue.start + (cue.end - cue.start) * said // whole, group


def _plain(text: str) -> str:
    """Return text on one line, without control characters."""
    spaced = "".join(" " if unicodedata.category(c) in {"Cc", "Cs"} else c for c in text)
    return " ".join(spaced.split())


def _lines(text: str) -> list[str]:
    """Break text into as few lines as it takes, all about equally long: no word is left alone."""
    lines = textwrap.wrap(text, LINE_CHARACTERS, break_on_hyphens=False)
    for width in range(-(-len(text) // max(1, len(lines))), LINE_CHARACTERS):
        even = textwrap.wrap(text, width, break_on_hyphens=False)
        if len(even) == len(lines):
            return even
    return lines


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _times(caption: Caption, point: str) -> str:
    return f"{_clock(caption.start_ms, point)} --> {_clock(caption.end_ms, point)}"


def _clock(ms: int, point: str) -> str:
    seconds, rest = divmod(ms, 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02d}:{minutes:02d}:{seconds:02d}{point}{rest:03d}"
