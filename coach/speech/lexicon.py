"""Respellings of words that an engine mispronounces: `lexicons/` has a file for each language.

The words were found by ear and from the engine's own phonemes. An author's `say_as` is applied
first.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

from coach.model.language import primary_subtag
from coach.model.respelling import respeller

_FOLDER = Path(__file__).parent / "lexicons"
_ALL_ENGINES = "every"
"""The name of the list that applies to every engine."""


@cache
def lexicon_respeller(lexicon: str | None, language: str) -> Callable[[str], str]:
    """Return a function that respells a text for an engine.

    Args:
        lexicon: the name of the engine's own list in a language's file; see `EngineDescriptor`.
        language: the routine's language tag.
    """
    lists = _load(language)
    own = lists.get(lexicon, {}) if lexicon else {}
    return respeller(tuple({**lists.get(_ALL_ENGINES, {}), **own}.items()))


@cache
def _load(language: str) -> dict[str, dict[str, str]]:
    """Return a language's lists by name."""
    primary = primary_subtag(language)
    path = _FOLDER / f"{primary}.yaml"
    if not primary.isalpha() or not path.is_file():
        return {}
    import yaml  # noqa: PLC0415 (already loaded to read the routine)

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return dict(yaml.load(path.read_bytes(), Loader=loader))  # noqa: S506 (the safe loader, in C)
