"""From text and known facts to an Article: the one place where all readers meet."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final

from qabot.articles import bylines, cleaning, encoding
from qabot.articles.chrome import Kind
from qabot.errors import EmptyArticle
from qabot.text import dates
from qabot.text.language import detect
from qabot.types import Article, Paragraph

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qabot.articles.cleaning import Page

_DATED_PLACE: Final = re.compile(rf"{bylines.PLACE}\s*[,(]\s*(?P<date>[^()\n–—]{{8,30}}?)\)?\s*[-–—]")
_IMPRINT: Final = re.compile(rf"(?:©|[Cc]opyright|COPYRIGHT)[\s©\d,–-]*(?P<outlet>{bylines.OUTLET})")
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
    """NFC with ``\\n`` line ends, no byte order mark and no misread punctuation: the text that offsets count
    in."""
    text = text.removeprefix("\ufeff")
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text if text.isascii() else unicodedata.normalize("NFC", encoding.mended(text))


def _of(page: Page, *kinds: Kind) -> Iterator[str]:
    for line, kind in zip(page.lines, page.kinds, strict=True):
        if kind in kinds:
            yield line.text


def _author(page: Page) -> str | None:
    labelled = False
    above: list[str] = []
    for line, kind in zip(page.lines, page.kinds, strict=True):
        if kind is Kind.LABEL:
            labelled = bylines.role(line.text) == "author"
            continue
        if kind is not Kind.PROSE and line.text.lower() == "tim redaksi":
            # Names on lines of their own, and below them whose they are: the author's comes first.
            return _first_name(above)
        if kind is Kind.BYLINE:
            name = bylines.person(line.text) if labelled else bylines.author(line.text)
            if name:
                return name
        labelled = False
        above.append(line.text)
    return None


def _first_name(above: list[str]) -> str | None:
    names: list[str] = []
    for line in reversed(above[-3:]):
        name = bylines.person(line) if 2 <= len(line.split()) <= 5 else None
        if name is None:
            break
        names.append(name)
    return names[-1] if names else None


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
    for start, end in page.paragraphs[:3]:
        dateline = bylines.DATELINE.match(text, start, min(end, start + 120))
        if dateline:
            return dateline["first"] or dateline["second"] or dateline["third"]
    for line in _of(page, Kind.BYLINE):
        named = bylines.outlet(line)
        if named:
            return named
    for line in _of(page, Kind.WIDGET):
        imprint = _IMPRINT.search(line)
        if imprint:
            return imprint["outlet"]
    return _own_photographer(text, page)


def _own_photographer(text: str, page: Page) -> str | None:
    """The outlet whose photographer is credited and which the article names as its own: two signs that agree.

    The second is being told (``kata dia kepada kumparan``) or credited as the source of the article.
    """
    credited: dict[str, str] = {}
    for line in _of(page, Kind.CAPTION):
        credit = _CREDIT.search(line)
        if credit:
            for side in (credit["left"].split()[0], credit["right"].split()[-1]):
                credited[side.lower()] = side
    if not credited:
        return None
    for line in _of(page, Kind.BYLINE):
        source = bylines.source(line)
        if source and source.lower() in credited:
            return source
    for start, end in page.paragraphs:
        for told in _TOLD.finditer(text, start, end):
            if told["outlet"].lower() in credited:
                return credited[told["outlet"].lower()]
    return None
