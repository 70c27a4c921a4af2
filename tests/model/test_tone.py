"""Tones at the start and the end of a hold: when they are heard, and how they sound."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from itertools import pairwise

import pytest
from tempo import half_a_second_a_word, routine_of, rows

from coach.export.timetable import Heading, as_table
from coach.model.clip import Clip, samples
from coach.model.timeline import Timeline
from coach.model.tone import LENGTH_S, tone_clip
from coach.model.units import FRAME_RATE, frames
from coach.model.utterance import TONE_TEXT, Tone, Utterance
from coach.phrases import load
from coach.planning import Choices, plan
from coach.playback.mixer import Mixer
from coach.scheduling import schedule
from coach.speech import estimate_frames
from coach.speech.session_speech import SessionSpeech

TONE = frames(LENGTH_S)


def measure(utterance: Utterance) -> int:
    return TONE if utterance.tone else half_a_second_a_word(utterance)


def timeline_of(yaml: str) -> Timeline:
    made = plan(routine_of(yaml), Choices(intro="none", lead_in_s=0), load("en"))
    return schedule(made, measure)


HOLDS = """
voice: {tones: yes}
exercises:
  - {name: Stretch, hold: 12 s, reps: 2}
"""


def test_tones_mark_the_exact_start_and_end_of_a_hold() -> None:
    assert rows(timeline_of(HOLDS), "rep", "hold", "count", "release") == [
        "0:00.0 ♪",
        "0:00.4 Hold for twelve seconds.",
        "0:09.0 Three.",
        "0:10.0 Two.",
        "0:11.0 One.",
        "0:12.0 ♪",
        "0:12.4 And slowly ease out of it.",
        "0:16.5 Once more. Back into position.",
        "0:22.0 ♪",
        "0:22.4 Hold.",
        "0:31.0 Three.",
        "0:32.0 Two.",
        "0:33.0 One.",
        "0:34.0 ♪",
        "0:34.4 And slowly ease out of it.",
    ]


@pytest.mark.parametrize(
    ("kind", "tones"),
    [
        ("hold: 3 breaths", 2),
        ("until: you stop\n    at_most: 40 s", 2),
        ("for: 20 s", 0),
        ("every: 4 s\n    reps: 3", 0),
        ("phases: [{say: Up, for: 3 s}]", 0),
        ("hold: 10 s\n    side: alternating", 4),
        ("hold: 10 s\n    voice: {tones: no}", 0),
    ],
)
def test_only_holds_and_open_ended_efforts_have_tones(kind: str, tones: int) -> None:
    yaml = f"voice: {{tones: yes}}\nexercises:\n  - name: S\n    {kind}\n"
    cues = timeline_of(yaml).cues
    assert sum(cue.tone is not None for cue in cues) == tones


def test_by_default_there_are_no_tones() -> None:
    cues = timeline_of("exercises: [{name: S, hold: 10 s}]\n").cues
    assert {cue.tone for cue in cues} == {None}
    assert TONE_TEXT not in {cue.text for cue in cues}


def test_the_words_of_a_hold_get_the_time_after_the_tone() -> None:
    yaml = "voice: {tones: yes}\nexercises: [{name: S, hold: 2.3 s}]\n"
    hold = next(c for c in timeline_of(yaml).cues if c.kind == "hold" and c.tone is None)
    assert (hold.hurried, hold.grown) == (True, 0)
    table = as_table(timeline_of(yaml.replace("2.3", "1")), Heading("Test", "en-US"))
    assert "Hold for one second.  [1.4 s longer than its time]" in table


def test_a_tone_is_soft_and_low_and_does_not_click() -> None:
    pitches_hz: dict[Tone, int] = {"start": 330, "end": 247}
    for tone, pitch_hz in pitches_hz.items():
        clip = tone_clip(tone)
        assert clip.frames == TONE
        values = samples(clip.pcm)
        peak = max(map(abs, values))
        assert -27 < 20 * math.log10(peak / 32767) <= -24
        assert max(map(abs, values[:48])) < peak / 50
        assert max(map(abs, values[-48:])) < peak / 50
        middle = values[2400:7200]  # a tenth of a second
        rising = sum(a < 0 <= b for a, b in pairwise(middle))
        assert abs(rising - pitch_hz / 10) <= 1


class RecordingVoice:
    """Records what it is asked to speak."""

    name = "fake:anna"
    fingerprint = "anna"
    slow = False

    def __init__(self) -> None:
        self.asked: list[str] = []

    def render(self, utterances: Iterable[Utterance]) -> Iterator[tuple[Utterance, Clip]]:
        for utterance in utterances:
            self.asked.append(utterance.text)
            yield utterance, Clip(bytes(2 * half_a_second_a_word(utterance)))

    def close(self) -> None:
        pass


def test_no_voice_is_asked_for_a_tone() -> None:
    voice = RecordingVoice()
    speech = SessionSpeech(voice, None)
    made = plan(routine_of(HOLDS), Choices(intro="none"), load("en"), rate=200)
    timeline = schedule(made, speech.frames)
    assert not {text for text in voice.asked if TONE_TEXT in text}
    mixer = Mixer(timeline, lambda cue: speech.clip(cue.utterance))
    at = next(cue.start for cue in timeline.cues if cue.tone is not None)
    assert mixer.block(at, TONE) == tone_clip("start").pcm
    assert estimate_frames(Utterance(TONE_TEXT, tone="end"), 80) == TONE < FRAME_RATE


def test_respelling_leaves_tones_alone() -> None:
    yaml = "voice: {tones: yes, say_as: {\u266a: note}}\nexercises: [{name: S, hold: 10 s}]\n"
    tones = {cue.utterance for cue in timeline_of(yaml).cues if cue.tone is not None}
    assert tones == {Utterance(TONE_TEXT, tone="start"), Utterance(TONE_TEXT, tone="end")}
