"""One exercise: from its words, and the library's, to the frozen model."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Protocol

from coach.problems import Problem, Severity, Span, close_to
from coach.reader.blocks import Fields
from coach.reader.hold import HoldTime
from coach.reader.leaflets import in_place_of_reps
from coach.reader.nodes import Mapping, Node, Scalar, overlay
from coach.reader.source import Source
from coach.reader.values import MAX_VALUE, Report, one_of
from coach.reader.words import EXERCISE, KINDS
from coach.routine import (
    Dose,
    Exercise,
    Hold,
    Kind,
    Open,
    Paced,
    Phase,
    Phases,
    Picture,
    Remind,
    Sides,
    Step,
    Steps,
    Text,
    Timed,
    VoiceChoices,
)
from coach.units import Range

BREATH_S = (4.0, 6.0)
"""A breath in and out where `breathing` is left out (design: in 4 s, out 6 s)."""
ONCE = Range(1, 1)
BELONGS: dict[str, frozenset[str]] = {
    "remind": frozenset({"hold", "for", "until"}),
    "release": frozenset({"hold", "for", "until", "steps"}),
    "say": frozenset({"hold", "for", "until", "every"}),
    "short": frozenset({"hold", "for", "until", "every"}),
    "breathing": frozenset({"hold"}),
    "at_most": frozenset({"until"}),
}
"""The kinds of exercise in which a word is heard; in the others it would do nothing."""
_BRACES = re.compile(r"\{\w*\}")


class Exercises(Protocol):
    """Where `use` looks."""

    def find(self, name: str) -> Mapping | None:
        """Return an exercise's words, by its file's name or its own."""
        ...

    def names(self) -> list[str]:
        """Return what there is, for "did you mean"."""
        ...


class NoExercises:
    """A library with nothing in it."""

    def find(self, name: str) -> Mapping | None:  # noqa: ARG002 - the protocol's
        return None

    def names(self) -> list[str]:
        return []


class ExerciseBuilder:
    """Puts one exercise together; everything wrong goes into the report."""

    def __init__(self, report: Report, exercises: Exercises, source: Source) -> None:
        self.report = report
        self.source = source
        self.exercises = exercises

    def exercise(self, fields: Fields) -> Exercise | None:
        """Build an exercise from its own words, the library's where it uses one."""
        merged = self._used(fields)
        if merged is None:
            return None
        exercise = self._exercise(merged)
        if exercise is None:
            return None
        later = self._later(merged)
        values = {name: getattr(exercise, name) for name in exercise.__dataclass_fields__}
        return Exercise(**{**values, "later": later})

    def _used(self, fields: Fields) -> Fields | None:
        if "use" not in fields:
            return fields
        use = fields["use"]
        base = self.exercises.find(use.value)
        if base is None:
            close = close_to(use.value, self.exercises.names())
            hint = f"did you mean `{close}`?" if close else "`coach list` shows the library"
            self.report.error(
                use.node, "unknown-exercise", f"there is no `{use.value}` in the library", hint
            )
            return None
        self._replaced(base, fields.at)
        return EXERCISE.read(_override(base, fields.at, {"use"}), self.report)

    def _replaced(self, base: Mapping, over: Mapping) -> None:
        """Warn where the words of phases or steps are lost with them."""
        before = next((word for word in ("phases", "steps") if word in names_of(base)), None)
        key = next((k for k, _ in over.entries if isinstance(k, Scalar) and k.text in KINDS), None)
        if before is None or key is None or key.text in {"phases", "steps"}:
            return
        if "say" not in names_of(over):
            message = f"`{key.text}` replaces the library's {before} and their words"
            self.report.warning(key, "no-words", message, "add `say:` with what to do")

    def _later(self, fields: Fields) -> tuple[tuple[int, Exercise], ...]:
        """Build the exercise as it stands from each week of `progress` on."""
        later: list[tuple[int, Exercise]] = []
        current = fields.at
        for step in fields.take("progress", ()):
            week = step.take("from_week")
            if week is None:
                continue
            if later and week <= later[-1][0]:
                self.report.error(
                    step["from_week"].node,
                    "week-order",
                    f"week {week} stands after week {later[-1][0]}",
                    "put the weeks in order",
                )
                continue
            current = _override(current, step.at, {"progress", "from_week"})
            stage = EXERCISE.read(current, self.report)
            exercise = self._exercise(stage) if stage is not None else None
            if exercise is not None:
                later.append((week, exercise))
        return tuple(later)

    def _exercise(self, fields: Fields) -> Exercise | None:
        if "name" not in fields:
            # A rest, a name or a circuit that is misspelled has been said.
            if not {"name", "use", "circuit", "rest"} & fields.meant | (
                {"name", "use", "circuit"} & names_of(fields.at)
            ):
                hint = "add `- name: Cat-Cow`, or `- use:` with one from the library"
                self.report.error(fields.at, "missing-key", "an exercise needs `name`", hint)
            return None
        kind = self._kind(fields)
        self._misplaced(fields)
        if kind is None:
            return None
        exercise = Exercise(
            name=fields.take("name"),
            kind=kind,
            dose=self._dose(fields, kind),
            position=fields.take("position"),
            set_up=fields.take("set_up", ()),
            say=fields.take("say"),
            short=fields.take("short"),
            get_ready_s=fields.take("get_ready"),
            sides=self._sides(fields),
            release=fields.take("release"),
            remind=_remind(fields.take("remind")),
            care=fields.take("care", ()),
            easier=fields.take("easier"),
            harder=fields.take("harder"),
            voice=voice_of(fields),
            note=fields.take("note", ""),
            picture=_picture(fields),
            load=fields.take("load", ""),
            equipment=fields.take("equipment", ()),
            wait="wait" in fields,
            wait_at_most_s=fields.take("at_most") if "wait" in fields else None,
            places=(("", fields.at.span), *_places(fields)),
        )
        self._braces(exercise, fields)
        return exercise

    def _misplaced(self, fields: Fields) -> None:
        """Report words that would never be heard in an exercise of this kind."""
        kind = next((word for word in KINDS if word in names_of(fields.at)), None)
        for word, kinds in BELONGS.items():
            if kind is None or kind in kinds or word not in fields:
                continue
            if word == "at_most" and "wait" in fields:
                continue
            message = f"`{word}` does nothing in an exercise with `{kind}`"
            self.report.error(fields[word].key, "misplaced-key", message, _where(word, kind, kinds))

    def _braces(self, exercise: Exercise, fields: Fields) -> None:
        """Report `{side}` without sides, and braces that stand for nothing."""
        unsaid = fields.take("one_sided") and exercise.sides is None  # that has been said
        for text in exercise.texts():
            for words in dict.fromkeys((text.left, text.right)):
                for brace in _BRACES.findall(words):
                    if brace != "{side}":
                        message = f"`{brace}` stands for nothing and would be read aloud"
                        self._at(text, "braces", message, "only `{side}` is filled in")
                    elif exercise.sides is None and not unsaid and not _has(fields, "side"):
                        message = "`{side}` needs `side` in the exercise"
                        self._at(text, "no-side", message, "add `side: each`, or write the side")

    def _at(self, text: Text, code: str, message: str, hint: str) -> None:
        assert text.at is not None  # noqa: S101 - a text that was read has its place
        self._problem(text.at, code, message, hint)

    def _problem(self, span: Span, code: str, message: str, hint: str) -> None:
        line = self.source.line(span.line) if span.file == self.source.name else ""
        self.report.problems.append(Problem(span, Severity.ERROR, code, message, hint, line))

    def _kind(self, fields: Fields) -> Kind | None:
        written = [word for word in KINDS if word in names_of(fields.at)]
        if len(written) > 1:
            second = fields.get(written[1])
            place = second.key if second else fields.at
            message = (
                f"`{written[1]}` can't stand beside `{written[0]}`: an exercise is of one kind"
            )
            self.report.error(
                place, "two-kinds", message, "keep one; make two exercises of it otherwise"
            )
            return None
        if not written:
            if fields.meant & set(KINDS):
                return None  # it is misspelled, and that has been said
            reps = fields.at.get("reps")
            if isinstance(reps, Scalar) and in_place_of_reps(reps.text[:MAX_VALUE]):
                return None  # it stands in the wrong word, and that has been said
            message = "it is not said how this exercise goes"
            hint = "add one of `hold`, `phases`, `for`, `steps`, `until` (or `every` with `reps`)"
            if isinstance(times := fields.take("reps"), Range):
                many = f"{times.low}" if times.fixed else f"{times.low} to {times.high}"
                hint = f"{many} reps of how long? add `every: 4 s`, or write `phases`"
            self.report.error(_name_node(fields), "no-kind", message, hint)
            return None
        word = written[0]
        if word not in fields:
            return None  # it could not be read, and that has been said
        return self._KIND[word](self, fields)

    def _hold(self, fields: Fields) -> Kind | None:
        time: HoldTime = fields.take("hold")
        breathing = fields.take("breathing")
        if time.breaths is None:
            if breathing is not None:
                message = "`breathing` paces a hold in breaths, and this hold is a time"
                self.report.error(
                    fields["breathing"].key, "no-breaths", message, "write `hold: 5 breaths`"
                )
            return Hold(time.times_s)
        pace = BREATH_S
        if breathing is not None:
            pace = (breathing.take("in", BREATH_S[0]), breathing.take("out", BREATH_S[1]))
        total = time.breaths * sum(pace)
        return Hold((Range(total, total),), breaths=time.breaths, breath_s=pace)

    def _phases(self, fields: Fields) -> Kind | None:
        phases = [
            Phase(
                p.take("say"),
                p.take("short"),
                p.take("for"),
                p.take("breath"),
                p.take("count", "off"),
            )
            for p in fields.take("phases")
            if "say" in p and "for" in p
        ]
        return Phases(tuple(phases)) if len(phases) == len(fields.take("phases")) else None

    def _steps(self, fields: Fields) -> Kind | None:
        steps = []
        for step in fields.take("steps"):
            if "say" not in step or "for" not in step:
                return None
            if "at_most" in step and "wait" not in step:
                message = "`at_most` is the cap of `wait`, and this step does not wait"
                self.report.error(
                    step["at_most"].key, "no-wait", message, "add `wait: until ready`"
                )
            steps.append(
                Step(
                    step.take("say"),
                    step.take("for"),
                    "wait" in step,
                    step.take("at_most"),
                    _remind(step.take("remind")),
                    step.take("count", "off"),
                )
            )
        return Steps(tuple(steps))

    def _until(self, fields: Fields) -> Kind | None:
        if "at_most" not in fields:
            if "at_most" not in names_of(fields.at):
                message = "`until: you stop` needs a cap"
                self.report.error(
                    fields["until"].key, "missing-key", message, "add `at_most: 60 s`"
                )
            return None
        return Open(fields.take("at_most"))

    def _every(self, fields: Fields) -> Kind | None:
        if not {"reps", "reps_per_set"} & names_of(fields.at):
            message = "`every` paces the reps, and there are none"
            self.report.error(fields["every"].key, "missing-key", message, "add `reps: 10`")
            return None
        return Paced(fields.take("every"))

    _KIND: dict[str, Callable[[ExerciseBuilder, Fields], Kind | None]] = {  # noqa: RUF012 - a constant
        "hold": _hold,
        "phases": _phases,
        "for": lambda _, fields: Timed(fields.take("for")),
        "steps": _steps,
        "until": _until,
        "every": _every,
    }

    def _dose(self, fields: Fields, kind: Kind) -> Dose:
        reps: tuple[Range[int], ...] = (fields.take("reps", ONCE),)
        sets: Range[int] = fields.take("sets", ONCE)
        if "reps_per_set" in fields:
            each = fields.take("reps_per_set")
            reps = tuple(Range(n, n) for n in each)
            self._must_equal(fields, "sets", len(each), "`reps_per_set` has {} sets")
            sets = Range(len(each), len(each))
            if "reps" in fields:
                message = "`reps` and `reps_per_set` say the same thing twice"
                self.report.error(fields["reps"].key, "two-doses", message, "keep `reps_per_set`")
        if isinstance(kind, Hold) and len(kind.times_s) > 1:
            listed = len(kind.times_s)
            self._must_equal(
                fields, "reps", listed, "the list of `hold` has a time for each of {} reps"
            )
            if "reps_per_set" in fields and any(r.low != listed for r in reps):
                message = f"the list of `hold` has a time for each of {listed} reps"
                hint = "give every set as many reps, or leave `reps_per_set` out"
                self.report.error(fields["reps_per_set"].key, "two-doses", message, hint)
            reps = tuple(Range(listed, listed) for _ in reps)
        return Dose(
            reps=reps,
            sets=sets,
            rest_between_reps_s=fields.take("rest_between_reps"),
            rest_between_sets_s=fields.take("rest_between_sets"),
            rest_s=fields.take("rest"),
        )

    def _must_equal(self, fields: Fields, word: str, number: int, because: str) -> None:
        if word in fields and fields.take(word) != Range(number, number):
            hint = f"write `{word}: {number}`, or leave it out"
            self.report.error(fields[word].node, "two-doses", because.format(number), hint)

    def _sides(self, fields: Fields) -> Sides | None:
        if "side" not in fields:
            if _has(fields, "side"):
                return None  # it could not be read, and that has been said
            if fields.take("one_sided"):
                message = "this exercise is one-sided, and it is not said which side"
                hint = "add `side: each` (or `left`, `right`, `alternating`)"
                self.report.error(_name_node(fields), "no-side", message, hint)
                return None
            for word in ("start_side", "count_sides", "change_side"):
                if word in fields:
                    message = f"`{word}` needs `side` beside it"
                    self.report.error(fields[word].key, "no-side", message, "add `side: each`")
            return None
        if fields.take("count_sides") == "separately" and fields.take("side") != "alternating":
            message = "`count_sides: separately` needs sides that alternate"
            self.report.error(
                fields["count_sides"].key, "no-side", message, "write `side: alternating`"
            )
        return Sides(
            rule=fields.take("side"),
            start=fields.take("start_side", "left"),
            change_s=fields.take("change_side"),
            count_separately=fields.take("count_sides") == "separately",
        )


def _where(word: str, kind: str, kinds: frozenset[str]) -> str:
    if kind in {"phases", "steps"} and word in {"say", "short", "remind"}:
        one = "phase" if kind == "phases" else "step"
        return f"move it to a {one}" if word != "remind" else f"say it in a {one}'s words"
    return f"delete it; it goes with {one_of(sorted(kinds))}"


def names_of(node: Mapping) -> set[str]:
    """Return the words of a block, read or not."""
    return {key.text for key, _ in node.entries if isinstance(key, Scalar)}


def _has(fields: Fields, word: str) -> bool:
    """Whether a word stands there, read or not."""
    return word in names_of(fields.at)


def _places(fields: Fields) -> list[tuple[str, Span]]:
    """Return where words stand in the author's own file; the library's are not theirs to mend."""
    return [(w, f.node.span) for w, f in fields.items() if f.node.source is fields.at.source]


def _name_node(fields: Fields) -> Node:
    for word in ("use", "name"):
        if word in fields and fields[word].node.source is fields.at.source:
            return fields[word].node
    return fields.at


def _override(base: Mapping, over: Mapping, dropped: set[str]) -> Mapping:
    """Lay words over an exercise's: one kind replaces another, and a dose its rivals."""
    names = names_of(over)
    without = set(dropped)
    if names & set(KINDS):
        kind = next(word for word in KINDS if word in names)
        without |= set(KINDS) | {word for word, kinds in BELONGS.items() if kind not in kinds}
    if "reps_per_set" in names:
        without |= {"reps", "sets"}
    if names & {"reps", "sets"}:
        without |= {"reps_per_set"}
    kept = tuple(
        (k, v) for k, v in over.entries if not (isinstance(k, Scalar) and k.text in dropped)
    )
    trimmed = Mapping(over.source, over.line, over.column, over.end_column, kept, over.flow)
    return overlay(base, trimmed, frozenset(without))


def _remind(fields: Fields | None) -> Remind | None:
    if fields is None or "every" not in fields or "say" not in fields:
        return None
    return Remind(fields.take("every"), fields.take("say"))


def _picture(fields: Fields) -> Picture | None:
    if "picture" not in fields:
        return None
    return Picture(fields.take("picture"), fields["picture"].node.span)


def voice_of(fields: Fields) -> VoiceChoices:
    """Return what a block asks of the voice."""
    voice: Any = fields.take("voice")
    if voice is None:
        return VoiceChoices()
    return VoiceChoices(
        words_per_minute=voice.take("words_per_minute"),
        countdown=voice.take("countdown"),
        count_reps=voice.take("count_reps"),
        tones=voice.take("tones"),
        say_as=voice.take("say_as", ()),
    )
