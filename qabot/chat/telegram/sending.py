"""What goes out: at Telegram's pace, again after a refusal or a broken network, each answer once."""

from __future__ import annotations

import asyncio
import contextlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from telegram import ReplyParameters
from telegram.constants import ChatAction
from telegram.error import BadRequest, ChatMigrated, NetworkError, RetryAfter
from telegram.error import TelegramError as LibraryError
from telegram.ext import AIORateLimiter, ExtBot

from qabot.chat.telegram.logs import LOG
from qabot.chat.telegram.richtext import split, to_html, to_plain

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Coroutine, Sequence

    from telegram import CallbackQuery, InlineKeyboardMarkup
    from telegram._utils.types import JSONDict

    from qabot.chat.telegram.metrics import Metrics
    from qabot.chat.telegram.richtext import Block
    from qabot.chat.telegram.room import Room
    from qabot.chat.telegram.state import Place, Record

_PACED: Final = frozenset({"sendMessage", "editMessageText", "sendDocument"})
"""Requests that count against Telegram's limits for messages, and that must not be given up."""
_OVERALL: Final = (600, 20.0)
"""Telegram's 30 messages a second, taken over 20 seconds: a burst of answers goes out as it comes."""
_FIRST_WAIT_S: Final = 0.5
_LONGEST_WAIT_S: Final = 30.0
_TYPING_EVERY_S: Final = 4.5
_TYPING_PATIENCE_S: Final = 2.0


class Pace(AIORateLimiter):
    """The library's limiter; messages are tried until they are out, the rest is not held up by it."""

    __slots__ = ("metrics",)

    def __init__(self, metrics: Metrics) -> None:
        super().__init__(*_OVERALL, max_retries=1000)
        self.metrics = metrics

    async def process_request(
        self,
        callback: Callable[..., Coroutine[Any, Any, bool | JSONDict | list[JSONDict]]],
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: int | None,
    ) -> bool | JSONDict | list[JSONDict]:
        """Send, and send again after 429 (in the time it names) and when the network fails."""
        if endpoint not in _PACED:
            return await callback(*args, **kwargs)

        async def counted(*args: Any, **kwargs: Any) -> bool | JSONDict | list[JSONDict]:
            try:
                return await callback(*args, **kwargs)
            except RetryAfter:
                self.metrics.count("retries")
                raise

        wait = _FIRST_WAIT_S
        while True:
            try:
                return await super().process_request(counted, args, kwargs, endpoint, data, rate_limit_args)
            except BadRequest:
                raise
            except NetworkError as error:
                if endpoint == "sendMessage":  # see send(): it may be out
                    raise
                self.metrics.count("retries")
                LOG.warning("%s failed, again in %.1f s: %s", endpoint, wait, error)
                await asyncio.sleep(wait)
                wait = min(2 * wait, _LONGEST_WAIT_S)


class Api(ExtBot[int]):
    """The library's bot, which also hands out updates as Telegram wrote them, to be kept as they are."""

    __slots__ = ()

    def retried(self) -> None:
        """Count a message that has to be sent again."""
        if isinstance(self.rate_limiter, Pace):
            self.rate_limiter.metrics.count("retries")

    async def set_buttons(
        self, chat: int, number: int, keyboard: InlineKeyboardMarkup | None
    ) -> dict[str, Any]:
        """Put ``keyboard`` under a message of ours: the message, as Telegram writes it. The library's own
        method adds defaults that Telegram does not know here."""
        asked: dict[str, Any] = {"chat_id": chat, "message_id": number}
        if keyboard is not None:
            asked["reply_markup"] = keyboard
        edited = await self._post("editMessageReplyMarkup", asked)
        return edited if isinstance(edited, dict) else {}

    async def raw_updates(
        self, offset: int | None, timeout: int, kinds: Sequence[str]
    ) -> list[dict[str, Any]]:
        """One long poll."""
        asked: dict[str, Any] = {"timeout": timeout, "allowed_updates": list(kinds)}
        if offset is not None:
            asked["offset"] = offset
        found = await self._post("getUpdates", asked, read_timeout=timeout + 10)
        return found if isinstance(found, list) else []


@contextlib.asynccontextmanager
async def typing(bot: Api, chat: int, thread: int = 0) -> AsyncIterator[None]:
    """Show that an answer is coming, for as long as it takes; never after it has come."""

    async def show() -> None:
        with contextlib.suppress(LibraryError):
            await bot.send_chat_action(chat, ChatAction.TYPING, message_thread_id=thread or None)

    async def keep_showing() -> None:
        while True:
            await asyncio.sleep(_TYPING_EVERY_S)
            await show()

    first, more = asyncio.create_task(show()), asyncio.create_task(keep_showing())
    try:
        yield
        # one that arrives after the answer would say that another is coming
        await asyncio.wait([first], timeout=_TYPING_PATIENCE_S)
    finally:
        first.cancel()
        more.cancel()


async def acknowledge(query: CallbackQuery, text: str | None = None, *, alert: bool = False) -> None:
    """Stop the clock of a button. After a restart it may have stopped by itself."""
    with contextlib.suppress(BadRequest):
        await query.answer(text, show_alert=alert or None)


async def send(
    bot: Api,
    place: Place,
    blocks: Sequence[Block],
    *,
    keyboard: InlineKeyboardMarkup | None = None,
    reply_to: int | None = None,
    trace: Trace | None = None,
) -> int:
    """Send one message until it is out: its number.

    What cannot be sent as it is goes out without what may be in its way. With a ``trace``, a message that
    may have gone out though its receipt was lost is looked for before it is sent again.
    """
    reply = ReplyParameters(reply_to, allow_sending_without_reply=True) if reply_to else None
    wait = _FIRST_WAIT_S
    while True:
        try:
            sent = await bot.send_message(
                place.chat,
                to_html(blocks),
                reply_markup=keyboard,
                reply_parameters=reply,
                message_thread_id=place.thread or None,
            )
        except ChatMigrated as error:  # a group that became a supergroup: its messages have new numbers
            place, reply = replace(place, chat=error.new_chat_id), None
            continue
        except BadRequest as error:
            LOG.warning("A message was refused and goes out plain: %s", error)
            sent = await bot.send_message(
                place.chat, to_plain(blocks), parse_mode=None, reply_markup=keyboard
            )
        except NetworkError as error:
            bot.retried()
            LOG.warning("Sending failed, again in %.1f s: %s", wait, error)
            await asyncio.sleep(wait)
            wait = min(2 * wait, _LONGEST_WAIT_S)
            if trace is not None and keyboard is not None and not _surely_unsent(error):
                found = await trace.find(bot, keyboard)
                if found is not None:
                    return found
            continue
        return sent.message_id


def _surely_unsent(error: NetworkError) -> bool:
    """Whether there was not even a connection."""
    return type(error.__cause__).__name__ in ("ConnectError", "ConnectTimeout", "PoolTimeout")


@dataclass(frozen=True, slots=True)
class Trace:
    """Where a message may be whose receipt was lost: a connection broke, or this process was killed.

    Telegram has no way to ask what was sent. But setting the buttons of a message to what they are is
    refused as no change, and the buttons of an answer carry a token that no other message has.
    """

    room: Room
    chat: int
    question: int

    async def find(self, bot: Api, keyboard: InlineKeyboardMarkup) -> int | None:
        """The number of the message with ``keyboard``, if it is there."""
        state = self.room.state
        for number in await self.room.db(state.unknown_messages, self.chat, self.question):
            try:
                edited = await bot.set_buttons(self.chat, number, keyboard)
            except BadRequest as error:
                if "not modified" in error.message.lower():
                    return self._found(number)
            except LibraryError:  # no way to find out now
                return None
            else:
                replied = edited.get("reply_to_message")
                if isinstance(replied, dict) and replied.get("message_id") == self.question:
                    return self._found(number)  # a server that does not compare
                if edited:  # a menu of ours: it must not have another's buttons
                    with contextlib.suppress(LibraryError):
                        await bot.set_buttons(self.chat, number, None)
        return None

    @staticmethod
    def _found(number: int) -> int:
        LOG.info("An answer was out though its receipt was lost.", extra={"number": number})
        return number


async def say(
    bot: Api,
    place: Place,
    blocks: Sequence[Block],
    *,
    keyboard: InlineKeyboardMarkup | None = None,
    reply_to: int | None = None,
) -> None:
    """Send blocks as however many messages they take; the keyboard is under the last."""
    pages = split(blocks)
    for at, page in enumerate(pages):
        last = at == len(pages) - 1
        await send(bot, place, page, keyboard=keyboard if last else None, reply_to=None if at else reply_to)


async def deliver(
    room: Room,
    bot: Api,
    record: Record,
    blocks: Sequence[Block],
    keyboard: InlineKeyboardMarkup | None,
) -> None:
    """Send an answer that was written down, and mark it as sent together with its update."""
    pages, place, state = split(blocks), record.place, room.state
    resumed = record.update_id in room.resumed
    sent = await room.db(state.messages_of, record.token, place.chat) if resumed else []
    for at in range(len(sent), len(pages)):
        last = at == len(pages) - 1
        under = keyboard if last else None
        trace = Trace(room, place.chat, record.question_id)
        number = await trace.find(bot, under) if resumed and under is not None else None
        if number is None:
            reply_to = None if at else record.question_id
            number = await send(bot, place, pages[at], keyboard=under, reply_to=reply_to, trace=trace)
        sent.append(number)
        if not last:
            await room.db(state.sent_part, record.token, place.chat, number, at)
    await room.db(state.sent, record, sent, record.body["language"])
    room.done.add(record.update_id)
