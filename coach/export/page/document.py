"""The page as a whole: its head, its player, the handout, the data and the sound."""

from __future__ import annotations

import base64
import tempfile
from pathlib import Path
from string import Template
from typing import BinaryIO

from coach import phrases
from coach.export.audio.mp3 import SMALL_KILOBITS, write_mp3
from coach.export.exercise_picture import picture_problems
from coach.export.job import ExportJob
from coach.export.page.handout import Handout
from coach.export.page.markup import (
    attributes,
    csp_hash,
    data_block,
    element,
    language_attributes,
    text,
)
from coach.export.page.player import page_data, player
from coach.export.timetable import as_json
from coach.export.words import Words, load, text_direction
from coach.model.problems import ChoiceError, RoutineError
from coach.model.routine import SIDES, Routine, Side
from coach.model.units import seconds

_FOLDER = Path(__file__).parent
_CHUNK_BYTES = 3 * 64 * 1024
"""How many bytes are encoded as base64 at once: a multiple of three, so that chunks join up."""


def write_page(file: BinaryIO, job: ExportJob) -> None:
    """Write a session as one HTML file; a job without sound becomes just the handout.

    Raises:
        RoutineError: a picture can't be used; carries all such problems.
    """
    routine = job.routine
    problems = tuple(picture_problems(routine, lambda _span: ""))
    if problems:
        raise RoutineError(problems)
    words = load(routine.language)
    style = _read("page.css")
    script = "" if job.silent else _read("page.js")
    page = Template(_read("page.html")).substitute(
        language=attributes(lang=routine.language, dir=text_direction(routine.language)),
        policy=_security_policy(style, script),
        title=text(routine.title),
        style=style,
        head=_head(routine, words),
        player="" if job.silent else _player(job, words),
        handout=_handout(job, words).html(),
    )
    file.write(page.encode())
    if not job.silent:
        file.write(page_data(job.timeline, words).encode())
        file.write(data_block("timeline", as_json(job.timeline, job.heading)).encode())
        _write_sound(file, job)
        file.write(f"<script>{script}</script>\n".encode())
    file.write(b"</body>\n</html>\n")


def _read(name: str) -> str:
    return (_FOLDER / name).read_text("utf-8")


def _security_policy(style: str, script: str) -> str:
    """Return a policy that allows no requests, and only this style and this script."""
    rules = ["default-src 'none'", f"style-src {csp_hash(style)}", "img-src data:"]
    if script:
        rules += [f"script-src {csp_hash(script)}", "media-src blob:"]
    return "; ".join([*rules, "base-uri 'none'", "form-action 'none'"])


def _head(routine: Routine, words: Words) -> str:
    credit = [words("by", author=routine.author)] if routine.author else []
    credit += [words("reviewed", date=routine.reviewed)] if routine.reviewed else []
    language = language_attributes(words)
    return "".join(
        [
            element("h1", text(routine.title)),
            element("p", text(routine.summary)) if routine.summary else "",
            element("p", text(" · ".join(credit)), class_="small", **language) if credit else "",
        ]
    )


def _player(job: ExportJob, words: Words) -> str:
    language = language_attributes(words)
    no_script = element("p", text(words("no_script")), **language)
    no_sound = element("p", text(words("no_sound")), id="no-sound", hidden=True, **language)
    print_button = element(
        "button", text(words("print")), type="button", id="print", hidden=True, **language
    )
    return (
        player(job.routine, job.timeline, words)
        + no_sound
        + f"<noscript>{no_script}</noscript>{print_button}"
    )


def _handout(job: ExportJob, words: Words) -> Handout:
    timeline = job.timeline
    return Handout(
        job.routine,
        words,
        _side_words(job.routine.language),
        minutes=max(1, round(seconds(timeline.total) / 60)),
        items={cue.place.item for cue in timeline.cues if cue.place.item is not None},
        week=job.week,
    )


def _side_words(language: str) -> dict[Side, str]:
    """Return the words for left and right that Coach speaks in a language."""
    try:
        spoken = phrases.load(language)
    except ChoiceError:
        spoken = phrases.load("en")
    return {side: spoken.by_side("side_word", side) for side in SIDES}


def _write_sound(file: BinaryIO, job: ExportJob) -> None:
    """Write the sound as MP3 in base64, a chunk at a time."""
    file.write(b'<script type="text/plain" id="mp3">')
    with tempfile.TemporaryFile() as sound:
        write_mp3(sound, job.blocks(), kilobits=SMALL_KILOBITS)
        sound.seek(0)
        while chunk := sound.read(_CHUNK_BYTES):
            file.write(base64.b64encode(chunk))
    file.write(b"</script>\n")
