"""What is done when Telegram refuses a message, moves a chat, or does not say whether it took it."""

from __future__ import annotations

import asyncio
import threading
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from telegram import InlineKeyboardButton, InlineKeyboardMarkup
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from qabot.chat.telegram import sending
from qabot.chat.telegram.desk import Desk
from qabot.chat.telegram.metrics import Metrics
from qabot.chat.telegram.richtext import block, run
from qabot.chat.telegram.sending import Pace, Trace, acknowledge, fetch, offer, send
from qabot.chat.telegram.state import Place
from qabot.types import Answer, Turn

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

# the library says how RetryAfter will change; both forms are read
pytestmark = pytest.mark.filterwarnings("ignore:Deprecated since version v22.2")

BUTTONS = InlineKeyboardMarkup([[InlineKeyboardButton("1", callback_data="s:token:1")]])
TEXT = [block(run("a<b", "b"))]


class Telegram:
    """Answers each request with the next of ``script``: a message number, or an error that is raised."""

    def __init__(self, *script: int | Exception, buttons: dict[int, Any] | None = None) -> None:
        self.script = list(script)
        self.buttons = buttons or {}
        self.sent: list[tuple[int, str, dict[str, Any]]] = []
        self.set: list[tuple[int, Any]] = []

    async def send_message(self, chat: int, text: str, **more: Any) -> Any:
        self.sent.append((chat, text, more))
        came = self.script.pop(0)
        if isinstance(came, Exception):
            raise came
        return SimpleNamespace(message_id=came)

    async def set_buttons(self, chat: int, number: int, keyboard: Any) -> dict[str, Any]:
        self.set.append((number, keyboard))
        came = self.buttons.get(number, BadRequest("message to edit not found"))
        if isinstance(came, Exception):
            raise came
        return dict(came)

    def retried(self) -> None:
        """Counted by the real one."""


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sending, "_FIRST_WAIT_S", 0.0)


def sends(bot: Telegram, *, trace: Trace | None = None) -> int:
    return asyncio.run(send(bot, Place(7, 0, 7), TEXT, keyboard=BUTTONS, reply_to=3, trace=trace))  # type: ignore[arg-type]


def trace(*numbers: int) -> Trace:
    class Room:
        state = SimpleNamespace(unknown_messages=None)

        async def db(self, *_: Any) -> Sequence[int]:
            return numbers

    return Trace(Room(), 7, 3)  # type: ignore[arg-type]


def broken(cause: Exception) -> NetworkError:
    error = NetworkError(f"httpx.{type(cause).__name__}")
    error.__cause__ = cause
    return error


def test_what_is_refused_goes_out_plain() -> None:
    bot = Telegram(BadRequest("can't parse entities"), 5)
    assert sends(bot) == 5
    assert [text for _, text, _ in bot.sent] == ["<b>a&lt;b</b>", "a<b"]
    assert bot.sent[1][2]["parse_mode"] is None


def test_plain_it_stays_in_its_topic_and_a_reply() -> None:
    bot = Telegram(BadRequest("Can't parse entities: unsupported start tag"), TimedOut(), 5)
    assert asyncio.run(send(bot, Place(-7, 4, 7), TEXT, reply_to=3)) == 5  # type: ignore[arg-type]
    for _, text, more in bot.sent[1:]:
        assert (text, more["message_thread_id"]) == ("a<b", 4)
        assert more["reply_parameters"].message_id == 3


def test_refused_for_something_else_it_goes_out_without_what_may_be_in_the_way() -> None:
    bot = Telegram(BadRequest("Message to be replied not found"), 5)
    assert asyncio.run(send(bot, Place(-7, 4, 7), TEXT, reply_to=3)) == 5  # type: ignore[arg-type]
    assert bot.sent[1][2]["reply_parameters"] is None
    assert bot.sent[1][2]["message_thread_id"] == 4
    bot = Telegram(BadRequest("Bad Request: message thread not found"), 5)
    assert asyncio.run(send(bot, Place(-7, 4, 7), TEXT)) == 5  # type: ignore[arg-type]
    assert bot.sent[1][2]["message_thread_id"] is None


def test_what_is_refused_plain_as_well_is_not_tried_for_ever() -> None:
    bot = Telegram(BadRequest("TOPIC_CLOSED"), BadRequest("TOPIC_CLOSED"))
    with pytest.raises(BadRequest):
        sends(bot)
    assert len(bot.sent) == 2


# requests that are no messages


def requested(endpoint: str, *script: Exception | bool) -> tuple[int, Any]:
    """How often the request was made, and what came of it."""
    left, made = list(script), 0

    async def callback() -> Any:
        nonlocal made
        made += 1
        came = left.pop(0)
        if isinstance(came, Exception):
            raise came
        return came

    try:
        result = asyncio.run(Pace(Metrics()).process_request(callback, (), {}, endpoint, {}, None))
    except TelegramError as error:
        return made, error
    return made, result


WAITED_OUT = (
    "answerCallbackQuery answerInlineQuery getFile setMyCommands setMyDescription setWebhook deleteWebhook"
    " deleteMessage"
)


@pytest.mark.parametrize("endpoint", WAITED_OUT.split())
def test_other_requests_are_made_again_too(endpoint: str) -> None:
    made, result = requested(endpoint, RetryAfter(0), NetworkError("Bad Gateway"), TimedOut(), True)
    assert (made, result) == (4, True)


@pytest.mark.parametrize("endpoint", WAITED_OUT.split())
def test_what_telegram_refuses_is_not_asked_again(endpoint: str) -> None:
    made, error = requested(endpoint, BadRequest("wrong"))
    assert made == 1
    assert isinstance(error, BadRequest)


@pytest.mark.parametrize("endpoint", ["answerCallbackQuery", "answerInlineQuery"])
def test_what_is_worthless_later_is_not_waited_for(endpoint: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert isinstance(requested(endpoint, RetryAfter(60), True)[1], RetryAfter)
    monkeypatch.setitem(sending._PATIENCE_S, endpoint, 0.05)
    monkeypatch.setattr(sending, "_FIRST_WAIT_S", 0.01)
    made, error = requested(endpoint, *[NetworkError("Bad Gateway")] * 50)
    assert 1 < made < 10
    assert isinstance(error, NetworkError)

    async def stuck() -> bool:
        await asyncio.sleep(20)
        return True

    with pytest.raises(TimedOut):
        asyncio.run(Pace(Metrics()).process_request(stuck, (), {}, endpoint, {}, None))


@pytest.mark.parametrize(
    "error",
    [
        lambda: RetryAfter(60),
        lambda: NetworkError("Bad Gateway"),
        TimedOut,
        lambda: BadRequest("query is too old"),
    ],
)
def test_a_press_or_a_look_up_that_cannot_be_answered_is_no_error(
    error: Callable[[], Exception], caplog: pytest.LogCaptureFixture
) -> None:
    class Query:
        async def answer(self, *_: Any, **__: Any) -> None:
            raise error()

    with caplog.at_level("INFO", "qabot.telegram"):
        asyncio.run(acknowledge(Query(), "ya"))  # type: ignore[arg-type]
        asyncio.run(offer(Query(), [], cache_s=0, personal=True))  # type: ignore[arg-type]
    assert [record.levelname for record in caplog.records] == ["INFO"] * 2


def test_a_download_that_breaks_is_begun_anew(tmp_path: Path) -> None:
    script: list[Exception | None] = [NetworkError("cut"), RetryAfter(0), None]

    class File:
        async def download_to_drive(self, path: Path) -> None:
            path.write_text("half")
            came = script.pop(0)
            if came is not None:
                raise came
            path.write_text("whole")

    class Bot:
        async def get_file(self, _: str) -> File:
            return File()

        def retried(self) -> None:
            """Counted by the real one."""

    asyncio.run(fetch(Bot(), "f", tmp_path / "f"))  # type: ignore[arg-type]
    assert (tmp_path / "f").read_text() == "whole"
    assert script == []


# messages


def test_a_group_that_moved_is_followed() -> None:
    bot = Telegram(ChatMigrated(-1007), 5)
    assert sends(bot) == 5
    assert [chat for chat, _, _ in bot.sent] == [7, -1007]
    assert bot.sent[1][2]["reply_parameters"] is None, "its messages have new numbers"


def test_whoever_blocked_the_bot_is_left_alone() -> None:
    bot = Telegram(Forbidden("bot was blocked by the user"))
    with pytest.raises(Forbidden):
        sends(bot)
    assert len(bot.sent) == 1


def test_a_message_whose_receipt_was_lost_is_found_and_not_sent_again() -> None:
    bot = Telegram(TimedOut(), buttons={5: BadRequest("message is not modified")})
    assert sends(bot, trace=trace(4, 5, 6)) == 5
    assert len(bot.sent) == 1
    assert [number for number, _ in bot.set] == [4, 5]


def test_a_message_that_is_nowhere_is_sent_again() -> None:
    bot = Telegram(broken(httpx.ReadError("cut")), 9)
    assert sends(bot, trace=trace(4, 5)) == 9
    assert len(bot.sent) == 2


def test_without_a_connection_there_is_nothing_to_look_for() -> None:
    bot = Telegram(broken(httpx.ConnectError("refused")), broken(httpx.ConnectTimeout("slow")), 9)
    assert sends(bot, trace=trace(4, 5)) == 9
    assert bot.set == []


def test_another_message_of_ours_does_not_keep_the_buttons() -> None:
    bot = Telegram(
        buttons={4: {"message_id": 4}, 5: {"message_id": 5, "reply_to_message": {"message_id": 3}}}
    )
    assert asyncio.run(trace(4, 5).find(bot, BUTTONS)) == 5  # type: ignore[arg-type]
    assert bot.set == [(4, BUTTONS), (4, None), (5, BUTTONS)]


def test_when_nothing_can_be_found_out_the_search_ends() -> None:
    bot = Telegram(buttons={4: NetworkError("down")})
    assert asyncio.run(trace(4, 5).find(bot, BUTTONS)) is None  # type: ignore[arg-type]
    assert len(bot.set) == 1


class Engine:
    """Counts what it is asked; each change of the articles raises ``generation``."""

    chat_model = None

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.generation = 1
        self.engine = SimpleNamespace(index=self)

    def ask(self, question: str, turns: Sequence[Turn] = (), **_: Any) -> Answer:
        self.asked.append(question)
        return Answer(question, "id", "answered", f"jawaban {len(self.asked)}")

    def close(self) -> None:
        """Nothing is open."""


def test_a_question_is_answered_once_while_the_articles_stay_as_they_are() -> None:
    engine = Engine()
    turns = (Turn("user", "Siapa Teten Masduki?"), Turn("assistant", "Menteri"))

    async def asked() -> list[str]:
        desk = Desk(engine)  # type: ignore[arg-type]
        question = "Apakah Project S akan dibuka di Indonesia?"
        together = await asyncio.gather(
            *(desk.ask(question, (), None, asker=asker) for asker in (1, 2, 1, 3, 2))
        )
        later = await desk.ask(question, turns, None, asker=1)  # it does not lean on what was said before
        engine.generation += 1
        fresh = await desk.ask(question, (), None, asker=1)
        desk.close()
        return [answer.text for answer in (*together, later, fresh)]

    assert asyncio.run(asked()) == ["jawaban 1"] * 6 + ["jawaban 2"]


def test_one_person_s_questions_are_at_the_engine_one_at_a_time() -> None:
    engine, most = Engine(), 0
    go = threading.Event()
    ask = engine.ask

    def held(question: str, turns: Sequence[Turn] = (), **more: Any) -> Answer:
        if "Seitu" in question:
            go.wait(20)
        return ask(question, turns, **more)

    engine.ask = held  # type: ignore[method-assign]

    async def asked() -> list[str]:
        nonlocal most
        desk = Desk(engine)  # type: ignore[arg-type]
        slow = [f"Siapa direktur Seitu tahun {year}?" for year in range(2001, 2011)]
        waiting = [asyncio.ensure_future(desk.ask(question, (), None, asker=1)) for question in slow]
        await asyncio.sleep(0.2)
        for asker in (2, 3):
            await asyncio.wait_for(desk.ask(f"Apa kabar {asker}?", (), None, asker=asker), 20)
        # what the person has waiting is not under way: somebody else need not wait for it
        other = asyncio.ensure_future(desk.ask(slow[9], (), None, asker=4))
        await asyncio.sleep(0.2)
        most = desk.thinking
        go.set()
        answers = await asyncio.gather(*waiting, other)
        desk.close()
        return [answer.question for answer in answers]

    assert len(asyncio.run(asked())) == 11
    assert most == 2
    assert engine.asked[:2] == ["Apa kabar 2?", "Apa kabar 3?"]
    assert len(engine.asked) == 12


def test_a_follow_up_is_another_question_after_another_conversation() -> None:
    engine = Engine()

    async def asked() -> None:
        desk = Desk(engine)  # type: ignore[arg-type]
        for name in ("Teten Masduki", "Anggini Setiawan"):
            turns = (Turn("user", f"Siapa {name}?"), Turn("assistant", name))
            await desk.ask("Apa jabatannya?", turns, None, asker=1)
        desk.close()

    asyncio.run(asked())
    assert len(engine.asked) == 2
