"""Synthesizes a session's speech in the background while it plays, the next cues first."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from contextlib import suppress
from typing import Self

from coach.model.clip import SAMPLE_BYTES, Clip
from coach.model.timeline import Cue, Measure, Timeline
from coach.speech import Utterance
from coach.speech.session_speech import SessionSpeech

_BATCH = 32
_SLOW_BATCH = 4
"""Smaller for a slow voice, so that urgent prompts don't wait long."""
_CLOSE_WITHIN_S = 2.0


class _ClosedError(Exception):
    """The session is over: no more speech is needed."""


def _silent_clip(cue: Cue) -> Clip:
    return Clip(bytes(SAMPLE_BYTES * (cue.end - cue.start)))


class BackgroundSynthesis:
    """A session's speech, some of which may not exist yet. Use it as a context manager.

    Args:
        speech: the voice and its clips.
        estimate: estimates the length of utterances that haven't been synthesized yet.
        wake: set whenever clips have become ready.
    """

    def __init__(self, speech: SessionSpeech, estimate: Measure, wake: threading.Event) -> None:
        self._speech = speech
        self._estimate = estimate
        self._wake = wake
        self._changed = threading.Condition()
        self._urgent: tuple[Utterance, ...] = ()
        self._cues: tuple[Utterance, ...] = ()
        self._announcements: tuple[Utterance, ...] = ()
        self._lost: set[Cue] = set()
        self._new_clips = False
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
        self._thread.join(_CLOSE_WITHIN_S)

    def measure(self, utterance: Utterance) -> int:
        """Return the length of an utterance's clip in frames, estimated if there is none yet."""
        ready = self._speech.is_ready(utterance)
        return self._speech.frames(utterance) if ready else self._estimate(utterance)

    def clip(self, cue: Cue) -> Clip:
        """Return the clip of a cue that is ready. May be called from any thread.

        This never synthesizes: if the clip can't be read back from the disk, the result is silent.
        """
        if cue in self._lost:
            return _silent_clip(cue)
        clip = self._speech.prepared_clip(cue.utterance)
        if clip is None:
            self._lost.add(cue)
            return _silent_clip(cue)
        return clip

    def announcement_clip(self, text: str) -> Clip | None:
        """Return the clip for an announcement's text; None if it isn't ready."""
        utterance = Utterance(text)
        return self._speech.clip(utterance) if self._speech.is_ready(utterance) else None

    def ready_until(self, timeline: Timeline, since: int = 0) -> int:
        """Return the frame up to which all clips are ready, the start of a slot that lacks one.

        The result is never before `since`, because a slot that has begun to play can't change.
        """
        for cue in timeline.cues:
            if cue.start >= since and not self._speech.is_ready(cue.utterance):
                slot = timeline.slot_at(cue.start)
                return max(since, cue.start if slot is None else slot.start)
        return timeline.total

    def request(self, timeline: Timeline, position: int = 0) -> None:
        """Synthesize a timeline's missing clips from a frame on; replaces any earlier request."""
        cues = (cue.utterance for cue in timeline.cues if cue.start >= position)
        with self._changed:
            self._cues = self._missing(cues)
            self._changed.notify()

    def request_announcements(self, texts: Iterable[str], urgent: Iterable[str] = ()) -> None:
        """Synthesize texts after the timeline's cues, but the urgent ones before anything else."""
        with self._changed:
            self._urgent = self._missing(map(Utterance, urgent))
            self._announcements = self._missing(map(Utterance, texts))
            self._changed.notify()

    def poll(self) -> bool:
        """Return whether clips have become ready since the last call.

        Raises:
            VoiceError: the voice failed.
        """
        if self._failure is not None:
            raise self._failure
        new_clips, self._new_clips = self._new_clips, False
        return new_clips

    def _missing(self, utterances: Iterable[Utterance]) -> tuple[Utterance, ...]:
        return tuple(u for u in dict.fromkeys(utterances) if not self._speech.is_ready(u))

    def _run(self) -> None:
        try:
            with suppress(_ClosedError):
                while True:
                    self._speech.prepare(self._next_batch(), self._progress)
                    self._new_clips = True
                    self._wake.set()
        except BaseException as error:  # noqa: BLE001 - `poll` raises it in the main thread
            self._failure = error
            self._wake.set()

    def _next_batch(self) -> tuple[Utterance, ...]:
        """Return the next utterances; while there are none, stop the engines and wait."""
        size = _SLOW_BATCH if self._speech.slow else _BATCH
        while True:
            with self._changed:
                if self._closed:
                    raise _ClosedError
                self._urgent = self._missing(self._urgent)
                self._cues = self._missing(self._cues)
                self._announcements = self._missing(self._announcements)
                batch = (*self._urgent, *self._cues, *self._announcements)[:size]
                if batch:
                    return batch
            self._speech.stop_engines()
            with self._changed:
                self._changed.wait_for(
                    lambda: self._closed or self._urgent or self._cues or self._announcements
                )

    def _progress(self, _done: int, _total: int) -> None:
        if self._closed:
            raise _ClosedError
