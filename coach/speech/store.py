"""The clips of one session: from memory, from the cache, or spoken now."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Self

from coach.model.clip import SAMPLE_BYTES, Clip
from coach.model.problems import CoachError, VoiceError
from coach.model.tone import tone_clip
from coach.model.units import DEFAULT_WORDS_PER_MINUTE
from coach.model.utterance import Utterance
from coach.speech.cache import ClipCache
from coach.speech.clip_store import Shelf
from coach.speech.estimate import estimate_frames, in_english
from coach.speech.lexicon import said_right
from coach.speech.sanitize import shown, spoken
from coach.speech.voice import PromptError, Voice

if TYPE_CHECKING:
    from types import TracebackType

MOST_FAULTS = 3
"""At how many prompts a voice may fail in a live session before it is asked no more."""


class Speech:
    """What a session needs of a voice: the clip of an utterance, always the same one.

    The voice's engine is started only when a clip is missing.

    With `on_fault` this is a live session's, which no prompt stops: where the voice fails, another
    steps in, and where none can speak, there is silence for as long as the words would take, and
    the words are on the screen. A voice that can't say the very first word is an error even then.

    Args:
        voice: speaks what is missing; closed with this.
        cache: keeps clips from session to session; None to keep nothing.
        language: the routine's language tag, for the words that engines say wrong.
        stand_ins: open the voices that may step in, the best first; one that can't be opened is
            passed over.
        on_fault: told each fault once, as a sentence; called by the thread that prepares.
        words_per_minute: the voice's rate, for a silence as long as words would take.
        shelf: keeps the session's clips, for another bound of memory than the usual one.
    """

    def __init__(
        self,
        voice: Voice,
        cache: ClipCache | None,
        *,
        language: str = "",
        words_per_minute: int = DEFAULT_WORDS_PER_MINUTE,
        stand_ins: Sequence[Callable[[], Voice]] = (),
        on_fault: Callable[[str], None] | None = None,
        shelf: Shelf | None = None,
    ) -> None:
        self._cache = cache
        self._language = language
        self._in_english = in_english(words_per_minute, language)
        self._voices = [_Mouth(voice, cache, language)]
        self._stand_ins = list(stand_ins)
        self._on_fault = on_fault
        self._shelf = Shelf() if shelf is None else shelf

    @property
    def name(self) -> str:
        """The voice's name, as ``--voice`` takes it."""
        return self._voices[0].name

    @property
    def slow(self) -> bool:
        """Whether the voice takes so long that a routine is worth making while it plays."""
        return self._voices[0].voice.slow

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
            progress: is told, before any clip that has to be spoken and after each, how many are
                done of how many. A voice that is new here is measured first, which takes seconds.

        Raises:
            VoiceError: the engine is missing or failed at a prompt; what was spoken is kept.
        """
        missing = [u for u in dict.fromkeys(utterances) if not self._known(u)]
        if not missing:
            return
        if progress is not None:
            progress(0, len(missing))
        made = self._voices[0].speak(missing) if self._on_fault is None else self._somehow(missing)
        for done, (utterance, clip) in enumerate(made, start=1):
            self._shelf.put(utterance, clip)
            if progress is not None:
                progress(done, len(missing))

    def ready(self, utterance: Utterance) -> bool:
        """Whether an utterance's clip is there, so that nothing has to be spoken for it."""
        return self._known(utterance)

    def clip(self, utterance: Utterance) -> Clip:
        """Return an utterance's clip, spoken now if it was not prepared."""
        clip = self._shelf.get(utterance)
        if clip is None:
            self.prepare([utterance])
            clip = self._shelf.get(utterance)
        if clip is None:
            raise VoiceError(
                f"the spoken prompt '{shown(utterance.text)}' can't be read again: try again"
            )
        return clip

    def at_hand(self, utterance: Utterance) -> Clip | None:
        """Return the clip of an utterance that was prepared, and never speak: for the sound thread.

        None, which is told as a fault, where the disk that held it can't be read any more.
        """
        clip = self._shelf.get(utterance)
        if clip is None:
            self._tell(
                f"'{shown(utterance.text)}' can't be read again: the words are on the screen"
            )
        return clip

    def frames(self, utterance: Utterance) -> int:
        """Return the length of an utterance's clip."""
        length = self._shelf.frames(utterance)
        return self.clip(utterance).frames if length is None else length

    def rest(self) -> None:
        """End the voice's processes until another clip is missing; to be called before playing."""
        for mouth in self._voices:
            mouth.voice.close()

    def close(self) -> None:
        """End the voice's processes, forget the clips, and keep the cache within its size."""
        self.rest()
        self._shelf.clear()
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

    def _known(self, utterance: Utterance) -> bool:
        if utterance in self._shelf:
            return True
        if utterance.tone is not None:
            kept: Clip | None = tone_clip(utterance.tone)
        else:
            kept = self._voices[0].kept(utterance)
        if kept is not None:
            self._shelf.put(utterance, kept)
        return kept is not None

    # -- a live session --------------------------------------------------------------------------

    def _somehow(self, missing: list[Utterance]) -> Iterator[tuple[Utterance, Clip]]:
        """Yield a clip for each utterance, whatever happens."""
        speakable = []
        for utterance in missing:
            try:
                spoken(utterance.text)
            except VoiceError as error:
                self._tell(f"{error}; it is on the screen when its time comes")
                yield utterance, self._silence(utterance)
            else:
                speakable.append(utterance)
        yield from self._spoken_by(0, speakable)

    def _spoken_by(
        self, place: int, utterances: list[Utterance]
    ) -> Iterator[tuple[Utterance, Clip]]:
        """Yield clips by the voice at a place in the order, else by those after it."""
        mouth = self._mouth(place)
        if mouth is None:
            yield from ((utterance, self._silence(utterance)) for utterance in utterances)
            return
        left = dict.fromkeys(utterances)
        failed: list[Utterance] = []
        while left and not mouth.given_up:
            try:
                for utterance, clip in mouth.speak(list(left)):
                    del left[utterance]
                    yield utterance, clip
            except PromptError as error:
                faulty = [u for u in left if mouth.given(u).text == error.text]
                failed += faulty
                for utterance in faulty:
                    del left[utterance]
                mouth.faults += 1
                mouth.given_up = mouth.faults == MOST_FAULTS or not faulty
                prompt = faulty[0].text if faulty else error.text
                what = f"{mouth.name} can't say '{shown(prompt)}' ({error.reason})"
                self._tell(f"{what}: {self._instead(place + 1)}")
            except VoiceError as error:
                if place == 0 and not self._shelf:
                    raise
                mouth.given_up = True
                self._tell(
                    f"{mouth.name} can't speak any more ({error}): {self._instead(place + 1)}"
                )
        if failed or left:
            yield from self._spoken_by(place + 1, [*failed, *left])

    def _mouth(self, place: int) -> _Mouth | None:
        """Return the voice at a place in the order, opened when it is first wanted."""
        while place >= len(self._voices) and self._stand_ins:
            opens = self._stand_ins.pop(0)
            try:
                self._voices.append(_Mouth(opens(), self._cache, self._language))
            except CoachError:
                continue
        return self._voices[place] if place < len(self._voices) else None

    def _instead(self, place: int) -> str:
        mouth = self._mouth(place)
        return f"{mouth.name} steps in" if mouth else "the words are on the screen"

    def _silence(self, utterance: Utterance) -> Clip:
        return Clip(bytes(SAMPLE_BYTES * estimate_frames(utterance, self._in_english)))

    def _tell(self, sentence: str) -> None:
        if self._on_fault is not None:
            self._on_fault(sentence)


class _Mouth:
    """A voice with the clips that are kept of it.

    Attributes:
        voice: the voice.
        faults: at how many prompts it has failed.
        given_up: whether it is asked no more.
    """

    def __init__(self, voice: Voice, cache: ClipCache | None, language: str) -> None:
        self.voice = voice
        self.faults = 0
        self.given_up = False
        self._cache = cache
        self._fingerprint = voice.fingerprint
        self._respell = said_right(voice.name.partition(":")[0], language)

    @property
    def name(self) -> str:
        return self.voice.name

    def given(self, utterance: Utterance) -> Utterance:
        """Return what the engine is given: words that it says wrong are spelled for it.

        Clips are kept under this, so that a word spelled anew is spoken anew.
        """
        return Utterance(self._respell(utterance.text), utterance.pace)

    def kept(self, utterance: Utterance) -> Clip | None:
        """Return the clip that is kept of an utterance."""
        return self._cache.get(self._fingerprint, self.given(utterance)) if self._cache else None

    def speak(self, utterances: Iterable[Utterance]) -> Iterator[tuple[Utterance, Clip]]:
        """Speak each utterance and keep its clip.

        Raises:
            VoiceError: as `Voice.render`.
        """
        asked: dict[Utterance, list[Utterance]] = {}
        for utterance in utterances:
            asked.setdefault(self.given(utterance), []).append(utterance)
        for given, clip in self.voice.render(asked):
            kept = self._cache.put(self._fingerprint, given, clip) if self._cache else clip
            yield from ((utterance, kept) for utterance in asked[given])
