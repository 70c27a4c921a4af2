"""What is heard, kind by kind: golden sequences of words and times, to be read aloud with a watch.

`python tests/test_sequences.py` writes them again.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from tempo import HEAD, half_a_second_a_word

from coach.export.timetable import Heading, as_table
from coach.format import read_routine
from coach.library import bundled_folder
from coach.library import read as read_file
from coach.model.problems import as_text
from coach.model.routine import Routine
from coach.phrases import load
from coach.planning import Choices, plan
from coach.scheduling import schedule

GOLDEN = Path(__file__).parent / "golden" / "sequences"

BUNDLED = {
    "lower-back-first-time": ("lower-back", Choices(intro="full")),
    "lower-back-daily": ("lower-back", Choices(intro="short")),
    "lower-back-file": ("lower-back", Choices(controls="file")),
    "lower-back-no-controls": ("lower-back", Choices(controls="none")),
    "german": ("unterer-ruecken", Choices(intro="short")),
    "breathing": ("breathing", Choices(intro="none")),
    "packs": ("warm-and-cold", Choices(intro="none")),
    "older-adults-standing": ("older-beginners", Choices(intro="none")),
    "side-lying-each-side": ("trunk-endurance", Choices(intro="none", only="side bridge")),
}
WRITTEN = {
    "isometric-neck-series": """
exercises:
  - name: Neck press
    position: sitting
    set_up:
      - Sit tall, and put one hand against your forehead.
      - Keep your chin level.
    hold: 5 s
    reps: 5
    sets: 4
    rest_between_sets: 20 s
    say: Press your forehead into your hand.
    short: Press.
""",
    "balance": """
exercises:
  - name: One-leg stand
    position: standing
    set_up: Put both hands on the wall.
    say:
      left: Stand tall on your left leg, right foot off the floor.
      right: Stand tall on your right leg, left foot off the floor.
    short: Stand tall on your {side} leg.
    side: each
    hold: 20 s
    reps: 2
    release: Put your foot down.
""",
    "own-pace": """
exercises:
  - name: Heel slides
    position: on your back
    set_up: Bend one knee, and slide your heel back.
    reps: 10
    sets: 2
after:
  - Roll onto your side, and push yourself up.
""",
    "circuit-of-three-rounds": """
exercises:
  - circuit: Chair
    rounds: 3
    rest_between_rounds: 30 s
    exercises:
      - name: Sit tall
        position: sitting
        set_up: Feet flat on the floor.
        hold: 10 s
      - name: Shoulder squeeze
        position: sitting
        set_up: Let your arms hang.
        hold: 5 s
        reps: 3
        say: Squeeze your shoulder blades.
        short: Squeeze.
""",
    "alternating": """
exercises:
  - name: Bird dog
    position: hands and knees
    side: alternating
    hold: 10 s
    reps: 3
    say: {left: Reach your left arm forward., right: Reach your right arm forward.}
    short: {left: Left arm., right: Right arm.}
    release: Lower your hand.
  - name: Side step
    position: standing
    side: alternating
    reps: 2
    phases:
      - {say: Step out., for: 3 s}
      - {say: Step back., for: 3 s}
""",
}


def routine_of(name: str) -> tuple[Routine, Choices]:
    """Return the routine of a sequence, and how it is played."""
    if name in BUNDLED:
        file, choices = BUNDLED[name]
        reading = read_file(bundled_folder() / f"{file}.yaml")
    else:
        reading, choices = read_routine((HEAD + WRITTEN[name]).encode(), "r.yaml"), Choices()
    assert reading.routine is not None, "\n".join(map(as_text, reading.problems))
    return reading.routine, choices


def sequence(name: str) -> str:
    routine, choices = routine_of(name)
    timeline = schedule(plan(routine, choices, load(routine.language)), half_a_second_a_word)
    return as_table(timeline, Heading(routine.title, routine.language))


@pytest.mark.parametrize("name", [*BUNDLED, *WRITTEN])
def test_a_sequence_is_heard_as_in_its_golden_one(name: str) -> None:
    assert sequence(name) == (GOLDEN / f"{name}.txt").read_text(encoding="utf-8")


# The design gives these words in this order.
def test_the_daily_lower_back_session_has_the_agreed_words_in_order() -> None:
    words = [
        "You need: mat, cushion.",
        "If anything on the safety list is new or worse, don't start, and get help.",
        "Get down to your mat, and rest on your heels or to one side. Take your time.",
        "Press Enter when you're there.",
        "First, Cat-Cow.",
        "Five times.",
        "Move onto your hands and knees.",
        "Hands flat on the floor, under your shoulders.",
        "Knees under your hips.",
        "Move only as far as is comfortable. Move your head last.",
        "Ready, and begin.",
        "One. Breathe in. Let your belly sink, and look ahead.",
        "Last one. Breathe in, belly down",
        "Come back to a flat back, and sit on your heels or to one side.",
        "Rest for fifteen seconds.",
        "Next, Child's Pose.",
        "Two holds, 30 seconds each.",
        "Kneel upright, your knees apart.",
        "Come up if your knees hurt, or if you feel dizzy.",
        "Hold for 30 seconds.",
        "Walk your hands back, and sit up.",
        "Once more. Fold forward again.",
        "Hold.",
        "Last, Hip raises.",
        "Lie down on your back.",
        "That's all. Well done.",
    ]
    said = iter(sequence("lower-back-daily").splitlines())
    assert [w for w in words if not any(line.endswith(w) for line in said)] == []


if __name__ == "__main__":
    GOLDEN.mkdir(exist_ok=True)
    for golden_name in (*BUNDLED, *WRITTEN):
        (GOLDEN / f"{golden_name}.txt").write_text(sequence(golden_name), encoding="utf-8")
