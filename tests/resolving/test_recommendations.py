"""By when a recommendation is to be done: a date as each language writes it, or the author's own words."""

from __future__ import annotations

import pytest
from support.project import Project

BRIEF = "content/briefs/first/brief.yaml"


@pytest.mark.parametrize(
    ("due", "korean", "english"),
    [
        ("2026-06", "2026년 6월", "June 2026"),
        ("2026-06-30", "2026. 6. 30.", "30 June 2026"),
        ("2026", "2026년", "2026"),
        ("{ko: 2026-06, en: Before the summer}", "2026년 6월", "Before the summer"),
        ("{ko: 다음 판, en: The 2026-06 edition}", "다음 판", "The 2026-06 edition"),
        ("2026-13", "2026-13", "2026-13"),
    ],
)
def test_a_deadline_is_written_as_the_language_writes_dates(due: str, korean: str, english: str) -> None:
    project = Project()
    editions = project.with_file(BRIEF, project.text(BRIEF).replace("r1: {", f"r1: {{due: {due}, ")).editions().value
    shown = [editions[lang].articles["first"].recommendations[0].due for lang in ("ko", "en")]
    assert shown == [korean, english]
