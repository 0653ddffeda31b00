"""What a shell offers when Tab is pressed. Of the project, only names of files and ids of facts are read."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

import click
from click.shell_completion import CompletionItem

_BRIEFS, _PACKS, _FACTS = "content/briefs/*/brief.yaml", "content/packs/*.yaml", "content/facts/*.yaml"
_ID = re.compile(r"^([^\s#:{}\[\]\"']+):", re.MULTILINE)


def folders(_: click.Context, __: click.Parameter, begun: str) -> list[CompletionItem]:
    """Folders, which the shell itself looks for."""
    return [CompletionItem(begun, type="dir")]


def codes(_: click.Context, __: click.Parameter, begun: str) -> list[CompletionItem]:
    """Codes of problems; of a list with commas, its last one."""
    from briefgen.model.core.rules import RULES

    before, comma, last = begun.rpartition(",")
    return [CompletionItem(f"{before}{comma}{code}") for code in sorted(RULES) if code.startswith(last)]


def handbooks(_: click.Context, __: click.Parameter, begun: str) -> list[CompletionItem]:
    """Handbooks that came with briefgen."""
    from briefgen.reading.manual import handbooks

    return _items(handbooks(), begun)


def briefs(context: click.Context, _: click.Parameter, begun: str) -> list[CompletionItem]:
    """Briefs of the project."""
    return _items((path.parent.name for path in _files(context, _BRIEFS)), begun)


def documents(context: click.Context, _: click.Parameter, begun: str) -> list[CompletionItem]:
    """Briefs and packs of the project."""
    packs = {path.stem for path in _files(context, _PACKS)}
    return _items(packs | {path.parent.name for path in _files(context, _BRIEFS)}, begun)


def facts(context: click.Context, _: click.Parameter, begun: str) -> list[CompletionItem]:
    """Facts of the ledger: the outermost keys of its files."""
    texts = (path.read_text("utf-8", "replace") for path in _files(context, _FACTS))
    return _items({ident for text in texts for ident in _ID.findall(text)}, begun)


def _files(context: click.Context, pattern: str) -> Iterable[Path]:
    from briefgen.cli.options import Project

    project = context.params.get("project")  # not there where -C leads to no project
    return project.root.glob(pattern) if isinstance(project, Project) else ()


def _items(names: Iterable[str], begun: str) -> list[CompletionItem]:
    return [CompletionItem(name) for name in sorted(names) if name.startswith(begun)]
