"""The clips of one session in bounded memory: those in use at hand, the rest in a file of its own.

The file has no name, or vanishes when it is closed, so that nothing is left after a kill. Any
thread may ask: who asks does not wait for who writes, so that sound goes on beside a slow disk.
"""

from __future__ import annotations

import os
import tempfile
import threading
from contextlib import suppress
from typing import IO

from coach.model.clip import Clip
from coach.model.utterance import Utterance

MOST_BYTES = 16_000_000
"""Of samples in memory: nearly three minutes of speech."""


class Shelf:
    """Keeps clips by their utterances until it is cleared. Where no file can be, all are at hand.

    Args:
        most_bytes: of samples in memory.
    """

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self._most_bytes = most_bytes
        self._writing = threading.Lock()
        self._lock = threading.Lock()  # for the figures below; nothing slow is done under it
        self._at_hand: dict[Utterance, Clip] = {}  # the one that was asked for last stands last
        self._bytes = 0
        self._frames: dict[Utterance, int] = {}
        self._file: _Store | None = None

    def __contains__(self, utterance: Utterance) -> bool:
        return utterance in self._frames

    def __len__(self) -> int:
        return len(self._frames)

    def frames(self, utterance: Utterance) -> int | None:
        """Return the length of a clip; None if it is not here."""
        return self._frames.get(utterance)

    def get(self, utterance: Utterance) -> Clip | None:
        """Return a clip; None if it is not here, or can't be read any more."""
        with self._lock:
            clip = self._at_hand.pop(utterance, None)
            if clip is not None:
                self._at_hand[utterance] = clip
                return clip
            file = self._file
        clip = file.get(utterance) if file is not None else None
        with self._lock:
            if clip is not None:
                self._take(utterance, clip)
            elif utterance in self._at_hand:  # put meanwhile
                clip = self._at_hand[utterance]
            else:
                self._frames.pop(utterance, None)
        return clip

    def put(self, utterance: Utterance, clip: Clip) -> None:
        """Keep a clip."""
        with self._writing:
            with self._lock:
                self._frames[utterance] = clip.frames
                self._take(utterance, clip)
                full = self._bytes > self._most_bytes
                at_hand = dict(self._at_hand)
            if self._file is not None:
                self._write({utterance: clip})
            elif full:
                self._write(at_hand)

    def clear(self) -> None:
        """Forget all clips."""
        with self._lock:
            file, self._file = self._file, None
            self._at_hand.clear()
            self._frames.clear()
            self._bytes = 0
        if file is not None:
            file.close()

    def _write(self, clips: dict[Utterance, Clip]) -> None:
        """Have clips in the file too, so that memory may let them go."""
        # On a full disk what is new stays at hand; a file that is closed meanwhile takes no more.
        with suppress(OSError, ValueError):
            file = self._file
            if file is None:
                file = self._file = _Store()
            for utterance, clip in clips.items():
                file.put(utterance, clip)
        with self._lock:
            self._let_go()

    def _take(self, utterance: Utterance, clip: Clip) -> None:
        """Have a clip at hand; under the lock."""
        before = self._at_hand.pop(utterance, None)
        self._bytes += len(clip.pcm) - (len(before.pcm) if before is not None else 0)
        self._at_hand[utterance] = clip
        self._let_go()

    def _let_go(self) -> None:
        """Let go what the file has as well, the longest unasked first; under the lock."""
        if self._file is None or self._bytes <= self._most_bytes:
            return
        *others, _newest = self._at_hand
        for utterance in others:
            if self._bytes <= self._most_bytes:
                break
            if utterance in self._file:
                self._bytes -= len(self._at_hand.pop(utterance).pcm)


class _Store:
    """A file of clips, one after another."""

    def __init__(self) -> None:
        self._file: IO[bytes] = tempfile.TemporaryFile(prefix="coach-clips-", buffering=0)  # noqa: SIM115
        self._places: dict[Utterance, tuple[int, int]] = {}
        self._end = 0
        # Where a file has one place for all who read and write it, they go by turns.
        self._turn = threading.Lock()

    def __contains__(self, utterance: Utterance) -> bool:
        return utterance in self._places

    def get(self, utterance: Utterance) -> Clip | None:
        """Return a clip; None if it is not here, or can't be read."""
        place = self._places.get(utterance)
        if place is None:
            return None
        start, size = place
        try:
            pcm = self._read(start, size)
        except (OSError, ValueError):  # the disk has failed, or the session is over
            return None
        return Clip(pcm) if len(pcm) == size else None

    def put(self, utterance: Utterance, clip: Clip) -> None:
        """Add a clip; one thread at a time.

        Raises:
            OSError: there is no room; what was there before stays.
        """
        if self._write(self._end, clip.pcm) != len(clip.pcm):
            raise OSError("the disk took a part of a clip")
        self._places[utterance] = (self._end, len(clip.pcm))
        self._end += len(clip.pcm)

    def close(self) -> None:
        with self._turn, suppress(OSError):
            self._file.close()

    def _read(self, start: int, size: int) -> bytes:
        if hasattr(os, "pread"):
            return os.pread(self._file.fileno(), size, start)
        with self._turn:
            self._file.seek(start)
            return self._file.read(size)

    def _write(self, start: int, pcm: bytes) -> int:
        if hasattr(os, "pwrite"):
            return os.pwrite(self._file.fileno(), pcm, start)
        with self._turn:
            self._file.seek(start)
            return self._file.write(pcm)
