"""Options that several commands share, and what they stand for."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

import click

from briefgen.cli import completing
from briefgen.cli.project import project_at
from briefgen.model.values.pdf_forms import Profile

Command = Callable[..., Any]


def one_of(what: str, given: str, known: Iterable[str], listed: str = "") -> str:
    """``given``, which is one of what is ``known``. Raises click.BadParameter with the one that was meant.

    Where none is like it, ``listed`` says where all of them are.
    """
    from briefgen.language.matching.nearest import nearest

    names = tuple(known)
    if given in names:
        return given
    near = nearest(given, names)
    meant = f"did you mean {near}?" if near else listed
    raise click.BadParameter(f"there is no {what} “{given}”" + (f"; {meant}" if meant else ""))


def known_code(given: str) -> str:
    """A code that there is. Raises click.BadParameter for another."""
    from briefgen.model.core.rules import RULES

    return one_of("code", given, RULES)


def _codes(_: click.Context, __: click.Parameter, given: tuple[str, ...]) -> frozenset[str]:
    """Codes that there are; what codes an extension has is known once the site has been read."""
    codes = (code.strip() for listed in given for code in listed.split(","))
    return frozenset(code if "/" in code else known_code(code) for code in codes if code)


def _executor_name(_: click.Context, __: click.Parameter, given: str) -> str:
    from briefgen.running.executors import ExecutorNameError, executor

    try:
        executor(given).shutdown()
    except ExecutorNameError as problem:
        raise click.BadParameter(str(problem)) from problem
    return given


def _moment(_: click.Context, __: click.Parameter, given: str | None) -> datetime | None:
    from briefgen.model.values.instants import parse_moment

    try:
        return None if given is None else parse_moment(given)
    except ValueError as problem:
        raise click.BadParameter(str(problem)) from None


def _base_url(_: click.Context, __: click.Parameter, given: str | None) -> str | None:
    if given is None:
        return None
    from briefgen.model.records.links import full_address

    try:
        return full_address(given).rstrip("/") + "/"
    except ValueError as problem:
        raise click.BadParameter(str(problem)) from None


SOURCE = click.option(
    "-C",
    "--source",
    "project",
    default=".",
    metavar="DIR",
    callback=lambda _, __, given: project_at(given),
    shell_complete=completing.folders,
    help="Project folder, which contains content/.  [default: current folder]",
)
BASE_URL = click.option(
    "--base-url",
    metavar="URL",
    callback=_base_url,
    help="Public address of the site, overriding site.yaml.",
)
PROFILE = click.option(
    "--profile",
    "profiles",
    type=click.Choice([profile.value for profile in Profile if profile is not Profile.SCREEN]),
    multiple=True,
    callback=lambda _, __, given: tuple(Profile(name) for name in given),
    help="Also make this form of the PDF of every brief and pack. Repeatable.",
)
REVISION = click.option(
    "--revision",
    metavar="NAME",
    default="",
    envvar="BRIEFGEN_REVISION",
    help="Print NAME in the PDFs as the version of the sources; git means the checked-out commit.",
)
FORMAT = click.option(
    "--format",
    "form",
    type=click.Choice(["human", "json", "sarif", "github"]),
    default="human",
    show_default=True,
    help="Output format for problems; github annotates pull requests.",
)
SELECT = click.option(
    "--select",
    multiple=True,
    metavar="CODE[,CODE]",
    callback=_codes,
    shell_complete=completing.codes,
    help="Show only problems with these codes; other errors still stop publication.",
)
IGNORE = click.option(
    "--ignore",
    multiple=True,
    metavar="CODE[,CODE]",
    callback=_codes,
    shell_complete=completing.codes,
    help="Hide problems with these codes; hidden errors still stop publication.",
)
RELEASE = click.option(
    "--release", is_flag=True, help="Refuse texts without a current signature, and what readers would see broken."
)
STRICT = click.option("--strict", is_flag=True, help="Treat warnings as errors.")
QUIET = click.option("-q", "--quiet", is_flag=True, help="Print only problems.")
EXECUTOR = click.option(
    "--executor",
    default="processes",
    metavar="NAME",
    show_default=True,
    callback=_executor_name,
    help="How to run work: inline, processes[:N], threads[:N], dask://HOST:PORT, or module:callable for an executor.",
)
NO_CACHE = click.option("--no-cache", is_flag=True, help="Ignore the cache and make everything from scratch.")
NOW = click.option(
    "--now",
    metavar="TIME",
    callback=_moment,
    help="Act as if it were this time, e.g. 2026-03-05T09:00+09:00, to rehearse an embargo.",
)
DEBUG = click.option(
    "--debug", is_flag=True, expose_value=False, help="If briefgen itself fails, print details for a bug report."
)


def not_both(*, draft: bool, release: bool) -> None:
    """Raises click.UsageError for a release of drafts."""
    if draft and release:
        raise click.UsageError("--draft and --release cannot be combined")


def with_options(*options: Callable[[Command], Command]) -> Callable[[Command], Command]:
    """The options, in the order in which help lists them."""

    def add(command: Command) -> Command:
        for option in options[::-1]:
            command = option(command)
        return command

    return add


def wants_colour() -> bool:
    """Tell whether the terminal that reads standard output should see colours."""
    return not os.environ.get("NO_COLOR") and sys.stdout.isatty()
