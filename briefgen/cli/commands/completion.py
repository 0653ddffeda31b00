"""``briefgen completion``: the script by which a shell completes the command line, from the commands themselves."""

from __future__ import annotations

import click

from briefgen.cli import options as shared

VARIABLE = "_BRIEFGEN_COMPLETE"
"""The variable of the environment by which the script asks ``briefgen`` what there is."""


@click.command(
    "completion",
    epilog="""\b
Examples:
  echo 'eval "$(briefgen completion bash)"' >> ~/.bashrc
  echo 'eval "$(briefgen completion zsh)"' >> ~/.zshrc
  briefgen completion fish > ~/.config/fish/completions/briefgen.fish

It takes effect in the next shell. Bash needs version 4.4 or newer; zsh needs compinit.""",
)
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@shared.DEBUG
def command(shell: str) -> int:
    """Print the script that completes commands, options, briefs and packs when you press Tab."""
    from click.shell_completion import get_completion_class

    script = get_completion_class(shell)
    assert script is not None
    click.echo(script(click.get_current_context().find_root().command, {}, "briefgen", VARIABLE).source())
    return 0
