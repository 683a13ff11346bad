"""The menus of commands and the profile that Telegram shows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from telegram import (
    BotCommand,
    BotCommandScopeAllGroupChats,
    BotCommandScopeChat,
    BotCommandScopeDefault,
)
from telegram.error import TelegramError

from qabot.chat.telegram import commands
from qabot.chat.telegram.logs import LOG
from qabot.chat.telegram.words import word

if TYPE_CHECKING:
    from collections.abc import Coroutine, Sequence

    from telegram import BotCommandScope

    from qabot.chat.telegram.room import App, Room
    from qabot.chat.telegram.sending import Api
    from qabot.types import Language

IN_GROUPS: Final = ("ask", "sources", "timeline", "articles", "cite", "new", "help")
"""The menu in groups: what belongs to one person is done in private."""


async def set_all(app: App, room: Room) -> None:
    """Tell Telegram the commands and who we are, in both languages. What it does not take is left."""
    bot = app.bot
    await _set_menu(bot, BotCommandScopeDefault(), commands.EVERYBODY)
    await _set_menu(bot, BotCommandScopeAllGroupChats(), IN_GROUPS)
    for admin in sorted(room.access.admins):
        await set_of_admin(bot, admin)
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


async def set_of_admin(bot: Api, admin: int) -> None:
    """Tell Telegram which commands ``admin`` has."""
    await _set_menu(bot, BotCommandScopeChat(admin), (*commands.EVERYBODY, *commands.ADMINS))


async def _set_menu(bot: Api, scope: BotCommandScope, names: Sequence[str]) -> None:
    for language in _LANGUAGES:
        entries = [BotCommand(name, word(f"help_{name}", language)) for name in names]
        await _set(bot.set_my_commands(entries, scope, _code(language)))


async def _set(request: Coroutine[Any, Any, bool]) -> None:
    try:
        await request
    except TelegramError as error:
        LOG.warning("A menu or description could not be set: %s", error)


def _code(language: Language) -> str | None:
    """English is also what everybody else's app is shown."""
    return None if language == "en" else language


_LANGUAGES: Final[tuple[Language, ...]] = ("en", "id")
