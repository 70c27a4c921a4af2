"""The handout: how to do each exercise, how often, what to watch out for, and boxes to tick."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable, Iterator

from coach.export.dose import DAYS_PER_WEEK, dose_text, later_doses, schedule_text, timed_texts
from coach.export.exercise_picture import ImageFile, load_picture
from coach.export.page.markup import attributes, element, language_attributes, text
from coach.export.words import Words
from coach.model.routine import Exercise, NumberedExercise, Routine, Schedule, SetUpStep, Side, Text
from coach.pictures import RenderedDrawing

MAX_WEEKS = 26
"""Boxes for more weeks wouldn't fit on two pages; by then, the page can be printed again."""
MAX_TIMES_PER_DAY = 6
_BOXES_PER_ROW = 3
"""A cell is too narrow for six boxes in one row."""
_WORDS_AND_GAPS = re.compile(r"\w+|\W+")


class Handout:
    """A routine as a handout.

    Args:
        routine: the routine.
        words: the printed words of its language.
        side_words: the words for left and right that are spoken in it.
        minutes: how long a session takes.
        items: which exercises to print, by their number in the routine, from 0.
        week: the week of the programme whose dose is printed.
    """

    def __init__(
        self,
        routine: Routine,
        words: Words,
        side_words: dict[Side, str],
        *,
        minutes: int,
        items: set[int],
        week: int | None = None,
    ) -> None:
        self.routine = routine
        self.words = words
        self.side_words = side_words
        self.minutes = minutes
        self.items = items
        self.week = week
        self.language = language_attributes(words)

    def html(self) -> str:
        """Return the whole handout."""
        routine, words = self.routine, self.words
        return element(
            "article",
            self._coach_words("h2", words("handout"), id="handout-heading"),
            self._facts(),
            element(
                "div",
                self._list(words("emergency_if"), routine.emergency_if, class_="stop"),
                self._list(words("do_not_start_if"), routine.do_not_start_if),
                self._list(words("stop_if"), routine.stop_if, class_="stop"),
                self._list(words("before"), routine.before),
                class_="safety",
            ),
            element("div", *self._exercises(), class_="exercises"),
            self._list(words("finish"), routine.after),
            self._boxes(routine.schedule),
            self._coach_words("p", words("disclaimer"), class_="small"),
            id="handout",
            aria_labelledby="handout-heading",
        )

    def _coach_words(self, name: str, words: str, **values: str | bool) -> str:
        """Return an element with Coach's own words, marked with their language."""
        return element(name, text(words), **{**self.language, **values})

    def _facts(self) -> str:
        """Return the length, programme and equipment, and blanks for the name and the date."""
        routine, words = self.routine, self.words
        lines = [self._coach_words("p", words("minutes", n=self.minutes))]
        programme = schedule_text(routine.schedule, words)
        if programme and routine.schedule.text:
            lines.append(self._fact(words("how_often"), programme))
        elif programme:
            label = element("b", text(f"{words('how_often')}:"))
            lines.append(element("p", label, " ", text(programme), **self.language))
        if routine.equipment:
            lines.append(self._fact(words("equipment"), ", ".join(routine.equipment)))
        blanks = element(
            "p",
            self._coach_words("span", words("patient")),
            element("span", class_="blank"),
            self._coach_words("span", words("date")),
            element("span", class_="blank short"),
            class_="blanks",
            aria_hidden="true",
        )
        return element("div", *lines, class_="facts") + blanks

    def _fact(self, label: str, value: str) -> str:
        return element("p", self._coach_words("b", f"{label}:"), " ", text(value))

    def _list(self, heading: str, lines: Iterable[str], **values: str | bool) -> str:
        items = [element("li", text(line)) for line in lines]
        if not items:
            return ""
        return element("section", self._coach_words("h3", heading), element("ul", *items), **values)

    def _exercises(self) -> Iterator[str]:
        for circuit, entries in self.routine.numbered_entries():
            printed = [
                self._exercise(entry.exercise, entry.item)
                for entry in entries
                if isinstance(entry, NumberedExercise) and entry.item in self.items
            ]
            if printed and circuit is not None:
                rounds = self._coach_words("span", self.words("rounds", n=circuit.rounds))
                name = element("p", element("b", text(circuit.name)), ": ", rounds)
                yield element("div", name, *printed, class_="circuit")
            else:
                yield from printed

    def _exercise(self, exercise: Exercise, item: int) -> str:
        now = exercise.in_week(self.week)
        position = (
            self._coach_words("p", self.words.position(now.position), class_="position")
            if now.position
            else ""
        )
        instructions = [
            element("h3", text(now.name)),
            " ",
            position,
            self._coach_words("p", dose_text(now, self.words), class_="dose"),
            *self._later_doses(exercise),
            *self._instructions(now),
        ]
        return element(
            "section",
            element("div", *instructions, class_="instructions"),
            self._picture(now),
            class_="exercise",
            id=f"exercise-{item}",
        )

    def _set_up_step(self, step: SetUpStep, exercise: Exercise) -> str:
        line = text(self._line(step.say, exercise))
        if step.for_s is None:
            return element("li", line)
        length = self.words.time(step.for_s)
        return element("li", line, " ", self._coach_words("span", f"({length})", class_="time"))

    def _later_doses(self, exercise: Exercise) -> Iterator[str]:
        """Yield how the dose and the load change in later weeks."""
        for week, later in later_doses(exercise, self.week, self.words):
            dose = self.words("from_week", n=week, dose=dose_text(later, self.words))
            if load := later.fact("load"):
                label = self._coach_words("b", f"{self.words('load')}:")
                dose_part = self._coach_words("span", f"{dose}.")
                yield element("p", dose_part, " ", label, " ", text(load))
            else:
                yield self._coach_words("p", dose)

    def _instructions(self, exercise: Exercise) -> Iterator[str]:
        words = self.words
        steps = [self._set_up_step(step, exercise) for step in exercise.set_up]
        if exercise.move:
            steps.insert(0, element("li", text(self._line(exercise.move, exercise))))
        for duration, line in timed_texts(exercise, words):
            time = self._coach_words("span", f"({duration})", class_="time")
            steps.append(element("li", text(self._line(line, exercise)), " ", time))
        if exercise.say:
            steps.append(element("li", text(self._line(exercise.say, exercise))))
        if exercise.release:
            steps.append(element("li", text(self._line(exercise.release, exercise))))
        if steps:
            yield element("ol", *steps)
        for label, lines in (
            ("care", exercise.care),
            ("easier", (exercise.easier,)),
            ("harder", (exercise.harder,)),
        ):
            texts = " ".join(self._line(line, exercise) for line in lines if line)
            if texts:
                yield self._fact(words(label), texts)
        for key, value in exercise.facts:
            yield self._fact(words(key), value)

    def _line(self, line: Text, exercise: Exercise) -> str:
        """Return a text to print; if the sides differ, for all sides that are exercised."""
        if not line.differs or exercise.sides is None:
            return line.left
        order = exercise.sides.order
        if len(order) == 1:
            return line.on(order[0], self.side_words[order[0]])
        texts = [line.on(side, self.side_words[side]) for side in order]
        return _merged(texts, [self.side_words[side] for side in order]) or " / ".join(
            f"{self.words(side)}: {words}" for side, words in zip(order, texts, strict=True)
        )

    def _picture(self, exercise: Exercise) -> str:
        """Return an exercise's image or drawings; nothing if it has none."""
        if exercise.picture is None:
            return ""
        picture = load_picture(exercise.picture)
        if isinstance(picture, ImageFile):
            data = f"data:{picture.media_type};base64,{base64.b64encode(picture.data).decode()}"
            label = self.words("picture", name=exercise.name)
            image = f"<img{attributes(src=data, alt=label, **self.language)}>"
            return element("div", image, class_="picture")
        if not picture:
            return ""
        images = [
            drawing.svg.replace(
                "<svg ", f'<svg role="img"{attributes(aria_label=label, **self.language)} ', 1
            )
            for drawing, label in zip(picture, self._alt_texts(exercise, picture), strict=True)
        ]
        upright = any(drawing.upright for drawing in picture)
        return element("div", *images, class_="picture upright" if upright else "picture")

    def _alt_texts(
        self, exercise: Exercise, drawings: tuple[RenderedDrawing, ...]
    ) -> Iterator[str]:
        """Yield what each drawing shows; in languages other than English, only its exercise."""
        for number, drawing in enumerate(drawings, start=1):
            if self.words.language == "en":
                yield drawing.alt_text
            elif len(drawings) == 1:
                yield self.words("picture", name=exercise.name)
            else:
                total = len(drawings)
                yield self.words("picture_of", n=number, total=total, name=exercise.name)

    def _boxes(self, schedule: Schedule) -> str:
        """Return boxes to tick: a row for each week, a cell for each day, a box for each time."""
        words = self.words
        weeks = min(schedule.weeks or 0, MAX_WEEKS)
        if not weeks:
            return ""
        days = schedule.days_per_week or DAYS_PER_WEEK
        boxes = _boxes(min(schedule.times_per_day or 1, MAX_TIMES_PER_DAY))
        head = element(
            "tr",
            element("td"),
            *(
                self._coach_words("th", f"{words('day')} {day}", scope="col")
                for day in range(1, days + 1)
            ),
        )
        rows = [
            element(
                "tr",
                self._coach_words("th", words("week", n=week), scope="row"),
                *(element("td", boxes) for _ in range(days)),
            )
            for week in range(1, weeks + 1)
        ]
        table = element("table", element("thead", head), element("tbody", *rows))
        return element("section", self._coach_words("h3", words("tick")), table, class_="boxes")


def _merged(texts: list[str], side_words: list[str]) -> str | None:
    """Return the texts of both sides as one, such as ``Lift your left/right leg``.

    None if more differs than the word for the exercised side, ignoring its ending: "behind your
    right/left thigh" wouldn't say which thigh is meant.
    """
    first, second = map(_WORDS_AND_GAPS.findall, texts)
    if len(first) != len(second):
        return None
    pairs = list(zip(first, second, strict=True))
    stems = [_stem(word) for word in side_words]
    if any([_stem(a), _stem(b)] != stems for a, b in pairs if a != b):
        return None
    return "".join(a if a == b else f"{a}/{b}" for a, b in pairs)


def _stem(word: str) -> str:
    """Return what all forms of a side's word have in common, in Coach's languages."""
    return word[:3].casefold()


def _boxes(count: int) -> str:
    """Return boxes, in rows of similar length if one row is too long for a cell."""
    rows = -(-count // _BOXES_PER_ROW)
    row = -(-count // rows)
    return " ".join("☐" * min(row, count - at) for at in range(0, count, row))
