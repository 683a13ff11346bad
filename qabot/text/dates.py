"""Dates as Indonesian and English news write them. Always day first; nothing is guessed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Precision = Literal["day", "week", "month", "year"]
Part = Literal["start", "middle", "end"]


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date named in a text: ``text[start:end]``.

    ``value`` is the first day of a range (``26-28 Juli``), and of the week, month or year where
    ``precision`` is coarser than a day. ``relative`` mentions (``kemarin``, ``last month``) were resolved
    against the reference date; so was the year of a date that names none, which does not make it relative.
    """

    start: int
    end: int
    value: date
    precision: Precision
    relative: bool
    part: Part | None = None
    """Which part of it: ``akhir bulan ini`` is its end."""
    is_range: bool = False
    """Whether several days, months or years are named, of which ``value`` is the first; a quarter or half of
    a year is such a span within it."""

    @property
    def iso(self) -> str:
        """``2023-07-28``, ``2023-W30``, ``2023-07`` or ``2023``, as ``precision`` has it (ISO 8601)."""
        if self.precision == "week":
            year, week, _ = self.value.isocalendar()
            return f"{year:04}-W{week:02}"
        return self.value.isoformat()[: {"day": 10, "month": 7, "year": 4}[self.precision]]


_MONTHS: Final = {
    name: number
    for number, names in enumerate(
        (
            "januari january jan",
            "februari pebruari february feb peb",
            "maret march mar mrt",
            "april apr",
            "mei may",
            "juni june jun",
            "juli july jul",
            "agustus august agt agu ags agust aug",
            "september sept sep",
            "oktober october okt oct",
            "november nopember nov nop",
            "desember december des dec",
        ),
        start=1,
    )
    for name in names.split()
}
_WEEKDAYS: Final = {
    name: number
    for number, names in enumerate(
        (
            "senin monday mon",
            "selasa tuesday tue tues",
            "rabu wednesday wed",
            "kamis thursday thu thur thurs",
            "jumat jum'at jum’at friday fri",
            "sabtu saturday sat",
            "minggu ahad sunday sun",
        )
    )
    for name in names.split()
}
_NUMBERS: Final = {
    word: number
    for number, words in enumerate(
        (
            "satu se one a an",
            "dua two",
            "tiga three",
            "empat four",
            "lima five",
            "enam six",
            "tujuh seven",
            "delapan eight",
            "sembilan nine",
            "sepuluh ten",
            "sebelas eleven",
            "duabelas twelve",
        ),
        start=1,
    )
    for word in words.split()
}


def _any(words: Iterable[str]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


_WHOLE: Final = _any(
    name for name in _MONTHS if len(name) > 4 or name in ("mei", "may", "juni", "june", "juli", "july")
)
_MONTH: Final = (
    rf"(?:(?:{_WHOLE})\b|(?:{_any(_MONTHS)})\b\.?)"  # the dot behind a whole name ends the sentence
)
_WHOLE_WEEKDAYS: Final = [
    name for name in _WEEKDAYS if name not in "mon tue tues wed thu thur thurs fri sat sun".split()
]
_WEEKDAY: Final = rf"(?:{_any(_WEEKDAYS)})\b"
_YEAR: Final = r"(?:19|20)\d\d"
_ORDINAL: Final = r"(?:st|nd|rd|th)?"

_GAP: Final = r"[ \t\u00a0]+"
_MAYBE: Final = r"[ \t\u00a0]*"
_TO: Final = (
    rf"(?:{_MAYBE}[-–—]{_MAYBE}|{_GAP}(?:hingga|sampai(?:{_GAP}dengan)?|s/d|dan|to|until|and|through)"
    rf"{_GAP}(?:tanggal{_GAP})?)"
)
_PART: Final = (
    r"(?:akhir|awal|pertengahan|(?:the[ ])?(?:end|start|beginning|middle)[ ]of|early|late|mid)[ \t\u00a0-]+"
)

_BEHIND_MONTH: Final = r"(?<=(?:ari|ret|ril|mei|uni|uli|tus|ber|ary|rch|may|une|uly|ust)[-–])"
"""The dash of "27 September-6 Oktober"."""

_ABSOLUTE: Final = re.compile(
    rf"""(?:(?<![\w/.-])|{_BEHIND_MONTH})
    (?:(?P<weekday>{_WEEKDAY}){_MAYBE}[,/(]*{_MAYBE}\(?)?
    (?:
        (?P<iso>(?P<iy>{_YEAR})(?P<is>[-/.])(?P<im>\d{{1,2}})(?P=is)(?P<id>\d{{1,2}})(?=$|\D))
      | (?P<numeric>(?P<nd>\d{{1,2}})(?P<ns>[-/.])(?P<nm>\d{{1,2}})(?P=ns)(?P<ny>{_YEAR}|\d\d)
            (?![\w/-]|[.,]\d))
      | (?P<words>(?P<wd>\d{{1,2}}){_ORDINAL}(?:{_TO}\d{{1,2}}{_ORDINAL})?(?:{_GAP}of)?
            {_MAYBE}[-/ \t\u00a0]{_MAYBE}(?P<wm>{_MONTH})
            (?:{_MAYBE}[-/, \t\u00a0]{_MAYBE}(?:tahun{_GAP})?(?P<wy>{_YEAR})\b)?)
      | (?P<american>(?P<am>{_MONTH}){_GAP}(?P<ad>\d{{1,2}}){_ORDINAL}\b(?!{_MAYBE}(?:[:%]|persen|juta|orang))
            (?:,?{_GAP}(?P<ay>{_YEAR})\b)?)
      | (?P<month>(?P<mpart>{_PART}(?:bulan{_GAP})?)?(?:(?P<mfrom>{_MONTH}){_MAYBE}[-–—]{_MAYBE})?
            (?P<mm>{_MONTH})[ \t\u00a0,]+(?:tahun{_GAP}|of{_GAP})?
            (?P<my>{_YEAR})\b)
      | (?P<slash>(?P<sd>\d{{1,2}})/(?P<sm>\d{{1,2}})(?![\w/%-]|[.,]\d))
      | (?P<quarter>(?:kuartal|triwulan|semester){_GAP}(?:I{{1,3}}V?|IV|[1-4]|pertama|kedua|ketiga|keempat)
            [-/ \t\u00a0]{_MAYBE}(?:tahun{_GAP})?(?P<qy>{_YEAR})\b)
      | (?P<ypart>{_PART}(?:tahun{_GAP})?)(?P<pyear>{_YEAR})\b(?![./-]\d|-an\b)
      | (?:tahun|year|in|since|sejak|pada|during|by|until|hingga|sampai|of|mulai|sepanjang|selama
            |sebelum|setelah|di|from|before|after)[ \t\u00a0-]+(?P<year>{_YEAR}(?:[-–/]{_YEAR})?)\b
            (?![./-]\d|-an\b)
    )\)?""",
    re.VERBOSE | re.IGNORECASE,
)

_UNIT: Final = {
    "hari": "day", "day": "day", "days": "day",
    "pekan": "week", "minggu": "week", "week": "week", "weeks": "week",
    "bulan": "month", "month": "month", "months": "month",
    "tahun": "year", "year": "year", "years": "year",
}  # fmt: skip
_SHIFTED_DAYS: Final = {
    "kemarin lusa": -2, "kemarin dulu": -2, "the day before yesterday": -2,
    "kemarin": -1, "kemaren": -1, "kmrn": -1, "yesterday": -1, "tadi malam": -1, "semalam": -1,
    "malam tadi": -1, "last night": -1, "tadi pagi": 0, "tadi siang": 0, "tadi sore": 0, "pagi tadi": 0,
    "siang tadi": 0, "sore tadi": 0, "dini hari tadi": 0, "nanti siang": 0, "nanti sore": 0, "nanti malam": 0,
    "hari ini": 0, "today": 0, "tonight": 0, "malam ini": 0, "siang ini": 0, "pagi ini": 0,
    "sore ini": 0, "this morning": 0, "this afternoon": 0, "this evening": 0, "besok lusa": 2,
    "the day after tomorrow": 2, "besok": 1, "esok": 1, "tomorrow": 1, "lusa": 2,
}  # fmt: skip
_SHIFT_WORDS: Final = {
    "lalu": -1, "kemarin": -1, "silam": -1, "sebelumnya": -1, "last": -1, "previous": -1, "past": -1,
    "ini": 0, "this": 0, "depan": 1, "mendatang": 1, "next": 1, "coming": 1,
}  # fmt: skip

_OTHER_END: Final = (
    r"(?<=bulan.)(?-i:[A-Z])|puasa|(?:ajaran|akademik|pelajaran|anggaran|fiskal|buku|hijriah)\b"
)
"""What makes ``akhir bulan`` or ``akhir tahun`` the end of another month or year than the calendar's."""
_RELATIVE: Final = re.compile(
    rf"""(?<![\d][.,-])\b(?:
        (?P<counted>(?P<count>\d{{1,3}}|(?:{_any(w for w in _NUMBERS if w != "se")})
                |se(?=hari|pekan|minggu|bulan|tahun))
            {_MAYBE}(?P<cunit>{_any(_UNIT)}){_GAP}
            (?P<way>yang{_GAP}lalu|lalu|silam|ago|mendatang|lagi|from{_GAP}now|earlier))
      | (?:(?P<part>akhir|awal|pertengahan|(?:the{_GAP})?(?:end|start){_GAP}of|early|late|later|mid){_GAP})?
        (?:
            (?P<unit>pekan|minggu|bulan|tahun){_GAP}(?:yang{_GAP})?
            (?P<shift>lalu|kemarin|silam|ini|depan|mendatang)
          | (?P<eshift>last|this|next|previous|past|coming){_GAP}(?P<eunit>week|month|year)
        )
      | (?P<dayname>{_any(_WHOLE_WEEKDAYS)}){_GAP}
            (?P<dshift>lalu|kemarin|ini|depan|mendatang)
      | (?P<edshift>last|this|next){_GAP}(?P<edayname>{_any(w for w in _WEEKDAYS if w.endswith("day"))})
      | (?P<yearend>(?:akhir{_GAP}(?=tahun|bulan)|(?:the{_GAP})?end{_GAP}of{_GAP}the{_GAP}(?=year|month))
            (?P<endunit>{_any(_UNIT)})(?!{_GAP}(?:{_OTHER_END})))
      | (?P<shifted>{_any(_SHIFTED_DAYS).replace(" ", _GAP)})
    )\b""",
    re.VERBOSE | re.IGNORECASE,
)


_PARTS: Final[dict[str, Part]] = {
    "awal": "start", "start": "start", "early": "start", "beginning": "start",
    "pertengahan": "middle", "mid": "middle", "middle": "middle",
    "akhir": "end", "end": "end", "late": "end",
}  # fmt: skip
_RANGE: Final = re.compile(rf"\d{{1,2}}{_ORDINAL}{_TO}\d", re.IGNORECASE)
_DIGITS: Final = re.compile(r"\d+")
_TRIGGERS: Final = re.compile(
    r"\b(?:kemarin|kemaren|kmrn|lusa|semalam|tadi|nanti|malam|ini|akhir|end|besok|esok|lalu|silam|sebelumnya|depan|mendatang|lagi"
    r"|yesterday|today|tonight|tomorrow|night|morning|afternoon|evening|last|this|next|previous|past|coming|ago|now"
    r"|earlier)\b",
    re.IGNORECASE,
)
_BEFORE: Final = 40
"""Characters a date may begin before the first sign of it."""
_BEHIND: Final = 40
"""Characters it may go on behind the last one."""


def find(text: str, reference: date | None = None) -> list[DateMention]:
    """The dates named in ``text``, in order of appearance, none overlapping another.

    ``reference`` (normally the day of publication, or today for a question) resolves what the text
    leaves open: ``kemarin``, ``bulan lalu``, ``, Senin.``, and the year of ``Senin (3/7)``, ``5 Juli`` and
    ``pada Juli``, which is the nearest in the past, unless the weekday, the words around or most of a year in
    between speak for the nearest one to come. Without a reference such mentions are left out. Numbers that
    name no day of the calendar are left out too, and so are years that only name a law.
    """
    absolute = _near(_DIGITS, _ABSOLUTE, text)
    mentions = [found for match in absolute if (found := _absolute(match, reference))]
    if reference is None:
        return mentions
    mentions += [found for match in _BARE_MONTH.finditer(text) if (found := _bare_month(match, reference))]
    mentions += [
        found for match in _BARE_WEEKDAY.finditer(text) if (found := _bare_weekday(match, reference))
    ]
    for match in _near(_TRIGGERS, _RELATIVE, text):
        resolved = None if _is_span(match) else _relative(match, reference)
        if resolved is not None:
            part = "end" if match["yearend"] else _part(match["part"])
            mentions.append(DateMention(match.start(), match.end(), *resolved, relative=True, part=part))
    # Absolute dates go first; a relative one that laps into them says the same ("Senin lalu (3/7)").
    kept: list[DateMention] = []
    for mention in sorted(mentions, key=lambda mention: (mention.start, mention.relative)):
        if kept and mention.start < kept[-1].end:
            if not mention.relative and kept[-1].relative:
                kept[-1] = mention
        else:
            kept.append(mention)
    return kept


def _near(sign: re.Pattern[str], pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """Matches of ``pattern``, looked for only around those of ``sign``, which every match contains.

    The patterns are too costly to be tried at every word of an article.
    """
    start = end = 0
    for found in sign.finditer(text):
        if found.start() - _BEFORE > end:
            yield from pattern.finditer(text, start, end)
            start = max(end, found.start() - _BEFORE)
        end = found.end() + _BEHIND
    if end:
        yield from pattern.finditer(text, start, min(end, len(text)))


def _part(words: str | None) -> Part | None:
    first, *more = [*(words or "").lower().replace("-", " ").split(), ""]
    return _PARTS.get(more[0] if first == "the" else first)


def _absolute(match: re.Match[str], reference: date | None) -> DateMention | None:
    part = match.group
    end = match.end()
    if part(0).endswith(")") and "(" not in part(0):
        end -= 1
    value: date | None = None
    precision: Precision = "day"
    if part("iso"):
        value = _day(int(part("iy")), int(part("im")), int(part("id")))
    elif part("numeric"):
        year = int(part("ny"))
        if year < 100 and part("ns") == ".":
            return None  # 12.30.45 is a time or a score
        year = year + 2000 if year < 100 else year
        first, second = int(part("nd")), int(part("nm"))
        # Month first only where day first names no day at all.
        value = _day(year, second, first) or _day(year, first, second)
    elif part("words"):
        value = _with_year(match, part("wy"), _month(part("wm")), int(part("wd")), reference)
    elif part("american"):
        value = _with_year(match, part("ay"), _month(part("am")), int(part("ad")), reference)
    elif part("month"):
        first, last = (_month(part(name) or part("mm")) for name in ("mfrom", "mm"))
        value, precision = _day(int(part("my")) - (first > last), first, 1), "month"
    elif part("slash"):
        if not _slash_is_date(match):
            return None
        value = _with_year(match, None, int(part("sm")), int(part("sd")), reference)
    else:
        value, precision = _day(int((part("qy") or part("pyear") or part("year"))[:4]), 1, 1), "year"
        if part("year") and _LAW.search(match.string, max(0, match.start() - 8), match.start("year")):
            return None
    if value is None:
        return None
    start = match.start("year") if part("year") else match.start()
    several = bool(
        part("quarter") or part("mfrom") or len(part("year") or "") > 4 or _RANGE.match(part("words") or "")
    )
    named = _part(part("mpart") or part("ypart"))
    return DateMention(start, end, value, precision, relative=False, part=named, is_range=several)


_LAW: Final = re.compile(r"(?<![\w-])\d+[ \u00a0]tahun[ \u00a0]$", re.IGNORECASE)
"""What makes a year the name of a law: "Undang-Undang Nomor 12 Tahun 2001"."""
_DATE_WORD_BEFORE: Final = re.compile(
    r"(?:tanggal|tgl\.?|pada|per|sejak|hingga|sampai|on|since|until|by|date)[ (]*$", re.IGNORECASE
)


def _slash_is_date(match: re.Match[str]) -> bool:
    """``3/7`` is a date after a weekday, in brackets or after a date word; else if it can be no fraction."""
    if match["weekday"]:
        return True
    text, start, end = match.string, match.start("slash"), match.end("slash")
    if text[start - 1 : start] == "(" and text[end : end + 1] == ")":
        return True
    if _DATE_WORD_BEFORE.search(text, max(0, start - 12), start):
        return True
    day, month = int(match["sd"]), int(match["sm"])
    return day > 12 and month <= 12 and (day, month) != (24, 7)


def _month(name: str) -> int:
    return _MONTHS[name.rstrip(".").lower()]


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


_YEAR_BEHIND: Final = re.compile(
    rf"{_TO}(?:(?P<day>\d{{1,2}}){_GAP})?(?P<month>{_MONTH}){_GAP}(?:tahun{_GAP})?(?P<year>{_YEAR})\b",
    re.IGNORECASE,
)
_WAY_BEHIND: Final = re.compile(
    rf"{_GAP}(?:(?P<year>tahun{_GAP}(?:yang{_GAP})?(?=lalu|silam|ini|depan)|(?=(?:last|this|next){_GAP}year))"
    rf"|(?:yang{_GAP})?(?:akan{_GAP})?)(?P<way>lalu|silam|kemarin|ini|depan|mendatang|datang|nanti|last|this|next)\b",
    re.IGNORECASE,
)
_PAST_BEFORE: Final = re.compile(rf"\b(?:sejak|since|last){_GAP}(?:(?:tanggal|bulan){_GAP})?$", re.IGNORECASE)
_COMING_BEFORE: Final = re.compile(rf"\bnext{_GAP}$", re.IGNORECASE)
_LONG_AGO: Final = 270
"""Days back from which a day without a year is rather the one to come: news looks ahead by weeks, and tells
of what lies most of a year back with its year."""


def _with_year(
    match: re.Match[str], year: str | None, month: int, day: int, reference: date | None
) -> date | None:
    """The day, of its own year, of that of the date it leads up to (``11 Juni sampai 9 Juli 2018``), or near
    ``reference``."""
    if year is not None:
        return _day(int(year), month, day)
    later = _YEAR_BEHIND.match(match.string, match.end())
    if later:
        before = (month, day) <= (_month(later["month"]), int(later["day"] or 31))
        return _day(int(later["year"]) - (not before), month, day)
    return _near_day(match, month, day, reference, match.start()) if reference else None


def _near_day(match: re.Match[str], month: int, day: int, reference: date, at: int) -> date | None:
    """The day without a year that is meant from ``reference``: the last one, but one to come where its
    weekday or the words around say so, or the last lies most of a year back."""
    past = _day(reference.year, month, day)
    if past is None or past > reference:
        past = _day(reference.year - 1, month, day) or past
    if past is None:
        return None
    coming = _day(past.year + 1, month, day)
    weekday = match.groupdict().get("weekday")
    if weekday:
        wanted = _WEEKDAYS[weekday.lower()]
        return coming if coming and past.weekday() != wanted == coming.weekday() else past
    way = _WAY_BEHIND.match(match.string, match.end())
    if way and way["year"] is not None:
        return _day(reference.year + _SHIFT_WORDS.get(way["way"].lower(), 0), month, day)
    if past == reference or coming is None:
        return past
    if way and way["way"].lower() in ("nanti", "datang", "depan", "mendatang", "next"):
        return coming
    if way and way["way"].lower() == "ini":
        return min(past, coming, key=lambda near: abs(near - reference))
    opening = match.string[max(0, at - 20) : at]
    if _COMING_BEFORE.search(opening):
        return coming
    behind = way is not None or bool(_PAST_BEFORE.search(opening))
    return coming if not behind and (reference - past).days > _LONG_AGO else past


_BARE_MONTH: Final = re.compile(
    rf"\b(?P<name>{_WHOLE})\b(?:{_MAYBE}[-–/]{_MAYBE}(?P<to>{_WHOLE})\b)?"
    rf"(?!{_MAYBE}[-–/]{_MAYBE}\d|{_GAP}\d{{4}}\b|[ ](?-i:[A-Z][a-z]))",
    re.IGNORECASE,
)
"""A month of which a year or day may be said elsewhere; no "Mei Lan" and no "April Mop"."""
_MONTH_BEFORE: Final = re.compile(
    rf"\b(?:(?P<part>{_PART}(?:bulan{_GAP})?)|(?:bulan|pada|di|in|since|sejak|mulai|hingga|sampai|until|by|per|last|next"
    rf"|this|during|selama|sebelum|setelah|before|after|antara|between){_GAP})$",
    re.IGNORECASE,
)
_MONTH_BEHIND: Final = re.compile(
    rf"{_GAP}(?:tahun{_GAP})?(?:lalu|mendatang|nanti|kemarin|depan)\b|{_TO}(?:{_WHOLE})\b", re.IGNORECASE
)


def _bare_month(match: re.Match[str], reference: date) -> DateMention | None:
    """A month without a year: ``pada Juli``, ``akhir November mendatang``, ``in July``."""
    text, start, end = match.string, match.start(), match.end()
    opening = text[max(0, start - 30) : start]
    before = _MONTH_BEFORE.search(opening)
    if match["name"] in ("may", "march", "mei") or not (before or _MONTH_BEHIND.match(text, end)):
        return None  # "this may be", "the march"; and what may be anybody's name
    month = _month(match["name"])
    later = _YEAR_BEHIND.match(text, end)
    value = (
        _day(int(later["year"]) - (month > _month(later["month"])), month, 1)
        if later
        else _near_month(match, month, reference)
    )
    if value is None:
        return None
    part = before["part"] if before else None
    return DateMention(
        start - len(part or ""),
        end,
        value,
        "month",
        relative=False,
        part=_part(part),
        is_range=match["to"] is not None,
    )


def _near_month(match: re.Match[str], month: int, reference: date) -> date | None:
    """The first day of the month that is meant: this month is neither past nor to come."""
    now = reference.replace(day=1)
    at = match.start("name")
    value = _near_day(match, month, 1, now, at)
    ahead = _UNTIL_BEFORE.search(match.string, max(0, at - 25), at) or _looks_ahead(match.string, at)
    if value is None or value >= now or not ahead or _PAST_BEHIND.match(match.string, match.end()):
        return value
    return value.replace(year=value.year + 1) if (now - value).days > _NOT_LONG_AGO else value


_UNTIL_BEFORE: Final = re.compile(
    rf"\b(?:hingga|sampai|until|by){_GAP}(?:(?:akhir|awal|pertengahan|early|late|bulan){_GAP})*$",
    re.IGNORECASE,
)
_PAST_BEHIND: Final = re.compile(rf"{_GAP}(?:tahun{_GAP})?(?:lalu|silam|kemarin)\b", re.IGNORECASE)
_NOT_LONG_AGO: Final = 90
"""Days back from which a month that something is planned for is rather the one to come."""
_PLANNED: Final = re.compile(
    r"\b(?:akan|bakal|nanti|rencana\w*|direncanakan|dijadwalkan|ditargetkan|paling lambat|diperkirakan|will"
    r"|would|due (?:in|on)|expected to|scheduled)\b[^.\"”\n]{0,60}$",
    re.IGNORECASE,
)
_SAID: Final = re.compile(r"\b(?:kata|ujar|ucap|tutur|jelas|said|told)\w*\b", re.IGNORECASE)


def _looks_ahead(text: str, at: int) -> bool:
    """Whether the sentence speaks of what is to come when it gets to ``at``, and not of who says so when."""
    planned = _PLANNED.search(text, max(0, at - 80), at)
    return bool(planned and not _SAID.search(planned[0]))


_CLOCK: Final = rf"{_GAP}(?:dini{_GAP}hari|pagi|siang|sore|petang|malam|morning|afternoon|evening|night)\b"
_BARE_WEEKDAY: Final = re.compile(
    rf"""\b(?P<name>{_any(name.capitalize() for name in _WHOLE_WEEKDAYS)})\b
    (?:(?P<clock>{_CLOCK})(?!{_GAP}ini\b)|(?!{_CLOCK}|{_TO}(?i:{_WEEKDAY})|[ ][A-Z][a-z]
        |{_GAP}(?:(?:tadi{_GAP})?lalu|ini|kemarin|depan|mendatang)\b))
    (?!{_MAYBE}(?:[-–/(,]+{_MAYBE})?\(?\d|-)""",
    re.VERBOSE,
)
_WEEKDAY_BEFORE: Final = re.compile(
    rf"(?:\b(?:pada|hari|on|sejak|since|until|by|late|early|mulai|hingga|sampai)|,){_GAP}$", re.IGNORECASE
)
_EVERY: Final = re.compile(
    rf"\b(?:setiap|tiap|every|each|{_WEEKDAY})(?:{_GAP}hari)?(?:,|{_TO})?{_MAYBE}$", re.IGNORECASE
)
_OF_WEEK: Final = re.compile(rf"{_GAP}(?:pekan|minggu){_GAP}(?P<way>lalu|ini|depan)\b", re.IGNORECASE)


def _bare_weekday(match: re.Match[str], reference: date) -> DateMention | None:
    """A weekday without a date, as the paper of the day writes it: ``, Senin.``, ``on Wednesday night``."""
    text, at, end = match.string, match.start(), match.end()
    opening = text[max(0, at - 30) : at]
    if _EVERY.search(opening) or not (match["clock"] or _WEEKDAY_BEFORE.search(opening)):
        return None
    week = _OF_WEEK.match(text, end)
    back = (reference.weekday() - _WEEKDAYS[match["name"].lower()]) % 7
    if week:
        monday = reference - timedelta(days=reference.weekday())
        shift = _SHIFT_WORDS[week["way"].lower()]
        value = monday + timedelta(weeks=shift, days=_WEEKDAYS[match["name"].lower()])
        end = week.end()
    elif back and (_looks_ahead(text, at) or _NANTI.match(text, end)):
        value = reference + timedelta(days=7 - back)
    else:
        value = reference - timedelta(days=back)
    return DateMention(at, end, value, "day", relative=True)


_NANTI: Final = re.compile(rf"{_GAP}(?:nanti|besok|depan|mendatang)\b", re.IGNORECASE)
_SOME: Final = re.compile(
    r"(?:\b\d+|beberapa|belasan|puluhan|ratusan|ribuan|jutaan|juta|ribu|setengah|sekian|the)[ \u00a0]$|-$",
    re.IGNORECASE,
)


_PRICE: Final = re.compile(
    r"(?:\b(?:Rp|IDR|USD)\.?|[$€£])[ \u00a0]?[\d.,]+[ \u00a0](?:(?:ribu|juta)[ \u00a0])?$", re.IGNORECASE
)


def _is_span(match: re.Match[str]) -> bool:
    """Whether ``tahun lalu`` ends "beberapa tahun lalu", ``past year`` "over the past year", and no price
    stands in front of it."""
    if match["part"] or not (match["unit"] or match["eunit"]):
        return False
    before = match.string[max(0, match.start() - 30) : match.start()]
    return bool(_SOME.search(before) and not _PRICE.search(before))


def _relative(match: re.Match[str], reference: date) -> tuple[date, Precision] | None:
    part = match.group
    if part("shifted"):
        words = " ".join(part("shifted").lower().split())
        return reference + timedelta(days=_SHIFTED_DAYS[words]), "day"
    if part("counted"):
        count = part("count").lower()
        number = int(count) if count.isdigit() else _NUMBERS[count]
        way = part("way").lower()
        sign = 1 if way in ("mendatang", "lagi") or way.startswith("from") else -1
        return _moved(reference, _UNIT[part("cunit").lower()], sign * number)
    if part("yearend"):
        return _moved(reference, _UNIT[part("endunit").lower()], 0)
    if part("unit") or part("eunit"):
        unit = _UNIT[(part("unit") or part("eunit")).lower()]
        return _moved(reference, unit, _SHIFT_WORDS[(part("shift") or part("eshift")).lower()])
    name = (part("dayname") or part("edayname")).lower()
    shift = _SHIFT_WORDS[(part("dshift") or part("edshift")).lower()]
    ahead = (_WEEKDAYS[name] - reference.weekday()) % 7
    if shift < 0:
        return reference - timedelta(days=(7 - ahead) % 7 or 7), "day"
    if shift > 0:
        return reference + timedelta(days=ahead or 7), "day"
    return reference + timedelta(days=_WEEKDAYS[name] - reference.weekday()), "day"


def _moved(reference: date, unit: str, by: int) -> tuple[date, Precision] | None:
    try:
        if unit == "day":
            return reference + timedelta(days=by), "day"
        if unit == "week":
            day = reference + timedelta(weeks=by)
            return day - timedelta(days=day.weekday()), "week"
        if unit == "year":
            return date(reference.year + by, 1, 1), "year"
        months = reference.year * 12 + reference.month - 1 + by
        return date(months // 12, months % 12 + 1, 1), "month"
    except (ValueError, OverflowError):
        return None


_AHEAD: Final = re.compile(
    r"\b(?:akan|bakal|mendatang|depan|nanti|rencananya|dijadwalkan|paling lambat|hingga|sampai|will|would"
    r"|next|until|by|due|scheduled)\b[^.]{0,80}$|^[^.]{0,12}\b(?:mendatang|nanti)\b",
    re.IGNORECASE,
)


def latest_named(text: str, ceiling: date) -> date | None:
    """The newest day that ``text`` names as past, none after ``ceiling``: an undated article is no older.

    A day without a year counts where its weekday fits (``Senin (13/11)`` was in 2023, not in 2022): its
    year is the last one, not after ``ceiling``, in which that weekday falls on that day. Days that the
    text looks forward to ("akan digelar 3 Mei 2024") do not count. None when no day is left.
    """
    found = []
    for mention in find(text, ceiling):
        if mention.relative or mention.precision != "day":
            continue
        around = text[max(0, mention.start - 90) : mention.start]
        if _AHEAD.search(around.rpartition("\n")[2]) or _AHEAD.match(text[mention.end : mention.end + 30]):
            continue
        value: date | None = mention.value
        if not re.search(_YEAR, text[mention.start : mention.end]):
            value = _weekday_year(text[mention.start : mention.end], mention.value, ceiling)
        if value and value <= ceiling:
            found.append(value)
    return max(found, default=None)


def _weekday_year(words: str, value: date, ceiling: date) -> date | None:
    """``value`` in the last year, not after ``ceiling``, that gives it the weekday ``words`` open with."""
    weekday = _WEEKDAYS.get(re.split(r"[\s,/(]", words.lower(), maxsplit=1)[0])
    if weekday is None:
        return None
    for back in range(12):  # every weekday falls on a day once in at most eleven years, February 29 apart
        day = _day(ceiling.year - back, value.month, value.day)
        if day and day <= ceiling and day.weekday() == weekday:
            return day
    return None


def first_day(iso: str) -> str:
    """The first day of what :attr:`DateMention.iso` names, so that days, weeks, months and years sort."""
    if "W" in iso:
        year, _, week = iso.partition("-W")
        return date.fromisocalendar(int(year), int(week), 1).isoformat()
    return iso + "-01-01"[len(iso) - 4 :] if len(iso) < 10 else iso[:10]


_TIME: Final = re.compile(
    r"""[\s,|(]*(?:T|-|–|—|/|•|pukul|pkl\.?|jam|at|@)?[\s,|]*
        (?P<h>\d{1,2})[:.](?P<m>\d{2})(?:[:.]\d{2})?(?![\d/])\s*(?P<half>[ap]\.?m\b)?""",
    re.VERBOSE | re.IGNORECASE,
)
_COMPACT: Final = re.compile(rf"\s*({_YEAR})(\d\d)(\d\d)(?:T?(\d\d)(\d\d)(?:\d\d)?)?\s*")


def parse(text: str) -> str | None:
    """The first full date in ``text``, with the time of day if one follows, as ISO 8601.

    >>> parse("Jumat, 28 Juli 2023 19:42 WIB")
    '2023-07-28T19:42'
    >>> parse("Rabu (26/7/2023)")
    '2023-07-26'

    Minutes are the finest unit, and the time is the one written: zones are dropped, not converted. A
    date without a day or a year gives None.
    """
    compact = _COMPACT.fullmatch(text)
    if compact:
        value = _day(*(int(digits) for digits in compact.group(1, 2, 3)))
        return _iso(value, compact[4], compact[5]) if value else None
    for mention in find(text):
        if mention.precision != "day":
            continue
        clock = _TIME.match(text, mention.end)
        if clock is None:
            return mention.value.isoformat()
        hour = int(clock["h"])
        half = (clock["half"] or "").lower()
        if half and 1 <= hour <= 12:
            hour = hour % 12 + (12 if half.startswith("p") else 0)
        return _iso(mention.value, str(hour), clock["m"])
    return None


def _iso(value: date, hour: str | None, minute: str | None) -> str:
    if hour is None or minute is None or int(hour) > 23 or int(minute) > 59:
        return value.isoformat()
    return f"{value.isoformat()}T{int(hour):02}:{int(minute):02}"
