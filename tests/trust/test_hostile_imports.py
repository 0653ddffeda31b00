"""What a stranger hands over to be imported costs as much time as it is long, and one file costs at most its limit."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from support.command import laid_out, runner
from support.office import paragraph, word
from support.project import SMALL

from briefgen.cli.imports import outside
from briefgen.importing.bibliography import joined
from briefgen.importing.site.source.configuration import configuration_of
from briefgen.importing.site.source.documents import find_documents
from briefgen.importing.site.writing import ImportedSite, Sources, imported_site
from briefgen.importing.word.document import read_word
from briefgen.model.core.limits import Limit
from briefgen.reading.disk.plain_files import read_followed
from briefgen.reading.files.libraries.cited import READERS
from briefgen.running.pool import watched

BOMB = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"a{at}: &a{at} [{', '.join([f'*a{at - 1}'] * 9)}]\n" for at in range(1, 9)
)
"""Nine times as much with each line, if it is written out: more than any machine has."""


def site_of(files: Mapping[str, str]) -> ImportedSite:
    """The folder as files of a project."""
    given = {name: text.encode() for name, text in files.items()}
    configuration = configuration_of(given)
    return imported_site(Sources(given, configuration, find_documents(given, configuration, "en"), "site"))


def seconds(work: Callable[[], object]) -> float:
    begun = time.process_time()
    work()
    return time.process_time() - begun


def text(line: str) -> Callable[[int], Callable[[], object]]:
    return lambda times: lambda: site_of({"a.md": line * times})


def paper(line: str) -> Callable[[int], Callable[[], object]]:
    return lambda times: lambda: site_of({"a.qmd": line * times, "b.md": "words\n"})


def ticks(times: int) -> Callable[[], object]:
    return lambda: site_of({"a.md": " ".join("`" * at for at in range(1, round((2 * times) ** 0.5)))})


def library(ending: str, begin: str, each: str, end: str = "") -> Callable[[int], Callable[[], object]]:
    def entries(times: int) -> Callable[[], object]:
        content = begin + "".join(each.format(at) for at in range(times)) + end
        return lambda: joined("", READERS[ending](content.encode()).items)

    return entries


def styles(times: int) -> Callable[[], object]:
    """Styles each based on the next, for as many paragraphs."""
    given = "".join(
        f'<w:style w:type="paragraph" w:styleId="s{at}"><w:basedOn w:val="s{at + 1}"/></w:style>' for at in range(times)
    )
    document = word(paragraph("Words.", style="s0") * times, styles=given)
    return lambda: read_word(document)


@pytest.mark.parametrize(
    ("work", "times"),
    [
        (text("<!-- "), 1_000),
        (text("words <!-- words\n\n"), 1_000),
        (ticks, 8_000),
        (text("]({{"), 1_000),
        (text("]({% "), 1_000),
        (text("](("), 4_000),
        (text("[a](/b/c.md) "), 1_000),
        (text("[a]({{< ref 'b "), 1_000),
        (text("title: a\n"), 4_000),
        (paper("{{< include b.md >}}\n"), 1_000),
        (paper("```{r}\n"), 4_000),
        (paper("![a](b.png){#fig-a "), 1_000),
        (library(".bib", "@book{{a, title={{a}}, author={{A B", " and A{} B", "}}"), 4_000),
        (library(".bib", "", "@book{{a{0}, title={{a{0}}}, author={{A B}}}}\n"), 400),
        (library(".ris", "", "TY  - BOOK\nTI  - a\nAU  - A, B\nER  - \n"), 400),
        (library(".json", "[", '{{"id": "é{0}", "type": "book", "title": "a"}},', '{"id": 1, "type": "a"}]'), 400),
        (styles, 200),
    ],
)
def test_time_grows_as_the_length_does(work: Callable[[int], Callable[[], object]], times: int) -> None:
    work(10)()
    once, twice, four = (seconds(work(times * by)) for by in (1, 2, 4))
    assert four < 8 * max(once, 0.02) or four < 3 * twice, (once, twice, four)


@pytest.mark.parametrize("name", ["a.md", "_config.yml", "mkdocs.yml", "_quarto.yml", "hugo.yaml"])
def test_aliases_are_not_written_out(name: str) -> None:
    front = f"---\ntitle: Words\n{BOMB}---\n\nWords.\n"
    files = {"content/a.md": front} if name == "a.md" else {name: BOMB, "content/a.md": "Words.\n"}
    spent = seconds(lambda: made.append(site_of(files))) if (made := list[ImportedSite]()) == [] else 0
    assert spent < 1
    assert sum(map(len, made[0].files.values())) < 10_000
    if name == "a.md":
        assert any("aliases (*) repeat too much" in it.message for it in made[0].remarks)


def test_files_that_name_each_other_are_put_in_as_far_as_a_text_may_grow() -> None:
    def names(file: str) -> str:
        return f"{{{{< include {file} >}}}}\n" * 200

    made = site_of({"a.qmd": names("b.txt"), "b.txt": names("c.txt"), "c.txt": names("d.txt"), "d.txt": "words\n"})
    assert len(made.files["content/briefs/a/en.md"]) < 1_000_000
    assert any("the text is longer than 400,000 characters" in it.message for it in made.remarks)


def test_a_file_that_takes_too_long_is_named_and_nothing_is_written(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "old").mkdir()
    (tmp_path / "old/a.md").write_text("Words.\n", "utf-8")
    (tmp_path / "old/b.md").write_text("[a](/b/c.md) " * 30_000, "utf-8")
    run = runner(capsys)
    monkeypatch.setattr(outside, "WORKERS", "processes:1")
    monkeypatch.setattr(watched, "LIMIT", Limit(1, 800))
    ran = run("import", tmp_path / "old", "-C", tmp_path / "new")
    assert ran.code == 1
    assert "old/b.md: reading it was stopped: it took more than 1 seconds of processor time" in ran.err
    assert not (tmp_path / "new").exists()


def test_a_bibliography_that_is_nested_deep_is_refused(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    deep = {"id": "a", "type": "book", "title": "A", "custom": {}}
    for _ in range(900):
        deep = {**deep, "custom": {"a": deep["custom"]}}
    (tmp_path / "a.json").write_text(json.dumps([{**deep, "author": deep["custom"]}]), "utf-8")
    run, usual = runner(capsys), sys.getrecursionlimit()
    assert run("new", "site", tmp_path / "site").code == 0
    before = (tmp_path / "site/content/sources.yaml").read_bytes()
    sys.setrecursionlimit(1_000)
    ran = run("import", tmp_path / "a.json", "-C", tmp_path / "site")
    sys.setrecursionlimit(usual)
    assert ran.code == 1 and "nested too deeply" in ran.err and "bug" not in ran.err
    assert (tmp_path / "site/content/sources.yaml").read_bytes() == before


def test_a_language_that_is_none_is_not_taken_for_one(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "old").mkdir()
    (tmp_path / "old/_config.yml").write_text('title: A\nlang: "en\\nx: y"\n', "utf-8")
    (tmp_path / "old/a.md").write_text("Words.\n", "utf-8")
    ran = runner(capsys)("import", tmp_path / "old", "-C", tmp_path / "new")
    assert ran.code == 0, ran.err
    assert "languages: [en]" in (tmp_path / "new/content/site.yaml").read_text("utf-8")


def test_the_only_text_is_named_when_it_is_too_long(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "old").mkdir()
    (tmp_path / "old/a.md").write_text("words " * 70_000, "utf-8")
    ran = runner(capsys)("import", tmp_path / "old", "-C", tmp_path / "new")
    assert ran.code == 1
    assert "a.md: it has 420,000 characters, more than 400,000" in ran.err


def test_the_title_of_a_document_is_words() -> None:
    link = '<w:hyperlink r:id="l"><w:r><w:t>The [new] budget</w:t></w:r></w:hyperlink>'
    made = read_word(word(paragraph("Of ", link), links={"l": "https://example.org/"}))
    assert made.title == "Of The [new] budget"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
@pytest.mark.parametrize("make", [os.mkfifo, lambda path: path.symlink_to(os.devnull)], ids=["pipe", "device"])
@pytest.mark.parametrize(
    ("command", "name"), [("import", "r.docx"), ("import", "r.bib"), ("import", "r.xlsx"), ("take-back", "r.docx"),
                          ("translate take", "r.xlf")]
)  # fmt: skip
def test_what_is_no_file_is_named_and_never_waited_for(
    make: Callable[[Path], None], command: str, name: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    make(tmp_path / name)
    ran = runner(capsys)(*command.split(), tmp_path / name, "-C", laid_out(tmp_path / "site", SMALL))
    assert ran.code == 1
    assert f"{tmp_path / name}: it cannot be read: it is not a plain file" in ran.err


@pytest.mark.skipif(not Path("/proc/self/maps").exists(), reason="this system has no files without a size")
def test_of_a_file_that_names_no_size_no_more_is_read_than_may_be() -> None:
    assert len(read_followed(Path("/proc/self/maps"), 10)) == 10
