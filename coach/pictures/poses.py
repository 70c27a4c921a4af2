"""The drawings of the library's exercises: one or two positions each, from joint angles.

Only exercises that a side view can show are here: a drawing that doesn't show what to do is worse
than none.
"""

from __future__ import annotations

from coach.pictures.drawing import Drawing, Prop
from coach.pictures.figure import Angles, Limb, Pose, Reach

_CHAIR_BACK = 46.0


def _chair(
    x: float, seat: float = 44.0, depth: float = 40.0, back: float = _CHAIR_BACK
) -> tuple[Prop, ...]:
    """Return a chair with its back at `x` and its seat to the right of it."""
    return (
        Prop(((x, 0.0), (x, seat + back))),
        Prop(((x + depth, 0.0), (x + depth, seat))),
        Prop(((x, seat - 2), (x + depth, seat - 2)), 4.0),
    )


def _wall(x: float, height: float = 165.0) -> Prop:
    return Prop(((x, 0.0), (x, height)))


def _on_fours(arm: Limb | None = None, leg: Limb | None = None, **back: float) -> Pose:
    """Return a body on hands and knees; `arm` is the far one, `leg` the near one."""
    return Pose(
        (0, 48), 15, Reach(50, 6, 0, -1), leg or Reach(-41, 6, 180, 1),
        far_arm=arm or Reach(54, 6, 0, -1), far_leg=Reach(-37, 6, 180, 1),
        bend=back.get("bend", 0), head=back.get("head", 8),
    )  # fmt: skip


def _sitting(leg: Limb, arm: Limb, far_leg: Limb | None = None, head: float | None = None) -> Pose:
    return Pose((0, 54), 92, arm, leg, far_leg=far_leg, head=head)


_CROOK = Reach(48, 6, 0, 1)
"""Lying on the back, knee bent, foot flat."""
_HANDS_ON_BELLY = Reach(-18, 26, 0, 1)
_STRAIGHT_DOWN = Angles(270, 270, 0)
_FLAT_FOOT = Reach(42, 6, 0, 1)
_HIPS_UP = Pose((3, 37), 210, Reach(13, 5, 0, 1), Reach(45, 6, 0, 1), head=186)

DRAWINGS: dict[str, tuple[Drawing, ...]] = {
    "ankle-pumps": (
        Drawing(
            "Sitting on a chair with one leg stretched out, heel low, toes pulled up.",
            _sitting(Angles(-14, -34, 72), Reach(-2, 46, 0, 1)),
            _chair(-16),
        ),
        Drawing(
            "The same, with the toes pointed away.",
            _sitting(Angles(-14, -34, -8), Reach(-2, 46, 0, 1)),
            _chair(-16),
        ),
    ),
    "bird-dog": (
        Drawing("On hands and knees, back straight.", _on_fours()),
        Drawing(
            "One arm reaches forward and the opposite leg back, both level with the trunk.",
            _on_fours(Angles(10, 6, 4), Angles(178, 180, 190)),
        ),
    ),
    "breathing-4-7-8": (
        Drawing(
            "Sitting back on a chair, hands in the lap.",
            _sitting(_FLAT_FOOT, Reach(26, 62, 0, -1)),
            _chair(-16),
        ),
    ),
    "breathing-90-90": (
        Drawing(
            "Lying on the back, lower legs on the seat of a chair, hips and knees at right "
            "angles, one hand on the belly.",
            Pose((0, 12), 180, _HANDS_ON_BELLY, Angles(88, 2, 70), head=180),
            _chair(74, seat=46, depth=-52),
        ),
    ),
    "bridge-until-tired": (
        Drawing(
            "Lying on the back, knees bent and feet flat, hips lifted so that trunk and "
            "thighs make one straight line.",
            _HIPS_UP,
        ),
    ),
    "calf-stretch": (
        Drawing(
            "Standing with both hands on a wall, one knee bent in front, the other leg "
            "straight behind with its heel down.",
            Pose(
                (0, 80),
                72,
                Reach(56, 118, 80, -1),
                Angles(247, 247, 0),
                far_leg=Reach(30, 6, 0, 1),
                far_arm=Reach(56, 124, 80, -1),
            ),
            (_wall(61),),
        ),
    ),
    "cat-cow": (
        Drawing(
            "On hands and knees: the belly sinks and the head lifts.", _on_fours(bend=-8, head=40)
        ),
        Drawing(
            "On hands and knees: the back rounds up, chin to chest.", _on_fours(bend=13, head=-66)
        ),
    ),
    "chest-opener": (
        Drawing(
            "Standing with one foot in front, a forearm upright against a door frame behind.",
            Pose((0, 85), 84, Angles(200, 88, 88), Angles(255, 258, 0), far_leg=Reach(24, 6, 0, 1)),
            (_wall(-22, 172),),
        ),
    ),
    "childs-pose": (
        Drawing(
            "Kneeling, folded forward over the thighs, head low, arms stretched out in "
            "front on the floor.",
            Pose(
                (0, 28),
                -5,
                Reach(108, 5, 0, 1),
                Angles(-30, 181, 180),
                bend=5,
                head=-24,
                far_arm=Reach(112, 5, 0, 1),
                folded=True,
            ),
        ),
    ),
    "chin-tuck": (
        Drawing(
            "Sitting on a chair, the head a little forward.",
            _sitting(_FLAT_FOOT, Reach(26, 62, 0, -1), head=66),
            _chair(-16),
        ),
        Drawing(
            "The same, with the chin drawn straight back.",
            _sitting(_FLAT_FOOT, Reach(26, 62, 0, -1), head=92),
            (*_chair(-16), Prop(((34, 130), (18, 130)), arrow=True)),
        ),
    ),
    "curl-up": (
        Drawing(
            "Lying on the back, one knee bent, hands under the lower back.",
            Pose((0, 12), 180, Reach(-14, 8, 0, 1), _CROOK, head=180, far_leg=Angles(-2, -2, 75)),
        ),
        Drawing(
            "The same, with head and shoulders lifted a little.",
            Pose(
                (0, 12),
                170,
                Reach(-14, 8, 0, 1),
                _CROOK,
                head=150,
                bend=3,
                far_leg=Angles(-2, -2, 75),
            ),
        ),
    ),
    "hamstring-strap": (
        Drawing(
            "Lying on the back, one knee bent, the other leg straight up with a strap "
            "around its foot that both hands hold.",
            Pose(
                (0, 12), 180, Reach(-24, 40, 60, -1), Angles(86, 84, 172), head=180, far_leg=_CROOK
            ),
            (Prop(((-20, 46), (-7, 101)), behind=False),),
        ),
    ),
    "heel-raise": (
        Drawing(
            "Standing behind a chair, hands on its back, feet flat.",
            Pose((0, 88), 90, Reach(34, 104, 0, -1), _STRAIGHT_DOWN),
            _chair(39, back=56),
        ),
        Drawing(
            "The same, up on the toes.",
            Pose((4, 100), 90, Reach(34, 104, 0, -1), Angles(270, 270, -52)),
            _chair(39, back=56),
        ),
    ),
    "hip-flexor-stretch": (
        Drawing(
            "Kneeling on one knee, the other foot flat in front, trunk upright, hips moved "
            "forward.",
            Pose(
                (0, 48),
                93,
                Angles(290, 312, 320),
                Reach(-54, 6, 180, 1),
                far_leg=Reach(40, 6, 0, 1),
            ),
        ),
    ),
    "hip-raise": (
        Drawing(
            "Lying on the back, knees bent and feet flat, arms by the sides.",
            Pose((0, 12), 180, Reach(6, 5, 0, 1), Reach(43, 6, 0, 1), head=180),
        ),
        Drawing("The same, with the hips lifted.", _HIPS_UP),
    ),
    "knee-straightening": (
        Drawing(
            "Sitting on a chair, feet flat.", _sitting(_FLAT_FOOT, Reach(-2, 46, 0, 1)), _chair(-16)
        ),
        Drawing(
            "The same, with one knee straightened.",
            _sitting(Angles(0, 2, 75), Reach(-2, 46, 0, 1), _FLAT_FOOT),
            _chair(-16),
        ),
    ),
    "knee-to-chest": (
        Drawing(
            "Lying on the back, one foot flat on the floor, the other knee drawn towards "
            "the chest with the hands behind the thigh.",
            Pose(
                (0, 12),
                180,
                Reach(-8, 40, 40, -1),
                Angles(122, -8, 55),
                head=180,
                far_leg=_CROOK,
                folded=True,
            ),
        ),
    ),
    "marching": (
        Drawing(
            "Standing, one knee lifted to the height of the hip.",
            Pose(
                (0, 88),
                90,
                Angles(250, 300, 300),
                Angles(8, 266, 0),
                far_leg=_STRAIGHT_DOWN,
                far_arm=Angles(296, 350, 350),
            ),
        ),
    ),
    "one-leg-stand": (
        Drawing(
            "Standing on one leg behind a chair, hands on its back, the other foot off the floor.",
            Pose((0, 88), 90, Reach(34, 104, 0, -1), _STRAIGHT_DOWN, far_leg=Angles(290, 200, 250)),
            _chair(39, back=56),
        ),
    ),
    "pelvic-tilt": (
        Drawing(
            "Lying on the back, knees bent, hands on the belly, a gap under the small of the back.",
            Pose((0, 12), 180, _HANDS_ON_BELLY, _CROOK, bend=-7, head=180),
        ),
        Drawing(
            "The same, with the small of the back pressed down.",
            Pose((0, 13), 180, _HANDS_ON_BELLY, _CROOK, bend=0, head=180),
            (Prop(((-24, 66), (-24, 44)), arrow=True),),
        ),
    ),
    "press-up": (
        Drawing(
            "Lying on the front, hands flat beside the shoulders.",
            Pose((0, 12), 0, Reach(44, 5, 0, -1), Angles(180, 180, 180), head=0),
        ),
        Drawing(
            "The arms press the chest up; the hips stay on the floor.",
            Pose((0, 12), 48, Reach(44, 5, 0, -1), Angles(180, 180, 180), bend=-7, head=72),
        ),
    ),
    "sit-to-stand": (
        Drawing(
            "Sitting forward on a chair, feet a little behind the knees, arms out in front.",
            Pose((8, 54), 62, Angles(285, 15, 10), Reach(40, 6, 0, 1)),
            _chair(-14),
        ),
        Drawing(
            "Standing tall in front of the chair.",
            Pose((32, 88), 90, Angles(268, 274, 275), _STRAIGHT_DOWN),
            _chair(-14),
        ),
    ),
    "standing-back-bend": (
        Drawing(
            "Standing, hands on the back of the hips.",
            Pose((0, 88), 90, Reach(-12, 96, -60, -1), _STRAIGHT_DOWN),
        ),
        Drawing(
            "The same, bent backwards over the hands.",
            Pose((5, 88), 112, Reach(-9, 92, -60, -1), Angles(267, 269, 0), bend=-5, head=128),
        ),
    ),
    "wall-sit": (
        Drawing(
            "Sitting without a chair, the back flat against a wall, knees over the feet.",
            Pose((0, 58), 90, Angles(280, 300, 330), Reach(40, 6, 0, 1)),
            (_wall(-13),),
        ),
    ),
}
