"""The page's player: its elements, and the data that its script needs."""

from __future__ import annotations

from coach.export.page.markup import attributes, element, json_block, language_attributes, text
from coach.export.words import Words
from coach.model.routine import Routine
from coach.model.timeline import Timeline
from coach.model.units import clock_text, seconds

_SCRIPT_WORDS = (
    "play", "pause", "before", "finish", "rest", "left", "right", "set_of", "rep_of", "round",
    "paused", "finished", "place_of", "time_left",
)  # fmt: skip


def player(routine: Routine, timeline: Timeline, words: Words) -> str:
    """Return the player's elements, hidden until its script runs."""
    language = language_attributes(words)
    stage = element(
        "div",
        _now(routine, language),
        _slider(timeline, words),
        _time_left(timeline, words),
        _controls(words),
        class_="stage",
    )
    aside = element(
        "div", _exercise_list(timeline, words), _stop_rules(routine, words), class_="aside"
    )
    return element(
        "section",
        stage,
        aside,
        _keys(words),
        element("p", id="status", role="status", class_="visually-hidden", **language),
        '<audio id="sound" preload="auto"></audio>',
        id="player",
        aria_label=words("player"),
        hidden=True,
    )


def page_data(timeline: Timeline, words: Words) -> str:
    """Return what the script needs besides the timetable.

    That is its words, the start and end of each wait in seconds, and for each cue the number of
    sets of its exercise and of reps of its set.
    """
    waits = [[seconds(s.start), seconds(s.end)] for s in timeline.slots if s.planned.waits]
    totals = [[cue.place.sets, cue.place.reps] for cue in timeline.cues]
    patterns = {word: words.pattern(word) for word in _SCRIPT_WORDS}
    language = language_attributes(words).get("lang", "")
    data = {"words": patterns, "waits": waits, "totals": totals, "language": language}
    return json_block("page-data", data)


def _now(routine: Routine, language: dict[str, str]) -> str:
    """Return the part that shows the current exercise and its words."""
    return element(
        "div",
        element("div", id="now-picture"),
        element("h2", text(routine.title), id="now-name"),
        element("p", id="now-place", **language),
        element("p", id="now-cue"),
        class_="now",
    )


def _slider(timeline: Timeline, words: Words) -> str:
    slider = attributes(
        type="range", id="seek", min="0", max=f"{seconds(timeline.total):.2f}", step="1",
        value="0", aria_label=words("place"), **language_attributes(words),
    )  # fmt: skip
    return f"<input{slider}>"


def _time_left(timeline: Timeline, words: Words) -> str:
    clock = element("b", clock_text(seconds(timeline.total)), id="time-left")
    return element("p", text(words("time_left")), " ", clock, **language_attributes(words))


def _controls(words: Words) -> str:
    language = language_attributes(words)

    def button(identity: str, **values: str | bool) -> str:
        label = text(words(identity))
        return element("button", label, type="button", id=identity, **language, **values)

    wait = element(
        "div",
        element("p", text(words("ready_hint")), **language),
        button("ready", class_="main"),
        id="wait",
        hidden=True,
    )
    return element(
        "div",
        wait,
        button("play", class_="main"),
        button("previous"),
        button("next"),
        button("replay"),
        button("captions", aria_pressed="true"),
        class_="controls",
    )


def _exercise_list(timeline: Timeline, words: Words) -> str:
    """Return buttons for everything that the listener can jump to, in order."""
    language = language_attributes(words)
    items = []
    for segment in timeline.segments:
        if segment.kind == "rest":
            continue
        name = segment.exercise or words("before" if segment.kind == "intro" else "finish")
        round_number = timeline.place_of(segment).round
        label = [element("span", text(name), **({} if segment.exercise else language))]
        if round_number and round_number > 1:
            round_text = text(words("round", n=round_number))
            label.append(element("span", round_text, class_="small", **language))
        label.append(element("span", clock_text(seconds(segment.start)), class_="small"))
        button = element("button", *label, type="button", data_start=f"{seconds(segment.start)}")
        items.append(element("li", button))
    heading = element("h2", text(words("exercises")), id="exercises-heading", **language)
    return element(
        "nav",
        heading,
        element("ol", *items, id="exercise-list"),
        aria_labelledby="exercises-heading",
    )


def _stop_rules(routine: Routine, words: Words) -> str:
    if not routine.stop_if:
        return ""
    heading = element("h2", text(words("stop_if")), **language_attributes(words))
    rules = [element("li", text(line)) for line in routine.stop_if]
    return element("section", heading, element("ul", *rules), class_="stop")


def _keys(words: Words) -> str:
    """Return the list of keyboard shortcuts, with a checkbox that turns them off."""
    shortcuts = (
        (words("key_space"), f"{words('play')} / {words('pause')}"),
        (words("key_enter"), words("ready")),
        ("→", words("next")),
        ("←", words("previous")),
        ("R", words("replay")),
        ("?", words("time_left")),
    )
    rows = [
        f"<div><dt><kbd>{text(key)}</kbd></dt>{element('dd', text(action))}</div>"
        for key, action in shortcuts
    ]
    switch = f'<label><input type="checkbox" id="keys" checked> {text(words("keys_on"))}</label>'
    return element(
        "details",
        element("summary", text(words("keys"))),
        element("p", switch),
        element("dl", *rows),
        **language_attributes(words),
    )
