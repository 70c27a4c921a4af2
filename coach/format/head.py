"""Values with a form of their own: the format's number, a position, a date, a file's name."""

from __future__ import annotations

import re
from datetime import date

from coach.format.quantities import Wrong
from coach.model.routine import Position, position_of

FORMAT = 1


def position(text: str) -> Position | Wrong:
    """Read a position: a known one, or the author's words."""
    return position_of(text)


def format_number(text: str) -> int | Wrong:
    """Read the number of the format."""
    if text == str(FORMAT):
        return FORMAT
    return Wrong(f"this Coach reads format {FORMAT}, not `{text}`", f"write `format: {FORMAT}`")


def day(text: str) -> str | Wrong:
    """Read a date, year first."""
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        return Wrong(f"`{text}` is no date", "write year-month-day, such as `2026-11-01`")


LOCAL_FILE = r"^(?![/~])(?!(.*/)?\.\.?(/|$))[^:\\]+$"
"""A file's name for editors: relative, without `..`, a drive or a backslash."""


def local_file(text: str) -> str | Wrong:
    """Read the name of a file that stands beside the routine, or in a folder below it.

    What it says is safe to join to the routine's folder on every system; that it does not lead out
    of it by a link is for whoever opens it to see.
    """
    if re.match(r"[a-z][a-z0-9+.-]+:/", text, re.IGNORECASE):
        message = f"`{text[:60]}` is an address, and Coach works offline"
        return Wrong(message, "put the file beside the routine and write its name alone")
    within = text.replace("\\", "/")
    if within.startswith(("/", "~")) or ":" in within or ".." in within.split("/"):
        message = f"`{text}` leaves the routine's folder"
        return Wrong(message, "put the file beside the routine and write its name alone")
    if "\\" in text:
        return Wrong(f"`{text}` has a backslash", f"write `{within}`")
    if {"", "."} & set(within.split("/")):
        return Wrong(f"`{text}` is no file's name", "write one such as `knee.png`")
    return text
