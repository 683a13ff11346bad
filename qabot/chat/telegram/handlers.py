"""Which function answers to what."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from telegram import Update
from telegram.ext import (
    CallbackQueryHandler,
    ChatMemberHandler,
    CommandHandler,
    InlineQueryHandler,
    MessageHandler,
    TypeHandler,
    filters,
)

from qabot.chat.telegram import (
    admin,
    asking,
    buttons,
    commands,
    gate,
    groups,
    inline,
    keyboards,
    rumours,
)
from qabot.citations import ALONE

if TYPE_CHECKING:
    from qabot.chat.telegram.room import App

NEW: Final = filters.UpdateType.MESSAGE
PRIVATE: Final = NEW & filters.ChatType.PRIVATE
GROUPS: Final = NEW & filters.ChatType.GROUPS
WRITTEN: Final = filters.TEXT | filters.CAPTION
_COMMAND_FILTER: Final = {"forget": PRIVATE, "start": PRIVATE, "lang": PRIVATE}
_EVERYBODY: Final = {name: getattr(commands, name) for name in commands.EVERYBODY}
_ADMIN: Final = {name: admin.admins_only(getattr(admin, name)) for name in commands.ADMINS}


def register(app: App) -> None:
    """Hang every handler into ``app``. The gate comes first; then the first that fits takes the update."""
    app.add_handler(TypeHandler(Update, gate.check), group=-1)
    for name, handler in _EVERYBODY.items():
        app.add_handler(CommandHandler(name, handler, _COMMAND_FILTER.get(name, NEW)))
    for name, handler in _ADMIN.items():
        app.add_handler(CommandHandler(name, handler, NEW if name == "approve" else PRIVATE))
    add = app.add_handler
    add(MessageHandler(filters.UpdateType.EDITED_MESSAGE & WRITTEN, asking.edited))
    add(MessageHandler(PRIVATE & filters.COMMAND, commands.unknown))
    add(MessageHandler(PRIVATE & filters.FORWARDED & WRITTEN, rumours.forwarded))
    add(MessageHandler(PRIVATE & filters.Document.ALL, admin.document))
    add(MessageHandler(PRIVATE & filters.TEXT & filters.Regex(asking.LINKS), admin.links))
    add(MessageHandler(PRIVATE & filters.TEXT & filters.Regex(ALONE), commands.looked_up))
    add(MessageHandler(PRIVATE & filters.TEXT, asking.question))
    add(MessageHandler(PRIVATE & ~filters.StatusUpdate.ALL, commands.media))
    add(MessageHandler(GROUPS & filters.COMMAND, groups.command))
    add(MessageHandler(GROUPS & WRITTEN, groups.text))
    add(MessageHandler(GROUPS & filters.StatusUpdate.MIGRATE, groups.migrated))
    add(ChatMemberHandler(groups.joined, ChatMemberHandler.MY_CHAT_MEMBER))
    add(InlineQueryHandler(inline.asked))
    add(CallbackQueryHandler(commands.turned, rf"^{keyboards.ARTICLES}:\d{{1,6}}:"))
    add(CallbackQueryHandler(commands.lang_pressed, rf"^{keyboards.LANGUAGE}:(id|en|auto)$"))
    add(CallbackQueryHandler(commands.forget_pressed, rf"^{keyboards.FORGET}:[01]$"))
    add(CallbackQueryHandler(admin.decided, rf"^[{keyboards.APPROVE}{keyboards.REFUSE}]:-?\d{{1,18}}$"))
    add(TypeHandler(Update, buttons.pressed))  # also buttons that carry nothing
