"""Several routines at once: no clip is made twice, and a failure doesn't stop the others."""

from __future__ import annotations

import signal
from collections import Counter
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
from tempo import HEAD
from tones import ToneVoice, names_in, speech_of

from coach import composition
from coach.batch import ExportOptions, ExportResult, ExportTask, export_all
from coach.export.registry import KINDS
from coach.model.problems import CoachError
from coach.model.routine import Routine
from coach.planning import Choices
from coach.signals import SignalledError, signals_as_exceptions
from coach.speech.session_speech import SessionSpeech

AUDIO = tuple(kind.ending for kind in KINDS if kind.has_chapters)
OPTIONS = ExportOptions(Choices(lead_in_s=0, controls="file"), jobs=2)


class Recorder:
    """Records what an export reports."""

    def __init__(self) -> None:
        self.opened_titles: list[str] = []
        self.failures: list[tuple[str, str]] = []
        self.shares: dict[Path, list[float]] = {}
        self.files: set[Path] = set()

    def opened(self, opened: composition.OpenedRoutine) -> None:
        self.opened_titles.append(opened.routine.title)

    def speaking(self, done: int, total: int) -> None:
        assert 0 <= done <= total

    def writing(self, file: Path, done: int, total: int) -> None:
        self.shares.setdefault(file, []).append(done / total)

    def written(self, file: Path) -> None:
        self.files.add(file)

    def failed(self, task: ExportTask, error: CoachError) -> None:
        self.failures.append((task.routine, str(error)))


@pytest.fixture(autouse=True)
def in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name, words in (("a", "Reach up."), ("b", "Bend down."), ("bad", "Unspeakable.")):
        yaml = f"exercises: [{{name: Stretch, for: 5 s, set_up: {words}}}]\n"
        Path(f"{name}.yaml").write_text(HEAD + yaml, encoding="utf-8")
    Path("broken.yaml").write_text(HEAD + "exercises: [{name: A, hold: 5}]\n", encoding="utf-8")


def task(name: str, *kinds: str) -> ExportTask:
    return ExportTask(f"{name}.yaml", tuple(Path(f"{name}{kind}") for kind in kinds or (".wav",)))


def run_export(
    tasks: list[ExportTask], voice: ToneVoice | None = None, options: ExportOptions = OPTIONS
) -> tuple[ExportResult, Recorder]:
    recorder, spoken = Recorder(), voice or ToneVoice("Unspeakable.")

    def open_tones(_routine: Routine, _voice: str | None, _rate: int | None) -> SessionSpeech:
        return speech_of(spoken, Path("cache"))

    return export_all(tasks, options, recorder, open_tones), recorder


def test_every_file_is_written_and_reported() -> None:
    result, recorder = run_export([task("a", ".wav", ".vtt"), task("b", ".mp3", ".json")])
    files = {Path(name) for name in ("a.wav", "a.vtt", "b.mp3", "b.json")}
    assert (set(result.written), recorder.files, result.failed) == (files, files, set())
    assert all(file.stat().st_size for file in files)
    assert recorder.opened_titles == ["Test", "Test"]


def test_words_that_two_routines_share_are_spoken_once() -> None:
    voice = ToneVoice()
    run_export([task("a", ".wav", ".mp3"), task("b")], voice)
    assert set(Counter(voice.spoken).values()) == {1}
    texts = {utterance.text for utterance in voice.spoken}
    assert {"Reach up.", "Bend down.", "Ready, and begin."} <= texts


# A file's player can only be paused; the page has a button to say that one is ready.
def test_a_page_is_planned_for_its_buttons_and_a_file_for_none() -> None:
    run_export([task("a", ".vtt", ".html")])
    page, captions = Path("a.html").read_text("utf-8"), Path("a.vtt").read_text("utf-8")
    at_the_page = "Tap the big button to pause, and I'm ready to go on sooner."
    assert at_the_page in page
    assert "You can pause at any time." not in page
    assert "You can pause at any time." in captions
    assert "Tap" not in captions


# Clips that can't be cached stay in memory.
def test_shared_words_are_spoken_once_even_without_a_cache() -> None:
    Path("cache").write_bytes(b"a file, not a folder")
    voice = ToneVoice()
    result, _ = run_export([task("a"), task("b")], voice)
    assert set(Counter(voice.spoken).values()) == {1}
    assert result.warning is not None
    assert result.warning.startswith("Spoken prompts can't be kept in `cache`")


def test_a_failure_does_not_stop_the_others() -> None:
    tasks = [task("broken"), task("bad"), task("missing"), task("a")]
    result, recorder = run_export(tasks)
    assert result.written == [Path("a.wav")]
    assert result.failed == set(tasks[:3])
    assert [(name, text.splitlines()[0]) for name, text in recorder.failures] == [
        ("broken.yaml", "broken.yaml:4:29: error: `5` needs a unit [no-unit]"),
        ("bad.yaml", "the voice failed twice at 'Unspeakable.'"),
        ("missing.yaml", "There is no file `missing.yaml`. Check its name."),
    ]
    assert names_in(Path()) == ["a.wav", "a.yaml", "b.yaml", "bad.yaml", "broken.yaml", "cache"]


def test_existing_files_are_kept_unless_forced() -> None:
    Path("a.wav").write_bytes(b"old")
    result, recorder = run_export([task("a"), task("b")])
    assert recorder.failures == [
        ("a.yaml", "`a.wav` already exists; choose another name, or add `--force`.")
    ]
    assert (Path("a.wav").read_bytes(), result.written) == (b"old", [Path("b.wav")])
    result, _ = run_export([task("a")], options=replace(OPTIONS, force=True))
    assert (result.written, Path("a.wav").read_bytes()[:4]) == ([Path("a.wav")], b"RIFF")


@pytest.mark.parametrize("kind", AUDIO)
def test_progress_only_grows_and_ends_with_the_file(kind: str) -> None:
    _, recorder = run_export([task("a", kind)])
    (shares,) = recorder.shares.values()
    assert shares == sorted(shares)
    assert (shares[-1], 0 < shares[0] < 0.2) == (1.0, True)


def test_a_swallowed_signal_still_ends_the_export() -> None:
    class Swallowing(Recorder):
        def opened(self, opened: composition.OpenedRoutine) -> None:
            super().opened(opened)
            with suppress(SignalledError):  # as Python does in a destructor
                signal.raise_signal(signal.SIGTERM)

    recorder = Swallowing()
    with pytest.raises(SignalledError), signals_as_exceptions():
        export_all([task("a"), task("b")], OPTIONS, recorder, lambda *_: speech_of(ToneVoice()))
    assert len(recorder.opened_titles) == 1


@pytest.mark.parametrize("kind", AUDIO)
def test_ctrl_c_leaves_no_unfinished_file(kind: str) -> None:
    class Impatient(Recorder):
        def opened(self, opened: composition.OpenedRoutine) -> None:
            super().opened(opened)
            if len(self.opened_titles) > 1:
                raise KeyboardInterrupt

        def writing(self, file: Path, done: int, total: int) -> None:
            super().writing(file, done, total)
            while not batch_stops():
                pass

    recorder = Impatient()

    def batch_stops() -> bool:
        return len(recorder.opened_titles) > 1

    def open_tones(_routine: Routine, _voice: str | None, _rate: int | None) -> SessionSpeech:
        return speech_of(ToneVoice())

    with pytest.raises(KeyboardInterrupt):
        export_all([task("a", kind), task("b", kind)], OPTIONS, recorder, open_tones)
    assert names_in(Path()) == ["a.yaml", "b.yaml", "bad.yaml", "broken.yaml"]
