"""The voices that an engine has, and which of them a choice selects."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from coach.model.language import primary_subtag
from coach.model.problems import VoiceError, printable

_ALIASES = {
    "en": ("en-us",),
    "fr": ("fr-fr",),
    "no": ("nb",),
    "zh": ("cmn", "zh-cn"),
    "zh-cn": ("cmn",),
    "zh-hk": ("yue",),
    "zh-tw": ("cmn",),
}
"""What engines call a language where its own tag is not in their list."""
_ENGLISH_LIKE_BRITISH = ("au", "ie", "in", "nz", "za")
_MAX_SUGGESTIONS = 5


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

    def speaks(self, language: str) -> bool:
        """Whether the voice speaks a language, whatever the region."""
        wanted = {primary_subtag(tag) for tag in _tags_to_try(language)}
        return any(primary_subtag(tag) in wanted for tag in self.languages)


def normalized_tag(language: str) -> str:
    """Return a language tag in the form that is compared here: ``en_US`` as ``en-us``."""
    return language.strip().replace("_", "-").lower()


def find_for_language(
    voices: Sequence[VoiceInfo], language: str, default: str | None = None
) -> VoiceInfo:
    """Return the voice that suits a language best.

    Args:
        voices: to choose from.
        language: a language tag.
        default: the identifier of the system's own choice, which is preferred among equals.

    Raises:
        VoiceError: no voice speaks it; lists the languages that there are.
    """
    for wanted in _tags_to_try(language):
        found = [v for v in voices if wanted in v.languages]
        if found:
            return next((v for v in found if v.identifier == default), found[0])
    for voice in voices:
        if voice.speaks(language):
            return voice
    known = sorted({primary_subtag(tag) for voice in voices for tag in voice.languages})
    engines = {voice.engine for voice in voices}
    which = f"No {engines.pop()} voice" if len(engines) == 1 else "No voice here"
    there_are = f"There are voices for {', '.join(known)}" if known else "There are none at all"
    tag = printable(language)
    raise VoiceError(
        f"{which} speaks `{tag}`. {there_are}; `coach voices --language {tag}` lists all that do."
    )


def find_by_name(voices: Sequence[VoiceInfo], asked: str) -> VoiceInfo:
    """Return the voice with this identifier, name or language, else the only one to contain it.

    Case doesn't matter.

    Raises:
        VoiceError: there is none, or more than one; suggests similar ones.
    """
    folded = asked.strip().casefold()
    for voice in voices:
        if folded in {voice.identifier.casefold(), voice.name.casefold()}:
            return voice
    for voice in voices:
        if normalized_tag(asked) in voice.languages:
            return voice
    matches = [v for v in voices if folded in f"{v.identifier}\n{v.name}".casefold()]
    if len(matches) == 1:
        return matches[0]
    if matches:
        some = ", ".join(_quoted(v.identifier) for v in matches[:_MAX_SUGGESTIONS])
        more = len(matches) - _MAX_SUGGESTIONS
        others = f" and {more} more" if more > 0 else ""
        raise VoiceError(f"{_quoted(asked)} may be {some}{others}. Write more of the name.")
    import difflib  # noqa: PLC0415 (7 ms, only for an error)

    identifiers = {
        name.casefold(): voice.identifier for voice in voices
        for name in (voice.identifier, voice.name, voice.identifier.rpartition("/")[2])
    }  # fmt: skip
    close = dict.fromkeys(identifiers[n] for n in difflib.get_close_matches(folded, identifiers))
    hint = f"Did you mean {' or '.join(map(_quoted, close))}? " if close else ""
    raise VoiceError(
        f"There is no voice {_quoted(asked)}. {hint}`coach voices` lists those you have."
    )


def _quoted(name: str) -> str:
    return f"`{printable(name)}`"


def _tags_to_try(language: str) -> list[str]:
    """Return the tags to look for, best first."""
    language = normalized_tag(language)
    primary, _, rest = language.partition("-")
    tags = [language, *_ALIASES.get(language, ())]
    if primary == "es" and rest not in {"", "es"}:
        tags.append("es-419")
    if primary == "en" and rest in _ENGLISH_LIKE_BRITISH:
        tags.append("en-gb")
    if rest:
        tags += [primary, *_ALIASES.get(primary, ())]
    return list(dict.fromkeys(tags))
