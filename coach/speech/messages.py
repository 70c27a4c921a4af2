"""The messages that a session and a worker process send each other.

The session sends `StartEngine` and a task. If the task is a question (`ListVoices`, `FindVoice`,
`MeasureVoice`), the worker answers it and exits. It answers `SelectVoice` with `Ready`; then the
session sends prompts, and the worker answers each of them, in order, with `ClipHeader` or `Failed`.

A message is a line of JSON in ASCII: the name of its class, and its fields by name. A reader
ignores fields that it doesn't know, and rejects a message with a missing field.

The classes are named tuples: a dozen frozen dataclasses would take 3 ms to define, in each process.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from functools import cache
from typing import Any, NamedTuple, get_type_hints

from coach.speech.calibration import Calibration
from coach.speech.catalogue import VoiceInfo


class MessageError(ValueError):
    """A line that isn't a message, or is only part of one."""


# -- from the session ------------------------------------------------------------------------------


class StartEngine(NamedTuple):
    """Start an engine by name; the worker removes the folder for its files when it exits."""

    engine: str
    folder: str


class ListVoices(NamedTuple):
    """List all voices: answered with `Voices`."""


class FindVoice(NamedTuple):
    """Find a voice by name, or by language if that is None: answered with `Voices`, just one."""

    voice: str | None
    language: str


class MeasureVoice(NamedTuple):
    """Measure the voice that `FindVoice` would find: answered with `Measured`."""

    voice: str | None
    language: str


class SelectVoice(NamedTuple):
    """Get ready to speak with the voice that `FindVoice` would find: answered with `Ready`.

    Attributes:
        words_per_minute: the session's rate, as heard.
        pace: per cent of that rate.
    """

    voice: str | None
    language: str
    words_per_minute: int
    pace: int
    calibration: Calibration


class Speak(NamedTuple):
    """Speak a prompt: answered with `ClipHeader` or `Failed`."""

    text: str


Task = ListVoices | FindVoice | MeasureVoice | SelectVoice
Request = StartEngine | Task | Speak


# -- from the worker -------------------------------------------------------------------------------


class Voices(NamedTuple):
    """The voices that were asked for."""

    voices: tuple[VoiceInfo, ...]


class Measured(NamedTuple):
    """A voice's calibration."""

    calibration: Calibration


class Ready(NamedTuple):
    """The worker is ready for prompts."""


class ClipHeader(NamedTuple):
    """The start of a clip: `size` bytes of samples follow this line."""

    size: int


class Refused(NamedTuple):
    """The task can't be done, not by another worker either; why, in sentences for the person."""

    reason: str


class Failed(NamedTuple):
    """The task or a prompt failed, but another worker may succeed; why, in a few words."""

    reason: str


Answer = Voices | Measured | Ready | ClipHeader | Refused | Failed
Message = Request | Answer

_CLASSES: dict[str, type[Message]] = {
    cls.__name__: cls
    for cls in (
        StartEngine, ListVoices, FindVoice, MeasureVoice, SelectVoice, Speak,
        Voices, Measured, Ready, ClipHeader, Refused, Failed,
    )
}  # fmt: skip


def encode(message: Message) -> bytes:
    """Return a message as a line of bytes, with its line end."""
    fields = {"type": type(message).__name__} | message._asdict()
    return json.dumps(fields, default=_to_json).encode("ascii") + b"\n"


def decode(line: bytes) -> Message:
    """Return the message in a line.

    Raises:
        MessageError: it isn't a message, or is incomplete.
    """
    if not line.endswith(b"\n"):
        raise MessageError("an incomplete line")
    try:
        fields = json.loads(line)
        cls = _CLASSES[fields["type"]]
        values = [_from_json(fields[name], kind) for name, kind in _field_types(cls.__name__)]
        return cls(*values)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise MessageError(f"not a message ({error})") from error


@cache
def _field_types(name: str) -> tuple[tuple[str, Any], ...]:
    """Return the names and types of a message's fields."""
    return tuple(get_type_hints(_CLASSES[name]).items())


def _to_json(value: Calibration | VoiceInfo) -> object:
    return value.to_json() if isinstance(value, Calibration) else asdict(value)


def _from_json(value: Any, kind: Any) -> Any:
    """Return a field's value.

    Raises:
        TypeError, ValueError, KeyError: it has the wrong type.
    """
    if kind is Calibration:
        return Calibration.from_json(value)
    if kind == tuple[VoiceInfo, ...]:
        return tuple(VoiceInfo(v["spec"], v["name"], tuple(v["languages"])) for v in value)
    if not isinstance(value, kind) or (kind is int and value < 0):
        raise TypeError(f"{value!r} has the wrong type")
    return value
