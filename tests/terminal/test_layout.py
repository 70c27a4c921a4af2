"""The full screen at several sizes, as people see it. `SHOW_PAGES=1` rewrites the golden files."""

from __future__ import annotations

import os
import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from screen_states import CAT_COW, CIRCUIT, PACE, PACKS, at, cat_cow, changes
from tempo import timeline_of

from coach.model.problems import printable
from coach.planning import Choices
from coach.session.screen import SessionState
from coach.terminal.keyboard import KEYS
from coach.terminal.layout import Layout, Overlay
from coach.terminal.style import Style
from coach.terminal.text_width import width
from coach.terminal.view import View, view

GOLDEN = Path(__file__).parent / "golden"
PLAIN = Style(plain=True)


def page(columns: int, rows: int, seen: View, overlay: Overlay | None = None) -> list[str]:
    return Layout(columns, rows, PLAIN).page(seen, overlay or Overlay(has_keys=True))


def text_of(lines: list[str], columns: int) -> str:
    """Return a page in a frame that shows its width."""
    edge = f"+{'-' * columns}+"
    return "\n".join(
        [edge, *(f"|{line}{' ' * (columns - width(line))}|" for line in lines), edge, ""]
    )


WITHOUT_KEYS = Choices(intro="none", lead_in_s=0, controls="none")
READY = Overlay(has_keys=True, can_be_ready=True)
PAGES: dict[str, tuple[SessionState, Overlay]] = {
    "phase": (at(cat_cow(), "Breathe out", 1, after_s=1.5), Overlay(has_keys=True)),
    "hold": (at(cat_cow(), "Hold.", 1, after_s=20), Overlay(has_keys=True)),
    "floor": (at(cat_cow(), "Press Enter when you're there", 1), READY),
    "ready": (
        at(cat_cow(), "Hands under", 1, after_s=14),
        replace(READY, silent=True),
    ),
    "wait": (at(timeline_of(PACKS), "Take your time", 1, after_s=20), READY),
    "pace": (
        at(timeline_of(PACE, WITHOUT_KEYS), "At your own pace", 1, after_s=20),
        Overlay(),
    ),
    "alternating": (at(timeline_of(CIRCUIT), "Hold.", 1, after_s=1), Overlay()),
    "paused": (at(cat_cow(), "Breathe out", 1), replace(READY, paused=True)),
    "announcement": (
        at(cat_cow(), "Hold for 45", 1),
        Overlay(announcement="Ten seconds more.", has_keys=True),
    ),
    "keys": (at(cat_cow(), "Hold for 45", 1), Overlay(keys=True, has_keys=True)),
    "message": (
        at(cat_cow(), "Hold for 45", 1),
        Overlay(message="The sound is gone. Trying to get it back.", has_keys=True),
    ),
}


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize(("columns", "rows"), [(80, 24), (120, 40), (40, 12)])
def test_a_page_matches_its_golden_file(name: str, columns: int, rows: int) -> None:
    state, overlay = PAGES[name]
    shown = text_of(page(columns, rows, view(state), overlay), columns)
    path = GOLDEN / f"{name}-{columns}x{rows}.txt"
    if os.environ.get("SHOW_PAGES"):
        path.write_text(shown, encoding="utf-8")
    assert shown == path.read_text(encoding="utf-8")


SEEN = [view(state) for state, _ in PAGES.values()]
WORDS = st.text(max_size=120)


@settings(deadline=None, max_examples=200)
@given(
    st.sampled_from(SEEN),
    st.builds(
        Overlay, announcement=st.sampled_from(["", "Ten seconds more."]), paused=st.booleans(),
        silent=st.booleans(), message=WORDS, keys=st.booleans(), has_keys=st.booleans(),
        can_be_ready=st.booleans(),
    ),
    WORDS,
    st.integers(1, 210),
    st.integers(1, 70),
)  # fmt: skip
def test_every_page_fits_its_terminal(
    seen: View, overlay: Overlay, words: str, columns: int, rows: int
) -> None:
    lines = page(columns, rows, replace(seen, words=words, title=words, next=words), overlay)
    assert len(lines) <= rows
    assert all(printable(line) == line for line in lines)
    if columns >= 20:
        assert max(map(width, lines), default=0) <= columns


def test_texts_by_authors_cannot_send_control_characters() -> None:
    seen = replace(SEEN[0], words="\x1b]0;gone\x07Lift", next="\x1b[2J", title="\x9bH")
    lines = page(200, 40, seen)
    assert not any(c in "".join(lines) for c in "\x1b\x07\x9b")
    assert any("<U+001B>]0;gone<U+0007>Lift" in line for line in lines)


def test_words_without_big_letters_are_shown_at_normal_size() -> None:
    lines = page(80, 24, replace(SEEN[0], words="呼吸してください"))
    assert any(line.strip() == "呼吸してください" for line in lines)


def test_all_keys_are_listed_at_every_size() -> None:
    for columns, rows in ((80, 24), (120, 40), (76, 16), (40, 12)):
        lines = page(columns, rows, SEEN[0], Overlay(keys=True, has_keys=True))
        for key, _ in KEYS:
            assert any(f" {key} " in f" {line} " for line in lines), (key, columns, rows)


def test_without_a_keyboard_no_key_is_mentioned() -> None:
    timelines = (timeline_of(yaml, WITHOUT_KEYS) for yaml in (CAT_COW, PACKS, PACE))
    for seen in (view(state) for timeline in timelines for state in changes(timeline)):
        for paused in (False, True):
            shown = "\n".join(page(40, 12, seen, Overlay(paused=paused))).lower()
            assert "space" not in shown
            assert "enter" not in shown.replace("center", "")


def test_without_colour_important_text_is_still_bold() -> None:
    coloured = "".join(Layout(80, 24, Style()).page(SEEN[0], Overlay()))
    without = "".join(Layout(80, 24, Style(colour=False)).page(SEEN[0], Overlay()))
    assert "\x1b[1;32m" in coloured
    assert "32m" not in without
    assert "\x1b[1m" in without


def foot(columns: int, overlay: Overlay, rows: int = 12) -> str:
    """Return the last line of a page, with 12:34 left."""
    return page(columns, rows, replace(SEEN[0], left_s=754), overlay)[-1].strip()


KEYBOARD = Overlay(has_keys=True)
PAUSED = replace(READY, paused=True)


@pytest.mark.parametrize(
    ("columns", "overlay", "shown"),
    [
        (80, KEYBOARD, ["12:34 left", "space: pause · h: keys · q: stop"]),
        (80, READY, ["12:34 left", "Enter: ready · space: pause · h: keys · q: stop"]),
        (80, PAUSED, ["12:34 left", "Enter: ready · space: go on · h: keys · q: stop"]),
        (40, KEYBOARD, ["12:34 left", "space: pause · h: keys"]),
        (40, READY, ["12:34 left", "Enter: ready"]),
        (40, PAUSED, ["12:34", "Enter: ready · space: go on"]),
        (30, READY, ["12:34 left", "Enter: ready"]),
        (30, PAUSED, ["Enter: ready · space: go on"]),
        (24, READY, ["12:34", "Enter: ready"]),
        (20, READY, ["Enter: ready"]),
        (20, PAUSED, ["Enter: ready"]),
        (20, KEYBOARD, ["12:34 left"]),
        (80, Overlay(can_be_ready=True, paused=True), ["12:34 left"]),
    ],
)
def test_the_foot_names_what_enter_does_before_anything_else(
    columns: int, overlay: Overlay, shown: list[str]
) -> None:
    assert re.split(" {2,}", foot(columns, overlay)) == shown


@settings(deadline=None)
@given(
    columns=st.integers(14, 210),
    rows=st.integers(5, 70),
    paused=st.booleans(),
    preparing=st.booleans(),
)
def test_whenever_enter_does_something_the_foot_says_so(
    *, columns: int, rows: int, paused: bool, preparing: bool
) -> None:
    seen = replace(SEEN[0], ready=40 if preparing else None)
    overlay = replace(READY, paused=paused, message="The sound is gone.")
    last = page(columns, rows, seen, overlay)[-1]
    assert "Enter: ready" in last
    assert width(last) <= columns
    if columns >= 30:
        assert ("space: go on" in last) == paused


def test_the_footer_shows_how_much_slow_speech_is_ready() -> None:
    state = at(cat_cow(), "Hold for 45", 1)
    known = page(80, 24, view(state))[-1].split(" left")[0].strip()
    preparing = replace(state, ready_until=state.timeline.total * 2 // 5)
    footer = page(80, 24, view(preparing))[-1].strip()
    assert footer.startswith(f"about {known} left, voice ")
    assert footer.split("voice ")[1].startswith(("39 % ready", "40 % ready"))
    assert max(width(line) for line in page(20, 8, view(preparing))) <= 20
