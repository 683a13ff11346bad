"""``qabot completion``: the script that teaches a shell to complete."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

from qabot.cli.exits import Exit


@click.command("completion", short_help="Print the completion script for a shell.")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def command(shell: str) -> int:
    """Print the completion script for SHELL.

    \b
      qabot completion bash >> ~/.bashrc
      qabot completion zsh  >> ~/.zshrc
      qabot completion fish > ~/.config/fish/completions/qabot.fish
    """
    script = get_completion_class(shell)
    if script is None:
        raise click.UsageError(f"No completion for {shell}.")
    root = click.get_current_context().find_root().command
    click.echo(script(root, {}, "qabot", "_QABOT_COMPLETE").source())
    return Exit.OK
