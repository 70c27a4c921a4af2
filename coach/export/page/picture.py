"""An exercise's picture on a page, with what it shows in words."""

from __future__ import annotations

import base64

from coach import images
from coach.export.page.markup import attributes, element, in_words
from coach.export.words import Words
from coach.model.routine import Exercise


def picture(exercise: Exercise, words: Words) -> str:
    """Return an exercise's picture, or nothing where it has none."""
    if exercise.picture is None:
        return ""
    found = images.load(exercise.picture)
    if isinstance(found, images.Image):
        data = f"data:{found.media_type};base64,{base64.b64encode(found.data).decode()}"
        label = words("picture", name=exercise.name)
        shown = [f"<img{attributes(src=data, alt=label, **in_words(words))}>"]
    else:
        shown = [
            position.svg.replace(
                "<svg ",
                f'<svg role="img"{attributes(aria_label=label, **in_words(words))} ',
                1,
            )
            for position, label in zip(found, _labels(exercise, words), strict=True)
        ]
    upright = not isinstance(found, images.Image) and any(p.upright for p in found)
    kind = "picture upright" if upright else "picture"
    return element("div", *shown, class_=kind) if shown else ""


def _labels(exercise: Exercise, words: Words) -> list[str]:
    """Say what each position shows: in English whole, else with the exercise's name."""
    assert exercise.picture is not None  # noqa: S101 - seen before
    found = images.load(exercise.picture)
    if isinstance(found, images.Image):
        return []
    if words.language == "en":
        return [position.shows for position in found]
    if len(found) == 1:
        return [words("picture", name=exercise.name)]
    total = len(found)
    return [words("picture_of", n=n + 1, total=total, name=exercise.name) for n in range(total)]
