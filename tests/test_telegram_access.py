"""Who is answered, how often, and what admins may do: a bot process for each way of asking."""

from __future__ import annotations

import json
import re
import shutil
from typing import TYPE_CHECKING

import pytest
from conftest import ARTICLES
from emulator.bots import Bot
from emulator.people import Group, Person

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from emulator.gateway import Gateway
    from emulator.world import Account, Message

DENIED = "Apakah Project S akan dibuka di Indonesia?"
BRIDGE = "Apakah warga dapat menyeberang dengan perahu gratis?"


@pytest.fixture
def account(gateway: Gateway) -> Iterator[Account]:
    made = gateway.new_bot()
    yield made
    assert made.problems == []


@pytest.fixture
def person(gateway: Gateway, account: Account) -> Callable[..., Person]:
    return lambda name="Ani", **more: Person(gateway, account, name, **more)


@pytest.fixture
def start(
    gateway: Gateway, account: Account, seeds_index: Path, tmp_path: Path
) -> Iterator[Callable[..., Bot]]:
    """Starts the test's bot, with an index of its own that it may write to."""
    running: list[Bot] = []

    def make(**settings: object) -> Bot:
        index = tmp_path / "index"
        shutil.copytree(seeds_index, index)
        chosen = {"QABOT_INDEX": str(index)}
        chosen |= {f"QABOT_TELEGRAM_{name.upper()}": str(value) for name, value in settings.items()}
        running.append(Bot(gateway, account, tmp_path, settings=chosen))
        return running[-1].start()

    yield make
    for bot in running:
        if bot.process is not None and bot.process.poll() is None:
            bot.kill()


def code_in(text: str) -> str:
    """The pairing code in a message or in the terminal."""
    found = re.search(r"\b[2-9A-Z]{4}-[2-9A-Z]{4}\b", text)
    assert found, text
    return found[0]


def is_answer(message: Message) -> bool:
    return "Tidak, menurut TikTok" in message.text


def test_at_first_nobody_is_answered_until_the_code_makes_an_admin_who_lets_others_in(
    start: Callable[..., Bot], person: Callable[..., Person], account: Account
) -> None:
    bot = start()
    owner, guest, third = person("Pemilik"), person("Tamu"), person("Orang Lain")
    for somebody in (owner, guest):
        assert not is_answer(somebody.asks(DENIED))
    assert "results" in third.looks_up(DENIED)
    assert not any("TikTok" in str(result) for result in third.looks_up(DENIED)["results"])

    for guess in ("ABCD-2345", "2345-ABCD"):
        assert not is_answer(third.asks(guess))
    code = code_in(bot.log)
    made_admin = owner.asks(code)
    assert code not in made_admin.text
    assert is_answer(owner.asks(DENIED))
    assert not is_answer(third.asks(code)), "the code serves once"

    asked = guest.asks("/start")
    own_code = code_in(asked.text)
    request = next(
        (message for message in owner.private.messages if message.by_bot and own_code in message.text), None
    )
    if request is not None:
        owner.presses(request, "Izinkan")
    else:
        owner.asks(f"/approve {own_code}")
    bot.settle(0.3)
    assert is_answer(guest.asks(DENIED))
    assert not is_answer(third.asks(DENIED))
    assert guest.asks("/users").text != owner.asks("/users").text, "guests do not rule"

    bot.kill()
    bot.start()
    assert is_answer(guest.asks(DENIED)), "who was let in stays in"
    assert not is_answer(third.asks(DENIED))
    assert account.token not in bot.log


def test_a_list_and_the_limit_of_questions(
    start: Callable[..., Bot], person: Callable[..., Person], account: Account
) -> None:
    ani, budi, stranger = person("Ani"), person("Budi"), person("Orang Lain")
    group = Group(account)
    start(access="list", allow=f"{ani.id}, {budi.id} {group.chat.id}", user_limit=3, admins=person().id)
    assert not is_answer(stranger.asks(DENIED))
    assert is_answer(stranger.asks(f"@{account.username} {DENIED}", group)), "in a group that is listed"
    for _ in range(3):
        assert is_answer(ani.asks(DENIED))
    over = ani.asks(DENIED)
    assert not is_answer(over)
    assert over.text
    assert is_answer(budi.asks(DENIED)), "one's haste is not the other's"


def test_an_admin_keeps_the_articles(
    start: Callable[..., Bot], person: Callable[..., Person], account: Account
) -> None:
    admin, reader = person("Admin"), person("Pembaca")
    start(access="open", admins=admin.id)
    assert not reader.asks(BRIDGE).text.startswith("Ya")

    sent = admin.sends_file("jembatan.md", ARTICLES["jembatan.md"].encode(), mime="text/markdown")
    report = said_last(admin, sent, "Jembatan Kali Biru Ditutup Sementara")
    assert "Harian Uji" in report
    assert "5 Maret 2024" in report
    assert re.search(r"\b4\b|\b3\b", report), "paragraphs are counted"
    assert reader.asks(BRIDGE).text.startswith("Ya")
    again = admin.sends_file("jembatan.md", ARTICLES["jembatan.md"].encode(), mime="text/markdown")
    assert "udah ada" in said_last(admin, again, "Jembatan")

    bad = admin.sends_file("kosong.pdf", b"%PDF-1.4 nothing", mime="application/pdf")
    assert said_last(admin, bad, "Tidak terbaca")
    inside = admin.says(f"http://127.0.0.1:{9}/private")
    assert said_last(admin, inside, "127.0.0.1"), "addresses of this machine are refused, by name"

    code = re.search(r"\b[a-z0-9]{6}\b(?=\s*$)", report, re.MULTILINE)
    assert code, report
    removed = admin.asks(f"/remove {code[0]}")
    assert "Jembatan Kali Biru" in removed.text
    assert not reader.asks(BRIDGE).text.startswith("Ya")
    for command in ("/stats", "/users"):
        assert admin.asks(command).text != reader.asks(command).text
    assert "Pembaca" in admin.asks("/users").text


def said_last(person: Person, after: Message, part: str) -> str:
    """Wait until the bot says, or corrects itself to say, something with ``part`` after that message."""
    start = after.chat.messages.index(after)

    def found() -> str:
        said = [message.text for message in after.chat.messages[start:] if message.by_bot]
        return next((text for text in said if part in text), "")

    text: str = person.account.until(found, why=f"for {part!r}")
    return text


def test_votes_come_back_as_a_question_set(
    start: Callable[..., Bot], person: Callable[..., Person], account: Account
) -> None:
    admin, reader = person("Admin"), person("Pembaca")
    start(access="open", admins=admin.id)
    reader.presses(reader.asks(DENIED), "👍")
    heard = admin.asks("/feedback")
    document = heard.extra["document"]
    rows = [json.loads(row) for row in account.files[document["file_id"]][1].decode().splitlines()]
    assert [row["question"] for row in rows] == [DENIED]
