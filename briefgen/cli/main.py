"""The command ``briefgen``: finds the subcommand, and lets no traceback reach an author."""

from __future__ import annotations

import atexit
import contextlib
import errno
import gc
import importlib
import logging
import os
import sys
from collections.abc import Sequence
from keyword import iskeyword

import click
from click.shell_completion import CompletionItem

from briefgen import __version__
from briefgen.cli.completing import codes
from briefgen.cli.signals import SAID, Stopped, stopping
from briefgen.model.core import shortage

_COMMANDS = {
    "build": "Build the website and the PDFs.",
    "check": "Report all problems without building.",
    "verify": "Check that web, PDFs and languages agree in the built site.",
    "translate": "Find outdated translations, and work with translators: status, next, stamp, export, take.",
    "serve": "Preview the site in the browser, with live updates.",
    "factcheck": "Make a fact-check sheet: every number, quotation and name.",
    "handoff": "Write a brief as a Word document, to be edited.",
    "take-back": "Compare a document that editors have changed with its text.",
    "mail": "Write a brief or a pack as a message to be sent.",
    "slides": "Write a brief as slides.",
    "epub": "Write briefs and packs as e-books.",
    "signoff": "Sign texts, and list signatures: sign, status.",
    "press-copy": "Make numbered copies of a brief under embargo.",
    "publish": "Push the built site to the branch that GitHub Pages serves.",
    "diff": "Show what a proposed change does: texts, facts and problems since a commit.",
    "version": "Keep handed-out versions, and show changes since: keep, diff.",
    "erratum": "Make erratum slips for printed copies of a brief.",
    "new": "Create a site, a brief or a pack, or copy a template.",
    "import": "Import a folder of Markdown, Word or Hancom documents, spreadsheets or a bibliography.",
    "facts": "Query the ledger: list, show, where, unused, unbound.",
    "doctor": "Check the machine and the project for missing requirements.",
    "cache": "Show or empty what a build reuses: path, size, clear.",
    "explain": "Explain a problem code.",
    "docs": "Print a handbook, or list them all.",
    "schema": "Write JSON Schemas for YAML completion in editors.",
    "completion": "Print a script for completion in bash, zsh or fish.",
}
_DOCUMENTS = frozenset({"factcheck", "mail", "slides", "epub", "press-copy", "erratum"})
"""Commands that make documents, all in one module."""

_COLLECTED_AFTER = 100_000, 20, 100
"""Objects before Python looks for cycles, and how often it looks at older ones. A text is made of many objects that
stay: with Python's own values a fifth of a check is spent looking at them. Each page that is filled leaves cycles, some
thousand objects: with more than this, memory is full of them."""

_OF_THE_FILE = errno.EACCES, errno.EPERM, errno.ENAMETOOLONG
"""Failures that whoever owns the file, or has named it, can mend."""

_HELP = """Turn a folder of policy briefs into a website and PDF briefing packs,
in every language of the site.

\b
Getting started:
  briefgen new site my-briefs     create a small bilingual site
  briefgen serve -C my-briefs     preview it in the browser
  briefgen build -C my-briefs     build my-briefs/site/

\b
Exit codes: 0 no problems, 1 errors (or warnings with --strict),
2 invalid command line, 130 interrupted with Ctrl-C.
"""


class _Lazy(click.Group):
    """Imports a subcommand only when it is called: help comes at once."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        named = [CompletionItem(name, help=said) for name, said in _COMMANDS.items() if name.startswith(incomplete)]
        return named + click.Command.shell_complete(self, ctx, incomplete)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            if ctx.resilient_parsing:
                return None
            from briefgen.language.matching.nearest import nearest

            near = nearest(cmd_name, _COMMANDS)
            ctx.fail(f"there is no command “{cmd_name}”" + (f"; did you mean {near}?" if near else ""))
        name = cmd_name.replace("-", "_") + "_" * iskeyword(cmd_name)
        module = "documents" if cmd_name in _DOCUMENTS else name
        held = importlib.import_module(f"briefgen.cli.commands.{module}")
        command = getattr(held, name if cmd_name in _DOCUMENTS else "command")
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(_COMMANDS.items()))


def _explain(context: click.Context, _: click.Parameter, code: str | None) -> None:
    if code is not None and not context.resilient_parsing:
        from briefgen.cli.commands.explain import explanation

        click.echo(explanation(code), nl=False)
        context.exit(0)


@click.group(cls=_Lazy, help=_HELP, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option(
    "--explain",
    metavar="CODE",
    is_eager=True,
    expose_value=False,
    callback=_explain,
    shell_complete=codes,
    help="Explain a problem code, like briefgen explain.",
)
@click.version_option(__version__, "-V", "--version", message="briefgen %(version)s")
def cli() -> None:
    """The command; its help is ``_HELP``."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and exit with its code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    debug = "--debug" in given
    if debug:
        _tell_all()
    gc.set_threshold(*_COLLECTED_AFTER)
    ended = _End()
    if arguments is None:  # the command is the process, and not called by a program
        atexit.register(ended.now)
    try:
        with stopping():
            code = _run(given, debug)
    except Stopped as stopped:
        code = stopped.code
        with contextlib.suppress(OSError):  # the terminal may be what has gone
            click.echo(SAID, err=True)
    ended.code = code
    sys.exit(code)


class _End:
    """Ends the process with its code when all else that Python has to do at its end is done.

    Python would let go of every object, one by one: a tenth of an edit.
    """

    code: int | None = None
    """None where an exception ends it."""

    def now(self) -> None:
        """End it; where the last output cannot be written, let Python do so, and say why."""
        if self.code is not None:
            with contextlib.suppress(AttributeError, OSError, ValueError):  # a stream may be closed, or None
                sys.stdout.flush()
                sys.stderr.flush()
                os._exit(self.code)


def _tell_all() -> None:
    """Have briefgen's own log, with the traces of what failed in a worker, on standard error."""
    log = logging.getLogger("briefgen")
    log.setLevel(logging.DEBUG)
    log.addHandler(logging.StreamHandler(sys.stderr))


def _run(given: list[str], debug: bool) -> int:
    try:
        code = cli.main(given, prog_name="briefgen", standalone_mode=False)
    except click.exceptions.Abort:
        click.echo(SAID, err=True)
        return 130
    except click.ClickException as problem:
        problem.show()
        return problem.exit_code
    except BrokenPipeError:
        sys.stderr.close()  # whoever read the output has gone: nothing more can be said
        return 1
    except Exception as raised:
        if debug:
            raise
        with contextlib.suppress(OSError):  # the disk that holds the report may be what is full
            click.echo(_why(raised), err=True)
        _let_go_of_output()
        return 1
    return code if isinstance(code, int) else 0


def _let_go_of_output() -> None:
    """Have Python not try again, as it ends, to write what cannot be written."""
    try:
        sys.stdout.flush()
    except OSError:
        with contextlib.suppress(OSError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _why(raised: Exception) -> str:
    if lacking := shortage.shortage(raised):
        return f"error[{shortage.CODE}] briefgen could not go on: {lacking}\n  hint: {shortage.HINT}"
    from briefgen.running.pool.inline import ClusterError
    from briefgen.running.serialise import ForeignEntryError

    if isinstance(raised, OSError) and raised.errno in _OF_THE_FILE and raised.filename:
        return f"error: {raised.filename}: {raised.strerror}"
    if isinstance(raised, ClusterError):
        return f"error: {raised}"
    if isinstance(raised, ForeignEntryError):
        return f"error[state-is-own] {raised}\n  hint: run briefgen cache clear, then the command again"
    return (
        f"error[internal-error] briefgen failed: {type(raised).__name__}: {raised}\n"
        "  hint: this is a bug in briefgen, not in your text; run the command again with --debug\n"
        "  and report its output together with that of briefgen --version"
    )
