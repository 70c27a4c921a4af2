"""The clips of one session in bounded memory; those that don't fit are in a temporary file.

The file has no name, or is deleted when it is closed, so that a killed process leaves nothing
behind. Any thread may read without waiting for the one that writes, so a slow disk can't stop the
sound.
"""

from __future__ import annotations

import os
import tempfile
import threading
from contextlib import suppress
from typing import IO

from coach.model.clip import Clip
from coach.model.utterance import Utterance

DEFAULT_MAX_BYTES = 16_000_000
"""The most bytes of samples in memory: nearly three minutes of speech."""


class ClipStore:
    """Keeps clips by utterance until it is cleared; all in memory if a file can't be written.

    Args:
        max_bytes: the most bytes of samples to keep in memory otherwise.
    """

    def __init__(self, max_bytes: int = DEFAULT_MAX_BYTES) -> None:
        self._max_bytes = max_bytes
        self._write_lock = threading.Lock()
        self._lock = threading.Lock()  # for the fields below; never held during slow work
        self._in_memory: dict[Utterance, Clip] = {}  # the most recently used last
        self._bytes = 0
        self._frames: dict[Utterance, int] = {}
        self._file: _ClipFile | None = None

    def __contains__(self, utterance: Utterance) -> bool:
        return utterance in self._frames

    def __len__(self) -> int:
        return len(self._frames)

    def frames(self, utterance: Utterance) -> int | None:
        """Return the length of a clip in frames; None if it isn't here."""
        return self._frames.get(utterance)

    def get(self, utterance: Utterance) -> Clip | None:
        """Return a clip; None if it isn't here or can't be read any more."""
        with self._lock:
            clip = self._in_memory.pop(utterance, None)
            if clip is not None:
                self._in_memory[utterance] = clip
                return clip
            file = self._file
        clip = file.get(utterance) if file is not None else None
        with self._lock:
            if clip is not None:
                self._remember(utterance, clip)
                if self._bytes > self._max_bytes:  # the others are only in memory
                    self._drop(utterance)
            elif utterance in self._in_memory:  # put in the meantime
                clip = self._in_memory[utterance]
            else:
                self._frames.pop(utterance, None)
        return clip

    def put(self, utterance: Utterance, clip: Clip) -> None:
        """Keep a clip."""
        with self._write_lock:
            with self._lock:
                self._frames[utterance] = clip.frames
                self._remember(utterance, clip)
                excess = self._excess()
            if excess:
                self._write(excess)

    def clear(self) -> None:
        """Forget all clips."""
        with self._lock:
            file, self._file = self._file, None
            self._in_memory.clear()
            self._frames.clear()
            self._bytes = 0
        if file is not None:
            file.close()

    def _excess(self) -> dict[Utterance, Clip]:
        """Return the clips that don't fit into memory, least recently used first; with the lock."""
        *others, _newest = self._in_memory
        clips: dict[Utterance, Clip] = {}
        excess_bytes = self._bytes - self._max_bytes
        for utterance in others:
            if excess_bytes <= 0:
                break
            clips[utterance] = self._in_memory[utterance]
            excess_bytes -= len(clips[utterance].pcm)
        return clips

    def _write(self, clips: dict[Utterance, Clip]) -> None:
        """Write clips to the file, so that they may be dropped from memory."""
        # If the disk is full, they stay in memory. A file that has been closed raises too.
        with suppress(OSError, ValueError):
            file = self._file
            if file is None:
                file = self._file = _ClipFile()
            for utterance, clip in clips.items():
                file.put(utterance, clip)
        with self._lock:
            self._drop_excess()

    def _remember(self, utterance: Utterance, clip: Clip) -> None:
        """Put a clip into memory; call it with the lock held."""
        before = self._in_memory.pop(utterance, None)
        self._bytes += len(clip.pcm) - (len(before.pcm) if before is not None else 0)
        self._in_memory[utterance] = clip
        self._drop_excess()

    def _drop_excess(self) -> None:
        """Drop clips that are in the file too, least recently used first; with the lock held."""
        if self._file is None or self._bytes <= self._max_bytes:
            return
        *others, _newest = self._in_memory
        for utterance in others:
            if self._bytes <= self._max_bytes:
                break
            if utterance in self._file:
                self._drop(utterance)

    def _drop(self, utterance: Utterance) -> None:
        self._bytes -= len(self._in_memory.pop(utterance).pcm)


class _ClipFile:
    """A temporary file of clips, one after another."""

    def __init__(self) -> None:
        self._file: IO[bytes] = tempfile.TemporaryFile(prefix="coach-clips-", buffering=0)  # noqa: SIM115
        self._places: dict[Utterance, tuple[int, int]] = {}  # offset and size in bytes
        self._end = 0
        # For systems where readers and writers share one position in the file.
        self._position_lock = threading.Lock()

    def __contains__(self, utterance: Utterance) -> bool:
        return utterance in self._places

    def get(self, utterance: Utterance) -> Clip | None:
        """Return a clip; None if it isn't here or can't be read."""
        place = self._places.get(utterance)
        if place is None:
            return None
        offset, size = place
        try:
            pcm = self._read(offset, size)
        except (OSError, ValueError):  # the disk has failed, or the session is over
            return None
        return Clip(pcm) if len(pcm) == size else None

    def put(self, utterance: Utterance, clip: Clip) -> None:
        """Append a clip; one thread at a time.

        Raises:
            OSError: there is no room; earlier clips aren't affected.
        """
        if self._write(self._end, clip.pcm) != len(clip.pcm):
            raise OSError("only part of a clip was written")
        self._places[utterance] = (self._end, len(clip.pcm))
        self._end += len(clip.pcm)

    def close(self) -> None:
        with self._position_lock, suppress(OSError):
            self._file.close()

    def _read(self, offset: int, size: int) -> bytes:
        if hasattr(os, "pread"):
            return os.pread(self._file.fileno(), size, offset)
        with self._position_lock:
            self._file.seek(offset)
            return self._file.read(size)

    def _write(self, offset: int, pcm: bytes) -> int:
        if hasattr(os, "pwrite"):
            return os.pwrite(self._file.fileno(), pcm, offset)
        with self._position_lock:
            self._file.seek(offset)
            return self._file.write(pcm)
