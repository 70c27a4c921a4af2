"""`coach cache`: where spoken prompts are kept, how many there are, and how to remove them."""

from __future__ import annotations

import click

from coach import composition
from coach.model.problems import OutputError, printable

MEGABYTE = 1_000_000


@click.command()
@click.option("--clear", is_flag=True, help="Remove all of them; they are made again when needed.")
def cache(*, clear: bool) -> int:
    """Show how many spoken prompts are kept, and where.

    When the cache is full, those that have not been used for longest are removed.
    """
    clips = composition.clip_cache()
    if clear:
        removed, left = clips.clear(), clips.usage()
        click.echo(
            printable(f"Removed {_amount(removed.clips, removed.size_bytes)} from {clips.folder}.")
        )
        if left.clips:
            raise OutputError(
                f"{_amount(left.clips, left.size_bytes)} can't be removed from {clips.folder}: see that "
                "you may write there, and that no session is using them."
            )
        return 0
    kept = clips.usage()
    click.echo(printable(str(clips.folder)))
    limit = f"{clips.max_bytes / MEGABYTE:.0f} MB at most"
    click.echo(f"{_amount(kept.clips, kept.size_bytes)}; {limit}")
    return 0


def _amount(clips: int, size: int) -> str:
    return f"{clips} clip{'' if clips == 1 else 's'}, {size / MEGABYTE:.1f} MB"
