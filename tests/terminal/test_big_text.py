"""Big text: what the letters look like, and that they fit."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.terminal.big_text import HALF_SCALES, can_draw, draw
from coach.terminal.glyphs import ABOVE, BELOW, CAP, glyph


def test_text_is_drawn_from_quarters_of_cells_and_wrapped_between_words() -> None:
    assert draw("Breathe in, let go", 52, 10) == (
        "█▀▙             ▄  █         ▀         ▐▌     ▗▖",
        "█▄▛ █▞▘▗▛▜▖ ▀▜▖▝█▀ █▀▙ ▟▀▙   █ █▀▙     ▐▌ ▟▀▙ ▜▛▘",
        "█ █ █  ▐▛▀▘▗▛▜▌ █  █ █ █▀▀   █ █ █ ▗▖  ▐▌ █▀▀ ▐▌",
        "▀▀▘ ▀   ▀▀  ▀▀▘ ▝▀ ▀ ▀ ▝▀▘   ▀ ▀ ▀ ▟▘   ▀ ▝▀▘  ▀▘",
        "",
        "",
        "▟▀█ ▟▀▙",
        "█ █ █ █",
        "▝▀█ ▝▀▘",
        "▝▀▘",
    )


def test_letters_are_as_tall_as_there_is_room_for() -> None:
    assert draw("Lift", 30, 7) == (
        "██      ██    ███",
        "██           ██     ██",
        "██      ██  █████  █████",
        "██      ██   ██     ██",
        "██      ██   ██     ██",
        "██      ██   ██     ██",
        "██████  ██   ██      ███",
    )
    assert [len(draw("Lift", columns, 40) or ()) for columns in (16, 30, 60, 100)] == [4, 7, 18, 21]
    assert [len(draw("Lift", 100, rows) or ()) for rows in (4, 6, 9, 20)] == [4, 6, 9, 18]


def test_a_text_that_does_not_fit_is_not_drawn() -> None:
    assert draw("Breathe", 10, 20) is None  # the word is wider
    assert draw("Breathe in and out again", 40, 4) is None  # too many lines


def test_accents_are_drawn_above_and_below() -> None:
    assert draw("Épaule à ça", 60, 6) == draw("E\N{COMBINING ACUTE ACCENT}paule à ça", 60, 6)
    assert draw("É", 20, 6) != draw("E", 20, 6)
    assert draw("ç", 20, 6) != draw("c", 20, 6)


@pytest.mark.parametrize("text", ["呼吸", "дыши", "Łódź", "ok 😀", "<U+202E>\N{BLACK STAR}"])
def test_a_text_with_an_unknown_character_is_not_drawn(text: str) -> None:
    assert not can_draw(text)
    assert draw(text, 200, 60) is None


def test_curly_quotes_are_drawn_like_straight_ones() -> None:
    assert draw("Child\N{RIGHT SINGLE QUOTATION MARK}s Pose", 80, 5) == draw("Child's Pose", 80, 5)


def test_all_characters_used_in_western_europe_can_be_drawn() -> None:
    letters = "abcdefghijklmnopqrstuvwxyz"
    accented = "àáâãäåçèéêëìíîïñòóôõöøùúûüýÿßæ"
    marks = "0123456789.,:;!?'\"-()/+%&=°…¿¡*½"
    assert can_draw(letters + letters.upper() + accented + marks)
    assert can_draw(
        accented.replace("ÿ", "").replace("ß", "").replace("æ", "").upper().replace("Ø", "")
    )


def test_every_glyph_is_complete() -> None:
    for code in range(0x20, 0x250):
        rows = glyph(chr(code))
        if rows is not None:
            assert len(rows) == ABOVE + CAP + BELOW
            assert len({len(row) for row in rows}) == 1
            assert set("".join(rows)) <= {"#", "."}


def test_the_linux_console_gets_only_whole_and_half_blocks() -> None:
    for columns, rows in ((40, 6), (80, 14), (200, 50)):
        drawn = draw("Breathe in", columns, rows, HALF_SCALES)
        assert drawn is None or set("".join(drawn)) <= set(" ▀▄█")
    assert draw("Breathe in", 80, 14, HALF_SCALES) is not None


@given(
    st.text(st.characters(min_codepoint=32, max_codepoint=0x17F), max_size=60),
    st.integers(1, 220),
    st.integers(1, 60),
)
def test_whatever_is_drawn_fits(text: str, columns: int, rows: int) -> None:
    drawn = draw(text, columns, rows)
    if drawn is not None:
        assert len(drawn) <= rows
        assert max(map(len, drawn)) <= columns
        assert any(line.strip() for line in drawn)
