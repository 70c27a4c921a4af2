"""`coach cache`: where spoken prompts are kept, how many there are, and how to remove them."""

from __future__ import annotations

import click

from coach import composition
from coach.model.problems import OutputError, printable
from coach.speech.cache import CacheUsage

MEGABYTE = 1_000_000


@click.command()
@click.option("--clear", is_flag=True, help="Remove all of them; they are made again when needed.")
def cache(*, clear: bool) -> int:
    """Show how many spoken prompts are kept, and where.

    When the cache is full, the least recently used ones are removed.
    """
    clips = composition.clip_cache()
    if clear:
        removed, left = clips.clear(), clips.usage()
        click.echo(printable(f"Removed {_amount(removed)} from {clips.folder}."))
        if left.clips:
            raise OutputError(
                f"{_amount(left)} can't be removed from {clips.folder}. Check that you can write "
                "there, and that no session is using them."
            )
        return 0
    click.echo(printable(str(clips.folder)))
    limit = f"{clips.max_bytes / MEGABYTE:.0f} MB at most"
    click.echo(f"{_amount(clips.usage())}; {limit}")
    return 0


def _amount(usage: CacheUsage) -> str:
    plural = "" if usage.clips == 1 else "s"
    return f"{usage.clips} clip{plural}, {usage.size_bytes / MEGABYTE:.1f} MB"
