"""``qabot cite``: a citation id back into its quote."""

from __future__ import annotations

import click

from qabot.chat.labels import interface_language
from qabot.chat.render import citation_json, cite_lines
from qabot.cli.exits import Exit
from qabot.cli.options import common_options, settings_in_force
from qabot.cli.output import print_json, results


@click.command("cite", short_help="Show the quote an id names, in its paragraph.")
@click.argument("id_", metavar="ID", nargs=-1, required=True)
@click.option(
    "--context",
    type=click.IntRange(min=0),
    default=1,
    show_default=True,
    metavar="N",
    help="Paragraphs shown before and after.",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@common_options
def command(id_: tuple[str, ...], context: int, as_json: bool) -> int:
    """Show the quote that ID names, within its paragraph and the paragraphs around it.

    \b
      qabot cite k7m2pq-3b
      qabot cite k7m2pq-3 --context 0
    """
    from qabot.bot import QABot

    settings = settings_in_force().settings
    with QABot.open(settings=settings) as bot:
        found = bot.cite(" ".join(id_), context=context)
    if as_json:
        value = {
            "citation": citation_json(found.citation),
            "paragraph": found.paragraph,
            "before": list(found.before),
            "after": list(found.after),
            "edited": found.edited,
        }
        print_json(value)
    else:
        results(settings)(cite_lines(found, interface_language(settings.language)))
    return Exit.OK
