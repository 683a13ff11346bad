"""Asking Telegram for updates, the default."""

from __future__ import annotations

import asyncio
import contextlib
from typing import TYPE_CHECKING, Final

from telegram.error import Conflict, InvalidToken, NetworkError, RetryAfter
from telegram.error import TelegramError as LibraryError

from qabot.chat.telegram.dispatch import KINDS
from qabot.chat.telegram.logs import LOG
from qabot.chat.telegram.sending import seconds_of
from qabot.errors import SettingsError, TelegramError

if TYPE_CHECKING:
    from typing import Any

    from qabot.chat.telegram.dispatch import Dispatcher
    from qabot.chat.telegram.sending import Api

POLL_S: Final = 30
"""How long Telegram holds a request while there is nothing new."""
CONFLICTS: Final = 4
"""Refusals in a row, for another one polls, until this one gives way. The one before may just be ending."""
_CONFLICT_WAIT_S: Final = 1.0
_FIRST_WAIT_S: Final = 1.0
_UNUSABLE_WAIT_S: Final = 5.0
_LONGEST_WAIT_S: Final = 30.0


async def poll(bot: Api, dispatcher: Dispatcher) -> None:
    """Fetch updates until cancelled. Raises a QabotError when there is no point in going on.

    The offset acknowledges only what :meth:`Dispatcher.feed` has kept.
    """
    with contextlib.suppress(LibraryError):
        await bot.delete_webhook()  # one that is set would refuse us every update
    offset: int | None = None
    conflicts = failures = 0
    while True:
        await dispatcher.room_left()
        try:
            updates = await bot.raw_updates(offset, POLL_S, KINDS)
        except Conflict as error:
            conflicts += 1
            if conflicts >= CONFLICTS:
                raise TelegramError(
                    "Another program is fetching this bot's updates.",
                    mend="Stop it, or use another bot's token: each bot can be run once.",
                ) from error
            await asyncio.sleep(_CONFLICT_WAIT_S)
        except InvalidToken as error:
            raise wrong_token() from error
        except RetryAfter as error:
            await asyncio.sleep(seconds_of(error))
        except LibraryError as error:
            failures += 1
            wait = min(0.5 * 2 ** min(failures, 8), _LONGEST_WAIT_S)
            if failures == 1 or not isinstance(error, NetworkError):
                LOG.warning("Telegram cannot be asked for updates, trying again: %s", error)
            await asyncio.sleep(wait)
        else:
            if failures:
                LOG.info("Telegram answers again.")
            conflicts = failures = 0
            dispatcher.heard()
            # Without an offset nothing is acknowledged, and nothing is held back either: a number from
            # long ago could lie above those that Telegram gives out today.
            offset = None
            if updates:
                highest = await _kept(dispatcher, updates)
                if highest is None:  # they cannot be acknowledged, and come again at once
                    await asyncio.sleep(_UNUSABLE_WAIT_S)
                else:
                    offset = highest + 1


async def _kept(dispatcher: Dispatcher, updates: list[Any]) -> int | None:
    """Feed ``updates`` until they are kept; a full disk is waited out. The highest number among them."""
    wait = _FIRST_WAIT_S
    while True:
        try:
            return await dispatcher.feed(updates)
        except TelegramError as error:
            LOG.error("Updates cannot be kept, trying again in %.0f s: %s", wait, error)
            await asyncio.sleep(wait)
            wait = min(2 * wait, _LONGEST_WAIT_S)


def wrong_token() -> SettingsError:
    """What to say when Telegram does not know the token."""
    return SettingsError(
        "Telegram does not know this token.",
        mend="Copy it anew from @BotFather into QABOT_TELEGRAM_TOKEN or the file of --token-file.",
    )
