"""``briefgen new``: something small and whole to start from. Nothing that exists is ever written over."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import click

from briefgen.cli import options as shared
from briefgen.cli.output_folder import change_project
from briefgen.cli.project import CONTENT, STATE, Project, finish_change
from briefgen.cli.project_files import checked, languages, missing_schemas, place_of, required, with_words
from briefgen.reading.starter.starter import STARTERS
from briefgen.reading.starter.texts import GIVEN, in_languages, languages_of_the_starter, site_files

_CI = {
    "github": ("site/github/workflows/site.yml", ".github/workflows/site.yml"),
    "gitlab": ("ci/gitlab/gitlab-ci.yml", ".gitlab-ci.yml"),
    "codeberg": ("ci/codeberg/woodpecker.yaml", ".woodpecker.yaml"),
}
"""Who builds the site → the starter's file, and where it is looked for."""
_INSTALLED = ("requirements.txt", "requirements-build.txt")
"""What each of them installs."""
_UNBOUND = re.compile(r"^status:\s*[\"']?(draft|review|superseded|withdrawn)\b", re.MULTILINE)
_NUMBER = re.compile(r"^number:\s*[\"']?([A-Za-z0-9-]*?)(\d+)[\"']?\s*(?:#|$)", re.MULTILINE)


@click.group(
    "new",
    epilog="""\b
Examples:
  briefgen new site my-briefs
  briefgen new site my-briefs --languages ar,en
  briefgen new brief trade-in-services -C my-briefs
  briefgen new pack spring-visit -C my-briefs
  briefgen new template web/brief.html -C my-briefs
  briefgen new ci gitlab -C my-briefs
  briefgen new language it -C my-briefs""",
)
def command() -> None:
    """Create a site, a brief, a pack or a language from a small example, or copy a template or workflow."""


@command.command("site")
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR", required=False)
@click.option(
    "--languages", "given", metavar="TAGS", default=",".join(GIVEN), show_default=True,
    help="Languages of the site, with commas between them, the original first: ar,en or ja.",
)  # fmt: skip
@shared.DEBUG
def site(folder: Path | None, given: str) -> int:
    """Create a site in DIR, which must be new or empty."""
    if folder is None:
        raise click.UsageError("name the new folder for the site, e.g. briefgen new site my-briefs")
    finish_change(folder)
    if folder.exists() and (not folder.is_dir() or any(it.name != STATE for it in folder.iterdir())):
        raise click.BadParameter(f"{folder} is not empty; choose a new folder")
    words = {"DATE": today().isoformat(), "BRIEFGEN": required()}
    texts = {place_of(path): with_words(text, words) for path, text in site_files(_starter_languages(given))}
    _write(folder, texts)
    click.echo(f"{folder} is ready. Preview it with: briefgen serve -C {folder}")
    return 0


def _starter_languages(given: str) -> tuple[str, ...]:
    """The languages asked for. Raises click.BadParameter for a language that the starter is not written in."""
    from briefgen.language.matching.variants import base_language, is_language

    tags = tuple(dict.fromkeys(filter(None, (tag.strip() for tag in given.split(",")))))
    known = languages_of_the_starter()
    unknown = [tag for tag in tags if base_language(tag, known) is None or not is_language(tag)]
    if unknown:
        more = f"begin the site without it, then run: briefgen new language {unknown[0]}"
        raise click.BadParameter(f"no text to start from in “{unknown[0]}”; there is one in {', '.join(known)}: {more}")
    if not tags:
        raise click.BadParameter("name at least one language, e.g. --languages ar,en")
    return tags


@command.command("brief")
@click.argument("slug")
@shared.SOURCE
@shared.DEBUG
def brief(slug: str, project: Project) -> int:
    """Create a brief in every language of the site. SLUG becomes part of its address."""
    name = f"{CONTENT}/briefs/{checked('SLUG', slug)}"
    folder = project.root / name
    if folder.exists():
        raise click.BadParameter(f"there is already a brief “{slug}”")
    words = {"ID": slug, "DATE": today().isoformat(), "NUMBER": next_number(folder.parent)}
    given = {"brief.yaml": STARTERS / "brief" / "brief.yaml"}
    given |= {f"{lang}.md": _starter_text(lang) for lang in languages(project)}
    _write(project.root, {f"{name}/{file}": _filled(path, words) for file, path in given.items()})
    click.echo(f"{folder} is ready: write the texts, and add its facts in {CONTENT}/facts/")
    click.echo("It is a draft: to publish it, delete the line “status: draft” in its brief.yaml.")
    return 0


@command.command("pack")
@click.argument("name", metavar="ID")
@shared.SOURCE
@shared.DEBUG
def pack(name: str, project: Project) -> int:
    """Create a pack of all briefs. ID becomes part of its address."""
    file = f"{CONTENT}/packs/{checked('ID', name)}.yaml"
    path = project.root / file
    if path.exists():
        raise click.BadParameter(f"there is already a pack “{name}”")
    slugs = _slugs(project.root / CONTENT / "briefs")
    if not slugs:
        raise click.UsageError("a pack needs a brief that is not a draft; create one with: briefgen new brief SLUG")
    words = {"ID": name, "DATE": today().isoformat(), "BRIEFS": "\n".join(f"  - {slug}" for slug in slugs)}
    text = in_languages((STARTERS / "pack" / "pack.yaml").read_text("utf-8"), languages(project))
    _write(project.root, {file: with_words(text, words)})
    click.echo(f"{path} is ready: choose its briefs and their order")
    if unbound := _slugs(project.root / CONTENT / "briefs", bound=False):
        click.echo(f"Left out, because not published: {', '.join(unbound)}")
    return 0


@command.command("template")
@click.argument("name", required=False, metavar="[FILE]")
@shared.SOURCE
@shared.DEBUG
def template(name: str | None, project: Project) -> int:
    """Copy a theme file for you to edit.

    Your copy in templates/ replaces the packaged FILE. Without FILE, list all files.
    """
    from briefgen.reading.world import TEMPLATES, MemoryWorld

    packaged = MemoryWorld({})  # a project with no files: it sees the theme and nothing else
    names = [path.removeprefix(f"{TEMPLATES}/") for path in packaged.files(TEMPLATES)]
    if name is None:
        click.echo("\n".join(names))
        return 0
    name = name.removeprefix(f"{TEMPLATES}/")
    if name not in names:
        raise click.BadParameter(_no_template(name, names))
    path = project.root / TEMPLATES / name
    if path.exists():
        raise click.BadParameter(f"there is already a file {path}")
    change_project(project.root, {f"{TEMPLATES}/{name}": packaged.read(f"{TEMPLATES}/{name}")})
    click.echo(f"{path} is ready: it replaces the packaged file")
    return 0


@command.command("ci")
@click.argument("host", type=click.Choice(list(_CI)))
@shared.SOURCE
@shared.DEBUG
def ci(host: str, project: Project) -> int:
    """Create the workflow by which HOST checks, builds and publishes the site after every push."""
    given, name = _CI[host]
    path = project.root / name
    if path.exists():
        raise click.BadParameter(f"there is already a file {path}")
    lacking = [each for each in _INSTALLED if not (project.root / each).exists()]
    words = {"BRIEFGEN": required()}
    texts = {name: STARTERS / given} | {each: STARTERS / "site" / each for each in lacking}
    change_project(project.root, {path: _filled(text, words).encode() for path, text in texts.items()})
    click.echo(f"{path} is ready: read the lines at its top")
    return 0


@command.command("language")
@click.argument("tag")
@shared.SOURCE
@shared.DEBUG
def language(tag: str, project: Project) -> int:
    """Begin the files of a language that briefgen does not come with. TAG is its tag, such as it or pt-BR."""
    from briefgen.importing.site.project.new_language import begun_language
    from briefgen.reading.world import default_theme

    theme = default_theme()
    if (theme / f"locale/{tag}.yaml").is_file():
        raise click.BadParameter(f"briefgen comes with “{tag}”: add it to languages: in {CONTENT}/site.yaml")
    if (begun := begun_language(theme, tag)) is None:
        raise click.BadParameter(f"“{tag}” is not the tag of a known language, such as it or pt-BR")
    files = {f"templates/{name}": content.encode() for name, content in begun.items()}
    paths = [project.root / name for name in files]
    if (taken := next((path for path in paths if path.exists()), None)) is not None:
        raise click.BadParameter(f"there is already a file {taken}")
    change_project(project.root, files)
    click.echo("\n".join(f"{path} is begun" for path in paths))
    click.echo(f"Complete them, and add {tag} to languages: in {CONTENT}/site.yaml")
    return 0


def _no_template(name: str, names: list[str]) -> str:
    """Return what to write instead: the nearest file, and all those of its folder, or of the theme."""
    from briefgen.language.matching.nearest import nearest

    near = nearest(name, names)
    folder = (near or name).partition("/")[0]
    beside = [each for each in names if each.startswith(f"{folder}/")] or names
    meant = f"; did you mean “{near}”?" if near else "."
    return f"the theme has no file “{name}”{meant}\n" + "\n".join(["Files:", *(f"  {each}" for each in beside)])


def today() -> date:
    """The day on which a brief is begun."""
    return date.today()


def _starter_text(lang: str) -> Path:
    from briefgen.language.matching.variants import base_language

    return STARTERS / "brief" / f"{base_language(lang, languages_of_the_starter()) or 'en'}.md"


def _slugs(folder: Path, *, bound: bool = True) -> list[str]:
    """The briefs that a pack can bind, those that are published; or else those that it cannot."""
    briefs = {path.parent.name: path.read_text("utf-8", "replace") for path in folder.glob("*/brief.yaml")}
    return sorted(slug for slug, text in briefs.items() if (_UNBOUND.search(text) is None) is bound)


def next_number(briefs: Path) -> str:
    """The number after the highest, in the manner of those that there are: ``PB-02`` after ``PB-01``."""
    texts = (path.read_text("utf-8", "replace") for path in briefs.glob("*/brief.yaml"))
    numbers = [found for text in texts if (found := _NUMBER.search(text))]
    if not numbers:
        return "PB-01"
    last = max(numbers, key=lambda found: (int(found[2]), found[1]))
    return f"{last[1]}{int(last[2]) + 1:0{len(last[2])}}"


def _filled(path: Path, words: dict[str, str]) -> str:
    return with_words(path.read_text("utf-8"), words)


def _write(root: Path, texts: Mapping[str, str]) -> None:
    change_project(root, {name: text.encode() for name, text in texts.items()} | missing_schemas(root))
