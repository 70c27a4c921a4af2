"""Has a session's words spoken while it plays: the next ones first, in a thread of its own."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from contextlib import suppress
from typing import Self

from coach.model.clip import SAMPLE_BYTES, Clip
from coach.model.timeline import Cue, Measure, Timeline
from coach.scheduling import part_index
from coach.speech import Utterance
from coach.speech.session_speech import SessionSpeech

_BATCH = 32
_SLOW_BATCH = 4
"""Few at a time for a slow voice, so that what is wanted now soon has its turn."""
_END_WITHIN_S = 2.0


class _ClosedError(Exception):
    """The session is over: no more speech is wanted."""


def _silence(cue: Cue) -> Clip:
    return Clip(bytes(SAMPLE_BYTES * (cue.end - cue.start)))


class BackgroundSynthesis:
    """The speech of a session that may still be in the making. Use it with `with`.

    Args:
        speech: the voice and its clips.
        estimate: the length of what has not been spoken yet.
        wake: set whenever something was spoken.
    """

    def __init__(self, speech: SessionSpeech, estimate: Measure, wake: threading.Event) -> None:
        self._speech = speech
        self._estimate = estimate
        self._wake = wake
        self._changed = threading.Condition()
        self._wanted: tuple[Utterance, ...] = ()
        self._urgent: tuple[Utterance, ...] = ()
        self._besides: tuple[Utterance, ...] = ()
        self._lost: set[Cue] = set()
        self._news = False
        self._closed = False
        self._failure: BaseException | None = None
        self._thread = threading.Thread(target=self._run, name="coach-speech", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        with self._changed:
            self._closed = True
            self._changed.notify()
        self._thread.join(_END_WITHIN_S)

    def measure(self, utterance: Utterance) -> int:
        """Return the length of an utterance's clip in frames, estimated while there is none."""
        ready = self._speech.is_ready(utterance)
        return self._speech.frames(utterance) if ready else self._estimate(utterance)

    def clip(self, cue: Cue) -> Clip:
        """Return the clip of a cue that is ready; any thread may ask, and nothing is spoken for it.

        Silence, once the disk that held it has failed.
        """
        if cue in self._lost:
            return _silence(cue)
        clip = self._speech.prepared_clip(cue.utterance)
        if clip is None:
            self._lost.add(cue)
            return _silence(cue)
        return clip

    def announcement(self, text: str) -> Clip | None:
        """Return the clip of a text beside the routine; None while it is not ready."""
        spoken = Utterance(text)
        return self._speech.clip(spoken) if self._speech.is_ready(spoken) else None

    def ready_until(self, timeline: Timeline, since: int = 0) -> int:
        """Return the frame up to which there are clips: the start of the first part without.

        Never before `since`: what has been heard of a part that has begun stays as it was.
        """
        for cue in timeline.cues:
            if cue.start >= since and not self._speech.is_ready(cue.utterance):
                part = part_index(timeline, cue.start)
                return max(since, cue.start if part is None else timeline.parts[part].start)
        return timeline.total

    def want(self, timeline: Timeline, position: int = 0) -> None:
        """Have what is missing of a timeline spoken, from a frame on, before all else."""
        missing = (cue.utterance for cue in timeline.cues if cue.start >= position)
        with self._changed:
            self._wanted = self._missing(missing)
            self._changed.notify()

    def want_besides(self, texts: Iterable[str], urgent: Iterable[str] = ()) -> None:
        """Have texts spoken when nothing else is to be; the urgent ones before all else."""
        with self._changed:
            self._urgent = self._missing(map(Utterance, urgent))
            self._besides = self._missing(map(Utterance, texts))
            self._changed.notify()

    def news(self) -> bool:
        """Return whether something has been spoken since this was asked last.

        Raises:
            VoiceError: the voice failed.
        """
        if self._failure is not None:
            raise self._failure
        news, self._news = self._news, False
        return news

    def _missing(self, utterances: Iterable[Utterance]) -> tuple[Utterance, ...]:
        return tuple(u for u in dict.fromkeys(utterances) if not self._speech.is_ready(u))

    def _run(self) -> None:
        try:
            with suppress(_ClosedError):
                while True:
                    self._speech.prepare(self._next(), self._progress)
                    self._news = True
                    self._wake.set()
        except BaseException as error:  # noqa: BLE001 - raised again in the main thread
            self._failure = error
            self._wake.set()

    def _next(self) -> tuple[Utterance, ...]:
        """Wait for work; the voice's processes end while there is none."""
        most = _SLOW_BATCH if self._speech.slow else _BATCH
        while True:
            with self._changed:
                if self._closed:
                    raise _ClosedError
                self._urgent = self._missing(self._urgent)
                self._wanted = self._missing(self._wanted)
                self._besides = self._missing(self._besides)
                batch = (*self._urgent, *self._wanted, *self._besides)[:most]
                if batch:
                    return batch
            self._speech.stop_engines()
            with self._changed:
                self._changed.wait_for(
                    lambda: self._closed or self._urgent or self._wanted or self._besides
                )

    def _progress(self, _done: int, _of: int) -> None:
        if self._closed:
            raise _ClosedError
