"""Values with a form of their own: a date, the format's number, a file's name."""

from __future__ import annotations

import re
from datetime import date

from coach.format.doses import Wrong


def day(text: str) -> str | Wrong:
    """Read a date, year first."""
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        return _date_in_words(text) or Wrong(
            f"`{text}` is not a date", "write year-month-day, such as `2026-11-01`"
        )


_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DATE = re.compile(
    r"(?:(?P<d>\d{1,2})(?:st|nd|rd|th)?\.? )?(?P<m>[a-z]{3,9})\.?"
    r"(?: (?P<e>\d{1,2})(?:st|nd|rd|th)?)?,? (?P<y>\d{4})",
    re.IGNORECASE,
)


def _date_in_words(text: str) -> Wrong | None:
    """Say what to write for ``June 2025`` or ``3rd June 2025``."""
    words = _DATE.fullmatch(text)
    if words is None or words["m"][:3].casefold() not in _MONTHS:
        return None
    month = _MONTHS.index(words["m"][:3].casefold()) + 1
    day = f"{words['y']}-{month:02}-{int(words['d'] or words['e'] or 1):02}"
    day_known = bool(words["d"] or words["e"])
    return Wrong(f"`{text}` is a date in words", value=day, loses=not day_known)


FORMAT = 1


def format_number(text: str) -> int | Wrong:
    """Read the number of the format."""
    if text == str(FORMAT):
        return FORMAT
    return Wrong(
        f"this Coach reads format {FORMAT}, not `{text}`", f"write `format: {FORMAT}`",
        value=str(FORMAT), loses=True,
    )  # fmt: skip


LOCAL_FILE = r"^(?![/~])(?!(.*/)?\.\.?(/|$))[^:\\]+$"
"""A file's name for editors: relative, without `..`, a drive or a backslash."""


def local_file(text: str) -> str | Wrong:
    """Read the name of a file that stands beside the routine, or in a folder below it.

    What it says is safe to join to the routine's folder on every system; that it does not lead out
    of it by a link is for whoever opens it to see.
    """
    beside = "put the file beside the routine and write its name alone"
    if re.match(r"[a-z][a-z0-9+.-]+:/", text, re.IGNORECASE):
        return Wrong(f"`{text[:60]}` is an address, and Coach works offline", beside)
    within = text.replace("\\", "/")
    if within.startswith(("/", "~")) or ":" in within or ".." in within.split("/"):
        return Wrong(f"`{text}` leaves the routine's folder", beside)
    if "\\" in text:
        return Wrong(f"`{text}` has a backslash", value=within)
    if {"", "."} & set(within.split("/")):
        return Wrong(f"`{text}` is not a file's name", "write one such as `knee.png`")
    return text
