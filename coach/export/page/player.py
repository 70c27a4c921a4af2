"""The page's player: what its script needs, and the elements that it moves."""

from __future__ import annotations

from coach.export.page.markup import attributes, element, in_words, json_block, text
from coach.export.words import Words
from coach.model.routine import Routine
from coach.model.timeline import ScheduledSegment, Timeline
from coach.model.units import clock_text, seconds

_SAID_BY_SCRIPT = (
    "play", "pause", "before", "finish", "rest", "left", "right", "set_of", "rep_of", "round",
    "paused", "finished", "place_of", "time_left",
)  # fmt: skip


def player(routine: Routine, timeline: Timeline, words: Words) -> str:
    """Return the player's elements; its script shows them."""
    own = in_words(words)

    def button(identity: str, word: str, **values: str | bool) -> str:
        return element("button", text(words(word)), type="button", id=identity, **own, **values)

    now = element(
        "div",
        element("div", id="now-picture"),
        element("h2", text(routine.title), id="now-name"),
        element("p", id="now-where", **own),
        element("p", id="now-cue"),
        class_="now",
    )
    wait = element(
        "div",
        element("p", text(words("ready_hint")), **own),
        button("ready", "ready", class_="main"),
        id="wait",
        hidden=True,
    )
    total = seconds(timeline.total)
    slider = attributes(
        type="range", id="place", min="0", max=f"{total:.2f}", step="1", value="0",
        aria_label=words("place"), **own,
    )  # fmt: skip
    left = element(
        "p", text(words("time_left")), " ", element("b", clock_text(total), id="left"), **own
    )
    controls = element(
        "div",
        wait,
        button("play", "play", class_="main"),
        button("previous", "previous"),
        button("next", "next"),
        button("replay", "replay"),
        button("captions", "captions", aria_pressed="true"),
        class_="controls",
    )
    return element(
        "section",
        element("div", now, f"<input{slider}>", left, controls, class_="stage"),
        element("div", _list(timeline, words), _stop_rules(routine, words), class_="aside"),
        _keys(words),
        element("p", id="said", role="status", class_="unseen", **own),
        '<audio id="sound" preload="auto"></audio>',
        id="player",
        aria_label=words("player"),
        hidden=True,
    )


def data(timeline: Timeline, words: Words) -> str:
    """Return what the script needs besides the timetable.

    Its words, where the session waits, and for each cue how many sets and reps there are.
    """
    waits = [[seconds(p.start), seconds(p.end)] for p in timeline.slots if p.planned.waits]
    said = {word: words.pattern(word) for word in _SAID_BY_SCRIPT}
    totals = [[cue.place.sets, cue.place.reps] for cue in timeline.cues]
    language = in_words(words).get("lang", "")
    own = {"words": said, "waits": waits, "totals": totals, "language": language}
    return json_block("page-data", own)


def _list(timeline: Timeline, words: Words) -> str:
    """Return everything that can be jumped to, in the order in which it is done."""
    own = in_words(words)
    stops = []
    for segment in timeline.segments:
        if segment.kind == "rest":
            continue
        name = segment.exercise or words("before" if segment.kind == "intro" else "finish")
        round_ = _round(timeline, segment)
        inside = [element("span", text(name), **({} if segment.exercise else own))]
        if round_ and round_ > 1:
            inside.append(element("span", text(words("round", n=round_)), class_="small", **own))
        inside.append(element("span", clock_text(seconds(segment.start)), class_="small"))
        start = f"{seconds(segment.start)}"
        stops.append(element("li", element("button", *inside, type="button", data_at=start)))
    heading = element("h2", text(words("exercises")), id="exercises-heading", **own)
    return element(
        "nav", heading, element("ol", *stops, id="stops"), aria_labelledby="exercises-heading"
    )


def _round(timeline: Timeline, segment: ScheduledSegment) -> int | None:
    return timeline.place_of(segment).round


def _stop_rules(routine: Routine, words: Words) -> str:
    if not routine.stop_if:
        return ""
    heading = element("h2", text(words("stop_if")), **in_words(words))
    rules = [element("li", text(line)) for line in routine.stop_if]
    return element("section", heading, element("ul", *rules), class_="stop")


def _keys(words: Words) -> str:
    """Return what the keys do, and the switch that turns them off."""
    own = in_words(words)
    pairs = (
        (words("key_space"), f"{words('play')} / {words('pause')}"),
        (words("key_enter"), words("ready")),
        ("→", words("next")),
        ("←", words("previous")),
        ("R", words("replay")),
        ("?", words("time_left")),
    )
    rows = [
        f"<div><dt><kbd>{text(key)}</kbd></dt>{element('dd', text(does))}</div>"
        for key, does in pairs
    ]
    switch = f'<label><input type="checkbox" id="keys" checked> {text(words("keys_on"))}</label>'
    return element(
        "details",
        element("summary", text(words("keys"))),
        element("p", switch),
        element("dl", *rows),
        **own,
    )
