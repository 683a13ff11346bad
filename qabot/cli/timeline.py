"""``qabot timeline``: what was said on a topic, in order of date."""

from __future__ import annotations

import click

from qabot.chat.labels import interface_language
from qabot.chat.render import timeline_json, timeline_lines
from qabot.cli.exits import Exit
from qabot.cli.options import common_options, language_option, settings_in_force
from qabot.cli.output import print_json, results
from qabot.errors import UsageError


@click.command("timeline", short_help="What was said on a topic, in order of date.")
@click.argument("topic", nargs=-1, required=True)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@language_option
@common_options
def command(topic: tuple[str, ...], as_json: bool) -> int:
    """List what the articles say on TOPIC, oldest first: date, quote, speaker, outlet, id.

    \b
      qabot timeline Project S
      qabot timeline "larangan social commerce" --json

    A statement stands under the date it names as past, else under that of its article. Of near copies one
    is listed. Exits with 0 when there is a statement, 3 when there is none.
    """
    from qabot.bot import QABot
    from qabot.text.language import detect

    settings = settings_in_force().settings
    asked = " ".join(topic).strip()
    if not asked:
        raise UsageError("The topic is empty.", mend="Name what the statements should be about.")
    language = interface_language(settings.language, detect(asked))
    with QABot.open(settings=settings) as bot:
        statements = bot.timeline(asked)
    if as_json:
        print_json(timeline_json(asked, language, statements))
    else:
        results(settings)(timeline_lines(statements, asked, language))
    return Exit.OK if statements else Exit.NOT_STATED
