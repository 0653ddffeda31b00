"""The handbooks do what they say: their lines are typed in an empty folder, with the packages of a release alone."""

from __future__ import annotations

import re
import shutil
import subprocess
import tarfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest
import yaml
from support.edited import WORD as PROGRAM
from support.edited_sheet import Rows, row, sent_back
from support.reader import LineError, Reader

from docs_pages import PROJECT, Example, examples  # isort: skip

STARTER = "briefgen/reading/starter/site/README.md"
DEADLINES = "docs/examples/briefgen-deadlines/README.md"
FIRST, IMPORT, WORD = "docs/first-brief.md", "docs/import.md", "docs/word.md"
TRANSLATORS, RELEASING = "docs/translators.md", "docs/releasing.md"
PAGES = ("README.md", FIRST, IMPORT, WORD, TRANSLATORS, "docs/extending.md", RELEASING, STARTER, DEADLINES)
PROGRAMS = frozenset(
    ["briefgen", "cd", "docker", "gh", "git", "ls", "make", "mkdir", "pip", "python", "python3", "sudo", "uvx"]
)
OWN_ENVIRONMENT = frozenset({"README.md", FIRST})
"""Pages that make the environment themselves."""
PROBLEM = "content/briefs/money-for-self-reliance/en.md:10:46:"
LISTINGS = {
    ("README.md", f"{PROBLEM} error[fact-is-known] there is no fact “rd-bugdet-2025”"),
    (FIRST, "content/"),
    (FIRST, "content/      what authors write"),
}  # fmt: skip
"""Blocks without a language that are not lines of a shell, by their first line."""
FILLED = {
    STARTER: {
        "BRIEF": "first-brief", "FILE": "handoff/first-brief-ko.docx", "SLUG": "second-brief", "ID": "second-pack",
        "HOST": "gitlab",
    },
    RELEASING: {"OWNER/NAME": "example/briefgen"},
}  # fmt: skip
"""What a reader puts in place of a word in capitals."""
HOSTED = "https://github.com/someone/my-briefs.git"


@dataclass(frozen=True)
class StandIn:
    """What is done in place of a line that no test can run, and why."""

    why: str
    do: Callable[[Reader, str], None]


def nothing(reader: Reader, line: str) -> None:
    """It leaves nothing that a later line needs."""


def serves(reader: Reader, line: str) -> None:
    reader.serves(line)


def is_target(reader: Reader, line: str) -> None:
    ran = subprocess.run(["make", "-n", *line.split()[1:]], cwd=PROJECT, capture_output=True, text=True)
    if ran.returncode:
        raise LineError(f"{line}\n  the Makefile cannot: {ran.stderr}")


def has_dist(reader: Reader, line: str) -> None:
    is_target(reader, line)
    shutil.copytree(reader.release, reader.folder / "dist")


def without_uvx(reader: Reader, line: str) -> None:
    reader.does(line.removeprefix("uvx "))


_PACKAGES_MADE = StandIn("the tests have made them once: they are put where make puts them", has_dist)
PACKAGES = "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
_SERVES = StandIn("it does not end: its page is fetched, and it is interrupted", serves)
_MAKES = StandIn(
    "it installs the libraries of a checkout, and takes minutes: make -n names what it would do", is_target
)
STAND_INS: Mapping[tuple[str, str], StandIn] = {
    **{("README.md", f"make {target}"): _MAKES for target in ("site", "test")},
    ("README.md", "briefgen new site ~/my-briefs && briefgen serve -C ~/my-briefs"): _SERVES,
    (FIRST, f"sudo apt-get install --no-install-recommends {PACKAGES} python3-venv"):
        StandIn("it changes the machine, which has them: PDFs are made", nothing),
    (FIRST, "briefgen serve"): _SERVES,
    (FIRST, "make dist"): _PACKAGES_MADE,
    **{(FIRST, f"make {target}"): _MAKES for target in ("site", "serve", "check", "verify", "test")},
    (RELEASING, "make dist"): _PACKAGES_MADE,
    (RELEASING, "uvx briefgen new site my-briefs"):
        StandIn("uvx asks an index for the libraries: the packages are installed already", without_uvx),
    (RELEASING, "gh attestation verify briefgen-1.2.0-py3-none-any.whl --repo OWNER/NAME"):
        StandIn("only GitHub knows what it has attested", nothing),
    (RELEASING, 'docker run --rm --user "$(id -u):$(id -g)" --volume "$PWD:/work" briefgen build'):
        StandIn("it takes Docker and an image: tests/tools/test_workflows.py reads the Dockerfile", nothing),
    (STARTER, "briefgen serve"): _SERVES,
}  # fmt: skip


def trade(reader: Reader) -> None:
    """A site with a brief “trade” of the number TS2025-03."""
    reader.does("briefgen new site my-briefs && cd my-briefs && briefgen new brief trade && mkdir ~/desk")
    reader.changes("content/briefs/trade/brief.yaml", '"PB-02"', "TS2025-03")


def trade_comes_back(reader: Reader) -> None:
    reader.does("briefgen handoff trade --to docx --language en")
    handed_out = (reader.folder / "handoff/trade-en.docx").read_bytes()
    changed = PROGRAM.edited(handed_out, PROGRAM.reword("Say who should do what", "Say who does what"))
    (reader.folder / "trade-en.docx").write_bytes(changed)
    reader.does("cp handoff/trade-ko.hwpx .")


def patch_is_taken_back(reader: Reader) -> None:
    reader.does("git apply --reverse trade.patch")


def facts_come_back(reader: Reader) -> None:
    def change(rows: Rows) -> None:
        row(rows, "un-members-1975")["status"] = "corroborated"

    handed_out = (reader.home / "desk/facts.xlsx").read_bytes()
    (reader.folder / "facts.xlsx").write_bytes(sent_back(handed_out, change))


def translation_comes_back(reader: Reader) -> None:
    text = (reader.folder / "handoff/trade.ko-en.xlf").read_text("utf-8")
    assert "Say who should do what." in text
    reader.writes("trade.ko-en.xlf", text.replace("Say who should do what.", "Say who does what."))


def old_site(reader: Reader) -> None:
    """A folder of Markdown beside the one that the reader works in."""
    reader.writes("../old-site/index.md", "# Our institute\n\nRead [the first note](notes/first.md).\n")
    reader.writes(
        "../old-site/notes/first.md", "---\ntitle: The first note\ndate: 2025-03-04\n---\n\nIt has one table.\n"
    )


def beside_an_old_site(reader: Reader) -> None:
    reader.does("cd ~/work")
    old_site(reader)


def in_the_clone(reader: Reader) -> None:
    (clone,) = reader.home.glob("briefgen-*")
    reader.does(f"cd '{clone}'")


def in_the_site(reader: Reader) -> None:
    reader.does("cd ~/my-briefs")


def report(reader: Reader) -> None:
    """A document of Word."""
    reader.does("briefgen handoff first-brief --to docx --output report.docx -C ~/my-briefs")


def unpacked(reader: Reader) -> None:
    """The source of the release, as a checkout has it."""
    (source,) = reader.release.glob("*.tar.gz")
    with tarfile.open(source) as archive:
        archive.extractall(reader.home, filter="data")
    (reader.folder,) = reader.home.glob("briefgen-*")


def to_be_released(reader: Reader) -> None:
    """What the page asks for before: address, version, change log, manual page."""
    unpacked(reader)
    (was,) = re.findall(r'__version__ = "(.+)"', (reader.folder / "briefgen/__init__.py").read_text("utf-8"))
    reader.does(f'sed -i \'s/__version__ = "{was}"/__version__ = "1.2.0"/\' briefgen/__init__.py')
    reader.does(f'sed -i \'s/"briefgen {was}"/"briefgen 1.2.0"/\' docs/briefgen.1')
    reader.changes("briefgen/__init__.py", 'REPOSITORY = ""', 'REPOSITORY = "https://github.com/example/briefgen"')
    reader.changes("CHANGELOG.md", "## Unreleased\n", "## Unreleased\n\n## 1.2.0 - 2027-03-01\n\n- It is new.\n")


def somewhere_else(reader: Reader) -> None:
    reader.does("cd .. && mkdir stranger && cd stranger")


def new_site(reader: Reader) -> None:
    reader.does("briefgen new site my-briefs && cd my-briefs")


def pushed(reader: Reader) -> None:
    """A repository, with the one that it is pushed to."""
    reader.hosts(HOSTED)
    reader.does("git init --quiet --initial-branch main && git add . && git commit --quiet --message Start")
    reader.does(f"git remote add origin {HOSTED}")


def as_if_not_pushed(reader: Reader) -> None:
    reader.does("rm -rf .git")


def hosted(reader: Reader) -> None:
    reader.hosts(HOSTED)


def readers_see_the_figure(reader: Reader) -> None:
    """What the page promises of the two sentences that were written."""
    for lang, words in (("en", "398.119 billion yuan"), ("ko", "3,981억 1,900만 위안을")):
        page = (reader.folder / f"site/{lang}/briefs/first-brief.html").read_text("utf-8")
        assert words in re.sub(r"<[^>]+>", "", page), words


def with_an_address(reader: Reader) -> None:
    reader.adds("content/site.yaml", "base_url: https://someone.github.io/briefs/\n")


BEFORE: Mapping[tuple[str, str], Callable[[Reader], None]] = {
    ("README.md", "make site"): unpacked,
    ("README.md", "briefgen import ../old-site -C my-briefs"): beside_an_old_site,
    ("README.md", "briefgen import report.docx --brief trade -C my-briefs"): report,
    (FIRST, f"sudo apt-get install --no-install-recommends {PACKAGES} python3-venv"): unpacked,
    (FIRST, "make dist"): in_the_clone,
    (FIRST, "ls ./wheels/*.whl >> requirements.txt"): in_the_site,
    (FIRST, "briefgen verify"): readers_see_the_figure,
    (FIRST, "git push --set-upstream origin main"): hosted,
    (FIRST, "briefgen mail first-brief"): with_an_address,
    (IMPORT, "briefgen import ../old-site -C my-briefs"): old_site,
    (WORD, "briefgen handoff trade --to docx"): trade,
    (WORD, "briefgen take-back trade-en.docx"): trade_comes_back,
    (WORD, "briefgen take-back trade-en.docx --keep"): patch_is_taken_back,
    (WORD, "briefgen take-back facts.xlsx"): facts_come_back,
    (TRANSLATORS, "briefgen translate export trade --from ko --to en"): trade,
    (TRANSLATORS, "briefgen translate take trade.ko-en.xlf"): translation_comes_back,
    (RELEASING, "make dist"): to_be_released,
    (RELEASING, "uvx briefgen new site my-briefs"): somewhere_else,
    (STARTER, "briefgen serve"): new_site,
    (STARTER, "briefgen publish"): pushed,
    (STARTER, "git init --initial-branch main"): as_if_not_pushed,
    (DEADLINES, "pip install ./docs/examples/briefgen-deadlines"): unpacked,
}
"""What the reader of a page has, or does, before a line."""


def fact(reader: Reader, text: str) -> None:
    reader.writes("content/facts/budget.yaml", text)


def source(reader: Reader, text: str) -> None:
    reader.adds("content/sources.yaml", text)


def english(reader: Reader, text: str) -> None:
    reader.adds("content/briefs/first-brief/en.md", text)


def korean(reader: Reader, text: str) -> None:
    reader.adds("content/briefs/first-brief/ko.md", text)


def extension_is_named(reader: Reader, text: str) -> None:
    new_site(reader)
    reader.adds("content/site.yaml", text)


def deadlines_are_listed(reader: Reader, text: str) -> None:
    """Readers get the list, and the calendar beside the brief."""
    english(reader, text)
    korean(reader, text)
    reader.does("briefgen build --no-pdfs")
    assert "Report to parliament" in (reader.folder / "site/en/briefs/first-brief.html").read_text("utf-8")
    assert "DTSTART" in (reader.folder / "site/en/briefs/first-brief/deadlines.ics").read_text("utf-8")


WRITTEN: Mapping[tuple[str, str], Callable[[Reader, str], None]] = {
    (FIRST, "rd-budget-2025:"): fact,
    (FIRST, "- id: abd-2025"): source,
    (FIRST, "China's central budget for 2025 sets aside {fact}`rd-budget-2025` for science and technology."): english,
    (FIRST, "중국 중앙정부는 2025년 예산에서 과학기술에 {fact}`rd-budget-2025`을(를) 편성했다."): korean,
    (DEADLINES, "extensions: [deadlines]"): extension_is_named,
    (DEADLINES, ":::{deadlines/list}"): deadlines_are_listed,
}
"""Blocks that the page tells the reader to put into a file, by their first line."""


@dataclass
class Page:
    """A page, the lines that have been run, and the entries of the tables that have been used."""

    path: str
    ran: int = 0
    used: set[tuple[str, str]] = field(default_factory=set)

    def follow(self, reader: Reader) -> str:
        """Do what the page says; what the first line that fails does instead."""
        try:
            self._follow(reader)
        except LineError as failed:
            return str(failed)
        return ""

    def _follow(self, reader: Reader) -> None:
        for block in examples((PROJECT / self.path).read_text("utf-8")):
            first = dedent(block.text).partition("\n")[0]
            if (self.path, first) in WRITTEN:
                self._used(first)
                WRITTEN[self.path, first](reader, dedent(block.text))
            elif not block.kind and (self.path, first) in LISTINGS:
                self._used(first)
            elif not block.kind:
                for number, line in lines(block):
                    self._type(reader, line, number)

    def _type(self, reader: Reader, line: str, number: int) -> None:
        assert line.split()[0] in PROGRAMS, f"{self.path}:{number}: is this a line of a shell, or a listing? {line}"
        try:
            self._prepare_and_do(reader, line)
        except LineError as failed:
            raise LineError(f"{self.path}:{number}: {failed}") from None
        self.ran += 1

    def _prepare_and_do(self, reader: Reader, line: str) -> None:
        typed = line
        for word, meant in FILLED.get(self.path, {}).items():
            typed = re.sub(rf"\b{word}\b", meant, typed)
        if (self.path, line) in BEFORE:
            self._used(line)
            BEFORE[self.path, line](reader)
        if (self.path, line) in STAND_INS:
            self._used(line)
            STAND_INS[self.path, line].do(reader, typed)
        else:
            reader.does(typed)

    def _used(self, entry: str) -> None:
        self.used.add((self.path, entry))

    @property
    def unused(self) -> set[tuple[str, str]]:
        return {it for it in (*LISTINGS, *STAND_INS, *BEFORE, *WRITTEN) if it[0] == self.path} - self.used


def lines(block: Example) -> Iterator[tuple[int, str]]:
    """The commands of a block with their lines on the page; words beside one, or indented below it, explain it."""
    for number, line in enumerate(dedent(block.text).splitlines(), block.line + 1):
        command = re.split(r" {2,}| +# ", line)[0].rstrip()
        if command:
            yield number, command


@pytest.mark.parametrize("path", PAGES)
def test_every_line_of_a_page_does_what_it_says(
    path: str, release: Path, installed_release: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    reader = Reader.new(tmp_path, release, None if path in OWN_ENVIRONMENT else installed_release)
    page = Page(path)
    failed = page.follow(reader)
    if failed:
        pytest.fail(failed, pytrace=False)
    assert page.unused == set(), "these entries of the tables match no line"
    with capsys.disabled():
        print(f"\n{path}: {page.ran} lines")


# The workflow of a new site

PAGES_ADDRESS = "https://someone.github.io/my-briefs"
CONDITIONS = {"github.ref == 'refs/heads/main'": True, "github.event_name == 'pull_request'": False}
"""What GitHub makes of a condition after a push to main."""
LIBRARIES = "install the libraries that set pages"
"""The step that needs the right to change the machine, which has them."""


@dataclass
class Runner:
    """A machine of GitHub after a push: where it works, the outputs of its steps, and what it hands on."""

    reader: Reader
    repository: Path
    handed_on: Path
    outputs: dict[str, str] = field(default_factory=dict)
    done: list[str] = field(default_factory=list)

    def does(self, step: Mapping[str, Any]) -> None:
        """Run a step, or do what stands for its action."""
        if not CONDITIONS[step.get("if", "github.ref == 'refs/heads/main'")]:
            return
        action, _, _ = step.get("uses", "").partition("@")
        name = step.get("name", action)
        if action:
            ACTIONS[action](self, step.get("with", {}))
        elif name != LIBRARIES:
            given = {key: self._filled(value) for key, value in step.get("env", {}).items()}
            script = self.reader.home / "step.sh"
            script.write_text(step["run"], "utf-8")
            said = self.reader.does(f"bash -e '{script}'", more=given)
            assert "::warning" not in said and "::error" not in said, said
        self.done.append(name)

    def _filled(self, value: str) -> str:
        return re.sub(r"\$\{\{ (.+?) \}\}", lambda found: self.outputs[found[1]], value)


def check_out(runner: Runner, given: Mapping[str, Any]) -> None:
    runner.reader.does(f"git clone --quiet 'file://{runner.repository}' ~/runner && cd ~/runner")


def set_up_python(runner: Runner, given: Mapping[str, Any]) -> None:
    runner.reader.does("python3 -m venv --without-pip ~/python && . ~/python/bin/activate")


def restore_cache(runner: Runner, given: Mapping[str, Any]) -> None:
    assert not (runner.reader.folder / given["path"]).exists(), "the first run has none; it is not in the repository"


def configure_pages(runner: Runner, given: Mapping[str, Any]) -> None:
    runner.outputs["steps.pages.outputs.base_url"] = PAGES_ADDRESS


def upload_pages(runner: Runner, given: Mapping[str, Any]) -> None:
    shutil.copytree(runner.reader.folder / given["path"], runner.handed_on)


def deploy_pages(runner: Runner, given: Mapping[str, Any]) -> None:
    """The published files, in a repository of their own."""
    runner.reader.does(f"git init --quiet --bare --initial-branch main ~/pages.git && cd '{runner.handed_on}'")
    runner.reader.does("git init --quiet --initial-branch main && git add --force . && git commit --quiet -m Deploy")
    runner.reader.does("git push --quiet ~/pages.git main && rm -rf .git && cd ~/runner")


ACTIONS: Mapping[str, Callable[[Runner, Mapping[str, Any]], None]] = {
    "actions/checkout": check_out,
    "actions/setup-python": set_up_python,
    "actions/cache": restore_cache,
    "actions/configure-pages": configure_pages,
    "actions/upload-pages-artifact": upload_pages,
    "actions/deploy-pages": deploy_pages,
}
"""What stands for an action of GitHub."""


def test_the_workflow_of_a_new_site_publishes_it(release: Path, installed_release: Path, tmp_path: Path) -> None:
    author = Reader.new(tmp_path / "author", release, installed_release)
    new_site(author)
    workflow = yaml.safe_load((author.folder / ".github/workflows/site.yml").read_text("utf-8"))
    (install,) = [it["run"] for it in workflow["jobs"]["build"]["steps"] if it.get("name") == "install briefgen"]
    author.writes("../step.sh", install)
    stopped = author.types("bash -e ../step.sh")
    assert stopped.returncode == 1 and "does not say where briefgen comes from" in stopped.stdout
    author.does(f"mkdir wheels && cp {release}/*.whl wheels && ls ./wheels/*.whl >> requirements.txt")
    repository = author.hosts(HOSTED)
    author.does("git init --quiet --initial-branch main && git add . && git commit --quiet --message Start")
    author.does(f"git remote add origin {HOSTED} && git push --quiet --set-upstream origin main")
    runner = Runner(Reader.new(tmp_path / "github", release), repository, tmp_path / "artifact")
    for job in workflow["jobs"].values():
        assert CONDITIONS[job.get("if", "github.ref == 'refs/heads/main'")]
        for step in job["steps"]:
            runner.does(step)
    assert set(ACTIONS) | {LIBRARIES, "install briefgen", "check", "build", "verify"} == set(runner.done)
    runner.reader.does("git clone --quiet ~/pages.git ~/published && briefgen verify --output ~/published")
    page = (runner.reader.home / "published/en/briefs/first-brief.html").read_text("utf-8")
    assert runner.reader.does("python -c 'import briefgen; print(briefgen.__file__)'").startswith(str(tmp_path))
    assert f'"{PAGES_ADDRESS}/en/briefs/first-brief.html"' in page
