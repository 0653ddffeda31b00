"""``briefgen signoff``: who has signed what, and that somebody signs it now."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import click

from briefgen.cli import completing
from briefgen.cli import options as shared
from briefgen.cli.output_folder import change_project
from briefgen.cli.project import Project
from briefgen.cli.report import FAILED, OK, ReportStyle, tell

if TYPE_CHECKING:
    from briefgen.building.signing import SignedDocument, Signing
    from briefgen.model.core.diagnostics import Diagnostic
    from briefgen.model.core.written import Lang
    from briefgen.model.records.marks import Signature
    from briefgen.resolving.signing import Signer

_SHOWN = 8
"""Changed parts that a list names."""


@click.group(
    "signoff",
    epilog="""\b
Examples:
  briefgen signoff status
  briefgen signoff sign trade --as "Hong Gildong" --role facts
  briefgen signoff sign trade --as "Jane Doe" --role language --lang en""",
)
def command() -> None:
    """Sign texts, and list who has signed them and what has changed since."""


@command.command(
    "sign",
    epilog="""\b
Examples:
  briefgen signoff sign trade --as "Hong Gildong" --role facts
  briefgen signoff sign trade all --as "Jane Doe" --role editor
  briefgen signoff sign trade --as "Hong Gildong" --role facts --text 0a1b-2c3d-4e5f-6071

The signature is added to signoffs.yaml in the brief's folder, or to ID.signoffs.yaml next to the pack.
With --text, give the digest on a sheet signed on paper: if the text has changed since, nothing is signed.""",
)
@click.argument("targets", metavar="BRIEF|PACK...", nargs=-1, required=True, shell_complete=completing.documents)
@shared.with_options(
    shared.SOURCE,
    click.option("--as", "name", metavar="NAME", required=True, help="Name of the person who signs."),
    click.option("--role", metavar="ROLE", required=True, help="Role of the person, e.g. facts, language or editor."),
    click.option("--lang", "langs", metavar="LANG", multiple=True, help="Sign only this language. Repeatable."),
    click.option(
        "--text", "digests", metavar="DIGEST", multiple=True, help="Only the text with this digest. Repeatable."
    ),
    click.option("--note", metavar="WORDS", default="", help="Note to record with the signature."),
    shared.QUIET,
    shared.DEBUG,
)
def sign(
    targets: tuple[str, ...],
    project: Project,
    name: str,
    role: str,
    langs: tuple[str, ...],
    digests: tuple[str, ...],
    note: str,
    quiet: bool,
) -> int:
    """Record that NAME has checked briefs or packs in their current state."""
    signing, errors = _read(project)
    if errors:
        tell(errors, ReportStyle(), project)
        return FAILED
    chosen = _documents(targets, signing)
    _known_role(role, signing)
    signed = [(it, _signed(it, langs, digests)) for it in chosen]
    files: dict[str, bytes | None] = {}
    told = [_sign(it, _signature(name, role, note, texts, project), project, files) for it, texts in signed]
    change_project(project.root, files)
    if told and not quiet:
        click.echo("\n".join(told))
    return OK


@command.command("status", epilog="\b\nExit codes: 0 all required signatures are current; 1 otherwise.")
@click.argument("targets", metavar="[BRIEF|PACK]...", nargs=-1, shell_complete=completing.documents)
@shared.with_options(
    shared.SOURCE,
    click.option("--json", "as_json", is_flag=True, help="Write JSON."),
    shared.DEBUG,
)
def status(targets: tuple[str, ...], project: Project, as_json: bool) -> int:
    """List current, outdated and missing signatures."""
    from briefgen.resolving.signing import SignoffState

    signing, _ = _read(project)
    chosen = _documents(targets, signing) if targets else signing.documents
    rules = signing.site.settings.value.signoff
    if as_json:
        click.echo(json.dumps([_as_data(it, signing) for it in chosen], ensure_ascii=False, indent=2))
    else:
        for document in chosen:
            click.echo("\n".join(_lines(document, signing)))
        if rules is None:
            click.echo("site.yaml does not say who must sign; write, for example: signoff: {required: [facts, editor]}")
    needed = rules.required if rules else ()
    seats = [seat for it in chosen for seat in it.seats(signing.site) if seat.role in needed]
    return OK if all(seat.state is SignoffState.SIGNED for seat in seats) else FAILED


def _read(project: Project) -> tuple[Signing, tuple[Diagnostic, ...]]:
    """The project, and the errors in it: nobody can sign what cannot be read."""
    from briefgen.building.signing import read_signing
    from briefgen.model.core.diagnostics import Severity
    from briefgen.reading.world import DiskWorld

    found = read_signing(DiskWorld(project.root))
    return found.value, tuple(it for it in found.diagnostics if it.severity is Severity.ERROR)


def _documents(targets: Iterable[str], signing: Signing) -> list[SignedDocument]:
    """The briefs and packs named. Raises click.BadParameter for what is none."""
    from briefgen.language.matching.nearest import did_you_mean

    found: list[SignedDocument] = []
    for given in targets:
        document = signing.document(given)
        if document is None:
            names = [name for it in signing.documents for name in (it.name, it.number) if name]
            raise click.BadParameter(
                f"“{given}” is not a brief or pack: {did_you_mean(given, names, 'write its name')}"
            )
        found.append(document)
    return list({it.path: it for it in found}.values())


def _known_role(role: str, signing: Signing) -> None:
    """Raises click.BadParameter for a role that the site does not ask for, if it says which it does."""
    from briefgen.language.matching.nearest import did_you_mean
    from briefgen.model.records.marks import Role

    rules = signing.site.settings.value.signoff
    if rules is not None and role not in rules.required:
        asked = ", ".join(rules.required)
        hint = did_you_mean(role, rules.required, f"the roles in site.yaml are {asked}")
        raise click.BadParameter(f"“{role}” is not a role of this site: {hint}", param_hint="--role")
    from pydantic import TypeAdapter, ValidationError

    try:
        TypeAdapter(Role).validate_python(role)
    except ValidationError:
        hint = "use lowercase letters, digits and hyphens, e.g. facts"
        raise click.BadParameter(f"“{role}”: {hint}", param_hint="--role") from None


def _signed(document: SignedDocument, langs: Sequence[str], digests: Sequence[str]) -> dict[Lang, str]:
    """The digest of each language that is signed. Raises click.BadParameter for one that there is not."""
    if unknown := [lang for lang in langs if lang not in document.texts]:
        there = ", ".join(document.texts)
        raise click.BadParameter(
            f"“{document.name}” has no text in “{unknown[0]}”; it has {there}", param_hint="--lang"
        )
    texts = {lang: it.digest for lang, it in document.texts.items() if not langs or lang in langs}
    if not digests:
        return texts
    chosen = {lang: digest for lang, digest in texts.items() if digest in digests}
    if not chosen:
        now = ", ".join(f"{lang} {digest}" for lang, digest in texts.items())
        message = (
            f"“{document.name}” has no text with that digest: the text has changed, or it is of another; now {now}"
        )
        raise click.BadParameter(message, param_hint="--text")
    return chosen


def _signature(name: str, role: str, note: str, texts: dict[Lang, str], project: Project) -> Signature:
    from briefgen.model.records.marks import Signature
    from briefgen.model.values.quantities import Day
    from briefgen.reading.world import DiskWorld

    if not name.strip():
        raise click.BadParameter("give the name of the person who signs", param_hint="--as")
    now = DiskWorld(project.root).now()
    day = Day(now.year, now.month, now.day)
    return Signature(name=" ".join(name.split()), role=role, date=day, signed=texts, note=" ".join(note.split()))


def _sign(document: SignedDocument, new: Signature, project: Project, files: dict[str, bytes | None]) -> str:
    """Add the file with one signature more to ``files``; what was done in a line."""
    from briefgen.model.records.marks import Signoffs
    from briefgen.reading.disk.finding import on_disk
    from briefgen.reading.yaml.nodes import decode
    from briefgen.writing.content.records import signoffs_file, with_signature

    before = document.written.value if document.written else None
    what = ", ".join(f"{lang} {digest}" for lang, digest in new.signed.items())
    if before and any(_same(it, new) for it in before.signoffs):
        return f"{document.path}: {new.name} has already signed this as {new.role}: {what}"
    lines = {text.digest: text.parts for text in document.texts.values()}
    after = with_signature(before, new, {digest: lines[digest] for digest in new.signed.values()})
    file = on_disk(project.root, document.path)
    content = signoffs_file(file.read_text("utf-8-sig") if file.is_file() else "", new, after).encode()
    if (made := decode(Signoffs, content, document.path).value) is None or made.value != after:
        message = "its layout has changed: put each signature on lines of its own, and texts: last"
        raise click.ClickException(f"{document.path} cannot be added to: {message}")
    files[document.path] = content
    return f"{document.path}: {new.name} as {new.role}: {what}"


def _same(one: Signature, other: Signature) -> bool:
    held = all(one.signed.get(lang) == digest for lang, digest in other.signed.items())
    return (one.name, one.role) == (other.name, other.role) and held


def _lines(document: SignedDocument, signing: Signing) -> list[str]:
    names = " ".join(filter(None, (document.number, document.name)))
    texts = ", ".join(f"{lang} {text.digest}" for lang, text in document.texts.items())
    seats = document.seats(signing.site)
    return [f"{names} ({document.kind}): {texts}", *(line for seat in seats for line in _seat_lines(seat))]


def _seat_lines(seat: Signer) -> list[str]:
    from briefgen.resolving.signing import SignoffState

    head = f"  {seat.state:<6} {seat.role} {seat.lang}"
    if seat.signature is None:
        return [head]
    said = f"{head}  {seat.signature.name}, {seat.signature.date}"
    if seat.state is SignoffState.SIGNED:
        return [said]
    if seat.changed is None:
        return [said, "         the text as signed is not known"]
    more = len(seat.changed) - _SHOWN
    parts = [f"         changed: {part}" for part in seat.changed[:_SHOWN]]
    return [said, *parts, *([f"         and {more} more"] if more > 0 else [])]


def _as_data(document: SignedDocument, signing: Signing) -> dict[str, object]:
    rules = signing.site.settings.value.signoff
    required = rules.required if rules else ()
    return {
        document.kind: document.name,
        "texts": {lang: text.digest for lang, text in document.texts.items()},
        "roles": [
            {
                "role": seat.role,
                "language": seat.lang,
                "required": seat.role in required,
                "state": str(seat.state),
                "name": seat.signature.name if seat.signature else None,
                "date": str(seat.signature.date) if seat.signature else None,
                "changed": seat.changed,
            }
            for seat in document.seats(signing.site)
        ],
    }
