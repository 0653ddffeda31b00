"""Every command that changes a project does it in one step, and through no link, wherever it is stopped."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from support.command import Run, change, laid_out
from support.disk_steps import KilledError, Steps, tree, watched
from support.edited import COMMENT, WORD
from support.office import heading_styles, paragraph, word
from support.project import SMALL

from briefgen.cli.main import main
from briefgen.model.core.diagnostics import Outcome
from briefgen.reading.world import MemoryWorld

Arguments = tuple[object, ...]
Prepared = Callable[[Path, Path], Arguments]
"""Puts what a command needs into a folder beside the project, or into it: the arguments of the command."""
STATE = ".briefgen/"
RULES = ("languages: [ko, en]\n", "languages: [ko, en]\nsignoff: {required: [facts]}\n")
POSTS = {
    "one.md": "---\ntitle: One\nbibliography: all.bib\n---\n\nA text in English of some words, see [@report].\n",
    "two/index.md": "---\ntitle: Two\n---\n\nAnother text in English.\n\n![A grey square](grey.png)\n",
    "two/grey.png": SMALL["content/briefs/first/photo.png"],
    "all.bib": "@book{report, title={A report}, author={Kim, Min}, year={2020}, publisher={Press}}\n",
}


def _folder(beside: Path, root: Path) -> Arguments:
    return ("import", laid_out(beside, POSTS), "-C", root)


def _document(beside: Path, root: Path) -> Arguments:
    body = paragraph("The budget", style="title") + paragraph("Spending rose by half in the last year.")
    laid_out(beside, {"trade.docx": word(body, styles=heading_styles())})
    return ("import", beside / "trade.docx", "-C", root, "--lang", "en")


def _bibliography(beside: Path, root: Path) -> Arguments:
    return ("import", laid_out(beside, POSTS) / "all.bib", "-C", root)


def _sheet(beside: Path, root: Path) -> Arguments:
    laid_out(beside, {"a.csv": "item,plan,done\nx,3,4\n"})
    return ("import", beside / "a.csv", "-C", root)


def _translation(beside: Path, root: Path) -> Arguments:
    change(root, "content/briefs/first/ko.md", "표본을 더 모은다.", "표본을 많이 모은다.")
    file = beside / "first.ko-en.po"
    with pytest.raises(SystemExit):
        main(["translate", "export", "first", "--from", "ko", "--to", "en", "--format", "po", "-q", "-C", str(root),
              "-o", str(file)])  # fmt: skip
    change(beside, file.name, 'msgstr "Take more samples."', 'msgstr "Take many more samples."')
    return ("translate", "take", file, "--write", "-C", root)


def _remarks(beside: Path, root: Path) -> Arguments:
    from briefgen.handouts.exchanging.documents.compare import sent_text
    from briefgen.handouts.handoff import WRITERS, read_edited

    project = read_edited(MemoryWorld(dict(SMALL))).value
    assert project is not None
    sent = WRITERS["docx"](sent_text(project, "first", "en").handoff, project.sources).value
    laid_out(beside, {"back.docx": WORD.edited(sent, WORD.comment_on("We took every"), said=COMMENT)})
    return ("take-back", beside / "back.docx", "-C", root, "--keep")


def _signature(beside: Path, root: Path) -> Arguments:
    change(root, "content/site.yaml", *RULES)
    return ("signoff", "sign", "first", "second", "--as", "Kim", "--role", "facts", "-C", root)


def _given(*arguments: object) -> Prepared:
    return lambda _, root: (*arguments, "-C", root)


COMMANDS: dict[str, Prepared] = {
    "import a folder": _folder,
    "import a document": _document,
    "import a bibliography": _bibliography,
    "import a sheet": _sheet,
    "translate take": _translation,
    "translate stamp": _given("translate", "stamp", "--all"),
    "take-back --keep": _remarks,
    "signoff sign": _signature,
    "version keep": _given("version", "keep", "--all"),
    "new brief": _given("new", "brief", "third"),
    "new pack": _given("new", "pack", "trip"),
    "new template": _given("new", "template", "web/brief.html"),
    "new ci": _given("new", "ci", "gitlab"),
    "new language": _given("new", "language", "it"),
    "schema": _given("schema"),
}
BEGINS: dict[str, Prepared] = {
    "import a folder": _folder,
    "import a document": _document,
    "new site": lambda _, root: ("new", "site", root, "--languages", "en"),
}
"""Commands that make the project."""


@pytest.fixture(autouse=True)
def _kept_version(monkeypatch: pytest.MonkeyPatch) -> None:
    """What ``version keep`` would make: laying out its PDFs is another matter."""
    from briefgen.handouts import versions

    def keep(*_: object, **more: Any) -> Outcome[versions.Keeping]:
        folder = "content/briefs/first/versions/1.0"
        files = {f"{folder}/first-en.pdf": b"%PDF", f"{folder}/version.yaml": b"published: 2026-03-05\n"}
        return Outcome(versions.Keeping(files, ("kept",)))

    monkeypatch.setattr(versions, "keep", keep)


def of_author(root: Path) -> dict[str, bytes | str]:
    """All of a project but what briefgen may forget."""
    return {path: content for path, content in tree(root).items() if not path.startswith(STATE)}


def ran(arguments: Arguments) -> None:
    with pytest.raises((SystemExit, KilledError)):
        main([str(it) for it in arguments])


def outside(steps: Steps, root: Path) -> list[int]:
    """The numbers of the steps that change what is not briefgen's own."""
    state = str(root / STATE)
    return [number for number, (_, place) in enumerate(steps.taken, 1) if not f"{place}/".startswith(state)]


def laid(folder: Path, *, begins: bool) -> Path:
    return folder / "new" if begins else laid_out(folder, SMALL)


EVERY = [*((False, name) for name in COMMANDS), *((True, name) for name in BEGINS)]
NAMES = [f"{name}, new" if begins else name for begins, name in EVERY]


@pytest.mark.parametrize(("begins", "name"), EVERY, ids=NAMES)
@pytest.mark.parametrize("stopped", ["at the first", "at the second", "at the last"])
def test_a_command_that_is_killed_changes_nothing_or_is_finished_by_the_next(
    stopped: str, begins: bool, name: str, tmp_path: Path
) -> None:
    prepared = (BEGINS if begins else COMMANDS)[name]
    whole = laid(tmp_path / "whole", begins=begins)
    arguments = prepared(tmp_path / "beside", whole)
    with watched(whole) as steps:
        ran(arguments)
    wanted, at = of_author(whole), outside(steps, whole)
    assert at, "it has changed something"
    killed = laid(tmp_path / "killed", begins=begins)
    arguments = prepared(tmp_path / "beside", killed)
    before = of_author(killed)
    kill = {"at the first": at[0], "at the second": at[min(1, len(at) - 1)], "at the last": len(steps.taken)}[stopped]
    with watched(killed, kill=kill):
        ran(arguments)
    left = of_author(killed)
    torn = {path: content for path, content in left.items() if content not in (before.get(path), wanted.get(path))}
    assert not torn, "each file is the old one or the new one"
    ran(arguments)
    assert {path: of_author(killed).get(path) for path in wanted} == wanted
    assert set(of_author(killed)) == set(wanted) and not list(killed.glob(f"{STATE}change"))


@pytest.mark.parametrize(("begins", "name"), EVERY, ids=NAMES)
def test_a_full_disk_changes_nothing_and_is_told(begins: bool, name: str, tmp_path: Path, briefgen: Run) -> None:
    root = laid(tmp_path / "project", begins=begins)
    arguments = (BEGINS if begins else COMMANDS)[name](tmp_path / "beside", root)
    before = of_author(root)
    with watched(root, full=3):
        told = briefgen(*arguments)
    assert told.code != 0 and "No space left on device" in told.err and "internal-error" not in told.err
    assert of_author(root) == before
    briefgen(*arguments)
    assert of_author(root) != before


LINKS = {
    "import a folder": (
        "content", "content/.import.json", "content/briefs", "content/briefs/one", "content/sources.yaml",
        "import-report.md",
    ),
    "import a document": (
        "content", "content/.import.json", "content/briefs", "content/briefs/trade", "content/briefs/trade/en.md",
        "import-report-trade-en.md",
    ),
    "import a bibliography": ("content/sources.yaml", "content"),
    "import a sheet": (
        "content/facts/proposed", "content/facts/proposed/a.yaml", "content/.import.json", "content/facts",
    ),
    "translate take": ("content/briefs/first/en.md", "content/briefs/first/translation.yaml"),
    "translate stamp": ("content", "content/briefs", "content/briefs/first", "content/briefs/first/translation.yaml"),
    "take-back --keep": ("content/briefs/first/remarks.yaml",),
    "signoff sign": ("content/briefs", "content/briefs/second", "content/briefs/second/signoffs.yaml"),
    "version keep": ("content/briefs/first/versions", "content/briefs/first/versions/1.0/first-en.pdf"),
    "new brief": ("content/briefs",),
    "new pack": ("content/packs",),
    "new template": ("templates", "templates/web", "templates/web/brief.html"),
    "new ci": (".gitlab-ci.yml",),
    "new language": ("templates/locale", "templates/csl/it.csl"),
    "schema": ("content/.schemas", "content/.schemas/facts.schema.json"),
}  # fmt: skip
"""By command, where a link may stand in the way of what it writes."""
LEFT = {
    "import a folder": ("content/briefs/one/en.md", "content/briefs/one/brief.yaml", "content/.schemas"),
    "import a document": ("content/briefs/trade/brief.yaml",),
    "take-back --keep": ("content/briefs/first",),
    "new brief": ("content/briefs/third",),
    "new pack": ("content/packs/trip.yaml",),
    "new ci": ("requirements.txt",),
}
"""Where a link stands in place of what is not read there, or stays as it is."""


def linked(root: Path, place: str, led_to: Path) -> None:
    """A link at a place of the project: what was there is where it leads to."""
    link = root / place
    if link.exists():
        link.rename(led_to)
    elif "." in link.name.removeprefix(".schemas"):
        led_to.touch()
    else:
        led_to.mkdir()
    link.parent.mkdir(parents=True, exist_ok=True)
    link.symlink_to(led_to)


def cases(places: dict[str, tuple[str, ...]]) -> list[tuple[str, str]]:
    return [(name, place) for name, own in places.items() for place in own]


@pytest.mark.parametrize("inside", [False, True], ids=["out of the project", "into the project"])
@pytest.mark.parametrize(("name", "place"), cases(LINKS))
def test_nothing_is_written_through_a_link(name: str, place: str, inside: bool, tmp_path: Path, briefgen: Run) -> None:
    """Whoever gives a project its files could have any file of the machine written over."""
    root = laid_out(tmp_path / "project", SMALL)
    arguments = COMMANDS[name](tmp_path / "beside", root)
    linked(root, place, (root if inside else tmp_path) / "elsewhere")
    before = tree(tmp_path)
    told = briefgen(*arguments)
    assert told.code != 0, told.out
    said = told.err + told.out
    assert place in said and re.search("link|already a file|exists and differs", said) and "internal-error" not in said
    assert len(re.findall(r"^Error: |error\[file-is-plain", said, re.MULTILINE)) == 1
    assert tree(tmp_path) == before


@pytest.mark.parametrize(("name", "place"), cases(LEFT))
def test_a_link_in_place_of_what_stays_is_left_alone(name: str, place: str, tmp_path: Path, briefgen: Run) -> None:
    root = laid_out(tmp_path / "project", SMALL)
    arguments = COMMANDS[name](tmp_path / "beside", root)
    linked(root, place, elsewhere := tmp_path / "elsewhere")
    before = tree(elsewhere) if elsewhere.is_dir() else elsewhere.read_bytes()
    briefgen(*arguments)
    assert (tree(elsewhere) if elsewhere.is_dir() else elsewhere.read_bytes()) == before
    assert (root / place).readlink() == elsewhere
