"""Being told by Telegram: a small HTTP(S) server that keeps an update before it says thanks."""

from __future__ import annotations

import asyncio
import hmac
import json
import re
import secrets
import ssl
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from telegram.error import TelegramError as LibraryError
from tornado.httpserver import HTTPServer
from tornado.web import Application, RequestHandler

from qabot.chat.telegram.dispatch import KINDS
from qabot.chat.telegram.logs import LOG
from qabot.errors import SettingsError, TelegramError

if TYPE_CHECKING:
    from pathlib import Path

    from qabot.chat.telegram.dispatch import Dispatcher
    from qabot.chat.telegram.sending import Api
    from qabot.config import Settings

HEADER: Final = "X-Telegram-Bot-Api-Secret-Token"
_LARGEST: Final = 2 * 2**20
_CHECK_EVERY_S: Final = 30.0
_SILENCE_S: Final = 75.0
"""How long a connection may say nothing: a port of our own is open to everybody."""
_CERTIFICATE: Final = re.compile(rb"-----BEGIN CERTIFICATE-----.+?-----END CERTIFICATE-----", re.DOTALL)
_KEY: Final = re.compile(rb"-----BEGIN [A-Z ]*PRIVATE KEY-----")


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


def serve(handlers: list[Any], address: str, port: int, *, tls: ssl.SSLContext | None = None) -> HTTPServer:
    """A server on ``address`` and ``port``. Raises :class:`~qabot.errors.TelegramError` when it cannot be."""
    server = HTTPServer(
        Application(handlers, log_function=lambda _: None),
        ssl_options=tls,
        max_body_size=_LARGEST,
        idle_connection_timeout=_SILENCE_S,
        body_timeout=_SILENCE_S,
        xheaders=False,
    )
    try:
        server.listen(port, address)
    except OSError as error:
        raise TelegramError(
            f"Port {port} of {address} cannot be listened on: {error.strerror or error}.",
            mend="Another program may use it; name another port.",
        ) from error
    return server


@dataclass(frozen=True, slots=True)
class Certificate:
    """What the webhook speaks https with."""

    tls: ssl.SSLContext
    upload: bytes | None
    """The certificate alone, without what else is in its file, for Telegram to trust it. Not for a chain of
    several: that leads to an authority that Telegram trusts already."""


def certificate(settings: Settings) -> Certificate | None:
    """The webhook's certificate, if the settings name one.

    Raises :class:`~qabot.errors.SettingsError` when it cannot be read or does not go with its key.
    """
    cert, key = settings.telegram_webhook_cert, settings.telegram_webhook_key
    if not settings.telegram_webhook or cert is None or key is None:
        return None
    found = [
        _found(_CERTIFICATE, cert, "telegram_webhook_cert", "certificate"),
        _found(_KEY, key, "telegram_webhook_key", "private key"),
    ]
    tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    try:
        # an empty password, so that a key with one is refused and nobody is asked at the terminal
        tls.load_cert_chain(cert, key, password="")
    except (ssl.SSLError, OSError) as error:
        reason = getattr(error, "reason", None) or error.strerror or error
        raise SettingsError(
            f"The certificate in {cert} cannot be used with the key in {key}: {reason}.",
            mend="The key has to be the certificate's own, and without a password.",
        ) from error
    return Certificate(tls, found[0][0] if len(found[0]) == 1 else None)


def _found(wanted: re.Pattern[bytes], file: Path, name: str, what: str) -> list[bytes]:
    """What a PEM file holds of it, at least one."""
    try:
        found = wanted.findall(file.read_bytes())
    except OSError as error:
        raise SettingsError(
            f"{name} is {file}, which cannot be read: {error.strerror or error}.",
            mend="Name a file that the bot's user may read.",
        ) from error
    if not found:
        raise SettingsError(
            f"{name} is {file}, which holds no {what}.",
            mend="It takes PEM, text that begins with -----BEGIN.",
        )
    return found


async def listen(
    bot: Api, dispatcher: Dispatcher, settings: Settings, own: Certificate | None = None
) -> None:
    """Take deliveries until cancelled. The webhook stays set: what comes meanwhile waits at Telegram."""
    secret = settings.telegram_secret or secrets.token_urlsafe(32)
    handlers = [(r"/.*", _Delivery, {"dispatcher": dispatcher, "secret": secret})]
    tls = own.tls if own is not None else None
    server = serve(handlers, settings.telegram_listen, settings.telegram_port, tls=tls)
    try:
        try:
            await bot.set_webhook(
                settings.telegram_webhook,
                certificate=own.upload if own is not None else None,
                secret_token=secret,
                allowed_updates=KINDS,
            )
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
