"""Does what the person asks for: a command and a place become orders to the player, and words.

What each command does, for people: `docs/playing.md`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from coach.model.clip import SAMPLE_BYTES, Clip
from coach.model.timeline import Cue, Timeline
from coach.model.units import frames, seconds
from coach.model.utterance import Utterance
from coach.planning import Plan
from coach.playback import Interruption, Player, ResumePoint, transport
from coach.playback.clock import Clock
from coach.playback.mixer import Mixer
from coach.playback.transport import Command
from coach.scheduling import at_tempo, longer, remeasured
from coach.session.announcements import Announcement, Announcements, after

LONG_PAUSE_S = 10.0
"""After a longer pause the set-up is said again, in short, before the rep."""
AWAY_S = 60.0
"""After a longer one the person has been up, and gets the exercise's own time to get ready."""
INTO_POSITION_S = 5.0
TOLD_STALL_S = 3.0
"""A shorter stall is over before it could be told of."""
SHOWN_S = 2.5
"""For how long an answer is shown at least."""
READ_S = 5.0
"""For how long the ending is shown, where it can't be heard."""
LONG_ANSWER_S = 6.0
"""A longer answer (the keys) counts as a pause: nobody goes on in mid-lift after it."""
SOON_FRAMES = frames(1)
"""Where the next words are further off, *going on* is said: else nobody could hear that it does."""
FADED_FRAMES = frames(0.5)
"""With less of a cue left nobody hears that it has become louder."""
_LOUDEST_DB, _SOFTEST_DB, _STEP_DB = 6, -18, 3


class SessionSpeech(Protocol):
    """Speech that may still be in the making; see `preparation`."""

    def measure(self, utterance: Utterance) -> int:
        """Return the length of an utterance's clip in frames, estimated while there is none."""
        ...

    def clip(self, cue: Cue) -> Clip:
        """Return the clip of a cue that is ready."""
        ...

    def ready_until(self, timeline: Timeline, since: int) -> int:
        """Return the frame up to which there are clips, known to be ready until `since`."""
        ...

    def want(self, timeline: Timeline, position: int) -> None:
        """Have what is missing of a timeline spoken, from a frame on."""
        ...

    def news(self) -> bool:
        """Return whether something has been spoken since this was asked last."""
        ...


@dataclass(frozen=True)
class CurrentAnnouncement:
    """What is said beside the routine: until when it is shown, and heard (on the clock)."""

    text: str
    shown_until: float
    heard_until: float


@dataclass(frozen=True)
class PendingSetUp:
    """A set-up that is being said again before a frame, and has to be heard whole."""

    announcement: Announcement
    position: int


class SessionController:
    """Steers a player, also after an interruption. Use it from the thread that waits for it.

    Args:
        player: plays the session's timeline.
        plan_at: the plan at a tempo in per cent.
        speech: the speech of the session.
        announcements: what can be said beside it.
        clock: the player's.
        show_keys: shows the keys, or takes them away; returns whether they are shown then.
    """

    def __init__(
        self,
        player: Player,
        *,
        plan_at: Callable[[int], Plan],
        speech: SessionSpeech,
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
        self._saying: CurrentAnnouncement | None = None
        self._owed: PendingSetUp | None = None
        self._making = player.ready_until < player.timeline.total
        self._measured_from = 0
        self.stopping = False
        player.on_interruption = self.after
        self._does: dict[Command, Callable[[], None]] = {
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
        """What is being said beside the routine now; empty while the routine itself goes on."""
        if self._saying is None or self._clock.now() > self._saying.shown_until:
            return ""
        return self._saying.text

    @property
    def _speaking(self) -> bool:
        """Whether an announcement is being heard."""
        return self._saying is not None and self._clock.now() <= self._saying.heard_until

    @property
    def tempo(self) -> int:
        """The speed of the phases in per cent of the author's."""
        return self._tempo

    def handle(self, command: Command) -> None:
        """Do what a person asks for."""
        if command is Command.STOP:
            self._stop()
        elif not self.stopping:
            self._does[command]()

    def update(self) -> None:
        """Take up what has been spoken meanwhile; say so where the session has to wait for it."""
        player, timeline = self._player, self._player.timeline
        if self._owed is not None and player.position > self._owed.position:
            self._owed = None  # it has been heard
        if self._speech.news() and player.ready_until < timeline.total:
            self._take_up(timeline, player.ready_until)
        elif player.starved and self._waited_at != player.ready_until and not self.stopping:
            self._waited_at = player.ready_until
            announcement = self._announcements.answer("one_moment")
            self._speak(announcement)
            player.announce(announcement.pcm)

    def after(self, interruption: Interruption) -> ResumePoint:
        """Say how to go on after the sound was lost, or everything stood still."""
        why = "sound_back" if interruption.kind == "sound" else "held_up"
        position, announcement = self._resumption(interruption.position, interruption.seconds)
        self._owed = PendingSetUp(announcement, position) if announcement.pcm else None
        self._waited_at = None
        reason = self._announcements.answer(why)
        if interruption.kind == "stall" and interruption.seconds < TOLD_STALL_S:
            reason = Announcement(reason.text)  # shown, not spoken
        announcement = after(reason, announcement)
        if self._player.audible:
            self._speak(announcement)
        return ResumePoint(position, announcement.pcm)

    # -- what each command does ------------------------------------------------------------------

    def _pause(self) -> None:
        if self._player.paused:
            self._resume()
            return
        self._saying = None
        self._player.pause(self._announcements.answer("paused").pcm)
        self._paused_at = self._clock.now()

    def _resume(self) -> None:
        away_s = self._clock.now() - self._paused_at
        self._player.pause()  # cuts what is being said meanwhile
        position, announcement = self._resumption(self._settle(), away_s)
        if announcement.pcm:
            self._owed = PendingSetUp(announcement, position)
        elif transport.silence_until_next_cue(self._player.timeline, position) > SOON_FRAMES:
            announcement = Announcement("", self._announcements.answer("we_go_on").pcm)
        self._go_on(position, announcement)

    def _resumption(self, position: int, away_s: float) -> tuple[int, Announcement]:
        """Return where to go on after a break of so long, and what to say before."""
        timeline = self._player.timeline
        rep = transport.rep_point(timeline, position)
        if away_s <= LONG_PAUSE_S or rep is None:
            position = transport.resume_point(timeline, position)
            announcement = self._still_owed(position) or Announcement("")
            if away_s > LONG_PAUSE_S and transport.getting_ready(timeline, position):
                said = transport.set_up_to_repeat(timeline, position - 1)
                announcement = self._announcements.again(said, self._speech.clip)
            return position, announcement
        cues = transport.set_up_to_repeat(timeline, position)
        ready = transport.ready_cue(timeline, position)
        if not cues or ready is None:
            return rep, Announcement("")
        if ready.start >= rep:  # it comes by itself, and may not have been spoken yet
            ready = None
        wait_s = INTO_POSITION_S
        if away_s > AWAY_S:
            wait_s = max(wait_s, seconds(transport.get_ready_frames(timeline, position)))
        return rep, self._announcements.set_up(cues, ready, self._speech.clip, wait_s)

    def _stop(self) -> None:
        if self.stopping:
            self._player.stop()
            return
        self.stopping = True
        self._owed = None
        position = transport.body_position_at(self._player.timeline, self._player.position)
        announcement = self._announcements.ending(position)
        if not announcement.pcm:
            announcement = Announcement(announcement.text, bytes(frames(READ_S) * SAMPLE_BYTES))
        self._speak(announcement)
        self._player.finish(announcement.pcm)

    def _ready(self) -> None:
        """End a wait, an answer, a set-up that is said again, or a pause."""
        player = self._player
        if player.paused:
            self._resume()
            return
        place = self._settle()
        owed = self._still_owed(place) is not None
        point = (
            None if owed else transport.ready_point(player.timeline, player.effective_position())
        )
        if point is None and (owed or self._speaking):
            self._go_to(place)
        else:
            self._end_wait(point, "no_wait")

    def _next(self) -> None:
        """Go on to the next exercise; in the end, where there is none, say how long is left."""
        point = transport.next_point(self._player.timeline, self._player.effective_position())
        if point is None:
            self._time_left()
        else:
            self._go_to_section(point)

    def _again(self) -> None:
        self._go_to_section(
            transport.again_point(self._player.timeline, self._player.effective_position())
        )

    def _repeat(self) -> None:
        """Say the last words again; after a long pause, all that goes before the rep."""
        if self._player.paused and self._clock.now() - self._paused_at > LONG_PAUSE_S:
            self._resume()
            return
        point = transport.repeat_point(self._player.timeline, self._player.effective_position())
        self._go_to(max(point, self._measured_from))

    def _skip_rest(self) -> None:
        point = transport.skip_point(self._player.timeline, self._player.effective_position())
        self._end_wait(point, "no_rest")

    def _more(self) -> None:
        stays, position = self._player.paused, self._stand()
        measure = self._speech.measure
        timeline = longer(self._player.timeline, position, transport.MORE_FRAMES, measure)
        answer = self._announcements.answer("no_more" if timeline is None else "more")
        self._go_on(position, answer, timeline, stays=stays)

    def _slower(self) -> None:
        self._change_tempo(Command.SLOWER)

    def _faster(self) -> None:
        self._change_tempo(Command.FASTER)

    def _change_tempo(self, command: Command) -> None:
        tempo = transport.tempo_after(command, self._tempo)
        stays, position = self._player.paused, self._stand()
        if tempo is None:
            end = "fastest" if command is Command.FASTER else "slowest"
            self._go_on(position, self._announcements.answer(end), stays=stays)
            return
        self._tempo = tempo
        timeline = at_tempo(
            self._player.timeline, position, self._plan_at(tempo), self._speech.measure
        )
        self._go_on(position, self._announcements.answer(command.value), timeline, stays=stays)

    def _louder(self) -> None:
        self._change_loudness(Command.LOUDER, min(_LOUDEST_DB, self._loudness_db + _STEP_DB))

    def _softer(self) -> None:
        self._change_loudness(Command.SOFTER, max(_SOFTEST_DB, self._loudness_db - _STEP_DB))

    def _change_loudness(self, command: Command, loudness_db: int) -> None:
        """Change it at once; in a silence, say so, at the new loudness."""
        end = "loudest" if command is Command.LOUDER else "softest"
        answer = end if loudness_db == self._loudness_db else command.value
        self._loudness_db = loudness_db
        self._player.gain = 10 ** (loudness_db / 20)
        if answer == end or not (self._speaking or self._cue_sounds()):
            self._answer(self._announcements.answer(answer))

    def _cue_sounds(self) -> bool:
        """Whether enough is heard of a cue to hear how loud it is."""
        player = self._player
        cue = transport.cue_in_progress(player.timeline, player.position)
        moves = not (player.paused or player.starved) and player.audible
        return moves and cue is not None and cue.end - player.position > FADED_FRAMES

    def _time_left(self) -> None:
        left = transport.minutes_left(self._player.timeline, self._player.position)
        self._answer(self._announcements.left(left))

    def _help(self) -> None:
        """Show the keys and say them; the same again takes them away and is silent."""
        announcement = self._announcements.answer("help")
        again = self._saying is not None and self.announcement == announcement.text
        shown = self._show_keys()
        self._answer(Announcement("") if again or not shown else announcement)

    # -- how it is done --------------------------------------------------------------------------

    def _stand(self) -> int:
        """Have the sound stand, and return where it will go on: at the start of a cut cue."""
        self._player.pause()
        return transport.cue_boundary(self._player.timeline, self._settle())

    def _settle(self) -> int:
        """Return the frame that the timeline stands at; past a set-up nothing of it is owed."""
        position = self._player.settle()
        if self._owed is not None and self._owed.position != position:
            self._owed = None
        return position

    def _answer(self, announcement: Announcement) -> None:
        """Say something without going anywhere; after long words a rep begins again."""
        stays, position = self._player.paused, self._stand()
        if announcement.seconds > LONG_ANSWER_S:
            position = transport.resume_point(self._player.timeline, position)
        self._go_on(position, announcement, stays=stays)

    def _go_on(
        self,
        position: int,
        announcement: Announcement,
        timeline: Timeline | None = None,
        *,
        stays: bool = False,
    ) -> None:
        """Go on from a frame after an announcement; or stay paused there, if that is how it was.

        A set-up that was cut by the announcement is said again after it.
        """
        mixer = None if timeline is None else self._mixer(timeline, position)
        owed = None if stays else self._still_owed(position)
        if owed is not None and owed is not announcement:
            announcement = after(announcement, owed)
        self._speak(announcement)
        if stays:
            self._player.stay_paused_at(position, announcement.pcm, mixer)
        else:
            self._player.resume_from(position, announcement.pcm, mixer)

    def _still_owed(self, position: int) -> Announcement | None:
        """Return the set-up that stands before a frame; the timeline has not gone on from there."""
        owed = self._owed
        return owed.announcement if owed is not None and owed.position == position else None

    def _go_to(self, position: int, mixer: Mixer | None = None) -> None:
        self._saying = self._owed = None
        self._player.seek(position, mixer)

    def _go_to_section(self, position: int) -> None:
        """Go to the start of a section, of which the speech may still be in the making."""
        player = self._player
        if not self._making or self._measured_from <= position < player.ready_until:
            self._go_to(position)
            return
        # What is between is not spoken yet: to the voice the session begins here.
        self._measured_from = position
        self._waited_at = None
        anew = remeasured(player.timeline, position, self._speech.measure)
        self._go_to(position, self._mixer(anew, position))

    def _end_wait(self, point: int | None, nothing: str) -> None:
        """Go on from a frame; say so where there is nothing to end, unless it ends by itself."""
        if point is not None:
            self._go_to(point)
        elif self._player.paused or not transport.wait_is_ending(
            self._player.timeline, self._player.effective_position()
        ):
            self._answer(self._announcements.answer(nothing))

    def _mixer(self, timeline: Timeline, position: int) -> Mixer:
        ready_until = self._speech.ready_until(timeline, position)
        if ready_until < timeline.total:
            self._making = True
            self._speech.want(timeline, position)
        return Mixer(timeline, self._speech.clip, ready_until)

    def _take_up(self, timeline: Timeline, since: int) -> None:
        anew = remeasured(timeline, since, self._speech.measure)
        mixer = self._mixer(anew, since)
        if mixer.ready_until > since or anew != timeline:
            self._player.replace(mixer)

    def _speak(self, announcement: Announcement) -> None:
        """Note what is said, for whoever looks; what can't be heard is shown for a while."""
        now = self._clock.now()
        shown_s = max(announcement.seconds, SHOWN_S) if announcement.text else 0
        self._saying = CurrentAnnouncement(
            announcement.text, now + shown_s, now + announcement.seconds
        )
