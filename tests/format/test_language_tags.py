"""The tag of a routine's language: accepted, put in its usual form, or what to write instead."""

from __future__ import annotations

import pytest
from sample_routines import suggested

from coach.format.doses import Wrong
from coach.format.languages import language_tag


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("en", "en"),
        ("en-US", "en-US"),
        ("en-UK", "en-GB"),
        ("ES-mx", "es-MX"),
        ("pt-BR", "pt-BR"),
        ("de-CH-1996", "de-CH-1996"),
        ("es-419", "es-419"),
        ("tlh", "tlh"),
        ("no", "no"),
    ],
)
def test_a_tag_in_its_usual_form(text: str, tag: str) -> None:
    assert language_tag(text) == tag


@pytest.mark.parametrize(
    ("text", "write"),
    [
        ("English", "en-US | en-GB"),
        ("UK English", "en-GB"),
        ("American English", "en-US"),
        ("Deutsch", "de-DE | de-AT | de-CH"),
        ("espa\u00f1ol", "es-ES | es-MX"),
        ("Welsh", "cy-GB"),
        ("en_US", "en-US"),
        ("gr", "el | GR"),
        ("cz", "cs | CZ"),
        ("xx", "en-US | es | fr-CA"),
        ("klingon", "en-US | es | fr-CA"),
        ("x" * 36, "en-US | es | fr-CA"),
        ("\u65e5\u672c\u8a9e", "en-US | es | fr-CA"),
    ],
)
def test_what_to_write_instead_of_an_invalid_tag(text: str, write: str) -> None:
    wrong = language_tag(text)
    assert isinstance(wrong, Wrong)
    assert (suggested(wrong.hint) or wrong.value) == write
