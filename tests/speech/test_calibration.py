"""Calibrations: from words a minute to an engine's rate, and how they are stored."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from coach.speech.calibration import Calibration, CalibrationStore

# A word takes 0.1 s plus 30 s divided by the rate.
POINTS = tuple((rate, 60 / (0.1 + 30 / rate)) for rate in (75.0, 100.0, 150.0))
FIGURES = Calibration(POINTS, 1.5)
KEY = "engine 1; voice anna"


@pytest.mark.parametrize("words_per_minute", [90, 120, 150, 180, 220])
def test_a_rate_gives_the_requested_words_a_minute(words_per_minute: int) -> None:
    rate = FIGURES.rate(words_per_minute)
    assert 60 / (0.1 + 30 / rate) == pytest.approx(words_per_minute)


@pytest.mark.parametrize("words_per_minute", [1, 599, 601, 5000])
def test_extreme_requests_still_give_a_positive_rate(words_per_minute: int) -> None:
    assert 0 < FIGURES.rate(words_per_minute) <= 1e6


@pytest.mark.parametrize(
    "figures",
    [
        [[[100, 120]], 1],
        [[[100, 120], [150, 120]], 1],
        [[[150, 200], [100, 120]], 1],
        [[[100, 120], [150, float("nan")]], 1],
        [[[100, 120], [150, 200]], 0],
    ],
)
def test_impossible_figures_are_refused(figures: object) -> None:
    with pytest.raises(ValueError, match="no voice has these figures"):
        Calibration.from_json(figures)


def test_calibrations_are_stored_by_key(tmp_path: Path) -> None:
    store = CalibrationStore(tmp_path / "voices")
    assert store.get(KEY) is None
    store.put(KEY, FIGURES)
    assert CalibrationStore(tmp_path / "voices").get(KEY) == FIGURES
    assert store.get(f"{KEY} 2") is None
    assert [p.suffix for p in (tmp_path / "voices").iterdir()] == [".json"]


@pytest.mark.parametrize(
    "content",
    ["", "{", "[]", "null", '{"key": "another", "figures": [[[1, 1], [2, 2]], 1]}', "\0\xff"],
)
def test_a_damaged_file_counts_as_missing_and_is_replaced(content: str, tmp_path: Path) -> None:
    store = CalibrationStore(tmp_path)
    store.put(KEY, FIGURES)
    (path,) = tmp_path.iterdir()
    path.write_text(content, encoding="latin-1")
    assert store.get(KEY) is None
    store.put(KEY, FIGURES)
    assert store.get(KEY) == FIGURES


def test_figures_of_another_type_count_as_missing(tmp_path: Path) -> None:
    store = CalibrationStore(tmp_path)
    store.put(KEY, FIGURES)
    (path,) = tmp_path.iterdir()
    content = json.loads(path.read_text())
    for figures in (1, [1], [[[1, 1], [1, 1]], 1], [[["x", 1], [2, 2]], 1]):
        path.write_text(json.dumps({**content, "figures": figures}))
        assert store.get(KEY) is None


def test_without_a_folder_nothing_is_stored(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    store = CalibrationStore(tmp_path / "file" / "voices")
    store.put(KEY, FIGURES)
    assert store.get(KEY) is None


def test_a_calibration_survives_json() -> None:
    assert Calibration.from_json(json.loads(json.dumps(FIGURES.to_json()))) == FIGURES
