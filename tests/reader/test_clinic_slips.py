"""Slips of clinicians in a hurry: leaflets typed as they stand, each told once, with its mending."""

# ruff: noqa: E501, RUF001 - messages are asserted whole, and authors type every quote

from __future__ import annotations

import pytest
from reader_pages import said_of


@pytest.mark.parametrize(
    ("page", "said"),
    [
        pytest.param(
            "- Bridge\n  hold: 10 s\n- Clam\n  hold: 5 s\n",
            """\
r.yaml:5:5: error: `Bridge` stands here without a word before it [no-colon]
      - Bridge
        ^^^^^^
  hint: write `- name: Bridge`
r.yaml:7:5: error: `Clam` stands here without a word before it [no-colon]
      - Clam
        ^^^^
  hint: write `- name: Clam`
""",
            id="entries-without-name",
        ),
        pytest.param(
            "- name: A\n  phases:\n    - Lower slowly\n      for: 3 s\n",
            """\
r.yaml:7:9: error: `Lower slowly` stands here without a word before it [no-colon]
          - Lower slowly
            ^^^^^^^^^^^^
  hint: write `- say: Lower slowly`
""",
            id="phases-without-say",
        ),
        pytest.param(
            "- Bridge:\n    hold: 10 s\n- Clam:\n  hold: 5 s\n",
            """\
r.yaml:5:5: error: `Bridge` is no word of an exercise; is it a name? [unknown-key]
      - Bridge:
        ^^^^^^
  hint: write `- name: Bridge`, and the words below it in line with `name`
r.yaml:7:5: error: `Clam` is no word of an exercise; is it a name? [unknown-key]
      - Clam:
        ^^^^
  hint: write `- name: Clam`
""",
            id="name-as-a-word",
        ),
        pytest.param(
            "format: 1\ntitle: T\nlanguage: en-US\nexercises:\n  Bridge:\n    hold: 10\n  Clam:\n    hold: 5 s\n",
            """\
r.yaml:5:3: error: the dash before the exercise is missing [wrong-value]
      Bridge:
      ^^^^^^^
  hint: write `- name: Bridge`, with the words below it in line with `name`; and so for each exercise
r.yaml:6:11: error: 10 what? [no-unit]
        hold: 10
              ^^
  hint: write `10 s` or `10 min`
""",
            id="exercises-by-name",
        ),
        pytest.param(
            "format: 1\ntitle: T\nlanguage: en-US\nexercises:\n  name: Bridge\n  hold: 10\n",
            """\
r.yaml:5:3: error: the dash before the exercise is missing [wrong-value]
      name: Bridge
      ^^^^^^^^^^^^
  hint: start each exercise with `- name:`
r.yaml:6:9: error: 10 what? [no-unit]
      hold: 10
            ^^
  hint: write `10 s` or `10 min`
""",
            id="one-exercise-without-dash",
        ),
        pytest.param(
            "- Bridge 10 x 5 s\n- Clam, 3 sets of 10\n- Plank 30 s\n- rest 1 min\n",
            """\
r.yaml:5:5: error: this should be an exercise with words such as `name:`, `use:`, `position:`, not `Bridge 10 x 5 s` [wrong-value]
      - Bridge 10 x 5 s
        ^^^^^^^^^^^^^^^
  hint: write `- name: Bridge`, and below it `hold: 5 s` and `reps: 10`
r.yaml:6:5: error: this should be an exercise with words such as `name:`, `use:`, `position:`, not `Clam, 3 sets of 10` [wrong-value]
      - Clam, 3 sets of 10
        ^^^^^^^^^^^^^^^^^^
  hint: write `- name: Clam`, and below it `every: 4 s`, `sets: 3` and `reps: 10`
r.yaml:7:5: error: this should be an exercise with words such as `name:`, `use:`, `position:`, not `Plank 30 s` [wrong-value]
      - Plank 30 s
        ^^^^^^^^^^
  hint: write `- name: Plank`, and below it `hold: 30 s`
r.yaml:8:5: error: this should be an exercise with words such as `name:`, `use:`, `position:`, not `rest 1 min` [wrong-value]
      - rest 1 min
        ^^^^^^^^^^
  hint: write `- rest: 1 min`
""",
            id="lines-of-a-leaflet",
        ),
        pytest.param(
            "- Squats: 10\n- Plank: 30 s\n",
            """\
r.yaml:5:5: error: `Squats` is no word of an exercise; is it a name? [unknown-key]
      - Squats: 10
        ^^^^^^
  hint: write `- name: Squats`, and below it `every: 4 s` and `reps: 10`
r.yaml:6:5: error: `Plank` is no word of an exercise; is it a name? [unknown-key]
      - Plank: 30 s
        ^^^^^
  hint: write `- name: Plank`, and below it `hold: 30 s`
""",
            id="name-and-number",
        ),
        pytest.param(
            "- name: A\n  reps: 5\n  - say: Down\n    for: 3 s\n  - say: Up\n    for: 3 s\n- name: B\n  hold: 30\n",
            """\
r.yaml:7:5: error: a list starts here, and no word above says what it is [indentation]
        - say: Down
        ^^^^^^^^^^^
  hint: write `phases:` on a line of its own above it, in line with the words there
r.yaml:12:11: error: 30 what? [no-unit]
        hold: 30
              ^^
  hint: write `30 s` or `30 min`
""",
            id="parts-without-phases",
        ),
        pytest.param(
            "- circuit: Legs\n  times: 3\n  - name: Squats\n    every: 4 s\n    reps: 10\n",
            """\
r.yaml:6:5: error: unknown key `times` [unknown-key]
        times: 3
        ^^^^^
  hint: did you mean `rounds`?
r.yaml:7:5: error: a list starts here, and no word above says what it is [indentation]
        - name: Squats
        ^^^^^^^^^^^^^^
  hint: write `exercises:` on a line of its own above it, in line with the words there
""",
            id="circuit-without-exercises",
        ),
        pytest.param(
            "- circuit: 3\n  of:\n    - name: A\n      hold: 5\n",
            """\
r.yaml:5:14: error: the name of the circuit goes here, not `3` [wrong-value]
      - circuit: 3
                 ^
  hint: write `- circuit: Legs`, and `rounds: 3` below it
r.yaml:6:5: error: unknown key `of` [unknown-key]
        of:
        ^^
  hint: did you mean `exercises`?
r.yaml:8:15: error: 5 what? [no-unit]
            hold: 5
                  ^
  hint: write `5 s` or `5 min`
""",
            id="circuit-of",
        ),
        pytest.param(
            "- circuit: Legs x 3\n  exercises:\n    - name: A\n      hold: 5 s\n",
            """\
r.yaml:5:14: error: `Legs x 3` has how many rounds, which stand in a line of their own [wrong-value]
      - circuit: Legs x 3
                 ^^^^^^^^
  hint: write `- circuit: Legs`, and `rounds: 3` below it
""",
            id="rounds-in-the-name",
        ),
        pytest.param(
            "- circuit:\n    name: Arms\n    rounds: 2\n    exercises:\n      - name: A\n        hold: 5\n",
            """\
r.yaml:5:5: error: a circuit's words stand in line with `circuit`, not below it [wrong-value]
      - circuit:
        ^^^^^^^
  hint: write `- circuit: Arms`, and `rounds:` and `exercises:` straight below it
r.yaml:10:17: error: 5 what? [no-unit]
              hold: 5
                    ^
  hint: write `5 s` or `5 min`
""",
            id="circuit-in-a-block",
        ),
        pytest.param(
            "- rounds: 3\n  exercises:\n    - name: A\n      hold: 5 s\n",
            """\
r.yaml:5:5: error: a circuit needs `circuit` [missing-key]
      - rounds: 3
        ^^^^^^^^^
  hint: add `circuit: Legs`
""",
            id="circuit-without-name",
        ),
        pytest.param(
            "format: 1\ntitle: T\nlanguage: en-US\nWarm up:\n  - name: A\n    for: 2 min\nCool down:\n  - name: B\n    hold: 30\n",
            """\
r.yaml:4:1: error: unknown key `Warm up` [unknown-key]
    Warm up:
    ^^^^^^^
  hint: write `exercises:` in its place; a heading for yourself is `# Warm up`
r.yaml:7:1: error: unknown key `Cool down` [unknown-key]
    Cool down:
    ^^^^^^^^^
  hint: put these below the one `exercises:`; a heading for yourself is `# Cool down`
r.yaml:9:11: error: 30 what? [no-unit]
        hold: 30
              ^^
  hint: write `30 s` or `30 min`
""",
            id="headings",
        ),
        pytest.param(
            "format: 1\ntitle: T\nlanguage: en-US\nDay 1:\n  - name: A\n    for: 2 min\n",
            """\
r.yaml:4:1: error: unknown key `Day 1` [unknown-key]
    Day 1:
    ^^^^^
  hint: exercises for another day or week are a file of their own, with `exercises:` here
""",
            id="days",
        ),
        pytest.param(
            "- week 1:\n  - name: A\n    hold: 5 s\n",
            """\
r.yaml:5:5: error: `week 1` is no word of an exercise [unknown-key]
      - week 1:
        ^^^^^^
  hint: give each day a file of its own
""",
            id="weeks-as-entries",
        ),
        pytest.param(
            "- name: A\n  dose:\n    reps: 10\n    hold: 5\n",
            """\
r.yaml:6:5: error: `dose` is no word of an exercise [unknown-key]
        dose:
        ^^^^
  hint: delete this line, and put the words below it in line with `name`
r.yaml:8:13: error: 5 what? [no-unit]
          hold: 5
                ^
  hint: write `5 s` or `5 min`
""",
            id="words-in-a-block",
        ),
        pytest.param(
            "- name: A\n  side: each\n  hold: 5 s\n  left: Lie on your right side.\n",
            """\
r.yaml:8:5: error: `left` is no word of an exercise [unknown-key]
        left: Lie on your right side.
        ^^^^
  hint: it belongs to a text that differs by side: indent it below its word, such as `set_up:`
""",
            id="sides-beside",
        ),
        pytest.param(
            "- name: A\n  side: each\n  hold: 5 s\n  set_up_left: Lie down\n",
            """\
r.yaml:8:5: error: unknown key `set_up_left` [unknown-key]
        set_up_left: Lie down
        ^^^^^^^^^^^
  hint: write `set_up:`, and below it, indented, `left:` and `right:` with a text each
""",
            id="set-up-by-side",
        ),
        pytest.param(
            "- name: A\n  steps:\n    - Sit upright.\n    - Lie down, head turned up: 30 s\n",
            """\
r.yaml:7:9: error: a step needs what is said, and how long it lasts [wrong-value]
          - Sit upright.
            ^^^^^^^^^^^^
  hint: write `- say: Sit upright.`, and below it `for: 4 s`
r.yaml:8:9: error: unknown key `Lie down, head turned up` [unknown-key]
          - Lie down, head turned up: 30 s
            ^^^^^^^^^^^^^^^^^^^^^^^^
  hint: start a step with `say:`: write `- say: Lie down, head turned up`, and below it `for: 30 s`
""",
            id="steps-with-times",
        ),
        pytest.param(
            "- name: A\n  steps: 10\n  for: 1 min\n",
            """\
r.yaml:6:12: error: this should be a list, each entry a step, not `10` [wrong-value]
        steps: 10
               ^^
  hint: `steps` are parts of a timed sequence; to have steps counted, write `reps: 10` and `every: 2 s`
""",
            id="steps-counted",
        ),
        pytest.param(
            "- name: A\n  phases: 2 s up, 4 s down\n",
            """\
r.yaml:6:13: error: this should be a list, each entry a phase, not `2 s up, 4 s down` [wrong-value]
        phases: 2 s up, 4 s down
                ^^^^^^^^^^^^^^^^
  hint: write each part below it, as `- say: Up` with `for: 2 s`
""",
            id="phases-in-a-text",
        ),
        pytest.param(
            "- name: A\n  phases:\n    - in: 4 s\n    - hold: 4\n    - breathe out: 6\n",
            """\
r.yaml:7:9: error: unknown key `in` [unknown-key]
          - in: 4 s
            ^^
  hint: start a phase with `say:`: write `- say: Breathe in`, and below it `breath: in` and `for: 4 s`
r.yaml:8:9: error: a hold among phases is a phase of its own [unknown-key]
          - hold: 4
            ^^^^
  hint: write `- say: Hold`, and below it `for: 4 s`
r.yaml:9:9: error: unknown key `breathe out` [unknown-key]
          - breathe out: 6
            ^^^^^^^^^^^
  hint: start a phase with `say:`: write `- say: Breathe out`, and below it `breath: out` and `for: 6 s`
""",
            id="breaths-as-words",
        ),
        pytest.param(
            "- name: A\n  phases:\n    - breath: in\n      for: 4 s\n    - breathe: out\n      for: 6 s\n",
            """\
r.yaml:7:9: error: a phase needs `say`: its `breath` is not spoken [missing-key]
          - breath: in
            ^^^^^^^^^^
  hint: add `say: Breathe in`
r.yaml:9:9: error: unknown key `breathe` [unknown-key]
          - breathe: out
            ^^^^^^^
  hint: write `- say: Breathe out`, with `breath: out` below it
""",
            id="breath-without-words",
        ),
        pytest.param(
            "- name: A\n  for: 5 min\n  breathing: {in: 4 s, out: 6 s}\n",
            """\
r.yaml:7:5: error: `breathing` does nothing in an exercise with `for` [misplaced-key]
        breathing: {in: 4 s, out: 6 s}
        ^^^^^^^^^
  hint: write `hold: 30 breaths` in place of `for`
""",
            id="breathing-for-a-time",
        ),
        pytest.param(
            "- name: A\n  breathing: 4-7-8\n  reps: 4\n- name: B\n  hold: 9 breaths\n  breathing: 4 in, 6 out\n",
            """\
r.yaml:6:16: error: `breathing` has `in:` and `out:`, each with a time; where the breath is held, the parts are phases [wrong-value]
        breathing: 4-7-8
                   ^^^^^
  hint: write `phases:` in its place, and below it each part: `- say: Breathe in`, with `breath: in` and `for: 4 s`
r.yaml:10:16: error: `breathing` has `in:` and `out:`, each with a time [wrong-value]
        breathing: 4 in, 6 out
                   ^^^^^^^^^^^
  hint: write below it `in: 4 s` and `out: 6 s`
""",
            id="breathing-in-a-text",
        ),
        pytest.param(
            "- name: A\n  every: 4 s\n  reps: 5\n  phases:\n    - say: Up\n      for: 2 s\n",
            """\
r.yaml:6:5: error: `every` can't stand beside `phases`: an exercise is of one kind [two-kinds]
        every: 4 s
        ^^^^^
  hint: delete `every`: a rep lasts as long as its phases do
""",
            id="every-beside-phases",
        ),
        pytest.param(
            "- name: A\n  hold: 10 s\n  relax: 10 sec\n",
            """\
r.yaml:7:5: error: unknown key `relax` [unknown-key]
        relax: 10 sec
        ^^^^^
  hint: did you mean `rest_between_reps`?
""",
            id="relax",
        ),
        pytest.param(
            "- name: A\n  hold: 10 s\n  release: 10 s\n  care: no\n",
            """\
r.yaml:7:14: error: `10 s` is a time, and would be read aloud as it stands [wrong-value]
        release: 10 s
                 ^^^^
  hint: write words here; a time goes to `hold`, `for`, or `rest_between_reps`
r.yaml:8:11: error: `no` alone would be read aloud [wrong-value]
        care: no
              ^^
  hint: write what is to be said, or delete the word
""",
            id="release-is-a-time",
        ),
        pytest.param(
            "- name: A\n  time: 5 min each foot\n- name: B\n  hold_seconds: 30\n- name: C\n  hold: 5 s\n  repeat: 10 times\n",
            """\
r.yaml:6:5: error: unknown key `time` [unknown-key]
        time: 5 min each foot
        ^^^^
  hint: did you mean `for`? then write `for: 5 min` and `side: each`, each on a line of its own
r.yaml:8:5: error: unknown key `hold_seconds` [unknown-key]
        hold_seconds: 30
        ^^^^^^^^^^^^
  hint: did you mean `hold`? then write `30 s` or `30 min`
r.yaml:11:5: error: unknown key `repeat` [unknown-key]
        repeat: 10 times
        ^^^^^^
  hint: did you mean `reps`? then write `reps: 10`
""",
            id="misspelled-and-wrong",
        ),
        pytest.param(
            "- name: A\n  pace: 4 s\n  reps: 10\n",
            """\
r.yaml:6:5: error: unknown key `pace` [unknown-key]
        pace: 4 s
        ^^^^
  hint: did you mean `every`?
""",
            id="pace",
        ),
        pytest.param(
            "- name: A\n  hold: none\n",
            """\
r.yaml:6:11: error: `none` is no hold [wrong-value]
        hold: none
              ^^^^
  hint: delete `hold`; write `every: 4 s` for reps without one
""",
            id="hold-none",
        ),
        pytest.param(
            "- name: A\n  hold: 5 s\n  reps: 10, 8, 6\n",
            """\
r.yaml:7:11: error: `10, 8, 6` is several numbers [wrong-value]
        reps: 10, 8, 6
              ^^^^^^^^
  hint: write `reps_per_set: [10, 8, 6]`, the reps of each set
""",
            id="falling-reps",
        ),
        pytest.param(
            "- name: A\n  hold: 5 s\n  reps: 10x3\n",
            """\
r.yaml:7:11: error: `10x3` is two numbers [wrong-value]
        reps: 10x3
              ^^^^
  hint: write `sets: 3` and `reps: 10`
""",
            id="ten-times-three",
        ),
        pytest.param(
            "- name: A\n  hold: 5 s\n  reps: 10 L / 10 R\n- name: B\n  hold: 5 s\n  reps:\n    left: 10\n    right: 8\n",
            """\
r.yaml:7:11: error: `10 L / 10 R` has more than a number [wrong-value]
        reps: 10 L / 10 R
              ^^^^^^^^^^^
  hint: write `reps: 10` and `side: each`, each on a line of its own
r.yaml:11:7: error: this should be a whole number such as `5`, or a range such as `5 to 10`, not the word `left:` [wrong-value]
          left: 10
          ^^^^^^^^
  hint: make two exercises of it, with `side: left` and `side: right`
""",
            id="reps-by-side",
        ),
        pytest.param(
            "- name: A\n  side: [left, right]\n  hold: 5 s\n  position: [on your side]\n",
            """\
r.yaml:6:11: error: `left, right` is not one of `left`, `right`, `each`, `alternating` [wrong-value]
        side: [left, right]
              ^^^^^^^^^^^^^
  hint: write `each` (or `alternating`, rep by rep)
r.yaml:8:15: error: this should be a position such as `on your back`, not a list [wrong-value]
        position: [on your side]
                  ^^^^^^^^^^^^^^
  hint: write `on your side`
""",
            id="sides-in-a-list",
        ),
        pytest.param(
            "- name: A\n  hold: 5 s\n  say:\n    - Lift\n    - Squeeze.\n  release:\n    text: Lower\n",
            """\
r.yaml:8:7: error: this should be a single text, not a list [wrong-value]
          - Lift
          ^^^^^^
  hint: write it as one text after the colon: Lift. Squeeze.
r.yaml:11:7: error: a single text stands here, without `text:` before it [wrong-value]
          text: Lower
          ^^^^^^^^^^^
  hint: write it after the colon above: Lower
""",
            id="text-in-a-list",
        ),
        pytest.param(
            "- name: A\n  hold: 5 s\n  set_up: Stand tall\n    - Feet apart\n    - Toes out\n",
            """\
r.yaml:8:1: error: this line starts with 6 spaces, so it goes on with the text of line 7 and starts no entry of its own [indentation]
          - Feet apart
    ^^^^^^
  hint: make `Stand tall` the first entry: `- Stand tall`, on a line of its own
""",
            id="list-after-a-text",
        ),
        pytest.param(
            "- name: A\n  hold: 5 s\n  set_up: Stand tall with your\n    feet apart: toes out\n",
            """\
r.yaml:8:17: error: this colon, in a text that goes on from the line above, makes YAML look for a word [colon]
          feet apart: toes out
                    ^
  hint: leave the colon out, or put the whole text in double quotes
""",
            id="text-that-goes-on",
        ),
        pytest.param(
            "- name: A\n  hold: 5 s\n  progress:\n    - week 3: 10 reps\n    - from_week: 5+\n      reps: 12\n    - weeks 6-8\n      reps: 15\n",
            """\
r.yaml:8:9: error: unknown key `week 3` [unknown-key]
          - week 3: 10 reps
            ^^^^^^
  hint: write `- from_week: 3`, and below it `reps: 10`
r.yaml:9:20: error: `5+` is not a whole number [wrong-value]
          - from_week: 5+
                       ^^
  hint: write `5`: it holds from that week on
r.yaml:11:9: error: `weeks 6-8` stands here without a word before it [no-colon]
          - weeks 6-8
            ^^^^^^^^^
  hint: write `- from_week: 6`
""",
            id="week-in-words",
        ),
        pytest.param(
            "format: 1\ntitle: T\nlanguage: en-US\nexercises:\n  - name: A\n    hold: 5 s\nafter\n  - Walk about.\n",
            """\
r.yaml:7:1: error: there is no colon after `after` [no-colon]
    after
    ^^^^^
  hint: write `after:`
""",
            id="word-without-colon",
        ),
        pytest.param(
            '- name: A\n  hold: 5 s\n  care: "Don"t bounce"\n',
            """\
r.yaml:7:11: error: the text ends at the second ", and more follows [quotes]
        care: "Don"t bounce"
              ^^^^^^^^^^^^^^
  hint: write "Don't bounce"
""",
            id="apostrophe-as-a-quote",
        ),
        pytest.param(
            "- name: Brücke\n  halten: 10 Sekunden\n  wiederholungen: 5 bis 10\n",
            """\
r.yaml:6:5: error: unknown key `halten` [unknown-key]
        halten: 10 Sekunden
        ^^^^^^
  hint: did you mean `hold`? then write `10 s`
r.yaml:7:5: error: unknown key `wiederholungen` [unknown-key]
        wiederholungen: 5 bis 10
        ^^^^^^^^^^^^^^
  hint: did you mean `reps`? then write `5 to 10`
""",
            id="german",
        ),
        pytest.param(
            "- name: A\n  hold: 60 s\n  remind:\n    each: 10 s\n    text: Breathe\n",
            """\
r.yaml:8:7: error: unknown key `each` [unknown-key]
          each: 10 s
          ^^^^
  hint: did you mean `every`?
r.yaml:9:7: error: unknown key `text` [unknown-key]
          text: Breathe
          ^^^^
  hint: did you mean `say`?
""",
            id="remind-misworded",
        ),
        pytest.param(
            "- name: A\n  hold: 5 s\n  reps: 5/side\n",
            """\
r.yaml:7:11: error: `5/side` has more than a number [wrong-value]
        reps: 5/side
              ^^^^^^
  hint: write `reps: 5` and `side: each`, each on a line of its own
""",
            id="reps-by-a-slash",
        ),
        pytest.param(
            "- name: A\n  hold: 3 x 10-15 secs\n",
            """\
r.yaml:6:11: error: `3 x 10-15 secs` is more than a time [wrong-value]
        hold: 3 x 10-15 secs
              ^^^^^^^^^^^^^^
  hint: write `hold: 10 to 15 s` and `reps: 3`
""",
            id="times-a-range",
        ),
        pytest.param(
            "- superset:\n    - name: Row\n      reps: 12\n",
            """\
r.yaml:5:5: error: `superset` is no word of an exercise [unknown-key]
      - superset:
        ^^^^^^^^
  hint: write `- circuit: Superset`, and below it `rounds: 2` and `exercises:` with this list
""",
            id="superset",
        ),
        pytest.param(
            "- group: Legs\n  rounds: 2\n  exercises:\n    - name: A\n      hold: 5\n",
            """\
r.yaml:5:5: error: unknown key `group` [unknown-key]
      - group: Legs
        ^^^^^
  hint: did you mean `circuit`?
r.yaml:9:15: error: 5 what? [no-unit]
            hold: 5
                  ^
  hint: write `5 s` or `5 min`
""",
            id="group",
        ),
        pytest.param(
            "- circuit: HIIT\n  rounds: 4\n  work: 40 s\n  exercises:\n    - Squats\n",
            """\
r.yaml:7:5: error: unknown key `work` [unknown-key]
        work: 40 s
        ^^^^
  hint: write `for: 40 s` in each of its exercises
r.yaml:9:9: error: this should be an exercise with words such as `name:`, `use:`, `position:`, not `Squats` [wrong-value]
          - Squats
            ^^^^^^
  hint: write `- name: Squats`, and below it `hold: 10 s`; or `# Squats` if it is a heading
""",
            id="work-and-rest",
        ),
        pytest.param(
            "format: 1\ntitle: T\nlanguage: en-US\nschedule:\n  frequency: 3x/week\n  duration: 6 weeks\nexercises:\n  - name: A\n    hold: 5 s\n",
            """\
r.yaml:5:3: error: unknown key `frequency` [unknown-key]
      frequency: 3x/week
      ^^^^^^^^^
  hint: write `days_per_week: 3`
r.yaml:6:3: error: unknown key `duration` [unknown-key]
      duration: 6 weeks
      ^^^^^^^^
  hint: write `weeks: 6`
""",
            id="schedule-in-words",
        ),
        pytest.param(
            "- name: A\n  hold: 5 s\n  care: **Slowly**\n",
            """\
r.yaml:7:11: error: `*` at the start of a text means something else in YAML [needs-quotes]
        care: **Slowly**
              ^^^^^^^^^^
  hint: leave the stars out: Slowly
""",
            id="stars",
        ),
        pytest.param(
            "- name: A\n  hold: 5 s\n  say: <b>Lift</b> your hips\n",
            """\
r.yaml:7:10: note: a voice reads `<` aloud as a symbol, or swallows it [symbols]
        say: <b>Lift</b> your hips
             ^
  hint: leave the marks of a web page out
""",
            id="web-page",
        ),
        pytest.param(
            "- name: A\n  until: you stop (max 60 s)\n- name: B\n  until: you stop\n  at most: 60 s\n",
            """\
r.yaml:6:12: error: `you stop (max 60 s)` is not `you stop` [wrong-value]
        until: you stop (max 60 s)
               ^^^^^^^^^^^^^^^^^^^
  hint: write `until: you stop`, and below it `at_most: 1 min`
r.yaml:9:5: error: unknown key `at most` [unknown-key]
        at most: 60 s
        ^^^^^^^
  hint: did you mean `at_most`?
""",
            id="cap-in-until",
        ),
        pytest.param(
            "- name: A\n  steps:\n    - wait: until ready\n",
            """\
r.yaml:7:9: error: a step that waits needs what is said, and how long it lasts then [missing-key]
          - wait: until ready
            ^^^^^^^^^^^^^^^^^
  hint: write `- say: Take your time.`, and below it `for: 4 s` and `wait: until ready`
""",
            id="waits-alone",
        ),
        pytest.param(
            "- name: A\n  phases:\n  - say: Lift\n    for: 2 s\n  - say: Lower\n  for: 2 s\n  reps: 5\n",
            """\
r.yaml:10:5: error: `for` belongs to the entry of line 9, and must stand below its `say` [indentation]
        for: 2 s
        ^^^
  hint: put 2 more spaces before it
""",
            id="for-too-far-left",
        ),
        pytest.param(
            "- name: A\n  phases:\n    - say: Down, for 4 s\n    - say: Up for: 2 s\n",
            """\
r.yaml:7:14: error: how long it lasts stands in `for`, not in the words [missing-key]
          - say: Down, for 4 s
                 ^^^^^^^^^^^^^
  hint: write `say: Down`, and below it `for: 4 s`
r.yaml:8:20: error: `for` is a word of its own here, and stands on the line of another [colon]
          - say: Up for: 2 s
                       ^
  hint: write `say: Up`, and below it `for: 2 s`
""",
            id="time-in-the-words",
        ),
        pytest.param(
            "- name: Squat, hold: 5 s, reps: 3\n",
            """\
r.yaml:5:22: error: `hold` is a word of its own here, and stands on the line of another [colon]
      - name: Squat, hold: 5 s, reps: 3
                         ^
  hint: write `name: Squat`, and below it `hold: 5 s` and `reps: 3`
""",
            id="words-in-a-row",
        ),
        pytest.param(
            "- name: A\n  phases:\n    down: 3 s\n    up: 1 s\n",
            """\
r.yaml:7:7: error: the dash before a phase is missing [wrong-value]
          down: 3 s
          ^^^^^^^^^
  hint: write each as an entry: `- say: Down`, and below it `for: 3 s`
""",
            id="phases-by-name",
        ),
        pytest.param(
            "- name: A\n  hold: ‘5 s’\n  side: “each”\n  reps: “10”\n",
            """\
r.yaml:6:11: error: `‘5 s’` is not a time [wrong-value]
        hold: ‘5 s’
              ^^^^^
  hint: write `5 s`: quotes of this kind are part of the text
r.yaml:7:11: error: `“each”` is not one of `left`, `right`, `each`, `alternating` [wrong-value]
        side: “each”
              ^^^^^^
  hint: write `each`: quotes of this kind are part of the text
r.yaml:8:11: error: `“10”` is not a number [wrong-value]
        reps: “10”
              ^^^^
  hint: write `10`: quotes of this kind are part of the text
""",
            id="curly-quotes",
        ),
        pytest.param(
            "- nombre: Puente\n  mantener: 10 segundos\n  lado: ambos\n",
            """\
r.yaml:5:5: error: unknown key `nombre` [unknown-key]
      - nombre: Puente
        ^^^^^^
  hint: did you mean `name`?
r.yaml:6:5: error: unknown key `mantener` [unknown-key]
        mantener: 10 segundos
        ^^^^^^^^
  hint: did you mean `hold`? then write `10 s`
r.yaml:7:5: error: unknown key `lado` [unknown-key]
        lado: ambos
        ^^^^
  hint: did you mean `side`? then write `each`
""",
            id="spanish",
        ),
        pytest.param(
            "- name: A\n  hold: 10 breaths of 6 s\n  breathing:\n    inhale: 2 s\n    exhale: 4 s\n",
            """\
r.yaml:6:11: error: `10 breaths of 6 s` is more than a number of breaths [wrong-value]
        hold: 10 breaths of 6 s
              ^^^^^^^^^^^^^^^^^
  hint: write `10 breaths`; `breathing:` with `in:` and `out:` sets their pace
r.yaml:8:7: error: unknown key `inhale` [unknown-key]
          inhale: 2 s
          ^^^^^^
  hint: did you mean `in`?
r.yaml:9:7: error: unknown key `exhale` [unknown-key]
          exhale: 4 s
          ^^^^^^
  hint: did you mean `out`?
""",
            id="breaths-with-their-length",
        ),
        pytest.param(
            "- warm up\n- name: A\n  hold: 5 s\n",
            """\
r.yaml:5:5: error: this should be an exercise with words such as `name:`, `use:`, `position:`, not `warm up` [wrong-value]
      - warm up
        ^^^^^^^
  hint: write `- name: warm up`, and below it `hold: 10 s`; or `# warm up` if it is a heading
""",
            id="heading-in-the-list",
        ),
        pytest.param(
            "format: 1\ntitle: T\nlanguage: en-US\nexercises:\n- name: A\nhold: 5\nset_up:\n- Lift\n- Lower\n- name: B\nevery: 4 s\nreps: 5\nafter: Rest.\n",
            """\
r.yaml:6:1: error: the words of an exercise stand in line with its `name`, not with the dash [indentation]
    hold: 5
    ^
  hint: put two more spaces before this line and before those down to line 9
r.yaml:6:7: error: 5 what? [no-unit]
    hold: 5
          ^
  hint: write `5 s` or `5 min`
r.yaml:11:1: error: the words of an exercise stand in line with its `name`, not with the dash [indentation]
    every: 4 s
    ^
  hint: put two more spaces before this line and before those down to line 12
""",
            id="words-in-line-with-the-dash",
        ),
        pytest.param(
            '- name: "Chin tuck\n  hold: 5 s\n- name: Wall angel"\n  hold: 5 s\n',
            """\
r.yaml:5:11: error: the quote " that opens here is not closed, and takes in line 6 [quotes]
      - name: "Chin tuck
              ^^^^^^^^^^
  hint: close it: "Chin tuck"
""",
            id="quote-that-takes-in-lines",
        ),
        pytest.param(
            "- name: A\n  phases:\n    - say: Up\n      for: 2 s\n  progress:\n    - from_week: 2\n      hold: 5 s\n",
            """\
r.yaml:11:9: warning: from week 2 on `hold` takes the place of the phases and their words [no-words]
            hold: 5 s
            ^^^^
  hint: leave it out to keep the phases; another way to do it is an exercise of its own
""",
            id="hold-in-the-progress-of-phases",
        ),
        pytest.param(
            "- name: A\n  hold: 5 s\n  voice: female\n  words_per_minute: 100\n- name: B\n  hold: 5 s\n  voice: slow\n",
            """\
r.yaml:7:12: error: which voice speaks is the listener's choice, so a routine names none: `female` [wrong-value]
        voice: female
               ^^^^^^
  hint: delete it; the listener chooses with `--voice`
r.yaml:8:5: error: `words_per_minute` is no word of an exercise [unknown-key]
        words_per_minute: 100
        ^^^^^^^^^^^^^^^^
  hint: it belongs to `voice`: write `voice:` above it, and indent it below that
r.yaml:11:12: error: `voice` has words of its own below it [wrong-value]
        voice: slow
               ^^^^
  hint: write `words_per_minute: 120` below it, indented
""",
            id="voice-by-name",
        ),
        pytest.param(
            "Title: Posture\nExercise 1: Chin tuck\nHold 5 seconds\nRepeat 10 times\n",
            """\
r.yaml:4:1: error: this line is neither a word with a colon nor an entry of a list [no-colon]
    Repeat 10 times
    ^^^^^^^^^^^^^^^
  hint: write `# Repeat 10 times` if it is a heading or a remark; else put a word before it; then check again, more may follow
""",
            id="a-leaflet",
        ),
        pytest.param(
            "- name: A\n  reps_per_set: 5, 4, 3\n  hold: 5 s\n- name: B\n  hold: 10-8-6\n- name: C\n  hold: [10, 8]\n",
            """\
r.yaml:6:19: error: `5, 4, 3` is several numbers [wrong-value]
        reps_per_set: 5, 4, 3
                      ^^^^^^^
  hint: write `[5, 4, 3]`, in brackets
r.yaml:9:11: error: `10-8-6` is several times [wrong-value]
        hold: 10-8-6
              ^^^^^^
  hint: write `[10 s, 8 s, 6 s]`, a time for each rep
r.yaml:11:11: error: 10, 8 what? [no-unit]
        hold: [10, 8]
              ^^^^^^^
  hint: write `[10 s, 8 s]`, each time with its unit
""",
            id="numbers-in-turn",
        ),
        pytest.param(
            "- name: A\n  hold: 15 to 20 seconds, 3 times\n- name: B\n  hold: 30 secs x 3 each side\n- name: C\n  for: one and a half minutes\n- name: D\n  hold: 1/2 min\n",
            """\
r.yaml:6:11: error: `15 to 20 seconds, 3 times` is more than a time [wrong-value]
        hold: 15 to 20 seconds, 3 times
              ^^^^^^^^^^^^^^^^^^^^^^^^^
  hint: write `hold: 15 to 20 seconds` and `reps: 3`, each on a line of its own
r.yaml:8:11: error: `30 secs x 3 each side` is more than a time [wrong-value]
        hold: 30 secs x 3 each side
              ^^^^^^^^^^^^^^^^^^^^^
  hint: write `hold: 30 s`, `reps: 3` and `side: each`, each on a line of its own
r.yaml:10:10: error: `one and a half minutes` is not a time [wrong-value]
        for: one and a half minutes
             ^^^^^^^^^^^^^^^^^^^^^^
  hint: write `1 min 30 s`
r.yaml:12:11: error: `1/2 min` is not a time [wrong-value]
        hold: 1/2 min
              ^^^^^^^
  hint: write `30 s`
""",
            id="all-in-one-line",
        ),
        pytest.param(
            "- name: A\n  every: day\n  reps: 10\n",
            """\
r.yaml:6:12: error: `every: day` is no pace for reps [wrong-value]
        every: day
               ^^^
  hint: write it above `exercises`, not indented, as `schedule: every day`
""",
            id="every-day",
        ),
        pytest.param(
            "- name: A\n  hold: 5 s\n  set_up:\n    1: Stand tall\n    2: Feet apart\n  side: none\n",
            """\
r.yaml:8:7: error: `1:` starts no entry of a list; a dash does [bullet]
          1: Stand tall
          ^^^^^^^^^^^^^
  hint: write `- Stand tall`
r.yaml:10:11: error: `none` is not one of `left`, `right`, `each`, `alternating` [wrong-value]
        side: none
              ^^^^
  hint: leave `side` out for an exercise without sides
""",
            id="numbered-words",
        ),
        pytest.param(
            "- break: 1 min\n- monday:\n    - name: A\n      hold: 5 s\n",
            """\
r.yaml:5:5: error: unknown key `break` [unknown-key]
      - break: 1 min
        ^^^^^
  hint: write `- rest: 1 min`
r.yaml:6:5: error: `monday` is no word of an exercise [unknown-key]
      - monday:
        ^^^^^^
  hint: give each day a file of its own
""",
            id="break-and-days",
        ),
    ],
)
def test_slip_of_a_clinician(page: str, said: str) -> None:
    assert said_of(page) == said
