"""Turns commands and interruptions into playback requests and announcements.

`docs/playing.md` describes what each command does.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from coach.model.clip import SAMPLE_BYTES
from coach.model.timeline import Timeline
from coach.model.units import frames, seconds
from coach.planning import Plan
from coach.playback import Interruption, Player, ResumePoint, transport
from coach.playback.clock import Clock
from coach.playback.mixer import Mixer
from coach.playback.transport import Command
from coach.scheduling import at_tempo, longer, remeasured
from coach.session import resume_offer
from coach.session.announcements import Announcement, Announcements
from coach.session.continuity import Continuity
from coach.session.screen import SessionState, SoundStatus
from coach.session.synthesis import Synthesis

LONG_PAUSE_S = 10.0
"""After a longer pause, the set-up is repeated briefly before the rep."""
AWAY_S = 60.0
"""After a longer one the person has been up, and gets the exercise's own time for the way in."""
INTO_POSITION_S = 5.0
ANNOUNCED_STALL_S = 3.0
"""A shorter stall is shown, but not spoken."""
SHOWN_S = 2.5
"""The shortest time that an announcement is shown."""
READ_S = 5.0
"""How long the closing words are shown if they can't be heard."""
LONG_ANSWER_S = 6.0
"""A longer answer, such as the keys, counts as a pause: the session doesn't resume mid-lift."""
SOON_FRAMES = frames(1)
"""If the next words are further off, "Let's go on." tells the person that the session resumes."""
AUDIBLE_FRAMES = frames(0.5)
"""With less of a cue left, a change of loudness can't be heard."""
_LOUDEST_DB, _SOFTEST_DB, _STEP_DB = 6, -18, 3


@dataclass(frozen=True)
class CurrentAnnouncement:
    """The latest announcement.

    Attributes:
        text: its words.
        shown_until: when to stop showing it, in seconds on the clock.
        heard_until: when its sound ends, in seconds on the clock.
    """

    text: str
    shown_until: float
    heard_until: float


@dataclass(frozen=True)
class PendingSetUp:
    """A set-up that is being repeated before a frame, and has to be heard in full."""

    announcement: Announcement
    position: int


class SessionController:
    """Controls a player, even after an interruption. Use it from the thread that waits for it.

    Attributes:
        stopping: whether the closing words are being said.

    Args:
        player: plays the session's timeline.
        plan_at: returns the plan at a tempo in per cent.
        speech: the session's speech.
        announcements: makes announcements.
        clock: the player's clock.
        show_keys: shows or hides the list of keys; returns whether it is now shown.
        tempo: the tempo to start with, in per cent of the author's.
    """

    def __init__(
        self,
        player: Player,
        *,
        plan_at: Callable[[int], Plan],
        speech: Synthesis,
        announcements: Announcements,
        clock: Clock,
        show_keys: Callable[[], bool],
        tempo: int = 100,
    ) -> None:
        self._player = player
        self._plan_at = plan_at
        self._speech = speech
        self._announcements = announcements
        self._clock = clock
        self._show_keys = show_keys
        self._tempo = tempo
        self._loudness_db = 0
        self._paused_at = 0.0
        self._waited_at: int | None = None
        self._current: CurrentAnnouncement | None = None
        self._pending: PendingSetUp | None = None
        self._synthesizing = player.ready_until < player.timeline.total
        self._measured_from = 0
        self._continuity = Continuity()
        self.stopping = False
        player.on_interruption = self.resume_after
        self._actions: dict[Command, Callable[[], None]] = {
            Command.PAUSE: self._pause,
            Command.READY: self._ready,
            Command.NEXT: self._next,
            Command.AGAIN: self._again,
            Command.REPEAT: self._repeat,
            Command.SKIP_REST: self._skip_rest,
            Command.MORE: self._more,
            Command.SLOWER: self._slower,
            Command.FASTER: self._faster,
            Command.LOUDER: self._louder,
            Command.SOFTER: self._softer,
            Command.TIME_LEFT: self._time_left,
            Command.HELP: self._help,
        }

    @property
    def announcement(self) -> str:
        """The announcement to show now; empty if there is none."""
        if self._current is None or self._clock.now() > self._current.shown_until:
            return ""
        return self._current.text

    @property
    def _announcing(self) -> bool:
        """Whether an announcement is being heard."""
        return self._current is not None and self._clock.now() <= self._current.heard_until

    @property
    def tempo(self) -> int:
        """The speed of the phases, in per cent of the author's."""
        return self._tempo

    def state(self) -> SessionState:
        """Return the session's current state."""
        player, timeline, position = self._player, self._player.timeline, self._player.position
        standing = player.paused or player.starved or not player.output_name
        return SessionState(
            timeline,
            position,
            paused=player.paused,
            announcement=self.announcement,
            silent=not player.audible,
            stopping=self.stopping,
            can_be_ready=(
                player.paused
                or transport.ready_point(timeline, position) is not None
                or resume_offer.is_open(timeline, position)
            ),
            played_from=self._continuity.played_from(
                position, self._clock.now(), standing=standing
            ),
            ready_until=player.ready_until if player.ready_until < timeline.total else None,
            tempo=self._tempo,
            sound=SoundStatus(player.output_name, player.underruns, player.stalls),
        )

    def handle(self, command: Command) -> None:
        """Carry out a command."""
        if command is Command.STOP:
            self._stop()
        elif not self.stopping:
            self._actions[command]()

    def update(self) -> None:
        """Play speech that has become ready; if the session has to wait for more, say so."""
        player, timeline = self._player, self._player.timeline
        if self._pending is not None and player.position > self._pending.position:
            self._pending = None  # it has been heard
        if self._speech.poll() and player.ready_until < timeline.total:
            self._remeasure(timeline, player.ready_until)
        elif player.starved and self._waited_at != player.ready_until and not self.stopping:
            self._waited_at = player.ready_until
            announcement = self._announcements.phrase("one_moment")
            self._announce(announcement)
            player.announce(announcement.pcm)

    def resume_after(self, interruption: Interruption) -> ResumePoint:
        """Return how to resume after the sound was lost or the process stalled."""
        reason = "sound_back" if interruption.kind == "sound" else "held_up"
        position, resumption = self._resumption(interruption.position, interruption.seconds)
        self._pending = PendingSetUp(resumption, position) if resumption.pcm else None
        self._waited_at = None
        explanation = self._announcements.phrase(reason)
        if interruption.kind == "stall" and interruption.seconds < ANNOUNCED_STALL_S:
            # Shown, not spoken: the words that were cut off are repeated at once.
            explanation = Announcement(explanation.text)
        announcement = explanation.then(resumption)
        if self._player.audible:
            self._announce(announcement)
        return ResumePoint(position, announcement.pcm)

    # -- the commands ----------------------------------------------------------------------------

    def _pause(self) -> None:
        if self._player.paused:
            self._resume()
            return
        self._current = None
        self._player.pause(self._announcements.phrase("paused").pcm)
        self._paused_at = self._clock.now()

    def _resume(self) -> None:
        away_s = self._clock.now() - self._paused_at
        self._player.pause()  # cuts an announcement short
        position, announcement = self._resumption(self._settle(), away_s)
        if announcement.pcm:
            self._pending = PendingSetUp(announcement, position)
        elif transport.silence_until_next_cue(self._player.timeline, position) > SOON_FRAMES:
            announcement = Announcement("", self._announcements.phrase("we_go_on").pcm)
        self._resume_from(position, announcement)

    def _resumption(self, position: int, away_s: float) -> tuple[int, Announcement]:
        """Return where to resume after a break of `away_s` seconds, and what to say first."""
        timeline = self._player.timeline
        rep = transport.rep_point(timeline, position)
        if away_s <= LONG_PAUSE_S or rep is None:
            position = transport.resume_point(timeline, position)
            announcement = self._pending_at(position) or Announcement("")
            if away_s > LONG_PAUSE_S and transport.getting_ready(timeline, position):
                cues = transport.set_up_to_repeat(timeline, position - 1)
                announcement = self._announcements.repeat(cues, self._speech.clip)
            return position, announcement
        cues = transport.set_up_to_repeat(timeline, position)
        ready = transport.ready_cue(timeline, position)
        if not cues:
            return rep, Announcement("")
        if ready is not None and ready.start >= rep:
            ready = None  # it comes by itself, and may not have been synthesized yet
        move_s, wait_s = 0.0, INTO_POSITION_S
        if away_s > AWAY_S:
            move_s = seconds(transport.way_in_frames(timeline, position, "move"))
            wait_s = max(wait_s, seconds(transport.way_in_frames(timeline, position, "ready")))
        announcement = self._announcements.repeat_set_up(
            cues, ready, self._speech.clip, move_s=move_s, wait_s=wait_s
        )
        return rep, announcement

    def _stop(self) -> None:
        if self.stopping:
            self._player.stop()
            return
        self.stopping = True
        self._pending = None
        position = transport.body_position_at(self._player.timeline, self._player.position)
        announcement = self._announcements.closing(position)
        if not announcement.pcm:
            announcement = Announcement(announcement.text, bytes(frames(READ_S) * SAMPLE_BYTES))
        self._announce(announcement)
        self._player.finish(announcement.pcm)

    def _ready(self) -> None:
        """End a wait, an answer, a set-up that is being repeated, or a pause."""
        player = self._player
        if player.paused:
            self._resume()
            return
        position = self._settle()
        pending = self._pending_at(position) is not None
        point = None
        if not pending:
            point = transport.ready_point(player.timeline, player.effective_position())
        if point is None and (pending or self._announcing):
            self._seek(position)
        else:
            self._end_wait(point, "no_wait")

    def _next(self) -> None:
        """Go to the next exercise; after the last one, say how long is left."""
        point = transport.next_point(self._player.timeline, self._player.effective_position())
        if point is None:
            self._time_left()
        else:
            self._seek_section(point)

    def _again(self) -> None:
        player = self._player
        self._seek_section(transport.again_point(player.timeline, player.effective_position()))

    def _repeat(self) -> None:
        """Repeat the last words; after a long pause, just resume."""
        if self._player.paused and self._clock.now() - self._paused_at > LONG_PAUSE_S:
            self._resume()
            return
        point = transport.repeat_point(self._player.timeline, self._player.effective_position())
        self._seek(max(point, self._measured_from))

    def _skip_rest(self) -> None:
        point = transport.skip_point(self._player.timeline, self._player.effective_position())
        self._end_wait(point, "no_rest")

    def _more(self) -> None:
        stay_paused, position = self._player.paused, self._halt()
        timeline = longer(
            self._player.timeline, position, transport.MORE_FRAMES, self._speech.measure
        )
        answer = self._announcements.phrase("no_more" if timeline is None else "more")
        self._resume_from(position, answer, timeline, stay_paused=stay_paused)

    def _slower(self) -> None:
        self._change_tempo(Command.SLOWER)

    def _faster(self) -> None:
        self._change_tempo(Command.FASTER)

    def _change_tempo(self, command: Command) -> None:
        tempo = transport.tempo_after(command, self._tempo)
        stay_paused, position = self._player.paused, self._halt()
        if tempo is None:
            limit = "fastest" if command is Command.FASTER else "slowest"
            answer = self._announcements.phrase(limit)
            self._resume_from(position, answer, stay_paused=stay_paused)
            return
        self._tempo = tempo
        timeline = at_tempo(
            self._player.timeline, position, self._plan_at(tempo), self._speech.measure
        )
        answer = self._announcements.phrase(command.value)
        self._resume_from(position, answer, timeline, stay_paused=stay_paused)

    def _louder(self) -> None:
        self._change_loudness(Command.LOUDER, min(_LOUDEST_DB, self._loudness_db + _STEP_DB))

    def _softer(self) -> None:
        self._change_loudness(Command.SOFTER, max(_SOFTEST_DB, self._loudness_db - _STEP_DB))

    def _change_loudness(self, command: Command, loudness_db: int) -> None:
        """Change the loudness at once; if nothing is being said, also confirm it aloud."""
        limit = "loudest" if command is Command.LOUDER else "softest"
        phrase = limit if loudness_db == self._loudness_db else command.value
        self._loudness_db = loudness_db
        self._player.gain = 10 ** (loudness_db / 20)
        if phrase == limit or not (self._announcing or self._cue_is_audible()):
            self._answer(self._announcements.phrase(phrase))

    def _cue_is_audible(self) -> bool:
        """Whether enough of a cue is left to hear how loud it is."""
        player = self._player
        cue = transport.cue_in_progress(player.timeline, player.position)
        playing = not (player.paused or player.starved) and player.audible
        return playing and cue is not None and cue.end - player.position > AUDIBLE_FRAMES

    def _time_left(self) -> None:
        minutes = transport.minutes_left(self._player.timeline, self._player.position)
        self._answer(self._announcements.time_left(minutes))

    def _help(self) -> None:
        """Show the keys and say them; the second time, hide them and stop saying them."""
        answer = self._announcements.phrase("help")
        repeated = self._current is not None and self.announcement == answer.text
        shown = self._show_keys()
        self._answer(Announcement("") if repeated or not shown else answer)

    # -- what the commands use -------------------------------------------------------------------

    def _halt(self) -> int:
        """Pause the player, and return where to resume: the start of any cue that was cut off."""
        self._player.pause()
        return transport.cue_boundary(self._player.timeline, self._settle())

    def _settle(self) -> int:
        """Return the timeline's current frame; drop a pending set-up that belongs elsewhere."""
        position = self._player.settle()
        if self._pending is not None and self._pending.position != position:
            self._pending = None
        return position

    def _answer(self, answer: Announcement) -> None:
        """Say something and stay where we are; after a long answer, the rep begins again."""
        stay_paused, position = self._player.paused, self._halt()
        if answer.seconds > LONG_ANSWER_S:
            position = transport.resume_point(self._player.timeline, position)
        self._resume_from(position, answer, stay_paused=stay_paused)

    def _resume_from(
        self,
        position: int,
        announcement: Announcement,
        timeline: Timeline | None = None,
        *,
        stay_paused: bool = False,
    ) -> None:
        """Resume from a frame after an announcement, or stay paused there.

        A set-up that the announcement cut off is repeated after it.
        """
        mixer = None if timeline is None else self._mixer(timeline, position)
        pending = None if stay_paused else self._pending_at(position)
        if pending is not None and pending is not announcement:
            announcement = announcement.then(pending)
        self._announce(announcement)
        if stay_paused:
            self._player.stay_paused_at(position, announcement.pcm, mixer)
        else:
            self._player.resume_from(position, announcement.pcm, mixer)

    def _pending_at(self, position: int) -> Announcement | None:
        """Return the set-up that is being repeated before a frame, unless it has been heard."""
        pending = self._pending
        return pending.announcement if pending and pending.position == position else None

    def _seek(self, position: int, mixer: Mixer | None = None) -> None:
        self._current = self._pending = None
        self._player.seek(position, mixer)

    def _seek_section(self, position: int) -> None:
        """Go to the start of a section, whose speech may not be ready yet."""
        player = self._player
        if not self._synthesizing or self._measured_from <= position < player.ready_until:
            self._seek(position)
            return
        # The speech in between hasn't been synthesized: for the voice, the session begins here.
        self._measured_from = position
        self._waited_at = None
        timeline = remeasured(player.timeline, position, self._speech.measure)
        self._seek(position, self._mixer(timeline, position))

    def _end_wait(self, point: int | None, refusal: str) -> None:
        """Go to the end of a wait; if there is none, say so, unless one is just ending anyway."""
        player = self._player
        if point is not None:
            self._seek(point)
        elif player.paused or not transport.wait_is_ending(
            player.timeline, player.effective_position()
        ):
            self._answer(self._announcements.phrase(refusal))

    def _mixer(self, timeline: Timeline, position: int) -> Mixer:
        ready_until = self._speech.ready_until(timeline, position)
        if ready_until < timeline.total:
            self._synthesizing = True
            self._speech.request(timeline, position)
        return Mixer(timeline, self._speech.clip, ready_until)

    def _remeasure(self, timeline: Timeline, since: int) -> None:
        """Replace estimated lengths after a frame with those that are known by now."""
        measured = remeasured(timeline, since, self._speech.measure)
        mixer = self._mixer(measured, since)
        if mixer.ready_until > since or measured != timeline:
            self._player.replace(mixer)

    def _announce(self, announcement: Announcement) -> None:
        """Remember what is being said, to show it for a while even if it can't be heard."""
        now = self._clock.now()
        shown_s = max(announcement.seconds, SHOWN_S) if announcement.text else 0
        self._current = CurrentAnnouncement(
            announcement.text, now + shown_s, now + announcement.seconds
        )
