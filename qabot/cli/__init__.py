"""The ``qabot`` command: parse, call the public face, print. Results go to standard output, all else
to standard error; the exit codes are in :mod:`qabot.cli.exits`.

A command is a module here that holds ``command``; it is imported when it is asked for.
"""

from __future__ import annotations

import importlib
import os
import sys
from typing import TYPE_CHECKING, Any, Final, NoReturn

import click

from qabot import __version__
from qabot.cli.exits import Exit
from qabot.cli.groups import Group
from qabot.cli.options import common_options
from qabot.errors import QabotError

if TYPE_CHECKING:
    from collections.abc import Sequence

COMMANDS: Final = (
    "ask",
    "timeline",
    "chat",
    "telegram",
    "index",
    "articles",
    "cite",
    "doctor",
    "eval",
    "train",
    "completion",
)
"""In the order ``--help`` lists them: first what a new user needs first."""


class _Commands(Group):
    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = importlib.import_module(f"qabot.cli.{cmd_name}").command
        return command


@click.group(
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Exit codes: 0 answered or done, 1 failed, 2 wrong usage, 3 not stated in the articles, "
    "130 stopped with Ctrl-C.",
)
@click.version_option(__version__, "-V", "--version", message="qabot %(version)s")
@common_options
def cli() -> None:
    """Answer questions from your own news articles, with exact quotes.

    Everything runs on this machine. Start with:

    \b
      qabot index build ~/articles          read a folder (or files, globs, URLs)
      qabot ask "Siapa yang membantah?"     one question, one answer
      qabot chat                            a conversation
      qabot telegram                        the same as a Telegram bot

    Questions may be Indonesian or English whatever the articles are. In a clone of the project,
    "qabot index build" without sources reads the sample articles.
    """


def main() -> NoReturn:
    """The console script."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: Sequence[str]) -> int:
    """Run one command line and return its exit code. No error that is ours shows a traceback."""
    _speak_utf8()
    try:
        code = _invoke(list(arguments))
        sys.stdout.flush()
        return code
    except click.ClickException as error:
        error.show(sys.stderr)
        return Exit.USAGE if isinstance(error, click.UsageError) else Exit.FAILED
    except (click.Abort, KeyboardInterrupt):
        _complain("Stopped.")
        return Exit.INTERRUPTED
    except QabotError as error:
        _complain(f"Error: {error.message}", error.mend)
        return error.exit_code
    except BrokenPipeError:
        # The reader has seen enough; the interpreter must not complain when it flushes at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return Exit.OK
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        _complain(f"Error: {where}{error.strerror or error}")
        return Exit.FAILED


def _invoke(arguments: list[str]) -> int:
    # What click's own main() does, but that turns a reader who leaves early into an error.
    completing = os.environ.get("_QABOT_COMPLETE")
    if completing:
        from click.shell_completion import shell_complete

        return shell_complete(cli, {}, "qabot", "_QABOT_COMPLETE", completing)
    try:
        with cli.make_context("qabot", arguments) as context:
            return int(cli.invoke(context) or Exit.OK)
    except click.exceptions.Exit as done:
        return done.exit_code


def _complain(*lines: str) -> None:
    from qabot.chat.render import safe

    for line in filter(None, lines):
        click.echo(safe(line), err=True)


def _speak_utf8() -> None:
    # A pipe on Windows defaults to a code page that cannot hold curly quotes, and an argument that
    # is not valid text must not stop the answer from being printed.
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        reconfigure: Any = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")
