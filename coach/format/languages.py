"""Checks language tags (BCP 47) with langcodes, and suggests corrections."""

from __future__ import annotations

import re

from coach.format.doses import Wrong

_USUAL = {
    "de", "el", "en", "en-GB", "en-US", "es", "fr", "it", "nl", "pl", "pt", "pt-BR", "ru", "sv",
    "tr",
}  # fmt: skip
"""Accepted without importing langcodes, which takes 45 ms: the languages that Coach speaks."""
_LONGEST = 35
"""Characters of the longest tag that programs have to support (RFC 5646, 4.4.1)."""
_NOWHERE = re.compile("AA|Q[M-Z]|X[A-JL-Z]|ZZ")
"""Country codes reserved for private use (ISO 3166-1, 8.1.3)."""
_EXAMPLES = "write one such as `en-US`, `es` or `fr-CA`"


def language_tag(text: str) -> str | Wrong:
    """Return a tag in its standard form (`en-GB` for `en-UK`), or what is wrong with it."""
    if text in _USUAL:
        return text
    nothing = named_language(text) or Wrong(f"`{text}` isn't a language tag", _EXAMPLES)
    if len(text) > _LONGEST or not text.isascii():
        return nothing
    import langcodes  # noqa: PLC0415 - see `_USUAL`

    try:
        known = langcodes.tag_is_valid(text)
        tag = langcodes.standardize_tag(text)
    except ValueError:
        return nothing
    if not known or tag.partition("-")[0] in {"und", "mul", "zxx", "mis", "x"}:
        return named_language(text) or Wrong(f"no language has the tag `{text}`", _meant(text))
    if "_" in text:
        message = f"`{text}` has `_` where a language tag needs `-`"
        return Wrong(message, value=tag)
    return tag


def _meant(text: str) -> str:
    """Return a hint; suggest the language of a country for a country code such as `gr` or `cz`."""
    import langcodes  # noqa: PLC0415 - see `_USUAL`

    country = text.upper()
    two_letters = len(country) == 2 and not _NOWHERE.fullmatch(country)  # noqa: PLR2004 - ISO 3166
    if two_letters and langcodes.tag_is_valid(f"und-{country}"):
        spoken = langcodes.Language.make(territory=country).maximize().language
        if spoken not in {None, "und"}:
            return f"did you mean `{spoken}`? `{country}` is a country"
    return _EXAMPLES


_LANGUAGES = {
    ("english", "eng"): "`en-US` or `en-GB`",
    ("spanish", "espa\u00f1ol", "castellano", "spa"): "`es-ES` or `es-MX`",
    ("french", "fran\u00e7ais", "fre"): "`fr-FR` or `fr-CA`",
    ("german", "deutsch", "ger"): "`de-DE`, `de-AT` or `de-CH`",
    ("italian", "italiano"): "`it-IT`",
    ("portuguese", "portugu\u00eas"): "`pt-PT` or `pt-BR`",
    ("dutch", "nederlands"): "`nl-NL`",
    ("polish", "polski"): "`pl-PL`",
    ("swedish", "svenska"): "`sv-SE`",
    ("danish", "dansk"): "`da-DK`",
    ("norwegian", "norsk"): "`nb-NO`",
    ("finnish", "suomi"): "`fi-FI`",
    ("chinese",): "`zh-CN` or `zh-TW`",
    ("japanese",): "`ja-JP`",
    ("arabic",): "`ar`",
    ("hindi",): "`hi-IN`",
    ("russian",): "`ru-RU`",
    ("turkish",): "`tr-TR`",
    ("welsh",): "`cy-GB`",
}
_ENGLISH = {
    "us": "en-US", "american": "en-US", "usa": "en-US",
    "uk": "en-GB", "british": "en-GB", "gb": "en-GB",
}  # fmt: skip


def named_language(text: str) -> Wrong | None:
    """Suggest a tag for the name of a language."""
    words = re.findall(r"\w+", text.casefold())
    for names, tags in _LANGUAGES.items():
        if set(words) & set(names):
            own = next((_ENGLISH[w] for w in words if w in _ENGLISH), "")
            hint = f"write `{own}`" if own and "english" in words else f"write {tags}"
            return Wrong(f"`{text}` is the name of a language, not its tag", hint)
    return None
