"""Which function answers to what, and the menus that list the commands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from telegram import (
    BotCommand,
    BotCommandScopeAllGroupChats,
    BotCommandScopeChat,
    BotCommandScopeDefault,
    Update,
)
from telegram.error import TelegramError
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
from qabot.chat.telegram.logs import LOG
from qabot.chat.telegram.words import word

if TYPE_CHECKING:
    from collections.abc import Coroutine

    from telegram import BotCommandScope

    from qabot.chat.telegram.room import App, Room
    from qabot.types import Language

NEW: Final = filters.UpdateType.MESSAGE
PRIVATE: Final = NEW & filters.ChatType.PRIVATE
GROUPS: Final = NEW & filters.ChatType.GROUPS
WRITTEN: Final = filters.TEXT | filters.CAPTION
IN_GROUPS: Final = ("ask", "sources", "timeline", "articles", "cite", "new", "help")
"""The menu in groups: what belongs to one person is done in private."""
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
    add(MessageHandler(PRIVATE & filters.TEXT & filters.Regex(admin.LINKS), admin.links))
    add(MessageHandler(PRIVATE & filters.TEXT, asking.question))
    add(MessageHandler(PRIVATE & ~filters.StatusUpdate.ALL, commands.media))
    add(MessageHandler(GROUPS & WRITTEN, groups.text))
    add(MessageHandler(GROUPS & filters.StatusUpdate.MIGRATE, groups.migrated))
    add(ChatMemberHandler(groups.joined, ChatMemberHandler.MY_CHAT_MEMBER))
    add(InlineQueryHandler(inline.asked))
    add(CallbackQueryHandler(commands.turned, rf"^{keyboards.ARTICLES}:\d{{1,6}}:"))
    add(CallbackQueryHandler(commands.lang_pressed, rf"^{keyboards.LANGUAGE}:(id|en|auto)$"))
    add(CallbackQueryHandler(commands.forget_pressed, rf"^{keyboards.FORGET}:[01]$"))
    add(CallbackQueryHandler(admin.decided, rf"^[{keyboards.APPROVE}{keyboards.REFUSE}]:-?\d{{1,18}}$"))
    add(TypeHandler(Update, buttons.pressed))  # also buttons that carry nothing


async def set_menus(app: App, room: Room) -> None:
    """Tell Telegram the commands and who we are, in both languages. What it does not take is left."""
    bot = app.bot
    for scope, names in _scopes(room):
        for language in _LANGUAGES:
            entries = [BotCommand(name, word(f"help_{name}", language)) for name in names]
            await _set(bot.set_my_commands(entries, scope, _code(language)))
    for language in _LANGUAGES:
        code, long, short = _code(language), word("about", language), word("about_short", language)
        try:
            told = await bot.get_my_description(code), await bot.get_my_short_description(code)
        except TelegramError:
            continue
        # Telegram wants these changed rarely
        if told[0].description != long:
            await _set(bot.set_my_description(long, code))
        if told[1].short_description != short:
            await _set(bot.set_my_short_description(short, code))


async def _set(request: Coroutine[Any, Any, bool]) -> None:
    try:
        await request
    except TelegramError as error:
        LOG.warning("A menu or description could not be set: %s", error)


def _code(language: Language) -> str | None:
    """English is also what everybody else's app is shown."""
    return None if language == "en" else language


_LANGUAGES: Final[tuple[Language, ...]] = ("en", "id")


def _scopes(room: Room) -> list[tuple[BotCommandScope, tuple[str, ...]]]:
    own = (*commands.EVERYBODY, *commands.ADMINS)
    return [
        (BotCommandScopeDefault(), commands.EVERYBODY),
        (BotCommandScopeAllGroupChats(), IN_GROUPS),
        *((BotCommandScopeChat(admin), own) for admin in sorted(room.access.admins)),
    ]
