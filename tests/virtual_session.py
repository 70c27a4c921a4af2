"""A session in virtual time, with a voice in which texts can be told apart."""

from __future__ import annotations

from array import array
from collections.abc import Callable
from dataclasses import replace

import numpy as np
from tempo import half_a_second_a_word, routine_of
from virtual_sound import World

from coach.model.clip import Clip
from coach.model.timeline import Cue, Timeline
from coach.model.units import FRAME_RATE
from coach.model.utterance import Utterance
from coach.phrases import load
from coach.planning import Choices, Plan, plan
from coach.playback import Player
from coach.playback.mixer import Mixer
from coach.playback.transport import Command
from coach.scheduling import schedule
from coach.session.announcements import Announcements
from coach.session.controller import SessionController

ENGLISH = load("en")
CHOICES = Choices(intro="none", lead_in_s=0)
ROUTINE = routine_of(
    """exercises:
  - name: Child's Pose
    position: kneeling
    set_up: Kneel down.
    hold: 20 s
    reps: 2
  - name: Hip raise
    position: on your back
    set_up: Knees bent.
    sets: 2
    reps: 2
    phases:
      - {say: Lift up., short: Lift, for: 4 s}
      - {say: Lower down., short: Lower, for: 4 s}
  - name: Wall sit
    position: standing
    until: you stop
    at_most: 60 s
"""
)


def plan_at(tempo: int) -> Plan:
    return plan(ROUTINE, replace(CHOICES, tempo=tempo), ENGLISH)


class Words:
    """A voice in which every text has its own level, at half a second a word."""

    def __init__(self) -> None:
        self.level_of: dict[str, int] = {}
        self._clips: dict[str, Clip] = {}

    def sound(self, text: str) -> Clip:
        if text not in self._clips:
            level = self.level_of[text] = 1000 + 10 * len(self.level_of)
            length = half_a_second_a_word(Utterance(text))
            self._clips[text] = Clip(array("h", [level]).tobytes() * length)
        return self._clips[text]

    def heard(self, levels: array[int]) -> list[tuple[str, float, float]]:
        """Return each text that was heard, its start and its length without fades, in seconds."""
        text_of = {level: text for text, level in self.level_of.items()}
        samples = np.array(levels)
        starts = np.flatnonzero(np.diff(samples, prepend=samples[0] + 1))
        ends = np.append(starts[1:], len(samples))
        return [
            (
                text_of[int(samples[at])],
                round(at / FRAME_RATE, 2),
                round((end - at) / FRAME_RATE, 2),
            )
            for at, end in zip(starts.tolist(), ends.tolist(), strict=True)
            if int(samples[at]) in text_of and end - at > 100
        ]


class FakeSpeech:
    """Speech that is all ready, or only as far as a test allows."""

    def __init__(self, words: Words) -> None:
        self._words = words
        self.until: int | None = None
        self.wanted: list[tuple[Timeline, int]] = []
        self.spoke = False

    def measure(self, utterance: Utterance) -> int:
        return half_a_second_a_word(utterance)

    def clip(self, cue: Cue) -> Clip:
        return Clip(self._words.sound(cue.text).pcm[: 2 * (cue.end - cue.start)])

    def ready_until(self, timeline: Timeline, since: int) -> int:
        return timeline.total if self.until is None else max(self.until, since)

    def request(self, timeline: Timeline, position: int) -> None:
        self.wanted.append((timeline, position))

    def poll(self) -> bool:
        spoke, self.spoke = self.spoke, False
        return spoke


class SlowSpeech(FakeSpeech):
    """Speech synthesized during the session: a few prompts a second, longer than estimated."""

    def __init__(self, words: Words, prompts_a_second: float) -> None:
        super().__init__(words)
        self._ready: set[Utterance] = set()
        self._missing: list[Utterance] = []
        self._prompts_a_second = prompts_a_second
        self._credit = 0.0

    def measure(self, utterance: Utterance) -> int:
        length = half_a_second_a_word(utterance)
        return length if utterance in self._ready else length * 4 // 5

    def clip(self, cue: Cue) -> Clip:
        assert cue.utterance in self._ready, f"{cue} has not been spoken"
        samples = self._words.sound(cue.text).pcm
        return Clip(samples[: 2 * half_a_second_a_word(cue.utterance)])

    def ready_until(self, timeline: Timeline, since: int) -> int:
        for cue in timeline.cues:
            if cue.start >= since and cue.utterance not in self._ready:
                slot = timeline.slot_at(cue.start)
                return max(since, cue.start if slot is None else slot.start)
        return timeline.total

    def request(self, timeline: Timeline, position: int) -> None:
        wanted = [c.utterance for c in timeline.cues if c.start >= position]
        self._missing = [w for w in dict.fromkeys(wanted) if w not in self._ready]

    def speak(self, prompts: int) -> None:
        for _ in range(min(prompts, len(self._missing))):
            self._ready.add(self._missing.pop(0))
            self.spoke = True

    def live(self, seconds: float) -> None:
        self._credit += seconds * self._prompts_a_second
        self.speak(int(self._credit))
        self._credit -= int(self._credit)


class Session:
    """A player and its controller, a virtual card and a clock.

    Args:
        ready_until: the frame up to which speech is ready; by default all of it is.
        plan_at: returns the plan to play at a tempo.
        prompts_a_second: how many prompts are synthesized a second; by default all are ready.
    """

    def __init__(
        self,
        ready_until: int | None = None,
        *,
        plan_at: Callable[[int], Plan] = plan_at,
        prompts_a_second: float | None = None,
    ) -> None:
        self.world = World()
        self.words = Words()
        self.speech = FakeSpeech(self.words)
        self.announced: list[str] = []
        self.keys_shown = 0
        self.keys_toggle_off = False
        timeline = schedule(plan_at(100), half_a_second_a_word)
        self.speech.until = ready_until
        if prompts_a_second is not None:
            self.speech = SlowSpeech(self.words, prompts_a_second)
            self.speech.request(timeline, 0)
            self.speech.speak(3)
            timeline = schedule(plan_at(100), self.speech.measure)
            ready_until = self.speech.ready_until(timeline, 0)
            self.speech.request(timeline, 0)
        self.player = Player(
            Mixer(timeline, self.speech.clip, ready_until), self.world.open, clock=self.world
        )
        self.controller = SessionController(
            self.player,
            plan_at=plan_at,
            speech=self.speech,
            announcements=Announcements(ENGLISH, self.words.sound),
            clock=self.world,
            show_keys=self.show_keys,
        )
        self.player.play()

    def show_keys(self) -> bool:
        self.keys_shown += 1
        return not self.keys_toggle_off

    def cue(self, text: str, which: int = 0) -> Cue:
        return [cue for cue in self.player.timeline.cues if cue.text == text][which]

    def play_until(self, position: int) -> None:
        """Play until a frame of the timeline is heard."""
        deadline = self.world.now() + 600
        while self.player.position < position:
            assert self.world.now() < deadline
            self.live(max(0.01, (position - self.player.position) / FRAME_RATE))

    def live(self, seconds: float) -> None:
        """Let the session go on for this long."""
        end = self.world.now() + seconds
        while self.world.now() < end and not self.player.done:
            before = self.world.now()
            self.player.wait(end - before)
            if isinstance(self.speech, SlowSpeech):
                self.speech.live(self.world.now() - before)
            self.controller.update()
            if self.controller.announcement and self.controller.announcement not in self.announced:
                self.announced.append(self.controller.announcement)

    def ask(self, *commands: Command) -> None:
        for command in commands:
            self.controller.handle(command)
            self.announced += [self.controller.announcement] if self.controller.announcement else []

    def heard(self, since_s: float = 0) -> list[tuple[str, float, float]]:
        everything = self.words.heard(self.world.card.levels())
        return [row for row in everything if row[1] >= since_s]

    def texts(self, since_s: float) -> list[str]:
        return [text for text, _, _ in self.heard(since_s)]

    @property
    def now_s(self) -> float:
        """The position in the stream, in seconds, up to which sound has been handed over."""
        return len(self.world.card.got) / 2 / FRAME_RATE
