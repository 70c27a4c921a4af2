"""Clips kept from one session to the next, so that a session sounds the same and starts at once.

One file a clip, named by a hash of all that it depends on. A file is written beside its place and
then linked to it, so that what stands there is whole, whoever is killed and whoever writes at the
same time; the first writer wins. Whatever is wrong with the folder, the session goes on without it.
"""

from __future__ import annotations

import hashlib
import os
import struct
import time
import zlib
from contextlib import suppress
from pathlib import Path

from coach.clip import Clip
from coach.speech.voice import Utterance

_MAGIC = b"coachclp"
_FORMAT = 1
_HEAD = struct.Struct("<8sI32sIQ")  # magic, format, hash of the key, checksum, bytes of samples
_UNFINISHED = ".part"
_STALE_S = 3600.0


def cache_folder() -> Path:
    """Return where this person's clips are kept: in COACH_CACHE_DIR, or the platform's place."""
    if chosen := os.environ.get("COACH_CACHE_DIR"):
        return Path(chosen) / "clips"
    import platformdirs  # noqa: PLC0415 (25 ms)

    return platformdirs.user_cache_path("coach", appauthor=False) / "clips"


class ClipCache:
    """The clips in one folder.

    Attributes:
        warning: why clips are not kept, as a sentence for the person; None while all is well.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._ready = False
        self.warning: str | None = None

    def get(self, fingerprint: str, utterance: Utterance) -> Clip | None:
        """Return the kept clip; None if there is none, or its file is damaged."""
        digest = _digest(fingerprint, utterance)
        try:
            data = self._path(digest).read_bytes()
        except OSError:
            return None
        return _unpacked(data, digest)

    def put(self, fingerprint: str, utterance: Utterance, clip: Clip) -> Clip:
        """Keep a clip and return the one that is kept: another's, if it was there before."""
        if self.warning is not None:
            return clip
        digest = _digest(fingerprint, utterance)
        path = self._path(digest)
        unfinished = path.with_name(f"{path.name}.{os.getpid()}-{time.monotonic_ns()}{_UNFINISHED}")
        try:
            self._prepare()
            try:
                unfinished.write_bytes(_packed(clip, digest))
                return self._placed(unfinished, path, clip, digest)
            finally:
                with suppress(OSError):
                    unfinished.unlink(missing_ok=True)
        except OSError as error:
            self.warning = (
                f"spoken prompts can't be kept in {self._folder} ({error.strerror or error}): "
                "each session will prepare them anew"
            )
            return clip

    def _placed(self, unfinished: Path, path: Path, clip: Clip, digest: bytes) -> Clip:
        """Give a finished file its name, unless a good one has it."""
        try:
            os.link(unfinished, path)
        except FileExistsError:
            with suppress(OSError):
                if (kept := _unpacked(path.read_bytes(), digest)) is not None:
                    return kept
        except OSError:
            pass  # a file system without links: the last writer wins there
        else:
            return clip
        unfinished.replace(path)
        return clip

    def _prepare(self) -> None:
        """Make the folder, once, and clear what killed coaches have left."""
        if self._ready:
            return
        self._folder.mkdir(parents=True, exist_ok=True)
        old = time.time() - _STALE_S
        for entry in os.scandir(self._folder):
            if entry.name.endswith(_UNFINISHED):
                with suppress(OSError):
                    if entry.stat().st_mtime < old:
                        Path(entry.path).unlink()
        self._ready = True

    def _path(self, digest: bytes) -> Path:
        return self._folder / f"{digest.hex()[:40]}.clip"


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
