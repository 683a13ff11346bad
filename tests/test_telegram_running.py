"""The bot as the person who runs it knows it: starting, stopping, dying, and all that goes wrong outside."""

from __future__ import annotations

import asyncio
import contextlib
import dataclasses
import json
import re
import shutil
import socket
import sqlite3
import ssl
import subprocess
import sys
import time
import urllib.error
import urllib.request
from datetime import datetime, timezone
from typing import TYPE_CHECKING, Any, TypeVar

import pytest
from emulator.bots import QABOT, SLOW, Bot
from emulator.people import Group, Person
from telegram import WebhookInfo
from telegram.error import NetworkError

from qabot.chat.telegram import dispatch, health, polling, webhook
from qabot.chat.telegram.access import Access
from qabot.chat.telegram.dispatch import Dispatcher
from qabot.chat.telegram.limits import Limits
from qabot.chat.telegram.metrics import Metrics
from qabot.chat.telegram.room import Room
from qabot.chat.telegram.state import State
from qabot.config import Settings
from qabot.errors import SettingsError, TelegramError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Coroutine, Iterator, Sequence
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

    def make(*arguments: str, folder: str = "bot", command: Sequence[str] = QABOT, **settings: str) -> Bot:
        place = tmp_path / folder
        place.mkdir(exist_ok=True)
        chosen = {"QABOT_INDEX": str(seeds_index), "QABOT_TELEGRAM_ACCESS": "open"}
        chosen |= {f"QABOT_TELEGRAM_{name.upper()}": value for name, value in settings.items()}
        bots.append(Bot(gateway, account, place, command=command, settings=chosen, arguments=arguments))
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


def test_an_answer_whose_receipt_was_lost_comes_once(gateway: Gateway, troubled: Account) -> None:
    ani = Person(gateway, troubled)
    for number in (1, 2):
        troubled.faults.lose("sendMessage", times=1)
        if number == 2:  # nor is the first try to find it out heard
            troubled.faults.fail("editMessageReplyMarkup", times=1)
            troubled.faults.flood("editMessageReplyMarkup", times=1)
        before = len(troubled.calls)
        asked = ani.says(QUESTIONS[number])

        def found(before: int = before) -> bool:
            return any("not modified" in call.description for call in troubled.calls[before:])

        troubled.until(found, 20, "for the bot to find what it has sent")
        each_answered_once(troubled, [asked])


def test_what_is_no_message_is_tried_again_too(gateway: Gateway, troubled: Account) -> None:
    ani = Person(gateway, troubled)
    heard = ani.asks(QUESTIONS[0])
    label = next(button["text"] for button in heard.buttons if re.match(r"\W*1\b", button["text"]))
    troubled.faults.flood("answerCallbackQuery", times=1)
    troubled.faults.fail("answerCallbackQuery", times=1)
    assert ani.presses(heard, label), "the press is answered"
    ani.sees_edit(heard)
    troubled.faults.fail("answerInlineQuery", times=1)
    troubled.faults.cut("answerInlineQuery", times=1)
    assert ani.looks_up(QUESTIONS[0])["results"]


def test_a_press_that_is_told_to_wait_long_shows_no_error(gateway: Gateway, troubled: Account) -> None:
    ani = Person(gateway, troubled)
    heard = ani.asks(QUESTIONS[0])
    label = next(button["text"] for button in heard.buttons if re.match(r"\W*1\b", button["text"]))
    troubled.faults.flood("answerCallbackQuery", times=1, retry_after=600)
    gateway.run(ani._press(heard, heard.button(label)))
    ani.sees_edit(heard)
    ani.asks(QUESTIONS[1])
    assert sum(message.by_bot for message in ani.private.messages) == 2, "no word of an error"


def test_menus_a_webhook_and_a_file_wait_for_the_network(
    account: Account, made: Callable[..., Bot], ani: Person
) -> None:
    account.faults.flood("setMyCommands", times=1)
    account.faults.fail("setMyCommands", times=1)
    account.faults.fail("setWebhook", times=1)
    account.faults.flood("setWebhook", times=1)
    account.faults.fail("getFile", times=1)
    account.faults.cut("getFile", times=1)
    port = free_port()
    arguments = ("--webhook", f"http://127.0.0.1:{port}/", "--port", str(port))
    bot = made(*arguments, admins=str(ani.id))
    bot.environment["QABOT_INDEX"] = str(bot.folder / "index")
    bot.start()
    article = "Jembatan Ditutup\n\nPemerintah kota menutup Jembatan Kali Biru sejak Senin malam."
    heard = ani.hears(ani.sends_file("jembatan.txt", article.encode()))
    assert "Jembatan Ditutup" in heard.text
    account.until(lambda: len(account.profile["commands"]) >= 6, 20, "for all the menus")
    assert not any(fault.times for fault in account.faults.planned)


def test_broken_updates_end_neither_this_start_nor_the_next(
    account: Account, made: Callable[..., Bot], ani: Person
) -> None:
    bot = made().start()
    for _ in range(2):
        account.put("message", {"from": "abc"})
        account.put("message", {"from": {"id": [1]}, "chat": {"id": {}}})
        account.put("callback_query", {"message": "x"})
        each_answered_once(account, [ani.says(QUESTIONS[0])])
        bot.settle(0.3)
        bot.kill()
        bot.start()
    assert len(re.findall(r"Error [0-9a-f]{8}: update \d+", bot.log)) == 6, "handled once, and logged"


def test_what_kills_it_each_time_is_given_up_and_the_person_told(
    account: Account, made: Callable[..., Bot], ani: Person
) -> None:
    bot = made()
    account.faults.hold("sendMessage")
    asked = ani.says(QUESTIONS[0])
    for _ in range(dispatch.ATTEMPTS):
        bot.start()
        account.until(lambda: account.faults.held)
        bot.kill()
        account.until(lambda: not account.faults.held)
    account.faults.release()
    bot.start()
    each_answered_once(account, [asked])
    (heard,) = account.answers_to(asked)
    code = re.search(r"kode ([0-9a-f]{8})", heard.text)
    assert code is not None, heard.text
    assert f"Error {code[1]}" in bot.log


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


def test_slow_questions_of_one_person_hold_up_nobody_else(
    gateway: Gateway, account: Account, made: Callable[..., Bot], ani: Person
) -> None:
    bot = made(command=SLOW)
    hold = bot.folder / "lambat"
    hold.touch()
    bot.start()
    # in more chats than the engine has threads, so that each could take one
    slow = [ani.says("Apakah perizinan itu lambat?")]
    for number in range(1, 9):
        group = Group(account, f"Grup {number}")
        slow.append(ani.says(f"@{account.username} Apakah perizinan nomor {number} lambat?", group))
    account.until(lambda: "begun" in bot.log, 40, "for the slow question to be begun on")
    each_answered_once(account, everybody_asks(gateway, account, 8, 2))
    assert bot.log.count("begun") == 1, "the others of that person wait for their turn"
    assert not any(account.answers_to(message) for message in slow)
    hold.unlink()
    account.until(lambda: all(account.answers_to(message) for message in slow), 40)
    assert [len(account.answers_to(message)) for message in slow] == [1] * len(slow)


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


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A self-signed certificate for this machine, and its key."""
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("there is no openssl to make a certificate with")
    folder = tmp_path_factory.mktemp("certificate")
    cert, key = folder / "cert.pem", folder / "key.pem"
    made = [openssl, "req", "-x509", "-newkey", "rsa:2048", "-sha256", "-nodes", "-days", "2"]
    made += ["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"]
    subprocess.run([*made, "-keyout", str(key), "-out", str(cert)], check=True, capture_output=True)
    return cert, key


def test_a_webhook_speaks_https_by_itself_and_telegram_is_given_its_certificate(
    gateway: Gateway,
    account: Account,
    made: Callable[..., Bot],
    ani: Person,
    certificate: tuple[Path, Path],
    tmp_path: Path,
) -> None:
    # some keep both in one file: the key goes to nobody
    both = tmp_path / "both.pem"
    both.write_text(certificate[1].read_text() + certificate[0].read_text())
    account.faults.fail("setWebhook", times=1)
    port = free_port()
    url = f"https://127.0.0.1:{port}/qabot"
    arguments = ("--webhook", url, "--port", str(port), "--webhook-cert", str(both))
    bot = made(*arguments, "--webhook-key", str(both), "--secret", "s3cret-of-the-test").start()
    assert account.webhook is not None
    assert account.webhook["certificate"].strip() == certificate[0].read_bytes().strip()
    each_answered_once(account, [ani.says(QUESTIONS[0]), *everybody_asks(gateway, account, 2, 2)])

    body = json.dumps({"update_id": 1, "message": ani.says(QUESTIONS[1]).as_json()}).encode()
    trust = ssl.create_default_context(cafile=str(certificate[0]))
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(urllib.request.Request(url, body), timeout=10, context=trust)
    assert refused.value.code == 403
    refused.value.close()
    with pytest.raises(OSError):  # however the connection ends
        fetched(url.replace("https", "http"), body)
    assert bot.process is not None
    assert bot.process.poll() is None
    assert "Traceback" not in bot.log


def test_a_chain_of_certificates_is_not_given_to_telegram(
    certificate: tuple[Path, Path], tmp_path: Path
) -> None:
    chain = tmp_path / "fullchain.pem"
    chain.write_bytes(2 * certificate[0].read_bytes())
    settings = Settings(
        telegram_webhook="https://bot.example.org/",
        telegram_webhook_cert=chain,
        telegram_webhook_key=certificate[1],
    )
    made = webhook.certificate(settings)
    assert made is not None
    assert made.upload is None
    assert webhook.certificate(dataclasses.replace(settings, telegram_webhook="")) is None


@pytest.mark.parametrize("wrong", ["missing", "key missing", "folder", "empty", "no key", "other", "locked"])
def test_a_certificate_that_is_of_no_use(certificate: tuple[Path, Path], tmp_path: Path, wrong: str) -> None:
    cert, key = certificate
    openssl = shutil.which("openssl")
    assert openssl is not None
    file = tmp_path / "file.pem"
    if wrong == "folder":
        file.mkdir()
    elif wrong == "empty":
        file.touch()
    elif wrong == "other":
        subprocess.run([openssl, "genrsa", "-out", str(file), "2048"], check=True, capture_output=True)
    elif wrong == "locked":
        how = [openssl, "rsa", "-aes128", "-passout", "pass:sesame", "-in", str(key), "-out", str(file)]
        subprocess.run(how, check=True, capture_output=True)
    told = {
        "missing": (file, key, f"telegram_webhook_cert is {file}, which cannot be read: No such file"),
        "key missing": (cert, file, f"telegram_webhook_key is {file}, which cannot be read: No such file"),
        "folder": (file, key, f"telegram_webhook_cert is {file}, which cannot be read: "),
        "empty": (file, key, f"telegram_webhook_cert is {file}, which holds no certificate. It takes PEM"),
        "no key": (cert, cert, f"telegram_webhook_key is {cert}, which holds no private key. It takes PEM"),
        "other": (cert, file, f"The certificate in {cert} cannot be used with the key in {file}: "),
        "locked": (cert, file, f"The certificate in {cert} cannot be used with the key in {file}: "),
    }
    cert, key, line = told[wrong]
    settings = Settings(
        telegram_webhook="https://bot.example.org/", telegram_webhook_cert=cert, telegram_webhook_key=key
    )
    with pytest.raises(SettingsError) as caught:
        webhook.certificate(settings)
    assert str(caught.value).startswith(line)
    assert "\n" not in str(caught.value)
    assert caught.value.exit_code == 2


def test_it_does_not_start_with_half_a_certificate(made: Callable[..., Bot], tmp_path: Path) -> None:
    missing = str(tmp_path / "none.pem")
    arguments = ("--webhook", "https://bot.example.org/", "--webhook-cert", missing)
    for more, said in (
        ((), "telegram_webhook_key is not set"),
        (("--webhook-key", missing), "cannot be read"),
    ):
        bot = made(*arguments, *more, folder=f"bot{len(more)}")
        bot.launch()
        assert bot.ends() == 2
        one_line(bot)
        assert said in " ".join(bot.log.split())
        assert missing in bot.log.replace("\n", "")


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


def test_inline_questions_are_limited_too(
    gateway: Gateway, account: Account, made: Callable[..., Bot], ani: Person
) -> None:
    made(user_limit="2", global_limit="7").start()
    for end in (12, 20, 42):
        assert ani.looks_up(QUESTIONS[0][:end]).get("button") is None, "one question, typed"
    assert ani.looks_up(QUESTIONS[1])["results"]
    for one, query in ((ani, QUESTIONS[2]), (ani, QUESTIONS[4])):
        refused = one.looks_up(query)
        assert refused["results"] == []
        assert refused["is_personal"]
        assert refused["cache_time"] == 0
        assert "Terlalu banyak" in refused["button"]["text"]
    assert "semenit" in ani.asks(QUESTIONS[2]).text, "told in words as well"
    crowd = [Person(gateway, account) for _ in range(4)]
    found = [bool(person.looks_up(QUESTIONS[0])["results"]) for person in crowd]
    assert found == [True, True, True, False], "the eighth of all together"


# without a process around it: what comes in, while the handlers are slow or the disk is full

T = TypeVar("T")


class Handlers:
    """In the place of the library's application: what it is given waits for ``gate``."""

    bot = None

    def __init__(self) -> None:
        self.gate = asyncio.Event()
        self.seen: list[int] = []
        self.errors: list[tuple[int, str]] = []

    async def process_update(self, update: Any) -> None:
        await self.gate.wait()
        self.seen.append(update.update_id)

    async def process_error(self, update: Any, error: Exception) -> None:
        self.errors.append((update.update_id, str(error)))


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    port = free_port()
    settings = Settings(
        telegram_queue=2,
        telegram_webhook="https://bot.example.org/",
        telegram_secret="s3cret",
        telegram_port=port,
        telegram_health_port=free_port(),
    )
    desk: Any = None
    made = Room(
        settings, State(tmp_path / "telegram.db"), desk, Access(settings, []), Limits(0, 0), Metrics()
    )
    yield made
    made.database.shutdown()
    made.state.close()


def written(number: int, person: int = 7) -> dict[str, Any]:
    """A message as an update."""
    user = {"id": person, "is_bot": False, "first_name": "Ani"}
    chat = {"id": person, "type": "private"}
    return {
        "update_id": number,
        "message": {"message_id": 1, "date": 0, "chat": chat, "from": user, "text": "x"},
    }


async def true_in_the_end(what: Callable[[], Any]) -> None:
    async def wait() -> None:
        while not what():
            await asyncio.sleep(0.01)

    await asyncio.wait_for(wait(), 20)


async def beside(work: Coroutine[Any, Any, None], test: Awaitable[T]) -> T:
    """The outcome of ``test`` while ``work`` runs, which has no end."""
    running = asyncio.ensure_future(work)
    try:
        return await test
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)


def test_restarts_do_not_count_against_what_waits(room: Room) -> None:
    room.state.accept([written(1), written(2), written(3, person=8)])

    async def start(patience: float) -> Handlers:
        handlers = Handlers()
        dispatcher = Dispatcher(handlers, room)  # type: ignore[arg-type]
        assert await dispatcher.resume() == 3
        if patience:
            handlers.gate.set()
        else:
            await asyncio.sleep(0.05)
        await dispatcher.finish(patience)
        return handlers

    for _ in range(5):
        asyncio.run(start(0))
    handlers = asyncio.run(start(20))
    assert sorted(handlers.seen) == [1, 2, 3]
    assert handlers.errors == []
    assert room.state.waiting() == []


def test_an_update_begun_too_often_is_told_and_then_dropped(room: Room) -> None:
    room.state.accept([written(1), written(2, person=8)])
    for number, times in ((1, dispatch.ATTEMPTS), (2, dispatch.ATTEMPTS + 1)):
        for _ in range(times):
            room.state.begun(number)

    async def start() -> Handlers:
        handlers = Handlers()
        dispatcher = Dispatcher(handlers, room)  # type: ignore[arg-type]
        await dispatcher.resume()
        await dispatcher.finish(20)
        return handlers

    handlers = asyncio.run(start())
    assert handlers.seen == []
    assert [number for number, _ in handlers.errors] == [1], "to tell of the other has ended the bot as well"
    assert room.state.waiting() == []


def test_what_has_no_usable_number_is_left_out(room: Room, caplog: pytest.LogCaptureFixture) -> None:
    async def fed() -> tuple[int | None, int | None, list[int]]:
        handlers = Handlers()
        handlers.gate.set()
        dispatcher = Dispatcher(handlers, room)  # type: ignore[arg-type]
        broken = [5, None, "x", [], {}, {"update_id": "7"}, {"update_id": True}, {"update_id": -1}]
        nothing = await dispatcher.feed([*broken, {**written(1), "update_id": 2**63}])
        highest = await dispatcher.feed([None, written(4), {"update_id": 2**70}])
        await dispatcher.finish(20)
        return nothing, highest, handlers.seen

    assert asyncio.run(fed()) == (None, 4, [4])
    assert [re.sub(r"\b[0-9a-f]{8}\b", "ID", record.getMessage()) for record in caplog.records] == [
        "Error ID: 9 updates without a usable number.",
        "Error ID: 2 updates without a usable number.",
    ]


class Polled:
    """Telegram's side of long polling: one batch after the other, then silence."""

    def __init__(self, *batches: list[Any]) -> None:
        self.batches = list(batches)
        self.offsets: list[int | None] = []

    async def delete_webhook(self) -> None:
        """There is none."""

    async def raw_updates(self, offset: int | None, timeout: int, kinds: Any) -> list[Any]:
        self.offsets.append(offset)
        if not self.batches:
            await asyncio.Event().wait()
        return self.batches.pop(0)


def test_while_too_many_wait_no_more_are_fetched(room: Room) -> None:
    bot, handlers = Polled([written(1), written(2)], [written(3)]), []

    async def test() -> None:
        (slow,) = handlers
        await true_in_the_end(lambda: bot.offsets)
        await asyncio.sleep(0.1)
        assert bot.offsets == [None], "as many wait as may"
        slow.gate.set()
        await true_in_the_end(lambda: slow.seen == [1, 2, 3])
        await true_in_the_end(lambda: bot.offsets == [None, 3, 4])

    async def run() -> None:
        handlers.append(Handlers())
        dispatcher = Dispatcher(handlers[0], room)  # type: ignore[arg-type]
        await beside(polling.poll(bot, dispatcher), test())  # type: ignore[arg-type]
        await dispatcher.finish(20)

    asyncio.run(run())


def test_a_full_disk_is_waited_out_and_nothing_acknowledged_meanwhile(
    room: Room, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(polling, "_FIRST_WAIT_S", 0.01)
    monkeypatch.setattr(polling, "_UNUSABLE_WAIT_S", 0.01)
    accept, tries = room.state.accept, [1, 2]

    def full_at_first(updates: Any) -> list[int]:
        if tries:
            tries.pop()
            raise TelegramError("telegram.db cannot be written: database or disk is full.")
        return accept(updates)

    monkeypatch.setattr(room.state, "accept", full_at_first)
    bot = Polled([written(1)], ["broken"], [written(2)])

    async def run() -> list[int]:
        handlers = Handlers()
        handlers.gate.set()
        dispatcher = Dispatcher(handlers, room)  # type: ignore[arg-type]
        await beside(
            polling.poll(bot, dispatcher),  # type: ignore[arg-type]
            true_in_the_end(lambda: len(bot.offsets) == 4),
        )
        await dispatcher.finish(20)
        return handlers.seen

    assert asyncio.run(run()) == [1, 2]
    assert bot.offsets == [None, 2, None, 3]
    assert sum("cannot be kept" in record.getMessage() for record in caplog.records) == 2
    assert not any(record.exc_info for record in caplog.records)


class Delivering:
    """Telegram's side of a webhook; ``state`` is what it says of it."""

    def __init__(self) -> None:
        self.state: Any = WebhookInfo("https://bot.example.org/", False, 0)
        self.set = False

    async def set_webhook(self, *_: Any, **__: Any) -> None:
        self.set = True

    async def get_webhook_info(self) -> Any:
        if isinstance(self.state, Exception):
            raise self.state
        return self.state


async def delivered(room: Room, update: Any) -> int:
    address = f"http://127.0.0.1:{room.settings.telegram_port}/"
    headers = {webhook.HEADER: "s3cret"}
    return (await asyncio.to_thread(fetched, address, json.dumps(update).encode(), **headers))[0]


def test_a_webhook_asks_telegram_to_come_again_while_it_cannot_take_more(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: Any) -> list[int]:
        raise TelegramError("telegram.db cannot be written: database or disk is full.")

    bot = Delivering()

    async def test(dispatcher: Dispatcher, handlers: Handlers) -> list[int]:
        await true_in_the_end(lambda: bot.set)
        codes = [await delivered(room, written(number)) for number in (1, 2, 3)]
        assert dispatcher.full
        handlers.gate.set()
        await true_in_the_end(lambda: not dispatcher.full)
        codes += [await delivered(room, written(3)), await delivered(room, "nonsense")]
        with monkeypatch.context() as patch:
            patch.setattr(room.state, "accept", full)
            codes.append(await delivered(room, written(4)))
        codes.append(await delivered(room, written(4)))
        await true_in_the_end(lambda: handlers.seen == [1, 2, 3, 4])
        return codes

    async def run() -> list[int]:
        handlers = Handlers()
        dispatcher = Dispatcher(handlers, room)  # type: ignore[arg-type]
        listening = webhook.listen(bot, dispatcher, room.settings)  # type: ignore[arg-type]
        codes = await beside(listening, test(dispatcher, handlers))
        await dispatcher.finish(20)
        return codes

    assert asyncio.run(run()) == [200, 200, 503, 200, 200, 503, 200]


def test_health_behind_a_webhook_is_whether_telegram_can_deliver(
    room: Room, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(health, "SILENCE_S", 0.4)
    monkeypatch.setattr(webhook, "_CHECK_EVERY_S", 0.05)
    bot = Delivering()
    page = f"http://127.0.0.1:{room.settings.telegram_health_port}/healthz"
    fine = bot.state
    failing = WebhookInfo(
        "https://bot.example.org/",
        False,
        3,
        last_error_date=datetime.now(timezone.utc),
        last_error_message="refused",
    )

    async def said(wanted: int) -> None:
        for _ in range(200):
            if (await asyncio.to_thread(fetched, page))[0] == wanted:
                return
            await asyncio.sleep(0.05)
        raise AssertionError(f"never {wanted}")

    async def test() -> None:
        for state, code in ((fine, 200), (NetworkError("down"), 503), (fine, 200), (failing, 503)):
            bot.state = state
            await asyncio.sleep(0.6)
            await said(code)

    async def run() -> None:
        server = health.start(room.settings, room.metrics)
        assert server is not None
        dispatcher = Dispatcher(Handlers(), room)  # type: ignore[arg-type]
        await beside(webhook.listen(bot, dispatcher, room.settings), test())  # type: ignore[arg-type]
        server.stop()
        await server.close_all_connections()

    asyncio.run(run())
    told = [record.getMessage() for record in caplog.records if record.levelname == "WARNING"]
    assert told == ["Telegram cannot be reached: down", "Telegram cannot deliver: refused"], "each once"


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
