"""Who keeps and numbers the bot's messages: telemelya where it is installed, else a few dicts of ours.

telemelya (a Bot API emulator that we did not write) is called in this process, as the ASGI program it is,
on fakeredis. It serves the methods in :data:`SERVED`. The rest is ours, in :mod:`emulator.methods`, since
telemelya 0.2.2 has

- no long polling, no edited messages, no groups or topics, no forwarded texts, no faults;
- files only on a MinIO server, so documents are kept by us;
- form values read as JSON where they can be (a question "123" becomes a number): we hand it JSON;
- webhooks without the secret token, so updates are delivered by us;
- one bot of a fixed name, and no judgement of texts, lengths or parameters.

It needs Python 3.11, qabot runs on 3.10: there the dicts do.
"""

from __future__ import annotations

import json
from collections import defaultdict
from typing import Any, Final, Protocol

SERVED: Final = {
    "getMe",
    "sendMessage",
    "editMessageText",
    "editMessageReplyMarkup",
    "deleteMessage",
    "sendChatAction",
    "answerCallbackQuery",
    "answerInlineQuery",
    "setWebhook",
    "deleteWebhook",
    "getWebhookInfo",
}


class Backend(Protocol):
    """Keeps messages by session; a session is one chat of one bot."""

    async def next_id(self, session: str) -> int:
        """Number for a message that the bot did not send itself."""

    async def call(self, method: str, session: str, parameters: dict[str, Any]) -> dict[str, Any]:
        """What the server answers: ``ok`` with ``result``, or ``error_code`` and ``description``."""

    async def close(self) -> None:
        """Let go of everything."""


class Dicts:
    """The least that does."""

    def __init__(self) -> None:
        self._last: dict[str, int] = defaultdict(int)
        self._messages: dict[tuple[str, int], dict[str, Any]] = {}

    async def next_id(self, session: str) -> int:
        self._last[session] += 1
        return self._last[session]

    async def call(self, method: str, session: str, parameters: dict[str, Any]) -> dict[str, Any]:
        if method == "getMe":
            return {"ok": True, "result": {"id": 1, "is_bot": True, "first_name": "TestBot"}}
        if method == "sendMessage":
            number = await self.next_id(session)
            self._messages[session, number] = {"message_id": number, **parameters}
            return {"ok": True, "result": self._messages[session, number]}
        if method.startswith("editMessage"):
            stored = self._messages.get((session, parameters["message_id"]))
            if stored is None:
                description = "Bad Request: message to edit not found"
                return {"ok": False, "error_code": 400, "description": description}
            stored.update(parameters)
            return {"ok": True, "result": stored}
        return {"ok": True, "result": True}

    async def close(self) -> None:
        self._messages.clear()


class Telemelya:
    """telemelya's own routes on fakeredis, without a socket in between."""

    def __init__(self) -> None:
        import fakeredis
        from fastapi import FastAPI
        from telemelya.server import bot_api
        from telemelya.server.config import settings

        settings.strict_edit = True  # an edit of a message that never was is refused, as in Telegram
        self._state = bot_api.state_manager  # telemelya has one for the whole process
        self._before = self._state._redis
        self._state._redis = fakeredis.FakeAsyncRedis(decode_responses=True)
        self._app = FastAPI()
        self._app.include_router(bot_api.router)

    async def next_id(self, session: str) -> int:
        return int(await self._state.next_message_id(session))

    async def call(self, method: str, session: str, parameters: dict[str, Any]) -> dict[str, Any]:
        body = json.dumps(parameters).encode()
        received = bytearray()
        status = 0

        async def receive() -> dict[str, Any]:
            return {"type": "http.request", "body": body, "more_body": False}

        async def send(event: dict[str, Any]) -> None:
            nonlocal status
            status = event.get("status", status)
            received.extend(event.get("body", b""))

        path = f"/bot{session.partition('/')[0]}/{method}"
        headers = [(b"content-type", b"application/json"), (b"x-test-session", session.encode())]
        scope = {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "method": "POST",
            "scheme": "http",
            "path": path,
            "raw_path": path.encode(),
            "query_string": b"",
            "root_path": "",
            "headers": headers,
        }
        await self._app(scope, receive, send)
        if status != 200:
            raise RuntimeError(f"telemelya answered {status} to {method}: {bytes(received)!r:.200}")
        answer: dict[str, Any] = json.loads(received)
        return answer

    async def close(self) -> None:
        await self._state.redis.aclose()
        self._state._redis = self._before


def best() -> Backend:
    """telemelya, or the dicts on a Python that it does not run on."""
    try:
        return Telemelya()
    except ImportError:
        return Dicts()
