"""The clips of one session: found or spoken once, and the same from then on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Self

from coach.model.clip import Clip
from coach.model.problems import VoiceError
from coach.model.units import DEFAULT_WORDS_PER_MINUTE
from coach.model.utterance import Utterance
from coach.speech.cache import ClipCache
from coach.speech.clip_sources import CachedClips, ClipChain, ClipSource, ToneClips, VoiceClips
from coach.speech.clip_store import ClipStore
from coach.speech.estimate import english_equivalent_rate
from coach.speech.live_voices import LiveVoices
from coach.speech.sanitize import excerpt
from coach.speech.voice import Voice

if TYPE_CHECKING:
    from types import TracebackType


class SessionSpeech:
    """Provides the clip of each utterance in a session.

    The voice's engine is started only when a clip is missing.

    With `on_fault`, it is for a live session, which no prompt may stop: see `LiveVoices`.

    Args:
        voice: speaks what is missing; closed together with this object.
        cache: keeps clips from session to session; None to keep none.
        language: the routine's language tag, for the words that engines mispronounce.
        fallback_voices: functions that open the voices that may take over in a live session, best
            first; one that can't be opened is skipped.
        on_fault: called once with each fault, as sentences for the person, by the thread that
            asks for clips.
        words_per_minute: the voice's rate, for silence that is as long as the words would take.
        store: keeps the session's clips; by default one with the usual memory limit.
    """

    def __init__(
        self,
        voice: Voice,
        cache: ClipCache | None,
        *,
        language: str = "",
        words_per_minute: int = DEFAULT_WORDS_PER_MINUTE,
        fallback_voices: Sequence[Callable[[], Voice]] = (),
        on_fault: Callable[[str], None] | None = None,
        store: ClipStore | None = None,
    ) -> None:
        self._voice = voice
        self._cache = cache
        self._on_fault = on_fault
        self._store = ClipStore() if store is None else store
        spoken = VoiceClips(voice, cache, language)
        speaker: ClipSource = spoken
        self._live: LiveVoices | None = None
        if on_fault is not None:
            speaker = self._live = LiveVoices(
                spoken,
                fallback_voices,
                on_fault=on_fault,
                has_begun=lambda: bool(self._store),
                words_per_minute=english_equivalent_rate(words_per_minute, language),
            )
        # An author's own recordings would come after the tones.
        self._sources = ClipChain(ToneClips(), CachedClips(spoken), speaker)

    @property
    def name(self) -> str:
        """The voice's name, as ``--voice`` takes it."""
        return self._voice.name

    @property
    def slow(self) -> bool:
        """Whether speech takes so long to make that a session begins before all of it is ready."""
        return self._voice.slow

    @property
    def cache_warning(self) -> str | None:
        """Why clips can't be kept, as sentences for the person; None while they can."""
        return self._cache.warning if self._cache else None

    def prepare(
        self,
        utterances: Iterable[Utterance],
        progress: Callable[[int, int], None] | None = None,
    ) -> None:
        """Get the clips of all utterances ready, speaking the missing ones in parallel.

        Args:
            utterances: may contain duplicates.
            progress: called with how many of the missing clips are done, and how many there are,
                before the first one and after each. A voice that is used for the first time is
                measured before that, which takes seconds.

        Raises:
            VoiceError: the engine is missing or failed at a prompt; clips made so far are kept.
        """
        missing = [u for u in dict.fromkeys(utterances) if not self.is_ready(u)]
        if not missing:
            return
        if progress is not None:
            progress(0, len(missing))
        for done, (utterance, clip) in enumerate(self._sources.make(missing), start=1):
            self._store.put(utterance, clip)
            if progress is not None:
                progress(done, len(missing))

    def is_ready(self, utterance: Utterance) -> bool:
        """Whether an utterance's clip is available without speaking."""
        if utterance in self._store:
            return True
        clip = self._sources.find(utterance)
        if clip is not None:
            self._store.put(utterance, clip)
        return clip is not None

    def clip(self, utterance: Utterance) -> Clip:
        """Return an utterance's clip, spoken now if it wasn't prepared.

        Raises:
            VoiceError: it can't be spoken, or can't be read back from the session's file.
        """
        clip = self._store.get(utterance)
        if clip is None:
            self.prepare([utterance])
            clip = self._store.get(utterance)
        if clip is None:
            raise VoiceError(
                f"The clip of `{excerpt(utterance.text)}` can't be read back. Try again."
            )
        return clip

    def prepared_clip(self, utterance: Utterance) -> Clip | None:
        """Return the clip of an utterance that was prepared; for the sound thread.

        It never speaks. If the clip can't be read back from the disk, it reports a fault and
        returns None.
        """
        clip = self._store.get(utterance)
        if clip is None and self._on_fault is not None:
            self._on_fault(
                f"The clip of `{excerpt(utterance.text)}` can't be read back. "
                "The words are on the screen."
            )
        return clip

    def frames(self, utterance: Utterance) -> int:
        """Return the length of an utterance's clip in frames, spoken now if it wasn't prepared."""
        length = self._store.frames(utterance)
        return self.clip(utterance).frames if length is None else length

    def stop_engines(self) -> None:
        """End the voices' processes until a clip is missing; call it before playing."""
        for voice in [self._voice] if self._live is None else self._live.voices:
            voice.close()

    def close(self) -> None:
        """End the voices' processes, forget the clips and trim the cache."""
        self.stop_engines()
        self._store.clear()
        if self._cache:
            self._cache.trim()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()
