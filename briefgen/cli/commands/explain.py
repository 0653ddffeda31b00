"""``briefgen explain``: what a problem's code means, with an example that fails and one that passes."""

from __future__ import annotations

import click

from briefgen.cli import options as shared
from briefgen.cli.completing import codes


@click.command("explain", epilog="\b\nExamples:\n  briefgen explain fact-is-known\n  briefgen explain")
@click.argument("code", required=False, shell_complete=codes)
@shared.DEBUG
def command(code: str | None) -> int:
    """Explain what CODE means and how to fix the problem; without CODE, list all codes."""
    from briefgen.reporting.explain import all_codes

    click.echo(all_codes() if code is None else explanation(code), nl=False)
    return 0


def explanation(code: str) -> str:
    """All that is known of a code. Raises click.BadParameter when there is none of that name."""
    from briefgen.reporting.explain import explain

    return explain(shared.known_code(code)) or ""
