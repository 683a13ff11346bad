"""What goes out: at Telegram's pace, again after a refusal or a broken network, each answer once."""

from __future__ import annotations

import asyncio
import contextlib
import math
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any, Final, TypeVar

from telegram import ReplyParameters
from telegram.constants import ChatAction
from telegram.error import BadRequest, ChatMigrated, NetworkError, RetryAfter, TimedOut
from telegram.error import TelegramError as LibraryError
from telegram.ext import AIORateLimiter, ExtBot

from qabot.chat.telegram.logs import LOG
from qabot.chat.telegram.richtext import shortened, split, to_html, to_plain

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Coroutine, Sequence
    from pathlib import Path

    from telegram import (
        CallbackQuery,
        InlineKeyboardMarkup,
        InlineQuery,
        InlineQueryResult,
        InlineQueryResultsButton,
    )
    from telegram._utils.types import JSONDict

    from qabot.chat.telegram.metrics import Metrics
    from qabot.chat.telegram.richtext import Block
    from qabot.chat.telegram.room import Room
    from qabot.chat.telegram.state import Place, Record

T = TypeVar("T")

_PACED: Final = frozenset({"sendMessage", "editMessageText", "sendDocument"})
"""Requests that count against Telegram's limits for messages, and that must not be given up."""
_PATIENCE_S: Final[dict[str, float | None]] = {
    # worthless later: the button's clock has stopped, the person has typed on
    "answerCallbackQuery": 10.0,
    "answerInlineQuery": 10.0,
    # there is a way to go on without
    "deleteWebhook": 60.0,
    "editMessageReplyMarkup": 60.0,
    **dict.fromkeys(("getFile", "deleteMessage", "setWebhook")),
    **dict.fromkeys(("setMyCommands", "setMyDescription", "setMyShortDescription")),
    **dict.fromkeys(("getMyDescription", "getMyShortDescription")),
}
"""Other requests that are tried again, and for how long; ``None`` is for as long as it takes."""
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
        if endpoint in _PATIENCE_S:
            request, retried = partial(callback, *args, **kwargs), partial(self.metrics.count, "retries")
            return await _patiently(endpoint, _PATIENCE_S[endpoint], request, retried)
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


async def _patiently(
    what: str,
    patience: float | None,
    request: Callable[[], Coroutine[Any, Any, T]],
    retried: Callable[[], None],
) -> T:
    """Make a request until it succeeds or is refused, or the time for it is over. ``retried`` counts."""
    clock = asyncio.get_running_loop().time
    end = math.inf if patience is None else clock() + patience
    wait = _FIRST_WAIT_S
    while True:
        try:
            return await asyncio.wait_for(request(), None if patience is None else end - clock())
        except BadRequest:
            raise
        except (asyncio.TimeoutError, TimeoutError) as error:
            raise TimedOut(f"{what} took too long") from error
        except (NetworkError, RetryAfter) as error:
            pause = seconds_of(error) if isinstance(error, RetryAfter) else wait
            if clock() + pause >= end:
                raise
            retried()
            LOG.warning("%s failed, again in %.1f s: %s", what, pause, error)
            await asyncio.sleep(pause)
            wait = min(2 * wait, _LONGEST_WAIT_S)


def seconds_of(error: RetryAfter) -> float:
    """How long Telegram asks to wait."""
    seconds = error.retry_after
    return float(seconds) if isinstance(seconds, (int, float)) else seconds.total_seconds()


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

    async def raw_updates(self, offset: int | None, timeout: int, kinds: Sequence[str]) -> list[Any]:
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
    try:
        await query.answer(text, show_alert=alert or None)
    except (NetworkError, RetryAfter) as error:
        LOG.info("The press of a button was not acknowledged: %s", error)


async def offer(
    query: InlineQuery,
    results: Sequence[InlineQueryResult],
    *,
    cache_s: int,
    personal: bool,
    button: InlineQueryResultsButton | None = None,
) -> None:
    """Answer what was typed in inline mode, unless it is too late: the person has typed on."""
    try:
        await query.answer(results, cache_time=cache_s, is_personal=personal, button=button)
    except (NetworkError, RetryAfter) as error:
        LOG.info("An inline answer came too late: %s", error)


async def fetch(bot: Api, file_id: str, path: Path) -> None:
    """Download a file that was sent to the bot."""

    async def download() -> None:
        file = await bot.get_file(file_id)
        await file.download_to_drive(path)

    await _patiently("A download", None, download, bot.retried)


async def show(
    query: CallbackQuery, blocks: Sequence[Block], keyboard: InlineKeyboardMarkup | None = None
) -> None:
    """Put ``blocks`` in the place of the message a button is under; after two taps it stands there."""
    try:
        await query.edit_message_text(to_html(shortened(blocks)), reply_markup=keyboard)
    except BadRequest as error:
        if not is_unchanged(error):
            raise


def is_unchanged(error: BadRequest) -> bool:
    """Whether Telegram refused an edit because all stands like that already."""
    return "not modified" in error.message.lower()


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

    What is refused goes out plain, in its topic still; also not as a reply, unless the refusal was about
    the text. With a ``trace``, a message that
    may have gone out though its receipt was lost is looked for before it is sent again.
    """
    reply = ReplyParameters(reply_to, allow_sending_without_reply=True) if reply_to else None
    text = to_html(blocks)
    dress: dict[str, Any] = {}
    wait = _FIRST_WAIT_S
    while True:
        try:
            sent = await bot.send_message(
                place.chat,
                text,
                reply_markup=keyboard,
                reply_parameters=reply,
                message_thread_id=place.thread or None,
                **dress,
            )
        except ChatMigrated as error:  # a group that became a supergroup: its messages have new numbers
            place, reply = replace(place, chat=error.new_chat_id), None
            continue
        except BadRequest as error:
            if dress:  # it is plain already
                raise
            LOG.warning("A message was refused and goes out plain: %s", error)
            text, dress = to_plain(blocks), {"parse_mode": None}
            said = error.message.lower()
            if "thread not found" in said:  # the topic was deleted
                place = replace(place, thread=0)
            if "parse" not in said and "entit" not in said:
                reply = None
            continue
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
                if is_unchanged(error):
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
