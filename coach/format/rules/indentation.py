"""Lines with too much or too little indentation."""

from __future__ import annotations

import re
from collections.abc import Iterator

from coach.format.blocks import Block, inner_keys, shape
from coach.format.diagnosis import Diagnosis
from coach.format.lines import Line, moved, spaces, without_list
from coach.format.parts import PHASE, STEP
from coach.format.schema import CIRCUIT, EXERCISE, EXERCISE_ONLY, REST, ROUTINE
from coach.format.source import Edit, Source
from coach.format.tree import Failure, Mapping, Node, Scalar, Sequence, keys_of
from coach.format.writing import joined
from coach.model.rules import rule

_EXPECTED = (
    "mapping values",
    "expected key",
    "expected <block end>",
    "block collection",
    "block mapping",
    "'-' indicator",
    "block sequence entries",
    "block entry",
    "document start",
)


@rule(
    "indentation",
    "hold: 30 s\n reps: 2",
    "hold: 30 s\nreps: 2",
)
def misplaced(failure: Failure) -> Diagnosis | None:
    """Indentation shows what belongs to what: keys that belong together line up exactly.

    The keys of a list entry line up after its `- `.
    """
    line = Line(failure.source, failure.line)
    if not any(words in failure.said for words in _EXPECTED) or not line.text.strip():
        return None
    if not line.spaces and (first := _first_far_in(line)):
        return first
    above = likely_sibling(line)
    if above is None:
        return None
    if line.is_entry and not any(one.is_entry for one in line.above()):
        message = "a list starts here, but no key above says what it is"
        hint = "write `exercises:` on its own line above it"
        edit = None
        above_it = {one.key for one in line.above()}
        headless = not re.search(r"^exercises *:", line.source.text, re.MULTILINE)
        if headless and above_it & {"title", "format"} and line.key in _FIRST:
            edit = Edit(line.start, line.start, "exercises:\n")
        left_out = without_list(line) if line.spaces else None
        return line.error("indentation", message, hint, line.start, edit=edit, read_as=left_out)
    indent = above.indent_for(line)
    message = (
        f"the indentation doesn't fit: this line starts with {spaces(line.spaces)}, but "
        f"line {above.number} above it has {indent}"
    )
    hint = f"give it {spaces(indent)} if it should line up with line {above.number}"
    if line.is_entry or above.is_entry:
        hint += "; the keys of a list entry line up after its `- `"
    edit = _moved(line, indent - line.spaces)
    return line.error("indentation", message, hint, line.start, line.start + line.spaces, edit)


def _first_far_in(line: Line) -> Diagnosis | None:
    """Find a file whose first line is indented, so that all the others don't seem to fit."""
    above = (Line(line.source, number) for number in range(1, line.number))
    first = next((one for one in above if re.match(r" *[^ #]", one.text)), line)
    if not first.spaces:
        return None
    message = (
        f"the indentation doesn't fit: this line starts with {spaces(first.spaces)}, but "
        f"line {line.number} below it has none"
    )
    hint = "remove them: the keys of a routine start at the left margin"
    end = first.start + first.spaces
    return first.error("indentation", message, hint, first.start, end, Edit(first.start, end, ""))


def likely_sibling(line: Line) -> Line | None:
    """Return the line above whose level a line was most likely meant to be at.

    An entry lines up with an entry, a key with a key. The nearest in columns is taken.
    """
    nearest = line.nearest_above()
    if nearest is not None and nearest.indent_for(line) == line.spaces:
        return None  # it lines up with the line above: something else is wrong with it
    best: Line | None = None
    for above in line.above():
        if not above.dashes if line.is_entry else above.key is None:
            continue
        off = abs(above.indent_for(line) - line.spaces)
        if off and (best is None or off < abs(best.indent_for(line) - line.spaces)):
            best = above
    return best or nearest


def _moved(line: Line, by: int) -> Edit | None:
    """Return the edit that moves a line right by this many columns, with the rest of its entry."""
    lines = [line]
    if not by:
        return None
    if line.is_entry:
        for below in line.below():
            if below.text.strip() and below.spaces <= line.spaces:
                break
            if len(lines) == 1 and below.spaces != line.indent:
                break
            lines.append(below)
    return moved(lines, by)


_FIRST = {"name", "use", "circuit", "rest"}
_KEY_BELOW_DASH = re.compile(
    r"(?:^|(?<=\r))(?P<indent> *)- +(?:name|use): [^\r\n]*"
    r"(?:(?:\r\n?|\n)[^\S\r\n]*(?=[\r\n]))*+(?:\r\n?|\n)(?P=indent)[a-z_]+:",
    re.MULTILINE,
)
"""An exercise whose next non-empty line has a key right below the dash."""


@rule(
    "indentation",
    "exercises:\n  - name: Bridge\n  hold: 10 s",
    "exercises:\n  - name: Bridge\n    hold: 10 s",
)
def below_dash(source: Source) -> Iterator[Diagnosis]:
    """The keys of an exercise line up with its `name`, not with the dash before it."""
    done = 0
    for entry in _KEY_BELOW_DASH.finditer(source.text):
        number = source.place(entry.start())[0]
        if number <= done:
            continue
        inside = _inside(Line(source, number), len(entry["indent"]))
        if not inside:
            continue
        done = inside[-1].number
        first = inside[0]
        message = "the keys of this exercise line up with its dash, not with its `name`"
        hint = "indent this line"
        if len(inside) > 1:
            hint += f" and those down to line {done}"
        hint += " by two more spaces"
        end = first.start + max(first.spaces, 1)
        yield first.error("indentation", message, hint, first.start, end, moved(inside, 2))


def _inside(entry: Line, indent: int) -> list[Line]:
    """Return the lines below a dash with the keys of its exercise and everything below them."""
    inside: list[Line] = []
    key = re.compile(rf" {{{indent}}}([a-z_]+):(?: *(\S)|$| )")
    empty = False
    for line in entry.below():
        match = key.match(line.text)
        if match and match[1] in EXERCISE_ONLY:
            empty = match[2] is None
        elif not line.text.strip() or (inside and line.spaces > indent):
            pass
        elif not (empty and re.match(rf" {{{indent}}}- (?!name:|use:|circuit:|rest:)", line.text)):
            break
        if match or inside:
            inside.append(line)
        elif line.text.strip():
            break
    while inside and not inside[-1].text.strip():
        inside.pop()
    return inside


@rule(
    "indentation",
    "hold: 30 s\nremind:\nevery: 12 s\nsay: Keep breathing.",
    "hold: 30 s\nremind:\n  every: 12 s\n  say: Keep breathing.",
)
@shape(*(block.id for block in (ROUTINE, EXERCISE, CIRCUIT, REST, PHASE, STEP)))
def outside(node: Node, block: Block) -> Diagnosis | None:
    """What belongs to a key goes below it, indented by two more spaces."""
    if not isinstance(node, Mapping) or node.flow:
        return None
    inner: frozenset[str] = frozenset()
    owner: Scalar | None = None
    inside: list[tuple[Node, Node]] = []
    for key, value in node.entries:
        name = key.text if isinstance(key, Scalar) else ""
        if inner and name in inner:
            inside.append((key, value))
            continue
        if inside:
            break
        known = block.by_name.get(name)
        empty = isinstance(value, Scalar) and not value.text and value.plain
        inner = inner_keys(known.value) if known is not None and empty else frozenset()
        owner = key if isinstance(key, Scalar) else None
    if not inside or owner is None:
        return None
    names = [f"`{key.text}`" for key, _ in inside if isinstance(key, Scalar)]
    belong, them = ("belongs", "it") if len(names) == 1 else ("belong", "them")
    message = f"{joined(names)} {belong} to the `{owner.text}` above, and must be indented below it"
    first, last = inside[0][0], inside[-1][1]
    lines = [
        Line(node.source, n)
        for n in range(first.line, node.source.place(max(last.start, last.end - 1))[0] + 1)
    ]
    problem = first.problem("indentation", message, f"indent {them} by two more spaces")
    return Diagnosis(problem, moved(lines, 2))


@rule(
    "indentation",
    "phases:\n  - say: Lift.\nfor: 4 s",
    "phases:\n  - say: Lift.\n    for: 4 s",
)
@shape(EXERCISE.id)
def part_outside(node: Node, _: Block) -> Diagnosis | None:
    """The `for` of a phase or step lines up with its `say`."""
    if not isinstance(node, Mapping) or not {"name", "use"} & set(node.keys):
        return None
    for (key, value), (after, time) in zip(node.entries, node.entries[1:], strict=False):
        if not (isinstance(key, Scalar) and key.text in {"phases", "steps"}):
            continue
        last = value.items[-1] if isinstance(value, Sequence) and value.items else None
        if last is None or "say" not in keys_of(last) or "for" in keys_of(last):
            continue
        if not isinstance(after, Scalar) or after.text != "for":
            continue
        by = last.column - after.column
        message = (
            f"`for` belongs to the entry on line {last.span.line}, and must line up with its `say`"
        )
        hint = f"indent it by {spaces(by).replace(' space', ' more space')}"
        lines = [Line(node.source, n) for n in range(after.line, time.line + 1)]
        return Diagnosis(after.problem("indentation", message, hint), moved(lines, by))
    return None


def entry_in_text(node: Scalar) -> Iterator[Diagnosis]:
    """Find list entries that are indented too far, so that YAML joins them to the entry above."""
    if not node.plain or " - " not in node.text:
        return
    above = Line(node.source, node.line)
    dash = above.text.find("- ")
    inside = 0 <= dash < node.column
    for number in range(above.number + 1, above.number + 1 + node.text.count(" - ")):
        line = Line(node.source, number)
        entry = line.text.lstrip(" ")
        if not entry.startswith("- ") or entry[2:].strip() not in node.text:
            return
        hint = f"give it {spaces(dash)}, like the entry on line {node.span.line}"
        if not inside:
            first = node.text.split(" - ", 1)[0][:60]
            hint = f"make `{first}` the first entry: `- {first}`, on its own line"
        message = (
            f"this line starts with {spaces(line.spaces)}, so it continues the text of line "
            f"{node.span.line} instead of starting an entry"
        )
        edit = line.indented(dash - line.spaces) if inside else None
        end = line.start + line.spaces
        yield line.error("indentation", message, hint, line.start, end, edit)
        if not inside:
            return
