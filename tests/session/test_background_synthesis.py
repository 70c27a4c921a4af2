"""Speech that is synthesized while a session plays: the next words first, then the rest."""

from __future__ import annotations

import threading
from array import array
from collections.abc import Iterable, Iterator

import pytest
from tempo import half_a_second_a_word, timeline_of

from coach.model.clip import Clip
from coach.model.problems import VoiceError
from coach.scheduling import remeasured
from coach.session.background_synthesis import BackgroundSynthesis
from coach.speech import Utterance
from coach.speech.clip_store import ClipStore
from coach.speech.session_speech import SessionSpeech

TIMELINE = timeline_of("exercises: [{name: Wall sit, position: standing, hold: 20 s, reps: 2}]")


class Slow:
    """A voice that speaks only when allowed to, and a quarter slower than estimated."""

    name = fingerprint = "slow"
    slow = True

    def __init__(self) -> None:
        self.permits = threading.Semaphore(0)
        self.spoken: list[str] = []
        self.fails = False

    def render(self, utterances: Iterable[Utterance]) -> Iterator[tuple[Utterance, Clip]]:
        for utterance in utterances:
            assert self.permits.acquire(timeout=10)
            if self.fails:
                raise VoiceError("the voice failed")
            self.spoken.append(utterance.text)
            frames = half_a_second_a_word(utterance) * 5 // 4
            yield utterance, Clip(array("h", [1] * frames).tobytes())

    def close(self) -> None:
        pass


class Session:
    def __init__(self) -> None:
        self.voice = Slow()
        self.wake = threading.Event()
        self.prepared = BackgroundSynthesis(
            SessionSpeech(self.voice, None), half_a_second_a_word, self.wake
        )

    def speak(self, prompts: int) -> None:
        """Allow this many prompts to be spoken, and wait until that is reported."""
        self.voice.permits.release(prompts)
        assert self.wake.wait(10)
        self.wake.clear()


def test_prompts_are_spoken_in_order_and_the_ready_part_grows() -> None:
    session = Session()
    with session.prepared as prepared:
        assert prepared.ready_until(TIMELINE) == 0
        prepared.request(TIMELINE)
        prepared.request_announcements(["Slower."])
        session.speak(4)
        assert prepared.poll()
        assert not prepared.poll()
        assert session.voice.spoken == list(dict.fromkeys(c.text for c in TIMELINE.cues))[:4]
        updated = remeasured(TIMELINE, 0, prepared.measure)
        assert 0 < prepared.ready_until(updated) < updated.total
        assert prepared.announcement_clip("Slower.") is None


def test_the_ready_part_never_ends_before_the_current_position() -> None:
    session = Session()
    hold = next(cue for cue in TIMELINE.cues if cue.kind == "hold")
    with session.prepared as prepared:
        assert prepared.ready_until(TIMELINE, hold.end) == hold.end


def test_announcements_are_spoken_last() -> None:
    session = Session()
    with session.prepared as prepared:
        prepared.request(TIMELINE)
        prepared.request_announcements(["Slower."])
        session.voice.permits.release(100)
        while prepared.announcement_clip("Slower.") is None:
            assert session.wake.wait(10)
            session.wake.clear()
        assert session.voice.spoken[-1] == "Slower."
        updated = remeasured(TIMELINE, 0, prepared.measure)
        assert prepared.ready_until(updated) == updated.total
        assert all(prepared.clip(c).frames == c.end - c.start for c in updated.cues)


def test_urgent_announcements_are_spoken_first() -> None:
    session = Session()
    session.prepared.request(TIMELINE)
    session.prepared.request_announcements(["Slower."], ["Stopping. Slowly ease out of it."])
    session.voice.permits.release(100)
    with session.prepared as prepared:
        while prepared.announcement_clip("Slower.") is None:
            assert session.wake.wait(10)
            session.wake.clear()
    routine = list(dict.fromkeys(c.text for c in TIMELINE.cues))
    assert session.voice.spoken == ["Stopping. Slowly ease out of it.", *routine, "Slower."]


def test_an_unreadable_clip_is_silent_and_reported_once_without_speaking_again() -> None:
    faults: list[str] = []
    voice, store = Slow(), ClipStore(1)
    voice.permits.release(100)
    with SessionSpeech(voice, None, store=store, on_fault=faults.append) as speech:
        prepared = BackgroundSynthesis(speech, half_a_second_a_word, threading.Event())
        speech.prepare(cue.utterance for cue in TIMELINE.cues)
        timeline = remeasured(TIMELINE, 0, prepared.measure)
        first, spoken = timeline.cues[0], list(voice.spoken)
        assert any(prepared.clip(first).pcm)
        assert any(prepared.clip(timeline.cues[1]).pcm)  # the one that stays in memory
        assert store._file is not None
        store._file._places.clear()
        silence = Clip(bytes(2 * (first.end - first.start)))
        assert [prepared.clip(first), prepared.clip(first)] == [silence, silence]
    assert faults == ["The clip of `Wall sit` can't be read back. The words are on the screen."]
    assert voice.spoken == spoken


def test_a_voice_failure_is_raised_where_the_session_polls() -> None:
    session = Session()
    session.voice.fails = True
    with session.prepared as prepared:
        prepared.request(TIMELINE)
        session.speak(1)
        with pytest.raises(VoiceError, match="the voice failed"):
            prepared.poll()


def test_it_ends_with_the_session_in_the_middle_of_its_work() -> None:
    session = Session()
    with session.prepared as prepared:
        prepared.request(TIMELINE)
        session.voice.permits.release(1)
        while not session.voice.spoken:
            session.wake.wait(0.01)
        session.voice.permits.release(1)
    session.voice.permits.release(100)
    assert len(session.voice.spoken) < len({cue.text for cue in TIMELINE.cues})
