"""Questions that offer two answers: "Kuotanya ditambah atau dikurangi?" is not answered by a yes.

Whether one of the two is meant or either will do ("with an identity card or passport?") the question seldom
says. What answers it does: when only one of the two is so, that one is the answer.
"""

from __future__ import annotations

import re
from typing import Final

from qabot.text import colloquial

Choice = tuple[tuple[str, str], ...]
"""The answers that a question offers, each as it is written and as a yes/no question of its own."""

_OR: Final = re.compile(r",? (?:atau(?:kah)?|or|apa) ", re.IGNORECASE)
_WORD: Final = re.compile(r"[\w&'’.,:%-]*[\w%]")
_ELSE: Final = re.compile(
    r"\b(?:ada|adakah|any|anything|anyone|tidak|tak|bukan|belum|not|never|no|without|tanpa|siapa|apa|mana"
    r"|berapa|kapan|mengapa|kenapa|bagaimana|who|what|which|when|where|why|how|atau|or)\b|n['’]t\b",
    re.IGNORECASE,
)
"""Beside "or": either will do, neither is meant, or something else is asked for."""
_NONE: Final = re.compile(
    r"(?:gak|nggak|enggak|ga|lebih|less|more|lain\w*|semacam\w*|sejenis\w*|other|whether|hanya|cuma|only|just"
    r"|is|are|was|were|does|do|did|has|have|will)\b",
    re.IGNORECASE,
)
"""Behind "or": the question turned round, or none that is told apart by its words."""
_WHETHER: Final = re.compile(r"apa(?:kah)? |\w+kah ", re.IGNORECASE)
_TAGS: Final = re.compile(r"(?:,? (?:ya|sih|kan|dong|nih|yah|min|kak|right))+$", re.IGNORECASE)
_MOST: Final = 4
"""Words of an alternative."""
_FORMS: Final = tuple(re.compile(form) for form in (r"di\w{3,}", r"me\w{3,}", r"ber\w{2,}", r"\w{3,}ing"))


def asked(question: str) -> Choice:
    """What a question without a question word offers; nothing when it offers no two answers.

    >>> asked("Apakah kuotanya ditambah atau dikurangi?")[1]
    ('dikurangi', 'Apakah kuotanya dikurangi?')
    """
    core = _TAGS.sub("", question.strip(" ?.!"))
    cut = _OR.search(core)
    if not cut or _NONE.match(core, cut.end()):
        return ()
    before, behind = core[: cut.start()], core[cut.end() :]
    if cut[0].strip(" ,").lower() != "or" and not _WHETHER.match(before):
        opens = before.partition(" ")[0]
        small = opens[1:].islower() and colloquial.is_written(opens.lower())  # and no name
        before = f"Apakah {before[:1].lower() if small else before[:1]}{before[1:]}"
    if _ELSE.search(re.sub(r"^apa ", "", before, flags=re.IGNORECASE)) or _ELSE.search(behind):
        return ()
    sides = _sides(list(_WORD.finditer(before)), list(_WORD.finditer(behind)))
    if not sides:
        return ()
    start, end = sides
    first, second = before[start:].strip(" ,"), behind[:end].strip(" ,")
    return tuple((side, f"{before[:start]}{side}{behind[end:]}?") for side in (first, second))


def _sides(words: list[re.Match[str]], others: list[re.Match[str]]) -> tuple[int, int] | None:
    """Where the first alternative starts in front of "or", and where the second ends behind it: both open
    with the same word, are names, or are one word each, of one form when more follows."""
    if not words or not others:
        return None
    low = [word[0].lower() for word in words]
    first = others[0][0].lower()
    if 1 < len(others) <= _MOST and first in low[-_MOST:]:
        return words[len(low) - 1 - low[::-1].index(first)].start(), others[-1].end()
    if len(others) <= _MOST and words[-1][0][0].isupper() and all(other[0][0].isupper() for other in others):
        at = len(words) - 1
        while at and words[at - 1][0][0].isupper():
            at -= 1
        return words[at].start(), others[-1].end()
    if len(others) == 1 or any(form.fullmatch(low[-1]) and form.fullmatch(first) for form in _FORMS):
        return words[-1].start(), others[0].end()
    return None
