"""``briefgen docs``: the handbooks that came with this very briefgen."""

from __future__ import annotations

import click

from briefgen.cli import options as shared
from briefgen.cli.commands.completing import handbooks as names


@click.command("docs", epilog="\b\nExamples:\n  briefgen docs\n  briefgen docs authoring\n  briefgen docs ko/authoring")
@click.argument("name", required=False, metavar="[HANDBOOK]", shell_complete=names)
@shared.DEBUG
def command(name: str | None) -> int:
    """Print HANDBOOK, on a terminal page by page; without HANDBOOK, list all with their files."""
    from briefgen.language.matching.nearest import nearest
    from briefgen.reading.manual import handbooks

    known = handbooks()
    if name is None:
        width = max(map(len, known))
        click.echo("\n".join(f"{each:{width}}  {path}" for each, path in known.items()))
    elif path := known.get(name.removesuffix(".md")):
        click.echo_via_pager(path.read_text("utf-8"))
    else:
        near = nearest(name, known)
        meant = f"; did you mean “{near}”?" if near else "; list them with: briefgen docs"
        raise click.BadParameter(f"there is no handbook “{name}”{meant}")
    return 0
