"""The texts that voices are measured and tried out with."""

from __future__ import annotations

from coach.model.language import primary_subtag
from coach.phrases import languages as languages_with_phrases
from coach.speech.sample_texts import calibration_texts, demo_texts, languages


def test_each_language_has_the_same_number_of_texts() -> None:
    assert set(languages()) == {primary_subtag(tag) for tag in languages_with_phrases()}
    assert {len(calibration_texts(language)) for language in languages()} == {11}
    assert calibration_texts("es-MX") == calibration_texts("es")
    assert calibration_texts("fi") == demo_texts("fi") == ("1, 2, 3.", "4, 5, 6.", "7, 8, 9, 10.")
    assert set(demo_texts("de")) <= set(calibration_texts("de"))
