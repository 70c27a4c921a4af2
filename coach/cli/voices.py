"""`coach voices`: lists the installed voices, says how to get others, and plays samples."""

from __future__ import annotations

from functools import partial

import click

from coach import settings, speech
from coach.format.doses import Wrong
from coach.format.languages import language_tag
from coach.model.clip import Clip
from coach.model.problems import ChoiceError, VoiceError, printable
from coach.model.timeline import Cue, ScheduledSegment, Timeline
from coach.model.units import frames
from coach.playback import Player, open_output
from coach.playback.mixer import Mixer
from coach.speech.sample_texts import demo_texts
from coach.speech.session_speech import SessionSpeech

DEFAULT_LANGUAGE = "en-US"
_LEAD_IN_S = 1.0
_GAP_S = 0.7
_POLL_S = 1.0
_DEFAULT_VOICE = "a default"
"""The value of ``--try`` when it is given none: the voice that a session would use."""


@click.command()
@click.option("--language", metavar="TAG", help="Only voices for this language, such as `es`.")
@click.option("--try", "sample", metavar="[VOICE]", is_flag=False, flag_value=_DEFAULT_VOICE,
              help="Hear a voice say a few cues, at the rate in your settings.")  # fmt: skip
@click.option("--device", metavar="NAME", help="The sound device; `coach devices` lists them.")
def voices(*, language: str | None, sample: str | None, device: str | None) -> int:
    """List the voices that are installed, and how to get others."""
    if language is not None:
        language = _tag(language)
    if sample is not None:
        return _try(None if sample == _DEFAULT_VOICE else sample, language, device)
    found, missing = speech.list_voices(language)
    default = _default_spec(language or DEFAULT_LANGUAGE)
    width = max((len(v.spec) for v in found), default=0)
    for voice in found:
        mark = "*" if voice.spec == default else " "
        languages = ", ".join(voice.languages)
        line = f"{mark} {voice.spec:<{width}}  {languages:<12}  {voice.name}"
        click.echo(printable(line).rstrip())
    if not found:
        speaks = "" if language is None else f" that speaks `{language}`"
        click.echo(printable(f"There is no voice{speaks} here."), err=True)
    for error in missing:
        click.echo(printable(str(error)), err=True)
    if any(voice.spec == default for voice in found):
        spoken = language or DEFAULT_LANGUAGE
        click.echo(printable(f"* is the voice for `{spoken}` unless you choose another."), err=True)
    if found:
        click.echo(
            printable(
                "To hear one, use `coach voices --try VOICE`. To use it every time, write "
                f"`voice: VOICE` in `{settings.settings_file()}`."
            ),
            err=True,
        )
    return 0 if found else 1


def _default_spec(language: str) -> str:
    """Return the voice that a session in a language uses without `--voice`; empty if none."""
    try:
        return speech.resolve_voice(settings.load().voice, language).spec
    except (ChoiceError, VoiceError):  # `coach play` says why
        return ""


def _tag(language: str) -> str:
    """Return a language tag in its usual form.

    Raises:
        ChoiceError: there is no such language.
    """
    tag = language_tag(language.strip().replace("_", "-"))
    if isinstance(tag, Wrong):
        raise ChoiceError(f"{tag.message}: {tag.hint}")
    return tag


def _try(spec: str | None, language: str | None, device: str | None) -> int:
    """Speak a few cues in the requested language, or else in the voice's own.

    Raises:
        ChoiceError: there is no such voice, or no such device.
        VoiceError: the voice can't speak.
        DeviceError: no sound can be played.
    """
    own = settings.load()
    spec = spec or own.voice
    voice = speech.resolve_voice(spec, language or DEFAULT_LANGUAGE)
    spoken_language = language or next(iter(voice.languages), DEFAULT_LANGUAGE)
    opened = speech.open_voice(spec, spoken_language, own.rate)
    with SessionSpeech(opened, None) as clips:
        utterances = [speech.Utterance(text) for text in demo_texts(spoken_language)]
        clips.prepare(utterances)
        clips.stop_engines()
        click.echo(printable(f"{voice.spec} ({voice.name})"))
        for utterance in utterances:
            click.echo(printable(f"  {utterance.text}"))
        _play([(u.text, clips.clip(u)) for u in utterances], device or own.device)
    return 0


def _play(prompts: list[tuple[str, Clip]], device: str | None) -> None:
    cues = []
    at = frames(_LEAD_IN_S)
    for text, clip in prompts:
        cues.append(Cue(at, at + clip.frames, "intro", text))
        at = cues[-1].end + frames(_GAP_S)
    timeline = Timeline(tuple(cues), (ScheduledSegment(0, at, "intro"),), at)
    clips = dict(zip(cues, (clip for _, clip in prompts), strict=True))
    with Player(Mixer(timeline, clips.__getitem__), partial(open_output, device=device)) as player:
        player.play()
        while not player.done:
            player.wait(_POLL_S)
