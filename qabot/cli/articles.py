"""``qabot articles``: what is in the index."""

from __future__ import annotations

import click

from qabot.chat.labels import interface_language
from qabot.chat.render import article_lines, matching
from qabot.cli.exits import Exit
from qabot.cli.options import common_options, settings_in_force
from qabot.cli.output import print_json, results


@click.command("articles", short_help="List the articles.")
@click.argument("words", nargs=-1)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object per article.")
@common_options
def command(words: tuple[str, ...], as_json: bool) -> int:
    """List the articles, one a line: code, date, title, outlet, author, source.

    With WORDS, only those that hold all of them in code, title, outlet, author or source.

    \b
      qabot articles
      qabot articles tempo 2023
    """
    from qabot.bot import QABot

    settings = settings_in_force().settings
    with QABot.open(settings=settings) as bot:
        found = matching(bot.articles(), " ".join(words))
    if as_json:
        for info in found:
            print_json(info)
    else:
        results(settings)(article_lines(found, interface_language(settings.language)))
    return Exit.OK
