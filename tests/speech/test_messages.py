"""Messages between a session and a worker: one line each; anything else is refused."""

from __future__ import annotations

import json

import pytest

from coach.speech.calibration import Calibration
from coach.speech.catalogue import VoiceInfo
from coach.speech.messages import (
    ClipHeader,
    Failed,
    FindVoice,
    ListVoices,
    Measured,
    MeasureVoice,
    Message,
    MessageError,
    Ready,
    Refused,
    SelectVoice,
    Speak,
    StartEngine,
    Voices,
    decode,
    encode,
)

CALIBRATION = Calibration(((100.0, 120.5), (200.0, 230.0)), 0.9)
ANNA = VoiceInfo("flite:anna", "Anna", ("en-us", "en"))


@pytest.mark.parametrize(
    "message",
    [
        StartEngine("flite", "a folder"),
        ListVoices(),
        FindVoice(None, "en-US"),
        FindVoice("Anna\n", "en-US"),
        MeasureVoice("anna", "de"),
        SelectVoice("anna", "de", 140, 115, CALIBRATION),
        Speak("Relâchez, 吸って."),
        Voices(()),
        Voices((ANNA, VoiceInfo("flite:berta", "Berta", ()))),
        Measured(CALIBRATION),
        Ready(),
        ClipHeader(0),
        ClipHeader(96_000),
        Refused("there is no voice 'anna'"),
        Failed("it hung"),
    ],
    ids=lambda message: type(message).__name__,
)
def test_each_message_survives_encoding_as_one_line(message: Message) -> None:
    line = encode(message)
    assert line.isascii()
    assert line.count(b"\n") == 1
    assert line.endswith(b"\n")
    assert decode(line) == message
    assert type(decode(line)) is type(message)


def test_unknown_fields_are_ignored() -> None:
    fields = json.loads(encode(Failed("it hung"))) | {"since": "tomorrow"}
    assert decode(json.dumps(fields).encode() + b"\n") == Failed("it hung")


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"\n",
        b"Audio saved to 1.wav\n",
        b"\xff\xfe\n",
        b"5\n",
        b"null\n",
        b'["Ready"]\n',
        b"{}\n",
        b'{"type": "Nothing"}\n',
        b'{"type": ["Ready"]}\n',
        b'{"type": "Message"}\n',
        b'{"type": "Failed"}\n',
        b'{"type": "Failed", "reason": null}\n',
        b'{"type": "ClipHeader", "size": "9"}\n',
        b'{"type": "ClipHeader", "size": -1}\n',
        b'{"type": "Voices", "voices": [{"spec": "flite:anna"}]}\n',
        b'{"type": "Measured", "calibration": [[[100, 100]], 1]}\n',
        b"[" * 100_000 + b"\n",
        encode(Failed("it hung"))[:-1],
        encode(Failed("it hung"))[:9],
    ],
)
def test_anything_else_is_refused(line: bytes) -> None:
    with pytest.raises(MessageError):
        decode(line)
