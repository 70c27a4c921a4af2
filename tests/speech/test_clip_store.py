"""The clip store: any thread can read every clip again, in bounded memory."""

from __future__ import annotations

import contextlib
import os
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tones import ToneVoice, speech_of, tone

from coach.model.clip import Clip
from coach.speech import Utterance
from coach.speech.clip_store import ClipStore

WORDS = [Utterance(f"Number {n} of many.") for n in range(20)]
CLIPS = {word: tone(word) for word in WORDS}
SIZE = len(CLIPS[WORDS[0]].pcm)


@contextlib.contextmanager
def filled(max_bytes: int) -> Iterator[ClipStore]:
    store = ClipStore(max_bytes)
    for word, clip in CLIPS.items():
        store.put(word, clip)
    yield store
    store.clear()


@given(st.lists(st.sampled_from(WORDS)), st.integers(1, 22))
def test_every_clip_can_be_read_again_and_memory_is_bounded(
    asked: list[Utterance], room: int
) -> None:
    with filled(room * SIZE) as store:
        for word in asked:
            assert store.get(word) == CLIPS[word]
            assert sum(len(clip.pcm) for clip in store._in_memory.values()) <= room * SIZE
        assert [store.frames(word) for word in WORDS] == [clip.frames for clip in CLIPS.values()]
        assert len(store) == len(WORDS)
    assert (len(store), store.get(WORDS[0]), store.frames(WORDS[0])) == (0, None, None)


def test_a_session_that_fits_into_memory_needs_no_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "none"))
    with filled(20 * SIZE) as store:
        assert store._file is None


def test_clips_stay_in_memory_where_no_file_can_be_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "none"))
    with filled(SIZE) as store:
        assert [store.get(word) for word in WORDS] == list(CLIPS.values())


def test_a_clip_larger_than_the_limit_is_kept() -> None:
    with filled(1) as store:
        assert [store.get(word) for word in WORDS] == list(CLIPS.values())


def test_readers_that_share_a_file_position_take_turns(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("pread", "pwrite"):
        monkeypatch.delattr(os, name, raising=False)  # as on Windows
    wrong: list[Utterance] = []
    with filled(SIZE) as store:

        def ask() -> None:
            for _ in range(20):
                wrong.extend(word for word in WORDS if store.get(word) != CLIPS[word])

        threads = [threading.Thread(target=ask) for _ in range(3)]
        for thread in threads:
            thread.start()
        for word in WORDS:
            store.put(word, CLIPS[word])
        for thread in threads:
            thread.join()
    assert wrong == []


def test_no_clip_is_lost_if_the_file_is_closed_early() -> None:
    with filled(SIZE) as store:
        assert store._file is not None
        store._file.close()  # as at the end of a session, which the speaking thread may outlive
        again = WORDS[:3]
        for word in again:
            store.put(word, CLIPS[word])
        assert store.get(again[-1]) == CLIPS[again[-1]]


def test_a_clip_that_cannot_be_read_again_comes_from_the_cache(tmp_path: Path) -> None:
    voice, store = ToneVoice(), ClipStore(SIZE)
    with speech_of(voice, tmp_path, store) as speech:
        speech.prepare(WORDS)
        assert store._file is not None
        places = store._file._places
        places.update({word: (10**9, size) for word, (_, size) in places.items()})
        assert [speech.clip(word) for word in WORDS] == list(CLIPS.values())
        assert len(voice.spoken) == len(WORDS)


def test_the_file_is_invisible_and_removed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with filled(SIZE) as store:
        assert store._file is not None
        if os.name == "posix":
            assert list(tmp_path.iterdir()) == []
    assert list(tmp_path.iterdir()) == []


def test_an_empty_clip_is_not_missing() -> None:
    store = ClipStore(0)
    store.put(WORDS[0], Clip(b""))
    assert store.get(WORDS[0]) == Clip(b"")
    assert WORDS[0] in store


def test_only_the_clips_that_do_not_fit_into_memory_are_written() -> None:
    with filled(15 * SIZE) as store:
        assert store._file is not None
        assert list(store._file._places) == WORDS[:5]
