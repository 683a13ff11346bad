"""``qabot telegram``: the bot."""

from __future__ import annotations

import signal

import click

from qabot.cli.exits import Exit
from qabot.cli.options import (
    common_options,
    language_option,
    phrasing_options,
    reading_options,
    settings_in_force,
    telegram_options,
)


@click.command("telegram", short_help="Answer in Telegram.")
@telegram_options
@language_option
@reading_options
@phrasing_options
@common_options
def command() -> int:
    """Answer in Telegram, until stopped with Ctrl-C or SIGTERM; answers under way are finished first.

    The token comes from @BotFather and stands in QABOT_TELEGRAM_TOKEN or in the file that --token-file
    names. At first the bot answers nobody: the code it prints makes the one who sends it the admin, who
    lets others in. --access open answers everybody.

    \b
      QABOT_TELEGRAM_TOKEN=123:abc qabot telegram
      qabot telegram --token-file token.txt --access open
      qabot telegram --token-file token.txt --webhook https://example.org:8443/qabot --listen 0.0.0.0 \\
          --webhook-cert cert.pem --webhook-key key.pem

    Exits with 1 when Telegram cannot be reached or another program fetches this bot's updates, 2 when the
    token or a setting is wrong.
    """
    from qabot.chat.telegram.app import run

    ended = run(settings_in_force().settings)
    return Exit.INTERRUPTED if ended == signal.SIGINT else Exit.OK
