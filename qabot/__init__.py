"""Cited question answering over your own Indonesian and English news articles.

>>> from qabot import QABot
>>> with QABot.open("my-index") as bot:  # doctest: +SKIP
...     bot.add("articles/", "https://example.org/news/1")
...     answer = bot.ask("Kapan aturan itu berlaku?")
...     print(answer.text, [citation.quote for citation in answer.citations])

Whatever goes wrong on purpose is a :class:`QabotError`; its subclasses are in :mod:`qabot.errors`.
Importing this package loads nothing heavy: names arrive when they are first asked for.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from qabot.bot import Added, QABot
    from qabot.chat.render import to_json
    from qabot.citations import CitationContext
    from qabot.config import Settings
    from qabot.errors import ArticleError, QabotError, UsageError
    from qabot.types import Answer, Article, ArticleInfo, Citation, Turn
__version__ = "0.1.0"

__all__ = [
    "Added",
    "Answer",
    "Article",
    "ArticleError",
    "ArticleInfo",
    "Citation",
    "CitationContext",
    "QABot",
    "QabotError",
    "Settings",
    "Turn",
    "UsageError",
    "__version__",
    "to_json",
]

_HOMES = {
    "Added": "qabot.bot",
    "Answer": "qabot.types",
    "Article": "qabot.types",
    "ArticleError": "qabot.errors",
    "ArticleInfo": "qabot.types",
    "Citation": "qabot.types",
    "CitationContext": "qabot.citations",
    "QABot": "qabot.bot",
    "QabotError": "qabot.errors",
    "Settings": "qabot.config",
    "Turn": "qabot.types",
    "UsageError": "qabot.errors",
    "to_json": "qabot.chat.render",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'qabot' has no attribute {name!r}")
    value = getattr(importlib.import_module(_HOMES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
