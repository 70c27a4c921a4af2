"""M4A by PyAV, which an extra brings: AAC, with chapters as Apple's players show them."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import BinaryIO

from coach.export.chapters import About
from coach.model.clip import SAMPLE_BYTES
from coach.model.problems import ChoiceError
from coach.model.units import FRAME_RATE

BITS = 64_000
"""Bits a second."""


def check_there() -> None:
    """See that PyAV is there, before the work for it is done.

    Raises:
        ChoiceError: it is not; says how to get it.
    """
    import importlib.util  # noqa: PLC0415 - only for this kind of file

    if importlib.util.find_spec("av") is None:
        raise ChoiceError(
            "`.m4a` needs a part that is not installed: `pip install 'stretch-coach[m4a]'`. "
            "Every phone plays `.mp3` too."
        )


def write_m4a(file: BinaryIO, blocks: Iterable[bytes], about: About) -> None:
    """Write mono 16-bit samples at `units.FRAME_RATE` as AAC in an MP4 file.

    Args:
        file: open for reading, writing and seeking.
        blocks: the samples.
        about: the file's title, author, language and chapters.
    """
    import av  # noqa: PLC0415 - only for this kind of file
    import numpy as np  # noqa: PLC0415 - the same

    facts = {"title": about.title, "artist": about.author}
    tick = Fraction(1, FRAME_RATE)
    with av.open(file, "w", format="ipod") as container:
        container.metadata.update({name: _sendable(text) for name, text in facts.items() if text})
        container.set_chapters(
            [
                {
                    "id": number,
                    "start": chapter.start,
                    "end": chapter.end,
                    "time_base": tick,
                    "metadata": {"title": _sendable(chapter.title)},
                }
                for number, chapter in enumerate(about.chapters)
            ]
        )
        stream = container.add_stream("aac", rate=FRAME_RATE, layout="mono", bit_rate=BITS)
        stream.options = {"aac_coder": "fast"}  # its other way takes four times as long
        stream.metadata["language"] = about.long_language
        at = 0
        for block in blocks:
            samples = np.frombuffer(block, "<i2").reshape(1, -1)
            frame = av.AudioFrame.from_ndarray(samples, format="s16", layout="mono")
            frame.sample_rate, frame.time_base, frame.pts = FRAME_RATE, tick, at
            at += len(block) // SAMPLE_BYTES
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))


def _sendable(text: str) -> str:
    """Return text that UTF-8 can hold."""
    return text.encode("utf-8", "replace").decode()
