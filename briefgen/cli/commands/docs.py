"""``briefgen docs``: the handbooks that came with this very briefgen."""

from __future__ import annotations

import click

from briefgen.cli import options as shared


@click.command("docs", epilog="\b\nExamples:\n  briefgen docs\n  briefgen docs authoring\n  briefgen docs ko/authoring")
@click.argument("name", required=False, metavar="[HANDBOOK]")
@shared.DEBUG
def command(name: str | None) -> int:
    """Print HANDBOOK, on a terminal page by page; without HANDBOOK, list all with their files."""
    from briefgen.reading.disk.manual import handbooks

    known = handbooks()
    if name is None:
        width = max(map(len, known))
        click.echo("\n".join(f"{each:{width}}  {path}" for each, path in known.items()))
    else:
        found = shared.one_of("handbook", name.removesuffix(".md"), known, "list them with: briefgen docs")
        click.echo_via_pager(known[found].read_text("utf-8"))
    return 0
