"""The clip cache: clips are kept between sessions, so that they sound the same and start at once.

Each clip is a file, named by a hash of everything that it depends on. Files are created atomically,
and of two processes that write the same clip the first one wins. Whatever is wrong with the folder,
a session works without it.

At the end of a session that has added clips, the least recently used files make room. A file's own
date says when it was used, to the day. A file that is missing or damaged is made again, so the
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
_HEADER = struct.Struct("<8sI32sIQ")  # magic, format, hash of the key, checksum, bytes of samples
_ABANDONED_S = 3600.0
"""How old a temporary file must be for its process to have been killed."""
_FILE_NAME = re.compile(rf"[0-9a-f]{{40}}\.clip(?P<temporary>{TEMPORARY_SUFFIX})?")
_DAY_S = 86_400.0
_MAX_CLIP_BYTES = 200_000_000
"""Over half an hour; the longest prompt at the slowest rate is a third of it."""
_TRIM_TO = 0.9
"""The share of `max_bytes` that trimming leaves, so that not every session trims again."""

DEFAULT_MAX_BYTES = 300_000_000
"""About an hour of prompts, which is every bundled routine in two voices."""


def cache_folder() -> Path:
    """Return where this person's clips are kept: in COACH_CACHE_DIR, or the platform's folder."""
    if chosen := os.environ.get("COACH_CACHE_DIR"):
        return Path(chosen) / "clips"
    import platformdirs  # noqa: PLC0415 (25 ms)

    return platformdirs.user_cache_path("coach", appauthor=False) / "clips"


@dataclass(frozen=True)
class CacheUsage:
    """How many clips a cache holds, and how many bytes all its files have."""

    clips: int
    size_bytes: int


class ClipCache:
    """The clips in a folder.

    Attributes:
        folder: where they are.
        max_bytes: how much trimming leaves at most, apart from this session's own clips.
        warning: why clips are not kept, as a sentence for the person; None while they are.
    """

    def __init__(self, folder: Path, max_bytes: int = DEFAULT_MAX_BYTES) -> None:
        self.folder = folder
        self.max_bytes = max_bytes
        self.warning: str | None = None
        self._prepared = False
        self._added = False
        self._used: set[str] = set()

    def get(self, fingerprint: str, utterance: Utterance) -> Clip | None:
        """Return a clip that is kept; None if there is none, or its file is damaged.

        Args:
            fingerprint: the voice's.
            utterance: as the voice was given it.
        """
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
        return _unpack(data, digest)

    def put(self, fingerprint: str, utterance: Utterance, clip: Clip) -> Clip:
        """Keep a clip, and return the one that is kept: an earlier one, if there is one.

        Where it can't be kept, `warning` says why.
        """
        if self.warning is not None:
            return clip
        digest = _digest(fingerprint, utterance)
        path = self._path(digest)
        self._added = True
        self._used.add(path.name)
        try:
            self._prepare()
            return _keep(path, clip, digest)
        except OSError as error:
            self.warning = (
                f"spoken prompts can't be kept in {self.folder} ({error.strerror or error}): "
                "each session will prepare them anew"
            )
            return clip

    def trim(self) -> None:
        """Remove the least recently used clips if there are too many, but not this session's own.

        A session that has added none does not even look.
        """
        if not self._added:
            return
        self._added = False
        files = sorted(self._files(), key=lambda file: (file.used_s, file.name))
        size = sum(file.size_bytes for file in files)
        if size <= self.max_bytes:
            return
        for file in files:
            if size <= self.max_bytes * _TRIM_TO:
                return
            if file.name not in self._used and self._remove(file):
                size -= file.size_bytes

    def usage(self) -> CacheUsage:
        """Return how much the cache holds."""
        return _usage(self._files())

    def clear(self) -> CacheUsage:
        """Remove all clips, and only clips; return how much was removed."""
        return _usage(file for file in self._files() if self._remove(file))

    def _files(self) -> Iterator[_File]:
        """Yield the cache's own files, but no others in the folder."""
        try:
            entries = list(os.scandir(self.folder))
        except OSError:
            return
        for entry in entries:
            if match := _FILE_NAME.fullmatch(entry.name):
                temporary = match["temporary"] is not None
                with suppress(OSError):
                    if entry.is_file(follow_symlinks=False):
                        status = entry.stat(follow_symlinks=False)
                        yield _File(entry.name, status.st_size, status.st_mtime, temporary)

    def _prepare(self) -> None:
        """Make the folder, once, and remove the temporary files of processes that were killed."""
        if self._prepared:
            return
        self.folder.mkdir(parents=True, exist_ok=True)
        for file in self._files():
            if file.temporary:
                self._remove(file)
        self._prepared = True

    def _remove(self, file: _File) -> bool:
        """Remove a file; False where it is being written, or the system does not allow it."""
        if file.temporary and file.used_s > time.time() - _ABANDONED_S:
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
    """A file of the cache.

    Attributes:
        name: without its folder.
        size_bytes: its size.
        used_s: when it was used, in seconds since 1970.
        temporary: whether it is being written, or was when its process was killed.
    """

    name: str
    size_bytes: int
    used_s: float
    temporary: bool


def _keep(path: Path, clip: Clip, digest: bytes) -> Clip:
    """Write a clip's file, unless there is a good one; return the clip that is in it."""
    data = _pack(clip, digest)
    if create_file(path, data):
        return clip
    with suppress(OSError):
        if (kept := _unpack(_read(path)[0], digest)) is not None:
            return kept
    replace_file(path, data)
    return clip


def _read(path: Path) -> tuple[bytes, float]:
    """Return a file's content, and when it was used, in seconds since 1970.

    Whatever is in a clip's place can't make a session wait or fill its memory.

    Raises:
        OSError: it can't be read, or can't be a clip.
    """
    with open_regular(path) as file:
        status = os.fstat(file.fileno())
        if status.st_size > _MAX_CLIP_BYTES:
            raise OSError("too large for a clip")
        return file.read(), status.st_mtime


def _usage(files: Iterable[_File]) -> CacheUsage:
    found = list(files)
    return CacheUsage(
        sum(not file.temporary for file in found), sum(file.size_bytes for file in found)
    )


def _digest(fingerprint: str, utterance: Utterance) -> bytes:
    key = f"{fingerprint}\0{utterance.pace}\0{utterance.text}"
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).digest()


def _pack(clip: Clip, digest: bytes) -> bytes:
    checksum = zlib.crc32(clip.pcm, zlib.crc32(digest))
    return _HEADER.pack(_MAGIC, _FORMAT, digest, checksum, len(clip.pcm)) + clip.pcm


def _unpack(data: bytes, digest: bytes) -> Clip | None:
    """Return the clip of a file; None if anything about it is wrong."""
    if len(data) < _HEADER.size:
        return None
    magic, version, kept_digest, checksum, size = _HEADER.unpack_from(data)
    pcm = data[_HEADER.size :]
    intact = (
        (magic, version, kept_digest, size) == (_MAGIC, _FORMAT, digest, len(pcm))
        and size > 0
        and size % 2 == 0
        and checksum == zlib.crc32(pcm, zlib.crc32(digest))
    )
    return Clip(pcm) if intact else None
