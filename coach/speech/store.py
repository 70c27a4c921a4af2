"""The clips of one session: from memory, from the cache, or spoken now."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from coach.clip import Clip
from coach.speech.cache import ClipCache
from coach.speech.voice import Utterance, Voice

if TYPE_CHECKING:
    from types import TracebackType

    from typing_extensions import Self


class Speech:
    """What a session needs of a voice: the clip of an utterance, always the same one.

    The voice's engine is started only when a clip is missing.

    Args:
        voice: speaks what is missing; closed with this.
        cache: keeps clips from session to session; None to keep nothing.
    """

    def __init__(self, voice: Voice, cache: ClipCache | None) -> None:
        self._voice = voice
        self._cache = cache
        self._fingerprint = voice.fingerprint
        self._clips: dict[Utterance, Clip] = {}

    @property
    def name(self) -> str:
        """The voice's name, as ``--voice`` takes it."""
        return self._voice.name

    @property
    def slow(self) -> bool:
        """Whether the voice takes so long that a routine is worth making while it plays."""
        return self._voice.slow

    @property
    def warning(self) -> str | None:
        """Why clips are not kept, as a sentence for the person; None while all is well."""
        return self._cache.warning if self._cache else None

    def prepare(
        self,
        utterances: Iterable[Utterance],
        progress: Callable[[int, int], None] | None = None,
    ) -> None:
        """Have the clips of all these ready, speaking those that are missing side by side.

        Args:
            utterances: may name one several times.
            progress: is told, after each clip that had to be spoken, how many are done of how many.

        Raises:
            VoiceError: the engine is missing or failed at a prompt; what was spoken is kept.
        """
        missing = [u for u in dict.fromkeys(utterances) if not self._known(u)]
        if not missing:
            return
        for done, (utterance, clip) in enumerate(self._voice.render(missing), start=1):
            self._keep(utterance, clip)
            if progress is not None:
                progress(done, len(missing))

    def ready(self, utterance: Utterance) -> bool:
        """Whether an utterance's clip is there, so that nothing has to be spoken for it."""
        return self._known(utterance)

    def clip(self, utterance: Utterance) -> Clip:
        """Return an utterance's clip, spoken now if it was not prepared."""
        if utterance not in self._clips:
            self.prepare([utterance])
        return self._clips[utterance]

    def frames(self, utterance: Utterance) -> int:
        """Return the length of an utterance's clip."""
        return self.clip(utterance).frames

    def rest(self) -> None:
        """End the voice's processes until another clip is missing; to be called before playing."""
        self._voice.close()

    def forget(self) -> None:
        """Keep no clips in memory that the cache can give again."""
        if self._cache and not self._cache.warning:
            self._clips.clear()

    def close(self) -> None:
        """End the voice's processes and forget the clips."""
        self._voice.close()
        self._clips.clear()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _known(self, utterance: Utterance) -> bool:
        if utterance in self._clips:
            return True
        kept = self._cache.get(self._fingerprint, utterance) if self._cache else None
        if kept is not None:
            self._clips[utterance] = kept
        return kept is not None

    def _keep(self, utterance: Utterance, clip: Clip) -> None:
        if self._cache:
            clip = self._cache.put(self._fingerprint, utterance, clip)
        self._clips[utterance] = clip
