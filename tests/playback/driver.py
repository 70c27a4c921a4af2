"""Plays a timeline of tones in its own process, since libraries look for the server only once.

It reads commands from standard input, one per line, and writes events to standard output as JSON
lines.
"""

from __future__ import annotations

import argparse
import json
import queue
import resource
import sys
import threading
import time
from array import array
from typing import Any

from coach.model.clip import Clip
from coach.model.problems import CoachError
from coach.model.timeline import Cue, ScheduledSegment, Timeline
from coach.model.units import frames
from coach.playback import Player, list_devices, open_output, open_silent
from coach.playback.mixer import Mixer
from coach.playback.outputs.output import Ended, Output, Pull


def say(**event: Any) -> None:
    sys.stdout.write(json.dumps(event) + "\n")
    sys.stdout.flush()


def tones(count: int, every_s: float, long_s: float, lead_s: float = 0.5) -> Timeline:
    """Return cues at exact intervals, outside any rep."""
    cues = tuple(
        Cue(frames(lead_s + i * every_s), frames(lead_s + i * every_s + long_s), "count", str(i))
        for i in range(count)
    )
    total = frames(lead_s + count * every_s)
    return Timeline(cues, (ScheduledSegment(0, total, "exercise"),), total)


def tone(cue: Cue) -> Clip:
    """Return a clip that sounds from its first sample to its last, louder for each cue."""
    level = 1000 + 100 * int(cue.text)
    length = cue.end - cue.start
    return Clip(array("h", [level, -level] * (length // 2) + [level] * (length % 2)).tobytes())


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--count", type=int, default=5)
    parser.add_argument("--every", type=float, default=1.0)
    parser.add_argument("--long", type=float, default=0.25)
    parser.add_argument("--back-end")
    parser.add_argument("--device")
    parser.add_argument("--devices", action="store_true")
    parser.add_argument("--screen", action="store_true")
    arguments = parser.parse_args()
    if arguments.devices:
        found = list_devices(arguments.back_end)
        say(event="devices", found=[[d.name, d.default, d.back_end] for d in found])
        return

    def opener(pull: Pull, ended: Ended) -> Output:
        if arguments.screen:
            return open_silent(pull, ended)
        return open_output(pull, ended, arguments.device, arguments.back_end)

    timeline = tones(arguments.count, arguments.every, arguments.long)
    mixer = Mixer(timeline, {cue: tone(cue) for cue in timeline.cues}.__getitem__)
    try:
        with Player(mixer, opener, on_fault=lambda text: say(event="fault", text=text)) as player:
            play(player)
    except CoachError as error:
        say(event="error", kind=type(error).__name__, text=str(error))
        sys.exit(1)


def play(player: Player) -> None:
    commands: queue.SimpleQueue[str] = queue.SimpleQueue()

    def listen() -> None:
        for line in sys.stdin:
            commands.put(line.strip())
            player.wake.set()

    threading.Thread(target=listen, daemon=True).start()
    player.play()
    say(event="playing", output=player.output_name, at=time.monotonic())
    before = time.process_time()
    began = time.monotonic()
    while not player.done:
        while not commands.empty():
            command = commands.get()
            if command == "stop":
                asked = time.monotonic()
                player.stop()
                say(event="stopped", took_s=time.monotonic() - asked)
            elif command == "where":
                say(event="where", position=player.position)
            else:
                name, *places = command.split()
                getattr(player, name)(*map(int, places))
                say(event=name, position=player.position)
        player.wait(0.25)
    share = (time.process_time() - before) / (time.monotonic() - began)
    say(
        event="done",
        position=player.position,
        underruns=player.underruns,
        stalls=player.stalls,
        output=player.output_name,
        cpu_share=share,
        max_rss_kb=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss,
    )


if __name__ == "__main__":
    main()
