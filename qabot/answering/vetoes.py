"""What forbids a verdict: the question hangs on a name, number or date that what was read does not carry.

A name that neither the passage nor anything else found of its article holds leaves the question open: it
is about somebody or something else. A number or date that it does not hold cannot be affirmed, unless the
question compares with it ("more than 200"); another in its place may still deny it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from qabot.answering.nouns import CALENDAR, GENERIC
from qabot.text import dates
from qabot.text.stemming import terms

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from qabot.answering.question import Question
    from qabot.retrieval.features import QuestionView
    from qabot.text.dates import DateMention
    from qabot.types import ArticleInfo, Language, Passage

_COMPARES: Final = re.compile(
    r"\b(?:lebih|kurang|melebihi|melewati|melampaui|mencapai|menembus|lewat|di ?atas|di ?bawah|setidaknya"
    r"|sedikitnya|minimal|maksimal|paling|hampir|sekitar|kira-kira|hingga|sampai|sebelum|sesudah|setelah"
    r"|sejak|antara|usia|umur|berusia|berumur|more|less|fewer|over|under|above|below|at least|at most"
    r"|exceed\w*|almost|nearly|about|around|up to|until|before|after|since|between|past|reach\w*|top\w*"
    r"|years? old|-year-old|age[ds]?|than|daripada|ketimbang|dibanding\w*)\b",
    re.IGNORECASE,
)
"""What a number or date is measured against rather than stated."""
_HOME: Final = frozenset(("indonesia", "indonesian", "indonesians"))
"""Where papers at home need not say that something is."""
_FIGURES: Final = re.compile(r"\d+(?:[.,]\d+)*")
_CAPITALS: Final = re.compile(r"\b[A-Z]\w*")
_ASKING: Final = re.compile(r"\w+kah$", re.IGNORECASE)
_SPELLED: Final = {
    word: str(number)
    for number, words in enumerate(
        (
            "satu one sebuah seorang single",
            "dua two kedua second",
            "tiga three ketiga third",
            "empat four keempat fourth",
            "lima five kelima fifth",
            "enam six keenam sixth",
            "tujuh seven ketujuh seventh",
            "delapan eight kedelapan eighth",
            "sembilan nine kesembilan ninth",
            "sepuluh ten kesepuluh tenth",
            "sebelas eleven",
            "duabelas twelve selusin dozen",
        ),
        start=1,
    )
    for word in words.split()
}


@dataclass(frozen=True, slots=True)
class Veto:
    """What a passage may not say to a question."""

    affirms: bool = False
    """Whether it is forbidden to affirm."""
    denies: bool = False
    reason: str = ""
    """For ``/why``; empty when nothing is forbidden."""


NONE: Final = Veto()


def veto(question: Question, view: QuestionView, passage: Passage, around: Sequence[str]) -> Veto:
    """What ``passage`` may not say; ``around`` holds the texts of its article that were found with it."""
    article = passage.article
    carried = " \n".join((article.title, passage.text, *around))
    asked = _dates(question.search, article)
    for name in _names(question, asked):
        if not _carries(name, question.language, view, carried, article.language):
            return Veto(affirms=True, denies=True, reason=f"{name} is not in its article")
    if _COMPARES.search(question.search):
        return NONE
    known = _dates(carried, article)
    if article.published:
        day = date.fromisoformat(article.published[:10])
        known.append(dates.DateMention(0, 0, day, "day", relative=False))
    figures = _figures(carried)
    for mention in asked:
        if not any(_same(mention, other) for other in known) and mention.iso not in figures:
            return Veto(affirms=True, reason=f"{mention.iso} is not in its article")
    for figure in _figures(_without(question.search, asked), spelled=False):
        if figure not in figures:
            return Veto(affirms=True, reason=f"{figure} is not in its article")
    return NONE


def name_words(
    names: Iterable[str], view: QuestionView, asked: Language, language: Language
) -> list[list[Mapping[str, float]]]:
    """For each name of a question in ``asked``, the word groups that stand for it in ``language``."""
    found = []
    for name in names:
        parts = set(terms(name, asked))
        groups = [word for word in view.words[language] if parts & set(word)]
        if groups:
            found.append(groups)
    return found


def _names(question: Question, asked: Sequence[DateMention]) -> Iterator[str]:
    """The names of people, places and things: no dates, numbers, offices, or capitals that only open."""
    dated = {
        word.lower() for mention in asked for word in question.search[mention.start : mention.end].split()
    }
    for name in question.names:
        words = [
            word
            for word in name.split()
            if word[0].isupper()
            and word.lower() not in CALENDAR | GENERIC | _HOME | dated
            and not _ASKING.match(word)
            and not any(letter.isdigit() for letter in word)
        ]
        if words:
            yield " ".join(words)


def _carries(name: str, asked: Language, view: QuestionView, text: str, language: Language) -> bool:
    groups = [word for words in name_words([name], view, asked, language) for word in words]
    if not groups:
        return True  # of words too common to be looked for
    there = set(terms(text, language))
    if any(term in there for word in groups for term in word):
        return True
    initials = "".join(part[0] for part in re.split(r"[\s-]+", name))
    if len(initials) > 1 and re.search(rf"\b{re.escape(initials.upper())}\b", text):
        return True
    letters = "".join(word[0] for word in _CAPITALS.findall(text))
    return name.isupper() and len(name) > 1 and name in letters


def _dates(text: str, article: ArticleInfo) -> list[DateMention]:
    day = date.fromisoformat(article.published[:10]) if article.published else None
    return dates.find(text, day)


def _same(mention: DateMention, other: DateMention) -> bool:
    """Whether one lies in what the other names; a year may be left out, and then stands open by one."""
    one, two = mention.value, other.value
    if "year" in (mention.precision, other.precision):
        return one.year == two.year
    if abs(one.year - two.year) > 1:
        return False
    if "month" in (mention.precision, other.precision):
        return one.month == two.month
    apart = abs((one - two.replace(year=one.year, day=min(two.day, 28) if two.month == 2 else two.day)).days)
    return apart < 7 if "week" in (mention.precision, other.precision) or other.is_range else apart == 0


def _without(text: str, mentions: Sequence[DateMention]) -> str:
    for mention in reversed(mentions):
        text = f"{text[: mention.start]} {text[mention.end :]}"
    return text


def _figures(text: str, *, spelled: bool = True) -> set[str]:
    """Numbers as digits, decimal point and all; of the small ones also those in words."""
    found = {match.replace(",", ".").rstrip(".") for match in _FIGURES.findall(text)}
    if spelled:
        found |= {_SPELLED[word] for word in re.findall(r"[a-z]+", text.lower()) if word in _SPELLED}
    return found
