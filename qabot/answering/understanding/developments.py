"""Questions on how a matter went on, or stands now: "How did X change between July and November 2023?"

They are answered by what was said in the order of its dates (:mod:`qabot.answering.reporting.timeline`). When
a span of time is given that is plainly wanted; without one it is what remains to be told when no sentence
answers. "What is the latest on X?" wants what was said last, and "What is in the news?" the newest articles.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from qabot.text import dates

if TYPE_CHECKING:
    from qabot.types import DatedStatement, Language


@dataclass(frozen=True, slots=True)
class Development:
    """What is to be told as it went on."""

    topic: str
    first: str = ""
    """ISO 8601 of what is named as its beginning, a day, month or year; empty when none is."""
    last: str = ""
    newest: bool = False
    """What was said last is wanted, newest first; without a topic the newest articles are."""

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
_NEWS_ID: Final = r"(?:kabar|berita|info|informasi|perkembangan|pembaruan|kelanjutan|update)"
_NEW_ID: Final = r"(?:yang )?(?:paling )?(?:terbaru|terkini|terakhir|baru|hari ini|terupdate)"
_ON_ID: Final = r"(?:soal|tentang|mengenai|terkait|seputar|dari|untuk|di|dalam|kasus)"
_HAVE_ID: Final = r"(?:(?:kamu|bot ini|anda|lu|lo) (?:punya|ada|tahu|tau) )?"
_SEES_EN: Final = r"(?:(?:do|can) you (?:have|tell me|give me)|is there|are there|tell me|give me|show me)"
_LATEST: Final[dict[Language, re.Pattern[str]]] = {
    "id": re.compile(
        rf"(?:(?:apa|ada|adakah|bagaimana|gimana)(?: ada)? )?{_NEWS_ID}(?:nya)?(?: apa)? {_NEW_ID}(?:nya)?"
        rf"(?: {_ON_ID})* (?P<on>(?!(?:apa|yang)\b).+?)(?: (?:bagaimana|gimana|apa|tidak)(?: saja)?)?"
        rf"|{_HAVE_ID}(?:(?:apa|ada|adakah) )?(?:saja )?(?:{_NEWS_ID}|artikel)(?:nya)?(?: apa(?: saja)?)?"
        rf"(?: {_NEW_ID})?(?: apa(?: saja)?)?(?: (?:hari ini|sekarang|di sini|yang ada|yang kamu punya))?"
        r"|artikel(?:-artikel)?(?:nya| ini| itu)? (?:ini )?(?:berisi |membahas )?(?:soal|tentang|mengenai )?"
        r" ?apa(?: saja)?",
        re.IGNORECASE,
    ),
    "en": re.compile(
        rf"(?:(?:what(?:['’]?s| is| are)|{_SEES_EN}|any|how about) )?(?:any )?(?:the )?"
        r"(?:(?:latest|newest|most recent|recent|new)(?: news| updates?| developments?| word)?"
        r"|(?:news|updates?))(?: on| about| of| regarding| with| from| in)+ (?P<on>.+)"
        rf"|(?:(?:what(?:['’]?s| is| are)|{_SEES_EN}|any) )?(?:any )?(?:in )?(?:the )?"
        r"(?:latest |newest |new |recent )?(?:news|updates?|headlines|latest)(?: today| now| here)?"
        r"|what(?:['’]s| is) new(?: today)?"
        r"|(?:what|which) (?:articles|news)(?: do you have| are there| have you got| can (?:i|you) read)"
        r"|what (?:are|do) (?:the|these|your) articles(?: about| cover| say)?(?: about)?",
        re.IGNORECASE,
    ),
}
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


def latest(question: str, language: Language) -> Development | None:
    """What ``question`` wants the newest of; None when it asks something else.

    >>> latest("Ada kabar terbaru soal pasar itu?", "id").topic, latest("Ada berita apa?", "id").topic
    ('pasar itu', '')
    """
    asks = _LATEST[language].fullmatch(" ".join(question.split()).rstrip("?!. "))
    bare = asks and (asks["on"] or len(asks[0].split()) > 1)
    return Development(_ABOUT.sub("", asks["on"] or ""), newest=True) if asks and bare else None


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
