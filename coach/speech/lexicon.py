"""Words that an engine says wrong, and how to spell them for it: a file a language in `lexicons/`.

Known by ear and by the engine's own phonemes. An author's `say_as` comes before these.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path

from coach.model.language import primary_subtag
from coach.model.respelling import respeller

_FOLDER = Path(__file__).parent / "lexicons"


_LISTS = {"piper": "espeak"}
"""Engines that go by another one's list: Piper asks espeak-ng for its phonemes."""


@cache
def lexicon_respeller(engine: str, language: str) -> Callable[[str], str]:
    """Return what gives a text as an engine is to be given it.

    Args:
        engine: as ``--voice`` names it.
        language: the routine's language tag.
    """
    if engine == "pyttsx3":
        # On other systems it is the system's own speech, which has other weaknesses.
        engine = "espeak" if sys.platform == "linux" else ""
    own = _table(language).get(_LISTS.get(engine, engine), {})
    return respeller(tuple({**_table(language).get("every", {}), **own}.items()))


@cache
def _table(language: str) -> dict[str, dict[str, str]]:
    """Return a language's lists: of every engine, and of some."""
    primary = primary_subtag(language)
    path = _FOLDER / f"{primary}.yaml"
    if not primary.isalpha() or not path.is_file():
        return {}
    import yaml  # noqa: PLC0415 - a routine was read by it, so that it costs nothing more

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return dict(yaml.load(path.read_bytes(), Loader=loader))  # noqa: S506 - the safe loader, in C
