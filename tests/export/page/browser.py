"""The installed Chromium, and a page open in it without a network."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
ARGUMENTS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip

PHONE_SIZE = {"width": 390, "height": 844}
# Fakes of what a phone has and a headless browser lacks or hides; they record their calls.
PHONE = """
window.buttons = {};
navigator.mediaSession.setActionHandler = (name, action) => { window.buttons[name] = action; };
window.locks = [];
Object.defineProperty(navigator, 'wakeLock', { value: {
  request: async (kind) => {
    const lock = new EventTarget();
    lock.kind = kind;
    lock.held = true;
    lock.release = async () => { lock.held = false; lock.dispatchEvent(new Event('release')); };
    window.locks.push(lock);
    return lock;
  },
} });
window.violations = [];
document.addEventListener('securitypolicyviolation', (e) => {
  window.violations.push(e.effectiveDirective);
});
"""


def executable() -> str:
    """Return the path of the browser; without one the test is skipped."""
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        pytest.skip("Chromium is not installed: apt install chromium")
    return found


@contextmanager
def chromium() -> Iterator[Any]:
    """Start Chromium for a module's tests."""
    path = executable()
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - takes 0.3 s, and only these tests need it

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        yield browser
        browser.close()


class OpenPage:
    """An open page, with its requests and its errors."""

    def __init__(self, browser: Any, path: Path, **options: Any) -> None:
        self.requests: list[str] = []
        self.errors: list[str] = []
        self.context = browser.new_context(offline=True, **options)
        self.context.set_default_timeout(10_000)
        self.context.add_init_script(PHONE)
        self.context.route("**/*", self._route)
        self.page = self.context.new_page()
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.open(path)

    def open(self, path: Path) -> None:
        """Load a page again, which is much faster than a new context."""
        self.page.goto("about:blank")
        self.page.set_viewport_size(PHONE_SIZE)
        self.page.emulate_media(color_scheme="light", reduced_motion="no-preference")
        self.requests.clear()
        self.errors.clear()
        self.page.goto(path.as_uri())

    def _route(self, route: Any) -> None:
        self.requests.append(route.request.url)
        if route.request.url.startswith("file:"):
            route.continue_()
        else:
            route.abort()

    def at(self) -> float:
        """Return the position of the sound in seconds."""
        return float(self.page.evaluate("sound.currentTime"))

    def jump(self, at: float) -> None:
        """Move the sound to a position in seconds, as if it had played up to there."""
        self.page.evaluate(
            "at => new Promise(done => { sound.addEventListener('timeupdate', done, {once: true});"
            " sound.currentTime = at; })",
            at,
        )

    def text(self, identity: str) -> str:
        return str(self.page.locator(f"#{identity}").inner_text())

    def until(self, condition: str) -> None:
        """Wait until a condition holds, at most ten seconds.

        Playwright's `wait_for_function` evaluates strings, which the page's policy forbids.
        """
        self.page.evaluate(
            f"""() => new Promise((done, failed) => {{
              const end = performance.now() + 10_000;
              const look = () => {{
                if ({condition}) done();
                else if (performance.now() > end) failed(new Error({json.dumps(condition)}));
                else setTimeout(look, 20);
              }};
              look();
            }})"""
        )

    def close(self) -> None:
        self.context.close()
