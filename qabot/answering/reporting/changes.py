"""What newer articles say otherwise than older ones.

The rule, for verdicts and for values alike: two dated quotes disagree, and time explains it. It does when
the same speaker or outlet speaks in both on different days, or when every quote of the one side is at
least :data:`APART` days older than every quote of the other; sides that speak at the same time merely
disagree. A value has changed when two quotes share most of their words and differ in one number of the
same unit, or in one date.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from qabot.answering.reporting.sources import outlet
from qabot.answering.words import amounts
from qabot.text import dates, datewords
from qabot.text.stemming import terms

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qabot.types import Citation, Language, VerdictLabel

APART: Final = 14
"""Days between two sides from which the younger one is news and not an opposite view."""
ALIKE: Final = 0.5
"""Share of the words of two quotes, numbers apart, that must be in both for them to tell of the same."""
SAID_WITHIN: Final = 3
"""Days before that of an article on which what it reports was said."""


@dataclass(frozen=True, slots=True)
class Change:
    """An older quote and a newer one that says otherwise; ``was`` and ``now`` are what each of them says."""

    older: Citation
    newer: Citation
    was: str
    now: str


def of_verdict(citations: Sequence[Citation], verdict: VerdictLabel) -> Change | None:
    """The change behind a verdict whose ``citations`` stand on both sides, best first; else None.

    ``was`` and ``now`` are ``yes`` or ``no``: the verdict that the newer side carries is ``now``.
    """
    supporting: VerdictLabel = "no" if verdict == "no" else "yes"
    opposing: VerdictLabel = "yes" if verdict == "no" else "no"
    sides = {
        supporting: [c for c in citations if c.day and c.stance == "supports"],
        opposing: [c for c in citations if c.day and c.stance == "opposes"],
    }
    if not sides["yes"] or not sides["no"]:
        return None
    was, now = sorted(sides, key=lambda side: max(_day(c) for c in sides[side]))
    change = Change(sides[was][0], sides[now][0], was, now)
    gap = min(_day(c) for c in sides[now]) - max(_day(c) for c in sides[was])
    return change if gap >= APART or (gap > 0 and _same_voice(change)) else None


def of_value(text: str, citations: Sequence[Citation]) -> Change | None:
    """The change behind the short answer ``text``, a number or a date of the first of ``citations``.

    ``was`` and ``now`` are the two values, each as its quote has it.
    """
    first = citations[0] if citations else None
    if first is None or not first.day:
        return None
    day = date.fromisoformat(first.day)
    moved = dates.find(text, day)
    if any(_is_of_saying(mention, day) for mention in moved):
        return None
    for other in citations[1:]:
        if not other.day or other.day == first.day or not _alike(first.quote, other.quote):
            continue
        theirs = _same_kind(text, other)
        if theirs is None or (not moved and _of_other_times(first, other)):
            continue
        older, newer = sorted((first, other), key=_day)
        was, now = (theirs, text) if newer is first else (text, theirs)
        change = Change(older, newer, was, now)
        if _same_voice(change) or _day(newer) - _day(older) >= APART:
            return change
    return None


def newest_first(citations: Sequence[Citation], change: Change) -> tuple[Citation, ...]:
    """``citations`` with the newer quote of the change in front."""
    return (change.newer, *(citation for citation in citations if citation != change.newer))


def sentence(change: Change, language: Language) -> str:
    """``In July 2023 TikTok said no; by November 2023 Teten Masduki said yes.``"""
    older, newer = change.older.day or "", change.newer.day or ""
    same_month = older[:7] == newer[:7]
    then = datewords.written(older if same_month else older[:7], language)
    since = datewords.written(newer if same_month else newer[:7], language)
    says = "said" if language == "en" else "menyebut"
    was = f"{_voice(change.older)} {says} {_value(change.was, language)}"
    now = f"{_voice(change.newer)} {says} {_value(change.now, language)}"
    if language == "en":
        return f"{'On' if same_month else 'In'} {then} {was}; by {since} {now}."
    return f"Pada {then} {was}; per {since} {now}."


_WORDS: Final[dict[str, dict[Language, str]]] = {
    "yes": {"id": "ya", "en": "yes"},
    "no": {"id": "tidak", "en": "no"},
}


def _value(says: str, language: Language) -> str:
    return _WORDS[says][language] if says in _WORDS else says


def _voice(citation: Citation) -> str:
    return citation.speaker or citation.publisher or citation.source


def _same_voice(change: Change) -> bool:
    one, other = change.older, change.newer
    if one.speaker and other.speaker:
        # "Melani" and "Melani Sarong" are one
        return bool(set(one.speaker.casefold().split()) & set(other.speaker.casefold().split()))
    return not one.speaker and not other.speaker and bool(outlet(one)) and outlet(one) == outlet(other)


def _alike(one: str, other: str) -> bool:
    first, second = set(terms(one)), set(terms(other))
    first, second = ({t for t in found if not t.isdigit()} for found in (first, second))
    return bool(first) and 2 * len(first & second) >= ALIKE * (len(first) + len(second))


def _of_other_times(one: Citation, other: Citation) -> bool:
    """Whether each quote says of which time its figure is, and of another: inflation in May and in June."""
    first, second = (_periods(citation) for citation in (one, other))
    return bool(first and second) and not first & second


def _periods(citation: Citation) -> set[str]:
    """The months and years that a quote names beside its days."""
    day = date.fromisoformat(citation.day) if citation.day else None
    return {found.iso for found in dates.find(citation.quote, day) if found.precision in ("month", "year")}


def _same_kind(text: str, citation: Citation) -> str | None:
    """The one number or date of the quote that is of the same kind as ``text`` and of another value; the day
    on which the quote was said is none of its dates, and numbers of nothing in particular are of no kind."""
    reference = date.fromisoformat(citation.day) if citation.day else None
    wanted = dates.find(text, reference)
    if wanted:
        found = [
            mention
            for mention in dates.find(citation.quote, reference)
            if mention.precision == wanted[0].precision
            and not (reference and _is_of_saying(mention, reference))
        ]
        if len(found) == 1 and found[0].value != wanted[0].value:
            return citation.quote[found[0].start : found[0].end]
        return None
    asked = list(amounts.find(text))
    if len(asked) != 1:
        return None
    kind = (asked[0].figure.unit, asked[0].counted)
    if kind == ("", ""):
        return None
    same = [a for a in amounts.find(citation.quote) if (a.figure.unit, a.counted) == kind]
    if len(same) == 1 and same[0].figure.value != asked[0].figure.value:
        return citation.quote[same[0].start : same[0].end]
    return None


def _is_of_saying(mention: dates.DateMention, day: date) -> bool:
    """Whether it is the day of an article, or one shortly before it, on which people spoke to its paper."""
    return mention.precision == "day" and 0 <= (day - mention.value).days <= SAID_WITHIN


def _day(citation: Citation) -> int:
    return date.fromisoformat(citation.day).toordinal() if citation.day else 0
