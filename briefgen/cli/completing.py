"""What a shell offers when Tab is pressed. Of the project, only names of files are read."""

from __future__ import annotations

from collections.abc import Callable

import click
from click.shell_completion import CompletionItem

Offer = Callable[[click.Context, click.Parameter, str], list[CompletionItem]]


def folders(_: click.Context, __: click.Parameter, begun: str) -> list[CompletionItem]:
    """Folders, which the shell itself looks for."""
    return [CompletionItem(begun, type="dir")]


def codes(_: click.Context, __: click.Parameter, begun: str) -> list[CompletionItem]:
    """Codes of problems; of a list with commas, its last one."""
    from briefgen.model.core.rules import RULES

    before, comma, last = begun.rpartition(",")
    return [CompletionItem(f"{before}{comma}{code}") for code in sorted(RULES) if code.startswith(last)]


def formats(_: click.Context, __: click.Parameter, begun: str) -> list[CompletionItem]:
    """Offer the formats of documents that are edited and taken back."""
    from briefgen.handouts.handoff import WRITERS

    return [CompletionItem(form) for form in WRITERS if form.startswith(begun)]


def _names_of(*patterns: str) -> Offer:
    def offered(context: click.Context, _: click.Parameter, begun: str) -> list[CompletionItem]:
        from briefgen.cli.project import Project

        project = context.params.get("project")  # not there where -C leads to no project
        paths = (
            [it for pattern in patterns for it in project.root.glob(pattern)] if isinstance(project, Project) else []
        )
        names = {path.parent.name if path.name == "brief.yaml" else path.stem for path in paths}
        return [CompletionItem(name) for name in sorted(names) if name.startswith(begun)]

    return offered


briefs = _names_of("content/briefs/*/brief.yaml")
documents = _names_of("content/briefs/*/brief.yaml", "content/packs/*.yaml")
