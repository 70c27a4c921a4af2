"""What each drawing shows, in English, for those who do not see it."""

from __future__ import annotations

SHOWN: dict[str, tuple[str, ...]] = {
    "ankle-pumps": (
        "Sitting on a chair with one leg stretched out, heel low, toes pulled up.",
        "The same, with the toes pointed away.",
    ),
    "bird-dog": (
        "On hands and knees, back straight.",
        "One arm reaches forward and the opposite leg back, both level with the trunk.",
    ),
    "breathing-4-7-8": ("Sitting back on a chair, hands in the lap.",),
    "breathing-90-90": (
        (
            "Lying on the back, lower legs on the seat of a chair, hips and knees at right angles, "
            "one hand on the belly."
        ),
    ),
    "bridge-until-tired": (
        (
            "Lying on the back, knees bent and feet flat, hips lifted so that trunk and thighs "
            "make one straight line."
        ),
    ),
    "calf-stretch": (
        (
            "Standing with both hands on a wall, one knee bent in front, the other leg straight "
            "behind with its heel down."
        ),
    ),
    "cat-cow": (
        "On hands and knees: the belly sinks and the head lifts.",
        "On hands and knees: the back rounds up, chin to chest.",
    ),
    "chest-opener": (
        "Standing with one foot in front, a forearm upright against a door frame behind.",
    ),
    "childs-pose": (
        (
            "Kneeling, folded forward over the thighs, head low, arms stretched out in front on "
            "the floor."
        ),
    ),
    "chin-tuck": (
        "Sitting on a chair, the head a little forward.",
        "The same, with the chin drawn straight back.",
    ),
    "curl-up": (
        "Lying on the back, one knee bent, hands under the lower back.",
        "The same, with head and shoulders lifted a little.",
    ),
    "hamstring-strap": (
        (
            "Lying on the back, one knee bent, the other leg straight up with a strap around its "
            "foot that both hands hold."
        ),
    ),
    "heel-raise": (
        "Standing behind a chair, hands on its back, feet flat.",
        "The same, risen on the toes.",
    ),
    "hip-flexor-stretch": (
        "Kneeling on one knee, the other foot flat in front, trunk upright, hips moved forward.",
    ),
    "hip-raise": (
        "Lying on the back, knees bent and feet flat, arms by the sides.",
        "The same, with the hips lifted.",
    ),
    "knee-straightening": (
        "Sitting on a chair, feet flat.",
        "The same, with one knee straightened.",
    ),
    "knee-to-chest": (
        (
            "Lying on the back, one foot flat on the floor, the other knee drawn towards the chest "
            "with the hands behind the thigh."
        ),
    ),
    "marching": ("Standing, one knee lifted to the height of the hip.",),
    "one-leg-stand": (
        "Standing on one leg behind a chair, hands on its back, the other foot off the floor.",
    ),
    "pelvic-tilt": (
        "Lying on the back, knees bent, hands on the belly, a gap under the small of the back.",
        "The same, with the small of the back pressed down.",
    ),
    "press-up": (
        "Lying on the front, hands flat beside the shoulders.",
        "The arms press the chest up; the hips stay on the floor.",
    ),
    "sit-to-stand": (
        (
            "Sitting forward on a chair, feet a little behind the knees, leaning forward with the "
            "arms out."
        ),
        "Standing tall in front of the chair.",
    ),
    "standing-back-bend": (
        "Standing, hands on the back of the hips.",
        "The same, bent backwards over the hands.",
    ),
    "wall-sit": ("Sitting in the air with the back flat against a wall, knees over the feet.",),
}
