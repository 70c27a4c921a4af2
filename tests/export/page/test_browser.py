"""The page in a real browser: it plays, seeks, pauses and prints, without a single request."""

from __future__ import annotations

import base64
import io
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from browser import PHONE_SIZE, OpenPage, chromium
from pypdf import PdfReader
from sample_pages import HOSTILE, STRETCHES, block, page_of

from coach import composition, library
from coach.export.job import ExportJob
from coach.export.registry import export_file
from coach.planning import Choices

MP3_FRAME_S = 576 / 24_000
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
PHONE = PHONE_SIZE
DESKTOP = {"width": 1280, "height": 800}
ZOOMED = {"width": 320, "height": 256}
"""A window of 1280 by 1024 pixels at 400 % zoom, in CSS pixels."""


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium() as running:
        yield running


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return page_of(STRETCHES, tmp_path_factory.mktemp("page"))


@pytest.fixture(scope="module")
def timeline(path: Path) -> Any:
    return block(path.read_text("utf-8"), "timeline")


@pytest.fixture(scope="module")
def phone(browser: Any, path: Path) -> Iterator[OpenPage]:
    page = OpenPage(browser, path)
    yield page
    page.close()


@pytest.fixture
def opened(phone: OpenPage, path: Path) -> Iterator[OpenPage]:
    """Load the page on a phone; check afterwards that there were no errors and no requests."""
    phone.open(path)
    yield phone
    assert phone.errors == []
    assert [url for url in phone.requests if not url.startswith("file:")] == []
    assert phone.page.evaluate("violations") == []


def start_of(timeline: Any, exercise: str) -> float:
    return float(next(s["start_s"] for s in timeline["segments"] if s["exercise"] == exercise))


def cue_at(timeline: Any, at: float) -> Any:
    return [cue for cue in timeline["cues"] if cue["start_s"] <= at][-1]


def test_it_plays_and_pauses(opened: OpenPage) -> None:
    opened.page.click("#play")
    opened.until("sound.currentTime > 0.5")
    opened.until("document.querySelector('#play').innerText === 'Pause'")
    opened.page.click("#play")
    paused = opened.at()
    assert opened.page.evaluate("sound.paused")
    opened.until("document.querySelector('#play').innerText === 'Play'")
    assert opened.text("status") == "Paused"
    assert opened.at() == paused


def test_before_the_start_it_shows_the_first_cue(opened: OpenPage, timeline: Any) -> None:
    assert opened.text("now-cue") == timeline["cues"][0]["text"]
    assert opened.text("now-name") == "Before you start"


# The list is below the player, and a moment after tapping it the person lies on the floor.
def test_starting_from_the_list_scrolls_the_player_into_view(opened: OpenPage) -> None:
    opened.page.set_viewport_size({"width": 390, "height": 664})
    opened.page.click("#exercise-list >> text=Packs")
    opened.until("!sound.paused")
    for identity in ("now-name", "now-cue", "seek", "play"):
        assert in_view(opened, identity, height=664), identity


def test_the_play_button_is_in_view_on_a_small_phone(opened: OpenPage) -> None:
    opened.page.set_viewport_size({"width": 320, "height": 568})
    assert in_view(opened, "play", height=568)


def in_view(opened: OpenPage, identity: str, *, height: int) -> bool:
    box = opened.page.locator(f"#{identity}").bounding_box()
    return bool(box["y"] >= 0 and box["y"] + box["height"] <= height)


def test_the_words_follow_the_sound(opened: OpenPage, timeline: Any) -> None:
    opened.page.click("#play")
    for cue in timeline["cues"][::3]:
        opened.jump(cue["start_s"] + 0.02)
        opened.until(f"document.querySelector('#now-cue').innerText === {json.dumps(cue['text'])}")


def test_the_words_change_while_it_plays(opened: OpenPage, timeline: Any) -> None:
    first, second = timeline["cues"][10:12]
    opened.jump(second["start_s"] - 0.3)
    assert opened.text("now-cue") == first["text"]
    opened.page.click("#play")
    opened.until(f"document.querySelector('#now-cue').innerText === {json.dumps(second['text'])}")
    assert 0 <= opened.at() - second["start_s"] < 0.5


def test_each_cue_is_heard_at_its_time(opened: OpenPage, timeline: Any, path: Path) -> None:
    found = re.search(r'id="mp3">([^<]*)<', path.read_text("utf-8"))
    assert found is not None
    assert base64.b64decode(found[1])
    heard = opened.page.evaluate(
        """async (text) => {
          const bytes = Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
          const context = new OfflineAudioContext(1, 24000, 24000);
          const audio = await context.decodeAudioData(bytes.buffer);
          const samples = audio.getChannelData(0);
          const onsets = [];
          let quiet = 0;
          for (let n = 0; n < samples.length; n++) {
            if (Math.abs(samples[n]) < 0.02) { quiet++; continue; }
            if (quiet > 24000 * 0.03) onsets.push(n / 24000);
            quiet = 0;
          }
          return [audio.duration, onsets];
        }""",
        found[1],
    )
    duration, onsets = heard
    assert abs(duration - timeline["total_s"]) < MP3_FRAME_S
    said = [cue["start_s"] for cue in timeline["cues"]]
    assert len(onsets) == len(said)
    assert max(abs(a - b) for a, b in zip(onsets, said, strict=True)) < MP3_FRAME_S


def test_the_player_is_as_long_as_the_timeline(opened: OpenPage, timeline: Any) -> None:
    opened.until("sound.duration > 0")
    assert abs(opened.page.evaluate("sound.duration") - timeline["total_s"]) < MP3_FRAME_S


def test_the_list_jumps_to_an_exercise(opened: OpenPage, timeline: Any) -> None:
    opened.page.click("#exercise-list >> text=Side reach")
    opened.until("!sound.paused")
    start = start_of(timeline, "Side reach")
    assert 0 <= opened.at() - start < 1
    assert opened.text("now-name") == "Side reach"
    assert (
        opened.page.locator("#exercise-list [aria-current=step]")
        .inner_text()
        .startswith("Side reach")
    )


def test_next_previous_and_say_again(opened: OpenPage, timeline: Any) -> None:
    reach, packs = start_of(timeline, "Side reach"), start_of(timeline, "Packs")
    opened.jump(reach + 1)
    opened.page.click("#next")
    assert opened.at() == pytest.approx(packs, abs=0.01)
    opened.jump(packs + 4)
    opened.page.click("#previous")
    assert opened.at() == pytest.approx(packs, abs=0.01)
    opened.page.click("#previous")
    assert opened.at() == pytest.approx(reach, abs=0.01)
    opened.jump(reach + 6)
    opened.page.click("#replay")
    opened.until("!sound.paused")
    assert 0 <= opened.at() - cue_at(timeline, reach + 6)["start_s"] < 1


def test_it_shows_side_set_rep_and_time_left(opened: OpenPage, timeline: Any) -> None:
    cue = next(c for c in timeline["cues"] if (c["set"], c["rep"]) == (2, 2) and c["phase"])
    opened.jump(cue["start_s"] + 0.1)
    assert opened.text("now-place") == "Set 2 of 2 · Rep 2 of 2"
    left = timeline["total_s"] - cue["start_s"] - 0.1
    assert opened.text("time-left") == f"{round(left) // 60}:{round(left) % 60:02d}"
    cue = next(c for c in timeline["cues"] if c["side"] == "right" and c["kind"] == "hold")
    opened.jump(cue["start_s"] + 0.1)
    assert opened.text("now-place") == "Right side"


def test_the_picture_of_the_exercise_is_shown(opened: OpenPage, timeline: Any) -> None:
    opened.jump(start_of(timeline, "Cat-Cow") + 0.1)
    assert opened.page.locator("#now-picture svg").count() == 2
    opened.jump(start_of(timeline, "Packs") + 0.1)
    assert opened.page.locator("#now-picture svg").count() == 0


def test_captions_can_be_hidden(opened: OpenPage) -> None:
    opened.jump(3)
    assert opened.page.locator("#now-cue").is_visible()
    opened.page.click("#captions")
    assert not opened.page.locator("#now-cue").is_visible()
    assert opened.page.get_attribute("#captions", "aria-pressed") == "false"


def test_ready_skips_to_the_end_of_a_wait(opened: OpenPage, path: Path) -> None:
    (wait,) = block(path.read_text("utf-8"), "page-data")["waits"]
    assert not opened.page.locator("#ready").is_visible()
    opened.page.set_viewport_size({"width": 320, "height": 568})
    opened.jump(wait[0] + 2)
    assert in_view(opened, "ready", height=568)
    opened.page.click("#ready")
    opened.until("!sound.paused")
    assert 0 <= opened.at() - wait[1] < 1
    assert not opened.page.locator("#ready").is_visible()


def test_keys_control_it_until_they_are_turned_off(opened: OpenPage, timeline: Any) -> None:
    keyboard = opened.page.keyboard
    keyboard.press("Space")
    opened.until("!sound.paused")
    keyboard.press("ArrowRight")
    assert 0 <= opened.at() - start_of(timeline, "Cat-Cow") < 1
    keyboard.press("Space")
    opened.until("sound.paused")
    opened.jump(start_of(timeline, "Side reach") + 6)
    keyboard.press("ArrowLeft")
    assert opened.at() == pytest.approx(start_of(timeline, "Side reach"), abs=0.01)
    keyboard.press("?")
    first = opened.page.evaluate("document.querySelector('#status').textContent")
    assert re.fullmatch(r"Time left \d+:\d\d", first)
    keyboard.press("?")  # announced again, although nothing has changed
    again = opened.page.evaluate("document.querySelector('#status').textContent")
    assert (again != first, again.strip()) == (True, first)
    opened.page.click("summary")
    opened.page.uncheck("#keys")
    keyboard.press("r")
    keyboard.press("ArrowRight")
    assert opened.page.evaluate("sound.paused")
    assert opened.at() == pytest.approx(start_of(timeline, "Side reach"), abs=0.01)


def test_a_button_can_be_reached_with_tab_and_pressed_with_space(opened: OpenPage) -> None:
    for _ in range(20):
        opened.page.keyboard.press("Tab")
        if opened.page.evaluate("document.activeElement.id") == "play":
            break
    opened.page.keyboard.press("Space")
    opened.until("!sound.paused")


def test_headset_and_lock_screen_buttons_control_it(opened: OpenPage) -> None:
    assert set(opened.page.evaluate("Object.keys(buttons)")) == {
        "play", "pause", "previoustrack", "nexttrack", "seekto",
    }  # fmt: skip
    opened.page.click("#play")
    opened.page.evaluate("buttons.nexttrack()")
    opened.until("navigator.mediaSession.metadata.title === 'Cat-Cow'")
    assert opened.page.evaluate("navigator.mediaSession.metadata.artist") == "Two stretches"
    opened.page.evaluate("buttons.seekto({seekTime: 5})")
    assert 0 <= opened.at() - 5 < 1
    opened.page.evaluate("buttons.pause()")
    opened.until("navigator.mediaSession.playbackState === 'paused'")
    opened.page.evaluate("buttons.pause()")  # as a headset sends when it is taken off
    assert opened.page.evaluate("sound.paused")
    opened.page.evaluate("buttons.play()")
    opened.until("!sound.paused")
    opened.page.evaluate("buttons.play()")
    assert not opened.page.evaluate("sound.paused")


def test_the_screen_stays_on_while_it_plays(opened: OpenPage) -> None:
    opened.page.click("#play")
    opened.until("locks.length === 1 && locks[0].held && locks[0].kind === 'screen'")
    opened.page.evaluate("locks[0].release()")  # as the system does when the page is hidden
    opened.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    opened.until("locks.length === 2 && locks[1].held")
    opened.page.click("#play")
    opened.until("!locks[1].held")


# A person can pause and play again before a requested lock is granted.
def test_quick_presses_leave_no_wake_lock_behind(opened: OpenPage) -> None:
    opened.page.evaluate(
        """async () => {
          const lock = navigator.wakeLock.request;
          navigator.wakeLock.request = async (kind) => {
            await new Promise((done) => setTimeout(done, 100));
            return lock(kind);
          };
          for (const press of [1, 2, 3]) {
            document.querySelector('#play').click();
            await new Promise((done) => setTimeout(done, 20));
          }
        }"""
    )
    opened.until("locks.length && locks.at(-1).held")
    opened.page.click("#play")
    opened.until("locks.every((lock) => !lock.held)")


def test_a_screen_reader_announces_exercises_and_nothing_else(
    opened: OpenPage, timeline: Any
) -> None:
    opened.page.evaluate(
        """() => {
          window.announced = [];
          const status = document.querySelector('#status');
          new MutationObserver(() => {
            if (status.textContent) announced.push(status.textContent);
          }).observe(status, { childList: true });
        }"""
    )
    opened.page.click("#play")
    for cue in timeline["cues"]:
        opened.jump(cue["start_s"] + 0.02)
    live = opened.page.locator("[aria-live], [role=status], [role=alert], [role=log]")
    assert live.count() == 1
    opened.until("announced.length >= 4")
    assert opened.page.evaluate("announced") == ["Cat-Cow", "Side reach", "Packs", "To finish"]


# Nothing plays while it is paused, so a blind person must be told where a button led.
def test_a_screen_reader_announces_a_jump_while_paused(opened: OpenPage) -> None:
    assert opened.text("status") == ""
    for button, name in (("next", "Cat-Cow"), ("next", "Side reach"), ("previous", "Cat-Cow")):
        opened.page.click(f"#{button}")
        assert opened.text("status") == name


def test_it_ends_and_starts_again(opened: OpenPage, timeline: Any) -> None:
    opened.jump(timeline["total_s"] - 0.4)
    opened.page.click("#play")
    opened.until("sound.ended")
    opened.until("document.querySelector('#status').textContent === 'Finished'")
    opened.page.click("#play")
    opened.until("!sound.paused && sound.currentTime < 2")


def test_the_policy_blocks_scripts_and_requests(browser: Any, path: Path) -> None:
    page = OpenPage(browser, path)
    page.page.evaluate(
        """() => {
          const script = document.createElement('script');
          script.textContent = 'window.hurt = 1';
          document.body.append(script);
          const image = document.createElement('img');
          image.src = 'https://example.org/x.png';
          document.body.append(image);
          fetch('https://example.org/').catch(() => {});
        }"""
    )
    page.until("violations.length >= 3")
    assert set(page.page.evaluate("violations")) == {"script-src-elem", "img-src", "connect-src"}
    assert page.page.evaluate("window.hurt") is None
    assert page.requests == [path.as_uri()]
    page.close()


def test_markup_in_a_text_is_escaped(browser: Any, tmp_path: Path) -> None:
    name = json.dumps(HOSTILE)
    yaml = STRETCHES.replace("Two stretches", name).replace("Cat-Cow", name)
    yaml = yaml.replace("Pain is sharp.", name).replace("say: Belly sinks", f"say: {name}")
    path = page_of(yaml, tmp_path)
    page = OpenPage(browser, path)
    assert page.page.locator("h1").inner_text() == HOSTILE
    page.page.click("#exercise-list li:nth-child(2) button")
    assert page.text("now-name") == HOSTILE
    cue = next(
        c for c in block(path.read_text("utf-8"), "timeline")["cues"] if HOSTILE in c["text"]
        and c["kind"] == "phase"
    )  # fmt: skip
    page.jump(cue["start_s"] + 0.1)
    assert page.text("now-cue") == cue["text"]
    assert page.page.evaluate("window.hurt") is None
    assert page.page.locator("main img").count() == 0
    assert (page.errors, page.requests) == ([], [path.as_uri()])
    page.close()


@pytest.mark.parametrize(
    ("viewport", "scheme"),
    [(PHONE, "light"), (PHONE, "dark"), (DESKTOP, "light"), (ZOOMED, "light"), (ZOOMED, "dark")],
    ids=["phone-light", "phone-dark", "desktop-light", "zoomed-light", "zoomed-dark"],
)
def test_axe_finds_no_violations(
    viewport: dict[str, int], scheme: str, opened: OpenPage, path: Path
) -> None:
    opened.page.set_viewport_size(viewport)
    opened.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    (wait,) = block(path.read_text("utf-8"), "page-data")["waits"]
    opened.jump(wait[0] + 2)
    opened.page.click("summary")
    result = Axe().run(opened.page, options={"runOnly": {"type": "tag", "values": RULES}})
    assert result.response["violations"] == [], result.generate_report()
    assert opened.page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]


def printed(page: Any, path: Path, paper: str) -> PdfReader:
    """Print a page to PDF; it stays open for another paper size."""
    if page.url != path.as_uri():
        page.goto(path.as_uri())
    return PdfReader(io.BytesIO(page.pdf(format=paper)))


@pytest.fixture
def printer(browser: Any) -> Iterator[Any]:
    context = browser.new_context(offline=True)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_it_prints_the_handout_and_not_the_player(paper: str, printer: Any, path: Path) -> None:
    (sheet,) = printed(printer, path, paper).pages
    said = " ".join(sheet.extract_text().split())
    for words in ("Two stretches", "Don't start if", "2 sets of 2 to 3", "Take care: Move"):
        assert words in said
    assert [f"Week {n}" in said for n in (1, 2, 3, 4)] == [True, True, True, False]
    assert said.count("☐☐") == 15
    assert not [words for words in ("Say again", "Time left", "Captions") if words in said]


def test_each_bundled_routine_prints_on_one_or_two_sheets(printer: Any, tmp_path: Path) -> None:
    sheets = {}
    for entry in library.entries():
        if entry.origin != "bundled":
            continue
        routine = composition.open_routine(entry.name).routine
        timeline, heading = composition.estimated_timeline(routine, Choices())
        path = tmp_path / f"{entry.name}.html"
        export_file(path, ExportJob.without_sound(routine, timeline, heading))
        for paper in ("A4", "Letter"):
            sheets[entry.name, paper] = printed(printer, path, paper).get_num_pages()
    assert len(sheets) >= 2 * 14
    assert {name: n for name, n in sheets.items() if n not in {1, 2}} == {}


def test_without_scripts_the_handout_is_shown(browser: Any, path: Path) -> None:
    page = OpenPage(browser, path, java_script_enabled=False)
    assert page.page.locator("#handout").is_visible()
    assert not page.page.locator("#player").is_visible()
    assert "needs JavaScript" in page.page.locator("noscript").inner_text()
    page.close()
