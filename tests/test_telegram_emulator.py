"""The emulator itself: it refuses what Telegram refuses, loses what it is told to lose, and no more."""

from __future__ import annotations

import asyncio
import json
import socket
import threading
import time
import urllib.request
from typing import TYPE_CHECKING, Any

import pytest
from emulator import entities
from emulator.backend import Dicts, Telemelya
from emulator.bots import ECHO, Bot
from emulator.people import Group, Person
from emulator.spec import FILE, Spec, utf16

if TYPE_CHECKING:
    from pathlib import Path

    from emulator.gateway import Gateway
    from emulator.world import Account

needs_tdlib = pytest.mark.skipif(bool(entities.WHY_NOT), reason=entities.WHY_NOT or "present")
needs_description = pytest.mark.skipif(not FILE.is_file(), reason=f"the published Bot API is not at {FILE}")


@pytest.fixture
def account(gateway: Gateway) -> Account:
    return gateway.new_bot()


@pytest.fixture
def ani(gateway: Gateway, account: Account) -> Person:
    return Person(gateway, account, "Ani")


def call(gateway: Gateway, account: Account | str, method: str, /, **parameters: Any) -> dict[str, Any]:
    """One call as any HTTP client makes it; what came back, refusals included."""
    token = account if isinstance(account, str) else account.token
    request = urllib.request.Request(
        f"{gateway.base}{token}/{method}",
        json.dumps(parameters).encode(),
        {"Content-Type": "application/json"},
    )
    opener = urllib.request.build_opener(_Refusals)
    with opener.open(request, timeout=20) as response:
        answer: dict[str, Any] = json.load(response)
        assert answer.get("error_code", 200) == response.status
    return answer


class _Refusals(urllib.request.HTTPErrorProcessor):
    """A refusal is an answer like any other here."""

    def http_response(self, request: Any, response: Any) -> Any:
        return response


def test_a_message_gets_there_and_an_answer_comes_back(
    gateway: Gateway, account: Account, ani: Person
) -> None:
    asked = ani.says("apa kabar?")
    (update,) = call(gateway, account, "getUpdates")["result"]
    assert update["message"] == asked.as_json()
    assert update["message"]["from"]["id"] == ani.id
    sent = call(
        gateway,
        account,
        "sendMessage",
        chat_id=ani.id,
        text="<b>baik</b> &amp; sehat",
        parse_mode="HTML",
        reply_parameters={"message_id": asked.id},
    )["result"]
    heard = ani.hears(asked)
    assert (heard.text, heard.reply_to, heard.id) == ("baik & sehat", asked.id, sent["message_id"])
    assert sent["entities"] == heard.entities
    assert sent["reply_to_message"]["message_id"] == asked.id
    assert account.answers_to(asked) == [heard]
    assert account.problems == []


def test_updates_stay_until_they_are_confirmed(gateway: Gateway, account: Account, ani: Person) -> None:
    for word in ("satu", "dua", "tiga"):
        ani.says(word)
    first = call(gateway, account, "getUpdates", limit=2)["result"]
    again = call(gateway, account, "getUpdates", limit=2)["result"]
    assert [update["message"]["text"] for update in first] == ["satu", "dua"]
    assert again == first
    (rest,) = call(gateway, account, "getUpdates", offset=first[-1]["update_id"] + 1)["result"]
    assert rest["message"]["text"] == "tiga"
    assert call(gateway, account, "getUpdates", offset=rest["update_id"] + 1)["result"] == []
    assert call(gateway, account, "getUpdates")["result"] == []


def test_a_long_poll_ends_when_something_comes(gateway: Gateway, account: Account, ani: Person) -> None:
    later = threading.Timer(0.1, ani.says, ["halo"])
    later.start()
    began = time.monotonic()
    (update,) = call(gateway, account, "getUpdates", timeout=10)["result"]
    later.join()
    assert update["message"]["text"] == "halo"
    assert time.monotonic() - began < 5


def test_a_second_poller_ends_the_first_with_409(gateway: Gateway, account: Account) -> None:
    found: list[dict[str, Any]] = []
    first = threading.Thread(
        target=lambda: found.append(call(gateway, account, "getUpdates", timeout=10)), daemon=True
    )
    first.start()
    account.until(lambda: account.polls == 1)
    call(gateway, account, "getUpdates")
    first.join(5)
    assert found[0]["error_code"] == 409
    assert found[0]["description"].startswith("Conflict: terminated by other getUpdates request")


def test_a_webhook_and_polling_exclude_each_other(gateway: Gateway, account: Account) -> None:
    call(gateway, account, "setWebhook", url="http://127.0.0.1:9/none")
    assert call(gateway, account, "getUpdates")["error_code"] == 409
    assert call(gateway, account, "getWebhookInfo")["result"]["url"] == "http://127.0.0.1:9/none"
    call(gateway, account, "deleteWebhook")
    assert call(gateway, account, "getUpdates")["ok"]


def test_a_wrong_token_is_refused(gateway: Gateway, account: Account) -> None:
    assert call(gateway, "123:wrong", "getMe")["error_code"] == 401
    assert call(gateway, "nonsense", "getMe")["error_code"] == 404
    account.faults.unauthorized = True
    assert call(gateway, account, "getMe")["error_code"] == 401


@needs_tdlib
@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("<b>halo", "can't parse entities: Can't find end tag corresponding to start tag \"b\""),
        ("a < b", "can't parse entities: Unsupported start tag"),
        ("<script>x</script>", 'can\'t parse entities: Unsupported start tag "script" at byte offset 0'),
    ],
)
def test_html_that_telegram_does_not_take(
    gateway: Gateway, account: Account, ani: Person, text: str, said: str
) -> None:
    ani.says("/start")
    answer = call(gateway, account, "sendMessage", chat_id=ani.id, text=text, parse_mode="HTML")
    assert answer["error_code"] == 400
    assert answer["description"].startswith(f"Bad Request: {said}")
    assert len(account.problems) == 1


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "message text is empty"),
        (" \n\u200b\u2800", "message text is empty"),
        ("x" * 4097, "message is too long"),
        ("😀" * 2049, "message is too long"),
    ],
)
def test_texts_of_a_length_that_telegram_does_not_take(
    gateway: Gateway, account: Account, ani: Person, text: str, said: str
) -> None:
    ani.says("/start")
    answer = call(gateway, account, "sendMessage", chat_id=ani.id, text=text)
    assert answer["description"] == f"Bad Request: {said}"
    assert account.problems


def test_the_longest_text_passes(gateway: Gateway, account: Account, ani: Person) -> None:
    ani.says("/start")
    for text in ("x" * 4096, "😀" * 2048, f"<b>{'&lt;' * 4096}</b>"):
        sent = call(gateway, account, "sendMessage", chat_id=ani.id, text=text, parse_mode="HTML")
        assert utf16(sent["result"]["text"]) == 4096
    assert account.problems == []


def test_chats_that_a_bot_may_not_write_to(gateway: Gateway, account: Account, ani: Person) -> None:
    send = {"chat_id": ani.id, "text": "halo"}
    assert call(gateway, account, "sendMessage", **send)["description"] == "Bad Request: chat not found"
    ani.says("/start")
    assert call(gateway, account, "sendMessage", **send)["ok"]
    ani.blocks()
    assert call(gateway, account, "sendMessage", **send)["error_code"] == 403


def test_a_reply_to_what_is_gone(gateway: Gateway, account: Account, ani: Person) -> None:
    asked = ani.says("halo")
    ani.deletes(asked)
    reply: dict[str, Any] = {"message_id": asked.id}
    send = {"chat_id": ani.id, "text": "halo", "reply_parameters": reply}
    assert "message to be replied not found" in call(gateway, account, "sendMessage", **send)["description"]
    reply["allow_sending_without_reply"] = True
    assert call(gateway, account, "sendMessage", **send)["ok"]


def test_edits(gateway: Gateway, account: Account, ani: Person) -> None:
    asked = ani.says("halo")
    sent = call(gateway, account, "sendMessage", chat_id=ani.id, text="satu")["result"]
    edit = {"chat_id": ani.id, "message_id": sent["message_id"], "text": "dua"}
    assert call(gateway, account, "editMessageText", **edit)["result"]["text"] == "dua"
    assert "message is not modified" in call(gateway, account, "editMessageText", **edit)["description"]
    theirs = edit | {"message_id": asked.id}
    assert "can't be edited" in call(gateway, account, "editMessageText", **theirs)["description"]
    never = edit | {"message_id": 99}
    assert "to edit not found" in call(gateway, account, "editMessageText", **never)["description"]
    ani.edits(asked, "hai")
    updates = call(gateway, account, "getUpdates")["result"]
    assert updates[-1]["edited_message"]["text"] == "hai"


def test_buttons(gateway: Gateway, account: Account, ani: Person) -> None:
    asked = ani.says("halo")
    link = f"https://t.me/{account.username}?start=cite_abc-1"
    rows = [[{"text": "Sumber", "callback_data": "s:1"}, {"text": "Buka", "url": link}]]
    send = {"chat_id": ani.id, "text": "pilih", "reply_markup": {"inline_keyboard": rows}}
    call(gateway, account, "sendMessage", **send)
    answers: list[Any] = []
    pressing = threading.Thread(target=lambda: answers.append(ani.presses(ani.hears(asked), "Sumber")))
    pressing.start()
    account.until(lambda: account.callbacks)
    press = call(gateway, account, "getUpdates")["result"][-1]["callback_query"]
    assert (press["data"], press["message"]["text"]) == ("s:1", "pilih")
    assert call(gateway, account, "answerCallbackQuery", callback_query_id=press["id"], text="ya")["ok"]
    pressing.join(10)
    assert answers[0]["text"] == "ya"
    assert not call(gateway, account, "answerCallbackQuery", callback_query_id=press["id"])["ok"]
    started = ani.presses(ani.hears(asked), "Buka")
    assert getattr(started, "text", "") == "/start cite_abc-1"


@pytest.mark.parametrize(
    "button",
    [
        {"text": "x", "callback_data": "a" * 65},
        {"text": "x", "callback_data": "ä" * 33},
        {"text": "x", "callback_data": ""},
        {"text": " ", "callback_data": "a"},
        {"text": "x"},
        {"text": "x", "callback_data": "a", "url": "https://example.org"},
        {"text": "x", "url": "example"},
    ],
)
def test_buttons_that_telegram_does_not_take(
    gateway: Gateway, account: Account, ani: Person, button: dict[str, str]
) -> None:
    ani.says("halo")
    markup = {"inline_keyboard": [[button]]}
    answer = call(gateway, account, "sendMessage", chat_id=ani.id, text="pilih", reply_markup=markup)
    assert answer["error_code"] == 400
    assert account.problems


def test_of_a_group_a_bot_hears_what_is_meant_for_it(gateway: Gateway, account: Account, ani: Person) -> None:
    group = Group(account, topics=(7,))
    ani.says("halo semua", group)
    ani.says("/ask@another_bot apa?", group)
    heard = [
        ani.says("/ask apa?", group),
        ani.says(f"/ask@{account.username} apa?", group),
        ani.says(f"hai @{account.username} apa?", group, thread=7),
    ]
    sent = call(gateway, account, "sendMessage", chat_id=group.chat.id, text="ini", message_thread_id=7)
    heard.append(ani.says("lalu?", group, reply_to=group.chat.by_id[sent["result"]["message_id"]]))
    got = [update["message"] for update in call(gateway, account, "getUpdates")["result"]]
    assert got == [message.as_json() for message in heard]
    assert (got[2]["message_thread_id"], got[2]["chat"]["is_forum"]) == (7, True)
    lost = call(gateway, account, "sendMessage", chat_id=group.chat.id, text="ini", message_thread_id=8)
    assert lost["description"] == "Bad Request: message thread not found"


def test_documents_go_both_ways(gateway: Gateway, account: Account, ani: Person) -> None:
    ani.sends_file("berita.txt", b"isi", "tolong")
    message = call(gateway, account, "getUpdates")["result"][0]["message"]
    assert message["caption"] == "tolong"
    file = call(gateway, account, "getFile", file_id=message["document"]["file_id"])["result"]
    address = gateway.base.replace("/bot", "/file/bot") + f"{account.token}/{file['file_path']}"
    with urllib.request.urlopen(address, timeout=20) as response:
        assert response.read() == b"isi"


def test_kinds_of_updates_that_are_not_wanted_do_not_come(
    gateway: Gateway, account: Account, ani: Person
) -> None:
    call(gateway, account, "getUpdates", allowed_updates=["message"])
    ani.edits(ani.says("halo"), "hai")
    updates = call(gateway, account, "getUpdates")["result"]
    assert [set(update) - {"update_id"} for update in updates] == [{"message"}]


def test_faults_happen_as_often_as_asked(gateway: Gateway, account: Account, ani: Person) -> None:
    ani.says("halo")
    send = {"chat_id": ani.id, "text": "ini"}
    account.faults.flood(times=1, retry_after=3)
    refused = call(gateway, account, "sendMessage", **send)
    assert (refused["error_code"], refused["parameters"]) == (429, {"retry_after": 3})
    account.faults.fail("sendMessage", times=1, status=502)
    assert call(gateway, account, "sendMessage", **send)["error_code"] == 502
    account.faults.cut("sendMessage", times=1)
    with pytest.raises(OSError):
        call(gateway, account, "sendMessage", **send)
    assert [message.text for message in ani.private.messages if message.by_bot] == []
    account.faults.lose("sendMessage", times=1)
    with pytest.raises(OSError):
        call(gateway, account, "sendMessage", **send)
    assert [message.text for message in ani.private.messages if message.by_bot] == ["ini"]
    account.faults.latency_s = 0.2
    began = time.monotonic()
    assert call(gateway, account, "sendMessage", **send)["ok"]
    assert time.monotonic() - began >= 0.2


def test_what_is_held_arrives_later_unless_the_caller_is_gone(
    gateway: Gateway, account: Account, ani: Person
) -> None:
    ani.says("halo")
    account.faults.hold("sendMessage")
    send = {"chat_id": ani.id, "text": "ini"}
    sending = threading.Thread(target=lambda: call(gateway, account, "sendMessage", **send))
    sending.start()
    account.until(lambda: account.faults.held == 1)
    with socket.create_connection(
        ("127.0.0.1", int(gateway.base.rpartition(":")[2].partition("/")[0]))
    ) as gone:
        body = json.dumps(send | {"text": "itu"})
        head = f"POST /bot{account.token}/sendMessage HTTP/1.1\r\nHost: x\r\nContent-Type: application/json"
        gone.sendall(f"{head}\r\nContent-Length: {len(body)}\r\n\r\n{body}".encode())
        account.until(lambda: account.faults.held == 2)
    account.until(lambda: account.faults.held == 1)
    assert not any(message.by_bot for message in ani.private.messages)
    account.faults.release()
    sending.join(10)
    assert [message.text for message in ani.private.messages if message.by_bot] == ["ini"]


def test_more_messages_a_second_than_allowed_are_refused(
    gateway: Gateway, account: Account, ani: Person
) -> None:
    ani.says("halo")
    account.faults.sends_per_second = 5
    answers = [call(gateway, account, "sendMessage", chat_id=ani.id, text=str(at)) for at in range(8)]
    assert [answer["ok"] for answer in answers] == [True] * 5 + [False] * 3
    assert account.faults.refused == 3


@needs_description
@pytest.mark.parametrize(
    ("method", "parameters", "problem"),
    [
        ("sendMessage", {"chat_id": 1}, "sendMessage: 'text' is missing"),
        ("sendMessage", {"chat_id": 1, "text": "x", "chatid": 1}, "sendMessage: no parameter 'chatid'"),
        ("sendMessage", {"chat_id": 1, "text": 5}, "sendMessage.text: 5 is no String"),
        ("sendMessages", {}, "sendMessages: no such method"),
        (
            "sendMessage",
            {"chat_id": 1, "text": "x", "reply_parameters": {}},
            "sendMessage.reply_parameters: 'message_id' is missing",
        ),
        (
            "answerCallbackQuery",
            {"callback_query_id": "1", "text": "x" * 201},
            "answerCallbackQuery.text: 201 characters, not 0 to 200",
        ),
        (
            "setMyCommands",
            {"commands": [{"command": "x" * 33, "description": "y"}]},
            "setMyCommands.commands[0].command: 33 characters, not 1 to 32",
        ),
    ],
)
def test_calls_are_held_against_the_published_bot_api(
    method: str, parameters: dict[str, Any], problem: str
) -> None:
    assert problem in Spec().problems(method, parameters)


@needs_description
def test_what_people_send_is_what_the_published_bot_api_says(
    gateway: Gateway, account: Account, ani: Person
) -> None:
    group = Group(account, topics=(3,))
    asked = ani.says(f"@{account.username} https://example.org apa?", group, thread=3)
    ani.says("/ask lagi", group, reply_to=asked)
    ani.forwards("Kabar: Project S dibuka!")
    ani.sends_file("a.md", b"x", "ini")
    for kind in ("photo", "sticker", "voice", "location"):
        ani.sends(kind)
    ani.edits(ani.says("halo"), "hai")
    updates = call(gateway, account, "getUpdates")["result"]
    assert len(updates) == 10
    missing = {"sticker.type"}  # a sticker's fields are not what a bot reads here
    problems = [
        problem
        for update in updates
        for problem in gateway.spec.value_problems("Update", update, "update")
        if not any(part in problem for part in missing)
    ]
    assert problems == []


def test_without_the_description_lengths_are_held_all_the_same(tmp_path: Path) -> None:
    spec = Spec(tmp_path / "none.json")
    assert spec.problems("answerCallbackQuery", {"text": "x" * 201})
    typed = spec.typed("sendMessage", {"chat_id": "-5", "text": "123", "reply_markup": "{}"})
    assert typed == {"chat_id": -5, "text": "123", "reply_markup": {}}


@pytest.mark.parametrize("kind", [Dicts, Telemelya])
def test_both_keepers_of_messages_do_the_same(kind: type[Dicts | Telemelya]) -> None:
    if kind is Telemelya:
        pytest.importorskip("telemelya", reason="telemelya needs Python 3.11")

    async def work() -> None:
        backend = kind()
        assert (await backend.call("getMe", "t/", {}))["result"]["is_bot"] is True
        assert await backend.next_id("t/1") == 1
        sent = await backend.call("sendMessage", "t/1", {"chat_id": 1, "text": "123"})
        assert sent["result"]["message_id"] == 2
        assert sent["result"]["text"] == "123"
        assert await backend.next_id("t/2") == 1
        edit = {"chat_id": 1, "message_id": 2, "text": "dua"}
        assert (await backend.call("editMessageText", "t/1", edit))["result"]["text"] == "dua"
        assert not (await backend.call("editMessageText", "t/1", edit | {"message_id": 7}))["ok"]
        assert (await backend.call("answerCallbackQuery", "t/", {"callback_query_id": "1"}))["ok"]
        await backend.close()

    asyncio.run(work())


def test_a_real_bot_process_answers_everybody_once(
    gateway: Gateway, account: Account, tmp_path: Path
) -> None:
    people = [Person(gateway, account, f"Orang {number}") for number in range(5)]
    with Bot(gateway, account, tmp_path, command=ECHO) as bot:
        asked = [person.says(f"{word} dari {person.id}") for word in ("satu", "dua") for person in people]
        account.until(lambda: all(account.answers_to(message) for message in asked))
        bot.settle(0.1)
        assert [[answer.text for answer in account.answers_to(message)] for message in asked] == [
            [message.text] for message in asked
        ]
        assert bot.memory() is None or bot.memory() > 1
    assert account.problems == []
