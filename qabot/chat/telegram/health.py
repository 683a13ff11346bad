"""``/healthz`` and ``/metrics``, for whoever watches over the bot."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING, Final

from tornado.web import RequestHandler

from qabot.chat.telegram.webhook import serve

if TYPE_CHECKING:
    from tornado.httpserver import HTTPServer

    from qabot.chat.telegram.metrics import Metrics
    from qabot.config import Settings

SILENCE_S: Final = 120.0
"""Without a word from Telegram for longer, the bot is not well."""


class _Health(RequestHandler):
    """200 while Telegram is heard, else 503."""

    def initialize(self, metrics: Metrics) -> None:
        self._metrics = metrics

    def get(self) -> None:
        silence = time.monotonic() - self._metrics.heard
        well = silence < SILENCE_S
        self.set_status(200 if well else 503)
        self.set_header("Content-Type", "application/json")
        state = {
            "status": "ok" if well else "telegram is not heard",
            "silence_s": round(silence, 1),
        }
        self.finish(json.dumps(state) + "\n")


class _Metrics(RequestHandler):
    """The figures as Prometheus reads them."""

    def initialize(self, metrics: Metrics) -> None:
        self._metrics = metrics

    def get(self) -> None:
        self.set_header("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
        self.finish(self._metrics.text())


def start(settings: Settings, metrics: Metrics) -> HTTPServer | None:
    """Serve both, when the settings name a port."""
    if not settings.telegram_health_port:
        return None
    handlers = [
        (r"/healthz", _Health, {"metrics": metrics}),
        (r"/metrics", _Metrics, {"metrics": metrics}),
    ]
    return serve(handlers, settings.telegram_listen, settings.telegram_health_port)
