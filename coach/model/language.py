"""Language tags (BCP 47) and their parts."""

from __future__ import annotations


def primary_subtag(tag: str) -> str:
    """Return the language of a tag without its script and region, in lower case.

    Args:
        tag: a language tag such as ``pt-BR``; ``pt_BR`` works too.
    """
    return tag.replace("_", "-").partition("-")[0].casefold()


def is_english(tag: str) -> bool:
    """Whether a language tag is for English, whatever the region."""
    return primary_subtag(tag) == "en"
