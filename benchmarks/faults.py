"""Kills, full disks, damaged stores and a clock that goes back, on a small project: what is lost, and what is mixed up.

A mixture is a site that is neither the old nor the new one; a loss is a build after a fault that does not give the
right site; a leftover is a process that outlives its build. All three should be 0. Commands that change a project are
killed too: a mixture is then a file that is neither the old nor the new one, a loss a command that does not give the
right files when it is run again, and a leftover a file in the project that no command has meant to write.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import random
import re
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from support.edited import COMMENT, WORD  # noqa: E402

COMMAND = (sys.executable, "-m", "briefgen")
DEEP = b"[" * 200_000
NAMES = {"GIT_AUTHOR_NAME": "A", "GIT_AUTHOR_EMAIL": "a@example.org", "GIT_COMMITTER_NAME": "A"}
ENVIRONMENT = {
    **{name: value for name, value in os.environ.items() if name != "BRIEFGEN_CACHE"},
    **NAMES,
    "GIT_COMMITTER_EMAIL": "a@example.org",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "PYTHONPATH": str(ROOT),
}
Tree = dict[str, bytes]


def tree(folder: Path) -> Tree:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


class Project:
    """A project of one language of which there are two versions; ``trees`` has the site that each gives."""

    def __init__(self, folder: Path) -> None:
        self.root = folder / "project"
        self.site, self.store = self.root / "site", self.root / ".briefgen/cache"
        self.run("new", "site", str(self.root), folder=folder)
        settings = self.root / "content/site.yaml"
        settings.write_text(settings.read_text("utf-8").replace("[ko, en]", "[en]"), "utf-8")
        self.text = self.root / "content/briefs/first-brief/en.md"
        first = self.text.read_text("utf-8")
        self.versions = {"old": first, "new": f"{first}\nOne more sentence.\n"}
        self.trees: dict[str, Tree] = {}
        for version in ("new", "old"):
            assert self.build(version), "the project cannot be built"
            self.trees[version] = tree(self.site)
        self.kept = folder / "kept"
        shutil.copytree(self.root / ".briefgen", self.kept)

    def run(self, *arguments: str, folder: Path | None = None) -> subprocess.CompletedProcess[str]:
        command = [*COMMAND, *arguments]
        return subprocess.run(command, cwd=folder or self.root, env=ENVIRONMENT, capture_output=True, text=True)

    def choose(self, version: str) -> None:
        self.text.write_text(self.versions[version], "utf-8")

    def build(self, version: str) -> bool:
        """Whether a build of the version ends well, and without a word that no author should see."""
        self.choose(version)
        ran = self.run("build", "--quiet")
        said = ran.stdout + ran.stderr
        if ran.returncode or "Traceback" in said or "internal-error" in said:
            print(said)
            return False
        return True

    def restore(self) -> None:
        """The store as it was, whatever has been done to it."""
        shutil.rmtree(self.root / ".briefgen", ignore_errors=True)
        shutil.copytree(self.kept, self.root / ".briefgen")

    def standing(self) -> str:
        found = tree(self.site)
        return next((name for name, files in self.trees.items() if files == found), "")

    def entries(self) -> list[Path]:
        return sorted(path for path in self.store.rglob("*") if path.is_file())


def of_session(session: int) -> list[int]:
    """The processes of a session that are still there."""
    found = []
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            with contextlib.suppress(OSError):
                fields = (folder / "stat").read_text().rpartition(")")[2].split()
                if int(fields[3]) == session and fields[0] != "Z":
                    found.append(int(folder.name))
    return found


def killed(project: Project, arguments: list[str], after: float, whom: str) -> tuple[str, int]:
    """Kill a command after so many seconds: who was hit, empty when it had ended; and what is left 2 seconds later."""
    quiet = subprocess.DEVNULL
    child = subprocess.Popen(
        [*COMMAND, *arguments], cwd=project.root, env=ENVIRONMENT, stdout=quiet, stderr=quiet, start_new_session=True
    )
    time.sleep(after)
    workers = [process for process in of_session(child.pid) if process != child.pid]
    hit = "" if child.poll() is not None else "parent" if whom == "worker" and not workers else whom
    with contextlib.suppress(ProcessLookupError):
        if hit == "group":
            os.killpg(child.pid, signal.SIGKILL)
        elif hit == "parent":
            child.kill()
        elif hit == "worker":
            os.kill(random.choice(workers), signal.SIGKILL)
    child.wait()
    deadline = time.monotonic() + 2
    while (left := of_session(child.pid)) and time.monotonic() < deadline:
        time.sleep(0.02)
    for process in left:
        with contextlib.suppress(ProcessLookupError):
            os.kill(process, signal.SIGKILL)
    return hit, len(left)


def seconds_of(project: Project, arguments: list[str]) -> float:
    begun = time.monotonic()
    project.run(*arguments)
    return time.monotonic() - begun


def kills(project: Project, number: int, chance: random.Random, counted: Counter[str]) -> None:
    """Builds that are killed: the whole group, the parent alone, a worker alone; every third lays its PDF out anew."""
    project.build("old")
    project.choose("new")
    usual, standing = seconds_of(project, ["build", "--quiet"]), "new"
    position = hits = 0
    while hits < number:
        wanted = "old" if standing == "new" else "new"
        project.choose(wanted)
        if position % 3 == 0:
            max(project.entries(), key=lambda path: path.stat().st_size).unlink()
        whom = ("group", "parent", "worker")[position // 3 % 3]
        hit, left = killed(project, ["build", "--quiet"], chance.uniform(0, 1.2 * usual), whom)
        position, hits = position + 1, hits + bool(hit)
        counted[f"killed {hit}" if hit else "killed too late"] += 1
        counted["leftovers"] += left
        standing = project.standing()
        counted["mixtures"] += not standing
        if position % 10 == 0 or hits == number or not standing:
            counted["losses"] += not (project.build(wanted) and project.standing() == wanted)
            standing = wanted


def publications(project: Project, number: int, chance: random.Random, counted: Counter[str]) -> None:
    """Publications into a bare repository beside the project that are killed."""
    if not number:
        return
    pages = project.root.parent / "pages.git"
    for arguments in (["init", "--quiet", "--bare", str(pages)], ["init", "--quiet"], ["add", "."]):
        subprocess.run(["git", *arguments], cwd=project.root, env=ENVIRONMENT, check=True)
    subprocess.run(["git", "remote", "add", "origin", str(pages)], cwd=project.root, env=ENVIRONMENT, check=True)
    blobs: dict[str, str] = {}
    usual = 1.0
    for version in ("old", "new"):
        commit(project, version)
        begun = time.monotonic()
        ran = project.run("publish")
        usual = time.monotonic() - begun
        assert ran.returncode == 0, ran.stdout + ran.stderr
        blobs[version] = published(pages)
    hits = 0
    while hits < number:
        before = published(pages)
        wanted = next(version for version in blobs if blobs[version] != before)
        commit(project, wanted)
        whom = ("group", "parent")[hits % 2]
        hit, left = killed(project, ["publish"], chance.uniform(0, 1.2 * usual), whom)
        hits += bool(hit)
        counted[f"killed publication, {hit}" if hit else "killed too late"] += 1
        counted["leftovers"] += left
        time.sleep(0.2)  # a push that had begun goes on by itself
        counted["published all the same"] += bool(hit) and published(pages) == blobs[wanted]
        counted["mixtures"] += published(pages) not in blobs.values()
        if hits % 10 == 0 or hits == number:
            counted["losses"] += not (project.run("publish").returncode == 0 and published(pages) == blobs[wanted])
    for place in (pages, project.root):
        sound = subprocess.run(["git", "-C", str(place), "fsck", "--strict", "--connectivity-only"], env=ENVIRONMENT)
        counted["losses"] += sound.returncode != 0


def commit(project: Project, version: str) -> None:
    """Build a version and commit its sources."""
    assert project.build(version), "the project cannot be built"
    command = ["git", "commit", "--quiet", "--all", "--message", version, "--allow-empty"]
    subprocess.run(command, cwd=project.root, env=ENVIRONMENT, check=True)


def published(pages: Path) -> str:
    """The files on the branch, with what each holds."""
    command = ["git", "-C", str(pages), "ls-tree", "-r", "gh-pages"]
    return subprocess.run(command, capture_output=True, text=True, env=ENVIRONMENT).stdout


def full_disks(project: Project, number: int, chance: random.Random, counted: Counter[str]) -> None:
    """Builds that have room for so many kilobytes: on a small disk of their own, or, unless root, in each file."""
    position = 0
    while counted["full disks"] < number:
        project.restore()
        position += 1
        wanted = ("new", "old")[position % 2]
        project.choose(wanted)
        if position % 4 > 1:
            shutil.rmtree(project.store)
        with small_disk(project, chance.randrange(0, 400)) as limit:
            ran = subprocess.run(
                [*COMMAND, "build", "--quiet"], cwd=project.root, env=ENVIRONMENT, capture_output=True, text=True,
                preexec_fn=limit,
            )  # fmt: skip
            counted["mixtures"] += not project.standing()
            counted["losses"] += "Traceback" in ran.stderr
            counted["full disks"] += ran.returncode != 0
            counted["disks with room enough"] += ran.returncode == 0
        counted["losses"] += not (project.build(wanted) and project.standing() == wanted)


@contextlib.contextmanager
def small_disk(project: Project | Change, kilobytes: int) -> Iterator[Callable[[], None]]:
    """The project on a disk with so much room; what a child has to call before it begins."""
    aside, root = project.root.with_name("aside"), str(project.root)
    project.root.rename(aside)
    project.root.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "tmpfs", root], capture_output=True)
    if mounted.returncode == 0:
        try:
            shutil.copytree(aside, project.root, dirs_exist_ok=True, symlinks=True)
            size = shutil.disk_usage(root).used // 1024 + kilobytes
            subprocess.run(["mount", "-o", f"remount,size={size}k", root], check=True)
            yield lambda: None
            found = shutil.copytree(root, aside.with_name("found"), symlinks=True)
        finally:
            subprocess.run(["umount", root], check=True)
            project.root.rmdir()
        shutil.rmtree(aside)
        found.rename(project.root)
        return
    project.root.rmdir()
    aside.rename(project.root)

    def limit() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (kilobytes * 300, kilobytes * 300))

    yield limit


def damage(kind: str, project: Project, chance: random.Random) -> None:
    """Do something to an entry of the store, or to what briefgen remembers beside it."""
    entries = project.entries()
    one, other = chance.sample(entries, 2)
    content = bytearray(one.read_bytes())
    if kind == "flip":
        content[chance.randrange(len(content))] ^= chance.randrange(1, 256)
        one.write_bytes(content)
    elif kind == "cut":
        one.write_bytes(content[: chance.randrange(len(content))])
    elif kind == "zero":
        one.write_bytes(bytes(len(content)))
    elif kind == "empty":
        one.write_bytes(b"")
    elif kind == "swap":
        one.write_bytes(other.read_bytes())
        other.write_bytes(content)
    elif kind == "delete":
        one.unlink()
    elif kind == "folder":
        one.unlink()
        one.mkdir()
    elif kind == "link":
        one.unlink()
        one.symlink_to(other)
    elif kind == "pipe":
        one.unlink()
        os.mkfifo(one)
    else:
        place = chance.choice([project.root / ".briefgen/last.json", project.site / "briefgen-manifest.json"])
        place.write_bytes(DEEP)


KINDS = ("flip", "cut", "delete", "empty", "swap", "folder", "link", "zero", "pipe", "deep JSON")


def damaged_stores(project: Project, number: int, chance: random.Random, counted: Counter[str]) -> None:
    """Builds with a store that something has been done to; one in three with every entry hit."""
    for position in range(number):
        project.restore()
        wanted = ("new", "old")[position % 2]
        for _ in range(1 if position % 3 else 5):
            with contextlib.suppress(OSError, ValueError):
                damage(KINDS[position % len(KINDS)], project, chance)
        is_lost = (project.site / "briefgen-manifest.json").read_bytes() == DEEP
        if is_lost:  # the folder is nobody's then: it is refused in a sentence, and built once it is gone
            project.choose(wanted)
            counted["losses"] += "folder-is-ours" not in project.run("build").stdout
            shutil.rmtree(project.site)
        counted["losses"] += not (project.build(wanted) and project.standing() == wanted)
        counted["damaged stores"] += 1


def clock_back(project: Project, number: int, counted: Counter[str]) -> None:
    """Builds after the clock was set back: all that was written so far is of the future."""
    for position in range(number):
        version = ("new", "old")[position % 2]
        project.restore()
        later = time.time() + 86_400 * (position + 1)
        for path in (*project.entries(), *(project.root / ".briefgen").glob("*.json"), *project.site.rglob("*")):
            os.utime(path, (later, later))
        counted["losses"] += not (project.build(version) and project.standing() == version)
        counted["clocks set back"] += 1


POSTS = {
    "one.md": "---\ntitle: One\nbibliography: all.bib\n---\n\nA text in English, see [@report].\n",
    "two/index.md": "---\ntitle: Two\n---\n\nAnother text in English, of more words.\n",
    "all.bib": "@book{report, title={A report}, author={Kim, Min}, year={2020}, publisher={Press}}\n",
    "a.csv": "item,plan,done\nx,3,4\n",
}


def commands_that_write(folder: Path, base: Path) -> Iterator[tuple[str, bool, list[str]]]:
    """Name, whether it makes the project, and arguments but for the project; what they need is put into ``folder``."""
    posts = folder / "posts"  # without documents, each of which is a step of its own
    for name, text in POSTS.items():
        (posts / name).parent.mkdir(parents=True, exist_ok=True)
        (posts / name).write_text(text, "utf-8")
    for arguments in (
        ["handoff", "first-brief", "--to", "docx", "--lang", "en", "-o", str(folder / "brief.docx")],
        ["translate", "export", "first-brief", "--from", "ko", "--to", "en", "--format", "po", "-o", f"{folder}/b.po"],
    ):
        subprocess.run([*COMMAND, *arguments, "-C", str(base), "-q"], env=ENVIRONMENT, check=True)
    sent = (folder / "b.po").read_text("utf-8")
    (folder / "b.po").write_text(re.sub(r'(?m)^(msgstr "[A-Z].*)\."$', r'\1, and more."', sent), "utf-8")
    sent_document = (folder / "brief.docx").read_bytes()
    (folder / "back.docx").write_bytes(WORD.edited(sent_document, WORD.comment_on("In 1975"), said=COMMENT))
    yield "new site", True, ["new", "site"]
    yield "import a folder, new", True, ["import", str(posts)]
    yield "import a folder", False, ["import", str(posts)]
    yield "import a document", False, ["import", str(folder / "brief.docx"), "--brief", "third", "--lang", "en"]
    yield "import a bibliography", False, ["import", str(posts / "all.bib")]
    yield "import a sheet", False, ["import", str(posts / "a.csv")]
    yield "translate stamp", False, ["translate", "stamp", "--all"]
    yield "translate take", False, ["translate", "take", str(folder / "b.po"), "--write"]
    yield "take-back", False, ["take-back", str(folder / "back.docx"), "--keep"]
    yield "signoff", False, ["signoff", "sign", "first-brief", "--as", "Kim", "--role", "facts"]
    yield "new brief", False, ["new", "brief", "second"]
    yield "new pack", False, ["new", "pack", "spring"]
    yield "new template", False, ["new", "template", "css/tokens.css"]
    yield "new language", False, ["new", "language", "it"]
    yield "new workflow", False, ["new", "ci", "gitlab"]
    yield "schema", False, ["schema"]
    yield "check --links", False, ["check", "--links", "--allow-private", "--quiet"]
    yield "version keep", False, ["version", "keep", "--all"]


class Change:
    """A command that changes a project: what it is given, and what it makes of that when nothing goes wrong."""

    def __init__(self, name: str, command: list[str], base: Path | None, root: Path) -> None:
        self.name, self.command, self.base, self.root = name, command, base, root
        self.renew()
        self.whole, self.before, begun = tree(root), of_author(root), time.monotonic()
        ran = self.run()
        assert ran.returncode == 0, f"{name}: {ran.stdout}{ran.stderr}"
        self.usual, self.wanted = time.monotonic() - begun, of_author(root)
        assert self.wanted != self.before, name

    def run(self, limit: Callable[[], None] | None = None) -> subprocess.CompletedProcess[str]:
        return subprocess.run(self.command, env=ENVIRONMENT, capture_output=True, text=True, preexec_fn=limit)

    def renew(self) -> None:
        """The project as it was before the command."""
        shutil.rmtree(self.root, ignore_errors=True)
        if self.base:
            shutil.copytree(self.base, self.root)

    def judge(self, fault: str, counted: Counter[str]) -> None:
        """Count what a fault has left, and what the same command makes of it."""
        left = of_author(self.root)
        told = "plan" if (self.root / ".briefgen/change/plan.json").exists() else ""
        state = "old" if left == self.before else "new" if left == self.wanted else told or "mixture"
        counted[f"{fault} {self.name}: {state}"] += 1
        counted["mixtures"] += state == "mixture"
        counted["mixtures"] += any(it not in (self.before.get(at), self.wanted.get(at)) for at, it in left.items())
        if tree(self.root) == self.whole:
            return  # as if nothing had been begun
        self.run()
        found = of_author(self.root)
        counted["losses"] += any(
            found.get(path) != content for path, content in self.wanted.items() if path != "import-report.md"
        )  # which tells what the last import has done
        counted["leftovers"] += len(found.keys() - self.wanted.keys())


def changes_of(folder: Path, only: list[str]) -> Iterator[Change]:
    """Each command that changes a project, in a new one that has an address to ask for and a schema that is old."""
    base, root = folder / "base", folder / "changed"
    subprocess.run([*COMMAND, "new", "site", str(base)], env=ENVIRONMENT, check=True, capture_output=True)
    (base / "content/.schemas/site.schema.json").write_text("{}\n", "utf-8")
    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    for text in base.glob("content/pages/about/*.md"):
        with text.open("a", encoding="utf-8") as file:
            file.write(f"\n[Here](http://127.0.0.1:{server.server_port}/).\n")
    for name, begins, arguments in commands_that_write(folder / "given", base):
        if only and name not in only:
            continue
        project = [str(root)] if arguments == ["new", "site"] else ["-C", str(root)]
        yield Change(name, [*COMMAND, *arguments, *project], None if begins else base, root)
    server.shutdown()


class Answers(BaseHTTPRequestHandler):
    """Answers every question with a page."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.end_headers()

    do_HEAD = do_GET  # noqa: N815

    def log_message(self, *_arguments: object) -> None:
        pass


def changes(folder: Path, given: argparse.Namespace, chance: random.Random, counted: Counter[str]) -> None:
    """Commands that change a project, each killed so many times, and on so many disks that are too small."""
    for change in changes_of(folder, given.only):
        kill_while_it_writes(change, given.changes, chance, counted)
        for _ in range(given.changes_on_disks):
            change.renew()
            change.root.mkdir(exist_ok=True)
            grown = sum(len(it) // 1024 + 4 for at, it in change.wanted.items() if it != change.before.get(at))
            with small_disk(change, chance.randrange(0, 2 * grown, 2)) as limit:
                ran = change.run(limit)
            counted["losses"] += ran.returncode not in (0, 1) or "Traceback" in ran.stderr
            change.judge("disk full at" if ran.returncode else "disk with room enough for", counted)
        print({it: number for it, number in counted.items() if f" {change.name}: " in it}, flush=True)


def kill_while_it_writes(change: Change, number: int, chance: random.Random, counted: Counter[str]) -> None:
    """Kill a command so many times: three of four as soon as its plan, or the folder of it, is there."""
    hits = 0
    while hits < number:
        change.renew()
        child = subprocess.Popen(change.command, env=ENVIRONMENT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        if hits % 4 == 3:
            time.sleep(chance.uniform(0, 1.1 * change.usual))
        else:
            aim = change.root / (".briefgen/change/plan.json", ".briefgen/change", ".briefgen/change")[hits % 4]
            while child.poll() is None and not aim.exists():
                time.sleep(0.0002)
            time.sleep(chance.choice([0, 0.001, 0.01]))
        child.kill()
        if child.wait() == -signal.SIGKILL:
            hits += 1
            change.judge("killed", counted)


def of_author(root: Path) -> Tree:
    """All of a project but what briefgen may forget."""
    return {path: content for path, content in tree(root).items() if not path.startswith(".briefgen/")}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    for name, usual in (
        ("kills", 170),
        ("publications", 30),
        ("disks", 20),
        ("stores", 50),
        ("clocks", 4),
        ("changes", 40),
        ("changes-on-disks", 6),
    ):
        parser.add_argument(f"--{name}", type=int, default=usual)
    parser.add_argument("--seed", type=int, default=13)
    parser.add_argument("--only", action="append", default=[], help="of the commands that change a project, this one")
    given = parser.parse_args()
    counted: Counter[str] = Counter(mixtures=0, losses=0, leftovers=0)
    chance = random.Random(given.seed)
    with tempfile.TemporaryDirectory() as folder:
        if given.changes or given.changes_on_disks:
            changes(Path(folder), given, chance, counted)
        print(dict(counted), flush=True)
        project = Project(Path(folder))
        for part, number in ((damaged_stores, given.stores), (full_disks, given.disks), (kills, given.kills)):
            part(project, number, chance, counted)
            print(dict(counted), flush=True)
        clock_back(project, given.clocks, counted)
        publications(project, given.publications, chance, counted)
    print(dict(counted))
    sys.exit(counted["mixtures"] + counted["losses"] + counted["leftovers"] > 0)


if __name__ == "__main__":
    main()
