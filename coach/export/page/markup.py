"""Small pieces of HTML. Every text that comes from a file goes through `text` or `attributes`."""

from __future__ import annotations

import base64
import hashlib
import html
import json

from coach.export.words import Words, direction_of

_IN_SCRIPT = {ord(c): f"\\u{ord(c):04x}" for c in "<>&\u2028\u2029"}


def text(words: str) -> str:
    """Return words as the content of an element."""
    return html.escape(words, quote=False)


def attributes(**values: str | bool) -> str:
    """Return attributes with a space before each; `class_` is ``class``, empty ones left out."""
    return "".join(_attribute(name, value) for name, value in values.items() if value)


def _attribute(name: str, value: str | bool) -> str:  # noqa: FBT001 - an attribute's value
    shown = name.rstrip("_").replace("_", "-")
    return f" {shown}" if value is True else f' {shown}="{html.escape(str(value), quote=True)}"'


def element(name: str, *inside: str, **values: str | bool) -> str:
    """Return an element; what is inside is HTML already."""
    return f"<{name}{attributes(**values)}>{''.join(inside)}</{name}>"


def in_words(words: Words) -> dict[str, str]:
    """Return the attributes of what is said in Coach's words: their language, where it differs."""
    if not words.fallen_back:
        return {}
    return {"lang": words.language, "dir": direction_of(words.language)}


def json_block(identity: str, value: object) -> str:
    """Return a block of data that a script reads and no browser runs."""
    return data_block(identity, json.dumps(value, ensure_ascii=False, separators=(",", ":")))


def data_block(identity: str, written: str) -> str:
    """Return JSON as a block of data; what could end the block is written as escapes."""
    escaped = written.translate(_IN_SCRIPT)
    return f'<script type="application/json" id="{identity}">{escaped}</script>\n'


def fingerprint(source: str) -> str:
    """Return the source expression of a content security policy that lets this text alone in."""
    digest = hashlib.sha256(source.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"
