"""The page in a real browser: it plays, jumps, pauses, prints, and asks nobody for anything."""

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
from browser import PHONE_SIZE, Shown, chromium
from leaflets import HOSTILE, STRETCHES, block, page_of
from pypdf import PdfReader

from coach import composition, export, library
from coach.planning import Choices

MP3_FRAME_S = 576 / 24_000
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
PHONE = PHONE_SIZE
DESKTOP = {"width": 1280, "height": 800}
ZOOMED = {"width": 320, "height": 256}
"""A window of 1280 by 1024 at 400 %."""


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
def phone(browser: Any, path: Path) -> Iterator[Shown]:
    page = Shown(browser, path)
    yield page
    page.close()


@pytest.fixture
def shown(phone: Shown, path: Path) -> Iterator[Shown]:
    """Show the page on a phone. Whatever a test does, nothing goes wrong and nobody is asked."""
    phone.open(path)
    yield phone
    assert phone.errors == []
    assert [asked for asked in phone.asked if not asked.startswith("file:")] == []
    assert phone.page.evaluate("violations") == []


def start_of(timeline: Any, exercise: str) -> float:
    return float(next(s["start_s"] for s in timeline["segments"] if s["exercise"] == exercise))


def cue_at(timeline: Any, at: float) -> Any:
    return [cue for cue in timeline["cues"] if cue["start_s"] <= at][-1]


def test_it_plays_and_pauses(shown: Shown) -> None:
    shown.page.click("#play")
    shown.until("sound.currentTime > 0.5")
    shown.until("document.querySelector('#play').innerText === 'Pause'")
    shown.page.click("#play")
    paused = shown.at()
    assert shown.page.evaluate("sound.paused")
    shown.until("document.querySelector('#play').innerText === 'Play'")
    assert shown.text("said") == "Paused"
    assert shown.at() == paused


def test_before_the_start_it_shows_what_will_be_said_first(shown: Shown, timeline: Any) -> None:
    assert shown.text("now-cue") == timeline["cues"][0]["text"]
    assert shown.text("now-name") == "Before you start"


# The list stands below; whoever taps in it lies on the floor a moment later.
def test_what_is_started_from_the_list_is_seen_whole(shown: Shown) -> None:
    shown.page.set_viewport_size({"width": 390, "height": 664})
    shown.page.click("#stops >> text=Packs")
    shown.until("!sound.paused")
    for identity in ("now-name", "now-cue", "place", "play"):
        assert in_sight(shown, identity, height=664), identity


# However small the phone, the one button that everybody needs is there at once.
def test_the_play_button_is_in_sight_on_a_small_phone(shown: Shown) -> None:
    shown.page.set_viewport_size({"width": 320, "height": 568})
    assert in_sight(shown, "play", height=568)


def in_sight(shown: Shown, identity: str, *, height: int) -> bool:
    box = shown.page.locator(f"#{identity}").bounding_box()
    return bool(box["y"] >= 0 and box["y"] + box["height"] <= height)


def test_the_words_follow_the_sound(shown: Shown, timeline: Any) -> None:
    shown.page.click("#play")
    for cue in timeline["cues"][::3]:
        shown.jump(cue["start_s"] + 0.02)
        shown.until(f"document.querySelector('#now-cue').innerText === {json.dumps(cue['text'])}")


def test_the_words_change_while_it_plays(shown: Shown, timeline: Any) -> None:
    first, second = timeline["cues"][10:12]
    shown.jump(second["start_s"] - 0.3)
    assert shown.text("now-cue") == first["text"]
    shown.page.click("#play")
    shown.until(f"document.querySelector('#now-cue').innerText === {json.dumps(second['text'])}")
    assert 0 <= shown.at() - second["start_s"] < 0.5


def test_each_cue_is_heard_when_the_timeline_says(shown: Shown, timeline: Any, path: Path) -> None:
    found = re.search(r'id="mp3">([^<]*)<', path.read_text("utf-8"))
    assert found is not None
    assert base64.b64decode(found[1])
    heard = shown.page.evaluate(
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


def test_the_player_is_as_long_as_the_timeline(shown: Shown, timeline: Any) -> None:
    shown.until("sound.duration > 0")
    assert abs(shown.page.evaluate("sound.duration") - timeline["total_s"]) < MP3_FRAME_S


def test_an_exercise_is_jumped_to_from_the_list(shown: Shown, timeline: Any) -> None:
    shown.page.click("#stops >> text=Side reach")
    shown.until("!sound.paused")
    start = start_of(timeline, "Side reach")
    assert 0 <= shown.at() - start < 1
    assert shown.text("now-name") == "Side reach"
    assert shown.page.locator("#stops [aria-current=step]").inner_text().startswith("Side reach")


def test_next_previous_and_say_again(shown: Shown, timeline: Any) -> None:
    reach, packs = start_of(timeline, "Side reach"), start_of(timeline, "Packs")
    shown.jump(reach + 1)
    shown.page.click("#next")
    assert shown.at() == pytest.approx(packs, abs=0.01)
    shown.jump(packs + 4)
    shown.page.click("#previous")
    assert shown.at() == pytest.approx(packs, abs=0.01)
    shown.page.click("#previous")
    assert shown.at() == pytest.approx(reach, abs=0.01)
    shown.jump(reach + 6)
    shown.page.click("#replay")
    shown.until("!sound.paused")
    assert 0 <= shown.at() - cue_at(timeline, reach + 6)["start_s"] < 1


def test_it_says_which_side_set_and_rep_and_how_long_is_left(shown: Shown, timeline: Any) -> None:
    cue = next(c for c in timeline["cues"] if (c["set"], c["rep"]) == (2, 2) and c["phase"])
    shown.jump(cue["start_s"] + 0.1)
    assert shown.text("now-where") == "Set 2 of 2 · Rep 2 of 2"
    left = timeline["total_s"] - cue["start_s"] - 0.1
    assert shown.text("left") == f"{round(left) // 60}:{round(left) % 60:02d}"
    cue = next(c for c in timeline["cues"] if c["side"] == "right" and c["kind"] == "hold")
    shown.jump(cue["start_s"] + 0.1)
    assert shown.text("now-where") == "Right side"


def test_the_picture_of_the_exercise_is_shown(shown: Shown, timeline: Any) -> None:
    shown.jump(start_of(timeline, "Cat-Cow") + 0.1)
    assert shown.page.locator("#now-picture svg").count() == 2
    shown.jump(start_of(timeline, "Packs") + 0.1)
    assert shown.page.locator("#now-picture svg").count() == 0


def test_captions_can_be_put_away(shown: Shown) -> None:
    shown.jump(3)
    assert shown.page.locator("#now-cue").is_visible()
    shown.page.click("#captions")
    assert not shown.page.locator("#now-cue").is_visible()
    assert shown.page.get_attribute("#captions", "aria-pressed") == "false"


def test_ready_goes_on_to_the_end_of_a_wait(shown: Shown, path: Path) -> None:
    (wait,) = block(path.read_text("utf-8"), "page-data")["waits"]
    assert not shown.page.locator("#ready").is_visible()
    shown.page.set_viewport_size({"width": 320, "height": 568})
    shown.jump(wait[0] + 2)
    assert in_sight(shown, "ready", height=568)
    shown.page.click("#ready")
    shown.until("!sound.paused")
    assert 0 <= shown.at() - wait[1] < 1
    assert not shown.page.locator("#ready").is_visible()


def test_it_is_steered_with_keys_until_they_are_turned_off(shown: Shown, timeline: Any) -> None:
    keyboard = shown.page.keyboard
    keyboard.press("Space")
    shown.until("!sound.paused")
    keyboard.press("ArrowRight")
    assert 0 <= shown.at() - start_of(timeline, "Cat-Cow") < 1
    keyboard.press("Space")
    shown.until("sound.paused")
    shown.jump(start_of(timeline, "Side reach") + 6)
    keyboard.press("ArrowLeft")
    assert shown.at() == pytest.approx(start_of(timeline, "Side reach"), abs=0.01)
    keyboard.press("?")
    first = shown.page.evaluate("said.textContent")
    assert re.fullmatch(r"Time left \d+:\d\d", first)
    keyboard.press("?")  # told again, though nothing of it is another
    again = shown.page.evaluate("said.textContent")
    assert (again != first, again.strip()) == (True, first)
    shown.page.click("summary")
    shown.page.uncheck("#keys")
    keyboard.press("r")
    keyboard.press("ArrowRight")
    assert shown.page.evaluate("sound.paused")
    assert shown.at() == pytest.approx(start_of(timeline, "Side reach"), abs=0.01)


def test_every_button_is_reached_by_tab_and_pressed_by_space_once(shown: Shown) -> None:
    for _ in range(20):
        shown.page.keyboard.press("Tab")
        if shown.page.evaluate("document.activeElement.id") == "play":
            break
    shown.page.keyboard.press("Space")
    shown.until("!sound.paused")


def test_headset_and_lock_screen_buttons_steer_it(shown: Shown) -> None:
    assert set(shown.page.evaluate("Object.keys(buttons)")) == {
        "play", "pause", "previoustrack", "nexttrack", "seekto",
    }  # fmt: skip
    shown.page.click("#play")
    shown.page.evaluate("buttons.nexttrack()")
    shown.until("navigator.mediaSession.metadata.title === 'Cat-Cow'")
    assert shown.page.evaluate("navigator.mediaSession.metadata.artist") == "Two stretches"
    shown.page.evaluate("buttons.seekto({seekTime: 5})")
    assert 0 <= shown.at() - 5 < 1
    shown.page.evaluate("buttons.pause()")
    shown.until("navigator.mediaSession.playbackState === 'paused'")
    shown.page.evaluate("buttons.pause()")  # a headset that is taken off says so again
    assert shown.page.evaluate("sound.paused")
    shown.page.evaluate("buttons.play()")
    shown.until("!sound.paused")
    shown.page.evaluate("buttons.play()")
    assert not shown.page.evaluate("sound.paused")


def test_the_screen_stays_on_while_it_plays_and_no_longer(shown: Shown) -> None:
    shown.page.click("#play")
    shown.until("locks.length === 1 && locks[0].held && locks[0].kind === 'screen'")
    shown.page.evaluate("locks[0].release()")  # the system takes it when the page is hidden
    shown.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    shown.until("locks.length === 2 && locks[1].held")
    shown.page.click("#play")
    shown.until("!locks[1].held")


# Between asking for a lock and having it a person can pause and play again.
def test_no_lock_is_left_behind_by_quick_fingers(shown: Shown) -> None:
    shown.page.evaluate(
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
    shown.until("locks.length && locks.at(-1).held")
    shown.page.click("#play")
    shown.until("locks.every((lock) => !lock.held)")


def test_a_screen_reader_is_told_of_exercises_and_nothing_else(shown: Shown, timeline: Any) -> None:
    shown.page.evaluate(
        """() => { window.told = []; new MutationObserver(() => {
          if (said.textContent) told.push(said.textContent);
        }).observe(said, { childList: true }); }"""
    )
    shown.page.click("#play")
    for cue in timeline["cues"]:
        shown.jump(cue["start_s"] + 0.02)
    live = shown.page.locator("[aria-live], [role=status], [role=alert], [role=log]")
    assert live.count() == 1
    shown.until("told.length >= 4")
    assert shown.page.evaluate("told") == ["Cat-Cow", "Side reach", "Packs", "To finish"]


# Nothing is heard while it pauses: who does not see the page is told where a button led.
def test_a_screen_reader_is_told_where_it_pauses(shown: Shown) -> None:
    assert shown.text("said") == ""
    for button, name in (("next", "Cat-Cow"), ("next", "Side reach"), ("previous", "Cat-Cow")):
        shown.page.click(f"#{button}")
        assert shown.text("said") == name


def test_it_ends_and_begins_again(shown: Shown, timeline: Any) -> None:
    shown.jump(timeline["total_s"] - 0.4)
    shown.page.click("#play")
    shown.until("sound.ended")
    shown.until("document.querySelector('#said').textContent === 'Finished'")
    shown.page.click("#play")
    shown.until("!sound.paused && sound.currentTime < 2")


def test_nobody_is_asked_and_the_policy_holds_against_a_script(browser: Any, path: Path) -> None:
    page = Shown(browser, path)
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
    assert page.asked == [path.as_uri()]
    page.close()


def test_hostile_text_stays_text(browser: Any, tmp_path: Path) -> None:
    name = json.dumps(HOSTILE)
    yaml = STRETCHES.replace("Two stretches", name).replace("Cat-Cow", name)
    yaml = yaml.replace("Pain is sharp.", name).replace("say: Belly sinks", f"say: {name}")
    path = page_of(yaml, tmp_path)
    page = Shown(browser, path)
    assert page.page.locator("h1").inner_text() == HOSTILE
    page.page.click("#stops li:nth-child(2) button")
    assert page.text("now-name") == HOSTILE
    cue = next(
        c for c in block(path.read_text("utf-8"), "timeline")["cues"] if HOSTILE in c["text"]
        and c["kind"] == "phase"
    )  # fmt: skip
    page.jump(cue["start_s"] + 0.1)
    assert page.text("now-cue") == cue["text"]
    assert page.page.evaluate("window.hurt") is None
    assert page.page.locator("main img").count() == 0
    assert (page.errors, page.asked) == ([], [path.as_uri()])
    page.close()


@pytest.mark.parametrize(
    ("viewport", "scheme"),
    [(PHONE, "light"), (PHONE, "dark"), (DESKTOP, "light"), (ZOOMED, "light"), (ZOOMED, "dark")],
    ids=["phone-light", "phone-dark", "desktop-light", "zoomed-light", "zoomed-dark"],
)
def test_axe_finds_nothing(viewport: dict[str, int], scheme: str, shown: Shown, path: Path) -> None:
    shown.page.set_viewport_size(viewport)
    shown.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    (wait,) = block(path.read_text("utf-8"), "page-data")["waits"]
    shown.jump(wait[0] + 2)
    shown.page.click("summary")
    result = Axe().run(shown.page, options={"runOnly": {"type": "tag", "values": RULES}})
    assert result.response["violations"] == [], result.generate_report()
    assert shown.page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]


def printed(page: Any, path: Path, paper: str) -> PdfReader:
    """Return what a page prints; it stays open for another paper."""
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
        timeline, heading = composition.rehearse(routine, Choices())
        path = tmp_path / f"{entry.name}.html"
        export.export(path, export.Piece.without_sound(routine, timeline, heading))
        for paper in ("A4", "Letter"):
            sheets[entry.name, paper] = printed(printer, path, paper).get_num_pages()
    assert len(sheets) >= 2 * 14
    assert {name: n for name, n in sheets.items() if n not in {1, 2}} == {}


def test_without_scripts_the_handout_is_there(browser: Any, path: Path) -> None:
    page = Shown(browser, path, java_script_enabled=False)
    assert page.page.locator("#handout").is_visible()
    assert not page.page.locator("#player").is_visible()
    assert "needs JavaScript" in page.page.locator("noscript").inner_text()
    page.close()
