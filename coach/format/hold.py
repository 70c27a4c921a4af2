"""What `hold` takes: a time, a range, a time for each rep, or breaths."""

from __future__ import annotations

import re
from dataclasses import dataclass

from coach.format.nodes import Node, Scalar, Sequence
from coach.format.quantities import RANGE_SCHEMA, Wrong, count
from coach.format.values import PERIOD, PERIOD_RANGE, Lines, Report, Schema, word_of
from coach.model.units import Range

_BARE = re.compile(r"\d{1,4}(?:\.\d)?")


@dataclass(frozen=True)
class HoldTime:
    """What `hold` takes, once read: the times of the reps, or a number of breaths."""

    times_s: tuple[Range[float], ...] = ()
    breaths: int | None = None
    listed: bool = False


@dataclass(frozen=True)
class HoldValue:
    """A time, a range, a list with a time for each rep, or breaths."""

    expects: str = "a time such as `30 s`, a range, a list with a time for each rep, or `5 breaths`"

    def read(self, node: Node, report: Report) -> HoldTime | None:
        if isinstance(node, Sequence):
            bare = [i.text for i in node.items if isinstance(i, Scalar) and _BARE.fullmatch(i.text)]
            if len(bare) == len(node.items) > 1:
                listed = ", ".join(f"{number} s" for number in bare[:20])
                hint = f"write `[{listed}]`, each time with its unit"
                report.error(node, "no-unit", f"{', '.join(bare[:20])} what?", hint)
                return None
            times = Lines(PERIOD).read(node, report)
            return (
                None if times is None else HoldTime(tuple(Range(t, t) for t in times), listed=True)
            )
        text = word_of(node, report, self.expects)
        if text is None:
            return None
        number, _, unit = text.rpartition(" ")
        if unit.casefold() in {"breath", "breaths"}:
            breaths = count(number.strip())
            if isinstance(breaths, Wrong):
                report.error(node, "wrong-value", breaths.message, "write `5 breaths`")
                return None
            return HoldTime(breaths=breaths)
        time = PERIOD_RANGE.read(node, report)
        return None if time is None else HoldTime((time,))

    def schema(self) -> Schema:
        times: Schema = {"type": "array", "items": PERIOD.schema(), "minItems": 1}
        breaths = r"^[0-9]+ +[bB][rR][eE][aA][tT][hH][sS]?$"
        time = {"type": "string", "pattern": f"{RANGE_SCHEMA}|{breaths}"}
        return {"anyOf": [time, times]}
