"""The tags of audio files, as other libraries read them."""

from __future__ import annotations

import struct
from dataclasses import replace
from pathlib import Path

import av
import pytest
import soundfile
from mutagen.flac import FLAC
from mutagen.id3 import ID3
from mutagen.mp3 import MP3
from mutagen.oggopus import OggOpus
from tones import job_of

from coach.export.audio.tags import id3, riff, vorbis_comments
from coach.export.job import ExportJob
from coach.export.metadata import Chapter, Metadata
from coach.export.registry import export_file
from coach.model.units import FRAME_RATE, milliseconds

TITLE = "Rücken: стоя <b>\x1b[31m & 背\ud800"
PLAIN_TITLE = TITLE.replace("\ud800", "?")


@pytest.fixture
def job() -> ExportJob:
    made = job_of()
    return replace(made, routine=replace(made.routine, title=TITLE))


def metadata(chapters: int) -> Metadata:
    made = tuple(Chapter(n * 480, n * 480 + 480, f"Chapter {n}") for n in range(chapters))
    return Metadata("T", "", "en", made, chapters * 480)


def test_mp3_has_id3_with_chapters_and_a_table_of_contents(tmp_path: Path, job: ExportJob) -> None:
    path = tmp_path / "a.mp3"
    export_file(path, job)
    tags = ID3(path)
    assert tags.version == (2, 3, 0)
    assert (tags["TIT2"].text, tags["TPE1"].text) == ([PLAIN_TITLE], ["A. Author"])
    assert tags["TLAN"].text == ["eng"]
    assert int(tags["TLEN"].text[0]) == milliseconds(job.timeline.total)
    (contents,) = tags.getall("CTOC")
    assert contents.flags == 3  # top level, ordered
    chapters = [tags[f"CHAP:{name}"] for name in contents.child_element_ids]
    assert [
        (c.start_time, c.end_time, c.sub_frames["TIT2"].text, c.start_offset) for c in chapters
    ] == [
        (milliseconds(c.start), milliseconds(c.end), [c.title], 0xFFFFFFFF)
        for c in job.metadata.chapters
    ]


def test_the_first_frame_of_an_mp3_has_length_rate_and_encoder(
    tmp_path: Path, job: ExportJob
) -> None:
    path = tmp_path / "a.mp3"
    export_file(path, job)
    info = MP3(path).info
    assert (info.bitrate, info.sample_rate, info.channels) == (48_000, 24_000, 1)
    assert info.length == pytest.approx(job.timeline.total / FRAME_RATE, abs=0.001)
    assert (info.encoder_info, info.sketchy) == ("LAME 3.100.0+", False)


@pytest.mark.parametrize(("ending", "reader"), [(".flac", FLAC), (".opus", OggOpus)])
def test_flac_and_opus_have_comments_with_chapters(
    ending: str, reader: type[FLAC | OggOpus], tmp_path: Path, job: ExportJob
) -> None:
    path = tmp_path / f"a{ending}"
    export_file(path, job)
    file = reader(path)
    assert file.info.length == pytest.approx(job.timeline.total / FRAME_RATE, abs=0.0001)
    tags = {name.upper(): value for name, value in dict(file).items()}
    assert tags.pop("TITLE") == [PLAIN_TITLE]
    assert tags.pop("ARTIST") == ["A. Author"]
    assert tags.pop("LANGUAGE") == ["en-US"]
    assert tags == {
        key: [value]
        for number, chapter in enumerate(job.metadata.chapters)
        for key, value in (
            (f"CHAPTER{number:03d}", clock(chapter.start)),
            (f"CHAPTER{number:03d}NAME", chapter.title),
        )
    }


def clock(at: int) -> str:
    ms = milliseconds(at)
    return f"00:00:{ms // 1000:02d}.{ms % 1000:03d}"


def test_m4a_has_title_author_and_language(tmp_path: Path, job: ExportJob) -> None:
    path = tmp_path / "a.m4a"
    export_file(path, job)
    with av.open(str(path)) as file:
        assert file.metadata["title"] == PLAIN_TITLE
        assert file.metadata["artist"] == "A. Author"
        assert file.streams.audio[0].metadata["language"] == "eng"


def test_wav_has_info_and_a_cue_point_on_each_chapters_first_sample(
    tmp_path: Path, job: ExportJob
) -> None:
    path = tmp_path / "a.wav"
    export_file(path, job)
    data = path.read_bytes()
    assert struct.unpack_from("<I", data, 4)[0] == len(data) - 8
    with soundfile.SoundFile(path) as file:
        assert (file.frames, file.artist) == (job.timeline.total, "A. Author")
    points = data[data.index(b"cue ") + 8 :]
    count = struct.unpack_from("<I", points)[0]
    starts = [struct.unpack_from("<II4sIII", points, 4 + 24 * n)[5] for n in range(count)]
    assert starts == [chapter.start for chapter in job.metadata.chapters]


def test_id3_has_at_most_255_chapters(tmp_path: Path) -> None:
    path = tmp_path / "many.mp3"
    path.write_bytes(id3(metadata(300)))
    tags = ID3(path)
    assert len(tags.getall("CHAP")) == 255
    assert tags["CHAP:chapter254"].end_time == 3000


def test_vorbis_comments_have_at_most_1000_chapters() -> None:
    comments = vorbis_comments(metadata(1200))
    assert b"CHAPTER999NAME=Chapter 999" in comments
    assert b"CHAPTER1000" not in comments


def test_chunks_are_padded_to_an_even_length() -> None:
    chunks = riff(metadata(3))
    assert len(chunks) % 2 == 0
    at = 0
    while at < len(chunks):
        size = struct.unpack_from("<I", chunks, at + 4)[0]
        at += 8 + size + size % 2
    assert at == len(chunks)
