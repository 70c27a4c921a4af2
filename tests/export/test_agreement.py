"""One routine in every kind of file: each cue is where the timeline says.

The tolerance is the file kind's own unit of time, a millisecond or a sample; in decoded sound,
without the encoder's delay, it is one sample.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from decoded import AUDIO, Decoded, Samples, by_ffmpeg, by_libsndfile, lag, reference
from tempo import routine_of
from tones import SHORT, job_of

from coach import composition
from coach.export.job import ExportJob
from coach.export.registry import ENDINGS, export_file
from coach.model.units import FRAME_RATE, frames, seconds
from coach.planning import Choices

MS = FRAME_RATE // 1000


@pytest.fixture(scope="module", params=["tones", "a real voice"])
def job(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[ExportJob]:
    if request.param == "tones":
        yield job_of()
        return
    routine = routine_of(SHORT)
    chosen = Choices(intro="none", lead_in_s=0.5, controls="file")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COACH_CACHE_DIR", str(tmp_path_factory.mktemp("clips")))
        with composition.open_speech(routine, None) as speech:
            made = composition.prepare(routine, chosen, speech)
            yield ExportJob(routine, made.timeline, made.heading, made.clip)


@pytest.fixture(scope="module")
def written(job: ExportJob, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Write one job as every kind of file."""
    folder = tmp_path_factory.mktemp("written")
    files = {ending: folder / f"session{ending}" for ending in ENDINGS}
    for path in files.values():
        export_file(path, job)
    return files


def delay(decoded: Samples, original: Samples, start: int, end: int, margin: int) -> int:
    """Return how many samples late a cue is; its edges and the margin are in samples."""
    begin = max(0, start - margin)
    return lag(decoded[begin : end + margin], original[begin : end + margin])


def decoders() -> list[object]:
    """Return each kind of audio file with each decoder that can read it."""
    both: list[Callable[[Path], Decoded]] = [by_ffmpeg, by_libsndfile]
    return [
        pytest.param(ending, decode, id=f"{ending} {decode.__name__}")
        for ending in AUDIO
        for decode in both
        if (ending, decode) != (".m4a", by_libsndfile)
    ]


@pytest.mark.parametrize(("ending", "decode"), decoders())
def test_every_cue_is_on_its_sample(
    ending: str, decode: Callable[[Path], Decoded], job: ExportJob, written: dict[str, Path]
) -> None:
    decoded = decode(written[ending])
    rate = decoded.rate
    original = reference(job, rate)
    assert lag(decoded.samples, original) == 0
    for cue in job.timeline.cues:
        start, end = cue.start * rate // FRAME_RATE, cue.end * rate // FRAME_RATE
        assert abs(delay(decoded.samples, original, start, end, rate // 20)) <= 1, cue


@pytest.mark.parametrize(("ending", "decode"), decoders())
def test_the_sound_is_as_long_as_the_timeline(
    ending: str, decode: Callable[[Path], Decoded], job: ExportJob, written: dict[str, Path]
) -> None:
    decoded = decode(written[ending])
    more = len(decoded.samples) - -(-job.timeline.total * decoded.rate // FRAME_RATE)
    # AAC ends with a whole packet of 1024 samples; the other kinds state their length.
    assert 0 <= more < (1024 if ending == ".m4a" else 1)


@pytest.mark.parametrize("ending", [".wav", ".flac"])
def test_lossless_files_have_the_same_samples(
    ending: str, job: ExportJob, written: dict[str, Path]
) -> None:
    assert np.array_equal(by_libsndfile(written[ending]).samples, reference(job))


@pytest.mark.parametrize("ending", AUDIO)
def test_there_is_silence_between_cues(
    ending: str, job: ExportJob, written: dict[str, Path]
) -> None:
    decoded = by_ffmpeg(written[ending])
    quiet = np.ones(len(decoded.samples), dtype=bool)
    # Encoders ring for a while after a sound, and for some milliseconds before it.
    for cue in job.timeline.cues:
        begin = (cue.start - 60 * MS) * decoded.rate // FRAME_RATE
        end = (cue.end + 150 * MS) * decoded.rate // FRAME_RATE
        quiet[max(0, begin) : end] = False
    assert quiet.sum() > decoded.rate
    assert (
        np.abs(decoded.samples[quiet]).max() < 0.001
    )  # -60 dB, quieter than the pauses of a recorded voice


@pytest.mark.parametrize("ending", AUDIO)
def test_chapters_start_with_their_exercises(
    ending: str, job: ExportJob, written: dict[str, Path]
) -> None:
    first, *exercises, last = by_ffmpeg(written[ending]).chapters
    names = [cue for cue in job.timeline.cues if cue.kind == "name"]
    assert (first, last[1]) == ((0, "Before you start"), "To finish")
    assert [title for _, title in exercises] == [cue.place.exercise for cue in names]
    assert [cue.text for cue in names] == ["First, Reach up.", "Last, Wait here."]
    for (start_s, _), cue in zip(exercises, names, strict=True):
        assert abs(frames(start_s) - cue.start) <= MS / 2
    assert last[0] == pytest.approx(seconds(job.timeline.segments[-1].start), abs=0.0005)


def in_ms(hours: int, minutes: int, seconds: int, ms: int) -> int:
    return ((hours * 60 + minutes) * 60 + seconds) * 1000 + ms


TIME = r"(\d\d):(\d\d):(\d\d)[.,](\d\d\d)"


@pytest.mark.parametrize("ending", [".vtt", ".srt"])
def test_captions_start_and_end_with_their_cues(
    ending: str, job: ExportJob, written: dict[str, Path]
) -> None:
    text = written[ending].read_text("utf-8")
    shown = []
    for block in text.split("\n\n"):
        if match := re.search(rf"^{TIME} --> {TIME}\n", block, re.MULTILINE):
            numbers = [int(digits) for digits in match.groups()]
            words = " ".join(block[match.end() :].split())
            shown.append((in_ms(*numbers[:4]), in_ms(*numbers[4:]), words))
    for cue in job.timeline.cues:
        start, end, said = shown.pop(0)
        while said != cue.text:
            more_start, more_end, more = shown.pop(0)
            assert more_start == end
            end, said = more_end, f"{said} {more}"
        assert abs(start * MS - cue.start) <= MS / 2
        assert abs(end * MS - cue.end) <= MS / 2
    assert not shown


def test_json_has_the_same_frames(job: ExportJob, written: dict[str, Path]) -> None:
    table = json.loads(written[".json"].read_text("utf-8"))
    assert table["measured"]
    assert frames(table["total_s"]) == job.timeline.total
    assert [(frames(c["start_s"]), frames(c["end_s"]), c["text"]) for c in table["cues"]] == [
        (cue.start, cue.end, cue.text) for cue in job.timeline.cues
    ]
    assert [(frames(s["start_s"]), s["kind"]) for s in table["segments"]] == [
        (segment.start, segment.kind) for segment in job.timeline.segments
    ]


@pytest.mark.parametrize("ending", ENDINGS)
def test_the_same_job_gives_the_same_bytes(
    ending: str, job: ExportJob, written: dict[str, Path], tmp_path: Path
) -> None:
    again = tmp_path / f"again{ending}"
    export_file(again, replace(job))
    assert again.read_bytes() == written[ending].read_bytes()
