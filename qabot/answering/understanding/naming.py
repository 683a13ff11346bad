"""Questions for who or what a name is: "Siapa Rita Halim?", "Apa itu Proyek Melati?"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from qabot.answering.words import holders, offices
from qabot.text import colloquial

if TYPE_CHECKING:
    from qabot.answering.understanding.question import Question

_WHO: Final = re.compile(
    r"^(?:siapa(?:kah)?|sapa)(?: (?:sih|itu|sebenarnya))* (?P<id>[^?]+?)(?: (?:itu|sih|ini|ya))*[?!. ]*$"
    r"|^(?P<last>[^?]+?) (?:itu |ini )?(?:siapa|sapa)(?: (?:sih|ya|itu))*[?!. ]*$"
    r"|^who(?:['’]?s| is| was)(?: this| exactly)? (?P<en>[^?]+?)[?!. ]*$",
    re.IGNORECASE,
)
_NAME: Final = re.compile(r"(?:[^\W\d_][\w.’'&-]*)(?: [^\W\d_][\w.’'&-]*){0,4}")
_OF: Final = re.compile(
    r"\b(?:yang|who|that|dan|and|of|dari|di|in|untuk|for|milik|nya)\b|nya\b", re.IGNORECASE
)


def asked(question: Question) -> str:
    """The name whose identity ``question`` asks for; empty for other questions."""
    if question.defines:
        return question.defines
    name = named(question.search) if question.kind == "who" else ""
    known = {word for one in question.names for word in one.lower().split()}
    return name if known.intersection(name.lower().split()) else ""


def named(question: str) -> str:
    """Whom a question that only asks who it is names. Empty for other questions.

    >>> named("Siapa sih Rita Halim itu?"), named("Siapa wali kota Ende?")
    ('Rita Halim', '')
    """
    match = _WHO.match(question.strip())
    name = next(filter(None, match.groups()), "").strip() if match else ""
    if not _NAME.fullmatch(name) or _OF.search(name) or holders.asked(question) or offices.holds_office(name):
        return ""
    words = name.split()
    written_small = name.islower() and not any(colloquial.is_written(word) for word in words)
    return name if written_small or all(word[0].isupper() for word in words) else ""
