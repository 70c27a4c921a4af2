"""The estimate of a clip's length."""

from __future__ import annotations

import pytest

from coach.model.utterance import Utterance
from coach.speech.estimate import english_equivalent_rate, estimate_frames


# How long espeak's trimmed clips last at 140 words a minute, in seconds.
@pytest.mark.parametrize(
    ("text", "heard_s", "within"),
    [
        ("Five", 0.64, 0.2),
        ("Hold for thirty seconds.", 2.05, 0.2),
        ("Breathe slowly, and let your back widen with every breath.", 4.14, 0.15),
        ("Well done. You have finished your session.", 3.26, 0.15),
        ("Hold for 30 seconds.", 2.05, 0.2),
    ],
)
def test_it_is_close_to_real_clips(text: str, heard_s: float, within: float) -> None:
    assert estimate_frames(Utterance(text)) / 48_000 == pytest.approx(heard_s, rel=within)


def test_it_scales_with_rate_and_pace() -> None:
    whole = estimate_frames(Utterance("Reach your arms out in front of you."), 140)
    half = estimate_frames(Utterance("Reach your arms out in front of you."), 280)
    fast = estimate_frames(Utterance("Reach your arms out in front of you.", 115), 140)
    assert half == pytest.approx(whole / 2, abs=1)
    assert fast == pytest.approx(whole / 1.15, abs=1)


@pytest.mark.parametrize(
    ("text", "least_s", "most_s"),
    [
        ("把左膝拉向胸部\uff0c慢慢呼吸。", 2.5, 6),
        ("ここでいきをすって、ゆっくりはきます。", 2.5, 6),
        ("왼쪽 무릎을 가슴으로 당기세요.", 2, 5),
        ("Потяните левое колено к груди.", 1.5, 4),
        ("Étirez-vous, s\u2019il vous plaît.", 1.5, 4),
    ],
)
def test_other_scripts_take_time_too(text: str, least_s: float, most_s: float) -> None:
    assert least_s < estimate_frames(Utterance(text)) / 48_000 < most_s


# A language with long words has fewer words a minute, and each takes longer.
@pytest.mark.parametrize(
    ("language", "rate", "as_english"),
    [("en-GB", 140, 140), ("tr", 90, 136), ("pl-PL", 100, 137), ("fr", 140, 171), ("xx", 140, 140)],
)
def test_another_language_is_estimated_at_its_english_equivalent_rate(
    language: str, rate: int, as_english: int
) -> None:
    assert english_equivalent_rate(rate, language) == as_english
