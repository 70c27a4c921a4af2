"""Colour, used sparingly: green to do, blue to rest; none where a person wants none."""

from __future__ import annotations

from dataclasses import dataclass

_RESET = "\x1b[0m"


@dataclass(frozen=True)
class Style:
    """How text is set off. Bold and dim are no colours, and stay without them.

    Attributes:
        colour: whether colours are wanted.
        plain: nothing at all is set off, so that a test can read it.
    """

    colour: bool = True
    plain: bool = False

    def bold(self, text: str) -> str:
        """Set off what matters."""
        return self._set("1", text)

    def dim(self, text: str) -> str:
        """Set back what does not."""
        return self._set("2", text)

    def doing(self, text: str) -> str:
        """Say that there is something to do."""
        return self._set("1;32" if self.colour else "1", text)

    def resting(self, text: str) -> str:
        """Say that there is time."""
        return self._set("1;36" if self.colour else "1", text)

    def warning(self, text: str) -> str:
        """Say that something is wrong."""
        return self._set("1;33" if self.colour else "1", text)

    def _set(self, code: str, text: str) -> str:
        if self.plain or not text.strip():
            return text
        return f"\x1b[{code}m{text}{_RESET}"
