"""Independent sources: how many outlets carry an answer, copies of one story counted once.

Three things make two quotes one source: the same outlet; articles that the index knows for near copies
of each other; and the same words, however the rest of the article was rewritten around them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from qabot.types import ArticleInfo, Citation

SAME_WORDS: Final = 0.6
"""Share of runs of three words that two quotes have in common, from which one is taken from the other."""
_RUN: Final = 3
_FEWEST: Final = 8
"""Words from which equal wording is no coincidence."""
_WORD: Final = re.compile(r"\w+")
_SECOND_LEVEL: Final = frozenset("co com or go ac net org sch web my".split())


def independent(
    citations: Sequence[Citation], articles: Mapping[str, ArticleInfo]
) -> list[tuple[Citation, ...]]:
    """``citations`` grouped by independent source, in order of first appearance.

    ``articles`` maps article codes to what the index knows of them; a citation whose article is not in it
    counts by its outlet and words alone.
    """
    groups: list[list[Citation]] = []
    for citation in citations:
        same = [group for group in groups if any(_dependent(citation, other, articles) for other in group)]
        if not same:
            groups.append([citation])
            continue
        same[0].append(citation)
        for further in same[1:]:  # this one ties together what seemed to be apart
            same[0].extend(further)
            groups.remove(further)
    return [tuple(group) for group in groups]


def article_code(citation: Citation) -> str:
    """The code of the article a citation is from."""
    return citation.id.partition("-")[0]


def near_copies(one: str, other: str) -> bool:
    """Whether two quotes say the same in nearly the same words, and enough of them."""
    first, second = _runs(one), _runs(other)
    if min(len(first), len(second)) < _FEWEST - _RUN + 1:
        return _WORD.findall(one.casefold()) == _WORD.findall(other.casefold())
    return len(first & second) >= SAME_WORDS * min(len(first), len(second))


def outlet(citation: Citation) -> str:
    """What names the outlet: its name, else the domain of a URL, else nothing."""
    if citation.publisher:
        return "".join(_WORD.findall(citation.publisher.casefold()))
    host = urlsplit(citation.source).hostname or "" if "://" in citation.source else ""
    parts = host.split(".")
    take = 3 if len(parts) > 2 and parts[-2] in _SECOND_LEVEL else 2
    return ".".join(parts[-take:])


def _dependent(one: Citation, other: Citation, articles: Mapping[str, ArticleInfo]) -> bool:
    if _original(one, articles) == _original(other, articles):
        return True
    name = outlet(one)
    return bool(name and name == outlet(other)) or near_copies(one.quote, other.quote)


def _original(citation: Citation, articles: Mapping[str, ArticleInfo]) -> str:
    """The article that the one cited goes back to, through copies of copies."""
    code, seen = article_code(citation), set[str]()
    while code not in seen:
        seen.add(code)
        copied = articles[code].duplicate_of if code in articles else None
        if not copied:
            return code
        code = copied
    return min(seen)  # a ring: any of them stands for all, as long as it is always the same


def _runs(text: str) -> set[tuple[str, ...]]:
    words = _WORD.findall(text.casefold())
    return {tuple(words[at : at + _RUN]) for at in range(len(words) - _RUN + 1)}
