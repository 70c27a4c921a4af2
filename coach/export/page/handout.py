"""The handout: how to do each exercise, how often, what to take care of, and boxes to tick."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from coach.export.dose import DAYS_OF_A_WEEK, changes, dose_text, parts_of, schedule_text
from coach.export.page.markup import element, in_words, text
from coach.export.page.picture import picture
from coach.export.words import Words
from coach.model.routine import Exercise, NumberedExercise, Routine, Schedule, Side, Text

MOST_WEEKS = 26
"""More weeks of boxes would not fit two pages; who gets so far prints the page again."""
MOST_A_DAY = 6
_BOXES_IN_A_ROW = 3
"""Six boxes for a day do not fit the width of a cell: they may stand in two rows."""
_PIECES = re.compile(r"\w+|\W+")


class Handout:
    """Writes a routine as a handout.

    Args:
        routine: the routine.
        words: Coach's own, in its language.
        sides: the words for left and right as they are spoken in it.
        minutes: how long a session takes.
        items: the places of the exercises that are done, from 0; the others are left out.
        week: the week of the programme whose dose is printed.
    """

    def __init__(
        self,
        routine: Routine,
        words: Words,
        sides: dict[Side, str],
        *,
        minutes: int,
        items: set[int],
        week: int | None = None,
    ) -> None:
        self.routine = routine
        self.words = words
        self.sides = sides
        self.minutes = minutes
        self.items = items
        self.week = week
        self.own = in_words(words)

    def html(self) -> str:
        """Return the whole handout."""
        routine, words = self.routine, self.words
        return element(
            "article",
            self._own("h2", words("handout"), id="handout-heading"),
            self._head(),
            element(
                "div",
                self._list(words("do_not_start_if"), routine.do_not_start_if),
                self._list(words("stop_if"), routine.stop_if, class_="stop"),
                self._list(words("before"), routine.before),
                class_="safety",
            ),
            element("div", *self._exercises(), class_="exercises"),
            self._list(words("finish"), routine.after),
            self._boxes(routine.schedule),
            self._own("p", words("disclaimer"), class_="small"),
            id="handout",
            aria_labelledby="handout-heading",
        )

    def _own(self, name: str, said: str, **values: str | bool) -> str:
        """Return an element that says something of Coach's own."""
        return element(name, text(said), **{**self.own, **values})

    def _head(self) -> str:
        routine, words = self.routine, self.words
        lines = [self._own("p", words("minutes", n=self.minutes))]
        often = schedule_text(routine.schedule, words)
        if often and routine.schedule.text:
            lines.append(self._fact(words("how_often"), often))
        elif often:
            label = element("b", text(f"{words('how_often')}:"))
            lines.append(element("p", label, " ", text(often), **self.own))
        if routine.equipment:
            lines.append(self._fact(words("equipment"), ", ".join(routine.equipment)))
        blanks = element(
            "p",
            self._own("span", words("patient")),
            element("span", class_="blank"),
            self._own("span", words("date")),
            element("span", class_="blank short"),
            class_="blanks",
            aria_hidden="true",
        )
        return element("div", *lines, class_="facts") + blanks

    def _fact(self, label: str, said: str) -> str:
        return element("p", self._own("b", f"{label}:"), " ", text(said))

    def _list(self, heading: str, lines: Iterable[str], **values: str | bool) -> str:
        items = [element("li", text(line)) for line in lines]
        if not items:
            return ""
        return element("section", self._own("h3", heading), element("ul", *items), **values)

    def _exercises(self) -> Iterator[str]:
        for circuit, entries in self.routine.numbered_entries():
            written = [
                self._exercise(entry.exercise, entry.item)
                for entry in entries
                if isinstance(entry, NumberedExercise) and entry.item in self.items
            ]
            if written and circuit is not None:
                rounds = self._own("span", self.words("rounds", n=circuit.rounds))
                name = element("p", element("b", text(circuit.name)), ": ", rounds)
                yield element("div", name, *written, class_="circuit")
            else:
                yield from written

    def _exercise(self, exercise: Exercise, item: int) -> str:
        now = exercise.in_week(self.week)
        name = element("h3", text(now.name))
        position = (
            element("p", text(self.words.position(now.position)), class_="position", **self.own)
            if now.position
            else ""
        )
        told = [
            name,
            " ",
            position,
            element("p", text(dose_text(now, self.words)), class_="dose", **self.own),
            *self._progress(exercise),
            *self._how(now),
        ]
        return element(
            "section",
            element("div", *told, class_="told"),
            picture(now, self.words),
            class_="exercise",
            id=f"exercise-{item}",
        )

    def _progress(self, exercise: Exercise) -> Iterator[str]:
        """Yield what the dose and the load will be from later weeks on."""
        for week, later in changes(exercise, self.week, self.words):
            dose = self.words("from_week", n=week, dose=dose_text(later, self.words))
            if later.load:
                load = self._own("b", f"{self.words('load')}:")
                yield element("p", self._own("span", f"{dose}."), " ", load, " ", text(later.load))
            else:
                yield self._own("p", dose)

    def _how(self, exercise: Exercise) -> Iterator[str]:
        words = self.words
        steps = [element("li", text(self._said(line, exercise))) for line in exercise.set_up]
        for how_long, line in parts_of(exercise, words):
            said = text(self._said(line, exercise))
            time = self._own("span", f"({how_long})", class_="time")
            steps.append(element("li", said, " ", time))
        if exercise.say:
            steps.append(element("li", text(self._said(exercise.say, exercise))))
        if exercise.release:
            steps.append(element("li", text(self._said(exercise.release, exercise))))
        if steps:
            yield element("ol", *steps)
        for label, lines in (
            ("care", exercise.care),
            ("easier", (exercise.easier,)),
            ("harder", (exercise.harder,)),
        ):
            said = " ".join(self._said(line, exercise) for line in lines if line)
            if said:
                yield self._fact(words(label), said)
        for label, printed in (
            ("load", exercise.load),
            ("equipment", ", ".join(exercise.equipment)),
            ("note", exercise.note),
        ):
            if printed:
                yield self._fact(words(label), printed)

    def _said(self, line: Text, exercise: Exercise) -> str:
        """Return a text to read: where the sides differ, both of those that are done."""
        if not line.differs or exercise.sides is None:
            return line.left
        order = exercise.sides.order
        if len(order) == 1:
            return line.on(order[0], self.sides[order[0]])
        texts = [line.on(side, self.sides[side]) for side in order]
        return _in_one(texts, [self.sides[side] for side in order]) or " / ".join(
            f"{self.words(side)}: {said}" for side, said in zip(order, texts, strict=True)
        )

    def _boxes(self, schedule: Schedule) -> str:
        """Return boxes to tick: a row a week, a cell a day, a box for each time."""
        words = self.words
        weeks = min(schedule.weeks or 0, MOST_WEEKS)
        if not weeks:
            return ""
        days = schedule.days_per_week or DAYS_OF_A_WEEK
        boxes = _boxes_of(min(schedule.times_per_day or 1, MOST_A_DAY))
        head = element(
            "tr",
            element("td"),
            *(self._own("th", f"{words('day')} {day}", scope="col") for day in range(1, days + 1)),
        )
        rows = [
            element(
                "tr",
                self._own("th", words("week", n=week), scope="row"),
                *(element("td", boxes) for _ in range(days)),
            )
            for week in range(1, weeks + 1)
        ]
        table = element("table", element("thead", head), element("tbody", *rows))
        return element("section", self._own("h3", words("tick")), table, class_="boxes")


def _in_one(texts: list[str], sides: list[str]) -> str | None:
    """Return the texts of both sides as one: ``Lift your left/right leg``.

    None where more differs than the word for the side that is done, whatever its ending: "behind
    your right/left thigh" would leave open which one is meant.
    """
    pieces, others = map(_PIECES.findall, texts)
    if len(pieces) != len(others):
        return None
    both = list(zip(pieces, others, strict=True))
    stems = [_stem(side) for side in sides]
    if any([_stem(a), _stem(b)] != stems for a, b in both if a != b):
        return None
    return "".join(a if a == b else f"{a}/{b}" for a, b in both)


def _stem(word: str) -> str:
    """Return the part of a word for a side that all its forms share, in Coach's languages."""
    return word[:3].casefold()


def _boxes_of(count: int) -> str:
    """Return boxes, in rows that are about equally long where one is too long for a cell."""
    rows = -(-count // _BOXES_IN_A_ROW)
    row = -(-count // rows)
    return " ".join("☐" * min(row, count - at) for at in range(0, count, row))
