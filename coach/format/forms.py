"""Values with a special form: a date, the format number, a file name."""

from __future__ import annotations

import re
from datetime import date

from coach.format.doses import Wrong


def day(text: str) -> str | Wrong:
    """Read a date in the form ``2026-11-01``."""
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        return _date_in_words(text) or Wrong(
            f"`{text}` isn't a date", "write year, month and day, such as `2026-11-01`"
        )


_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DATE = re.compile(
    r"(?:(?P<d>\d{1,2})(?:st|nd|rd|th)?\.? )?(?P<m>[a-z]{3,9})\.?"
    r"(?: (?P<e>\d{1,2})(?:st|nd|rd|th)?)?,? (?P<y>\d{4})",
    re.IGNORECASE,
)


def _date_in_words(text: str) -> Wrong | None:
    """Suggest a date for ``June 2025`` or ``3rd June 2025``."""
    words = _DATE.fullmatch(text)
    if words is None or words["m"][:3].casefold() not in _MONTHS:
        return None
    month = _MONTHS.index(words["m"][:3].casefold()) + 1
    day = f"{words['y']}-{month:02}-{int(words['d'] or words['e'] or 1):02}"
    day_known = bool(words["d"] or words["e"])
    return Wrong(f"`{text}` is a date in words", value=day, loses=not day_known)


FORMAT = 1


def format_number(text: str) -> int | Wrong:
    """Read the format number."""
    if text == str(FORMAT):
        return FORMAT
    return Wrong(
        f"this version of Coach reads format {FORMAT}, not `{text}`", f"write `format: {FORMAT}`",
        value=str(FORMAT), loses=True,
    )  # fmt: skip


LOCAL_FILE = r"^(?![/~])(?!(.*/)?\.\.?(/|$))[^:\\]+$"
"""The pattern of a file name, for editors: relative, without `..`, a drive or a backslash."""


def local_file(text: str) -> str | Wrong:
    """Read the name of a file in the routine's folder, or in a folder below it.

    The name is safe to join to the routine's folder on every system. Whoever opens the file must
    check that no link leads out of the folder.
    """
    hint = "put the file in the routine's folder, and write only its name"
    if re.match(r"[a-z][a-z0-9+.-]+:/", text, re.IGNORECASE):
        return Wrong(f"`{text[:60]}` is a web address, but Coach works offline", hint)
    within = text.replace("\\", "/")
    if within.startswith(("/", "~")) or ":" in within or ".." in within.split("/"):
        return Wrong(f"`{text}` is outside the routine's folder", hint)
    if "\\" in text:
        return Wrong(f"`{text}` has a backslash", value=within)
    if {"", "."} & set(within.split("/")):
        return Wrong(f"`{text}` isn't a file name", "write one such as `knee.png`")
    return text
