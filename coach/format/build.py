"""From words that were read to the frozen model, with the checks that need several words."""

from __future__ import annotations

from coach.format.exercise import ExerciseBuilder, Exercises, NoExercises, names_of, voice_of
from coach.format.fields import Fields
from coach.format.nodes import Mapping, Scalar
from coach.format.size import most_prompts, prompts_at_most
from coach.format.words import EXERCISE, ROUTINE, is_circuit, is_rest
from coach.model.problems import Problem, Severity
from coach.model.routine import (
    Circuit,
    Entry,
    Exercise,
    Rest,
    Routine,
    Schedule,
)

ALONE_LANGUAGE = "en-US"
"""The language of an exercise that is read alone: the library's."""


class Builder(ExerciseBuilder):
    """Puts a routine together; everything wrong goes into the report."""

    def whole(self, node: Mapping) -> Routine | None:
        """Read a routine from its file's top."""
        fields = ROUTINE.read(node, self.report)
        return None if fields is None else self.routine(fields)

    def alone(self, node: Mapping) -> Routine | None:
        """Read a library exercise from its file's top, as a routine of nothing else."""
        words = names_of(node)
        if "one_sided" in words and "side" not in words:
            each = Scalar(node.source, node.line, node.column, node.end_column, "each", plain=True)
            key = Scalar(node.source, node.line, node.column, node.end_column, "side", plain=True)
            entries = (*node.entries, (key, each))
            node = Mapping(node.source, node.line, node.column, node.end_column, entries)
        fields = EXERCISE.read(node, self.report)
        exercise = None if fields is None else self.exercise(fields)
        if exercise is None or self._too_many_prompts([exercise]):
            return None
        return Routine(exercise.name, ALONE_LANGUAGE, (exercise,), alone=True)

    def routine(self, fields: Fields) -> Routine | None:
        entries = []
        for entry in fields.take("exercises", ()):
            if self.report.full:
                return None
            entries.append(self.entry(entry))
        if self.report.errors:
            return None
        if self._too_many_prompts(entries):
            return None
        schedule = fields.take("schedule", "")
        return Routine(
            title=fields.take("title"),
            language=fields.take("language"),
            entries=tuple(e for e in entries if e is not None),
            summary=fields.take("summary", ""),
            author=fields.take("author", ""),
            reviewed=fields.take("reviewed", ""),
            schedule=_schedule(schedule) if isinstance(schedule, Fields) else Schedule(schedule),
            equipment=fields.take("equipment", ()),
            before=fields.take("before", ()),
            do_not_start_if=fields.take("do_not_start_if", ()),
            stop_if=fields.take("stop_if", ()),
            after=fields.take("after", ()),
            voice=voice_of(fields),
            language_at=fields["language"].node.span if "language" in fields else None,
        )

    def _too_many_prompts(self, entries: list[Entry | None]) -> bool:
        written = [
            (exercise, entry.rounds if isinstance(entry, Circuit) else 1)
            for entry in entries
            for exercise in (entry.exercises if isinstance(entry, Circuit) else (entry,))
            if isinstance(exercise, Exercise)
        ]
        most = most_prompts(len(written))
        total = 0
        for exercise, rounds in written:
            total += max(
                prompts_at_most(stage, rounds)
                for stage in (exercise, *(later for _, later in exercise.later))
            )
            if total > most:
                span = exercise.place()
                assert span is not None  # noqa: S101 - an exercise that was read has its place
                message = f"with this exercise the routine comes to over {most:,} spoken cues"
                hint = "are all the reps, sets and rounds right?"
                line = self.source.line(span.line) if span.file == self.source.name else ""
                error = Severity.ERROR
                self.report.add(Problem(span, error, "too-many-prompts", message, hint, line))
                return True
        return False

    def entry(self, fields: Fields) -> Entry | None:
        if is_circuit(fields.at):
            return self.circuit(fields)
        return self.exercise_or_rest(fields)

    def circuit(self, fields: Fields) -> Circuit | None:
        inside = [self.exercise_or_rest(f) for f in fields.take("exercises", ())]
        if "rounds" not in fields or "circuit" not in fields:
            return None
        return Circuit(
            name=fields.take("circuit"),
            rounds=fields.take("rounds"),
            exercises=tuple(e for e in inside if e is not None),
            rest_between_rounds_s=fields.take("rest_between_rounds"),
            rest_s=fields.take("rest"),
        )

    def exercise_or_rest(self, fields: Fields) -> Exercise | Rest | None:
        if is_rest(fields.at):
            rest = fields.take("rest")
            return None if rest is None else Rest(rest, fields.take("say"))
        return self.exercise(fields)


def _schedule(fields: Fields) -> Schedule:
    return Schedule(
        times_per_day=fields.take("times_per_day"),
        days_per_week=fields.take("days_per_week"),
        weeks=fields.take("weeks"),
    )


__all__ = ["Builder", "Exercises", "NoExercises"]
