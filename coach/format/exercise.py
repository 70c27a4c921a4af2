"""One exercise: from its words, and the library's, to the frozen model."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Protocol

from coach.format import instead
from coach.format.braces import braces
from coach.format.dose import dose_of, sides_of
from coach.format.fields import Fields
from coach.format.hold import HoldTime
from coach.format.instead import BREATH_S
from coach.format.kinds import BELONGS, KINDS
from coach.format.leaflets import in_place_of_reps
from coach.format.nodes import Mapping, Node, Scalar, overlay
from coach.format.source import Source
from coach.format.values import MAX_VALUE, Report, one_of
from coach.format.words import EXERCISE
from coach.model.problems import Span, close_to
from coach.model.routine import (
    Exercise,
    Hold,
    Kind,
    Open,
    Paced,
    Phase,
    Phases,
    Picture,
    Remind,
    Step,
    Steps,
    Timed,
    VoiceChoices,
)
from coach.model.units import Range

MOST_STAGES = 10_000
"""Steps of `progress` in a routine: each is an exercise of its own."""
_SIDED = {
    "leg",
    "arm",
    "hand",
    "foot",
    "knee",
    "hip",
    "elbow",
    "shoulder",
    "ankle",
    "wrist",
    "heel",
}
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
        self.used: dict[str, Fields | None] = {}
        self.stages = 0
        self.built: list[Exercise] = []

    def exercise(self, fields: Fields) -> Exercise | None:
        """Build an exercise from its own words, the library's where it uses one."""
        merged = self._used(fields)
        if merged is None:
            return None
        exercise = self._exercise(merged)
        if exercise is None:
            return None
        self.built.append(exercise)
        braces(exercise, merged, self.report)
        later = self._later(merged)
        values = {name: getattr(exercise, name) for name in exercise.__dataclass_fields__}
        return Exercise(**{**values, "later": later})

    def _used(self, fields: Fields) -> Fields | None:
        if "use" not in fields:
            return fields
        use = fields["use"]
        base = self.exercises.find(use.value)
        if base is None:
            self._unknown(use.value, use.node)
            return None
        if use.value not in self.used:
            self.used[use.value] = EXERCISE.read(base, self.report)
        known = self.used[use.value]
        if known is None:
            return None
        self._replaced(base, fields)
        merged = known.over(fields, _override(base, fields.at, {"use"}))
        merged["use"] = use  # for places: the name stands in the library
        return merged

    def _unknown(self, name: str, node: Node) -> None:
        """Report an exercise that the library does not have, or whose file can't be read."""
        names = self.exercises.names()
        whole, name = name, re.split(r"[/\\]", name)[-1].removesuffix(".yaml")
        close = close_to(name, names)
        if close and close.casefold() == whole.casefold():
            message = f"the library's file of `{close}` can't be read"
            hint = "`coach check` on that file says what is wrong with it"
        else:
            message = f"there is no `{whole}` in the library"
            like = [n for n in names if name.casefold().replace(" ", "-") in n.casefold()][:3]
            like = like or ([close] if close else [])
            hint = f"did you mean {one_of(like)}? " if like else ""
            if "," in name and close:
                hint = "give each an entry of its own: "
                like = [f"- use: {part.strip()}" for part in name.split(",")[:3]]
                hint, like = f"{hint}{', '.join(f'`{one}`' for one in like)} ", like[:1]
            hint += "`coach list` shows the library" if len(like) != 1 else ""
        self.report.error(node, "unknown-exercise", message, hint.strip())

    def _replaced(self, base: Mapping, fields: Fields) -> None:
        """Warn where the words of phases or steps are lost with them."""
        over = fields.at
        before = next((word for word in ("phases", "steps") if word in names_of(base)), None)
        kinds = [k for k, _ in over.entries if isinstance(k, Scalar) and k.text in KINDS]
        if before is None or len(kinds) != 1 or kinds[0].text in {"phases", "steps"}:
            return
        key = kinds[0]
        if key.text in fields and "say" not in names_of(over):
            message = f"`{key.text}` replaces the library's {before} and their words"
            self.report.warning(key, "no-words", message, "add `say:` with what to do")

    def _later(self, fields: Fields) -> tuple[tuple[int, Exercise], ...]:
        """Build the exercise as it stands from each week of `progress` on."""
        later: list[tuple[int, Exercise]] = []
        stage = fields
        for step in fields.take("progress", ()):
            week = step.take("from_week")
            self.stages += 1
            if week is None or self.stages > MOST_STAGES:
                continue
            if later and week <= later[-1][0]:
                self.report.error(
                    step["from_week"].node,
                    "week-order",
                    f"week {week} stands after week {later[-1][0]}",
                    "put the weeks in order",
                )
                continue
            self._kind_changed(stage, step, week)
            at = _override(stage.at, step.at, {"progress", "from_week"})
            stage = stage.over(step, at)
            exercise = self._exercise(stage)
            if exercise is not None:
                later.append((week, exercise))
        if self.stages > MOST_STAGES:
            message = f"the routine has over {MOST_STAGES:,} steps of `progress`"
            hint = "leave some out, or split the routine"
            self.report.error(fields["progress"].key, "too-large", message, hint)
            self.stages = 0
        return tuple(later)

    def _kind_changed(self, stage: Fields, step: Fields, week: int) -> None:
        """Warn where a step of progress puts a hold or the like in the place of phases."""
        before = next((word for word in ("phases", "steps") if word in stage), None)
        kind = next((word for word in KINDS if word in step), None)
        if before and kind:
            message = (
                f"from week {week} on `{kind}` takes the place of the {before} and their words"
            )
            hint = (
                f"leave it out to keep the {before}; another way to do it is an exercise of its own"
            )
            self.report.warning(step[kind].key, "no-words", message, hint)

    def _exercise(self, fields: Fields) -> Exercise | None:
        if "name" not in fields:
            # A rest, a name or a circuit that is misspelled has been said.
            if not {"name", "use", "circuit", "rest"} & fields.meant | (
                {"name", "use", "circuit"} & fields.names
            ):
                hint = "add `- name: Cat-Cow`, or `- use:` with one from the library"
                self.report.error(fields.at, "missing-key", "an exercise needs `name`", hint)
            return None
        kind = self._kind(fields)
        self._misplaced(fields)
        if kind is None:
            return None
        return Exercise(
            name=fields.take("name"),
            kind=kind,
            dose=dose_of(fields, kind, self.report),
            position=fields.take("position"),
            set_up=fields.take("set_up", ()),
            say=fields.take("say"),
            short=fields.take("short"),
            get_ready_s=fields.take("get_ready"),
            sides=sides_of(fields, self.report),
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

    def _misplaced(self, fields: Fields) -> None:
        """Report words that would never be heard in an exercise of this kind."""
        kind = next((word for word in KINDS if word in fields.names), None)
        for word, kinds in BELONGS.items():
            if kind is None or kind in kinds or word not in fields:
                continue
            if word == "at_most" and "wait" in fields:
                continue
            message = f"`{word}` does nothing in an exercise with `{kind}`"
            hint = instead.in_breaths(fields) if word == "breathing" else ""
            hint = hint or instead.where(word, kind, kinds)
            self.report.error(fields[word].key, "misplaced-key", message, hint)

    def _kind(self, fields: Fields) -> Kind | None:
        written = [word for word in KINDS if word in fields.names]
        if len(written) > 1:  # one that is empty has been told of
            written = [word for word in written if not _empty(fields.at.get(word))] or written[:1]
        if len(written) > 1 and not all(word in fields for word in written):
            return None  # one of them could not be read, and that has been said
        if len(written) > 1:
            second = fields.get(written[1])
            place = second.key if second else fields.at
            message = (
                f"`{written[1]}` can't stand beside `{written[0]}`: an exercise is of one kind"
            )
            self.report.error(place, "two-kinds", message, instead.keep_one(fields))
            return None
        if not written:
            self._no_kind(fields)
            return None
        word = written[0]
        if word not in fields:
            return None  # it could not be read, and that has been said
        return self._KIND[word](self, fields)

    def _no_kind(self, fields: Fields) -> None:
        """Report an exercise that does not say how it goes, unless that has been told of."""
        if fields.meant & set(KINDS):
            return  # it is misspelled, and that has been said
        reps = fields.at.get("reps")
        if isinstance(reps, Scalar) and in_place_of_reps(reps.text[:MAX_VALUE]):
            return  # it stands in the wrong word, and that has been said
        if "breathing" in fields.names | fields.meant and "breathing" not in fields:
            return  # the same
        message = "it is not said how this exercise goes"
        hint = "add one of `hold`, `phases`, `for`, `steps`, `until` (or `every` with `reps`)"
        if isinstance(times := fields.take("reps"), Range):
            many = f"{times.low}" if times.fixed else f"{times.low} to {times.high}"
            hint = f"{many} reps of how long? add `every: 4 s`, or write `phases`"
        elif fields.names <= {"name", "note", "picture", "load", "equipment", "care"}:
            hint += "; advice that is no exercise goes to `before` or `after`"
        self.report.error(fields.name_node, "no-kind", message, hint)

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
            if "at_most" not in fields.names | fields.meant:
                message = "`until: you stop` needs a cap"
                self.report.error(
                    fields["until"].key, "missing-key", message, "add `at_most: 60 s`"
                )
            return None
        return Open(fields.take("at_most"))

    def _every(self, fields: Fields) -> Kind | None:
        if not {"reps", "reps_per_set"} & fields.names:
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


def _empty(node: Node | None) -> bool:
    return isinstance(node, Scalar) and not node.text


def names_of(node: Mapping) -> set[str]:
    """Return the words of a block, read or not."""
    return {key.text for key, _ in node.entries if isinstance(key, Scalar)}


def _places(fields: Fields) -> list[tuple[str, Span]]:
    """Return where words stand in the author's own file; the library's are not theirs to mend."""
    return [(w, f.node.span) for w, f in fields.items() if f.node.source is fields.at.source]


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
