"""Calibrations: from words a minute to an engine's rate, and how they are kept."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from coach.speech.calibration import Calibration, CalibrationStore

# A word takes 0.1 s, and 30 s over the rate.
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


def test_calibrations_are_kept_by_their_key(tmp_path: Path) -> None:
    kept = CalibrationStore(tmp_path / "voices")
    assert kept.get(KEY) is None
    kept.put(KEY, FIGURES)
    assert CalibrationStore(tmp_path / "voices").get(KEY) == FIGURES
    assert kept.get(f"{KEY} 2") is None
    assert [p.suffix for p in (tmp_path / "voices").iterdir()] == [".json"]


@pytest.mark.parametrize(
    "content",
    ["", "{", "[]", "null", '{"key": "another", "figures": [[[1, 1], [2, 2]], 1]}', "\0\xff"],
)
def test_a_damaged_file_counts_as_missing_and_is_written_again(
    content: str, tmp_path: Path
) -> None:
    kept = CalibrationStore(tmp_path)
    kept.put(KEY, FIGURES)
    (path,) = tmp_path.iterdir()
    path.write_text(content, encoding="latin-1")
    assert kept.get(KEY) is None
    kept.put(KEY, FIGURES)
    assert kept.get(KEY) == FIGURES


def test_figures_of_another_type_count_as_missing(tmp_path: Path) -> None:
    kept = CalibrationStore(tmp_path)
    kept.put(KEY, FIGURES)
    (path,) = tmp_path.iterdir()
    content = json.loads(path.read_text())
    for figures in (1, [1], [[[1, 1], [1, 1]], 1], [[["x", 1], [2, 2]], 1]):
        path.write_text(json.dumps({**content, "figures": figures}))
        assert kept.get(KEY) is None


def test_without_a_folder_nothing_is_kept(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    kept = CalibrationStore(tmp_path / "file" / "voices")
    kept.put(KEY, FIGURES)
    assert kept.get(KEY) is None


def test_a_calibration_survives_json() -> None:
    assert Calibration.from_json(json.loads(json.dumps(FIGURES.to_json()))) == FIGURES
