"""Being told by Telegram: a small HTTP server that keeps an update before it says thanks."""

from __future__ import annotations

import asyncio
import hmac
import json
import secrets
from typing import TYPE_CHECKING, Any, Final

from telegram.error import TelegramError as LibraryError
from tornado.httpserver import HTTPServer
from tornado.web import Application, RequestHandler

from qabot.chat.telegram.dispatch import KINDS
from qabot.chat.telegram.logs import LOG
from qabot.errors import TelegramError

if TYPE_CHECKING:
    from qabot.chat.telegram.dispatch import Dispatcher
    from qabot.chat.telegram.sending import Api
    from qabot.config import Settings

HEADER: Final = "X-Telegram-Bot-Api-Secret-Token"
_LARGEST: Final = 2 * 2**20
_CHECK_EVERY_S: Final = 30.0


class _Delivery(RequestHandler):
    """One update, posted by who knows the secret. While too many wait, Telegram is asked to come again."""

    def initialize(self, dispatcher: Dispatcher, secret: str) -> None:
        self._dispatcher = dispatcher
        self._expected = secret

    async def post(self) -> None:
        shown = self.request.headers.get(HEADER, "")
        if not hmac.compare_digest(shown.encode(), self._expected.encode()):
            self.set_status(403)
            return
        if self._dispatcher.full:
            self.set_status(503)
            return
        try:
            update = json.loads(self.request.body)
        except (ValueError, RecursionError):
            self.set_status(400)
            return
        # one without a usable number is taken too: refused, it would come again before all others
        try:
            await self._dispatcher.feed([update])
        except TelegramError as error:
            LOG.error("An update cannot be kept: %s", error)
            self.set_status(503)
            return
        self._dispatcher.heard()

    def write_error(self, status_code: int, **details: Any) -> None:
        del details
        self.finish(f"{status_code}\n")


def serve(handlers: list[Any], address: str, port: int) -> HTTPServer:
    """A server on ``address`` and ``port``. Raises :class:`~qabot.errors.TelegramError` when it cannot be."""
    server = HTTPServer(
        Application(handlers, log_function=lambda _: None), max_body_size=_LARGEST, xheaders=False
    )
    try:
        server.listen(port, address)
    except OSError as error:
        raise TelegramError(
            f"Port {port} of {address} cannot be listened on: {error.strerror or error}.",
            mend="Another program may use it; name another port.",
        ) from error
    return server


async def listen(bot: Api, dispatcher: Dispatcher, settings: Settings) -> None:
    """Take deliveries until cancelled. The webhook stays set: what comes meanwhile waits at Telegram."""
    secret = settings.telegram_secret or secrets.token_urlsafe(32)
    wanted = {"dispatcher": dispatcher, "secret": secret}
    server = serve([(r"/.*", _Delivery, wanted)], settings.telegram_listen, settings.telegram_port)
    try:
        try:
            await bot.set_webhook(settings.telegram_webhook, secret_token=secret, allowed_updates=KINDS)
        except LibraryError as error:
            raise TelegramError(
                f"Telegram does not take the webhook {settings.telegram_webhook}: {error.message}.",
                mend="It has to be an https address that can be reached from outside.",
            ) from error
        LOG.info("Deliveries are awaited on %s port %d.", settings.telegram_listen, settings.telegram_port)
        await _watch(bot, dispatcher)
    finally:
        server.stop()
        await server.close_all_connections()


async def _watch(bot: Api, dispatcher: Dispatcher) -> None:
    """Ask Telegram now and then whether it can deliver: where nobody writes, silence says nothing."""
    complaint = None
    while True:
        try:
            info = await bot.get_webhook_info()
        except LibraryError as error:
            said: str | None = f"Telegram cannot be reached: {error}"
        else:
            failed = info.pending_update_count and info.last_error_date
            said = f"Telegram cannot deliver: {info.last_error_message}" if failed else None
        if said is None:
            dispatcher.heard()
        elif said != complaint:
            LOG.warning("%s", said)
        complaint = said
        await asyncio.sleep(_CHECK_EVERY_S)
