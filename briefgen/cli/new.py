"""``briefgen new``: something small and whole to start from. Nothing that exists is ever written over."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import click

from briefgen.cli import options as shared
from briefgen.cli.options import CONTENT, Project

STARTERS = Path(__file__).with_name("starters")
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_PAIR = re.compile(r"^( +)ko: (.*)\n\1en: (.*)$", re.MULTILINE)


@click.group(
    "new",
    epilog="""\b
Examples:
  briefgen new site my-briefs
  briefgen new brief trade-in-services -C my-briefs
  briefgen new pack spring-visit -C my-briefs""",
)
def command() -> None:
    """Start a site, a brief or a pack from a small example with comments."""


@command.command("site")
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@shared.DEBUG
def site(folder: Path) -> int:
    """Start a bilingual site in DIR, which must not exist or be empty."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise click.BadParameter(f"{folder} is not empty; name a new folder")
    starter = STARTERS / "site"
    for path in sorted(starter.rglob("*")):
        if path.is_file():
            below = path.relative_to(starter)
            target = folder / (".gitignore" if below.name == "gitignore" else below)
            _write(target, _filled(path, {"DATE": _today()}))
    click.echo(f"{folder} is ready. Look at it with: briefgen serve -C {folder}")
    return 0


@command.command("brief")
@click.argument("slug")
@shared.SOURCE
@shared.DEBUG
def brief(slug: str, project: Project) -> int:
    """Start a brief in every language of the site. SLUG becomes its address."""
    folder = project.root / CONTENT / "briefs" / _checked("SLUG", slug)
    if folder.exists():
        raise click.BadParameter(f"there is already a brief “{slug}”")
    words = {"ID": slug, "DATE": _today(), "NUMBER": _next_number(folder.parent)}
    _write(folder / "brief.yaml", _filled(STARTERS / "brief" / "brief.yaml", words))
    for lang in _languages(project):
        _write(folder / f"{lang}.md", _filled(_starter_text(lang), words))
    click.echo(f"{folder} is ready: write the texts and give its facts a place in {CONTENT}/facts/")
    return 0


@command.command("pack")
@click.argument("name", metavar="ID")
@shared.SOURCE
@shared.DEBUG
def pack(name: str, project: Project) -> int:
    """Start a pack of all briefs. ID becomes its address."""
    path = project.root / CONTENT / "packs" / f"{_checked('ID', name)}.yaml"
    if path.exists():
        raise click.BadParameter(f"there is already a pack “{name}”")
    slugs = _slugs(project.root / CONTENT / "briefs")
    if not slugs:
        raise click.UsageError("a pack needs a brief; start one with: briefgen new brief SLUG")
    words = {"ID": name, "DATE": _today(), "BRIEFS": "\n".join(f"  - {slug}" for slug in slugs)}
    _write(path, _in_languages(_filled(STARTERS / "pack" / "pack.yaml", words), _languages(project)))
    click.echo(f"{path} is ready: choose its briefs and their order")
    return 0


def _checked(what: str, given: str) -> str:
    if not _ID.fullmatch(given):
        raise click.BadParameter(f"{what} is made of small letters, digits and hyphens, e.g. trade-in-services")
    return given


def _today() -> str:
    return date.today().isoformat()


def _languages(project: Project) -> tuple[str, ...]:
    """The site's languages, as ``site.yaml`` says."""
    from briefgen.reading.load import load
    from briefgen.reading.world import DiskWorld

    return load(DiskWorld(project.root)).value.languages


def _starter_text(lang: str) -> Path:
    own = STARTERS / "brief" / f"{lang}.md"
    return own if own.is_file() else STARTERS / "brief" / "en.md"


def _slugs(folder: Path) -> list[str]:
    return sorted(path.parent.name for path in folder.glob("*/brief.yaml"))


def _next_number(briefs: Path) -> str:
    """The first number that no brief has."""
    taken = {path.read_text("utf-8", "replace") for path in briefs.glob("*/brief.yaml")}
    number = len(taken) + 1
    while any(re.search(rf"^number:\s*[\"']?{number}[\"']?\s*(#|$)", text, re.MULTILINE) for text in taken):
        number += 1
    return str(number)


def _filled(path: Path, words: dict[str, str]) -> str:
    text = path.read_text("utf-8")
    for name, value in words.items():
        text = text.replace(f"START-{name}", value)
    return text


def _in_languages(text: str, languages: tuple[str, ...]) -> str:
    """The starter's wordings in the site's languages; one that the starter lacks gets the English words."""

    def lines(pair: re.Match[str]) -> str:
        indent, korean, english = pair.groups()
        return "\n".join(f"{indent}{lang}: {korean if lang == 'ko' else english}" for lang in languages)

    return _PAIR.sub(lines, text)


def _write(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except OSError as problem:
        raise click.ClickException(f"{path} cannot be written: {problem.strerror}") from None
