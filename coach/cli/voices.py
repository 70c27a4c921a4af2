"""The command `voices`: what there is to speak with, how to get more, and how it sounds."""

from __future__ import annotations

from functools import partial

import click

from coach.model.clip import Clip
from coach.model.problems import ChoiceError, printable
from coach.model.units import frames

DEFAULT_LANGUAGE = "en-US"
_LEAD_IN_S = 1.0
_BETWEEN_S = 0.7
_LOOK_S = 1.0
_NO_VOICE = "a default"
"""What ``--try`` stands for without a voice: the one that a session would have."""


@click.command()
@click.option("--language", metavar="TAG", help="Only the voices of this language, such as `es`.")
@click.option("--try", "sample", metavar="[VOICE]", is_flag=False, flag_value=_NO_VOICE,
              help="Hear a voice say a few cues, at your own rate.")  # fmt: skip
@click.option("--device", metavar="NAME", help="Where to play; `coach devices` lists them.")
def voices(*, language: str | None, sample: str | None, device: str | None) -> int:
    """List the voices that are here, and how to get others."""
    if language is not None:
        language = _tag(language)
    if sample is not None:
        return _try(None if sample == _NO_VOICE else sample, language, device)
    from coach import settings, speech  # noqa: PLC0415 - engines are loaded when they are wanted

    found, missing = speech.list_voices(language)
    width = max((len(v.spec) for v in found), default=0)
    for voice in found:
        spoken = ", ".join(voice.languages)
        click.echo(printable(f"{voice.spec:<{width}}  {spoken:<12}  {voice.name}").rstrip())
    if not found:
        speaks = "anything" if language is None else language
        click.echo(printable(f"No voice speaks {speaks} here."), err=True)
    for error in missing:
        click.echo(printable(f"{error}."), err=True)
    if found:
        click.echo(
            printable(
                "Hear one with `coach voices --try VOICE`; have it every time by the line "
                f"`voice: VOICE` in {settings.settings_file()}."
            ),
            err=True,
        )
    return 0 if found else 1


def _tag(language: str) -> str:
    """Return a language's tag; raises `ChoiceError` where it is none."""
    from coach.format.quantities import Wrong  # noqa: PLC0415 - `coach --help` loads nothing needless
    from coach.format.tags import language_tag, of_language  # noqa: PLC0415 - the same

    tag = language_tag(language.strip().replace("_", "-"))
    if isinstance(tag, Wrong):
        wrong = of_language(language) or tag
        raise ChoiceError(f"{wrong.message}: {wrong.hint}")
    return tag


def _try(spec: str | None, language: str | None, device: str | None) -> int:
    """Speak a few cues in the voice's own language, or in the one that was asked for.

    Raises:
        ChoiceError: there is no such voice, or no such device.
        VoiceError: it can't speak.
        DeviceError: nothing can sound.
    """
    from coach import settings, speech  # noqa: PLC0415 - `coach --help` loads nothing needless
    from coach.speech.sample_texts import demo_texts  # noqa: PLC0415 - the same
    from coach.speech.session_speech import SessionSpeech  # noqa: PLC0415 - the same

    own = settings.load()
    spec = spec or own.voice
    voice = speech.resolve_voice(spec, language or DEFAULT_LANGUAGE)
    spoken = language or next(iter(voice.languages), DEFAULT_LANGUAGE)
    opened = speech.open_voice(spec, spoken, own.rate)
    with SessionSpeech(opened, None) as prompts:
        utterances = [speech.Utterance(text) for text in demo_texts(spoken)]
        prompts.prepare(utterances)
        prompts.stop_engines()
        click.echo(printable(f"{voice.spec} ({voice.name})"))
        for utterance in utterances:
            click.echo(printable(f"  {utterance.text}"))
        _play([(u.text, prompts.clip(u)) for u in utterances], device or own.device)
    return 0


def _play(prompts: list[tuple[str, Clip]], device: str | None) -> None:
    from coach.model.timeline import Cue, Segment, Timeline  # noqa: PLC0415 - the same
    from coach.playback import Player, open_output  # noqa: PLC0415 - the same
    from coach.playback.mixer import Mixer  # noqa: PLC0415 - the same

    cues = []
    at = frames(_LEAD_IN_S)
    for text, clip in prompts:
        cues.append(Cue(at, at + clip.frames, "intro", text))
        at = cues[-1].end + frames(_BETWEEN_S)
    timeline = Timeline(tuple(cues), (Segment(0, at, "intro"),), at)
    clips = dict(zip(cues, (clip for _, clip in prompts), strict=True))
    with Player(Mixer(timeline, clips.__getitem__), partial(open_output, device=device)) as player:
        player.play()
        while not player.done:
            player.wait(_LOOK_S)
