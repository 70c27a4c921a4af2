"""The page as a file: its contents, its language, and the escaping of texts."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from sample_pages import HOSTILE, STRETCHES, block, job_of, page_of

from coach import composition
from coach.cli import run
from coach.export import words
from coach.export.job import ExportJob
from coach.export.registry import export_file
from coach.export.timetable import as_json
from coach.format.schema import BLOCKS
from coach.model.problems import RoutineError
from coach.planning import Choices

AT_THE_PAGE = Choices(controls="page")


class Reader(HTMLParser):
    """Collects a page's elements and its text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.inside = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self.inside = tag

    def handle_data(self, data: str) -> None:
        if self.inside not in {"style", "script"}:
            self.text += data

    def attributes(self, tag: str) -> list[dict[str, str | None]]:
        return [found for name, found in self.elements if name == tag]


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> str:
    return page_of(STRETCHES, tmp_path_factory.mktemp("page"), AT_THE_PAGE).read_text("utf-8")


def handout(yaml: str, folder: Path) -> str:
    return page_of(yaml, folder, silent=True).read_text("utf-8")


def test_the_page_has_the_timeline_of_the_json_export(page: str) -> None:
    job = job_of(STRETCHES, AT_THE_PAGE)
    assert block(page, "timeline") == json.loads(as_json(job.timeline, job.heading))


def test_the_page_knows_where_the_session_waits(page: str) -> None:
    cues = block(page, "timeline")["cues"]
    down, pack = (
        [(c["kind"], c["text"]) for c in cues if start <= c["start_s"] < end]
        for start, end in block(page, "page-data")["waits"]
    )
    assert down == [
        ("move", "Get down to your mat, and rest on your heels or to one side. Take your time."),
        ("wait", "Tap I'm ready when you're there."),
        ("wait", "Tap I'm ready when you're ready."),
        ("wait", "Twenty seconds more."),
    ]
    assert pack == [
        ("phase", "Pack on"),
        ("wait", "Take your time. Tap I'm ready when you are, or we'll go on in twenty seconds."),
    ]


def test_the_page_has_the_totals_of_sets_and_reps_for_each_cue(page: str) -> None:
    totals = block(page, "page-data")["totals"]
    places = [cue.place for cue in job_of(STRETCHES, AT_THE_PAGE).timeline.cues]
    assert totals == [[place.sets, place.reps] for place in places]
    assert [2, 2] in totals


def test_the_embedded_sound_is_an_mp3(page: str) -> None:
    found = re.search(r'<script type="text/plain" id="mp3">([^<]*)</script>', page)
    assert found is not None
    sound = base64.b64decode(found[1], validate=True)
    assert sound[:2] == b"\xff\xf3"
    assert b"LAME" in sound[:200]


def test_the_policy_allows_only_embedded_content(page: str) -> None:
    (policy,) = (
        str(found["content"])
        for found in Reader(page).attributes("meta")
        if found.get("http-equiv") == "Content-Security-Policy"
    )
    rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
    scripts = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    (style,) = re.findall(r"<style>(.*?)</style>", page, re.DOTALL)
    assert rules == {
        "default-src": "'none'",
        "style-src": hash_of(style),
        "img-src": "data:",
        "script-src": " ".join(map(hash_of, scripts)),
        "media-src": "blob:",
        "base-uri": "'none'",
        "form-action": "'none'",
    }


def hash_of(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def test_the_page_refers_to_no_other_file(page: str) -> None:
    found = Reader(page).elements
    assert not [a for _, a in found if {"src", "href", "action", "style"} & set(a)]


def test_the_handout_has_instructions_doses_and_care(page: str) -> None:
    said = "".join(Reader(page).text.split())
    for words_ in (
        "Author: A. Author, physiotherapist · Reviewed 2026-11-01",
        "How often: 2 times a day, 5 days a week, for 3 weeks",
        "You need: mat",
        "Don't start if Your legs have become weak.",
        "Stop at once if Pain is sharp.",
        "2 sets of 2 to 3",
        "From week 3: 2 sets of 8 to 12",
        "Belly sinks (3 s)",
        "Take care: Move your head last.",
        "Reach up with your left/right hand.",
        "when you're ready, 3 s",
        "These are the author's words. They don't diagnose or treat anything.",
        "A mild stretch or ache that settles is fine.",
    ):
        assert words_.replace(" ", "") in said, words_


def test_the_handout_starts_with_the_signs_that_need_emergency_help(tmp_path: Path) -> None:
    sign = "emergency_if: [You have new numbness., Your legs are weak.]\nstop_if:"
    printed = handout(STRETCHES.replace("stop_if:", sign), tmp_path)
    (safety,) = re.findall(r'<div class="safety">(.*?)</div>', printed, re.DOTALL)
    assert re.findall(r"<h3[^>]*>([^<]*)</h3>", safety) == [
        "Get emergency help now if", "Don't start if", "Stop at once if",
    ]  # fmt: skip
    assert "<li>You have new numbness.</li><li>Your legs are weak.</li>" in safety


def test_the_handout_has_the_way_into_an_exercise_step_by_step(tmp_path: Path) -> None:
    way_in = """\
    move: Kneel, and sit back.
    time_to_move: 20 s
    set_up:
      - {say: Loop the strap round your foot., for: 15 s}
      - Sit tall.
    care: Move"""
    printed = handout(STRETCHES.replace("    care: Move", way_in), tmp_path)
    start, _, end = printed.partition("Kneel, and sit back.")
    assert start.endswith("<li>")
    assert end.startswith(
        "</li><li>Loop the strap round your foot. "
        '<span class="time">(15 s)</span></li><li>Sit tall.</li><li>Belly sinks '
    )


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        pytest.param("reps: 10", "10 times, at your own pace, each side", id="own-pace"),
        pytest.param("hold: 5 breaths", "stay for 5 breaths, each side", id="breaths"),
        pytest.param("hold: 4 s", "hold for 4 s, each side", id="hold"),
    ],
)
def test_the_handout_says_how_long_each_kind_lasts(
    written: str, printed: str, tmp_path: Path
) -> None:
    assert f">{printed}<" in handout(STRETCHES.replace("hold: 4 s", written), tmp_path)


# "Behind your right/left thigh" would not say which one is meant.
@pytest.mark.parametrize(
    ("say", "printed"),
    [
        ("'Lift your {side} leg, knee over the {side} foot.'", (
            "Lift your left/right leg, knee over the left/right foot."
        )),
        ("{left: Hold your left knee., right: Hold your right knee.}", (
            "Hold your left/right knee."
        )),
        ("{left: Hold your right knee., right: Hold your left knee.}", (
            "Left side: Hold your right knee. / Right side: Hold your left knee."
        )),
        ("{left: Turn., right: Turn to the right.}", (
            "Left side: Turn. / Right side: Turn to the right."
        )),
    ],
    ids=["side", "same-side", "other-side", "other-words"],
)  # fmt: skip
def test_texts_for_both_sides_are_merged_where_unambiguous(
    say: str, printed: str, tmp_path: Path
) -> None:
    yaml = STRETCHES.replace("say: Reach up with your {side} hand.", f"set_up: [{say}]")
    assert f"<li>{printed}</li>" in handout(yaml, tmp_path)


def test_a_change_of_load_is_printed_with_its_week(tmp_path: Path) -> None:
    yaml = STRETCHES.replace(
        "- {from_week: 3, reps: 8 to 12}",
        "- {from_week: 2, load: red band}\n      - {from_week: 3, reps: 8, load: green band}",
    )
    said = Reader(handout(yaml, tmp_path)).text
    assert "From week 2: 2 sets of 2 to 3. Load: red band" in said
    assert "From week 3: 2 sets of 8. Load: green band" in said


def test_the_exercises_of_a_circuit_are_grouped(tmp_path: Path) -> None:
    page = handout(
        "format: 1\ntitle: Round\nlanguage: en-US\nstop_if: It hurts.\nexercises:\n"
        "  - {circuit: Legs, rounds: 2, exercises: [{name: Knees, hold: 5 s}, "
        "{name: Heels, hold: 5 s}]}\n  - {name: Arms, hold: 5 s}\n",
        tmp_path,
    )
    (circuit,) = re.findall(r'<div class="circuit">(.*?)</section></div>', page)
    assert "<p><b>Legs</b>: <span>2 rounds of</span></p>" in circuit
    assert re.findall("<h3>([^<]*)", circuit) == ["Knees", "Heels"]


@pytest.mark.parametrize(("times", "boxes"), [(3, "☐☐☐"), (4, "☐☐ ☐☐"), (6, "☐☐☐ ☐☐☐")])
def test_more_than_three_boxes_a_day_are_split_into_two_groups(
    times: int, boxes: str, tmp_path: Path
) -> None:
    page = handout(STRETCHES.replace("times_per_day: 2", f"times_per_day: {times}"), tmp_path)
    assert page.count(f"<td>{boxes}</td>") == 15


def test_there_is_a_box_for_each_scheduled_session(page: str) -> None:
    rows = re.findall(r"<tr>(.*?)</tr>", page)
    assert len(rows) == 1 + 3
    assert [row.count("☐☐") for row in rows] == [0, 5, 5, 5]


def test_drawings_have_alternative_texts(page: str) -> None:
    drawings = [found for found in Reader(page).attributes("svg") if found.get("role") == "img"]
    assert [found["aria-label"] for found in drawings] == [
        "On hands and knees: the belly sinks and the head lifts.",
        "On hands and knees: the back rounds up, chin to chest.",
    ]


def test_the_handout_alone_has_no_sound_and_no_script(tmp_path: Path) -> None:
    page = handout(STRETCHES, tmp_path)
    tags = {tag for tag, _ in Reader(page).elements}
    assert not {"script", "audio", "button"} & tags
    assert "script-src" not in page
    assert len(page) < 30_000


def test_markup_in_a_text_is_escaped(tmp_path: Path) -> None:
    name = json.dumps(HOSTILE)
    yaml = STRETCHES.replace("Two stretches", name).replace("Cat-Cow", name)
    yaml = yaml.replace("Pain is sharp.", name).replace("say: Belly sinks", f"say: {name}")
    yaml = yaml.replace("summary: For a stiff back.", f"summary: {name}")
    page = page_of(yaml, tmp_path).read_text("utf-8")
    found = Reader(page)
    assert len(found.attributes("script")) == 4
    assert not found.attributes("img")
    assert found.text.count(HOSTILE) >= 5
    assert block(page, "timeline")["routine"] == HOSTILE


def test_a_page_has_its_language_and_direction(page: str) -> None:
    assert '<html lang="en-US" dir="ltr">' in page


def test_words_are_found_by_primary_subtag() -> None:
    assert words.load("es-MX")("stop_if") == "Pare de inmediato si"
    assert not words.load("es-MX").is_fallback


def test_a_language_without_words_falls_back_to_english() -> None:
    hebrew = words.load("he")
    assert (hebrew.language, hebrew.is_fallback, hebrew("play")) == ("en", True, "Play")
    assert words.text_direction("he-IL") == "rtl"


def test_every_printed_key_has_a_label() -> None:
    printed = {key.name for block in BLOCKS for key in block.keys if key.field == "facts"}
    assert printed <= set(words.load("en").table)


@pytest.mark.parametrize("language", words.languages())
def test_every_language_has_every_text_with_the_same_placeholders(language: str) -> None:
    english, other = words.load("en").table, words.load(language).table
    assert sorted(other) == sorted(english)
    for word, said in english.items():
        if isinstance(said, dict):
            assert sorted(other[word]) == sorted(said)
            assert all(isinstance(v, str) and v for v in other[word].values())
        else:
            assert isinstance(other[word], str), word
            assert sorted(re.findall(r"\{\w+\}", other[word])) == sorted(
                re.findall(r"\{\w+\}", said)
            ), word


def test_the_documented_languages_have_words() -> None:
    promised = {"de", "el", "en", "es", "fr", "it", "nl", "pl", "pt", "ru", "sv", "tr"}
    assert promised <= set(words.languages())


def test_an_authors_picture_is_embedded(tmp_path: Path) -> None:
    data = base64.b64decode(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJg"
        "gg=="
    )
    (tmp_path / "reach.png").write_bytes(data)
    path = tmp_path / "routine.yaml"
    yaml = STRETCHES.replace("position: standing", "position: standing\n    picture: reach.png")
    path.write_text(yaml, encoding="utf-8")
    page = exported(path)
    (image,) = Reader(page).attributes("img")
    assert image["alt"] == "Picture: Side reach"
    assert image["src"] == f"data:image/png;base64,{base64.b64encode(data).decode()}"


def exported(path: Path) -> str:
    opened = composition.open_routine(str(path))
    timeline, heading = composition.estimated_timeline(opened.routine, Choices())
    out = path.with_suffix(".html")
    export_file(out, ExportJob.without_sound(opened.routine, timeline, heading))
    return out.read_text("utf-8")


def test_a_missing_picture_is_an_error_at_its_place(tmp_path: Path) -> None:
    path = tmp_path / "routine.yaml"
    path.write_text(STRETCHES.replace("picture: cat-cow", "picture: cat.png"), encoding="utf-8")
    with pytest.raises(RoutineError) as caught:
        exported(path)
    assert str(caught.value) == (
        f"{path}:14:14: error: there is no file `cat.png` next to the routine [picture]\n"
        "  hint: put it there, or correct the name"
    )
    assert not path.with_suffix(".html").exists()


def test_only_chosen_exercises_are_on_the_handout(tmp_path: Path) -> None:
    job = job_of(STRETCHES, Choices(only="Packs"))
    path = tmp_path / "page.html"
    export_file(path, ExportJob.without_sound(job.routine, job.timeline, job.heading))
    headings = re.findall(r"<h3>([^<]*)</h3>", path.read_text("utf-8"))
    assert "Packs" in headings
    assert not {"Cat-Cow", "Side reach"} & set(headings)


def test_the_command_writes_a_page_with_sound(tmp_path: Path) -> None:
    path = tmp_path / "short.yaml"
    path.write_text(
        "format: 1\ntitle: Short\nlanguage: en-US\nstop_if: It hurts.\n"
        "exercises: [{name: Reach, say: Reach up., hold: 3 s, get_ready: 1 s}]\n",
        encoding="utf-8",
    )
    out = tmp_path / "short.html"
    assert run(["export", str(path), "-o", str(out), "--skip-intro"]) == 0
    page = out.read_text("utf-8")
    timeline = block(page, "timeline")
    assert timeline["measured"] is True
    assert "Reach up." in [cue["text"] for cue in timeline["cues"]]
    assert 'id="mp3"' in page


def test_the_command_writes_the_handout_without_a_voice(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "stretches.yaml"
    path.write_text(STRETCHES, encoding="utf-8")
    out = tmp_path / "stretches.html"
    arguments = ["export", str(path), "--no-audio", "--voice", "pyttsx3:nobody", "--week", "3"]
    assert run([*arguments, "-o", str(out)]) == 0
    assert ">2 sets of 8 to 12<" in out.read_text("utf-8")
    assert run([*arguments, "-o", str(tmp_path / "stretches.mp3")]) == 2
    said = "Error: `--no-audio` is only for `-o FILE.html` and `--kind html`.\n"
    assert capsys.readouterr().err.endswith(said)
