"""The bot as the person who runs it knows it: starting, stopping, dying, and all that goes wrong outside."""

from __future__ import annotations

import contextlib
import json
import re
import socket
import sqlite3
import sys
import time
import urllib.error
import urllib.request
from typing import TYPE_CHECKING, Any

import pytest
from emulator.bots import Bot
from emulator.people import Person

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from emulator.gateway import Gateway
    from emulator.world import Account, Message

QUESTIONS = [
    "Apakah Project S akan dibuka di Indonesia?",
    "Siapa Direktur Eksekutif ICT Institute?",
    "Berapa pengguna TikTok Shop di Indonesia?",
    "Who is the director of Seitu?",
    "Berapa gaji Teten Masduki?",
    "Mengapa social commerce dilarang?",
    "tiktok shop udah ditutup ya?",
    "How big will Indonesia's e-commerce market be in 2030?",
]


@pytest.fixture
def account(gateway: Gateway) -> Iterator[Account]:
    """A bot of its own for the test; nothing may be held against it."""
    made = gateway.new_bot()
    yield made
    assert made.problems == []


@pytest.fixture(scope="module")
def tried(gateway: Gateway, seeds_index: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    """One bot that goes through all that may go wrong around it."""
    settings = {"QABOT_INDEX": str(seeds_index), "QABOT_TELEGRAM_ACCESS": "open"}
    with Bot(gateway, gateway.new_bot(), tmp_path_factory.mktemp("tried"), settings=settings) as running:
        yield running


@pytest.fixture
def troubled(tried: Bot) -> Iterator[Account]:
    """What Telegram sees of that bot; its troubles end with the test."""
    yield tried.account
    tried.account.faults.clear()
    assert tried.account.problems == []


@pytest.fixture
def ani(gateway: Gateway, account: Account) -> Person:
    return Person(gateway, account, "Ani")


@pytest.fixture
def made(
    gateway: Gateway, account: Account, seeds_index: Path, tmp_path: Path
) -> Iterator[Callable[..., Bot]]:
    """Makes bots on the test's account, not yet started; what still runs in the end is killed."""
    bots: list[Bot] = []

    def make(*arguments: str, folder: str = "bot", **settings: str) -> Bot:
        place = tmp_path / folder
        place.mkdir(exist_ok=True)
        chosen = {"QABOT_INDEX": str(seeds_index), "QABOT_TELEGRAM_ACCESS": "open"}
        chosen |= {f"QABOT_TELEGRAM_{name.upper()}": value for name, value in settings.items()}
        bots.append(Bot(gateway, account, place, settings=chosen, arguments=arguments))
        return bots[-1]

    yield make
    for bot in bots:
        if bot.process is not None and bot.process.poll() is None:
            bot.kill()


def everybody_asks(gateway: Gateway, account: Account, people: int, each: int) -> list[Message]:
    crowd = [Person(gateway, account, f"Orang {number}") for number in range(people)]
    return [
        person.says(QUESTIONS[(number + at) % len(QUESTIONS)])
        for at in range(each)
        for number, person in enumerate(crowd)
    ]


def each_answered_once(account: Account, asked: list[Message], timeout: float = 40) -> None:
    """All are answered in the end; then a while is given to answers that should not come."""
    account.until(lambda: all(account.answers_to(message) for message in asked), timeout)
    time.sleep(0.4)
    assert [len(account.answers_to(message)) for message in asked] == [1] * len(asked)
    told: dict[str, set[str]] = {}
    for message in asked:
        if message.id == 1:
            told.setdefault(message.text, set()).add(account.answers_to(message)[0].text)
    assert all(len(texts) == 1 for texts in told.values()), "the same question, the same answer"
    assert len({next(iter(texts)) for texts in told.values()}) == len(told), (
        "another question, another answer"
    )


# nothing lost, nothing twice


def test_many_at_once_get_one_answer_each(gateway: Gateway, troubled: Account) -> None:
    each_answered_once(troubled, everybody_asks(gateway, troubled, 10, 3))


def test_refused_with_429_all_are_answered_in_the_end(gateway: Gateway, troubled: Account) -> None:
    troubled.faults.flood("sendMessage", times=30)
    troubled.faults.sends_per_second = 30
    each_answered_once(troubled, everybody_asks(gateway, troubled, 20, 2))
    assert troubled.faults.refused >= 30


def test_errors_and_cut_connections_lose_nothing(gateway: Gateway, troubled: Account) -> None:
    troubled.faults.fail("sendMessage", times=2, status=502)
    troubled.faults.fail("sendMessage", times=1, status=500)
    troubled.faults.cut("sendMessage", times=2)
    # one each: the bot waits longer after each that follows another
    troubled.faults.fail("getUpdates", times=1, status=502)
    troubled.faults.lose("getUpdates", times=1)
    troubled.faults.fail("sendChatAction", times=5, status=500)
    each_answered_once(troubled, everybody_asks(gateway, troubled, 5, 2))


def test_killed_in_the_middle_it_goes_on_where_it_was(
    gateway: Gateway, account: Account, made: Callable[..., Bot]
) -> None:
    bot = made().start()
    asked = everybody_asks(gateway, account, 8, 2)
    for share in (4, 9):
        account.until(
            lambda share=share: sum(bool(account.answers_to(message)) for message in asked) >= share
        )
        # From here on nothing arrives at Telegram any more, as when the network goes first. What arrived
        # has been confirmed to the bot, and it has had the time to write that down.
        account.faults.hold("sendMessage")
        account.until(lambda: account.faults.held)
        bot.settle(0.3)
        bot.kill()
        account.faults.release()
        bot.start()
    each_answered_once(account, asked)


def test_killed_before_it_could_ask_it_finds_everything(
    gateway: Gateway, account: Account, made: Callable[..., Bot]
) -> None:
    asked = everybody_asks(gateway, account, 3, 2)
    account.faults.hold("sendMessage")
    bot = made().start()
    account.until(lambda: account.faults.held)
    bot.kill()
    account.faults.release()
    bot.start()
    each_answered_once(account, asked)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGTERM that a process could answer")
def test_told_to_stop_it_finishes_what_is_under_way(
    gateway: Gateway, account: Account, made: Callable[..., Bot]
) -> None:
    bot = made().start()
    account.faults.latency_s = 0.2
    asked = everybody_asks(gateway, account, 4, 1)
    account.until(lambda: any(call.method == "sendChatAction" for call in account.calls))
    assert bot.stop() == 0
    answered = [len(account.answers_to(message)) for message in asked]
    assert sum(answered) >= 1
    account.faults.clear()
    bot.start()
    each_answered_once(account, asked)
    assert "Traceback" not in bot.log


def test_a_slow_telegram_holds_up_nobody_else(gateway: Gateway, troubled: Account) -> None:
    first = Person(gateway, troubled).says(QUESTIONS[0])
    each_answered_once(troubled, [first])
    troubled.faults.latency_s = 0.5
    began = time.monotonic()
    each_answered_once(troubled, everybody_asks(gateway, troubled, 8, 1))
    assert time.monotonic() - began < 8 * 2 * 0.5, "not one after the other"


def test_somebody_who_blocked_it_is_no_trouble(gateway: Gateway, troubled: Account) -> None:
    ani = Person(gateway, troubled)
    ani.asks(QUESTIONS[0])
    ani.blocks()
    for _ in range(3):
        ani.says(QUESTIONS[1])
    each_answered_once(troubled, everybody_asks(gateway, troubled, 2, 1))


# exit codes


def one_line(bot: Bot) -> str:
    """What it complained of: a line or two, and no traceback."""
    said = [line for line in bot.log.splitlines() if line.strip()]
    assert "Traceback" not in bot.log, bot.log[-3000:]
    assert bot.account.token.partition(":")[2] not in bot.log
    errors = [line for line in said if line.startswith("Error")]
    assert len(errors) == 1, said
    return errors[0]


def test_without_a_token_it_says_where_to_get_one(made: Callable[..., Bot]) -> None:
    bot = made(token="")
    bot.launch()
    assert bot.ends() == 2
    assert "token" in one_line(bot)
    assert "BotFather" in bot.log


@pytest.mark.parametrize(
    "token", ["123456789:AAwrong-token-that-nobody-knows-here", "nonsense", "1:a/../b c"]
)
def test_a_wrong_token(made: Callable[..., Bot], token: str) -> None:
    bot = made(token=token)
    bot.launch()
    assert bot.ends() == 2
    assert "token" in one_line(bot)
    assert token not in bot.log


def test_no_network(made: Callable[..., Bot]) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        bot = made(api_base=f"http://127.0.0.1:{unused.getsockname()[1]}/bot")
        bot.launch()
        assert bot.ends() == 1
    assert "reach" in one_line(bot)


def test_without_an_index_it_begins_an_empty_one(
    made: Callable[..., Bot], ani: Person, tmp_path: Path
) -> None:
    bot = made()
    bot.environment["QABOT_INDEX"] = str(tmp_path / "none")
    bot.start()
    assert ani.asks("/start").text
    assert ani.asks(QUESTIONS[0]).text
    assert "Traceback" not in bot.log


def test_another_program_that_fetches_the_updates(account: Account, made: Callable[..., Bot]) -> None:
    said = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
    account.faults.fail("getUpdates", times=100, status=409, description=said)
    bot = made()
    bot.launch()
    assert bot.ends() == 1
    assert "nother" in one_line(bot)


def test_of_two_instances_one_gives_way_and_nobody_is_answered_twice(
    gateway: Gateway, account: Account, made: Callable[..., Bot]
) -> None:
    first = made().start()
    second = made(folder="second")
    process = second.launch()

    def ended() -> bool:
        assert first.process is not None
        return process.poll() is not None or first.process.poll() is not None

    account.until(ended, 40, "for one of the two to end")
    assert first.process is not None
    codes = [first.process.poll(), process.poll()]
    assert codes.count(None) == 1, "the other goes on"
    assert 1 in codes
    one_line(second if codes[0] is None else first)
    each_answered_once(account, everybody_asks(gateway, account, 2, 1))


def test_a_token_that_is_revoked_while_it_runs(
    account: Account, made: Callable[..., Bot], ani: Person
) -> None:
    bot = made().start()
    account.faults.unauthorized = True
    ani.says("/help")  # ends the long poll; the next one is refused
    assert bot.ends() == 2
    errors = [line for line in bot.log.splitlines() if line.startswith("Error")]
    assert len(errors) == 1
    assert "token" in errors[0]
    assert account.token not in bot.log


# webhook, health, logs


def free_port() -> int:
    with socket.socket() as any_port:
        any_port.bind(("127.0.0.1", 0))
        return int(any_port.getsockname()[1])


def fetched(address: str, data: bytes | None = None, **headers: str) -> tuple[int, str]:
    request = urllib.request.Request(address, data, headers)
    try:
        with urllib.request.urlopen(request, timeout=10) as response:
            return response.status, response.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read().decode()


def test_a_webhook_delivers_and_only_telegram_may(
    gateway: Gateway, account: Account, made: Callable[..., Bot], ani: Person
) -> None:
    port = free_port()
    url = f"http://127.0.0.1:{port}/qabot"
    bot = made("--webhook", url, "--port", str(port), "--secret", "s3cret-of-the-test").start()
    assert account.webhook is not None
    assert account.webhook["secret_token"] == "s3cret-of-the-test"
    each_answered_once(account, [ani.says(QUESTIONS[0])])
    each_answered_once(account, everybody_asks(gateway, account, 3, 2))
    body = json.dumps({"update_id": 1, "message": ani.says(QUESTIONS[1]).as_json()}).encode()
    for headers in ({}, {"X-Telegram-Bot-Api-Secret-Token": "guessed"}):
        with contextlib.suppress(ConnectionError):
            status, _ = fetched(account.webhook["url"], body, **headers)
            assert status in {401, 403, 404}
    assert account.polls <= 1, "setting the webhook counts as one; it does not poll"

    account.faults.hold("sendMessage")
    asked = everybody_asks(gateway, account, 3, 1)
    account.until(lambda: account.faults.held)
    bot.kill()
    account.faults.release()
    bot.start()
    each_answered_once(account, asked)


def test_figures_logs_and_a_token_from_a_file(
    account: Account, made: Callable[..., Bot], ani: Person, tmp_path: Path
) -> None:
    port = free_port()
    file = tmp_path / "token.txt"
    file.write_text(f"{account.token}\n", encoding="utf-8")
    arguments = ("--token-file", str(file), "--health-port", str(port), "--log-format", "json")
    bot = made(*arguments, "--log-questions", token="").start()
    ani.asks(QUESTIONS[0])
    ani.asks(QUESTIONS[4])
    status, _ = fetched(f"http://127.0.0.1:{port}/healthz")
    assert status == 200
    status, text = fetched(f"http://127.0.0.1:{port}/metrics")
    assert status == 200
    samples = dict(re.findall(r"^(\w+(?:\{[^}]*\})?) (\S+)$", text, re.MULTILINE))
    for part in ("answer", "abst|not_stated", "second|latency", "queue", "error"):
        assert any(re.search(part, name) for name in samples), (part, sorted(samples))
    assert all(float(value) >= 0 for value in samples.values())
    assert account.token not in text
    assert fetched(f"http://127.0.0.1:{port}/nothing")[0] == 404

    bot.settle(0.2)
    bot.kill()
    rows = [json.loads(line) for line in bot.log.splitlines() if line.startswith("{")]
    assert any(QUESTIONS[0] in row.values() for row in rows), "questions are logged when asked"
    assert account.token.partition(":")[2] not in bot.log


# what is kept


def kept(bot: Bot) -> list[Any]:
    """Every value of every table."""
    with contextlib.closing(sqlite3.connect(bot.folder / "telegram.db")) as state:
        tables = [row[0] for row in state.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return [value for table in tables for row in state.execute(f"SELECT * FROM {table}") for value in row]


def test_what_is_kept_survives_kill_9_and_forget_erases_it(
    gateway: Gateway, account: Account, made: Callable[..., Bot], ani: Person
) -> None:
    bot = made().start()
    budi = Person(gateway, account, "Budi Santoso")
    heard = ani.asks(QUESTIONS[0])
    told = budi.asks(QUESTIONS[1])
    bot.kill()
    bot.start()
    budi.presses(told, next(b["text"] for b in told.buttons if re.match(r"\W*1\b", b["text"])))
    budi.sees_edit(told)
    alone = Person(gateway, account).asks("Apa penilaiannya?")
    assert budi.asks("Apa penilaiannya?").text != alone.text, "the conversation goes on"

    ani.presses(heard, "👍")
    values = kept(bot)
    assert ani.id in values
    assert QUESTIONS[0] in values
    asked = ani.asks("/forget")
    yes = next(button["text"] for button in asked.buttons if "hapus" in button["text"].lower())
    ani.presses(asked, yes)
    bot.settle(0.3)
    values = kept(bot)
    assert ani.id not in values
    assert not any(isinstance(value, str) and QUESTIONS[0] in value for value in values)
    assert budi.id in values
    bot.kill()
    files = b"".join(file.read_bytes() for file in bot.folder.glob("telegram.db*"))
    assert QUESTIONS[1].encode() in files, "or the next line shows nothing"
    assert QUESTIONS[0].encode() not in files, "not in pages that are free either"
