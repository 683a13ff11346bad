"""From text and known facts to an Article: the one place where all readers meet."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final

from qabot.articles import chrome, cleaning, wording
from qabot.articles.chrome import Kind
from qabot.errors import EmptyArticle
from qabot.text import dates
from qabot.text.language import detect
from qabot.types import Article, Paragraph

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qabot.articles.cleaning import Page

_NO_PERSON: Final = frozenset(
    """
    redaksi tim admin administrator redaktur newsroom desk editor editorial staff reporter penulis
    kontributor news team writer wartawan jurnalis
    """.split()
)
_DOMAIN: Final = r"[A-Za-z0-9][\w-]*\.(?:com|id|co\.id|co|net|org|tv|news|my\.id|or\.id)"
_NAMED: Final = "|".join(sorted(map(re.escape, wording.OUTLETS), key=len, reverse=True))
_OUTLET: Final = rf"(?:{_DOMAIN}|(?i:{_NAMED}))"
_PLACE: Final = r"[A-Z][\w.'’-]*(?:[ /][A-Z][\w.'’-]*){0,3}"
_DATELINE: Final = re.compile(
    rf"""(?:Laporan\ [Ww]artawan[^,\n]{{3,40}},\s[\w.\s]{{3,40}}?\s)?
    (?:
        (?P<first>{_OUTLET})\s*(?:,\s*{_PLACE}\s*)?(?:\(\d[\d/.]*\)\s*)?[-–—]
      | {_PLACE},\s*(?P<second>{_OUTLET})\s*[-–—]
      | {_PLACE}\s*(?:,\s*[^()\n]{{3,20}})?\s*\((?P<third>{_OUTLET})\)\s*[-–—]
    )""",
    re.VERBOSE,
)
_DATED_PLACE: Final = re.compile(rf"{_PLACE}\s*[,(]\s*(?P<date>[^()\n–—]{{8,30}}?)\)?\s*[-–—]")
_IMPRINT: Final = re.compile(rf"(?:©|[Cc]opyright|COPYRIGHT)[\s©\d,–-]*(?P<outlet>{_OUTLET})")
_CREDIT: Final = re.compile(r"(?P<left>[\w.]+(?: [\w.]+){0,3})\s?/\s?(?P<right>[\w.]+(?: [\w.]+){0,3})\)?$")
_TOLD: Final = re.compile(
    r"(?:kepada|dikutip(?:\s+dari)?|dihubungi|ditemui|told|diterima)\s+(?P<outlet>[\w.]+)"
)


def assemble(
    text: str,
    *,
    source: str,
    origin: str,
    title: str | None = None,
    publisher: str | None = None,
    author: str | None = None,
    published: str | None = None,
) -> Article:
    """Make the Article of ``text``, the whole text of a page: paragraphs on lines of their own.

    Facts given win over facts found. What is not given is looked for where pages state it (headline, byline,
    dateline, imprint) and stays None where they do not: nothing is guessed. A given ``title`` that
    is not in the text is put above it, so that it can be quoted by position like any paragraph.

    Raises:
        EmptyArticle: no paragraph is left after cleaning.
    """
    text = normalize(text)
    title = " ".join(normalize(title).split()) if title else None
    if title and title not in text:
        text = f"{title}\n\n{text}"
    page = cleaning.clean(text, title=title or None)
    if not page.paragraphs:
        raise EmptyArticle(
            source,
            "nothing that reads like an article is left after cleaning.",
            mend="Check what the file holds.",
        )
    if not title and page.headline:
        title = text[slice(*page.headline)]
    body = text[page.paragraphs[0][0] : page.paragraphs[-1][1]]
    return Article(
        source=source,
        origin=origin,
        text=text,
        paragraphs=tuple(
            Paragraph(number, start, end) for number, (start, end) in enumerate(page.paragraphs, start=1)
        ),
        title=title or "",
        language=detect(body),
        publisher=publisher or _publisher(text, page),
        author=author or _author(page),
        published=published or _published(text, page),
    )


def normalize(text: str) -> str:
    """NFC with ``\\n`` line ends and no byte order mark: the text that offsets count in."""
    text = text.removeprefix("\ufeff")
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def _of(page: Page, *kinds: Kind) -> Iterator[str]:
    for line, kind in zip(page.lines, page.kinds, strict=True):
        if kind in kinds:
            yield line.text


def _author(page: Page) -> str | None:
    labelled = False
    for line, kind in zip(page.lines, page.kinds, strict=True):
        if kind is Kind.LABEL:
            labelled = chrome.LABELS.get(line.text.strip(" :•|").lower()) == "author"
            continue
        if kind is Kind.BYLINE:
            name = _person(line.text) if labelled else _named_in(line.text)
            if name:
                return name
        labelled = False
    return None


def _named_in(line: str) -> str | None:
    """The author a byline names."""
    credited = chrome.CREDITED.fullmatch(line)
    if credited:
        role = credited["role"].lower()
        if chrome.LABELS.get(role) != "author" and role != "rep":
            return None
        return _person(re.split(r"\s*(?:\||;|\bEditor\b|\bSumber\b)\s*", credited["value"])[0])
    for pattern in (chrome.REPORTED, chrome.BY_NAME):
        found = pattern.fullmatch(line)
        if found:
            return _person(found["value"])
    desk = chrome.NAME_AND_DESK.fullmatch(line)
    if desk:
        return _person(desk["name"])
    rest = chrome.without_dates(line)
    # One word beside a date is as likely a town or a desk.
    return _person(rest) if rest and len(rest.split()) >= 2 else None


def _person(text: str) -> str | None:
    name = " ".join(text.split()).strip(" ,.;:|-–—()/")
    without = re.split(r",\s*(?:[\w ]*\.com|CNN|BBC|CNBC|detik|Associated)", name)[0]
    words = without.split()
    if not 1 <= len(words) <= 12 or not chrome.NAME_ONLY.fullmatch(without):
        return None
    lowered = without.lower()
    if lowered in wording.OUTLETS or re.search(_DOMAIN, without) or _NO_PERSON & set(lowered.split()):
        return None
    return without.title() if without.isupper() and len(words) > 1 else without


def _published(text: str, page: Page) -> str | None:
    for line in _of(page, Kind.BYLINE):
        found = dates.parse(line)
        if found:
            return found
    start, end = page.paragraphs[0]
    dateline = _DATED_PLACE.match(text, start, min(end, start + 90))
    return dates.parse(dateline["date"]) if dateline else None


def _publisher(text: str, page: Page) -> str | None:
    if page.outlet:
        return page.outlet
    for start, end in page.paragraphs[:2]:
        dateline = _DATELINE.match(text, start, min(end, start + 120))
        if dateline:
            return dateline["first"] or dateline["second"] or dateline["third"]
    for line in _of(page, Kind.BYLINE):
        named = re.search(rf"(?:^|[-–—|,•·]\s*|\s)(?P<outlet>{_OUTLET})\s*(?:$|[-–—|,•·(])", line)
        if named and not re.match(r"\s*(?:sumber|source)\b", line, re.IGNORECASE):
            return named["outlet"]
    for line in _of(page, Kind.WIDGET):
        imprint = _IMPRINT.search(line)
        if imprint:
            return imprint["outlet"]
    return _own_photographer(text, page)


def _own_photographer(text: str, page: Page) -> str | None:
    """The outlet whose photographer is credited and whom the article's people told: two signs that agree."""
    credited: dict[str, str] = {}
    for line in _of(page, Kind.CAPTION):
        credit = _CREDIT.search(line)
        if credit:
            for side in (credit["left"].split()[0], credit["right"].split()[-1]):
                credited[side.lower()] = side
    if not credited:
        return None
    for start, end in page.paragraphs:
        for told in _TOLD.finditer(text, start, end):
            if told["outlet"].lower() in credited:
                return credited[told["outlet"].lower()]
    return None
