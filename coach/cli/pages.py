"""What `coach list` and `coach show` print."""

from __future__ import annotations

import json
import textwrap
from dataclasses import dataclass

from coach import composition, library
from coach.export.dose import dose_text, later_doses, schedule_text, timed_texts
from coach.export.timetable import SEGMENT_NAMES
from coach.export.words import FALLBACK
from coach.export.words import load as words_of
from coach.model.problems import CoachError, Severity, as_text, printable
from coach.model.routine import Circuit, Exercise, Remind, Rest, Routine, Text
from coach.model.timeline import Timeline
from coach.model.units import clock_text, duration_text, seconds
from coach.planning import Choices

WIDTH = 88


@dataclass(frozen=True)
class Listed:
    """A routine in the list; `problem` says why it can't be played."""

    entry: library.Entry
    title: str = ""
    language: str = ""
    total_s: float | None = None
    problem: str = ""


def _listed(entry: library.Entry) -> Listed:
    try:
        reading = library.read(entry.path)
        if reading.routine is None:
            errors = [p for p in reading.problems if p.severity is Severity.ERROR]
            return Listed(entry, problem=as_text(errors[0]).splitlines()[0])
        timeline, _ = composition.estimated_timeline(reading.routine, Choices())
    except CoachError as error:
        return Listed(entry, problem=str(error))
    routine = reading.routine
    return Listed(entry, routine.title, routine.language, seconds(timeline.total))


def routines(*, as_json: bool) -> str:
    """Return the routines that are known by name, grouped by where they come from."""
    found = [_listed(entry) for entry in library.entries()]
    if as_json:
        table = [
            {
                "name": row.entry.name,
                "title": row.title,
                "language": row.language,
                "total_s": row.total_s,
                "origin": row.entry.origin,
                "path": str(row.entry.path),
                "problem": row.problem or None,
            }
            for row in found
        ]
        return json.dumps(table, ensure_ascii=False, indent=1) + "\n"
    headings = {
        "yours": f"Your own ({library.own_folder()})",
        "bundled": "With Coach",
        "this folder": "In this folder",
    }
    name_width = max((len(row.entry.name) for row in found), default=0)
    title_width = max((len(row.title) for row in found), default=0)
    lines: list[str] = []
    for origin, heading in headings.items():
        rows = [row for row in found if row.entry.origin == origin]
        if rows:
            lines += ["", heading] if lines else [heading]
        for row in rows:
            name = f"  {row.entry.name:<{name_width}}"
            if row.total_s is None:
                lines.append(f"{name}  can't be played: {row.problem}")
            else:
                about = f"about {max(1, round(row.total_s / 60))} min"
                lines.append(f"{name}  {row.title:<{title_width}}  {about:<13}  {row.language}")
    if not any(row.entry.origin == "yours" for row in found):
        lines += ["", f"Your own routines go into {library.own_folder()}."]
    shelves = library.exercises()
    for origin, names in shelves:
        heading = "Exercises of the library, for `use`"
        if origin != "bundled":
            heading = f"Exercises for `use`: {headings[origin][:1].lower()}{headings[origin][1:]}"
        lines += ["", heading, *_wrapped(", ".join(names), "  ")]
    return printable_lines(lines)


def printable_lines(lines: list[str]) -> str:
    """Join lines, each safe on a terminal."""
    return "".join(f"{printable(line.rstrip())}\n" for line in lines)


def routine(routine: Routine, choices: Choices, timeline: Timeline) -> str:
    """Return a routine as a page to read."""
    lines = [routine.title, "=" * len(routine.title)]
    lines += _wrapped(routine.summary)
    minutes = max(1, round(seconds(timeline.total) / 60))
    lines += ["", f"Length: about {minutes} min, rests included"]
    facts = {
        "Schedule": schedule_text(routine.schedule, words_of(FALLBACK)),
        "Equipment": ", ".join(routine.equipment),
        "Author": routine.author,
        "Reviewed": routine.reviewed,
    }
    lines += [f"{name}: {text}" for name, text in facts.items() if text]
    for heading, texts in (
        ("Before you start", routine.before),
        ("Don't start if", routine.do_not_start_if),
        ("Stop at once if", routine.stop_if),
    ):
        lines += _section(heading, texts)
    number = 0
    for entry in routine.entries:
        if isinstance(entry, Rest):
            lines += ["", f"Rest {duration_text(entry.for_s)}"]
            continue
        if isinstance(entry, Circuit):
            lines += ["", f"{entry.name}: {entry.rounds} rounds of"]
        for exercise in entry.exercises if isinstance(entry, Circuit) else (entry,):
            if isinstance(exercise, Rest):
                lines += ["", f"Rest {duration_text(exercise.for_s)}"]
                continue
            number += 1
            lines += _exercise(number, exercise, choices.week)
    lines += _section("To finish", routine.after)
    lines += ["", "Timetable"]
    lines += [
        f"  {clock_text(seconds(s.start)):>7}  {s.exercise or SEGMENT_NAMES[s.kind]}"
        for s in timeline.segments
    ]
    return printable_lines(lines)


def _section(heading: str, texts: tuple[str, ...]) -> list[str]:
    if not texts:
        return []
    return ["", heading, *(line for text in texts for line in _wrapped(text, "  - "))]


def _wrapped(text: str, lead: str = "") -> list[str]:
    return textwrap.wrap(
        text,
        WIDTH,
        initial_indent=lead,
        subsequent_indent=" " * len(lead),
        break_long_words=False,
        break_on_hyphens=False,
    )


def _exercise(number: int, whole: Exercise, week: int | None) -> list[str]:
    exercise = whole.in_week(week)
    position = f" ({exercise.position.name})" if exercise.position else ""
    words = words_of(FALLBACK)
    lines = ["", f"{number}. {exercise.name}{position}: {dose_text(exercise, words)}"]
    for start, later in later_doses(whole, week, words):
        load = later.fact("load") and f" Load: {later.fact('load')}"
        dose = words("from_week", n=start, dose=dose_text(later, words))
        lines += _wrapped(f"{dose}.{load}", "   ")
    for text in exercise.set_up:
        lines += _wrapped(_words(text, exercise), "   - ")
    for how_long, text in timed_texts(exercise, words):
        lines += _wrapped(f"{how_long}: {_words(text, exercise)}", "   * ")
    for label, texts in (
        ("Do", (exercise.say,)),
        ("Then", (exercise.release,)),
        ("Care", exercise.care),
        ("Easier", (exercise.easier,)),
        ("Harder", (exercise.harder,)),
    ):
        for spoken in texts:
            lines += _wrapped(f"{label}: {_words(spoken, exercise)}", "   ") if spoken else []
    if exercise.remind:
        lines += _wrapped(_reminders(exercise.remind, exercise), "   ")
    for key, fact in exercise.facts:
        lines += _wrapped(f"{key.replace('_', ' ').capitalize()}: {fact}", "   ")
    return lines


def _reminders(remind: Remind, exercise: Exercise) -> str:
    said = " ".join(_words(text, exercise) for text in remind.say)
    return f"Every {duration_text(remind.every_s)}: {said}"


def _words(text: Text, exercise: Exercise) -> str:
    """Return a text to read: where the sides differ, both of those that are done."""
    if not text.differs or exercise.sides is None:
        return text.left
    order = exercise.sides.order
    if len(order) == 1:
        return text.on(order[0], order[0])
    return " / ".join(f"{side.title()}: {text.on(side, side)}" for side in order)
