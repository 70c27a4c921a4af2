"""Workers with garbled answers: they are replaced, and the error says what happened."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from coach.model.problems import VoiceError
from coach.model.utterance import Utterance
from coach.speech.calibration import Calibration
from coach.speech.engines import ENGINES
from coach.speech.engines.engine import Timeouts
from coach.speech.messages import (
    ClipHeader,
    FindVoice,
    Message,
    Ready,
    SelectVoice,
    Task,
    Voices,
    encode,
)
from coach.speech.voice import PromptError
from coach.speech.worker_pool import WorkerPool

SELECT = SelectVoice(None, "en-US", 140, 100, Calibration(((100.0, 100.0), (200.0, 200.0)), 1.0))
ENDED = "its process ended with code -9" if os.name == "posix" else "its process ended with code 1"


@pytest.fixture
def pool(tmp_path: Path) -> Callable[..., WorkerPool]:
    """Return a function that opens pools whose workers leave a file, write bytes and then wait."""

    def with_answers(task: Task, answers: bytes) -> WorkerPool:
        code = (
            "import sys, tempfile, time\n"
            f"tempfile.mkstemp(prefix='started-', dir={str(tmp_path)!r})\n"
            f"sys.stdout.buffer.write({answers!r})\n"
            "sys.stdout.flush()\n"
            "time.sleep(60)\n"
        )
        timeouts = Timeouts(start_s=20, prompt_s=0.5, character_s=0, question_s=20)
        command = (sys.executable, "-I", "-c", code)
        return WorkerPool(command, ENGINES["flite"].name, task, timeouts, max_workers=1)

    return with_answers


def reason_of(pool: WorkerPool) -> str:
    with pytest.raises(PromptError) as caught:
        list(pool.render([Utterance("Inhale.")]))
    return caught.value.reason


@pytest.mark.parametrize(
    "answers",
    [
        b"Audio saved to 1.wav\n",
        b"5\n",
        encode(ClipHeader(0)),  # but it should get ready first
    ],
)
def test_a_worker_that_does_not_get_ready_is_tried_three_times(
    answers: bytes, pool: Callable[..., WorkerPool], tmp_path: Path
) -> None:
    with pytest.raises(VoiceError) as caught:
        list(pool(SELECT, answers).render([Utterance("Inhale.")]))
    assert str(caught.value) == (
        f"The speech engine doesn't start ({ENDED}). Try again, or choose another voice "
        "(`coach voices` lists them)."
    )
    assert len(list(tmp_path.glob("started-*"))) == 3


@pytest.mark.parametrize(
    "answers",
    [
        b"noise\n",
        b"null\n",
        encode(Ready()),  # but there should be a clip
    ],
)
def test_after_two_garbled_answers_the_prompt_is_named(
    answers: bytes, pool: Callable[..., WorkerPool], tmp_path: Path
) -> None:
    assert reason_of(pool(SELECT, encode(Ready()) + answers)) == ENDED
    assert len(list(tmp_path.glob("started-*"))) == 2


@pytest.mark.parametrize("answers", [b"", b'{"type": "Cl', encode(ClipHeader(8)) + b"1234"])
def test_half_an_answer_is_waited_for_until_the_timeout(
    answers: bytes, pool: Callable[..., WorkerPool], tmp_path: Path
) -> None:
    assert reason_of(pool(SELECT, encode(Ready()) + answers)) == "it didn't answer within 0.5 s"
    assert len(list(tmp_path.glob("started-*"))) == 2


@pytest.mark.parametrize("answer", [Ready(), ClipHeader(0)], ids=["ready", "clip"])
def test_a_question_with_a_wrong_answer_is_asked_twice(
    answer: Message, pool: Callable[..., WorkerPool], tmp_path: Path
) -> None:
    with pytest.raises(VoiceError, match="The speech engine doesn't start"):
        pool(FindVoice(None, "en"), encode(answer)).ask(Voices)
    assert len(list(tmp_path.glob("started-*"))) == 2
