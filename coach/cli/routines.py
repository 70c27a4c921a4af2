"""`coach list` and `coach show`: the routines that Coach knows, and one of them to read."""

from __future__ import annotations

import json
import textwrap
from dataclasses import dataclass, replace

import click

from coach import composition, library
from coach.cli.options import choices, show_problems, warn
from coach.export.dose import dose_text, later_doses, schedule_text, timed_texts
from coach.export.timetable import SEGMENT_NAMES
from coach.export.words import FALLBACK
from coach.export.words import load as words_of
from coach.model.problems import CoachError, Severity, as_text, printable
from coach.model.routine import Exercise, Remind, Rest, Routine, Text
from coach.model.timeline import Timeline
from coach.model.units import clock_text, duration_text, seconds
from coach.planning import Choices
from coach.planning.choices import choice_notes

WIDTH = 88


_ORIGIN_HEADINGS: dict[library.Origin, str] = {
    "yours": "Your own ({folder})",
    "bundled": "Bundled with Coach",
    "this folder": "In this folder",
}


@click.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def list_routines(*, as_json: bool) -> int:
    """List the routines that Coach knows by name."""
    names: set[str] = set()
    rows = []
    for entry in library.entries():
        first = entry.name.casefold() not in names
        names.add(entry.name.casefold())
        rows.append(_listed(entry, plays_by_name=first))
    click.echo(_list_json(rows) if as_json else _list_text(rows), nl=False)
    return 0


@click.command()
@click.argument("routine")
@choices
def show(
    *, routine: str, chosen: Choices, voice: str | None, rate: int | None  # noqa: ARG001 - shared
) -> int:  # fmt: skip
    """Show a routine to read: exercises, doses, length, safety."""
    opened = composition.open_routine(routine)
    show_problems(opened.problems)
    timeline, _ = composition.estimated_timeline(opened.routine, chosen, rate)
    if chosen.week is not None or isinstance(chosen.reps, int):  # else all weeks are shown
        for note in choice_notes(opened.routine, chosen):
            warn(note)
    click.echo(routine_text(opened.routine, chosen, timeline), nl=False)
    return 0


# -- the list ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class ListedRoutine:
    """A routine in the list.

    Attributes:
        entry: its name, and where it is.
        plays_by_name: whether the name plays this routine; false if another one comes first.
        title: its title.
        language: its language tag.
        total_s: its estimated length in seconds; None if it can't be played.
        problem: why it can't be played.
    """

    entry: library.Entry
    plays_by_name: bool
    title: str = ""
    language: str = ""
    total_s: float | None = None
    problem: str = ""


def _listed(entry: library.Entry, *, plays_by_name: bool) -> ListedRoutine:
    row = ListedRoutine(entry, plays_by_name)
    try:
        reading = library.read(entry.path)
        routine = reading.routine
        if routine is None:
            errors = [p for p in reading.problems if p.severity is Severity.ERROR]
            return replace(row, problem=as_text(errors[0]).splitlines()[0])
        timeline, _ = composition.estimated_timeline(routine, Choices())
    except CoachError as error:
        return replace(row, problem=str(error))
    total_s = seconds(timeline.total)
    return replace(row, title=routine.title, language=routine.language, total_s=total_s)


def _list_json(rows: list[ListedRoutine]) -> str:
    table = [
        {
            "name": row.entry.name,
            "plays_by_name": row.plays_by_name,
            "title": row.title,
            "language": row.language,
            "total_s": row.total_s,
            "origin": row.entry.origin,
            "path": str(row.entry.path),
            "problem": row.problem or None,
        }
        for row in rows
    ]
    return json.dumps(table, ensure_ascii=False, indent=1) + "\n"


def _list_text(rows: list[ListedRoutine]) -> str:
    """Return the list for people, grouped by where the routines come from."""
    folder = library.own_folder()
    headings = {name: text.format(folder=folder) for name, text in _ORIGIN_HEADINGS.items()}
    name_width = max((len(row.entry.name) for row in rows), default=0)
    title_width = max((len(row.title) for row in rows), default=0)
    hidden = {row.entry.name.casefold() for row in rows if not row.plays_by_name}
    lines: list[str] = []
    for origin, heading in headings.items():
        group = [row for row in rows if row.entry.origin == origin]
        if group:
            lines += ["", heading] if lines else [heading]
        for row in group:
            marked = row.plays_by_name and row.entry.name.casefold() in hidden
            name = f"{'*' if marked else ' '} {row.entry.name:<{name_width}}"
            if row.total_s is None:
                lines.append(f"{name}  can't be played: {row.problem}")
            else:
                about = f"about {max(1, round(row.total_s / 60))} min"
                lines.append(f"{name}  {row.title:<{title_width}}  {about:<13}  {row.language}")
    if hidden:
        lines += ["", "* The name plays this one; play the others by title or file."]
    if not any(row.entry.origin == "yours" for row in rows):
        lines += ["", f"Your own routines go in {folder}."]
    for origin, names in library.exercises():
        heading = "Library exercises for `use`"
        if origin != "bundled":
            heading = f"Exercises for `use`: {headings[origin][:1].lower()}{headings[origin][1:]}"
        lines += ["", heading, *_wrapped(", ".join(names), "  ")]
    return printable_lines(lines)


def printable_lines(lines: list[str]) -> str:
    """Return lines as text that is safe to print on a terminal."""
    return "".join(f"{printable(line.rstrip())}\n" for line in lines)


# -- one routine ---------------------------------------------------------------------------------


def routine_text(routine: Routine, choices: Choices, timeline: Timeline) -> str:
    """Return a routine as text to read."""
    lines = [*_header(routine, timeline), *_entries(routine, choices.week)]
    lines += _section("To finish", routine.after)
    lines += ["", "Timetable"]
    lines += [
        f"  {clock_text(seconds(s.start)):>7}  {s.exercise or SEGMENT_NAMES[s.kind]}"
        for s in timeline.segments
    ]
    return printable_lines(lines)


def _header(routine: Routine, timeline: Timeline) -> list[str]:
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
        ("Get emergency help now if", routine.emergency_if),
        ("Don't start if", routine.do_not_start_if),
        ("Stop at once if", routine.stop_if),
    ):
        lines += _section(heading, texts)
    return lines


def _entries(routine: Routine, week: int | None) -> list[str]:
    lines: list[str] = []
    for circuit, entries in routine.numbered_entries():
        if circuit is not None:
            lines += ["", f"{circuit.name}: {circuit.rounds} rounds of"]
        for entry in entries:
            if isinstance(entry, Rest):
                lines += ["", f"Rest {duration_text(entry.for_s)}"]
            else:
                lines += _exercise(entry.item + 1, entry.exercise, week)
    return lines


def _section(heading: str, texts: tuple[str, ...]) -> list[str]:
    if not texts:
        return []
    return ["", heading, *(line for text in texts for line in _wrapped(text, "  - "))]


def _wrapped(text: str, indent: str = "") -> list[str]:
    return textwrap.wrap(
        text,
        WIDTH,
        initial_indent=indent,
        subsequent_indent=" " * len(indent),
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
    if exercise.move:
        lines += _wrapped(_text_for_sides(exercise.move, exercise), "   - ")
    for step in exercise.set_up:
        length = "" if step.for_s is None else f" ({duration_text(step.for_s)})"
        lines += _wrapped(f"{_text_for_sides(step.say, exercise)}{length}", "   - ")
    for how_long, text in timed_texts(exercise, words):
        lines += _wrapped(f"{how_long}: {_text_for_sides(text, exercise)}", "   * ")
    for label, texts in (
        ("Do", (exercise.say,)),
        ("Again", (exercise.again,)),
        ("Then", (exercise.release,)),
        ("Care", exercise.care),
        ("Easier", (exercise.easier,)),
        ("Harder", (exercise.harder,)),
    ):
        for spoken in texts:
            lines += (
                _wrapped(f"{label}: {_text_for_sides(spoken, exercise)}", "   ") if spoken else []
            )
    if exercise.remind:
        lines += _wrapped(_reminders(exercise.remind, exercise), "   ")
    for key, fact in exercise.facts:
        lines += _wrapped(f"{key.replace('_', ' ').capitalize()}: {fact}", "   ")
    return lines


def _reminders(remind: Remind, exercise: Exercise) -> str:
    words = " ".join(_text_for_sides(text, exercise) for text in remind.say)
    return f"Every {duration_text(remind.every_s)}: {words}"


def _text_for_sides(text: Text, exercise: Exercise) -> str:
    """Return a text to read; if the sides differ, the text for each side that is exercised."""
    if not text.differs or exercise.sides is None:
        return text.left
    order = exercise.sides.order
    if len(order) == 1:
        return text.on(order[0], order[0])
    return " / ".join(f"{side.title()}: {text.on(side, side)}" for side in order)
