"""The people who meet the bot. What they do becomes updates; what the bot does, they see."""

from __future__ import annotations

import itertools
import time
import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

from emulator import entities
from emulator.methods import check_start, session
from emulator.world import Chat, Message

if TYPE_CHECKING:
    from emulator.gateway import Gateway
    from emulator.world import Account

_numbers = itertools.count(5_000_000_001)  # as today's user ids: more than 32 bits hold
_groups = itertools.count(1)

ANONYMOUS = {"id": 1_087_968_824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}
"""Whom Telegram names for a group's admin who writes in the group's name."""


class Group:
    """A group of people with the bot in it, in privacy mode. With ``topics`` it is a forum; a ``basic`` one
    is as groups begin."""

    def __init__(
        self, account: Account, title: str = "Grup Uji", topics: tuple[int, ...] = (), *, basic: bool = False
    ) -> None:
        number = -next(_groups) - (4_000_000_000 if basic else 1_001_000_000_000)
        self.chat = Chat(number, "group" if basic else "supergroup", {"title": title}, topics=set(topics))
        account.chats[number] = self.chat


class Person:
    """Somebody with Telegram on a phone."""

    def __init__(
        self, gateway: Gateway, account: Account, name: str = "Ani", *, language: str | None = "id"
    ) -> None:
        self.gateway = gateway
        self.account = account
        self.id = next(_numbers)
        self.user = {"id": self.id, "is_bot": False, "first_name": name}
        if language:
            self.user["language_code"] = language
        self.private = Chat(self.id, "private", {"first_name": name})

    # what a person does

    async def write(
        self,
        text: str = "",
        chat: Chat | Group | None = None,
        *,
        reply_to: Message | None = None,
        thread: int | None = None,
        **extra: Any,
    ) -> Message:
        """Send something; as a coroutine, for the server's own loop."""
        place = self.private if chat is None else chat.chat if isinstance(chat, Group) else chat
        self.account.chats.setdefault(place.id, place)
        number = await self.gateway.backend.next_id(session(self.account, place))
        message = Message(
            chat=place,
            id=number,
            sender=self.user,
            text=text,
            entities=entities.found_in(text),
            reply_to=reply_to.id if reply_to else None,
            thread=thread,
            extra=extra,
        )
        place.add(message)
        if self._reaches_the_bot(message):
            self.account.put("message", message.as_json())
        return message

    def says(self, text: str = "", chat: Chat | Group | None = None, **more: Any) -> Message:
        """Send something, from any other thread."""
        return self.gateway.run(self.write(text, chat, **more))

    def forwards(self, text: str, chat: Chat | Group | None = None) -> Message:
        """Pass on what somebody else wrote, somewhere else."""
        day = int(time.time()) - 86_400
        origin = {"type": "hidden_user", "date": day, "sender_user_name": "Grup Keluarga"}
        return self.says(text, chat, forward_origin=origin)

    def sends_file(self, name: str, content: bytes, caption: str = "", mime: str = "text/plain") -> Message:
        """A document, as from the files of the phone."""
        number = uuid.uuid4().hex
        self.account.files[number] = (name, content)
        document = {
            "file_id": number,
            "file_unique_id": number[:16],
            "file_name": name,
            "mime_type": mime,
            "file_size": len(content),
        }
        return self.says(caption, document=document)

    def sends(self, kind: str) -> Message:
        """A photo, a sticker or a voice message."""
        number = uuid.uuid4().hex
        base: dict[str, Any] = {"file_id": number, "file_unique_id": number[:16]}
        size = {"width": 90, "height": 90}
        what: dict[str, Any] = {
            "photo": [base | size],
            "sticker": base | size | {"type": "regular", "is_animated": False, "is_video": False},
            "voice": base | {"duration": 3},
            "location": {"latitude": -6.2, "longitude": 106.8},
        }
        return self.says(**{kind: what[kind]})

    def edits(self, message: Message, text: str) -> Message:
        """Correct what was sent."""

        async def work() -> None:
            message.text, message.entities = text, entities.found_in(text)
            message.edits += 1
            if self._reaches_the_bot(message):
                self.account.put("edited_message", message.as_json())

        self.gateway.run(work())
        return message

    def deletes(self, message: Message) -> None:
        """Take it back; a bot is not told."""
        message.deleted = True

    def presses(self, message: Message, part: str, *, timeout: float = 10) -> dict[str, Any] | Message:
        """Press the button that holds ``part``, and wait until the bot has answered the press.

        A link to the bot is followed: what comes back then is the /start that it sends.
        """
        button = message.button(part)
        if "url" in button:
            return self.follows(button["url"])
        number = self.gateway.run(self._press(message, button))
        answer: dict[str, Any] = self.account.until(
            lambda: self.account.callbacks[number], timeout, f"for the press of {button} to be answered"
        )
        return answer

    async def _press(self, message: Message, button: dict[str, Any]) -> str:
        number = str(uuid.uuid4().int)[:18]
        self.account.callbacks[number] = None
        self.account.put(
            "callback_query",
            {
                "id": number,
                "from": self.user,
                "message": message.as_json(),
                "chat_instance": str(message.chat.id),
                "data": button["callback_data"],
            },
        )
        return number

    def follows(self, link: str) -> Message:
        """Open ``https://t.me/BOT?start=...`` and press Start."""
        parts = urlsplit(link)
        assert parts.path.strip("/") == self.account.username, link
        payload = parse_qs(parts.query)["start"][0]
        check_start(payload)
        return self.says(f"/start {payload}")

    def looks_up(self, query: str, *, offset: str = "", timeout: float = 10) -> dict[str, Any]:
        """Type ``@bot query`` anywhere, and see what is offered."""
        number = str(uuid.uuid4().int)[:18]

        async def work() -> None:
            self.account.inline[number] = None
            asked = {"id": number, "from": self.user, "query": query, "offset": offset}
            self.account.put("inline_query", asked)

        self.gateway.run(work())
        answer: dict[str, Any] = self.account.until(
            lambda: self.account.inline[number], timeout, f"for the inline query {query!r}"
        )
        return answer

    def upgrades(self, group: Group) -> Group:
        """Make a basic group a supergroup, which has another number. Both tell the bot."""
        fresh = Group(self.account, str(group.chat.names["title"]))
        told = (
            (group.chat, self.user, {"migrate_to_chat_id": fresh.chat.id}),
            (
                fresh.chat,
                ANONYMOUS,
                {"migrate_from_chat_id": group.chat.id, "sender_chat": fresh.chat.as_json()},
            ),
        )

        async def work() -> None:
            for chat, sender, extra in told:
                number = await self.gateway.backend.next_id(session(self.account, chat))
                message = Message(chat=chat, id=number, sender=sender, extra=extra)
                chat.add(message)
                self.account.put("message", message.as_json())

        self.gateway.run(work())
        return fresh

    def blocks(self) -> None:
        """Stop the bot."""
        self.private.closed = "Forbidden: bot was blocked by the user"

    # what a person sees

    def hears(self, after: Message | None = None, *, timeout: float = 10) -> Message:
        """The bot's first message after that one (after the last of anybody, when none is named)."""
        chat = after.chat if after else self.private
        start = chat.messages.index(after) + 1 if after else len(chat.messages)

        def heard() -> Message | None:
            return next((message for message in chat.messages[start:] if message.by_bot), None)

        found: Message = self.account.until(heard, timeout, f"for a word after {after and after.text!r:.80}")
        return found

    def asks(
        self, text: str, chat: Chat | Group | None = None, *, timeout: float = 10, **more: Any
    ) -> Message:
        """Say it and wait for the bot's next message there."""
        return self.hears(self.says(text, chat, **more), timeout=timeout)

    def sees_edit(self, message: Message, edits: int = 0, *, timeout: float = 10) -> Message:
        """Wait until ``message`` was edited more than ``edits`` times."""
        self.account.until(lambda: message.edits > edits, timeout, f"for an edit of {message.text!r:.80}")
        return message

    def _reaches_the_bot(self, message: Message) -> bool:
        """Privacy mode: of a group, a bot gets commands, mentions and replies to itself."""
        if message.chat.type == "private":
            return True
        replied = message.chat.by_id.get(message.reply_to) if message.reply_to is not None else None
        if replied is not None and replied.sender["id"] == self.account.me["id"]:
            return True
        name = f"@{self.account.username}".lower()
        for entity in message.entities:
            raw = message.text.encode("utf-16-le")[2 * entity["offset"] :][: 2 * entity["length"]]
            word = raw.decode("utf-16-le").lower()
            if entity["type"] == "mention" and word == name:
                return True
            if entity["type"] == "bot_command" and ("@" not in word or word.endswith(name)):
                return True
        return False


class Anonymous(Person):
    """A group's admin who stays hidden: the group is the sender, and a bot of Telegram's own the user."""

    def __init__(self, gateway: Gateway, account: Account, group: Group) -> None:
        super().__init__(gateway, account)
        self.user = dict(ANONYMOUS)
        self.group = group

    async def write(self, text: str = "", chat: Chat | Group | None = None, **more: Any) -> Message:
        """Send something in the group's name."""
        return await super().write(text, chat or self.group, sender_chat=self.group.chat.as_json(), **more)


@dataclass(frozen=True)
class Crowd:
    """Several people at once."""

    people: list[Person]

    @classmethod
    def of(cls, gateway: Gateway, account: Account, count: int) -> Crowd:
        return cls([Person(gateway, account, f"Orang {number}") for number in range(count)])
