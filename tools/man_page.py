"""Writes docs/briefgen.1, the manual page, from the commands themselves: ``python tools/man_page.py``."""

from __future__ import annotations

import inspect
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import click

PROJECT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(PROJECT))

from briefgen import __version__  # noqa: E402
from briefgen.cli.main import cli  # noqa: E402

PAGE = PROJECT / "docs" / "briefgen.1"
HEAD = f'.TH BRIEFGEN 1 "" "briefgen {__version__}" "User Commands"'
SIGNS = {"\\": r"\e", "-": r"\-", "“": r"\(lq", "”": r"\(rq", "’": r"\(cq", "'": r"\(aq", "`": r"\(ga", "^": r"\(ha"}
VARIABLES = {
    "BRIEFGEN_CACHE": "Folder of the cache, in place of .briefgen/cache in the project.",
    "BRIEFGEN_CACHE_LIMIT": "Limit of the cache, such as 500MB or 5GB. The default is 1GB.",
    "BRIEFGEN_REVISION": "What --revision says, when the option is not given.",
    "NO_COLOR": "When set, reports have no colours.",
}
FILES = {
    "content/": "What authors write.",
    "templates/": "Theme files of the project's own, in place of the packaged ones.",
    "site/": "The built site.",
    ".briefgen/": "The cache and the record of the last build. It may be deleted at any time.",
}


def roff(text: str) -> str:
    """Text in which roff sees no command."""
    signs = "".join(SIGNS.get(sign) or (sign if sign.isascii() else f"\\[u{ord(sign):04X}]") for sign in text)
    return rf"\&{signs}" if signs.startswith(".") else signs


def paragraphs(text: str | None) -> Iterator[str]:
    """Help as roff: a paragraph that begins with ``\\b`` keeps its lines."""
    for part in re.split(r"\n\s*\n", inspect.cleandoc(text or "")):
        if part.startswith("\b"):
            yield ".PP\n.EX\n" + "\n".join(map(roff, part.splitlines()[1:])) + "\n.EE"
        elif part:
            yield ".PP\n" + roff(" ".join(part.split()))


def options(command: click.Command, context: click.Context) -> Iterator[str]:
    """Each option with its help, as ``--help`` lists them; those that every command has are told once."""
    for parameter in command.params:
        record = parameter.get_help_record(context) if isinstance(parameter, click.Option) else None
        if record and "--debug" not in parameter.opts:
            names, said = record
            yield f".TP\n.B {roff(names)}\n{roff(' '.join(said.split()))}"


def described(command: click.Command, context: click.Context) -> Iterator[str]:
    """A command, and those below it."""
    yield f'.SS "{roff(context.command_path)}"'
    yield f".B {roff(' '.join([context.command_path, *command.collect_usage_pieces(context)]))}"
    yield from paragraphs(command.help)
    yield from options(command, context)
    yield from paragraphs(command.epilog)
    yield from below(command, context)


def below(command: click.Command, context: click.Context) -> Iterator[str]:
    """The commands of a group."""
    for name in command.list_commands(context) if isinstance(command, click.Group) else ():
        found = command.get_command(context, name)
        assert found is not None and isinstance(command, click.Group)
        yield from described(found, click.Context(found, parent=context, info_name=name))


def listed(entries: dict[str, str]) -> Iterator[str]:
    for name, said in entries.items():
        yield f".TP\n.B {roff(name)}\n{roff(said)}"


def page() -> str:
    """The whole of it."""
    context = click.Context(cli, info_name="briefgen", **cli.context_settings)
    said, _, codes = (cli.help or "").partition("\b\nExit codes:")
    lines = [
        HEAD,
        ".SH NAME",
        r"briefgen \- websites and PDFs from policy briefs in several languages",
        ".SH SYNOPSIS",
        ".B briefgen",
        r"\fICOMMAND\fR [\fIOPTION\fR]... [\fIARGUMENT\fR]...",
        ".SH DESCRIPTION",
        *paragraphs(said),
        ".SH OPTIONS",
        *options(cli, context),
        *listed({"-h, --help": "Show help. Every command has it."}),
        *listed({"--debug": "If briefgen itself fails, print details for a bug report. Every command has it."}),
        ".SH COMMANDS",
        *below(cli, context),
        ".SH EXIT STATUS",
        roff(" ".join(codes.split())),
        ".SH ENVIRONMENT",
        *listed(VARIABLES),
        ".SH FILES",
        *listed(FILES),
    ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
