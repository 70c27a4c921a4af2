"""Captions: every word once, at its time, in readable lines."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tones import job_of

from coach.export.captions import LINE_CHARACTERS, LINES, as_srt, as_vtt, captions
from coach.model.timeline import Cue, ScheduledSegment, Timeline
from coach.model.units import FRAME_RATE


def timeline_of(*cues: tuple[int, int, str]) -> Timeline:
    made = tuple(Cue(start, end, "set_up", text) for start, end, text in cues)
    total = made[-1].end
    return Timeline(made, (ScheduledSegment(0, total, "exercise"),), total)


def test_a_vtt_file() -> None:
    timeline = timeline_of((48_000, 72_000, "Breathe in."), (172_848_000, 172_848_047, "Two."))
    assert as_vtt(timeline, "en-US") == (
        "WEBVTT\nKind: captions\nLanguage: en-US\n\n"
        "00:00:01.000 --> 00:00:01.500\nBreathe in.\n\n"
        "01:00:01.000 --> 01:00:01.001\nTwo.\n"
    )


def test_an_srt_file() -> None:
    timeline = timeline_of((48_000, 72_000, "Breathe in."), (96_000, 100_000, "Two."))
    assert as_srt(timeline) == (
        "1\n00:00:01,000 --> 00:00:01,500\nBreathe in.\n\n2\n00:00:02,000 --> 00:00:02,083\nTwo.\n"
    )


def test_two_lines_are_of_similar_length() -> None:
    (caption,) = captions(timeline_of((0, 9, "This takes about eight minutes, rests included.")))
    assert caption.lines == ("This takes about eight", "minutes, rests included.")


def test_more_than_two_lines_divide_the_time_by_their_lengths() -> None:
    words = " ".join(["twelve chars"] * 9)
    shown = list(captions(timeline_of((0, FRAME_RATE, words))))
    assert [c.lines for c in shown] == [
        ("twelve chars twelve chars twelve chars",) * 2,
        ("twelve chars twelve chars twelve chars",),
    ]
    assert [(c.start_ms, c.end_ms) for c in shown] == [(0, 667), (667, 1000)]


# A last caption of one word would only flash by.
def test_no_caption_has_only_one_word() -> None:
    text = "Stand with your feet apart and your arms by your sides, look ahead, and breathe out."
    shown = list(captions(timeline_of((0, 5 * FRAME_RATE, text))))
    assert [c.lines for c in shown] == [
        ("Stand with your feet apart", "and your arms by your sides,"),
        ("look ahead, and breathe out.",),
    ]


# Text that could end a cue, start a tag, or move the caption in some players.
@pytest.mark.parametrize(
    ("text", "vtt", "srt"),
    [
        ("<b>Sit</b> & rest", "&lt;b&gt;Sit&lt;/b&gt; &amp; rest", "‹b›Sit‹/b› & rest"),  # noqa: RUF001
        ("1 --> 2", "1 --&gt; 2", "1 --› 2"),  # noqa: RUF001
        ("{\\an8}Up", "{\\an8}Up", "(\\an8)Up"),
        ("one\n\ntwo\r\nthree\u2028four", "one two three four", "one two three four"),
        ("a\x00b\x1b[31m\ud800c", "a b [31m c", "a b [31m c"),
        ("اضغط NOTE", "اضغط NOTE", "اضغط NOTE"),
    ],
)
def test_markup_in_a_text_is_escaped(text: str, vtt: str, srt: str) -> None:
    timeline = timeline_of((0, FRAME_RATE, text))
    assert as_vtt(timeline, "en").split("\n\n")[1].splitlines()[1:] == [vtt]
    assert as_srt(timeline).splitlines()[2:] == [srt]
    as_vtt(timeline, "en").encode()


def test_markup_in_the_language_stays_on_its_line() -> None:
    assert as_vtt(timeline_of((0, 1, "a")), "en\n\n00:00 --> 00:01\n<i>").startswith(
        "WEBVTT\nKind: captions\nLanguage: en 00:00 --&gt; 00:01 &lt;i&gt;\n\n00:00:00.000"
    )


words = st.text("ab cdé中-", min_size=1, max_size=400).filter(lambda text: text.strip())


@given(st.lists(st.tuples(st.integers(0, 90), st.integers(0, 90), words), min_size=1, max_size=30))
def test_every_word_is_shown_once_in_order_without_overlap(
    cues: list[tuple[int, int, str]],
) -> None:
    at, made = 0, []
    for gap, length, text in cues:
        made.append((at + gap, at + gap + length, text))
        at += gap + length
    shown = list(captions(timeline_of(*made)))
    assert all(c.start_ms < c.end_ms for c in shown)
    assert all(a.end_ms <= b.start_ms for a, b in pairwise(shown))
    assert all(len(c.lines) <= LINES for c in shown)
    assert all(0 < len(line) <= LINE_CHARACTERS for c in shown for line in c.lines)
    said = "".join("".join(text.split()) for _, _, text in cues)
    assert "".join("".join(line.split()) for c in shown for line in c.lines) == said


def test_all_cues_of_a_routine_are_shown() -> None:
    job = job_of()
    said = " ".join(cue.text for cue in job.timeline.cues)
    assert " ".join(line for c in captions(job.timeline) for line in c.lines) == said
