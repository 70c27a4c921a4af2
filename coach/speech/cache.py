"""Clips kept from one session to the next, so that a session sounds the same and starts at once.

One file a clip, named by a hash of all that it depends on. A file is written beside its place and
then linked to it, so that what stands there is whole, whoever is killed and whoever writes at the
same time; the first writer wins. Whatever is wrong with the folder, the session goes on without it.

What has not been used for longest makes room at the end of a session that has added clips. A file's
own time says when it was used, to the day. A file that is gone or damaged is made again, so that a
cache may be trimmed or cleared by anyone at any time.
"""

from __future__ import annotations

import hashlib
import os
import re
import struct
import time
import zlib
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from coach.files import TEMPORARY_SUFFIX, create_file, open_regular, replace_file
from coach.model.clip import Clip
from coach.model.utterance import Utterance

_MAGIC = b"coachclp"
_FORMAT = 1
_HEAD = struct.Struct("<8sI32sIQ")  # magic, format, hash of the key, checksum, bytes of samples
_UNFINISHED = ".part"
_STALE_S = 3600.0
_OURS = re.compile(rf"[0-9a-f]{{40}}\.clip({TEMPORARY_SUFFIX})?")
_DAY_S = 86_400.0
_MOST_CLIP_BYTES = 200_000_000
"""Over half an hour; the longest prompt at the slowest rate is a third of it."""
_TRIMMED_TO = 0.9
"""The share of the most bytes that trimming leaves, so that not every session trims again."""

MOST_BYTES = 300_000_000
"""By default: about an hour of prompts, which is every bundled routine in two voices."""


def cache_folder() -> Path:
    """Return where this person's clips are kept: in COACH_CACHE_DIR, or the platform's place."""
    if chosen := os.environ.get("COACH_CACHE_DIR"):
        return Path(chosen) / "clips"
    import platformdirs  # noqa: PLC0415 (25 ms)

    return platformdirs.user_cache_path("coach", appauthor=False) / "clips"


@dataclass(frozen=True)
class Holding:
    """How many clips a cache holds, and how many bytes all its files have."""

    clips: int
    size: int


class ClipCache:
    """The clips in one folder.

    Attributes:
        folder: where they are.
        most_bytes: what trimming leaves at most, beside the clips of this session.
        warning: why clips are not kept, as a sentence for the person; None while all is well.
    """

    def __init__(self, folder: Path, most_bytes: int = MOST_BYTES) -> None:
        self.folder = folder
        self.most_bytes = most_bytes
        self.warning: str | None = None
        self._ready = False
        self._added = False
        self._used: set[str] = set()

    def get(self, fingerprint: str, utterance: Utterance) -> Clip | None:
        """Return the kept clip; None if there is none, or its file is damaged."""
        digest = _digest(fingerprint, utterance)
        path = self._path(digest)
        try:
            data, used = _read(path)
        except OSError:
            return None
        self._used.add(path.name)
        now = time.time()
        if not now - _DAY_S < used <= now:
            with suppress(OSError):
                os.utime(path)
        return _unpacked(data, digest)

    def put(self, fingerprint: str, utterance: Utterance, clip: Clip) -> Clip:
        """Keep a clip and return the one that is kept: another's, if it was there before."""
        if self.warning is not None:
            return clip
        digest = _digest(fingerprint, utterance)
        path = self._path(digest)
        self._added = True
        self._used.add(path.name)
        try:
            self._prepare()
            return _kept(path, clip, digest)
        except OSError as error:
            self.warning = (
                f"spoken prompts can't be kept in {self.folder} ({error.strerror or error}): "
                "each session will prepare them anew"
            )
            return clip

    def trim(self) -> None:
        """Drop what has not been used for longest, if there is too much; not this session's own.

        Looks only if clips have been added: a session that speaks nothing new costs no look.
        """
        if not self._added:
            return
        self._added = False
        found = sorted(self._files(), key=lambda file: (file.used, file.name))
        size = sum(file.size for file in found)
        if size <= self.most_bytes:
            return
        for file in found:
            if size <= self.most_bytes * _TRIMMED_TO:
                return
            if file.name not in self._used and self._removed(file):
                size -= file.size

    def holding(self) -> Holding:
        """Return how much there is."""
        return _sum(self._files())

    def clear(self) -> Holding:
        """Remove all clips, and only clips; return how much is gone."""
        return _sum(file for file in self._files() if self._removed(file))

    def _files(self) -> Iterator[_File]:
        """Yield the cache's own files; others in the folder are nobody's business."""
        try:
            entries = list(os.scandir(self.folder))
        except OSError:
            return
        for entry in entries:
            if _OURS.fullmatch(entry.name):
                with suppress(OSError):
                    if entry.is_file(follow_symlinks=False):
                        facts = entry.stat(follow_symlinks=False)
                        yield _File(entry.name, facts.st_size, facts.st_mtime)

    def _prepare(self) -> None:
        """Make the folder, once, and clear what killed coaches have left."""
        if self._ready:
            return
        self.folder.mkdir(parents=True, exist_ok=True)
        for file in self._files():
            if file.unfinished:
                self._removed(file)
        self._ready = True

    def _removed(self, file: _File) -> bool:
        """Remove a file; False where somebody writes it now, or the system does not allow it."""
        if file.unfinished and file.used > time.time() - _STALE_S:
            return False
        try:
            (self.folder / file.name).unlink(missing_ok=True)
        except OSError:
            return False
        return True

    def _path(self, digest: bytes) -> Path:
        return self.folder / f"{digest.hex()[:40]}.clip"


@dataclass(frozen=True)
class _File:
    """A file of the cache, its bytes, and when it was used, in seconds since 1970."""

    name: str
    size: int
    used: float

    @property
    def unfinished(self) -> bool:
        """Whether it is being written, or was when its coach was killed."""
        return self.name.endswith(_UNFINISHED)


def _kept(path: Path, clip: Clip, digest: bytes) -> Clip:
    """Write a clip's file, unless a good one is there; return the clip that is in it."""
    data = _packed(clip, digest)
    if create_file(path, data):
        return clip
    with suppress(OSError):
        if (kept := _unpacked(_read(path)[0], digest)) is not None:
            return kept
    replace_file(path, data)
    return clip


def _read(path: Path) -> tuple[bytes, float]:
    """Return what a file holds, and when it was used; raises `OSError` for what is no file of ours.

    Nothing that stands in a clip's place makes a session wait, or fills its memory.
    """
    with open_regular(path) as file:
        status = os.fstat(file.fileno())
        if status.st_size > _MOST_CLIP_BYTES:
            raise OSError("it is no clip")
        return file.read(), status.st_mtime


def _sum(files: Iterable[_File]) -> Holding:
    found = list(files)
    return Holding(sum(not f.unfinished for f in found), sum(f.size for f in found))


def _digest(fingerprint: str, utterance: Utterance) -> bytes:
    key = f"{fingerprint}\0{utterance.pace}\0{utterance.text}"
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).digest()


def _packed(clip: Clip, digest: bytes) -> bytes:
    checksum = zlib.crc32(clip.pcm, zlib.crc32(digest))
    return _HEAD.pack(_MAGIC, _FORMAT, digest, checksum, len(clip.pcm)) + clip.pcm


def _unpacked(data: bytes, digest: bytes) -> Clip | None:
    """Return the clip of a file; None if anything about it is wrong."""
    if len(data) < _HEAD.size:
        return None
    magic, version, kept_digest, checksum, size = _HEAD.unpack_from(data)
    pcm = data[_HEAD.size :]
    whole = (
        (magic, version, kept_digest, size) == (_MAGIC, _FORMAT, digest, len(pcm))
        and size > 0
        and size % 2 == 0
        and checksum == zlib.crc32(pcm, zlib.crc32(digest))
    )
    return Clip(pcm) if whole else None
