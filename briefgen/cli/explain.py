"""``briefgen explain``: the claim behind a problem's code."""

from __future__ import annotations

import click

from briefgen.cli import options as shared
from briefgen.reporting.explain import all_codes, explain, nearest_code


@click.command("explain", epilog="\b\nExamples:\n  briefgen explain fact-is-known\n  briefgen explain")
@click.argument("code", required=False)
@shared.DEBUG
def command(code: str | None) -> int:
    """Say what must hold where a report gives CODE; without CODE, list them all."""
    if code is None:
        click.echo(all_codes(), nl=False)
        return 0
    claim = explain(code)
    if claim is None:
        near = nearest_code(code)
        raise click.BadParameter(f"“{code}” is no code" + (f"; did you mean {near}?" if near else ""))
    click.echo(claim)
    return 0
