"""The command `cache`: where spoken prompts are kept, how many, how large; and none any more."""

from __future__ import annotations

import click

from coach.model.problems import OutputError, printable

MEGABYTE = 1_000_000


@click.command()
@click.option("--clear", is_flag=True, help="Remove all of them; they are made again when needed.")
def cache(*, clear: bool) -> int:
    """Show how many spoken prompts are kept, and where.

    What has not been used for longest makes room for what is new.
    """
    from coach import composition  # noqa: PLC0415 - `coach --help` loads nothing needless

    clips = composition.clip_cache()
    if clear:
        gone, left = clips.clear(), clips.usage()
        removed = _much(gone.clips, gone.size_bytes)
        click.echo(printable(f"Removed {removed} from {clips.folder}."))
        if left.clips:
            stuck = _much(left.clips, left.size_bytes)
            raise OutputError(
                f"{stuck} can't be removed from {clips.folder}: see that "
                "you may write there, and that no session is using them."
            )
        return 0
    kept = clips.usage()
    most = f"{clips.max_bytes / MEGABYTE:.0f} MB at most"
    click.echo(printable(str(clips.folder)))
    click.echo(f"{_much(kept.clips, kept.size_bytes)}; {most}")
    return 0


def _much(clips: int, size: int) -> str:
    return f"{clips} clip{'' if clips == 1 else 's'}, {size / MEGABYTE:.1f} MB"
