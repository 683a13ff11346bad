"""The log: text or JSON lines on standard error, never with the token, with questions only when asked."""

from __future__ import annotations

import hashlib
import json
import logging
import re
import sys
from datetime import datetime, timezone
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from qabot.config import Settings

LOG: Final = logging.getLogger("qabot.telegram")
_TOKEN: Final = re.compile(r"\b\d{5,}:[A-Za-z0-9_-]{20,}")
_OWN: Final = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}


class _Redacting(logging.Formatter):
    """Text without what is secret, in a message, an argument or a traceback."""

    def __init__(self, secrets: tuple[str, ...]) -> None:
        super().__init__("%(asctime)s %(levelname)-7s %(message)s")
        self._secrets = tuple(secret for secret in secrets if secret)

    def format(self, record: logging.LogRecord) -> str:
        text = super().format(record)
        extra = " ".join(f"{key}={value}" for key, value in _extras(record).items())
        return self._redacted(f"{text} {extra}".rstrip() if extra else text)

    def _redacted(self, text: str) -> str:
        for secret in self._secrets:
            text = text.replace(secret, "<token>")
        return _TOKEN.sub("<token>", text)


class _JsonLines(_Redacting):
    """One JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        at = datetime.fromtimestamp(record.created, timezone.utc).isoformat(timespec="milliseconds")
        entry = {
            "time": at,
            "level": record.levelname.lower(),
            "message": record.getMessage(),
            **_extras(record),
        }
        if record.exc_info:
            entry["error"] = self.formatException(record.exc_info)
        return self._redacted(json.dumps(entry, ensure_ascii=False, default=str))


def _extras(record: logging.LogRecord) -> dict[str, object]:
    return {key: value for key, value in vars(record).items() if key not in _OWN}


def set_up(settings: Settings, token: str) -> None:
    """Send what this room logs, and what its libraries complain about, to standard error."""
    handler = logging.StreamHandler(sys.stderr)
    kind = _JsonLines if settings.telegram_log_format == "json" else _Redacting
    handler.setFormatter(kind((token, settings.telegram_secret, settings.llm_key)))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    LOG.setLevel(logging.INFO)
    # what they raise is ours to tell, once; tracebacks and addresses with the token in them are not
    for noisy in ("telegram", "httpx", "httpcore", "tornado", "asyncio"):
        logging.getLogger(noisy).setLevel(logging.CRITICAL)


def mark(question: str, settings: Settings) -> str:
    """How a question stands in the log: as a short hash, or as it is where the settings say so."""
    if settings.telegram_log_questions:
        return question
    return hashlib.sha256(question.encode("utf-8", "replace")).hexdigest()[:12]
