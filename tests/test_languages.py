"""Routines in languages other than English: their timetables and the checks of their files.

`python tests/test_languages.py` writes the timetables again.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from tempo import half_a_second_a_word

from coach import checking, composition, library
from coach.export.timetable import Heading, as_table
from coach.format import read_routine
from coach.model.problems import Problem, RoutineError, as_text
from coach.phrases import languages, load
from coach.planning import Choices, plan
from coach.scheduling import schedule

GOLDEN = Path(__file__).parent / "golden"
IN_GOLD = ("de", "es", "fr", "pl")


def timetable(language: str) -> str:
    routine = read_routine((GOLDEN / f"{language}.yaml").read_bytes(), "r.yaml").routine
    assert routine is not None
    timeline = schedule(plan(routine, Choices(), load(routine.language)), half_a_second_a_word)
    return as_table(timeline, Heading(routine.title, routine.language))


# They have rounds, sides, sets, reps, breaths and rests: nearly everything that Coach says.
@pytest.mark.parametrize("language", IN_GOLD)
def test_the_same_session_in_each_language_has_its_golden_timetable(language: str) -> None:
    assert timetable(language) == (GOLDEN / f"{language}.txt").read_text(encoding="utf-8")


def problems_of(tmp_path: Path, text: str) -> list[Problem]:
    path = tmp_path / "r.yaml"
    path.write_text(text, encoding="utf-8")
    return checking.check_file(path)


def shown(tmp_path: Path, text: str) -> str:
    """Return the problems of a routine's file as they are printed."""
    return "\n".join(as_text(p).replace(f"{tmp_path}/", "") for p in problems_of(tmp_path, text))


HEAD = "format: 1\ntitle: T\nstop_if: Da weh.\n"
HOLD = "exercises:\n  - {name: A, hold: 10 s}\n"


def test_a_language_without_phrases_is_an_error_at_its_place(tmp_path: Path) -> None:
    assert shown(tmp_path, f"{HEAD}language: tlh  # Klingon\n{HOLD}") == (
        "r.yaml:4:11: error: Coach doesn't speak `tlh` yet [language]\n"
        "    language: tlh  # Klingon\n"
        "              ^^^\n"
        f"  hint: it speaks {', '.join(languages())}; "
        "docs/languages.md says how to add another"
    )


# It is reported along with other problems, not only once they are fixed.
def test_a_language_without_phrases_is_reported_with_other_problems(tmp_path: Path) -> None:
    text = f"{HEAD}language: no\n{HOLD.replace('10 s', '10')}"
    problems = [(p.span.line, p.code) for p in problems_of(tmp_path, text)]
    assert problems == [(4, "language"), (6, "no-unit")]


def test_a_routine_in_a_language_without_phrases_cannot_be_opened(tmp_path: Path) -> None:
    path = tmp_path / "r.yaml"
    path.write_text(f"{HEAD}language: tlh\n{HOLD}", encoding="utf-8")
    with pytest.raises(RoutineError, match=r"r\.yaml:4:11: error: Coach doesn't speak `tlh` yet"):
        composition.open_routine(str(path))


@pytest.mark.parametrize(
    ("asked", "file"),
    [("fr-CA", "fr"), ("pt-BR", "pt-BR"), ("pt", "pt"), ("de-CH-1996", "de"), ("es-419", "es"),
     ("ES-mx", "es"), ("en-UK", "en")],
)  # fmt: skip
def test_a_tag_selects_the_closest_phrases(tmp_path: Path, asked: str, file: str) -> None:
    path = tmp_path / "r.yaml"
    path.write_text(f"{HEAD}language: {asked}\n{HOLD}", encoding="utf-8")
    routine = composition.open_routine(str(path)).routine
    assert load(routine.language).language == file


def test_an_english_library_exercise_in_another_language_is_a_warning(tmp_path: Path) -> None:
    text = f"{HEAD}language: es\nexercises:\n  - use: cat-cow\n"
    assert shown(tmp_path, text) == (
        "r.yaml:6:10: warning: the library's `Cat-Cow` is in English, and would be read as English "
        "[language]\n"
        "      - use: cat-cow\n"
        "             ^^^^^^^\n"
        "  hint: write it out here, with its texts in `es`"
    )


def test_the_authors_own_exercises_are_assumed_to_be_in_their_language(
    tmp_path: Path,
) -> None:
    (tmp_path / "exercises").mkdir()
    (tmp_path / "exercises" / "gato.yaml").write_text(
        "name: El gato\nset_up: Apoye las manos en el suelo.\nhold: 10 s\n", encoding="utf-8"
    )
    assert not shown(tmp_path, f"{HEAD}language: es\nexercises:\n  - use: gato\n")


# The names of the two sides differ in `izquierda` and `derecha`; `silla` is not an English word.
def test_rules_for_english_words_are_not_applied_to_other_languages(tmp_path: Path) -> None:
    text = f"""{HEAD}language: es
exercises:
  - name: Postura derecha
    position: on your back
    set_up: Suba el pie derecho, y arch.
    side: right
    hold: 10 s
  - name: Postura izquierda
    position: on your back
    set_up: Suba el pie izquierdo.
    side: left
    hold: 10 s
  - name: Silla
    position: en la silla
    hold: 10 s
after: Ya puede levantarse.
"""
    (problem,) = problems_of(tmp_path, text)
    assert (problem.severity.value, problem.code) == ("note", "own-position")
    assert problem.hint == (
        "known positions: standing, sitting, kneeling, hands and knees, on your back, "
        "on your front, on your side (the same words in every language)"
    )


@pytest.mark.parametrize("name", ["espalda-baja", "bas-du-dos", "unterer-ruecken"])
def test_the_lower_back_stretches_are_the_same_in_each_language(name: str) -> None:
    """Doses, positions and times are the same; only the words differ."""
    english, other = (
        [
            (e.kind.__class__, e.dose, e.position, e.get_ready_s, len(e.set_up), len(e.care),
             e.remind and (e.remind.every_s, len(e.remind.say)))
            for e in composition.open_routine(routine).routine.exercises()
        ]
        for routine in ("lower-back", name)
    )  # fmt: skip
    assert english == other


@pytest.mark.parametrize("name", ["espalda-baja", "bas-du-dos", "unterer-ruecken"])
def test_the_lower_back_stretches_have_no_problems_in_any_language(name: str) -> None:
    assert checking.check_file(library.find(name)) == []


@pytest.mark.parametrize(
    ("language", "pace"), [("en-US", 100), ("tr", 156), ("tr-TR", 156), ("pl", 140)]
)
def test_an_exercises_own_rate_is_relative_to_its_languages_default(
    language: str, pace: int
) -> None:
    text = (
        f"{HEAD}language: {language}\nexercises:\n"
        "  - {name: A, hold: 10 s, voice: {words_per_minute: 140}}\n"
    )
    routine = read_routine(text.encode(), "r.yaml").routine
    assert routine is not None
    exercise = plan(routine, Choices(), load(language)).segments[0]
    assert {prompt.pace for slot in exercise.slots for prompt in slot.prompts()} == {pace}


if __name__ == "__main__":
    for name in IN_GOLD:
        (GOLDEN / f"{name}.txt").write_text(timetable(name), encoding="utf-8")
