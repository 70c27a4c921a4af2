"""The clip cache keeps clips between sessions, so that they sound the same and start at once.

Each clip is a file, named by a hash of everything that it depends on. Files are created atomically,
and if two processes write the same clip, the first one wins. Whatever is wrong with the folder,
a session works without it.

If the cache has grown too large by the end of a session, the least recently used files are removed.
A file's modification time says when it was last used, to the day. A missing or damaged file is made
again, so anyone may trim or clear the cache at any time.
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
"""A temporary file older than this was left behind by a process that was killed."""
_FILE_NAME = re.compile(rf"[0-9a-f]{{40}}\.clip(?P<temporary>{TEMPORARY_SUFFIX})?")
_DAY_S = 86_400.0
_MAX_CLIP_BYTES = 200_000_000
"""Over half an hour; the longest prompt at the slowest rate takes a third of that."""
_TRIM_TO = 0.9
"""The share of `max_bytes` that trimming leaves, so that not every session has to trim."""

DEFAULT_MAX_BYTES = 300_000_000
"""About an hour of prompts: enough for every bundled routine in two voices."""


def cache_folder() -> Path:
    """Return the folder of this person's clips, in COACH_CACHE_DIR or the platform's cache."""
    if chosen := os.environ.get("COACH_CACHE_DIR"):
        return Path(chosen) / "clips"
    import platformdirs  # noqa: PLC0415 (25 ms)

    return platformdirs.user_cache_path("coach", appauthor=False) / "clips"


@dataclass(frozen=True)
class CacheUsage:
    """How many clips a cache holds, and the size of all its files."""

    clips: int
    size_bytes: int


class ClipCache:
    """The clips in a folder.

    Attributes:
        folder: where they are.
        max_bytes: the most that trimming leaves, not counting this session's own clips.
        warning: why clips can't be kept, as sentences for the person; None while they can.
    """

    def __init__(self, folder: Path, max_bytes: int = DEFAULT_MAX_BYTES) -> None:
        self.folder = folder
        self.max_bytes = max_bytes
        self.warning: str | None = None
        self._prepared = False
        self._added = False
        self._used: set[str] = set()

    def get(self, fingerprint: str, utterance: Utterance) -> Clip | None:
        """Return a clip from the cache; None if it isn't there or its file is damaged.

        Args:
            fingerprint: the voice's.
            utterance: as it was given to the voice.
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
        """Keep a clip, and return the one in the cache: an earlier one, if there is one.

        If it can't be kept, `warning` says why.
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
                f"Spoken prompts can't be kept in `{self.folder}` ({error.strerror or error}). "
                "Each session will prepare them again."
            )
            return clip

    def trim(self) -> None:
        """Remove the least recently used clips if there are too many, but not this session's own.

        Does nothing if this session hasn't added any.
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
        """Yield the cache's own files, and no others in the folder."""
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
        """Remove a file; return False if it is being written or the system doesn't allow it."""
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
        used_s: when it was last used, in seconds since 1970.
        temporary: whether it is being written, or was when its process was killed.
    """

    name: str
    size_bytes: int
    used_s: float
    temporary: bool


def _keep(path: Path, clip: Clip, digest: bytes) -> Clip:
    """Write a clip's file unless there is a valid one; return the clip that is in it."""
    data = _pack(clip, digest)
    if create_file(path, data):
        return clip
    with suppress(OSError):
        if (kept := _unpack(_read(path)[0], digest)) is not None:
            return kept
    replace_file(path, data)
    return clip


def _read(path: Path) -> tuple[bytes, float]:
    """Return a file's content, and when it was last used, in seconds since 1970.

    Whatever else is in a clip's place can't make a session wait or fill its memory.

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
    """Return the clip in a file's data; None if anything about it is wrong."""
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
