"""Which function answers to what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from telegram.ext import CallbackQueryHandler, MessageHandler, filters

from qabot.chat.telegram import asking, buttons

if TYPE_CHECKING:
    from qabot.chat.telegram.room import App

PRIVATE = filters.ChatType.PRIVATE & filters.UpdateType.MESSAGE


def register(app: App) -> None:
    """Hang every handler into ``app``. The first that fits takes the update."""
    app.add_handler(MessageHandler(filters.UpdateType.EDITED_MESSAGE & filters.TEXT, asking.edited))
    app.add_handler(MessageHandler(PRIVATE & filters.TEXT & ~filters.COMMAND, asking.question))
    app.add_handler(CallbackQueryHandler(buttons.pressed))
