"""The default engine really speaks."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from speech_voices import system_voice

from coach.model.clip import samples
from coach.model.problems import VoiceError
from coach.model.utterance import Utterance
from coach.speech import list_voices, open_voice
from coach.speech.cache import ClipCache, cache_folder
from coach.speech.engines import DEFAULT_ENGINE, ENGINES
from coach.speech.estimate import estimate_frames
from coach.speech.session_speech import SessionSpeech
from coach.speech.worker_voice import list_voices as list_engine_voices

NUMBERS = ["One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten"]
PROMPTS = [
    Utterance(t)
    for t in (
        *NUMBERS,
        "Inhale, let your belly sink, and look slightly up.",
        "Exhale, round your back up, and let your head hang.",
        "Kneel on the floor with your big toes touching, and sit back on your heels.",
        "Breathe slowly, and let your back widen with every breath.",
        "Stop if you feel sharp pain, numbness or tingling.",
        *(f"Bring your {side} knee toward your chest." for side in ("left", "right")),
        *(f"Hold for {n.lower()} seconds, then rest." for n in NUMBERS),
        "Switch sides.",
        "Child's Pose",
        "Move only as far as is comfortable.",
    )
]


def test_thirty_prompts_are_all_spoken_at_the_requested_rate(
    cache: ClipCache, tmp_path: Path
) -> None:
    assert len(PROMPTS) == 30
    with SessionSpeech(system_voice(tmp_path), cache) as speech:
        speech.prepare(PROMPTS)
        clips = {u: speech.clip(u) for u in PROMPTS}
    for utterance, clip in clips.items():
        heard = samples(clip.pcm)
        loudest = max(map(abs, heard))
        assert 8_000 < loudest < 32767 * 10 ** (-1 / 20)
        assert abs(heard[0]) < 300
        assert abs(heard[-1]) < 300
        assert 0.6 < clip.frames / estimate_frames(utterance) < 1.6
    assert clips[Utterance("Five")].frames <= 0.8 * 48_000
    words = sum(len(u.text.split()) for u in clips if " " in u.text)
    spoken_s = sum(c.frames for u, c in clips.items() if " " in u.text) / 48_000
    assert 125 < words / spoken_s * 60 < 155


def test_no_process_is_started_when_all_clips_are_cached(cache: ClipCache, tmp_path: Path) -> None:
    with SessionSpeech(system_voice(tmp_path), cache) as speech:
        speech.prepare(PROMPTS[:3])
    nothing = system_voice(tmp_path, command=("/nonexistent",))
    with SessionSpeech(nothing, ClipCache(cache.folder)) as speech:
        speech.prepare(PROMPTS[:3])
        with pytest.raises(VoiceError) as caught:
            speech.clip(PROMPTS[3])
    assert str(caught.value) == (
        "The speech engine doesn't start (it can't be run: No such file or directory). "
        "Try again, or choose another voice (`coach voices` lists them)."
    )


def test_a_session_with_cached_clips_loads_no_speech_library() -> None:
    with SessionSpeech(open_voice(), ClipCache(cache_folder())) as speech:
        speech.prepare(PROMPTS[:1])
    code = (
        f"import sys; sys.path[:] = {sys.path!r}\n"
        "from coach.speech import Utterance, open_voice\n"
        "from coach.speech.cache import ClipCache, cache_folder\n"
        "from coach.speech.session_speech import SessionSpeech\n"
        "speech = SessionSpeech(open_voice(), ClipCache(cache_folder()))\n"
        f"assert speech.clip(Utterance({PROMPTS[0].text!r})).frames\n"
        "slow = {'numpy', 'soxr', 'pyttsx3', 'espeakng_loader', 'subprocess', 'ctypes'}\n"
        "assert not slow & set(sys.modules), slow & set(sys.modules)\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


@pytest.mark.skipif(os.name != "posix", reason="kills with a POSIX signal")
def test_a_killed_worker_is_replaced(tmp_path: Path) -> None:
    voice = system_voice(tmp_path)
    heard = set()
    for utterance, clip in voice.render(PROMPTS):
        heard.add(utterance)
        assert clip.frames / estimate_frames(utterance) > 0.5
        if len(heard) in {3, 12, 21}:
            (pool,) = voice._pools.values()
            worker = next(iter(pool._workers.values()))
            os.kill(worker._process.pid, signal.SIGKILL)
    voice.close()
    assert heard == set(PROMPTS)


def test_a_listed_voice_can_be_chosen() -> None:
    english, _ = list_voices("en-US")
    assert english
    assert all(any(t.startswith("en") for t in v.languages) for v in english)
    assert len(list_voices()[0]) > len(english)
    american = next(v for v in english if "en-us" in v.languages)
    voice = open_voice(american.spec)
    ((_, clip),) = voice.render([Utterance("Five")])
    voice.close()
    assert clip.frames > 10_000


def test_an_error_while_listing_voices_is_reported() -> None:
    with pytest.raises(VoiceError) as caught:
        list_engine_voices(ENGINES[DEFAULT_ENGINE], command=("/nonexistent",))
    assert str(caught.value) == (
        "The speech engine doesn't start (it can't be run: No such file or directory). "
        "Try again, or choose another voice (`coach voices` lists them)."
    )


def test_another_language_gets_its_own_voice() -> None:
    voice = open_voice(None, "de")
    ((_, clip),) = voice.render([Utterance("Atmen Sie langsam aus.")])
    voice.close()
    assert clip.frames > 48_000


def test_an_unknown_voice_is_refused() -> None:
    with pytest.raises(VoiceError) as caught:
        list(open_voice("pyttsx3:Nobody At All").render(PROMPTS[:1]))  # leaves nothing to close
    assert str(caught.value) == (
        "There is no voice `Nobody At All`. `coach voices` lists those you have."
    )


def test_a_voice_of_another_language_is_refused() -> None:
    with pytest.raises(VoiceError) as caught:
        list(open_voice("pyttsx3:roa/es", "en-US").render(PROMPTS[:1]))  # there is nothing to close
    assert str(caught.value) == (
        "The voice `pyttsx3:roa/es` speaks es, but the text is in `en-US`. "
        "Choose a voice that `coach voices --language en-US` lists."
    )


@pytest.mark.skipif(sys.platform != "linux", reason="espeak is the engine on Linux")
def test_without_an_engine_the_error_says_what_to_install(tmp_path: Path) -> None:
    # This pyttsx3 finds no library, as on a computer without espeak.
    (tmp_path / "pyttsx3").mkdir()
    (tmp_path / "pyttsx3" / "__init__.py").write_text(
        "def init():\n    raise RuntimeError('eSpeak or eSpeak-ng is not installed')\n"
    )
    code = (
        f"import sys; sys.path[:] = {[str(tmp_path), *sys.path]!r}\n"
        "from coach.speech.worker import main; main()"
    )
    voice = system_voice(tmp_path, command=(sys.executable, "-I", "-c", code))
    with pytest.raises(VoiceError) as caught:
        list(voice.render(PROMPTS[:1]))
    voice.close()
    assert str(caught.value) == (
        "There is no speech engine on this computer (eSpeak or eSpeak-ng is not installed). "
        "Run `pip install espeakng-loader`, or install espeak-ng with your package manager."
    )
