"""The plainest bot there is: python-telegram-bot says back what it hears.

It proves the emulator, and what it takes is the floor under every other bot's figures.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from telegram.ext import Application, ContextTypes, MessageHandler, filters

if TYPE_CHECKING:
    from telegram import Update


async def echo(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
    """Say it back, as a reply."""
    message = update.effective_message
    if message is not None and message.text:
        await message.reply_text(message.text, do_quote=True)


def main() -> None:
    application = (
        Application.builder()
        .token(os.environ["QABOT_TELEGRAM_TOKEN"])
        .base_url(os.environ["QABOT_TELEGRAM_API_BASE"])
        .build()
    )
    application.add_handler(MessageHandler(filters.TEXT, echo))
    application.run_polling()


if __name__ == "__main__":
    main()
