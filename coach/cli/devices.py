"""`coach devices`: the sound devices."""

from __future__ import annotations

import click

from coach.model.problems import printable
from coach.playback.outputs.output import list_devices


@click.command()
def devices() -> int:
    """List the sound devices."""
    found = list_devices()
    for device in found:
        click.echo(printable(f"{'*' if device.default else ' '} {device.name}"))
    if not found:
        click.echo("There is no sound device. Plug one in, or start the sound server.", err=True)
    return 0 if found else 1
