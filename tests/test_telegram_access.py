"""Who is answered, how often, and what admins may do: a bot process for each way of asking."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

import pytest
from conftest import ARTICLES
from emulator.bots import Bot
from emulator.people import Anonymous, Group, Person
from indexmaking import PLACES, SUBJECTS, VERBS

from qabot import QABot, Settings
from qabot.evaluation import questions

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from emulator.gateway import Gateway
    from emulator.world import Account, Message

DENIED = "Apakah Project S akan dibuka di Indonesia?"
BRIDGE = "Apakah warga dapat menyeberang dengan perahu gratis?"
UNSAID = "Berapa gaji Rudi Hartono?"


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
    menus = [menu for (scope, _), menu in account.profile["commands"].items() if scope == "chat"]
    assert any(menu["scope"]["chat_id"] == owner.id and "approve" in str(menu) for menu in menus)
    assert not is_answer(third.asks(code)), "the code serves once"

    # without them the bot would have no admin, and no code for one until its next start
    assert "satu-satunya pengelola" in owner.asks(f"/revoke {owner.id}").text
    assert "Diizinkan" in owner.asks(f"/approve {owner.id}").text
    asked = guest.asks("/start")
    own_code = code_in(asked.text)
    request = next(
        (message for message in owner.private.messages if message.by_bot and own_code in message.text), None
    )
    assert request is not None
    button = request.button("Izinkan")
    for _ in range(2):  # a tap too many
        number = owner.gateway.run(owner._press(request, button))
        account.until(lambda number=number: account.callbacks[number])
    bot.settle(0.3)
    assert "Tamu" in request.text
    told = [message for message in guest.private.messages if message.by_bot and message.id > asked.id]
    assert len(told) == 1
    assert is_answer(guest.asks(DENIED))
    assert not is_answer(third.asks(DENIED))
    assert guest.asks("/users").text != owner.asks("/users").text, "guests do not rule"

    bot.kill()
    bot.start()
    assert is_answer(guest.asks(DENIED)), "who was let in stays in"
    assert "admin" in line_of(owner.asks("/users").text, owner)
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
    bot = start(access="open", admins=admin.id)
    assert not reader.asks(BRIDGE).text.startswith("Ya")

    sent = admin.sends_file("jembatan.md", ARTICLES["jembatan.md"].encode(), mime="text/markdown")
    report = said_last(admin, sent, "Jembatan Kali Biru Ditutup Sementara")
    assert "Harian Uji" in report
    assert "5 Maret 2024" in report
    assert re.search(r"\b4\b|\b3\b", report), "paragraphs are counted"
    assert reader.asks(BRIDGE).text.startswith("Ya")
    again = admin.sends_file("jembatan.md", ARTICLES["jembatan.md"].encode(), mime="text/markdown")
    assert "udah ada" in said_last(admin, again, "Jembatan")

    passed_on = admin.forwards("http://127.0.0.1:9/berita")
    assert said_last(admin, passed_on, "127.0.0.1"), "a link is an article, whoever wrote it"

    bad = admin.sends_file("kosong.pdf", b"%PDF-1.4 nothing", mime="application/pdf")
    assert said_last(admin, bad, "Tidak terbaca")
    inside = admin.says(f"http://127.0.0.1:{9}/private")
    assert said_last(admin, inside, "127.0.0.1"), "addresses of this machine are refused, by name"

    broken = admin.sends_file("jembatan.md", b"\x00\x01\x02\x00" * 50, mime="text/markdown")
    assert said_last(admin, broken, "idak terbaca"), "a broken file does not take the place of a good one"
    kept = bot.folder / "telegram-articles" / "jembatan.md"
    account.until(lambda: kept.read_bytes() == ARTICLES["jembatan.md"].encode())

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


def test_an_answer_of_a_group_that_is_let_in_opens_for_who_was_given_it(
    start: Callable[..., Bot], person: Callable[..., Person], account: Account
) -> None:
    admin, member = person("Admin"), person("Anggota")
    group = Group(account)
    start(access="pairing", admins=admin.id)
    assert not is_answer(member.asks(f"@{account.username} {DENIED}", group))
    admin.asks("/approve", group)
    heard = member.asks(f"@{account.username} {DENIED}", group)
    assert is_answer(heard)
    whole = member.hears(member.follows(next(b["url"] for b in heard.buttons if "url" in b)))
    assert is_answer(whole)
    before = whole.text
    member.presses(whole, "1")
    account.until(lambda: whole.text != before, why="for the source")
    assert not is_answer(member.asks(DENIED)), "asking in private is another matter"
    assert not is_answer(member.asks("/start a_abcdef"))


def test_a_list_is_kept_in_the_settings(start: Callable[..., Bot], person: Callable[..., Person]) -> None:
    admin = person("Admin")
    start(access="list", admins=admin.id)
    assert "QABOT_TELEGRAM_ALLOW" in admin.asks("/approve 42").text


# one bot, its admin and a dozen articles for all that follow

ASKED = "Berapa lama perbaikan Jembatan Kali Biru?"
CLOSED = "Apakah Jembatan Kali Biru akan dibuka pada bulan April?"
TICKET = """---
title: Museum Batu Karang Dibuka
publisher: Harian Uji
date: 2024-04-02
---

Tiket masuk Museum Batu Karang seharga 15 ribu rupiah, kata pengelola museum pada hari Selasa.

Museum itu menyimpan perahu kayu tua milik nelayan setempat.
"""


@pytest.fixture(scope="module")
def keeper(gateway: Gateway, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Bot, Person]]:
    """A bot and its admin."""
    folder = tmp_path_factory.mktemp("telegram")
    news = folder / "berita"
    news.mkdir()
    for name, text in ARTICLES.items():
        (news / name).write_text(text, encoding="utf-8")
    for day, (subject, verb, place) in enumerate(zip(SUBJECTS[:9], VERBS, PLACES, strict=False), start=10):
        head = f"title: {place} {verb.capitalize()} Balai\npublisher: Kabar Desa\ndate: 2024-02-{day}"
        body = f"Seorang {subject} di {place} {verb} balai desa pada hari ke-{day}, kata kepala desa."
        (news / f"desa{day}.md").write_text(f"---\n{head}\n---\n\n{body}\n", encoding="utf-8")
    with QABot.open(folder / "index", settings=Settings()) as engine:
        assert len(engine.add(news).report.added) == 12
    account = gateway.new_bot()
    admin = Person(gateway, account, "Admin")
    settings = {
        "QABOT_INDEX": str(folder / "index"),
        "QABOT_TELEGRAM_ACCESS": "pairing",
        "QABOT_TELEGRAM_ADMINS": str(admin.id),
        "QABOT_TELEGRAM_RETENTION_DAYS": "0",
        "QABOT_TELEGRAM_LOG_QUESTIONS": "true",
        "QABOT_TELEGRAM_USER_LIMIT": "0",
    }
    with Bot(gateway, account, folder, settings=settings) as bot:
        admin.asks(CLOSED, timeout=60)  # the first answer waits for the model, on a busy machine long
        yield bot, admin
    assert account.problems == []


@pytest.fixture
def chief(keeper: tuple[Bot, Person]) -> Person:
    """The admin of that bot."""
    return keeper[1]


@pytest.fixture
def guest(gateway: Gateway, chief: Person) -> Person:
    """Somebody whom that admin let in."""
    made = Person(gateway, chief.account, "Tamu")
    assert str(made.id) in chief.asks(f"/approve {made.id}").text
    return made


def figures_in(text: str) -> dict[str, list[int]]:
    """The numbers behind each name of ``/stats``."""
    rows = (line.partition(": ") for line in text.splitlines())
    return {name: [int(number) for number in re.findall(r"\d+", rest)] for name, _, rest in rows}


def test_articles_are_read_anew(keeper: tuple[Bot, Person], chief: Person) -> None:
    question = "Berapa harga tiket masuk Museum Batu Karang?"
    sent = chief.sends_file("museum.md", TICKET.encode(), mime="text/markdown")
    said_last(chief, sent, "Ditambahkan: Museum Batu Karang Dibuka")
    assert "15 ribu" in chief.asks(question).text
    kept = keeper[0].folder / "telegram-articles" / "museum.md"
    kept.write_text(TICKET.replace("15 ribu", "25 ribu"), encoding="utf-8")
    assert "15 ribu" in chief.asks(question).text, "as it was read"

    asked = chief.says("/reindex")
    assert "Membaca ulang 13 artikel" in chief.hears(asked).text
    report = said_last(chief, asked, "Diperbarui: Museum Batu Karang Dibuka")
    assert "tidak berubah: 12" in report
    assert "idak terbaca" not in report
    heard = chief.asks(question).text
    assert "25 ribu" in heard
    assert "15 ribu" not in heard

    assert "Museum Batu Karang" in chief.asks("/remove museum.md").text
    assert not kept.exists(), "it was sent here: nobody else needs the file"


def test_who_was_let_in_may_be_put_out_again(gateway: Gateway, chief: Person, guest: Person) -> None:
    stranger = Person(gateway, chief.account, "Orang Lain")
    heard = guest.asks(CLOSED)
    assert heard.text.startswith("Tidak")
    token = heard.button("👍")["callback_data"].partition(":")[2]
    assert CLOSED not in stranger.asks(f"/start a_{token}").text, "it was not given in a group"
    assert "user" in line_of(chief.asks("/users").text, guest)

    assert f"Izin dicabut: {guest.id}" in chief.asks(f"/revoke {guest.id}").text
    before = heard.text
    refused = guest.asks(CLOSED)
    assert not refused.text.startswith("Tidak")
    code = code_in(refused.text)
    assert guest.looks_up(CLOSED)["results"] == []
    guest.presses(heard, "1 ·")
    assert (guest.asks("/start").text, heard.text) == (refused.text, before)
    listed = chief.asks("/users").text
    assert "user" not in line_of(listed, guest), "nor after a restart"
    assert chief.asks("/revoke Tamu").text == chief.asks("/revoke").text, "how it is written"
    assert "tidak punya izin" in chief.asks(f"/revoke {guest.id}").text
    assert "tetap dijawab" in chief.asks(f"/revoke {chief.id}").text, "the settings name them"

    assert "Tamu" in chief.asks(f"/approve {code}").text
    assert guest.asks(CLOSED).text == before


def line_of(listed: str, person: Person) -> str:
    """What ``/users`` says of somebody who wrote."""
    return next(
        line for line in listed.splitlines() if line.startswith(f"{person.id} ") and "jawaban" in line
    )


def test_a_long_list_of_articles_has_pages(chief: Person) -> None:
    titles = [f"{place} {verb.capitalize()} Balai" for place, verb in zip(PLACES[:9], VERBS, strict=False)][
        ::-1
    ]  # the newest comes first
    heard = chief.asks("/articles kabar desa")
    assert "9 artikel" in heard.text
    assert "1/2" in heard.text
    assert [title for title in titles if title in heard.text] == titles[:8]
    assert [button["text"] for button in heard.buttons] == ["Berikutnya ›"]
    places = [heard.text.index(title) for title in titles[:8]]
    assert places == sorted(places)

    first = heard.text
    chief.presses(heard, "Berikutnya")
    chief.sees_edit(heard)
    assert "2/2" in heard.text
    assert [title for title in titles if title in heard.text] == titles[8:]
    assert "Jembatan" not in heard.text, "the words go along"
    assert [button["text"] for button in heard.buttons] == ["‹ Sebelumnya"]
    chief.presses(heard, "Sebelumnya")
    chief.sees_edit(heard, 1)
    assert heard.text == first
    assert "Berikutnya" in str(chief.asks("/articles").buttons), "all have pages as well"
    assert chief.asks("/articles jembatan").buttons == []


def test_votes_come_back_as_a_question_set(
    keeper: tuple[Bot, Person], chief: Person, guest: Person, tmp_path: Path
) -> None:
    guest.presses(guest.asks(BRIDGE), "👍")
    guest.presses(guest.asks("Berapa lama?"), "👍")
    guest.presses(guest.asks(CLOSED), "👎")
    guest.presses(guest.asks(UNSAID), "👍")
    both = guest.asks(ASKED)
    guest.presses(both, "👍")
    guest.presses(both, "👍")  # taken back
    document = chief.asks("/feedback").extra["document"]
    name, content = chief.account.files[document["file_id"]]
    file = tmp_path / name
    file.write_bytes(content)

    rows = questions.load(file)
    assert [row["question"] for row in rows] == [BRIDGE, "Berapa lama?", CLOSED, UNSAID]
    assert [turn["content"] for turn in rows[1]["context"]][::2] == [BRIDGE]
    assert [(row["up"], row["down"]) for row in rows] == [(1, 0), (1, 0), (0, 1), (1, 0)]
    with QABot.open(keeper[0].folder / "index", settings=Settings()) as engine:
        judged = questions.judge(engine.ask, rows)
    faults = [questions.faults(item) for item in judged]
    assert faults[0] == faults[1] == faults[3] == [], "the bot still says what was liked"
    assert set(faults[2]) >= {"answered", "forbidden"}, "and what was not"
    assert judged[0].short_answer is None
    assert judged[0].answer.verdict == rows[0]["verdict"] == "yes"
    assert any(judged[0].hits)
    assert not rows[3]["answerable"]


def test_figures_and_privacy_are_told_as_they_are(chief: Person, guest: Person) -> None:
    before = figures_in(chief.asks("/stats").text)
    for question, vote in ((BRIDGE, "👎"), (CLOSED, "👍"), (UNSAID, "👍")):
        guest.presses(guest.asks(question), vote)
    after = figures_in(chief.asks("/stats").text)
    grown = {
        name: [now - was for now, was in zip(after[name], numbers, strict=True)]
        for name, numbers in before.items()
        if name not in ("qabot", "p50 / p95")
    }
    assert grown == {
        "Artikel · kutipan": [0, 0],
        "Orang": [1],
        "Jawaban sejak mulai · tersimpan": [2, 3],
        "Tidak disebut artikel": [1],
        "👍 / 👎": [2, 1],
        "Antrean": [0],
        "Galat": [0],
    }
    assert after["Artikel · kutipan"][0] == 12
    assert "3 jawaban" in line_of(chief.asks("/users").text, guest)
    told = guest.asks("/privacy").text
    assert "sampai Anda menghapusnya" in told
    assert "Catatan teknis memuat pertanyaan" in told


def test_a_group_that_becomes_a_supergroup_is_let_in_still(chief: Person, gateway: Gateway) -> None:
    account = chief.account
    member = Person(gateway, account, "Anggota")
    group = Group(account, "Warga", basic=True)
    words = f"@{account.username} {CLOSED}"
    assert not member.asks(words, group).text.startswith("Tidak")
    chief.asks("/approve", group)
    assert member.asks(words, group).text.startswith("Tidak")
    larger = member.upgrades(group)
    assert member.asks(words, larger).text.startswith("Tidak")
    assert Anonymous(gateway, account, larger).asks(words).text.startswith("Tidak")
    assert f"{larger.chat.id}" in chief.asks("/users").text


def test_a_group_that_was_turned_away_stays_so_as_a_supergroup(
    keeper: tuple[Bot, Person], chief: Person, gateway: Gateway
) -> None:
    account = chief.account
    member = Person(gateway, account, "Anggota")
    group = Group(account, "Iklan", basic=True)
    words = f"@{account.username} {CLOSED}"
    asked = member.says(words, group)
    member.hears(asked)
    request = next(message for message in chief.private.messages[::-1] if "Iklan" in message.text)
    chief.presses(request, "Tolak")
    chief.sees_edit(request)
    larger = member.upgrades(group)
    member.says(words, larger)
    keeper[0].settle()
    assert not [message for message in larger.chat.messages if message.sender["id"] == account.me["id"]]
    assert not any("Iklan" in message.text for message in chief.private.messages if message.id > request.id)
