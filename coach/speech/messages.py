"""What a session and a worker process send each other.

The session sends `StartEngine` and a task. A question (`ListVoices`, `FindVoice`, `MeasureVoice`)
is answered, and the worker ends. `SelectVoice` is answered by `Ready`; then the session sends
prompts, each of which is answered, in order, by `ClipHeader` or `Failed`.

A message is a line of JSON in ASCII: the name of its class, and its fields by name. A reader
ignores fields that it does not know, and refuses a message that lacks one.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Self, get_type_hints

from coach.speech.calibration import Calibration
from coach.speech.catalogue import VoiceInfo


class MessageError(ValueError):
    """A line that is no message, or only a part of one."""


@dataclass(frozen=True)
class Message:
    """What all messages have in common: fields that are plain JSON values, unless they say more."""

    def to_fields(self) -> dict[str, Any]:
        """Return the fields as JSON can hold them."""
        return dataclasses.asdict(self)

    @classmethod
    def from_fields(cls, fields: Mapping[str, Any]) -> Self:
        """Return the message that has these fields.

        Raises:
            KeyError, TypeError, ValueError: one of them is missing or of another type.
        """
        types = _field_types(cls.__name__)
        values = {name: fields[name] for name in types}
        if wrong := [name for name, value in values.items() if not isinstance(value, types[name])]:
            raise TypeError(f"{', '.join(wrong)} of another type")
        return cls(**values)


@cache
def _field_types(name: str) -> dict[str, Any]:
    """Return the names of a message's fields with their types."""
    return get_type_hints(_CLASSES[name])


# -- from the session ------------------------------------------------------------------------------


@dataclass(frozen=True)
class StartEngine(Message):
    """Start an engine of the table; the worker removes the folder for its files when it ends."""

    engine: str
    folder: str


@dataclass(frozen=True)
class ListVoices(Message):
    """Return all voices: answered by `Voices`."""


@dataclass(frozen=True)
class FindVoice(Message):
    """Return the voice with a name, or a language's if it is None: answered by one of `Voices`."""

    voice: str | None
    language: str


@dataclass(frozen=True)
class MeasureVoice(Message):
    """Measure the voice that `FindVoice` would return: answered by `Measured`."""

    voice: str | None
    language: str


@dataclass(frozen=True)
class SelectVoice(Message):
    """Get ready to speak with the voice that `FindVoice` would return: answered by `Ready`.

    Attributes:
        words_per_minute: the session's rate, as heard.
        pace: per cent of that rate.
    """

    voice: str | None
    language: str
    words_per_minute: int
    pace: int
    calibration: Calibration

    def to_fields(self) -> dict[str, Any]:
        return dataclasses.asdict(self) | {"calibration": self.calibration.to_json()}

    @classmethod
    def from_fields(cls, fields: Mapping[str, Any]) -> Self:
        calibration = Calibration.from_json(fields["calibration"])
        return super().from_fields({**fields, "calibration": calibration})


@dataclass(frozen=True)
class Speak(Message):
    """Speak a prompt: answered by `ClipHeader`, or by `Failed`."""

    text: str


Task = ListVoices | FindVoice | MeasureVoice | SelectVoice


# -- from the worker -------------------------------------------------------------------------------


@dataclass(frozen=True)
class Voices(Message):
    """Voices that were asked for."""

    voices: tuple[VoiceInfo, ...]

    @classmethod
    def from_fields(cls, fields: Mapping[str, Any]) -> Self:
        return cls(
            tuple(VoiceInfo(v["spec"], v["name"], tuple(v["languages"])) for v in fields["voices"])
        )


@dataclass(frozen=True)
class Measured(Message):
    """A voice's calibration."""

    calibration: Calibration

    def to_fields(self) -> dict[str, Any]:
        return {"calibration": self.calibration.to_json()}

    @classmethod
    def from_fields(cls, fields: Mapping[str, Any]) -> Self:
        return cls(Calibration.from_json(fields["calibration"]))


@dataclass(frozen=True)
class Ready(Message):
    """The worker is ready for prompts."""


@dataclass(frozen=True)
class ClipHeader(Message):
    """Announces a clip: so many bytes of samples follow this line."""

    size: int

    def __post_init__(self) -> None:
        if self.size < 0:
            raise ValueError("a clip of less than nothing")


@dataclass(frozen=True)
class Refused(Message):
    """The task can't be done, and no other worker would do better; a sentence for the person."""

    reason: str


@dataclass(frozen=True)
class Failed(Message):
    """The task or a prompt failed, in a few words; another worker may do better."""

    reason: str


_CLASSES: dict[str, type[Message]] = {
    cls.__name__: cls
    for cls in (
        StartEngine, ListVoices, FindVoice, MeasureVoice, SelectVoice, Speak,
        Voices, Measured, Ready, ClipHeader, Refused, Failed,
    )
}  # fmt: skip


def encode(message: Message) -> bytes:
    """Return a message as it is sent, with its line end."""
    fields = {"type": type(message).__name__} | message.to_fields()
    return json.dumps(fields).encode("ascii") + b"\n"


def decode(line: bytes) -> Message:
    """Return the message in a line.

    Raises:
        MessageError: it is none, or not all of it.
    """
    if not line.endswith(b"\n"):
        raise MessageError("half a line")
    try:
        fields = json.loads(line)
        return _CLASSES[fields["type"]].from_fields(fields)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise MessageError(f"not a message ({error})") from error
