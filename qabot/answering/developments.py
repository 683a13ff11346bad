"""Questions on how a matter went on: "How did X change between July and November 2023?"

They are answered by what was said in the order of its dates (:mod:`qabot.answering.timeline`). When a span
of time is given that is plainly wanted; without one it is what remains to be told when no sentence answers.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from qabot.text import dates

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qabot.types import DatedStatement, Language


@dataclass(frozen=True, slots=True)
class Development:
    """What is to be told as it went on."""

    topic: str
    first: str = ""
    """ISO 8601 of what is named as its beginning, a day, month or year; empty when none is."""
    last: str = ""

    def holds(self, statement: DatedStatement) -> bool:
        """Whether the statement falls within the span."""
        day = dates.first_day(statement.date)
        return (not self.first or day >= dates.first_day(self.first)) and (
            not self.last or day[: len(self.last)] <= self.last
        )


_SPAN: Final[dict[Language, re.Pattern[str]]] = {
    "id": re.compile(
        r",? \b(?:antara|dari|sejak|mulai|selama)\s+(?P<first>.{1,24}?)"
        r"(?:\s+(?:dan|sampai|hingga|ke|s/d|-)\s+(?P<last>.{4,24}))?$",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r",? \b(?:between|from|since|during)\s+(?P<first>.{1,24}?)"
        r"(?:\s+(?:and|to|until|till|through|-)\s+(?P<last>.{4,24}))?$",
        re.IGNORECASE,
    ),
}
_ASKS: Final[dict[Language, re.Pattern[str]]] = {
    "id": re.compile(
        r"(?:(?:bagaimana(?:kah)?|apa(?:kah)?(?: saja)?|ceritakan|jelaskan) )?"
        r"(?:(?:nasib|perkembangan|kelanjutan|perubahan|perjalanan)(?:nya)? (?P<fate>.+?)"
        r"(?: berubah| berkembang)?"
        r"|(?P<turned>.+?) (?:berubah|berkembang|berlanjut)"
        r"|yang (?:telah |sudah )?terjadi (?:pada|dengan|di|dalam|soal) (?P<befell>.+?))",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"(?:how (?:did|has|have|does|do) (?P<turned>.+?) (?:changed?|develop(?:ed)?|evolved?|unfold(?:ed)?"
        r"|go(?:ne)? on|progress(?:ed)?|shift(?:ed)?)(?: over time)?"
        r"|what(?:['’]s| has| is|) happen(?:ed|ing) (?:in|with|to) (?P<befell>.+?)"
        r"|what (?:are|were) the developments? (?:in|on|of) (?P<fate>.+?))",
        re.IGNORECASE,
    ),
}
_ABOUT: Final = re.compile(
    r"^(?:(?:the )?(?:fortunes?|fate|news|story|situation|state) (?:of|about|on|around|in)"
    r"|(?:kabar|berita|cerita|keadaan|situasi)(?: soal| tentang| mengenai)?) ",
    re.IGNORECASE,
)
_DAY: Final = re.compile(r"\d{1,2}")
_EARLY: Final = re.compile(
    r"^(?:(?:the )?(?:early|mid|late|start of|beginning of|end of|middle of)|awal|akhir|pertengahan|tanggal"
    r"|bulan|tahun)[ -]",
    re.IGNORECASE,
)


def read(question: str, language: Language) -> Development | None:
    """What ``question`` wants told as it went on; None when it asks something else.

    >>> read("Bagaimana nasib pasar itu berubah antara Juli dan November 2023?", "id")
    Development(topic='pasar itu', first='2023-07', last='2023-11')
    """
    text = " ".join(question.split()).rstrip("?!. ")
    first = last = ""
    span = _SPAN[language].search(text)
    if span:
        last = _iso(span["last"] or "", "")
        first = _iso(span["first"], span["last"] or "")
        if first:
            text = text[: span.start()]
    asks = _ASKS[language].fullmatch(text)
    if not asks or (span and not first) or (asks["befell"] and not first):
        return None  # "What happened to the bridge?" has an answer in one sentence, or none
    topic = _ABOUT.sub("", next(group for group in asks.groups() if group))
    return Development(topic, first, last)


def _iso(words: str, later: str) -> str:
    """The date that ``words`` name; what they leave out (the month, the year) is that of ``later``."""
    bare = _EARLY.sub("", words.strip())
    behind = _EARLY.sub("", later.strip()).split()
    tails = [""] + [" ".join(behind[at:]) for at in range(len(behind) - 1, -1, -1)]
    if _DAY.fullmatch(bare):
        tails = [tail for tail in tails if len(tail.split()) != 1]
    for tail in tails:
        found = dates.find(f"{bare} {tail}".strip())
        if found and found[0].start == 0:
            return found[0].iso
    return ""


def chosen(statements: Sequence[DatedStatement], wanted: Development, most: int) -> list[DatedStatement]:
    """The ``most`` statements within the span, in order: the best of every day before the second of any."""
    taken: dict[str, int] = {}
    ranked = []
    for statement in sorted(statements, key=lambda one: -one.citation.score):
        if wanted.holds(statement):
            ranked.append((taken.setdefault(statement.date, 0), statement))
            taken[statement.date] += 1
    ranked.sort(key=lambda pair: pair[0])
    kept = [statement for _, statement in ranked[:most]]
    return [statement for statement in statements if statement in kept]
