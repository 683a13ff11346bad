"""What forbids an answer: the question hangs on a name, number or date that what was read does not carry.

A name that nothing found of an article holds leaves the question open there: it is about somebody or
something else. A number or date that it does not hold cannot be affirmed by a verdict, unless the question
compares with it ("more than 200"); another in its place may still deny it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from qabot.answering.reading import variants
from qabot.answering.reading.nouns import CALENDAR, GENERIC
from qabot.answering.words import offices
from qabot.text import dates, figures
from qabot.text.figures import Figure
from qabot.text.stemming import is_stopword, terms

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from qabot.answering.understanding.question import Question
    from qabot.retrieval.features import QuestionView
    from qabot.text.dates import DateMention
    from qabot.types import ArticleInfo, Language

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
_NUMBER: Final = re.compile(
    r"(?:(?:Rp\.?|US\$|[$€£¥])[ \u00a0]?)?\d+(?:[.,]\d+)*(?:[ \u00a0-]?(?:[a-z]+|%))?", re.IGNORECASE
)
_ONE: Final = re.compile(r"\b(?:satu|one|sebuah|seorang|single)\b", re.IGNORECASE)
_RUN: Final = re.compile(r"[A-Z]\w*(?:[ -](?:(?:dan|of|and|&) )?[A-Z]\w*){2,}")
_TWO_NAMES: Final = re.compile(r"\b([A-Z]\w{2,})(?= ([A-Z]\w{2,}))")
_ASKING: Final = re.compile(r"\w+kah$", re.IGNORECASE)
_YEAR: Final = re.compile(r"\d{4}")
_NAMES: Final = r"[A-Z][\w'’-]*(?: [A-Z][\w'’-]*)*"
_DOES_TO: Final = re.compile(
    rf"(?:[A-Z]\w* )?(?P<one>{_NAMES}) (?:(?:telah|sudah|akan|pernah|juga) )?"
    rf"(?P<deed>[a-z]{{4,}}) (?P<other>{_NAMES})\b"
)
_CLAUSE: Final = re.compile(r"[.;:,]")
_NEAR: Final = 50
"""Characters of its clause in which who does something is named, and to whom."""
_NO_NAMES: Final = CALENDAR | GENERIC | _HOME | frozenset(("pt", "cv", "tbk", "inc", "ltd", "corp", "co"))


def veto(question: Question, article: ArticleInfo, found: Sequence[str]) -> str:
    """Why sentences of ``article`` may not affirm what is asked; empty when they may. ``found`` holds the
    passages of it that were read."""
    carried = _carried(article, found)
    day = _day(article)
    asked = _dates(question.search, day)
    if _COMPARES.search(question.search):
        return ""
    known = _known(carried, day, asked)
    numbers = figures.find(carried)
    if _ONE.search(carried):
        numbers.append(Figure(Decimal(1)))
    if day:
        numbers.append(Figure(Decimal(day.year)))
    for mention in asked:
        year = mention.date.precision == "year" and Figure(Decimal(mention.date.value.year)) in numbers
        if not year and not any(mention.agrees(other) for other in known):
            return f"{mention.date.iso} is not in what was found of its article"
    for match in _NUMBER.finditer(_without(question.search, asked)):
        for figure in figures.find(match[0]):
            if not any(_equal(figure, other) for other in numbers):
                return f"{match[0]} is not in what was found of its article"
    return ""


def exchanged(question: Question, text: str) -> str:
    """What ``text`` tells the other way about, when the question asks whether one did something to another:
    "Apakah Kenari menggugat Cemara?" of "Cemara menggugat Kenari"; empty when it does not."""
    asked = _DOES_TO.match(question.search)
    if not asked or is_stopword(asked["deed"], question.language):
        return ""
    one, other = (_any_of(asked[name].split()) for name in ("one", "other"))
    for deed in re.finditer(rf",? {asked['deed']}(?:s|d|ed)? (?!by )", text):
        before = _CLAUSE.split(text[: deed.start()])[-1][-_NEAR:]
        behind = _CLAUSE.split(text[deed.end() :])[0][:_NEAR]
        sides = [bool(name.search(part)) for name in (one, other) for part in (before, behind)]
        if sides == [False, True, True, False]:
            return f"{asked['other']}{deed[0]}{asked['one']}"
    return ""


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\b")


def missing_name(question: Question, view: QuestionView, article: ArticleInfo, found: Iterable[str]) -> str:
    """A name of the question that neither the title of ``article`` nor the passages ``found`` of it hold;
    empty when there is none."""
    carried = _carried(article, found)
    other = variants.another(question.search, carried, yesno=question.kind == "yesno")
    if other or not question.names:
        return other
    for name in _names(question, _dates(question.search, _day(article))):
        if not _carries(name, question.language, view, carried, article.language):
            return name
    return ""


def _carried(article: ArticleInfo, found: Iterable[str]) -> str:
    return " \n".join((article.title, *found))


def is_of_another_day(question: Question, text: str, article: ArticleInfo) -> bool:
    """Whether the question names a date, and neither the day of the article nor one in ``text`` is of it."""
    day = _day(article)
    asked = _dates(question.search, day)
    if not asked:
        return False
    known = _known(text, day, asked)
    return not any(mention.agrees(other) for mention in asked for other in known)


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


def _names(question: Question, asked: Sequence[_Date]) -> Iterator[str]:
    """The names of people, places and things: no dates, numbers, offices, or capitals that only open."""
    dated = {word.lower() for mention in asked for word in mention.text.split()}
    for name in question.names:
        opens = question.search.startswith(name)
        words = [
            word
            for at, word in enumerate(name.split())
            if word[0].isupper()
            and word.lower() not in _NO_NAMES | dated
            and not (opens and at == 0 and _ASKING.match(word))
            and not any(letter.isdigit() for letter in word)
        ]
        if words:
            yield " ".join(words)


def _carries(name: str, asked: Language, view: QuestionView, text: str, language: Language) -> bool:
    # "Jembatan Randu" hangs on "Randu": what the text also writes small is no name
    parts = [part for part in name.split() if not re.search(rf"\b{re.escape(part.lower())}\b", text)]
    groups = [word for words in name_words(parts or [name], view, asked, language) for word in words]
    if not groups:
        return True  # of words too common to be looked for
    there = set(terms(text, language))
    if any(term in there for word in groups for term in word):
        return True
    if any(offices.drawn_together(name, *pair) for pair in _TWO_NAMES.findall(text)):
        return True
    if name.isupper() and len(name) < 3:
        return True  # two letters may stand for anything
    initials = "".join(part[0] for part in re.split(r"[\s-]+", name))
    if len(initials) > 2 and re.search(rf"\b{re.escape(initials)}\b", text):
        return True
    return name.isupper() and any(
        name in "".join(part[0] for part in re.findall(r"[A-Z]\w*", run)) for run in _RUN.findall(text)
    )


@dataclass(frozen=True, slots=True)
class _Date:
    date: DateMention
    firm: bool
    """Whether its year is said, or follows from the day of the article."""
    text: str = ""

    def agrees(self, other: _Date) -> bool:
        """Whether one lies in what the other names. A year left out fits that of the other if it is near."""
        one, two = self.date, other.date
        if "year" in (one.precision, two.precision):
            return one.value.year == two.value.year
        apart = abs(one.value.year - two.value.year)
        if apart > (0 if self.firm and other.firm else 1):
            return False
        if "month" in (one.precision, two.precision):
            return one.value.month == two.value.month
        days = (one.value.replace(year=2000) - two.value.replace(year=2000)).days  # which has a 29 February
        wide = {"week"} & {one.precision, two.precision} or one.is_range or two.is_range
        return abs(days) < 7 if wide else days == 0


def _dates(text: str, reference: date | None) -> list[_Date]:
    found = []
    for mention in dates.find(text, reference):
        said = text[mention.start : mention.end]
        found.append(_Date(mention, mention.relative or bool(_YEAR.search(said)), said))
    return found


def _day(article: ArticleInfo) -> date | None:
    return date.fromisoformat(article.published[:10]) if article.published else None


def _known(text: str, day: date | None, asked: Sequence[_Date]) -> list[_Date]:
    """The dates in ``text`` and the ``day`` of its article; without one, what it leaves open is read as of
    the first that was ``asked`` for."""
    known = _dates(text, day or (asked[0].date.value if asked else None))
    if day:
        known.append(_Date(dates.DateMention(0, 0, day, "day", relative=False), firm=True))
    return known


def _without(text: str, mentions: Sequence[_Date]) -> str:
    for mention in reversed(mentions):
        text = f"{text[: mention.date.start]} {text[mention.date.end :]}"
    return text


def _equal(asked: Figure, other: Figure) -> bool:
    """Whether they say the same; a currency may be left out by either, a share by the question alone."""
    if asked.value != other.value:
        return False
    return asked.unit in ("", other.unit) or (not other.unit and asked.unit != "percent")
