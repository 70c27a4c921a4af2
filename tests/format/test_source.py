"""Places in a text and edits to it: nothing else moves, and every place stays correct."""

from __future__ import annotations

import re

import pytest
import yaml
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from coach.format import tree
from coach.format.decoding import decode, encode
from coach.format.source import Draft, Edit, Source
from coach.format.tree import Mapping, Node, Scalar, Sequence, compose

LETTERS = st.sampled_from([*"ab:- #'\"{}[],\t\u00e9\u00a0", "😀", "\n", "\r", "\r\n", "\n\n"])
TEXTS = st.lists(LETTERS, max_size=40).map("".join)


@st.composite
def texts_with_edits(draw: st.DrawFn) -> tuple[str, list[Edit]]:
    """A text, and edits to it that don't overlap."""
    text = draw(TEXTS)
    cuts = sorted(draw(st.lists(st.integers(0, len(text)), max_size=8)))
    edits: list[Edit] = []
    for start, end in zip(cuts[::2], cuts[1::2], strict=False):
        if not edits or start > edits[-1].end:
            edits.append(Edit(start, end, draw(TEXTS)))
    return text, edits


def applied(text: str, edits: list[Edit]) -> str:
    for edit in reversed(edits):
        text = edit.apply(text)
    return text


def kept(text: str, edits: list[Edit]) -> list[tuple[int, int]]:
    """Return the offsets, now and before, of each character that stayed."""
    found, moved, at = [], 0, 0
    for edit in (*edits, Edit(len(text), len(text), "")):
        found += [(old + moved, old) for old in range(at, edit.start)]
        moved += len(edit.text) - (edit.end - edit.start)
        at = edit.end
    return found


@settings(deadline=None)
@given(texts_with_edits(), st.integers(0, 3))
def test_each_character_that_stayed_maps_to_its_original_place(
    made: tuple[str, list[Edit]], indent: int
) -> None:
    text, edits = made
    draft = Draft(Source("r.yaml", text), indent=indent)
    moved = [Edit(e.start + indent, e.end + indent, e.text) for e in edits]
    draft.apply(*moved)
    assert draft.text == " " * indent + applied(text, edits)
    for now, before in kept(text, edits):
        assert draft.original(now + indent) == before
        assert draft.text[now + indent] == text[before]


@settings(deadline=None)
@given(texts_with_edits(), st.data())
def test_it_still_does_after_more_edits(made: tuple[str, list[Edit]], data: st.DataObject) -> None:
    text, edits = made
    draft = Draft(Source("r.yaml", text))
    draft.apply(*edits)
    middle = draft.text
    start = data.draw(st.integers(0, len(middle)))
    more = Edit(start, data.draw(st.integers(start, len(middle))), data.draw(TEXTS))
    draft.apply(more)
    assert draft.text == more.apply(middle)
    first = dict(kept(text, edits))
    for now, between in kept(middle, [more]):
        if between in first:
            assert draft.original(now) == first[between]


@settings(deadline=None)
@given(texts_with_edits())
def test_a_place_of_a_draft_is_one_of_the_file(made: tuple[str, list[Edit]]) -> None:
    text, edits = made
    source = Source("r.yaml", text)
    draft = Draft(source)
    draft.apply(*edits)
    view = draft.view()
    for now, before in kept(text, edits):
        span = view.span(now, now + 1)
        assert (span.line, span.column) == source.place(before)
    for offset in range(len(draft.text) + 1):
        assert 0 <= draft.original(offset) <= len(text)


@settings(deadline=None)
@given(texts_with_edits(), st.integers(0, 20), st.integers(0, 3))
def test_a_place_of_a_draft_of_a_draft_is_one_of_the_file(
    made: tuple[str, list[Edit]], start: int, indent: int
) -> None:
    text, edits = made
    source = Source("r.yaml", text)
    draft = Draft(source)
    draft.apply(*edits)
    inner = Draft(draft.view(), min(start, len(draft.text)), len(draft.text), indent)
    inner.apply(Edit(0, 0, "new: "))
    for now, before in kept(text, edits):
        if now >= start:
            at = now - start + indent + len("new: ")
            assert inner.text[at] == text[before]
            span = inner.view().span(at, at + 1)
            assert (span.line, span.column) == source.place(before)


@settings(deadline=None)
@given(texts_with_edits(), st.data())
def test_an_edit_of_a_draft_does_the_same_to_the_file(
    made: tuple[str, list[Edit]], data: st.DataObject
) -> None:
    text, edits = made
    draft = Draft(Source("r.yaml", text))
    draft.apply(*edits)
    start = data.draw(st.integers(0, len(draft.text)))
    edit = Edit(start, data.draw(st.integers(start, len(draft.text))), "new")
    own = draft.original_edit(edit)
    inside = [old for now, old in kept(text, edits) if edit.start <= now < edit.end]
    if own is None:
        return
    assert text[own.start : own.end] == draft.text[edit.start : edit.end]
    assert own.text == "new"
    if inside and len(inside) == edit.end - edit.start:
        assert (own.start, own.end) == (inside[0], inside[-1] + 1)


@settings(deadline=None)
@given(TEXTS, st.integers(0, 50), st.integers(0, 50), TEXTS)
def test_an_edit_changes_no_other_character(text: str, start: int, length: int, new: str) -> None:
    start = min(start, len(text))
    end = min(start + length, len(text))
    changed = Edit(start, end, new).apply(text)
    assert changed == text[:start] + new + text[end:]


@settings(deadline=None)
@given(TEXTS)
def test_offsets_become_places_and_places_offsets(text: str) -> None:
    source = Source("r.yaml", text)
    assert source.lines == tuple(re.split(r"\r\n|\r|\n", text))
    for offset in range(len(text) + 1):
        line, column = source.place(offset)
        assert source.offset(line, column) == offset
        inside = text[offset : offset + 1]
        assert inside in {"", "\n", "\r"} or source.line(line)[column - 1] == inside


ENCODINGS = ["utf-8", "utf-8-sig", "utf-16"]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["unix", "windows", "old-mac"])
@pytest.mark.parametrize("encoding", ENCODINGS)
def test_an_edited_file_keeps_its_encoding_and_its_line_endings(encoding: str, end: str) -> None:
    page = f"title: Tête 😀{end}\thold: 30{end}{end}reps: 2"
    data = page.encode(encoding)
    source = decode(data, "r.yaml").source
    assert source.text == page
    at = page.index("30")
    changed = Edit(at, at + 2, "30 s").apply(source.text)
    assert encode(changed, data) == page.replace("30", "30 s").encode(encoding)


@settings(deadline=None)
@given(TEXTS, st.sampled_from([*ENCODINGS, "utf-16-be"]))
def test_encoding_a_decoded_text_gives_the_same_bytes(text: str, encoding: str) -> None:
    assume(encoding != "utf-8" or not text.startswith("\ufeff"))
    mark = "\ufeff" if encoding == "utf-16-be" else ""
    data = (mark + text).encode(encoding)
    assert encode(decode(data, "r.yaml").source.text, data) == data


# A line outside the file is empty, so that a place at the end of the file can be shown.
@pytest.mark.parametrize(("number", "line"), [(0, ""), (1, "a"), (2, "b"), (3, "")])
def test_line(number: int, line: str) -> None:
    assert Source("r.yaml", "a\nb").line(number) == line


LOADERS = [pytest.param("CSafeLoader", id="c"), pytest.param("SafeLoader", id="pure")]
PAGE = """\
# a comment first
format: 1
title: "Tête 😀: it's"   # a comment
after:
  - 'One'
  - Two words,
    and two more
  # a comment inside

exercises:
  - name: Bridge
    hold: 30 s   # held
    # a comment after
  - {use: cat, reps: [1, 2]}  # in braces
  -
    name: |
      Lines
      of text

    care:
# a comment at the very left
"""
SPANS = {
    "title": '"Tête 😀: it\'s"',
    "after": "- 'One'\n  - Two words,\n    and two more",
    "hold": "30 s",
    "reps": "[1, 2]",
    "use": "cat",
}


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["unix", "windows", "old-mac"])
@pytest.mark.parametrize("loader", LOADERS)
def test_a_node_spans_the_text_it_was_read_from(
    loader: str, end: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tree, "_Loader", getattr(yaml, loader))
    page = PAGE.replace("\n", end)
    node, found = compose(Source("r.yaml", page))
    assert found is None
    assert isinstance(node, Mapping)
    assert node.written == page[page.index("format") : page.index("care:") + len("care:")]
    for key, value in pairs(node):
        assert key.written == key.text
        if key.text in SPANS:
            assert value.written == SPANS[key.text].replace("\n", end)
    exercises = node.get("exercises")
    assert isinstance(exercises, Sequence)
    first, second, third = exercises.items
    assert first.written == f"name: Bridge{end}    hold: 30 s"
    assert second.written == "{use: cat, reps: [1, 2]}"
    assert isinstance(third, Mapping)
    name, care = third.get("name"), third.get("care")
    assert name is not None
    assert care is not None
    assert name.written == f"|{end}      Lines{end}      of text"
    assert (care.start, care.end) == (third.end, third.end)


@pytest.mark.parametrize("loader", LOADERS)
def test_a_block_ends_with_its_last_child(loader: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tree, "_Loader", getattr(yaml, loader))
    for node in nodes(PAGE):
        if isinstance(node, Mapping) and not node.flow:
            assert node.end == node.entries[-1][1].end
        if isinstance(node, Sequence) and not node.written.startswith("["):
            assert node.end == node.items[-1].end


SCALARS = st.sampled_from(
    ["a", "two words", "'it''s'", '"a\\nb"', "é 😀", "", "[a, b]", "{a: b}", "30 s"]
)


@settings(deadline=None)
@given(
    st.lists(
        st.tuples(
            SCALARS, st.sampled_from(["", " # c", "  "]), st.sampled_from(["", "# c", "  # c"])
        ),
        min_size=1, max_size=5,
    ),
    st.sampled_from(["\n", "\r\n", "\r"]),
    st.sampled_from([loader.values[0] for loader in LOADERS]),
)  # fmt: skip
def test_spans_of_any_small_block(lines: list[tuple[str, str, str]], end: str, loader: str) -> None:
    entries = [f"k{number}: {value}".rstrip() for number, (value, _, _) in enumerate(lines)]
    page = end.join(
        part
        for entry, (_, after, below) in zip(entries, lines, strict=True)
        for part in (entry + after, below)
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tree, "_Loader", getattr(yaml, loader))
        node, found = compose(Source("r.yaml", page))
    assert found is None
    assert isinstance(node, Mapping)
    last = page.rindex(entries[-1]) + len(entries[-1])
    assert (node.start, node.end) == (0, last)
    for (key, value), entry, (written, _, _) in zip(node.entries, entries, lines, strict=True):
        assert value.written == written
        assert node.source.text[key.start : value.end] == entry


def nodes(page: str) -> list[Node]:
    """Return all nodes of a page."""
    node, found = compose(Source("r.yaml", page))
    assert found is None
    assert node is not None
    todo, all_nodes = [node], []
    while todo:
        one = todo.pop()
        all_nodes.append(one)
        if isinstance(one, Mapping):
            todo += [part for entry in one.entries for part in entry]
        elif isinstance(one, Sequence):
            todo += one.items
    return all_nodes


def pairs(node: Mapping) -> list[tuple[Scalar, Node]]:
    """Return all keys of a block with their values, at every depth."""
    return [
        (key, value)
        for one in nodes(node.source.text)
        if isinstance(one, Mapping)
        for key, value in one.entries
        if isinstance(key, Scalar)
    ]
