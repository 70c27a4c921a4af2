"""One file that a patient takes home: it plays offline, and prints as a handout.

Everything is inside: the sound, the pictures, the script. A content security policy in it forbids
any request and any script but its own, so that a routine's text can't do harm.
"""

from __future__ import annotations

import base64
import tempfile
from pathlib import Path
from string import Template
from typing import BinaryIO

from coach import images, phrases
from coach.export.mp3 import SMALL_KILOBITS, write_mp3
from coach.export.page.handout import Handout
from coach.export.page.markup import attributes, data_block, element, fingerprint, in_words, text
from coach.export.page.player import data, player
from coach.export.piece import Piece
from coach.export.timetable import as_json
from coach.export.words import Words, direction_of, load
from coach.model.problems import ChoiceError, RoutineError
from coach.model.routine import SIDES, Routine, Side
from coach.model.units import seconds

_FOLDER = Path(__file__).parent
_CHUNK = 3 * 64 * 1024
"""Bytes that are written as base64 at once: a multiple of three, so that the pieces fit."""


def write_page(file: BinaryIO, piece: Piece) -> None:
    """Write a session as one HTML file; without its sound, the handout alone.

    Raises:
        RoutineError: a picture can't be used; carries all such problems.
    """
    routine = piece.routine
    found = tuple(images.problems(routine, lambda _span: ""))
    if found:
        raise RoutineError(found)
    words = load(routine.language)
    style = _part("page.css")
    script = "" if piece.silent else _part("page.js")
    filled = Template(_part("page.html")).substitute(
        language=attributes(lang=routine.language, dir=direction_of(routine.language)),
        policy=_policy(style, script),
        title=text(routine.title),
        style=style,
        head=_head(routine, words),
        player="" if piece.silent else _player(piece, words),
        handout=_handout(piece, words).html(),
    )
    file.write(filled.encode())
    if not piece.silent:
        file.write(data(piece.timeline, words).encode())
        file.write(data_block("timeline", as_json(piece.timeline, piece.heading)).encode())
        _write_sound(file, piece)
        file.write(f"<script>{script}</script>\n".encode())
    file.write(b"</body>\n</html>\n")


def _part(name: str) -> str:
    return (_FOLDER / name).read_text("utf-8")


def _policy(style: str, script: str) -> str:
    """Return the content security policy: nothing from anywhere, nothing run but what is here."""
    rules = ["default-src 'none'", f"style-src {fingerprint(style)}", "img-src data:"]
    if script:
        rules += [f"script-src {fingerprint(script)}", "media-src blob:"]
    return "; ".join([*rules, "base-uri 'none'", "form-action 'none'"])


def _head(routine: Routine, words: Words) -> str:
    own = in_words(words)
    credit = [words("by", author=routine.author)] if routine.author else []
    credit += [words("reviewed", date=routine.reviewed)] if routine.reviewed else []
    return "".join(
        [
            element("h1", text(routine.title)),
            element("p", text(routine.summary)) if routine.summary else "",
            element("p", text(" · ".join(credit)), class_="small", **own) if credit else "",
        ]
    )


def _player(piece: Piece, words: Words) -> str:
    own = in_words(words)
    unable = element("p", text(words("no_script")), **own)
    failed = element("p", text(words("no_sound")), id="no-sound", hidden=True, **own)
    printing = element(
        "button", text(words("print")), type="button", id="print", hidden=True, **own
    )
    return (
        player(piece.routine, piece.timeline, words)
        + failed
        + f"<noscript>{unable}</noscript>{printing}"
    )


def _handout(piece: Piece, words: Words) -> Handout:
    timeline = piece.timeline
    return Handout(
        piece.routine,
        words,
        _sides(piece.routine.language),
        minutes=max(1, round(seconds(timeline.total) / 60)),
        items={cue.place.item for cue in timeline.cues if cue.place.item is not None},
        week=piece.week,
    )


def _sides(language: str) -> dict[Side, str]:
    """Return the words for left and right as Coach speaks them."""
    try:
        spoken = phrases.load(language)
    except ChoiceError:
        spoken = phrases.load("en")
    return {side: spoken.by_side("side_word", side) for side in SIDES}


def _write_sound(file: BinaryIO, piece: Piece) -> None:
    """Write the sound as base64 text, a piece at a time."""
    file.write(b'<script type="text/plain" id="mp3">')
    with tempfile.TemporaryFile() as sound:
        write_mp3(sound, piece.blocks(), kilobits=SMALL_KILOBITS)
        sound.seek(0)
        while chunk := sound.read(_CHUNK):
            file.write(base64.b64encode(chunk))
    file.write(b"</script>\n")
