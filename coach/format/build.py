"""Builds the frozen model from the keys that were read, and checks them against each other."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any, Protocol

from coach.format import limits
from coach.format.diagnosis import Diagnosis, Report
from coach.format.fields import Fields, Found, built
from coach.format.rules import doses as dose_rules
from coach.format.rules.texts import braces
from coach.format.schema import EXERCISE, KINDS, ROUTINE, is_circuit, is_rest
from coach.format.source import Source
from coach.format.tree import Mapping, Node, Scalar, overlay
from coach.format.writing import one_of
from coach.model.problems import Problem, Severity, close_to
from coach.model.routine import (
    Circuit,
    Dose,
    Entry,
    Exercise,
    Hold,
    Kind,
    Open,
    OwnPace,
    Paced,
    Phases,
    Picture,
    Rest,
    Routine,
    Schedule,
    SetUpStep,
    Sides,
    Steps,
    Text,
    Timed,
    VoiceChoices,
)
from coach.model.rules import rule
from coach.model.units import Range

ALONE_LANGUAGE = "en-US"
"""The language of an exercise that is read by itself: the library is in English."""
MOST_STAGES = 10_000
"""Steps of `progress` in a routine, each of which is built as a separate exercise."""
_ONCE = Range(1, 1)


class Exercises(Protocol):
    """Where `use` looks exercises up."""

    def find(self, name: str) -> Mapping | None:
        """Return the keys of the exercise with this name or file name, if there is one."""
        ...

    def names(self) -> list[str]:
        """Return the names of all exercises, for "did you mean"."""
        ...


class NoExercises:
    """An empty library."""

    def find(self, name: str) -> Mapping | None:  # noqa: ARG002 - required by the protocol
        return None

    def names(self) -> list[str]:
        return []


class Builder:
    """Builds a routine, and reports everything that is wrong with it.

    `exercises` has every exercise that could be built, even from a routine with errors.
    """

    def __init__(self, report: Report, library: Exercises, source: Source) -> None:
        self.report = report
        self.library = library
        self.source = source
        self.used: dict[str, Fields | None] = {}
        self.stages = 0
        self.exercises: list[Exercise] = []

    def routine(self, node: Mapping) -> Routine | None:
        """Build a routine from the top-level block of its file."""
        fields = ROUTINE.read(node, self.report)
        if fields is None:
            return None
        entries: list[Entry] = []
        for inside in fields.take("exercises", ()):
            if self.report.full:
                return None
            entry = (
                self._circuit(inside) if is_circuit(inside.at) else self._exercise_or_rest(inside)
            )
            if entry is not None:
                entries.append(entry)
        if self.report.errors or self._too_many_prompts(entries):
            return None
        schedule = fields.take("schedule", "")
        return Routine(
            **_voice(fields.of_model()),
            entries=tuple(entries),
            schedule=built(schedule) if isinstance(schedule, Fields) else Schedule(schedule),
            language_at=fields["language"].node.span if "language" in fields else None,
        )

    def library_exercise(self, node: Mapping) -> Routine | None:
        """Build a library exercise from its file's top-level block, as a routine of its own."""
        fields = EXERCISE.read(node, self.report)
        if fields is not None and "one_sided" in fields and "side" not in fields.names:
            fields["side"] = Found("each", fields.at, fields.at)
        exercise = None if fields is None else self.exercise(fields)
        if exercise is None or self._too_many_prompts([exercise]):
            return None
        return Routine(exercise.name, ALONE_LANGUAGE, (exercise,), alone=True)

    def _circuit(self, fields: Fields) -> Circuit | None:
        inside = [self._exercise_or_rest(f) for f in fields.take("exercises", ())]
        if "rounds" not in fields or "circuit" not in fields:
            return None
        return Circuit(**fields.of_model(), exercises=tuple(e for e in inside if e is not None))

    def _exercise_or_rest(self, fields: Fields) -> Exercise | Rest | None:
        if is_rest(fields.at):
            rest: Rest | None = built(fields)
            return rest
        return self.exercise(fields)

    def exercise(self, fields: Fields) -> Exercise | None:
        """Build an exercise from its keys, merged over those of the library exercise it uses."""
        merged = self._over_library(fields)
        exercise = None if merged is None else self._stage(merged)
        if merged is None or exercise is None:
            return None
        self.exercises.append(exercise)
        braces(exercise, merged, self.report)
        later = self._later(merged)
        return replace(exercise, later=later) if later else exercise

    def _stage(self, fields: Fields) -> Exercise | None:
        """Build an exercise as it is in one week."""
        if "name" not in fields:
            # A misspelled rest, name or circuit has already been reported.
            if not {"name", "use", "circuit", "rest"} & fields.meant | (
                {"name", "use", "circuit"} & fields.names
            ):
                hint = "add `- name: Cat-Cow`, or `- use:` with an exercise from the library"
                self.report.error(fields.at, "missing-key", "an exercise needs `name`", hint)
            return None
        for check in dose_rules.RULES:
            check(fields, self.report)
        kind = self._kind(fields)
        if kind is None:
            return None
        dose_rules.reps_and_sets(fields, kind, self.report)
        return Exercise(
            **_voice(_with_steps(fields.of_model())),
            kind=kind,
            dose=_dose(fields, kind),
            sides=_sides(fields),
            facts=_facts(fields),
            picture=_picture(fields),
            wait_at_most_s=fields.take("at_most") if "wait" in fields else None,
            places=(
                ("", fields.at.span),
                *((name, found.node.span) for name, found in fields.items() if fields.is_own(name)),
            ),
        )

    def _kind(self, fields: Fields) -> Kind | None:  # noqa: PLR0911 - one for each kind
        written = [name for name in KINDS if name in fields]
        if not fields.names & set(KINDS) and {"reps", "reps_per_set"} & set(fields):
            return OwnPace(fields.take("at_most") if "wait" not in fields else None)
        if len(written) != 1 or len(_kinds_in(fields)) > 1:
            return None
        value = fields.take(written[0])
        match written[0]:
            case "hold":
                if value.breaths is None:
                    return Hold(value.times_s)
                pace = built(fields.take("breathing")) or dose_rules.BREATH_S
                total = value.breaths * sum(pace)
                return Hold((Range(total, total),), breaths=value.breaths, breath_s=pace)
            case "phases":
                phases = built(value)
                return Phases(phases) if None not in phases else None
            case "steps":
                for step in value:
                    dose_rules.cap_without_wait(step, self.report)
                steps = built(value)
                return Steps(steps) if None not in steps else None
            case "for":
                return Timed(value)
            case "every":
                return Paced(value) if {"reps", "reps_per_set"} & fields.names else None
            case _:
                return Open(fields.take("at_most")) if "at_most" in fields else None

    # The library.

    def _over_library(self, fields: Fields) -> Fields | None:
        if "use" not in fields:
            return fields
        use = fields["use"]
        base = self.library.find(use.value)
        if base is None:
            self._unknown_exercise(use)
            return None
        if use.value not in self.used:
            self.used[use.value] = EXERCISE.read(base, self.report)
        known = self.used[use.value]
        if known is None:
            return None
        self._words_replaced(base, fields)
        merged = known.over(fields, _override(base, fields.at, {"use"}))
        merged["use"] = use  # for its place: `name` is in the library's file
        return merged

    @rule("unknown-exercise", "exercises:\n  - use: chin-tock", "exercises:\n  - use: chin-tuck")
    def _unknown_exercise(self, use: Found) -> None:
        """`use` takes the name of a library exercise, or of its file.

        `coach list` shows them. Put your own in a folder called `exercises`, next to the routine.
        """
        names, whole = self.library.names(), use.value
        name = re.split(r"[/\\]", whole)[-1].removesuffix(".yaml")
        close = close_to(name, names)
        edit = None
        if close and close.casefold() == whole.casefold():
            message = f"the library's file for `{close}` can't be read"
            hint = "run `coach check` on that file to see what is wrong with it"
        else:
            message = f"there is no `{whole}` in the library"
            like = [n for n in names if name.casefold().replace(" ", "-") in n.casefold()][:3]
            like = like or ([close] if close else [])
            hint = f"did you mean {one_of(like)}? " if like else ""
            edit = use.node.replaced(like[0]) if len(like) == 1 else None
            if "," in name and close:
                entries = ", ".join(f"`- use: {part.strip()}`" for part in name.split(",")[:3])
                hint, like, edit = f"give each its own entry: {entries} ", like[:1], None
            hint += "`coach list` shows the library" if len(like) != 1 else ""
        self.report.error(use.node, "unknown-exercise", message, hint.strip(), edit)

    @rule(
        "no-words",
        "exercises:\n  - use: hip-raise\n    hold: 10 s",
        "exercises:\n  - use: hip-raise\n    hold: 10 s\n    say: Lift your hips, and hold."
        "\nafter: Roll onto your side, and push yourself up.",
    )
    def _words_replaced(self, base: Mapping, fields: Fields) -> None:
        """A hold or another kind that replaces the library's phases or steps drops their words too.

        Say what to do in `say`, or nobody will know. (Warning.)
        """
        over = fields.at
        before = next((name for name in ("phases", "steps") if name in base.keys), None)
        kinds = [name for name in over.keys if name in KINDS]
        if before is None or len(kinds) != 1 or kinds[0] in {"phases", "steps"}:
            return
        if kinds[0] in fields and "say" not in over.keys:
            message = f"`{kinds[0]}` replaces the library's {before} and their words"
            self.report.warning(
                over.key(kinds[0]), "no-words", message, "add `say:` with what to do"
            )

    # The weeks.

    def _later(self, fields: Fields) -> tuple[tuple[int, Exercise], ...]:
        """Build the exercise as it is from each week of `progress` on."""
        later: list[tuple[int, Exercise]] = []
        stage = fields
        for step in fields.take("progress", ()):
            week = step.take("from_week")
            self.stages += 1
            if week is None or self.stages > MOST_STAGES:
                continue
            if later and week <= later[-1][0]:
                self._weeks_out_of_order(step["from_week"].node, week, later[-1][0])
                continue
            self._kind_changed(stage, step, week)
            stage = stage.over(step, _override(stage.at, step.at, {"progress", "from_week"}))
            exercise = self._stage(stage)
            if exercise is not None:
                later.append((week, exercise))
        if self.stages > MOST_STAGES:
            message = f"the routine has over {MOST_STAGES:,} steps of `progress`"
            hint = "leave some out, or split the routine"
            self.report.error(fields["progress"].key, "too-large", message, hint)
            self.stages = 0
        return tuple(later)

    @rule(
        "week-order",
        "hold: 10 s\nprogress:\n  - from_week: 4\n    hold: 20 s\n  - from_week: 2\n    hold: 15 s",
        "hold: 10 s\nprogress:\n  - from_week: 2\n    hold: 15 s\n  - from_week: 4\n    hold: 20 s",
    )
    def _weeks_out_of_order(self, node: Node, week: int, before: int) -> None:
        """The steps of `progress` are in order of their weeks, and each week appears once."""
        message = f"week {week} comes after week {before}"
        self.report.error(node, "week-order", message, "put the weeks in order")

    def _kind_changed(self, stage: Fields, step: Fields, week: int) -> None:
        """Warn if a step of progress replaces phases or steps with a hold or the like."""
        before = next((name for name in ("phases", "steps") if name in stage), None)
        kind = next((name for name in KINDS if name in step), None)
        if before and kind:
            message = f"`{kind}` replaces the {before} and their words from week {week} on"
            hint = f"leave it out to keep the {before}, or write a separate exercise"
            self.report.warning(step[kind].key, "no-words", message, hint)

    @rule(
        "too-many-prompts",
        "every: 1 s\nreps: 10000\nsets: 100",
        "every: 4 s\nreps: 10\nsets: 3",
    )
    def _too_many_prompts(self, entries: list[Entry] | list[Exercise]) -> bool:
        """The routine has more spoken cues than anybody would listen to.

        There is probably a slip in `reps`, `sets` or `rounds`: a few lines can add up to 30,000
        cues.
        """
        written = [
            (exercise, entry.rounds if isinstance(entry, Circuit) else 1)
            for entry in entries
            for exercise in (entry.exercises if isinstance(entry, Circuit) else (entry,))
            if isinstance(exercise, Exercise)
        ]
        most, total = limits.most_prompts(len(written)), 0
        for exercise, rounds in written:
            stages = (exercise, *(later for _, later in exercise.later))
            total += max(limits.prompts_at_most(stage, rounds) for stage in stages)
            if total > most:
                span = exercise.place()
                assert span is not None  # noqa: S101 - an exercise that was read has a place
                message = f"this exercise takes the routine over {most:,} spoken cues"
                hint = "are all the reps, sets and rounds right?"
                line = self.source.line(span.line) if span.file == self.source.name else ""
                problem = Problem(span, Severity.ERROR, "too-many-prompts", message, hint, line)
                self.report.add(Diagnosis(problem))
                return True
        return False


def _kinds_in(fields: Fields) -> list[str]:
    """Return the kinds that are written, leaving out empty ones if there are others."""
    written = [name for name in KINDS if name in fields.names]
    empty = [n for n in written if isinstance(v := fields.at.get(n), Scalar) and not v.text]
    return [name for name in written if name not in empty] or written[:1]


def _override(base: Mapping, over: Mapping, dropped: set[str]) -> Mapping:
    """Merge keys over an exercise's; drop the kind and the doses that they replace."""
    names = set(over.keys)
    without = set(dropped)
    if names & set(KINDS):
        kind = next(name for name in KINDS if name in names)
        unheard = (key for key in EXERCISE.keys if key.only_with)
        without |= set(KINDS) | {k.name for k in unheard if kind not in k.only_with.split()}
    if "reps_per_set" in names:
        without |= {"reps", "sets"}
    if names & {"reps", "sets"}:
        without |= {"reps_per_set"}
    kept = tuple(
        (k, v) for k, v in over.entries if not (isinstance(k, Scalar) and k.text in dropped)
    )
    return overlay(base, replace(over, entries=kept), frozenset(without))


def _dose(fields: Fields, kind: Kind) -> Dose:
    """Return the reps and sets, and the rests between them."""
    reps: tuple[Range[int], ...] = (fields.take("reps", _ONCE),)
    sets: Range[int] = fields.take("sets", _ONCE)
    if each := fields.take("reps_per_set"):
        reps, sets = tuple(Range(n, n) for n in each), Range(len(each), len(each))
    if isinstance(kind, Hold) and len(kind.times_s) > 1:
        reps = tuple(Range(len(kind.times_s), len(kind.times_s)) for _ in reps)
    return Dose(reps=reps, sets=sets, **fields.of_model("dose"))


def _with_steps(values: dict[str, Any]) -> dict[str, Any]:
    """Return an exercise's fields with its set-up as steps, those with a time and those without."""
    if "set_up" in values:
        steps = (SetUpStep(one) if isinstance(one, Text) else one for one in values["set_up"])
        values["set_up"] = tuple(step for step in steps if step is not None)
    return values


def _sides(fields: Fields) -> Sides | None:
    """Return which sides there are, where to start and how to count them; None if not sided."""
    if "side" not in fields:
        return None
    values = fields.of_model("sides")
    return Sides(count_separately=values.pop("count", "") == "separately", **values)


def _facts(fields: Fields) -> tuple[tuple[str, str], ...]:
    """Return the facts that are only printed, each labelled with its key."""
    return tuple(
        (key.name, ", ".join(value) if isinstance(value, tuple) else value)
        for key in EXERCISE.keys
        if key.field == "facts" and (value := fields.take(key.name))
    )


def _picture(fields: Fields) -> Picture | None:
    if "picture" not in fields:
        return None
    return Picture(fields.take("picture"), fields["picture"].node.span)


def _voice(values: dict[str, Any]) -> dict[str, Any]:
    """Return a model's fields, without `voice` if it wasn't given, and without `facts`."""
    if not isinstance(values.get("voice"), VoiceChoices):
        values.pop("voice", None)
    values.pop("facts", None)
    return values
