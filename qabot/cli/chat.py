"""``qabot chat``: the conversation."""

from __future__ import annotations

import sys

import click

from qabot.cli.exits import Exit
from qabot.cli.options import (
    common_options,
    history_option,
    language_option,
    phrasing_options,
    settings_in_force,
)
from qabot.cli.output import remarks, results


@click.command("chat")
@history_option
@language_option
@phrasing_options
@common_options
def command() -> int:
    """Talk to the articles.

    On a terminal: history with the arrow keys, completion with Tab, /help for the commands, Ctrl-C
    clears the line, Ctrl-D leaves. From a pipe: one question or command a line, plain answers.

    \b
      qabot chat
      printf '%s\\n' "Siapa yang membantah?" "/sources" | qabot chat
    """
    from qabot.bot import QABot
    from qabot.chat.session import Session, greeting_lines, run_piped

    settings = settings_in_force().settings
    show, complain = results(settings), remarks(settings)
    with QABot.open(settings=settings) as bot:
        session = Session(bot, show, complain, language=settings.language)
        articles = bot.articles()
        if sys.stdin.isatty() and sys.stdout.isatty():
            from qabot.chat.repl import run

            show(greeting_lines(len(articles), session.interface))
            run(session, settings.history, color=show.color)
            return Exit.OK
        run_piped(session, sys.stdin)
    return Exit.FAILED if session.failed else Exit.OK
