"""Every error qabot raises on purpose.

::

    QabotError
    ├── UsageError            a value the caller gave is wrong          (exit code 2)
    │   └── SettingsError     ... in qabot.toml, the environment or a flag
    ├── ArticleError          one source could not be read
    │   ├── UnsupportedFormat
    │   ├── EmptyArticle
    │   └── FetchError        a URL was refused or did not answer
    ├── IndexError_           the index directory
    │   ├── IndexMissing
    │   ├── IndexDamaged
    │   ├── IndexBusy         another writer holds it
    │   └── EmbedderMismatch  built with another model than the settings name
    ├── ModelError            a model cannot be loaded or run
    ├── CitationError         an id that names no passage
    └── TelegramError         the Telegram bot cannot run, or not go on

A message says what was found, where, and what to do about it; ``mend`` holds the last part alone,
so that a front end can show it on a line of its own.
"""

from __future__ import annotations


class QabotError(Exception):
    """Base class: ``except QabotError`` catches whatever qabot raises on purpose."""

    exit_code = 1

    def __init__(self, message: str, *, mend: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.mend = mend

    def __str__(self) -> str:
        return f"{self.message} {self.mend}".strip()


class UsageError(QabotError):
    """A value given by the caller is wrong."""

    exit_code = 2


class SettingsError(UsageError):
    """A setting is unknown or holds a value it cannot hold."""


class ArticleError(QabotError):
    """One source could not become an article. ``source`` names it as the user did."""

    def __init__(self, source: str, reason: str, *, mend: str = "") -> None:
        super().__init__(f"{source}: {reason}", mend=mend)
        self.source = source
        self.reason = reason


class UnsupportedFormat(ArticleError):
    """The kind of file is not one qabot reads."""


class EmptyArticle(ArticleError):
    """Nothing that reads like an article is left after cleaning."""


class FetchError(ArticleError):
    """A URL was refused for safety, did not answer, or answered with something else."""


class IndexError_(QabotError):
    """Base class for trouble with an index directory."""


class IndexMissing(IndexError_):
    """There is no index where one was looked for."""


class IndexDamaged(IndexError_):
    """The index holds something that is not what was written."""


class IndexBusy(IndexError_):
    """Another process is writing and did not finish in time."""


class EmbedderMismatch(IndexError_):
    """The index was built with another embedding model than the settings name."""


class ModelError(QabotError):
    """A model cannot be loaded or run."""


class CitationError(QabotError):
    """A citation id names nothing in this index."""


class TelegramError(QabotError):
    """Telegram cannot be reached, or refuses what the bot needs to run."""
