"""What web and paper would not agree on is reported where its author wrote it, before anything is published."""

from __future__ import annotations

import pytest
from support.project import SMALL, Project

from briefgen.model.core.limits import CELL
from briefgen.reading.world import MemoryWorld
from briefgen.verifying.verify import verify
from briefgen.writing.site.manifest import MANIFEST, manifest_of

EN, KO = "content/briefs/first/en.md", "content/briefs/first/ko.md"
TABLE = "| a | b |\n|---|---|\n| {} | x |\n"


@pytest.fixture
def small() -> Project:
    """One brief of the small project, with an address."""
    files = {path: text for path, text in SMALL.items() if "second" not in path and "packs" not in path}
    data = "content/briefs/first/brief.yaml"
    files[data] = str(files[data]).replace("related: [second]\n", "")
    return Project(files)


def told(project: Project, body: str) -> list[tuple[str, int, str, str]]:
    """Code, line, message and hint of what is found in the English text with more text at its end."""
    text = project.text(EN)
    built = project.with_file(EN, f"{text}\n{body}\n").build()
    first = text.count("\n") + 2
    found = [it for it in built.diagnostics if it.span and it.span.path == EN and it.span.line >= first]
    return [(it.code, it.span.line - first, it.message, it.hint) for it in found if it.span]


def test_a_malformed_host_is_reported_once_at_its_line_and_is_no_link(small: Project) -> None:
    changed = small.with_file(EN, small.text(EN) + "\nSee [there](https://[::1/).\n")
    built = changed.build()
    found = [it for it in built.diagnostics if "[::1" in it.message]
    assert [(it.code, it.span and it.span.path) for it in found] == [("link-resolves", EN)]
    assert "https://example.org/page" in found[0].hint
    assert "[::1" not in built.page("en/briefs/first.html").partition("<article")[2]


@pytest.mark.parametrize("written", ["{dir=rtl}\nThe budget is 51%.", "The [budget]{dir=rtl} is 51%."])
def test_a_direction_against_its_letters_is_left_out_and_reported(small: Project, written: str) -> None:
    found = [it for it in told(small, written) if it[0] == "html-is-allowed"]
    assert len(found) == 1 and "“dir” is left out" in found[0][2] and "Arabic" in found[0][3]


def test_a_direction_of_letters_that_have_it_stays(small: Project) -> None:
    assert not [it for it in told(small, "The [שלום]{lang=he dir=rtl} is here.") if it[0] == "html-is-allowed"]


def test_a_cell_longer_than_a_page_is_reported_at_its_row(small: Project) -> None:
    (found,) = [it for it in told(small, TABLE.format("word " * (CELL // 5 + 1))) if it[0] == "text-fits-limit"]
    assert found[1] == 2 and "6,000" in found[2] and "below the table" in found[3]
    assert not [it for it in told(small, TABLE.format("word " * (CELL // 5 - 1))) if it[0] == "text-fits-limit"]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("[it](brief: second)", "write [it](brief:second)"),
        ("[it](Brief : second)", "write [it](brief:second)"),
        ("[it](mailto: a@example.org)", "write [it](mailto:a@example.org)"),
        ("[it](Brief:first)", "did you mean “brief:first”?"),
        ("[it](mailto:)", "mailto:name@example.org"),
        ("[it](mailto:me)", "mailto:name@example.org"),
        ("[it](tel:me)", "write it in full: tel:"),
    ],
)
def test_a_slip_in_a_link_is_reported_at_its_line_with_what_was_meant(small: Project, written: str, meant: str) -> None:
    found = [it for it in told(small, f"See {written} now.") if it[0] in ("link-resolves", "mark-is-written-out")]
    assert [it[1] for it in found] == [0] and meant in found[0][3]


@pytest.mark.parametrize(
    "written", ["[it](mailto:a@example.org)", "[it](tel:+82-2-1)", "[it](mailto:?subject=x)", "[it] (a: b)"]
)
def test_a_whole_address_is_no_slip(small: Project, written: str) -> None:
    assert not [it for it in told(small, f"See {written} now.") if it[0] in ("link-resolves", "mark-is-written-out")]


def test_a_link_to_the_address_of_the_site_itself_and_a_row_higher_than_a_page(small: Project) -> None:
    own = "https://example.org/sample/"
    for path in (EN, KO):
        small = small.with_file(path, f"{small.text(path)}\n[a]({own}) [b]({own}en/facts.html#fact-money-a)\n")
    tall = {path: TABLE.format("<br>".join([word] * 90)) for path, word in ((EN, "word"), (KO, "낱말"))}
    changed = small
    for path in (EN, KO):
        changed = changed.with_file(path, f"{small.text(path)}\n{tall[path]}")
    built = changed.build(pdfs=True)
    files = {**{path: built.tree[path] for path in built.tree}, MANIFEST: manifest_of(built.tree)}
    found = verify(MemoryWorld(files, theme={}), "")
    assert [it.message for it in found if it.code == "paper-leads-to-the-same-places"] == []
    rows = [it for it in built.diagnostics if it.code == "fits-on-paper"]
    assert {(it.span.path, it.span.line) for it in rows if it.span} == {
        (path, small.text(path).count("\n") + 4) for path in (EN, KO)
    }
    assert all("higher than a page" in it.message and "below the table" in it.hint for it in rows)
