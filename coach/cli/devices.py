"""`coach devices`: what sound can come out of."""

from __future__ import annotations

import click

from coach.model.problems import printable
from coach.playback.outputs.output import list_devices


@click.command()
def devices() -> int:
    """List the devices that sound can come out of."""
    found = list_devices()
    for device in found:
        click.echo(printable(f"{'*' if device.default else ' '} {device.name}"))
    if not found:
        click.echo(
            "There is no sound device here. Plug one in, or start the sound server.", err=True
        )
    return 0 if found else 1
