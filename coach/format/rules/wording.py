"""What several rules write in their hints: a line of a leaflet as an exercise."""

from __future__ import annotations

import re

from coach.format.doses import a_time, understand
from coach.format.instead import PACE
from coach.format.values import joined

_MANY = re.compile(r"(\d{1,3}) ?(?:x|\u00d7|\*|sets? of) ?(\d{1,3})\b", re.IGNORECASE)
_ONCE = re.compile(
    r"\b(?:x|\u00d7) ?(\d{1,3})\b|\b(\d{1,3}) ?(?:times|x|reps?|repetitions?)(?: |$)", re.IGNORECASE
)


def as_exercise(text: str) -> str:
    """Return what to write for an exercise that is a line of text: ``Bridge 10 x 5 s``."""
    text = " ".join(text[:200].split())
    first = re.search(r"\d", text)
    name = text[: first.start()] if first else text
    name = re.sub(r"(?:[\s,;:(\-\u2013]|\b(?:x|hold|for)$)+$", "", name, flags=re.IGNORECASE)
    time = a_time(text)
    rest = re.sub(r"\d+(?:[.,]\d+)? ?(?:s|sec|second|min|minute|h|hour)s?\b\.?", " ", text, count=1)
    many, once = _MANY.search(rest), _ONCE.search(rest)
    keys = [f"hold: {time}"] if time else []
    if many:
        keys += [f"sets: {many[1]}", f"reps: {many[2]}"]
    elif once:
        keys.append(f"reps: {once[1] or once[2]}")
    elif not time and first and (dose := understand(text[first.start() :])) and dose.count:
        keys.append(f"reps: {dose.count}")
    if not time:
        keys.insert(0, f"every: {PACE}" if keys else "hold: 10 s")
    below = joined(f"`{key}`" for key in keys)
    return f"`- name: {name or 'Bridge'}`, and below it {below}"
