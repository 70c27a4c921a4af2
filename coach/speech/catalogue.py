"""The voices that an engine has, and which of them is meant."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from coach.model.language import primary_subtag
from coach.model.problems import VoiceError, printable


@dataclass(frozen=True)
class VoiceInfo:
    """A voice that can be chosen.

    Attributes:
        spec: as ``--voice`` takes it, such as ``pyttsx3:gmw/en-us``.
        name: as the engine calls it, such as ``English (America)``.
        languages: its language tags in lower case with hyphens, such as ``en-us``; may be empty.
    """

    spec: str
    name: str
    languages: tuple[str, ...]

    @property
    def engine(self) -> str:
        """The part of the spec before the colon."""
        return self.spec.partition(":")[0]

    @property
    def identifier(self) -> str:
        """The engine's own identifier: the part of the spec after the colon."""
        return self.spec.partition(":")[2]


# What engines call a language where the tag itself is not in their list.
_OTHER_NAMES = {
    "en": ("en-us",),
    "fr": ("fr-fr",),
    "no": ("nb",),
    "zh": ("cmn", "zh-cn"),
    "zh-cn": ("cmn",),
    "zh-hk": ("yue",),
    "zh-tw": ("cmn",),
}
_SHOWN = 5
_ENGLISH_AFTER_BRITAIN = ("au", "ie", "in", "nz", "za")


def tag(language: str) -> str:
    """Return a language tag as this module compares it: ``en_US`` as ``en-us``."""
    return language.strip().replace("_", "-").lower()


def voice_file(name: str) -> Path | None:
    """Return the file that a voice's name is the path of; None where it is another name."""
    if not name.casefold().endswith(".onnx"):
        return None
    try:
        return Path(name).expanduser()
    except RuntimeError:  # there is nobody of that name
        return Path(name)


def config_of(path: Path) -> Path:
    """Return where the description of a voice in a file is."""
    return path.with_name(f"{path.name}.json")


def speaks(voice: VoiceInfo, language: str) -> bool:
    """Whether a voice's language is the asked-for one, whatever the region."""
    asked = {primary_subtag(t) for t in _tags(tag(language))}
    return any(primary_subtag(t) in asked for t in voice.languages)


def for_language(
    voices: Sequence[VoiceInfo], language: str, preferred: str | None = None
) -> VoiceInfo:
    """Return the voice that suits a language best; `preferred` is the system's own choice.

    Raises:
        VoiceError: no voice speaks it; says which languages there are.
    """
    for wanted in _tags(tag(language)):
        found = [v for v in voices if wanted in v.languages]
        if found:
            return next((v for v in found if v.identifier == preferred), found[0])
    for voice in voices:
        if speaks(voice, language):
            return voice
    known = sorted({primary_subtag(t) for v in voices for t in v.languages})
    engines = {voice.engine for voice in voices}
    whose = f"of {engines.pop()}'s" if len(engines) == 1 else "here"
    raise VoiceError(
        f"no voice {whose} speaks '{printable(language)}': "
        + (f"there are voices for {', '.join(known)}" if known else "it has no voices at all")
        + f"; 'coach voices --language {printable(language)}' lists all that do"
    )


def named(voices: Sequence[VoiceInfo], asked: str) -> VoiceInfo:
    """Return the voice with this identifier or name, or the one that a part of either fits.

    Upper and lower case are the same.

    Raises:
        VoiceError: there is none, or more than one; says which come near.
    """
    folded = asked.strip().casefold()
    for voice in voices:
        if folded in {voice.identifier.casefold(), voice.name.casefold()}:
            return voice
    for voice in voices:
        if tag(asked) in voice.languages:
            return voice
    partly = [v for v in voices if folded in f"{v.identifier}\n{v.name}".casefold()]
    if len(partly) == 1:
        return partly[0]
    if partly:
        some = ", ".join(repr(v.identifier) for v in partly[:_SHOWN])
        more = f" and {len(partly) - _SHOWN} more" if len(partly) > _SHOWN else ""
        raise VoiceError(f"'{printable(asked)}' may be {some}{more}: write more of the name")
    import difflib  # noqa: PLC0415 (7 ms, for an error only)

    names = {
        name.casefold(): voice.identifier for voice in voices
        for name in (voice.identifier, voice.name, voice.identifier.rpartition("/")[2])
    }  # fmt: skip
    close = dict.fromkeys(names[n] for n in difflib.get_close_matches(folded, names, n=3))
    meant = f"did you mean {' or '.join(map(repr, close))}? " if close else ""
    raise VoiceError(f"there is no voice '{printable(asked)}': {meant}'coach voices' lists them")


def _tags(language: str) -> list[str]:
    """Return the tags to look for, best first."""
    primary, _, rest = language.partition("-")
    tags = [language, *_OTHER_NAMES.get(language, ())]
    if primary == "es" and rest not in {"", "es"}:
        tags.append("es-419")
    if primary == "en" and rest in _ENGLISH_AFTER_BRITAIN:
        tags.append("en-gb")
    if rest:
        tags += [primary, *_OTHER_NAMES.get(primary, ())]
    return list(dict.fromkeys(tags))
