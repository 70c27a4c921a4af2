"""A routine as one HTML file that plays offline and prints as a handout.

Sound, pictures and script are embedded. The page's content security policy forbids any request
and any other script, so that a routine's text can't do harm.
"""

from __future__ import annotations

from typing import BinaryIO

from coach.export.job import ExportJob
from coach.export.kind import ExportKind


def _write(file: BinaryIO, job: ExportJob) -> None:
    from coach.export.page.document import write_page  # noqa: PLC0415 - only for this kind of file

    write_page(file, job)


KIND = ExportKind(
    ".html", "a page that plays offline and prints as a handout", _write,
    has_handout=True, controls="page",
)  # fmt: skip
