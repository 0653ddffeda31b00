"""Titles, dates and summaries of Markdown that says none of them itself."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from support.command import Run
from support.imported import body, data, head, imported, report

from briefgen.importing.site.project.settings import from_name


def told(project: Path, slug: str) -> tuple[str, str, str]:
    """Title and date of a brief, empty where it has none, and its text."""
    (lang,) = (path.stem for path in (project / "content/briefs" / slug).glob("??.md"))
    return head(project, slug, lang)["title"], data(project, slug).get("published", ""), body(project, slug, lang)


def summary(project: Path, slug: str) -> str:
    (lang,) = (path.stem for path in (project / "content/briefs" / slug).glob("??.md"))
    return str(head(project, slug, lang)["summary"])


def test_none_of_several_headings_of_level_1_is_the_title(briefgen: Run, tmp_path: Path) -> None:
    minutes = "# 2025/01/15\n\n## Agenda\n\nWe met.\n\n# 2024/12/18\n\n## Agenda\n\nWe met.\n"
    code = "# Only\n\n```sh\n# a comment\n```\n"
    project = imported(
        briefgen, tmp_path, {"meeting-notes.md": minutes, "code.md": code, "rule.md": "Rule\n====\n\nA.\n"}
    )
    title, _, words = told(project, "meeting-notes")
    assert (title, words) == ("Meeting notes", minutes)
    assert told(project, "code")[0] == "Only" and told(project, "rule")[0] == "Rule"
    remarks = report(project)
    assert "none of its headings of level 1 is its title: “Meeting notes” was made of its name" in remarks
    assert remarks.count("was made of its name") == 1


@pytest.mark.parametrize(
    ("text", "title", "rest"),
    [
        ("A notice.\n\n# The plan\n\nIt is one.\n", "The plan", "A notice.\n\n\n\nIt is one."),
        ("<div>x</div>\n\nThe `plan`\n==========\n\nIt is one.\n", "The plan", "It is one."),
        ("```\n# no heading\n```\n\n# The plan\n\nIt is one.\n", "The plan", "# no heading"),
        ("## A part\n\nFirst.\n\n# Another\n\nIt is one.\n", "Of its name", "# Another"),
        ("A notice.\n\n# One\n\nFirst.\n\n# Two\n\nLast.\n", "Of its name", "# One"),
    ],
)
def test_the_only_heading_of_level_1_is_the_title(
    briefgen: Run, tmp_path: Path, text: str, title: str, rest: str
) -> None:
    project = imported(briefgen, tmp_path, {"of-its-name.md": text})
    said = (project / "content/briefs/of-its-name/en.md").read_text("utf-8")
    assert yaml.safe_load(said.split("---\n")[1])["title"] == title
    assert rest in said and (title == "Of its name" or "# The plan" not in said)


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("2024-11-08 - Replication criteria", "Replication criteria"),
        ("2024-11-08_Second name", "Second name"),
        ("20241108 third-name", "Third name"),
        ("2024.11.08. 회의", "회의"),
        ("03-fees", "Fees"),
        ("20250305", "20250305"),
        ("2025-03-05", "2025-03-05"),
        ("2024 budget", "Budget"),
        ("3d", "3d"),
    ],
)
def test_a_name_is_a_title_without_its_number_or_day(name: str, title: str) -> None:
    assert from_name(name) == title


def test_the_day_in_a_name_is_the_date(briefgen: Run, tmp_path: Path) -> None:
    names = ("2024-11-08 - Replication criteria", "20250305", "2024-11-09_Second name", "20259999", "2024-1")
    project = imported(briefgen, tmp_path, {f"{name}.md": "We met and said it.\n" for name in names})
    found = {path.name: told(project, path.name)[:2] for path in (project / "content/briefs").iterdir()}
    assert found["replication-criteria"] == ("Replication criteria", "2024-11-08")
    assert found["second-name"] == ("Second name", "2024-11-09")
    assert found["20250305"] == ("20250305", "2025-03-05")
    assert found["20259999"] == ("20259999", "") and found["2024-1"][1] == ""


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("- One of them\n- Two of them\n\nThis is a sentence.\n", "This is a sentence."),
        ("> Said by somebody else. All of it.\n\nThis is a sentence.\n", "This is a sentence."),
        ("Attendees: Ann Lee, Bo Kim, Cy Park and six others.\n\nThis is a sentence.\n", "This is a sentence."),
        ("**Present:** Ann Lee, Bo Kim, Cy Park and six others.\n\nThis is it.\n", "This is it."),
        ("What we have to decide in this meeting:\n\n- one\n\nThis is a sentence.\n", "This is a sentence."),
        ("What we decide:\n- one thing that is done.\n\nThis is a sentence.\n", "This is a sentence."),
        ("Fees of the port.\n\nThis is a sentence.\n", "This is a sentence."),
        ("참석자: 김 아무개, 이 아무개, 박 아무개 등 여섯 명.\n\n항만 요금을 정했다.\n", "항만 요금을 정했다."),
        ("Ann Lee, Bo Kim, Cy Park, Di Choi and others\n", "Fees of the port"),
    ],
)
def test_a_summary_is_a_sentence_of_the_text(briefgen: Run, tmp_path: Path, text: str, said: str) -> None:
    project = imported(briefgen, tmp_path, {"a.md": f"# Fees of the port\n\n{text}"})
    assert summary(project, "a") == said


def test_a_summary_too_long_for_one_line_begins_the_text(briefgen: Run, tmp_path: Path) -> None:
    first, last = "Treaties bind the states that sign them.", "It ends with what no one may lose."
    short, long = (" ".join([first] + ["A sentence of an abstract says it."] * many + [last]) for many in (20, 40))
    files = {f"{name}.md": f"---\nabstract: {it}\n---\n\nThe text.\n" for name, it in (("a", short), ("b", long))}
    project = imported(briefgen, tmp_path, files)
    assert len(short) < 1_000 < len(long)
    assert (summary(project, "a"), told(project, "a")[2]) == (short, "The text.\n")
    assert summary(project, "b").startswith(first) and summary(project, "b").endswith("says it.")
    assert told(project, "b")[2] == f"{long}\n\nThe text.\n"
    remarks = report(project)
    assert f"its summary has {len(long):,} characters: all of it begins the text" in remarks
    assert remarks.count("its summary has") == 1


def test_nothing_is_cut_within_a_word(briefgen: Run, tmp_path: Path) -> None:
    title = " ".join(["Committees"] * 120)
    project = imported(briefgen, tmp_path, {"a.md": f"# {title}\n\n{'Words without any end of a sentence ' * 20}.\n"})
    said, _, words = told(project, "a")
    assert said.endswith(" Committees…") and len(said) <= 1_000 and title in words
    assert summary(project, "a").endswith((" sentence…", " end…", " without…", " of…", " any…", " a…", " Words…"))
