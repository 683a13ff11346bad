"""What the index says about itself and about what was done to it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from qabot.types import ArticleInfo


@dataclass(frozen=True, slots=True)
class AddProgress:
    """Where adding stands. What it counts is committed: a crash after it was reported loses none of it."""

    articles: int
    """Articles done with: added, replaced, unchanged or copies."""
    passages: int
    """Passages written."""
    source: str
    """Source of the last article done with."""


@dataclass(frozen=True, slots=True)
class AddReport:
    """What became of the articles given to ``add``, each in exactly one of the first five lists."""

    added: list[ArticleInfo] = field(default_factory=list)
    replaced: list[ArticleInfo] = field(default_factory=list)
    """New content from an origin that was known; ``code`` is the new one."""
    unchanged: list[ArticleInfo] = field(default_factory=list)
    copies: list[ArticleInfo] = field(default_factory=list)
    """Same content as an article already there: ``source`` and ``origin`` are the copy's, ``code`` and
    ``duplicate_of`` name the article. Not stored twice."""
    moved: list[ArticleInfo] = field(default_factory=list)
    """Same content as an article whose file is gone: taken as that file under a new name."""
    near_duplicates: list[ArticleInfo] = field(default_factory=list)
    """Those of ``added`` and ``replaced`` that are near copies of ``duplicate_of``."""
    passages: int = 0
    """Passages written."""
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class IndexStatus:
    """What an index holds, cheaply known."""

    directory: Path
    articles: int
    passages: int
    near_duplicates: int
    copies: int
    """Further origins of articles that are there once."""
    languages: dict[str, int]
    """Articles by language."""
    embedder: str
    fingerprint: str
    dimensions: int
    vectors: str
    """Kind of FAISS index in use: ``exact`` or ``8-bit``."""
    generation: int
    """Raised by every change."""
    schema: int
    size_bytes: int
    """Of the database and the FAISS file."""
    oldest: str | None
    """Publication date of the oldest article, ISO 8601."""
    newest: str | None
    embedder_matches: bool | None
    """Whether the embedder it was opened with is the one it was built with; None without embedder."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing found wrong."""

    where: str
    """``database``, ``article``, ``vectors``, ``words``, ``faiss``, ``embedder``."""
    what: str
    """What was found, for a person to read."""
    repaired: bool = False


@dataclass(frozen=True, slots=True)
class VerifyReport:
    """What ``verify`` found, and what it did about it."""

    articles: int
    """Sound articles (after repair: kept)."""
    passages: int
    problems: list[Problem] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    """Sources of articles that could not be read and are (after repair) gone: add them again."""
    repaired: bool = False

    @property
    def sound(self) -> bool:
        """Whether nothing is wrong (any more)."""
        return all(problem.repaired for problem in self.problems)
