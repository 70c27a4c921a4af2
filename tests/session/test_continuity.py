"""From which frame on a session has played: the clock tells a jump from playing on."""

from __future__ import annotations

import pytest

from coach.model.units import frames
from coach.session.continuity import Continuity


def played_from_s(*looks: tuple[float, float, bool]) -> float:
    """Return from where a session has played, in seconds, after looks at it.

    Args:
        looks: the position and the time on the clock, in seconds, and whether it stands.
    """
    continuity, frame = Continuity(), 0
    for position_s, now_s, standing in looks:
        frame = continuity.played_from(frames(position_s), 1000 + now_s, standing=standing)
    return frame / frames(1)


@pytest.mark.parametrize(
    ("looks", "expected"),
    [
        ([(0, 0, False), (1, 1, False), (1.8, 2, False)], 0),  # an announcement of 0.2 s
        ([(0, 0, False), (1.2, 1, False)], 0),  # the position is an estimate
        ([(0, 0, False), (1, 1, False), (9, 1.5, False), (10, 2.5, False)], 9),
        ([(0, 0, False), (5, 5, False), (4, 5.2, False), (5, 6.2, False)], 4),
        ([(0, 0, False), (5, 5, False), (5, 5.1, True), (5, 60, True), (6, 61, False)], 5),
        ([(0, 0, False), (4, 4, False), (4, 60, False), (5, 61, False)], 0),
    ],
)
def test_it_is_the_frame_of_the_latest_jump_or_stand(
    looks: list[tuple[float, float, bool]], expected: float
) -> None:
    assert played_from_s(*looks) == expected
