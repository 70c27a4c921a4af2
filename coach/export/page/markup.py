"""HTML elements. Every text that comes from a file is escaped, by `text` or `attributes`."""

from __future__ import annotations

import base64
import hashlib
import html
import json

from coach.export.words import Words, text_direction

_SCRIPT_ESCAPES = {ord(c): f"\\u{ord(c):04x}" for c in "<>&\u2028\u2029"}


def text(words: str) -> str:
    """Return words as the content of an element."""
    return html.escape(words, quote=False)


def attributes(**values: str | bool) -> str:
    """Return attributes, each after a space; `class_` is ``class``, and empty ones are omitted."""
    return "".join(_attribute(name, value) for name, value in values.items() if value)


def _attribute(name: str, value: str | bool) -> str:  # noqa: FBT001 - an attribute's value
    html_name = name.rstrip("_").replace("_", "-")
    if value is True:
        return f" {html_name}"
    return f' {html_name}="{html.escape(str(value), quote=True)}"'


def element(name: str, *content: str, **values: str | bool) -> str:
    """Return an element; its content is already HTML."""
    return f"<{name}{attributes(**values)}>{''.join(content)}</{name}>"


def language_attributes(words: Words) -> dict[str, str]:
    """Return the attributes of an element with Coach's words: their language, if not the page's."""
    if not words.is_fallback:
        return {}
    return {"lang": words.language, "dir": text_direction(words.language)}


def json_block(identity: str, value: object) -> str:
    """Return a value as a block of JSON that the page's script reads."""
    return data_block(identity, json.dumps(value, ensure_ascii=False, separators=(",", ":")))


def data_block(identity: str, json_text: str) -> str:
    """Return JSON as a block that no browser runs; whatever could end the block is escaped."""
    escaped = json_text.translate(_SCRIPT_ESCAPES)
    return f'<script type="application/json" id="{identity}">{escaped}</script>\n'


def csp_hash(source: str) -> str:
    """Return the source expression that allows exactly this text in a content security policy."""
    digest = hashlib.sha256(source.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"
