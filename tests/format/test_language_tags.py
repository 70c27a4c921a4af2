"""Language tags: accepted, put into their standard form, or refused with a suggestion."""

from __future__ import annotations

import pytest
from format_pages import suggested

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
def test_a_tag(text: str, tag: str) -> None:
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
def test_what_is_not_a_tag(text: str, write: str) -> None:
    wrong = language_tag(text)
    assert isinstance(wrong, Wrong)
    assert (suggested(wrong.hint) or wrong.value) == write
