"""Many routines at once: no clip twice, and one that fails does not stop the others."""

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
from coach.batch import Outcome, Task, Wish, run
from coach.model.problems import CoachError
from coach.model.routine import Routine
from coach.planning import Choices
from coach.signals import SignalledError, signals_as_exceptions
from coach.speech.session_speech import SessionSpeech

WISH = Wish(Choices(lead_in_s=0, for_file=True), jobs=2)


class Watch:
    """Notes what it is told."""

    def __init__(self) -> None:
        self.opened_titles: list[str] = []
        self.failures: list[tuple[str, str]] = []
        self.shares: dict[Path, list[float]] = {}
        self.files: set[Path] = set()

    def opened(self, opened: composition.OpenedRoutine) -> None:
        self.opened_titles.append(opened.routine.title)

    def speaking(self, done: int, of: int) -> None:
        assert 0 <= done <= of

    def writing(self, file: Path, done: int, of: int) -> None:
        self.shares.setdefault(file, []).append(done / of)

    def written(self, file: Path) -> None:
        self.files.add(file)

    def failed(self, task: Task, error: CoachError) -> None:
        self.failures.append((task.routine, str(error)))


@pytest.fixture(autouse=True)
def in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name, words in (("a", "Reach up."), ("b", "Bend down."), ("bad", "Unspeakable.")):
        yaml = f"exercises: [{{name: Stretch, hold: 5 s, set_up: {words}}}]\n"
        Path(f"{name}.yaml").write_text(HEAD + yaml, encoding="utf-8")
    Path("broken.yaml").write_text(HEAD + "exercises: [{name: A, hold: 5}]\n", encoding="utf-8")


def task(name: str, *kinds: str) -> Task:
    return Task(f"{name}.yaml", tuple(Path(f"{name}{kind}") for kind in kinds or (".wav",)))


def made(
    tasks: list[Task], voice: ToneVoice | None = None, wish: Wish = WISH
) -> tuple[Outcome, Watch]:
    watch, spoken = Watch(), voice or ToneVoice("Unspeakable.")

    def open_tones(_routine: Routine, _voice: str | None, _rate: int | None) -> SessionSpeech:
        return speech_of(spoken, Path("cache"))

    return run(tasks, wish, watch, open_tones), watch


def test_every_file_is_made_and_told() -> None:
    outcome, watch = made([task("a", ".wav", ".vtt"), task("b", ".mp3", ".json")])
    files = {Path(name) for name in ("a.wav", "a.vtt", "b.mp3", "b.json")}
    assert (set(outcome.written), watch.files, outcome.failed) == (files, files, set())
    assert all(file.stat().st_size for file in files)
    assert watch.opened_titles == ["Test", "Test"]


def test_what_two_routines_say_is_spoken_once() -> None:
    voice = ToneVoice()
    made([task("a", ".wav", ".mp3"), task("b")], voice)
    assert set(Counter(voice.spoken).values()) == {1}
    texts = {utterance.text for utterance in voice.spoken}
    assert {"Reach up.", "Bend down.", "Ready. Begin."} <= texts


# Also when the clips can't be kept: then they stay in memory.
def test_it_is_spoken_once_without_a_place_for_clips() -> None:
    Path("cache").write_bytes(b"a file, no folder")
    voice = ToneVoice()
    outcome, _ = made([task("a"), task("b")], voice)
    assert set(Counter(voice.spoken).values()) == {1}
    assert outcome.warning is not None
    assert outcome.warning.startswith("spoken prompts can't be kept in cache")


def test_one_that_fails_does_not_stop_the_others() -> None:
    tasks = [task("broken"), task("bad"), task("missing"), task("a")]
    outcome, watch = made(tasks)
    assert outcome.written == [Path("a.wav")]
    assert outcome.failed == set(tasks[:3])
    assert [(name, text.splitlines()[0]) for name, text in watch.failures] == [
        ("broken.yaml", "broken.yaml:4:29: error: 5 what? [no-unit]"),
        ("bad.yaml", "the voice failed twice at 'Unspeakable.'"),
        ("missing.yaml", "There is no file `missing.yaml`. Check its name."),
    ]
    assert names_in(Path()) == ["a.wav", "a.yaml", "b.yaml", "bad.yaml", "broken.yaml", "cache"]


def test_what_is_there_stays_unless_it_is_forced() -> None:
    Path("a.wav").write_bytes(b"old")
    outcome, watch = made([task("a"), task("b")])
    assert watch.failures == [
        ("a.yaml", "`a.wav` is there already; choose another name, or add `--force`.")
    ]
    assert (Path("a.wav").read_bytes(), outcome.written) == (b"old", [Path("b.wav")])
    outcome, _ = made([task("a")], wish=replace(WISH, force=True))
    assert (outcome.written, Path("a.wav").read_bytes()[:4]) == ([Path("a.wav")], b"RIFF")


@pytest.mark.parametrize("kind", [".wav", ".flac", ".opus", ".mp3", ".m4a"])
def test_progress_only_grows_and_ends_with_the_file(kind: str) -> None:
    _, watch = made([task("a", kind)])
    (shares,) = watch.shares.values()
    assert shares == sorted(shares)
    assert (shares[-1], 0 < shares[0] < 0.2) == (1.0, True)


def test_a_signal_to_end_that_was_swallowed_ends_it_all_the_same() -> None:
    class Swallowing(Watch):
        def opened(self, opened: composition.OpenedRoutine) -> None:
            super().opened(opened)
            with suppress(SignalledError):  # as Python does in a destructor
                signal.raise_signal(signal.SIGTERM)

    watch = Swallowing()
    with pytest.raises(SignalledError), signals_as_exceptions():
        run([task("a"), task("b")], WISH, watch, lambda *_: speech_of(ToneVoice()))
    assert len(watch.opened_titles) == 1


# Ctrl-C: what was begun is not there, and nothing lies beside it.
@pytest.mark.parametrize("kind", [".wav", ".flac", ".opus", ".mp3", ".m4a"])
def test_nothing_is_left_of_what_was_interrupted(kind: str) -> None:
    class Impatient(Watch):
        def opened(self, opened: composition.OpenedRoutine) -> None:
            super().opened(opened)
            if len(self.opened_titles) > 1:
                raise KeyboardInterrupt

        def writing(self, file: Path, done: int, of: int) -> None:
            super().writing(file, done, of)
            while not batch_stops():
                pass

    watch = Impatient()

    def batch_stops() -> bool:
        return len(watch.opened_titles) > 1

    def open_tones(_routine: Routine, _voice: str | None, _rate: int | None) -> SessionSpeech:
        return speech_of(ToneVoice())

    with pytest.raises(KeyboardInterrupt):
        run([task("a", kind), task("b", kind)], WISH, watch, open_tones)
    assert names_in(Path()) == ["a.yaml", "b.yaml", "bad.yaml", "broken.yaml"]
