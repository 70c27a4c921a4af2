"""The phrases that Coach itself speaks, in each language."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from babel import Locale
from phrase_texts import counted, texts

from coach import phrases as package
from coach.model.positions import KNOWN_POSITIONS, Position
from coach.model.problems import ChoiceError
from coach.model.routine import SIDES
from coach.phrases import Phrases, languages, load
from coach.phrases.__main__ import main
from coach.phrases.validation import MAX_NUMBER, UNITS, problems, read

FOLDER = Path(package.__file__).parent
EN = load("en")
each_language = pytest.mark.parametrize("language", languages())


@pytest.mark.parametrize(
    ("tag", "file"),
    [("en", "en"), ("en-US", "en"), ("en-GB", "en"), ("fr-CA", "fr"), ("pt-BR", "pt-BR"),
     ("pt-AO", "pt"), ("de-CH-1996", "de")],
)  # fmt: skip
def test_language_falls_back_to_its_base(tag: str, file: str) -> None:
    assert load(tag).language == file


def test_a_language_without_phrases_is_an_error() -> None:
    with pytest.raises(ChoiceError) as raised:
        load("xx-YY")
    assert str(raised.value) == (
        "Coach has no phrases of its own in `xx-YY` yet; it speaks "
        f"{', '.join(languages())}. Set `language:` to one of these."
    )


@each_language
def test_every_language_is_valid(language: str) -> None:
    assert list(problems(load(language).table, EN.table)) == []


@pytest.mark.parametrize("name", [tag for tag in languages() if "-" in tag])
def test_a_region_has_only_what_differs(name: str) -> None:
    base = read(FOLDER / f"{name.partition('-')[0]}.yaml")
    own = read(FOLDER / f"{name}.yaml")
    assert [word for word in own if own[word] == base.get(word)] == []


@each_language
def test_every_text_is_a_sentence_without_placeholders(language: str) -> None:
    for name, text in texts(load(language)):
        assert text[0] == text[0].upper(), name
        assert text[-1] in ".:", (name, text)
        assert not set("{}<>[]") & set(text), (name, text)
        assert text == " ".join(text.split(" ")), (name, text)


OTHER_ADDRESS = {
    "de": "du dich dir dein deine deinen deiner euch",
    "el": "εσύ εσένα",
    "es": "tú te ti tu tus contigo vosotros",
    "fr": "tu te toi ton ta tes",
    "it": "tu ti te tuo tua tuoi tue",
    "nl": "je jij jou jouw jullie",
    "pl": "pan pani państwo pana panią",
    "pt": "tu te ti teu tua contigo",
    "pt-BR": "tu te ti teu tua contigo",
    "ru": "ты тебя тебе тобой твой твоя твою",
    "sv": "ni er ert era",
    "tr": "sen seni senin sana sende",
}
"""Words that a language's file must not have, since it uses another form of address."""


def test_these_languages_have_phrases() -> None:
    assert set(languages()) == {"en", *OTHER_ADDRESS}


@pytest.mark.parametrize(("language", "words"), OTHER_ADDRESS.items())
def test_the_form_of_address_is_the_same_throughout(language: str, words: str) -> None:
    for name, text in texts(load(language)):
        assert not set(re.findall(r"\w+", text.lower())) & set(words.split()), (name, text)


@each_language
def test_every_language_says_how_to_get_into_and_out_of_each_position(language: str) -> None:
    phrases = load(language)
    names = {position.name for position in KNOWN_POSITIONS.values()}
    assert set(phrases.table["move"]) == set(phrases.table["get_out"]) == names
    into = [phrases.move(KNOWN_POSITIONS[name]) for name in sorted(names)]
    assert len(set(into)) == len(names)


def test_an_unknown_position_is_spoken_as_written() -> None:
    assert EN.move(Position("half way up")) == "Take this position: half way up."


@each_language
def test_left_and_right_have_different_texts(language: str) -> None:
    phrases = load(language)
    by_side = [
        name
        for name, words in EN.table.items()
        if isinstance(words, dict) and set(words) == set(SIDES)
    ]
    for phrase in by_side:
        left, right = (phrases.by_side(phrase, side, number=phrases.number(2)) for side in SIDES)
        assert left != right, phrase


# "The other one" means nothing to a person who has lost track.
def test_sides_are_named() -> None:
    said = [EN.by_side(phrase, "left") for phrase in ("move_to_side", "change_rep", "change_side")]
    assert said == ["Lie down on your left side.", "Now left.", "Change sides. Now the left."]
    assert EN.several("remind")


# Babel has CLDR's plural rules.
@each_language
@pytest.mark.parametrize("unit", UNITS)
def test_plural_forms_are_those_of_cldr(language: str, unit: str) -> None:
    phrases = load(language)
    form_of = Locale.parse(language, sep="-").plural_form
    forms = phrases.table[unit]
    for n in range(1, MAX_NUMBER + 1):
        assert phrases.plural(unit, n) == forms[form_of(n)].format(n=phrases.number(n)), n


@each_language
def test_numbers_up_to_twenty_are_different_words(language: str) -> None:
    phrases = load(language)
    for count in (phrases.count, phrases.count_up):
        said = [count(n) for n in range(1, 21)]
        assert len(set(said)) == 20
        assert all(re.fullmatch(r"[^\W\d_]+(?:[ -][^\W\d_]+)*\.", text) for text in said)
    assert len(list(counted(phrases))) >= 20


@pytest.mark.parametrize(
    ("language", "seconds", "said"),
    [
        ("en", 0, "one second"),
        ("en", 1, "one second"),
        ("en", 5, "five seconds"),
        ("en", 2.5, "two and a half seconds"),
        ("en", 0.5, "half a second"),
        ("en", 1.5, "one and a half seconds"),
        ("en", 2.4, "2.4 seconds"),
        ("en", 90.5, "one minute and 30 seconds"),
        ("de", 1.5, "eineinhalb Sekunden"),
        ("de", 2.5, "zweieinhalb Sekunden"),
        ("de", 2.4, "2,4 Sekunden"),
        ("fr", 1.5, "une seconde et demie"),
        ("es", 1.5, "un segundo y medio"),
        ("nl", 1.5, "anderhalve seconde"),
        ("pl", 1.5, "półtorej sekundy"),
        ("pl", 2.5, "dwie i pół sekundy"),
        ("en", 30, "30 seconds"),
        ("en", 60, "one minute"),
        ("en", 90, "one minute and 30 seconds"),
        ("en", 121, "two minutes and one second"),
        ("en", 5400, "one hour and 30 minutes"),
        ("es", 21, "veintiún segundos"),
        ("es", 3661, "una hora, un minuto y un segundo"),
        ("fr", 21 * 60 + 1, "vingt et une minutes et une seconde"),
        ("de", 3661, "eine Stunde, eine Minute und eine Sekunde"),
        ("it", 3660, "un'ora e un minuto"),
        ("pt", 2 * 3600 + 120, "duas horas e dois minutos"),
        ("pt-BR", 16, "dezesseis segundos"),
        ("nl", 2 * 3600 + 1, "twee uur en één seconde"),
        ("sv", 21, "tjugoen sekunder"),
        ("pl", 60, "jedną minutę"),
        ("pl", 122, "dwie minuty i dwie sekundy"),
        ("pl", 5, "pięć sekund"),
        ("pl", 22, "dwadzieścia dwie sekundy"),
        ("tr", 3 * 60 + 20, "üç dakika yirmi saniye"),
        ("ru", 61, "одну минуту и одну секунду"),
        ("ru", 22, "двадцать две секунды"),
        ("ru", 11 * 60 + 25, "одиннадцать минут и 25 секунд"),
        ("el", 3 * 3600 + 180, "τρεις ώρες και τρία λεπτά"),
    ],
)
def test_time(language: str, seconds: float, said: str) -> None:
    assert load(language).time(seconds) == said


@pytest.mark.parametrize(
    ("n", "said"), [(0, "0."), (1, "One."), (20, "Twenty."), (21, "21."), (100, "100.")]
)
def test_count(n: int, said: str) -> None:
    assert EN.count(n) == said


@pytest.mark.parametrize(
    ("language", "down", "up"),
    [("en", "Two. One.", "One. Two."), ("pl", "Dwa. Jeden.", "Raz. Dwa."),
     ("ru", "Два. Один.", "Раз. Два."), ("tr", "İki. Bir.", "Bir. İki.")],
)  # fmt: skip
def test_some_languages_count_up_with_other_words(language: str, down: str, up: str) -> None:
    phrases = load(language)
    assert f"{phrases.count(2)} {phrases.count(1)}" == down
    assert f"{phrases.count_up(1)} {phrases.count_up(2)}" == up


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "Set two of three. Round two of three. Number two of three."),
        ("es", "Serie dos de tres. Vuelta dos de tres. Repetición dos de tres."),
        ("el", "Σετ δύο από τρία. Γύρος δύο από τρεις. Επανάληψη δύο από τρεις."),
        ("pt", "Segunda de três séries. Segunda de três voltas. Segunda de três repetições."),
        ("fr", "Série deux sur trois. Tour deux sur trois. Deuxième fois sur trois."),
        ("de", "Satz zwei von drei. Runde zwei von drei. Wiederholung zwei von drei."),
        ("pl", "Druga seria z trzech. Druga runda z trzech. Drugie powtórzenie z trzech."),
        ("tr", "İkinci set, toplam üç. İkinci tur, toplam üç. İkinci tekrar, toplam üç."),
        ("ru", "Второй подход из трёх. Второй круг из трёх. Второй раз из трёх."),
    ],
)
def test_numbers_take_the_form_that_their_placeholder_asks_for(language: str, said: str) -> None:
    phrases = load(language)
    number, total = phrases.number(2), phrases.number(3)
    words = [phrases.say(p, number=number, total=total) for p in ("next_set", "round", "number_of")]
    assert " ".join(words) == said


def test_a_number_without_the_form_is_unchanged() -> None:
    phrases = load("pl")
    number = phrases.number(21)
    assert phrases.say("next_set", number=number, total=number) == "21 seria z 21."


def test_a_phrase_that_starts_with_a_placeholder_is_capitalized() -> None:
    said = [
        load(tag).say("time_left", time=load(tag).time(120)) for tag in ("en", "tr", "sv", "fr")
    ]
    assert said == [
        "Two minutes left.", "İki dakika kaldı.", "Två minuter kvar.", "Encore deux minutes.",  # noqa: RUF001
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("language", "seconds", "said"),
    [
        ("en", 12, "Twelve seconds of this hold. The sound was gone for twelve seconds."),
        ("de", 60, "Noch eine Minute in dieser Position. Der Ton war eine Minute weg."),
        ("el", 3600, "Ακόμα μία ώρα σε αυτή τη θέση. Ο ήχος χάθηκε για μία ώρα."),  # noqa: RUF001
        ("es", 60, "Un minuto más en esta postura. Estuvimos un minuto sin sonido."),
        ("fr", 60, "Encore une minute dans cette position. Le son a été coupé pendant une minute."),
        ("it", 60, "Ancora un minuto in questa posizione. L'audio è mancato per un minuto."),
        ("nl", 60, "Nog één minuut in deze houding. Het geluid was één minuut weg."),
        ("pl", 60, "Jeszcze jedną minutę w tej pozycji. Dźwięku nie było przez jedną minutę."),
        ("pt", 60, "Mais um minuto nesta posição. O som falhou durante um minuto."),
        ("pt-BR", 60, "Mais um minuto nesta posição. O som falhou por um minuto."),
        ("ru", 120, "Ещё две минуты в этом положении. Звука не было две минуты."),
        ("sv", 60, "En minut kvar i den här ställningen. Ljudet var borta i en minut."),
        ("tr", 60, "Bu duruşta bir dakika kaldı. Ses bir dakika boyunca yoktu."),  # noqa: RUF001
    ],
)  # fmt: skip
def test_the_time_that_is_left_or_lost_fits_the_sentence(
    language: str, seconds: float, said: str
) -> None:
    phrases = load(language)
    time = phrases.time(seconds)
    told = [phrases.say(phrase, time=time) for phrase in ("left_of_hold", "sound_gone_for")]
    assert " ".join(told) == said


# -- checks for translators ------------------------------------------------------------------------


def changed(**words: object) -> list[str]:
    """Return the problems of the English table with some keys changed; None removes one."""
    table = {**EN.table, **words}
    return list(problems({k: v for k, v in table.items() if v is not None}, EN.table))


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        ({"hold": None}, "the phrase `hold` is missing; in English it is 'Hold for {time}.'"),
        ({"hold": None, "holt": "Hold for {time}."}, "unknown phrase `holt`; did you mean `hold`?"),
        ({"hold": "Hold."}, "`hold` lacks the placeholder {time}"),
        ({"hold": "Hold for {tme}."},
         "`hold` has the placeholder {tme}, which the English text doesn't have"),
        ({"hold": "Hold for {time."}, "`hold` has a brace that is not closed: 'Hold for {time.'"),
        ({"hold": "Hold for {time!r}."},
         "`hold` has a `!` in its braces: a placeholder is just a word in braces"),
        ({"plural": "n % 0"}, '`plural` should be a rule such as "n == 1 ? 0 : 1"'),
        ({"ready": True}, "`ready` should be a text, not True: put it in double quotes"),
        ({"ready": ""}, "`ready` should be a text, not '': put it in double quotes"),
        ({"remind": []}, "`remind` should be a list of texts"),
        ({"change_rep": "Now left."}, "`change_rep` should have a text for each of left, right"),
        ({"change_rep": {"left": "Now left."}},
         "the text `change_rep: right` is missing; in English it is 'Now right.'"),
        ({"round": "Round {number:ordinal} of {total}."},
         "`round` asks for the form `ordinal` of a number, which is not under `forms`"),
        ({"numbers": EN.table["numbers"][:9]}, "`numbers` should go up to 20, but goes up to 9"),
        ({"numbers": [True, *EN.table["numbers"][1:]]},
         "the number 1 should be a word, not True: put it in double quotes"),
        ({"numbers": ["two", *EN.table["numbers"][1:]]}, "the number 2 is 'two', and so is 1"),
        ({"forms": []}, "`forms` should be a table of forms of numbers; `{}` if there are none"),
        ({"forms": {"feminine": "una"}},
         "the form `feminine` should be a table such as {1: una, 21: veintiuna}"),
        ({"forms": {"feminine": {1: True}}},
         "the form `feminine` should give a word for a number, not True for 1"),
        ({"plural": "n is 1"}, '`plural` should be a rule such as "n == 1 ? 0 : 1"'),
        ({"plural": "n == 1 ? 0 : n == 2 ? 1 : 2", "seconds": {"one": "one", "other": "{n}"}},
         "`plural` distinguishes 3 forms, but `seconds` has 2"),
        ({"seconds": {"one": "one second", "other": "seconds"}},
         "`seconds: other` lacks the placeholder {n}"),
        ({"seconds": "{n} seconds"}, "`seconds` should have a text for each form of the plural"),
    ],
)  # fmt: skip
def test_a_problem_is_reported_in_a_sentence(words: dict[str, object], problem: str) -> None:
    assert problem in changed(**words)


QUOTES = "put a text that has a colon or a brace in double quotes"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "there are no phrases in it"),
        ("hold: Hold: now\n", f"line 1: mapping values are not allowed here; {QUOTES}"),
        ("hold: a\nrest: b\nhold: c\n", "line 3: `hold` is already on line 1"),
        ("move:\n  sitting: a\n  sitting: b\n", "line 3: `sitting` is already on line 2"),
    ],
)  # fmt: skip
def test_an_invalid_phrase_file_is_an_error(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, problem: str
) -> None:
    path = tmp_path / "xx.yaml"
    path.write_text(text, encoding="utf-8")
    assert main([str(path)]) == 1
    assert capsys.readouterr().out == f"{path}: {problem}\n"


def test_the_command_shows_examples_to_read_aloud(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main([str(FOLDER / "pt-BR.yaml")]) == 0
    shown = capsys.readouterr().out
    assert "  Três. Dois. Um.\n" in shown
    assert "  Fique assim por um minuto e um segundo.\n" in shown


def test_the_command_checks_all_files(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 0
    assert capsys.readouterr().out.count("no problems found") == len(languages())


def test_a_form_is_used_only_where_a_placeholder_asks_for_it() -> None:
    phrases: Phrases = load("es")
    assert [f"{phrases.number(21)}", f"{phrases.number(21):feminine}"] == ["21", "veintiuna"]
