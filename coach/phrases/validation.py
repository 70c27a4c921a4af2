"""Checks phrase files, and reports problems in sentences for translators.

Every language's file is compared with the English one.
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

UNITS = ("seconds", "minutes", "hours", "breaths", "sets", "times", "holds", "half_seconds")
"""What is counted, with a text for each plural form of the language."""
_GRAMMAR = {*UNITS, "forms", "plural", "numbers"}
"""The keys with which a language describes itself; all others are phrases."""
MAX_NUMBER = 120
"""The largest number that plural rules are tried with."""
_NUMBER_WORDS = 20
_BRACES = re.compile(r"[{}]")
_QUOTE = "put it in double quotes"


class PhraseFileError(Exception):
    """A file that isn't a table of phrases; the message says why."""


def read(path: Path) -> dict[str, Any]:
    """Return the contents of a phrase file.

    Raises:
        PhraseFileError: it can't be read, isn't a YAML table, or has a key twice.
    """
    import yaml  # noqa: PLC0415 - only to check phrase files

    try:
        text = path.read_text(encoding="utf-8")
        node = yaml.compose(text, Loader=yaml.SafeLoader)
        if not isinstance(node, yaml.MappingNode):
            raise PhraseFileError("there are no phrases in it")
        _check_keys_are_unique(node, yaml.MappingNode)
        table: dict[str, Any] = yaml.safe_load(text)
    except OSError as error:
        raise PhraseFileError(f"it can't be read ({error.strerror})") from None
    except UnicodeDecodeError:
        raise PhraseFileError("it isn't in UTF-8: save it as UTF-8 in your text editor") from None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f"line {mark.line + 1}: " if mark else ""
        problem = getattr(error, "problem", None) or "this isn't YAML"
        raise PhraseFileError(
            f"{line}{problem}; put a text that has a colon or a brace in double quotes"
        ) from None
    return table


def _check_keys_are_unique(node: Any, mapping: type) -> None:
    lines: dict[str, int] = {}
    for key, value in node.value:
        line = key.start_mark.line + 1
        if key.value in lines:
            raise PhraseFileError(
                f"line {line}: `{key.value}` is already on line {lines[key.value]}"
            )
        lines[key.value] = line
        if isinstance(value, mapping):
            _check_keys_are_unique(value, mapping)


def problems(table: Table, english: Table) -> Iterator[str]:
    """Yield what is missing from a language's table, unknown, or different from English."""
    yield from _keys(table, english, "phrase")
    for phrase, model in english.items():
        if phrase in table and phrase not in _GRAMMAR:
            yield from _phrase(phrase, table[phrase], model, _forms(table))
    yield from _numbers(table.get("numbers"))
    yield from _number_forms(table.get("forms"))
    yield from _units(table)


def _keys(table: Table, model: Table, kind: str, prefix: str = "") -> Iterator[str]:
    for key, text in model.items():
        if key not in table:
            shown = f"; in English it is {text!r}" if isinstance(text, str) else ""
            yield f"the {kind} `{prefix}{key}` is missing{shown}"
    for key in table:
        if key not in model:
            close = get_close_matches(str(key), [k for k in model if k not in table], n=1)
            hint = f"; did you mean `{close[0]}`?" if close else ""
            yield f"unknown {kind} `{prefix}{key}`{hint}"


def _phrase(name: str, value: object, model: object, forms: set[str]) -> Iterator[str]:
    if isinstance(model, dict):
        if not isinstance(value, dict):
            yield f"`{name}` should have a text for each of {', '.join(model)}"
            return
        yield from _keys(value, model, "text", f"{name}: ")
        for key in model:
            if key in value:
                yield from _text(f"{name}: {key}", value[key], model[key], forms)
    elif isinstance(model, list):
        if not isinstance(value, list) or not value:
            yield f"`{name}` should be a list of texts"
            return
        for text in value:
            yield from _text(name, text, model[0], forms)
    else:
        yield from _text(name, value, model, forms)


def _text(name: str, value: object, model: object, forms: set[str]) -> Iterator[str]:
    if not isinstance(value, str) or not value.strip():
        yield f"`{name}` should be a text, not {value!r}: {_QUOTE}"
        return
    try:
        placeholders, used_forms = _placeholders(value)
    except ValueError:
        yield f"`{name}` has a brace that is not closed: {value!r}"
        return
    if any(conversion for *_, conversion in Formatter().parse(value)):
        yield f"`{name}` has a `!` in its braces: a placeholder is just a word in braces"
    expected, _ = _placeholders(str(model))
    for placeholder in sorted(expected - placeholders):
        yield f"`{name}` lacks the placeholder {{{placeholder}}}"
    for placeholder in sorted(placeholders - expected):
        yield f"`{name}` has the placeholder {{{placeholder}}}, which the English text doesn't have"
    for form in sorted(used_forms - forms):
        yield f"`{name}` asks for the form `{form}` of a number, which is not under `forms`"


def _placeholders(text: str) -> tuple[set[str], set[str]]:
    """Return the placeholders of a text, and the forms of numbers that they ask for."""
    parts = [(name, form) for _, name, form, _ in Formatter().parse(text) if name is not None]
    return {name for name, _ in parts}, {form for _, form in parts if form}


def _numbers(numbers: object) -> Iterator[str]:
    if not isinstance(numbers, list):
        return
    for n, word in enumerate(numbers, start=1):
        if not isinstance(word, str):
            yield f"the number {n} should be a word, not {word!r}: {_QUOTE}"
    if len(numbers) < _NUMBER_WORDS:
        yield f"`numbers` should go up to {_NUMBER_WORDS}, but goes up to {len(numbers)}"
    for n, word in enumerate(numbers, start=1):
        if word in numbers[: n - 1]:
            yield f"the number {n} is {word!r}, and so is {numbers.index(word) + 1}"


def _forms(table: Table) -> set[str]:
    forms = table.get("forms")
    return set(forms) if isinstance(forms, dict) else set()


def _number_forms(forms: object) -> Iterator[str]:
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
                yield f"the form `{form}` should give a word for a number, not {word!r} for {n!r}"


def _units(table: Table) -> Iterator[str]:
    """Yield problems of the plurals: each form must be used, and contain its number."""
    try:
        form_of = [c2py(table["plural"])(n) for n in range(1, MAX_NUMBER + 1)]
    except KeyError:
        return  # reported as missing
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
        if max(form_of) != len(forms) - 1:
            yield f"`plural` distinguishes {max(form_of) + 1} forms, but `{unit}` has {len(forms)}"
            continue
        for index, (form, text) in enumerate(forms.items()):
            several = form_of.count(index) > 1
            yield from _unit(f"{unit}: {form}", text, _forms(table), several=several)


def _unit(name: str, text: str, forms: set[str], *, several: bool) -> Iterator[str]:
    """Yield problems of a unit's text; one that is used for a single number may spell it out."""
    spelled_out = not several and not _BRACES.search(text)
    yield from _text(name, text, text if spelled_out else "{n}", forms)
