"""Each problem code has its page, and each example on it does what the page says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tempo import HEAD

import coach
from coach import session
from coach.problems import Severity, as_text

PAGE = (Path(__file__).parents[1] / "docs" / "problems.md").read_text(encoding="utf-8")
SECTIONS = dict(re.findall(r"^## (\S+)\n(.*?)(?=^## |\Z)", PAGE, re.MULTILINE | re.DOTALL))
CODE = r'"([a-z]+(?:-[a-z]+)*)"'


def codes_in_the_source() -> set[str]:
    """Find every code: it stands where a problem or finding is made, before its message."""
    package = Path(coach.__file__).parent
    sources = [*(package / "reader").glob("*.py"), *(package / "checks").glob("*.py")]
    text = "".join(path.read_text(encoding="utf-8") for path in [*sources, package / "session.py"])
    made = re.findall(
        rf"(?:error|warning|problem|_problem|_at|Finding|Wrong|Problem)\((?:[^()]|\([^()]*\))*?{CODE}",
        text,
    )
    return {code for code in made if code in SECTIONS or "-" in code}


def examples(kind: str) -> list[tuple[str, str]]:
    return [
        (code, example)
        for code, section in SECTIONS.items()
        for example in re.findall(rf"^```yaml {kind}\n(.*?)^```", section, re.MULTILINE | re.DOTALL)
    ]


def test_every_code_has_a_page() -> None:
    assert codes_in_the_source() - set(SECTIONS) == set()


def test_every_page_is_of_a_code() -> None:
    package = Path(coach.__file__).parent
    text = "".join(path.read_text(encoding="utf-8") for path in package.rglob("*.py"))
    assert [code for code in SECTIONS if f'"{code}"' not in text] == []


@pytest.mark.parametrize(
    ("code", "example"), examples("wrong"), ids=lambda v: v if "\n" not in v else ""
)
def test_the_wrong_example_has_its_problem(code: str, example: str, tmp_path: Path) -> None:
    path = tmp_path / "wrong.yaml"
    path.write_text(HEAD + example, encoding="utf-8")
    found = session.examine(path)
    assert code in {p.code for p in found}, "\n".join(map(as_text, found))
    others = [p for p in found if p.severity is Severity.ERROR and p.code != code]
    assert not others, "\n".join(map(as_text, others))


@pytest.mark.parametrize(
    ("code", "example"), examples("right"), ids=lambda v: v if "\n" not in v else ""
)
def test_the_right_example_has_none(code: str, example: str, tmp_path: Path) -> None:
    path = tmp_path / "right.yaml"
    path.write_text(HEAD + example, encoding="utf-8")
    found = session.examine(path)
    bad = [p for p in found if p.code == code or p.severity is not Severity.NOTE]
    assert not bad, "\n".join(map(as_text, bad))
