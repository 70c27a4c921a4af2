"""What is wrong with a phrase file, in sentences for those who translate it.

English is what every other file is held against.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from gettext import c2py
from pathlib import Path
from string import Formatter
from typing import Any

Table = Mapping[str, Any]

UNITS = ("seconds", "minutes", "hours", "breaths")
"""What is counted, in as many forms as the language has."""
_OWN = {*UNITS, "forms", "plural", "numbers"}
"""What each language says of itself; everything else is a phrase."""
MOST = 120
"""The largest number that a plural is tried with."""
_NUMBERS = 20
_BRACES = re.compile(r"[{}]")


class NoTableError(Exception):
    """A file that is no table of phrases; says why."""


def read(path: Path) -> dict[str, Any]:
    """Return what a phrase file says.

    Raises:
        NoTableError: it is no YAML, no table, or has a word twice.
    """
    import yaml  # noqa: PLC0415 - only those who check phrases need it here

    try:
        text = path.read_text(encoding="utf-8")
        node = yaml.compose(text, Loader=yaml.SafeLoader)
        if not isinstance(node, yaml.MappingNode):
            raise NoTableError("it has no phrases in it")
        _no_word_twice(node, yaml.MappingNode)
        table: dict[str, Any] = yaml.safe_load(text)
    except OSError as error:
        raise NoTableError(f"it can't be read ({error.strerror})") from None
    except UnicodeDecodeError:
        raise NoTableError("it is not in UTF-8: save it so in your text editor") from None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f"line {mark.line + 1}: " if mark else ""
        problem = getattr(error, "problem", None) or "this is no YAML"
        raise NoTableError(
            f"{where}{problem}; put a text that has a colon or a brace in double quotes"
        ) from None
    return table


def _no_word_twice(node: Any, mapping: type) -> None:
    seen: dict[str, int] = {}
    for key, value in node.value:
        line = key.start_mark.line + 1
        if key.value in seen:
            raise NoTableError(
                f"line {line}: `{key.value}` stands on line {seen[key.value]} already"
            )
        seen[key.value] = line
        if isinstance(value, mapping):
            _no_word_twice(value, mapping)


def faults(table: Table, english: Table) -> Iterator[str]:
    """Yield what is missing in a language's table, too much, or not as in English."""
    yield from _words(table, english, "phrase")
    for phrase, model in english.items():
        if phrase in table and phrase not in _OWN:
            yield from _phrase(phrase, table[phrase], model, _forms(table))
    yield from _numbers(table.get("numbers"))
    yield from _forms_of_numbers(table.get("forms"))
    yield from _units(table)


def _words(table: Table, model: Table, what: str, inside: str = "") -> Iterator[str]:
    for word, text in model.items():
        if word not in table:
            shown = f"; in English it is {text!r}" if isinstance(text, str) else ""
            yield f"the {what} `{inside}{word}` is missing{shown}"
    for word in table:
        if word not in model:
            close = get_close_matches(str(word), [w for w in model if w not in table], n=1)
            hint = f"; did you mean `{close[0]}`?" if close else ""
            yield f"`{inside}{word}` is no {what}{hint}"


def _phrase(name: str, said: object, model: object, forms: set[str]) -> Iterator[str]:
    if isinstance(model, dict):
        if not isinstance(said, dict):
            yield f"`{name}` should have a text each for {', '.join(model)}"
            return
        yield from _words(said, model, "text", f"{name}: ")
        for word in model:
            if word in said:
                yield from _text(f"{name}: {word}", said[word], model[word], forms)
    elif isinstance(model, list):
        if not isinstance(said, list) or not said:
            yield f"`{name}` should be a list of texts"
            return
        for text in said:
            yield from _text(name, text, model[0], forms)
    else:
        yield from _text(name, said, model, forms)


def _text(name: str, said: object, model: object, forms: set[str]) -> Iterator[str]:
    if not isinstance(said, str) or not said.strip():
        yield f"`{name}` should be a text, not {said!r}: put it in double quotes"
        return
    try:
        places, asked = _places(said)
    except ValueError:
        yield f"`{name}` has a brace that is not closed: {said!r}"
        return
    if any(conversion for *_, conversion in Formatter().parse(said)):
        yield f"`{name}` has a `!` in its braces: a place is a word in braces and no more"
    wanted, _ = _places(str(model))
    for place in sorted(wanted - places):
        yield f"`{name}` lacks {{{place}}}"
    for place in sorted(places - wanted):
        yield f"`{name}` has {{{place}}}, which English does not have there"
    for form in sorted(asked - forms):
        yield f"`{name}` asks for the form `{form}` of a number, which is not under `forms`"


def _places(text: str) -> tuple[set[str], set[str]]:
    """Return the places of a text, and the forms of numbers that it asks for."""
    parts = [(place, form) for _, place, form, _ in Formatter().parse(text) if place is not None]
    return {place for place, _ in parts}, {form for _, form in parts if form}


def _numbers(numbers: object) -> Iterator[str]:
    if not isinstance(numbers, list):
        return
    for n, word in enumerate(numbers, start=1):
        if not isinstance(word, str):
            yield f"the number {n} should be a word, not {word!r}: put it in double quotes"
    if len(numbers) < _NUMBERS:
        yield f"`numbers` should go to {_NUMBERS}, and goes to {len(numbers)}"
    for n, word in enumerate(numbers, start=1):
        if word in numbers[: n - 1]:
            yield f"the number {n} is {word!r}, as {numbers.index(word) + 1} is"


def _forms(table: Table) -> set[str]:
    forms = table.get("forms")
    return set(forms) if isinstance(forms, dict) else set()


def _forms_of_numbers(forms: object) -> Iterator[str]:
    if not isinstance(forms, dict):
        if forms is not None:
            yield "`forms` should be a table of forms of numbers; `{}` if there are none"
        return
    for form, words in forms.items():
        if not isinstance(words, dict):
            yield f"the form `{form}` should be a table such as {{1: una, 21: veintiuna}}"
            continue
        for n, word in words.items():
            if not isinstance(n, int) or not isinstance(word, str):
                yield f"the form `{form}` should have a number with its word, not {n!r}: {word!r}"


def _units(table: Table) -> Iterator[str]:
    """Yield what is wrong with the plurals: each form is said of some number, with the number."""
    try:
        which = [c2py(table["plural"])(n) for n in range(1, MOST + 1)]
    except KeyError:
        return  # that it is missing was said
    except (ValueError, TypeError, AttributeError, ZeroDivisionError):
        yield '`plural` should be a rule such as "n == 1 ? 0 : 1"'
        return
    for unit in UNITS:
        forms = table.get(unit)
        if forms is None:
            continue
        if not isinstance(forms, dict) or not all(isinstance(t, str) for t in forms.values()):
            yield f"`{unit}` should have a text for each form of the plural"
            continue
        if max(which) != len(forms) - 1:
            yield f"`plural` tells {max(which) + 1} forms, and `{unit}` has {len(forms)}"
            continue
        for index, (form, text) in enumerate(forms.items()):
            numbers = [n for n, at in enumerate(which, start=1) if at == index]
            yield from _unit(f"{unit}: {form}", text, _forms(table), several=len(numbers) > 1)


def _unit(name: str, text: str, forms: set[str], *, several: bool) -> Iterator[str]:
    number_in_words = not several and not _BRACES.search(text)
    yield from _text(name, text, text if number_in_words else "{n}", forms)
