"""Words that an engine says wrong, respelled for it: `lexicons/` has one file for each language.

They were found by ear and from the engine's own phonemes. An author's `say_as` comes before them.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

from coach.model.language import primary_subtag
from coach.model.respelling import respeller

_FOLDER = Path(__file__).parent / "lexicons"
_ALL_ENGINES = "every"
"""The list of a file that holds for every engine."""


@cache
def lexicon_respeller(lexicon: str | None, language: str) -> Callable[[str], str]:
    """Return a function that respells a text for an engine.

    Args:
        lexicon: which of the lists in a language's file is the engine's: see `EngineDescriptor`.
        language: the routine's language tag.
    """
    lists = _load(language)
    own = lists.get(lexicon, {}) if lexicon else {}
    return respeller(tuple({**lists.get(_ALL_ENGINES, {}), **own}.items()))


@cache
def _load(language: str) -> dict[str, dict[str, str]]:
    """Return a language's lists by their names."""
    primary = primary_subtag(language)
    path = _FOLDER / f"{primary}.yaml"
    if not primary.isalpha() or not path.is_file():
        return {}
    import yaml  # noqa: PLC0415 (a routine has been read with it, so it costs nothing more)

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return dict(yaml.load(path.read_bytes(), Loader=loader))  # noqa: S506 (the safe loader, in C)
