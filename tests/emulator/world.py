"""What Telegram knows of one bot: chats and their messages, files, buttons pressed, updates not yet taken."""

from __future__ import annotations

import asyncio
import itertools
import threading
import time
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from emulator.faults import Faults

if TYPE_CHECKING:
    from collections.abc import Callable

_NOT_BY_DEFAULT = {"chat_member", "message_reaction", "message_reaction_count"}


class BotApiError(Exception):
    """A refusal, as the real server words it."""

    def __init__(self, code: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters


@dataclass(eq=False)
class Chat:
    """A private chat, a group or a supergroup with topics."""

    id: int
    type: str
    names: dict[str, Any]
    topics: set[int] = field(default_factory=set)
    messages: list[Message] = field(default_factory=list)
    by_id: dict[int, Message] = field(default_factory=dict)
    closed: str = ""
    """Why the bot may not write here (blocked, thrown out); empty when it may."""

    def as_json(self) -> dict[str, Any]:
        forum = {"is_forum": True} if self.topics else {}
        return {"id": self.id, "type": self.type, **self.names, **forum}

    def add(self, message: Message) -> None:
        self.messages.append(message)
        self.by_id[message.id] = message


@dataclass(eq=False)
class Message:
    """One message as it stands now."""

    chat: Chat
    id: int
    sender: dict[str, Any]
    text: str = ""
    entities: list[dict[str, Any]] = field(default_factory=list)
    markup: dict[str, Any] | None = None
    reply_to: int | None = None
    thread: int | None = None
    extra: dict[str, Any] = field(default_factory=dict)
    raw: str = ""
    """As the bot sent it, with tags."""
    parameters: dict[str, Any] = field(default_factory=dict)
    """All that the bot sent with it."""
    date: int = field(default_factory=lambda: int(time.time()))
    at: float = field(default_factory=time.perf_counter)
    edits: int = 0
    deleted: bool = False

    @property
    def by_bot(self) -> bool:
        return bool(self.sender["is_bot"])

    @property
    def buttons(self) -> list[dict[str, Any]]:
        return [button for row in (self.markup or {}).get("inline_keyboard", ()) for button in row]

    def button(self, part: str) -> dict[str, Any]:
        """The first button whose label or data holds ``part``."""
        for button in self.buttons:
            if part in button["text"] or part in button.get("callback_data", ""):
                return button
        raise AssertionError(f"no button {part!r} among {[button['text'] for button in self.buttons]}")

    def as_json(self, *, with_reply: bool = True) -> dict[str, Any]:
        made: dict[str, Any] = {
            "message_id": self.id,
            "from": self.sender,
            "chat": self.chat.as_json(),
            "date": self.date,
            **self.extra,
        }
        if self.text:
            captioned = any(kind in self.extra for kind in ("document", "photo", "voice", "video"))
            made["caption" if captioned else "text"] = self.text
            if self.entities:
                made["caption_entities" if captioned else "entities"] = self.entities
        if self.markup:
            made["reply_markup"] = self.markup
        if self.edits:
            made["edit_date"] = self.date
        if self.thread is not None:
            made |= {"message_thread_id": self.thread, "is_topic_message": True}
        replied = self.chat.by_id.get(self.reply_to) if self.reply_to is not None else None
        if replied is not None and with_reply:
            made["reply_to_message"] = replied.as_json(with_reply=False)
        return made


@dataclass
class Call:
    """One call of the bot, and what came of it."""

    method: str
    parameters: dict[str, Any]
    at: float
    status: int = 200
    description: str = ""


class Account:
    """One bot as BotFather made it, and everybody who may write to it."""

    def __init__(self, token: str, username: str) -> None:
        self.token = token
        self.username = username
        self.me = {
            "id": int(token.partition(":")[0]),
            "is_bot": True,
            "first_name": "Bot",
            "username": username,
        }
        self.faults = Faults()
        self.chats: dict[int, Chat] = {}
        self.files: dict[str, tuple[str, bytes]] = {}
        self.callbacks: dict[str, dict[str, Any] | None] = {}
        """Presses by id, with what the bot answered."""
        self.inline: dict[str, dict[str, Any] | None] = {}
        self.profile: dict[str, dict[tuple[str, str], Any]] = defaultdict(dict)
        """Commands and descriptions that were set, by kind, then by scope and language."""
        self.calls: list[Call] = []
        self.problems: list[str] = []
        """Calls that the published Bot API or TDLib holds something against. Empty in a good bot."""
        self.texts: list[tuple[str, str | None]] = []
        """Every text the bot handed in, with its parse mode."""
        self.updates: list[dict[str, Any]] = []
        self.allowed: set[str] | None = None
        self.webhook: dict[str, Any] | None = None
        self.polls = 0
        self.on_message: list[Callable[[Message], None]] = []
        """Called, on the server's loop, with every message of the bot."""
        self.changed = threading.Condition()
        self._update_ids = itertools.count(700_000_001)
        self._bell: asyncio.Event | None = None

    def happened(self) -> None:
        """Wake whoever waits for something to change."""
        with self.changed:
            self.changed.notify_all()

    def until(self, what: Callable[[], Any], timeout: float = 20, why: str = "") -> Any:
        """Wait, from outside the server's loop, until ``what`` is true of the bot, and return it."""
        end = time.monotonic() + timeout
        with self.changed:
            while not (found := what()):
                left = end - time.monotonic()
                if left <= 0:
                    raise AssertionError(f"waited {timeout} s in vain {why}\n{self.story()}")
                self.changed.wait(min(left, 0.25))
        return found

    def story(self, last: int = 12) -> str:
        """The last calls, for the message of a failed test."""
        rows = [
            f"{call.method} {call.status} {call.description} {call.parameters!r:.200}"
            for call in self.calls[-last:]
        ]
        return "\n".join([*rows, *self.problems[-5:]])

    def wants(self, kind: str) -> bool:
        return kind in self.allowed if self.allowed else kind not in _NOT_BY_DEFAULT

    def put(self, kind: str, content: dict[str, Any]) -> int | None:
        """A new update for the bot; None when it said that it does not want that kind."""
        if not self.wants(kind):
            return None
        number = next(self._update_ids)
        self.updates.append({"update_id": number, kind: content})
        self.ring()
        return number

    def confirm(self, offset: int) -> None:
        """The bot has every update below ``offset``."""
        if offset < 0:
            del self.updates[:offset]
        else:
            self.updates = [update for update in self.updates if update["update_id"] >= offset]
        self.happened()

    def ring(self) -> None:
        """Wake the bot's long poll."""
        if self._bell is not None:
            self._bell.set()
            self._bell = None

    async def heard_bell(self, timeout: float) -> None:
        """Wait for :meth:`ring`."""
        if self._bell is None:
            self._bell = asyncio.Event()
        try:
            await asyncio.wait_for(self._bell.wait(), timeout)
        except (asyncio.TimeoutError, TimeoutError):
            return

    def chat(self, number: int) -> Chat:
        if number not in self.chats:
            raise BotApiError(400, "Bad Request: chat not found")
        return self.chats[number]

    def answers_to(self, question: Message) -> list[Message]:
        """What the bot sent in reply to one message."""
        return [
            message
            for message in question.chat.messages
            if message.by_bot and message.reply_to == question.id and not message.deleted
        ]
