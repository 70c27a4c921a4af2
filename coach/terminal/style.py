"""Text styles: green for what to do, cyan for rests; no colour if the person doesn't want any."""

from __future__ import annotations

from dataclasses import dataclass

_RESET = "\x1b[0m"


@dataclass(frozen=True)
class Style:
    """How text is emphasized. Bold and dim are not colours, and work without them.

    Attributes:
        colour: whether to use colours.
        plain: whether to leave all text unstyled, so that tests can read it.
    """

    colour: bool = True
    plain: bool = False

    def bold(self, text: str) -> str:
        """Style text that matters."""
        return self._styled("1", text)

    def dim(self, text: str) -> str:
        """Style text that matters less."""
        return self._styled("2", text)

    def effort(self, text: str) -> str:
        """Style text while there is something to do."""
        return self._styled("1;32" if self.colour else "1", text)

    def rest(self, text: str) -> str:
        """Style text while there is time to rest or get ready."""
        return self._styled("1;36" if self.colour else "1", text)

    def warning(self, text: str) -> str:
        """Style text that reports a fault."""
        return self._styled("1;33" if self.colour else "1", text)

    def _styled(self, code: str, text: str) -> str:
        if self.plain or not text.strip():
            return text
        return f"\x1b[{code}m{text}{_RESET}"
