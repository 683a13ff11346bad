"""The bot as people meet it: one process, started by its command line, and everybody who writes to it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from emulator import entities, hostile
from emulator.bots import Bot
from emulator.people import Anonymous, Group, Person
from emulator.spec import utf16

from qabot import QABot, Settings
from qabot.types import Turn

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from emulator.gateway import Gateway
    from emulator.world import Account, Message

DENIED = "Apakah Project S akan dibuka di Indonesia?"
WHO = "Who heads communications at TikTok Indonesia?"
UNSAID = "Berapa gaji Teten Masduki?"


@pytest.fixture(scope="module")
def engine(seeds_index: Path) -> Iterator[QABot]:
    """The same engine, asked directly: what the bot has to say."""
    with QABot.open(seeds_index, settings=Settings()) as bot:
        yield bot


@pytest.fixture(scope="module")
def bot(gateway: Gateway, seeds_index: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    folder = tmp_path_factory.mktemp("telegram")
    settings = {
        "QABOT_INDEX": str(seeds_index),
        "QABOT_TELEGRAM_ACCESS": "open",
        "QABOT_TELEGRAM_RETENTION_DAYS": "45",
    }
    with Bot(gateway, gateway.new_bot(), folder, settings=settings) as running:
        yield running


@pytest.fixture
def account(bot: Bot) -> Iterator[Account]:
    """What Telegram saw of the bot; nothing may have been held against it."""
    before = len(bot.account.problems)
    yield bot.account
    assert bot.account.problems[before:] == []
    assert bot.process is not None
    assert bot.process.poll() is None, bot.log[-3000:]


@pytest.fixture
def ani(gateway: Gateway, account: Account) -> Person:
    return Person(gateway, account, "Ani")


@pytest.fixture
def john(gateway: Gateway, account: Account) -> Person:
    return Person(gateway, account, "John", language="en")


def calls(account: Account, method: str, chat: int) -> list[dict[str, Any]]:
    return [
        call.parameters
        for call in account.calls
        if call.method == method and call.parameters.get("chat_id") == chat
    ]


def bold(message: Message) -> list[str]:
    """What stands in bold."""
    raw = message.text.encode("utf-16-le")
    return [
        raw[2 * entity["offset"] : 2 * (entity["offset"] + entity["length"])].decode("utf-16-le")
        for entity in message.entities
        if entity["type"] == "bold"
    ]


def source_button(message: Message) -> str:
    """The label of the first button that leads to a source."""
    return next(button["text"] for button in message.buttons if re.match(r"\W*\d", button["text"]))


# questions


def test_an_answer_is_one_message_that_replies_to_the_question(
    ani: Person, account: Account, bot: Bot, engine: QABot
) -> None:
    asked = ani.says(DENIED)
    heard = ani.hears(asked)
    bot.settle(0.3)
    assert [message for message in ani.private.messages if message.by_bot] == [heard]
    assert heard.reply_to == asked.id
    assert heard.edits == 0, "no streaming"
    expected = engine.ask(DENIED)
    assert heard.text.startswith(expected.text)
    assert heard.text.startswith("Tidak")
    first = expected.citations[0]
    assert first.quote in heard.text
    assert "28 Juli 2023" in heard.text
    assert re.search(r"^\W*1\W", heard.text, re.MULTILINE), "quotes are numbered"
    assert first.id in heard.text
    order = [heard.text.index(part) for part in (expected.text, first.quote)]
    assert order == sorted(order), "the answer comes first"


def test_every_message_is_html_without_link_previews(ani: Person, account: Account) -> None:
    ani.asks(DENIED)
    ani.asks("/help")
    sent = calls(account, "sendMessage", ani.id)
    assert len(sent) == 2
    for parameters in sent:
        assert parameters["parse_mode"] == "HTML"
        assert parameters["link_preview_options"] == {"is_disabled": True}


def test_it_types_while_it_works(ani: Person, account: Account) -> None:
    ani.asks("Berapa banyak UMKM yang telah go digital?")
    methods = [call.method for call in account.calls if call.parameters.get("chat_id") == ani.id]
    assert methods[0] == "sendChatAction"
    assert calls(account, "sendChatAction", ani.id)[0]["action"] == "typing"


def test_labels_follow_the_question_and_quotes_stay(john: Person, engine: QABot) -> None:
    heard = john.asks(WHO)
    expected = engine.ask(WHO)
    assert heard.text.startswith(expected.text)
    assert expected.citations[0].quote in heard.text
    assert "confidence" in heard.text
    assert "keyakinan" not in heard.text


def test_what_the_articles_do_not_say_is_said(ani: Person, engine: QABot) -> None:
    heard = ani.asks(UNSAID)
    expected = engine.ask(UNSAID)
    assert expected.status == "not_stated"
    assert heard.text.startswith(expected.text)
    assert "bukan jawaban" in heard.text, "what comes nearest is labelled as no answer"


def test_follow_ups_lean_on_the_conversation_and_new_ends_it(ani: Person, engine: QABot) -> None:
    first, then = "Siapa Fiki Satari?", "Apa penilaiannya?"
    said = engine.ask(first).text
    within = engine.ask(then, [Turn("user", first), Turn("assistant", said)])
    alone = engine.ask(then)
    assert within.text != alone.text, "or this test shows nothing"
    ani.asks(first)
    assert ani.asks(then).text.startswith(within.text)
    ani.asks("/new")
    assert ani.asks(then).text.startswith(alone.text)


def test_a_reply_to_an_older_answer_goes_on_from_there(ani: Person, engine: QABot) -> None:
    first, then = "Siapa Fiki Satari?", "Apa penilaiannya?"
    said = engine.ask(first).text
    within = engine.ask(then, [Turn("user", first), Turn("assistant", said)])
    old = ani.asks(first)
    ani.asks("/new")
    ani.asks("Berapa pengguna TikTok Shop di Indonesia?")
    assert ani.asks(then, reply_to=old).text.startswith(within.text)


def test_an_edited_question_updates_its_answer(ani: Person, engine: QABot, bot: Bot) -> None:
    asked = ani.says(DENIED)
    heard = ani.hears(asked)
    other = "Siapa Direktur Eksekutif ICT Institute?"
    ani.edits(asked, other)
    ani.sees_edit(heard)
    assert heard.text.startswith(engine.ask(other).text)
    bot.settle(0.2)
    assert len(ani.private.messages) == 2, "no new message"
    ani.edits(asked, other)
    bot.settle(0.3)
    assert heard.edits == 1, "the same words are the same answer"


def test_a_question_that_was_taken_back_is_answered_all_the_same(
    ani: Person, account: Account, gateway: Gateway
) -> None:
    account.faults.hold("sendMessage")
    asked = ani.says(DENIED)
    account.until(lambda: account.faults.held)
    ani.deletes(asked)
    account.faults.release()
    assert ani.hears(asked).reply_to is None


# buttons


def test_a_source_opens_in_its_paragraph_and_goes_back(ani: Person, engine: QABot) -> None:
    heard = ani.asks(DENIED)
    shown, buttons = heard.text, heard.markup
    ani.presses(heard, source_button(heard))
    ani.sees_edit(heard)
    first = engine.ask(DENIED).citations[0]
    found = engine.cite(first.id, context=1)
    assert found.paragraph in heard.text
    for neighbour in (*found.before, *found.after):
        assert neighbour in heard.text
    assert any(first.quote in part for part in bold(heard)), "the quote is marked"
    back = next(button["text"] for button in heard.buttons if "Jawaban" in button["text"])
    ani.presses(heard, back)
    ani.sees_edit(heard, 1)
    assert (heard.text, heard.markup) == (shown, buttons)


def test_every_source_has_its_button(ani: Person) -> None:
    heard = ani.asks(DENIED)
    numbers = re.findall(r"^(\d+)\s", heard.text, re.MULTILINE)
    labels = [button["text"] for button in heard.buttons]
    for number in numbers:
        assert any(re.match(rf"\W*{number}\b", label) for label in labels), labels


def test_timeline_and_why(ani: Person, account: Account) -> None:
    heard = ani.asks(DENIED)
    for label in ("waktu", "Mengapa"):
        edits, count = heard.edits, len(ani.private.messages)
        button = next(item for item in heard.buttons if label.lower() in item["text"].lower())
        ani.presses(heard, button["text"])
        account.until(lambda e=edits, c=count: heard.edits > e or len(ani.private.messages) > c)
        shown = ani.private.messages[-1]
        assert shown.by_bot
        assert utf16(shown.text) <= 4096
        if heard.edits > edits:
            edits = heard.edits
            ani.presses(heard, "Jawaban")
            ani.sees_edit(heard, edits)


def test_votes_are_counted_once_a_person(ani: Person, account: Account) -> None:
    heard = ani.asks(DENIED)
    for part in ("👍", "👎", "👎"):
        answer = ani.presses(heard, part)
        assert isinstance(answer, dict)
        assert answer.get("text"), "the person is told"


def test_a_button_of_an_answer_that_is_no_longer_kept(ani: Person, account: Account) -> None:
    heard = ani.asks(DENIED)
    asked = ani.asks("/forget")
    ani.presses(asked, next(b["text"] for b in asked.buttons if "hapus" in b["text"].lower()))
    answer = ani.presses(heard, source_button(heard))
    assert isinstance(answer, dict)
    assert answer.get("text")


def test_nonsense_behind_a_button_harms_nobody(ani: Person, account: Account, gateway: Gateway) -> None:
    heard = ani.asks(DENIED)
    for data in ("x", "s:", "s:99:99", "\u0000", "../..", "s:" + "9" * 60, "💥" * 16):
        fake = {"text": "x", "callback_data": data}
        number = gateway.run(ani._press(heard, fake))
        account.until(lambda number=number: account.callbacks[number], why=repr(data))
    assert ani.asks(DENIED).text == heard.text


def test_a_button_pressed_twice_does_it_once(
    ani: Person, account: Account, gateway: Gateway, bot: Bot
) -> None:
    for command, part in (("/lang", "Indonesia"), ("/forget", "Batal")):
        shown = ani.asks(command)
        button, count = shown.button(part), len(ani.private.messages)
        for _ in range(2):
            number = gateway.run(ani._press(shown, button))
            account.until(lambda number=number: account.callbacks[number])
        bot.settle(0.3)
        assert len(ani.private.messages) == count, "no word of an error"


def test_only_edits_of_questions_are_answered(ani: Person, bot: Bot) -> None:
    ani.asks("/articles tiktok")
    said = ani.private.messages[-2]
    count = len(ani.private.messages)
    ani.edits(said, "/articles kumparan")
    bot.settle(0.5)
    assert len(ani.private.messages) == count


# commands


def test_commands_are_registered_in_both_languages(account: Account) -> None:
    wanted = "start help ask cite sources articles timeline lang new privacy forget".split()
    account.until(lambda: len(account.profile["commands"]) >= 2)
    private = {
        language: {item["command"]: item["description"] for item in menu["commands"]}
        for (scope, language), menu in account.profile["commands"].items()
        if scope in {"default", "all_private_chats"}
    }
    assert len(private) >= 2
    for language, menu in private.items():
        assert menu.keys() >= set(wanted), language
    assert len({menu["help"] for menu in private.values()}) == 2, "one menu in each language"


@pytest.mark.parametrize("command", ["/start", "/help", "/privacy", "/lang", "/ask", "/cite", "/articles"])
def test_commands_answer_in_the_language_of_the_person(ani: Person, john: Person, command: str) -> None:
    ours, theirs = ani.asks(command), john.asks(command)
    assert ours.text != theirs.text, "one is Indonesian, the other English"


def test_help_names_every_command(ani: Person, account: Account) -> None:
    shown = ani.asks("/help").text
    for command in "ask cite sources articles timeline lang new privacy forget".split():
        assert f"/{command}" in shown


def test_cite_and_its_deep_link(ani: Person, engine: QABot) -> None:
    first = engine.ask(DENIED).citations[0]
    shown = ani.asks(f"/cite {first.id}")
    assert engine.cite(first.id).paragraph in shown.text
    followed = ani.hears(ani.follows(f"https://t.me/{ani.account.username}?start=cite_{first.id}"))
    assert followed.text == shown.text
    assert ani.asks(f"[{first.id.upper()}]").text == shown.text
    assert "zzzzzz-9z" not in ani.asks("zzzzzz-9z").text  # asked, not looked up
    for wrong in ("zzzzzz-9z", "<b>", "1"):
        assert "zzz" in ani.asks(f"/cite {wrong}").text or wrong != "zzzzzz-9z"


def test_sources_of_the_answer_replied_to(ani: Person, engine: QABot) -> None:
    heard = ani.asks(DENIED)
    ani.asks("Berapa pengguna TikTok Shop di Indonesia?")
    shown = ani.asks("/sources", reply_to=heard)
    codes = {citation.id.partition("-")[0] for citation in engine.ask(DENIED).citations}
    for info in engine.articles():
        assert (info.title in shown.text) == (info.code in codes)


def test_articles_are_listed_and_filtered(ani: Person, engine: QABot) -> None:
    listed = ani.asks("/articles").text
    infos = engine.articles()
    assert all(info.title in listed for info in infos)
    narrowed = ani.asks("/articles kumparan").text
    assert [info.title in narrowed for info in infos] == ["kumparan" in info.source for info in infos]
    assert ani.asks("/articles zebrakuda").text


def test_timeline(ani: Person, engine: QABot) -> None:
    shown = ani.asks("/timeline Project S").text
    quotes = [statement.citation.quote for statement in engine.timeline("Project S", language="id")]
    places = [shown.index(quote[:60]) for quote in quotes if quote[:60] in shown]
    assert len(places) >= 3
    assert places == sorted(places)


def test_language_is_kept(ani: Person) -> None:
    ani.asks("/lang en")
    assert "confidence" in ani.asks("project s indonesia tiktok?").text.lower()
    ani.asks("/lang id")
    assert "confidence" not in ani.asks("project s indonesia tiktok?").text.lower()


def test_privacy_names_the_days_that_are_set(ani: Person, john: Person) -> None:
    ours, theirs = ani.asks("/privacy").text, john.asks("/privacy").text
    assert "45 hari" in ours
    assert "Catatan teknis tidak memuat pertanyaan" in ours
    assert "45 days" in theirs
    assert "Technical logs hold no questions" in theirs
    for word in ("kecuali", "but questions"):
        assert word not in ours + theirs, "there is no language model"


def test_an_unknown_command_gets_a_word(ani: Person) -> None:
    assert "/help" in ani.asks("/apaini").text


@pytest.mark.parametrize("kind", ["photo", "sticker", "voice", "location"])
def test_what_is_no_text_gets_a_kind_word(ani: Person, kind: str) -> None:
    message = ani.sends(kind)
    assert ani.hears(message).text


def test_a_file_from_somebody_who_is_no_admin_is_not_read(ani: Person, engine: QABot) -> None:
    before = len(engine.articles())
    heard = ani.hears(ani.sends_file("berita.txt", b"Judul\n\nIsi berita yang cukup panjang."))
    assert heard.text
    assert str(before) in ani.asks("/start").text


def test_an_album_gets_one_word(ani: Person, bot: Bot) -> None:
    count = len(ani.private.messages)
    for _ in range(4):
        ani.says(
            photo=[{"file_id": "a", "file_unique_id": "b", "width": 9, "height": 9}], media_group_id="77"
        )
    bot.settle(1.5)
    assert sum(message.by_bot for message in ani.private.messages[count:]) == 1


def test_a_rumour_is_checked(ani: Person, engine: QABot) -> None:
    rumour = (
        "VIRAL!! Project S milik TikTok akan dibuka di Indonesia bulan depan. "
        "TikTok Shop punya 125 juta pengguna di Indonesia. Bagikan sebelum dihapus!"
    )
    heard = ani.hears(ani.forwards(rumour))
    assert re.search(r"tidak: Project S milik TikTok akan dibuka", heard.text)
    known = {info.code for info in engine.articles()}
    assert known & set(re.findall(r"\b([a-z0-9]{6})-\w+", heard.text)), "with a source"
    assert "125 juta" in heard.text
    ani.asks("Berapa pengguna TikTok Shop di Indonesia?")
    theirs = ani.asks("/sources", reply_to=heard).text
    assert not any(info.title in theirs for info in engine.articles()), "not those of another answer"


def test_what_of_a_long_message_was_not_checked_is_said(ani: Person) -> None:
    claims = [f"Jembatan nomor {number} di kota itu sudah runtuh kemarin malam." for number in range(9)]
    heard = ani.hears(ani.forwards(" ".join(claims) + " Project S tidak akan dibuka di Indonesia."))
    assert "6 pernyataan pertama" in heard.text
    assert re.search(r"\b4 tidak\b", heard.text)


# groups


@pytest.fixture
def group(account: Account) -> Group:
    return Group(account, topics=(5, 9))


def test_in_a_group_it_answers_when_it_is_mentioned(
    ani: Person, group: Group, account: Account, engine: QABot
) -> None:
    heard = ani.asks(f"@{account.username} {DENIED}", group)
    assert heard.text.startswith(engine.ask(DENIED).text)
    assert heard.reply_to is not None
    private = ani.asks(DENIED)
    assert len(heard.text) < len(private.text), "the short form"
    link = next(button["url"] for button in heard.buttons if "url" in button)
    whole = ani.hears(ani.follows(link))
    assert whole.text.endswith(private.text)


def test_what_belongs_in_private_is_said_in_a_group(ani: Person, group: Group, account: Account) -> None:
    for text in (f"/lang@{account.username} en", f"/forget@{account.username}"):
        assert "percakapan pribadi" in ani.asks(text, group).text


def test_back_from_a_source_the_question_of_a_group_still_stands(
    ani: Person, group: Group, account: Account
) -> None:
    heard = ani.asks(f"@{account.username} {DENIED}", group)
    link = next(button["url"] for button in heard.buttons if "url" in button)
    whole = ani.hears(ani.follows(link))
    before = whole.text
    ani.presses(whole, "1")
    account.until(lambda: whole.text != before)
    ani.presses(whole, "«")
    account.until(lambda: whole.text == before, why="for the question above the answer")


@pytest.mark.parametrize("words", ["/ask {}", "/ask@{name} {}", "halo @{name}, {}", "{} @{NAME}"])
def test_in_a_group_it_answers_in_the_topic(
    ani: Person, group: Group, account: Account, engine: QABot, words: str
) -> None:
    text = words.format(DENIED, name=account.username, NAME=account.username.upper())
    heard = ani.asks(text, group, thread=9)
    assert heard.thread == 9
    assert heard.text.startswith(engine.ask(DENIED).text)


def test_in_a_group_a_reply_to_it_is_a_question(
    ani: Person, john: Person, group: Group, engine: QABot
) -> None:
    heard = ani.asks(f"/ask {DENIED}", group)
    then = john.asks("Siapa Direktur Eksekutif ICT Institute?", group, reply_to=heard)
    assert "Heru Sutadi" in then.text


def test_in_a_group_it_keeps_out_of_what_others_say(
    ani: Person, group: Group, account: Account, bot: Bot
) -> None:
    # as for a bot with privacy mode off, or an admin of the group: everything is delivered
    for text in (DENIED, "halo semua", "/ask@some_other_bot apa?", "apa kata @some_other_bot?", "/unknown"):
        message = ani.says("x", group)
        message.text, message.entities = text, entities.found_in(text)
        account.put("message", message.as_json())
    bot.settle(0.5)
    assert [message.text for message in group.chat.messages if message.by_bot] == []


def test_an_admin_who_writes_in_the_name_of_the_group_is_answered(
    gateway: Gateway, group: Group, account: Account, engine: QABot, bot: Bot
) -> None:
    hidden = Anonymous(gateway, account, group)
    asked = hidden.says(f"@{account.username} {DENIED}")
    heard = hidden.hears(asked)
    assert heard.text.startswith(engine.ask(DENIED).text)
    assert heard.reply_to == asked.id

    robot, channel = Person(gateway, account, "Robot"), Person(gateway, account, "Saluran")
    robot.user["is_bot"] = channel.user["is_bot"] = True
    robot.says(f"@{account.username} {DENIED}", group)
    other = {"id": -1_001_777, "type": "channel", "title": "Saluran"}
    channel.says(f"@{account.username} {DENIED}", group, sender_chat=other)
    bot.settle(0.5)
    said = [message for message in group.chat.messages if message.sender["id"] == account.me["id"]]
    assert said == [heard], "other bots are not, nor channels"


def test_two_people_in_a_group_have_conversations_of_their_own(
    ani: Person, john: Person, group: Group, engine: QABot
) -> None:
    ani.asks("/ask Siapa Direktur Eksekutif ICT Institute?", group)
    alone = engine.ask("Apa penilaiannya?")
    assert john.asks("/ask Apa penilaiannya?", group).text.startswith(alone.text)


# inline


def test_inline_it_offers_the_answer_and_passages(ani: Person, engine: QABot) -> None:
    offered = ani.looks_up(DENIED)
    expected = engine.ask(DENIED)
    results = offered["results"]
    assert len(results) >= 2
    assert expected.text in results[0]["input_message_content"]["text"]
    texts = [result["input_message_content"]["text"] for result in results]
    assert any(expected.citations[0].quote in text for text in texts)
    for result in results:
        assert result["title"].strip()
        assert result["input_message_content"]["link_preview_options"] == {"is_disabled": True}


@pytest.mark.parametrize("query", ["", " ", "x", "<b>&", "😀" * 120, UNSAID])
def test_inline_it_has_an_answer_to_everything(ani: Person, query: str) -> None:
    assert ani.looks_up(query) is not None


# what breaks bots


def test_hostile_texts_get_answers_that_telegram_takes(gateway: Gateway, account: Account, bot: Bot) -> None:
    people = [Person(gateway, account, f"<b>&{number}\u202e") for number in range(10)]
    # a question costs the reader's time; what follows a command, or stands under a photo, does not
    told = [*hostile.texts(60), *(f"/cite {text}"[:4096] for text in hostile.texts(70, seed=2))]
    told += [f"/articles {text}"[:4000] for text in hostile.texts(70, seed=3)]
    for number, text in enumerate(told):
        people[number % len(people)].says(text)
    for number, text in enumerate(hostile.texts(40, seed=4)):
        people[number % len(people)].says(text, photo=[])

    def silent() -> list[str]:
        return [
            message.text
            for person in people
            for message in person.private.messages
            if not message.by_bot and not account.answers_to(message)
        ]

    account.until(lambda: not silent(), 90, "for a word on every hostile text")


@pytest.mark.skipif(bool(entities.WHY_NOT), reason=entities.WHY_NOT or "present")
def test_texts_went_through_telegram_s_own_parser(account: Account) -> None:
    judged = [text for text, mode in account.texts if mode == "HTML"]
    assert len(judged) > 20
    assert len(judged) == len(account.texts), "everything is sent as HTML"


def test_broken_updates_do_not_end_it(ani: Person, account: Account, bot: Bot) -> None:
    chat = {"id": ani.id, "type": "private"}
    ani.asks("/new")
    for kind, content in (
        ("message", {}),
        ("message", {"message_id": 1}),
        ("message", {"message_id": 1, "chat": chat, "date": "gestern"}),
        ("message", {"message_id": 1, "chat": chat, "date": 1, "text": None}),
        ("message", {"message_id": 1, "chat": chat, "date": 1, "from": ani.user, "text": "x", "entities": 5}),
        ("callback_query", {"id": "1", "from": ani.user, "chat_instance": "1"}),
        ("callback_query", {"id": "2", "from": ani.user, "chat_instance": "1", "data": "x", "message": {
            "chat": chat, "message_id": 5, "date": 0}}),
        ("inline_query", {}),
        ("edited_message", {"message_id": 999, "chat": chat, "date": 1, "edit_date": 2}),
        ("my_chat_member", {"chat": chat}),
        ("something_new", {"a": [1, {"b": None}]}),
    ):  # fmt: skip
        account.put(kind, content)
    asked = ani.says(DENIED)
    account.until(lambda: account.answers_to(asked))
    assert account.answers_to(asked)[0].text.startswith("Tidak")


def test_the_token_is_nowhere_in_the_log(bot: Bot, ani: Person) -> None:
    ani.asks(DENIED)
    assert bot.log
    assert bot.account.token not in bot.log
    assert bot.account.token.partition(":")[2] not in bot.log
    assert DENIED not in bot.log, "questions are logged as a hash"
