"""Which lines of a saved news page are the article.

A page copied or extracted from a news site mixes the article with bylines, captions, share buttons,
headlines of other stories and comment forms. Each line is first judged alone
(:mod:`qabot.articles.chrome`); then the lines around it decide what is still open. The rules lean on what
holds on any site: sentences are prose, title case without a full stop is not; what repeats is a caption;
what follows the heading of a comment form is no article; a stray fragment that shares no words with the
rest belongs to another story.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from qabot.articles import bylines, chrome, inserts, lines
from qabot.articles.chrome import Kind

if TYPE_CHECKING:
    from qabot.articles.lines import Line

_PROSE: Final = frozenset({Kind.PROSE, Kind.LEAD_IN})
_OPEN: Final = frozenset({Kind.HEADLINE, Kind.FRAGMENT, Kind.ITEM, Kind.LEAD_IN})
"""Kinds that the surroundings decide."""

_FOREIGN: Final = 0.34
"""A fragment belongs to the article when at least this share of its words occurs in the prose."""
_STRANGE: Final = 0.2
"""The same for whole paragraphs below the end, which bring new words of their own even when they are the
article's: of last paragraphs 78 % pass, of other stories' openings 8 %."""
_MARKS: Final = frozenset({Kind.LINK, Kind.SECTION, Kind.END, Kind.COMMENTS, Kind.BYLINE})
"""What can stand at the end of an article."""
_TAIL: Final = {Kind.LINK: 0.0, Kind.SECTION: 0.3, Kind.END: 0.3, Kind.COMMENTS: 0.5, Kind.BYLINE: 0.3}
"""They do stand there when the prose after them is at most this share of the prose before."""
_MOST_MARKS: Final = 20
"""Marks below which strangers are looked for: pages have a few, files made to keep us busy thousands."""
_LONGEST_CAPTION: Final = 30
"""Words. Lines that come twice with no paragraph between are captions up to this length."""
_TITLE_WORDS: Final = (3, 28)

_LONGEST_TITLE: Final = 300
"""Characters."""

_TOKEN: Final = re.compile(r"[^\W\d_]{3,}|\d+")
_PREFIX: Final = re.compile(r"(?:me(?:ng|ny|n|m|l|r|w)?|di|ber|ter|pe(?:ng|ny|n|m|r)?|ke|se)(?=.{4})")
_STOPWORDS: Final = frozenset(
    """
    yang dan dari untuk dengan pada dalam ini itu akan tidak tak oleh karena sebagai atau juga ada bisa saat
    lebih sudah telah kata para ia dia mereka kami kita saya anda agar usai jadi baru soal hingga sampai
    bagi the and for with that this from are was were has have had not but they his her its will said who
    new after over into more than
    """.split()
)
_SHORT: Final = 5
"""Words. Headlines have more, rows of a list often fewer."""
_LONGEST_ROW: Final = 12
"""Words. Longer ones can stand alone."""
_LONGEST_LIST: Final = 100
"""Words after which a list goes on in a new paragraph."""
_QUOTES: Final = "\"“‘'«"
_LONG_ROW: Final = re.compile(r"\([^()]*[^\W\d][^()]*\)$|\s[-–=]\s")
_TABLE_ROW: Final = re.compile(r"\d|[(:;/]|\s[-–=]\s|\s(?:v|vs)\.?\s", re.IGNORECASE)
_FACT: Final = re.compile(r"[^:]{2,40}:\s.*\d")
_DATED_CAPTION: Final = re.compile(r"[^.!?]{20,180}\(\d{1,2}/\d{1,2}(?:/\d{2,4})?\)")
"""Indonesian captions close with the day, and without a full stop: ``... di Bogor, Rabu (5/7/2023)``."""
_PICTURE_MARKS: Final = frozenset({Kind.CAPTION, Kind.LABEL, Kind.WIDGET, Kind.LINK})
_NAMES_DAY: Final = re.compile(r"\(\d{1,2}/\d{1,2}(?:/\d{2,4})?\)\.?$")
_MOST_ABOVE: Final = 3
"""Sentences above the opening."""
_SHORTEST_OPENING: Final = 8
"""Words."""
_TITLE_TAIL: Final = re.compile(r"\s+[-–—|]\s+(?P<outlet>[^-–—|]{2,40})$")


@dataclass(slots=True)
class Page:
    """A page read: every line with its kind, the headline among them, and the paragraphs left."""

    lines: list[Line]
    kinds: list[Kind]
    headline: tuple[int, int] | None = None
    """Span of the headline in the text, without the outlet's name behind it."""
    outlet: str | None = None
    """Outlet named behind the headline (``Headline - Outlet.com``)."""
    rows: set[int] = field(default_factory=set)
    """Numbers of the lines that are rows of a list."""
    paragraphs: list[tuple[int, int]] = field(default_factory=list)
    """Spans of the article's paragraphs: ordered, disjoint, trimmed."""


def clean(text: str, *, title: str | None = None) -> Page:
    """Find the article in ``text``.

    ``title`` is the headline where it is known; else it is looked for above the first paragraph. Lines are
    paragraphs, unless the text is hard-wrapped. Sentences are never rewritten: a paragraph is a span of
    ``text``, cut short or in two where a "read also" insert stands in it.
    """
    found = lines.split(text)
    page = Page(found, [chrome.kind(line.text) for line in found])
    _apply_labels(page)
    _take_headline(page, title)
    _mend(page, text)
    if not any(kind is Kind.PROSE for kind in page.kinds):
        _keep_what_there_is(page)
    else:
        _drop_repeats(page)
        _settle_bylines(page)
        _drop_tail(page)
        _settle_signed(page)
        _drop_captions_above_dateline(page)
        _drop_head(page)
        _settle_runs(page)
        _settle_fragments(page)
    page.paragraphs = _spans(text, page)
    return page


def _apply_labels(page: Page) -> None:
    """``Photo :`` makes a credit of the next line and a caption of the one before."""
    for at, kind in enumerate(page.kinds):
        if kind is not Kind.LABEL:
            continue
        role = bylines.role(page.lines[at].text)
        picture = role in ("photo", "source")
        if at + 1 < len(page.lines) and len(page.lines[at + 1].text.split()) <= 9:
            page.kinds[at + 1] = Kind.CAPTION if picture else Kind.BYLINE
        if picture and at > 0 and page.kinds[at - 1] in _OPEN | _PROSE:
            longest = 25 if role == "photo" else 12
            if len(page.lines[at - 1].text.split()) <= longest:
                page.kinds[at - 1] = Kind.CAPTION


def _take_headline(page: Page, title: str | None) -> None:
    """Name the headline and take it, and its echoes, out of the lines still open."""
    if title is None:
        chosen = _choose_headline(page)
        if chosen is None:
            return
        line = page.lines[chosen]
        outlet = _TITLE_TAIL.search(line.text)
        named = outlet is not None and bylines.is_outlet(outlet["outlet"])
        # Positions within line.text hold in the page only where no newline was folded.
        length = outlet.start() if outlet and named and "\n" not in line.text else line.end - line.start
        page.headline = (line.start, line.start + length)
        title = line.text[:length]
        if outlet and named:
            page.outlet = outlet["outlet"].strip()
    key = _key(title)
    if not key:
        return
    for at, line in enumerate(page.lines):
        if page.kinds[at] in _OPEN | _PROSE and _echoes(key, title, line.text):
            page.kinds[at] = Kind.TITLE
            if page.headline is None and _key(line.text) == key:
                page.headline = (line.start, line.end)


def _echoes(key: str, title: str, text: str) -> bool:
    """Is ``text`` the title, alone or with a caption or the outlet's name glued to it?"""
    if len(text) > len(title) + 60:
        return False
    other = _key(text)
    return other == key or (other.startswith(key) and len(key) >= 20 and not chrome.ends_sentence(text))


def _choose_headline(page: Page) -> int | None:
    body = next(
        (
            at
            for at, kind in enumerate(page.kinds)
            if kind is Kind.PROSE and not _could_be_headline(page.lines[at].text)
        ),
        len(page.kinds),
    )
    candidates = [
        at
        for at in range(body)
        if page.kinds[at] in (Kind.HEADLINE, Kind.FRAGMENT, Kind.PROSE)
        and _could_be_headline(page.lines[at].text)
    ]
    if not candidates:
        return None
    prose = [line.text for line, kind in zip(page.lines, page.kinds, strict=True) if kind is Kind.PROSE]
    if not prose:
        return candidates[0]
    vocabulary = _vocabulary(prose[:12])
    long = [at for at in candidates if len(page.lines[at].text.split()) >= _TITLE_WORDS[0]]
    for at in long:
        # Above the headline stand section names, site mottos and teasers: they are of other things.
        if _overlap(page.lines[at].text, vocabulary) >= _FOREIGN:
            return at
    return long[0] if long else max(candidates, key=lambda at: len(page.lines[at].text))


def _could_be_headline(text: str) -> bool:
    if len(text) > _LONGEST_TITLE:
        return False
    return len(text.split()) <= _TITLE_WORDS[1] and not text.endswith((".", ",", ";", ":", ".”", '."'))


def _mend(page: Page, text: str) -> None:
    """Put sentences together whose links stand on lines of their own."""
    broken = [
        kind in (Kind.PROSE, Kind.FRAGMENT)
        or (kind is Kind.HEADLINE and len(line.text.split()) < _SHORT)
        or (kind is Kind.ITEM and line.text[0] in "–—")
        for line, kind in zip(page.lines, page.kinds, strict=True)
    ]
    joins = lines.breaks(page.lines, broken)
    if not any(joins):
        return
    kinds: list[Kind | None] = [page.kinds[0]]
    for kind, carried_on in zip(page.kinds[1:], joins, strict=True):
        if carried_on:
            kinds[-1] = None
        else:
            kinds.append(kind)
    page.lines = lines.join(text, page.lines, joins)
    page.kinds = [kind or chrome.kind(line.text) for line, kind in zip(page.lines, kinds, strict=True)]


def _drop_repeats(page: Page) -> None:
    """The same caption twice, the same button twice. A paragraph that comes back is kept once."""
    keys = [_key(line.text) for line in page.lines]
    counts = Counter(keys)
    seen: dict[str, int] = {}
    for at, key in enumerate(keys):
        kind = page.kinds[at]
        if counts[key] < 2 or kind not in _OPEN | _PROSE or kind is Kind.ITEM:
            continue
        first = seen.setdefault(key, at)
        if first == at:
            continue
        page.kinds[at] = Kind.CAPTION
        text = page.lines[at].text
        together = not any(between is Kind.PROSE for between in page.kinds[first + 1 : at])
        if kind is not Kind.PROSE or (
            together and len(text.split()) <= _LONGEST_CAPTION and text[0] not in '"“'
        ):
            page.kinds[first] = Kind.CAPTION


def _key(text: str) -> str:
    return "".join(filter(str.isalnum, text)).casefold()


def _words_of_prose(page: Page) -> list[int]:
    return [
        len(line.text.split()) if kind is Kind.PROSE else 0
        for line, kind in zip(page.lines, page.kinds, strict=True)
    ]


def _settle_bylines(page: Page) -> None:
    """A name and a date among the paragraphs are part of a list: bylines stand above them or below."""
    prose = [at for at, kind in enumerate(page.kinds) if kind is Kind.PROSE]
    if len(prose) < 3:
        return
    for at in range(prose[1], prose[-1]):
        if page.kinds[at] is Kind.BYLINE and not bylines.is_credit(page.lines[at].text):
            page.kinds[at] = Kind.FRAGMENT


def _drop_tail(page: Page) -> None:
    """Cut what follows the article."""
    if not any(kind in _MARKS for kind in page.kinds):
        return
    words = _words_of_prose(page)
    before, after = 0, sum(words)
    looked = 0
    for at, kind in enumerate(page.kinds):
        before += words[at]
        after -= words[at]
        if kind not in _MARKS:
            continue
        if kind is not Kind.BYLINE:
            _close_box(page, at)
        if not before or after > _TAIL[kind] * before:
            continue
        if kind is Kind.COMMENTS:
            page.kinds[at:] = [Kind.WIDGET] * (len(page.kinds) - at)
            return
        if kind is not Kind.LINK and looked < _MOST_MARKS:
            looked += 1
            _drop_strangers(page, at)


def _close_box(page: Page, at: int) -> None:
    """The links below the heading of a box go with it."""
    for below in range(at + 1, len(page.kinds)):
        kind = page.kinds[below]
        if kind not in (Kind.HEADLINE, Kind.FRAGMENT, Kind.ITEM):
            break
        if kind is not Kind.HEADLINE and not chrome.is_title_case(page.lines[below].text.lstrip("-–—•*> ")):
            break
        page.kinds[below] = Kind.WIDGET


def _drop_strangers(page: Page, at: int) -> None:
    """Below the end of an article, only what comes before its last paragraph on the topic still belongs."""
    prose = [line.text for line, kind in zip(page.lines[:at], page.kinds, strict=False) if kind is Kind.PROSE]
    vocabulary = _vocabulary(prose)
    for below in reversed(range(at + 1, len(page.kinds))):
        kind = page.kinds[below]
        if kind is Kind.PROSE and _overlap(page.lines[below].text, vocabulary) >= _STRANGE:
            return
        if kind is Kind.PROSE or kind in _OPEN:
            page.kinds[below] = Kind.WIDGET


def _settle_signed(page: Page) -> None:
    """The last sentence with a credit signs the article; those before it stand below pictures."""
    last = True
    for at in reversed(range(len(page.kinds))):
        if page.kinds[at] is Kind.SIGNED:
            page.kinds[at] = Kind.PROSE if last else Kind.CAPTION
        last = last and page.kinds[at] is not Kind.PROSE


def _drop_captions_above_dateline(page: Page) -> None:
    """Sentences above a dateline are captions where they end with a day or touch furniture."""
    prose = [at for at, kind in enumerate(page.kinds) if kind is Kind.PROSE][: _MOST_ABOVE + 1]
    opening = next((at for at in prose if _opens_article(page.lines[at].text)), None)
    if opening is None:
        return
    for at in prose:
        if at >= opening:
            return
        text = page.lines[at].text
        around = page.kinds[max(0, at - 1) : at] + page.kinds[at + 1 : at + 2]
        if len(text.split()) <= _LONGEST_CAPTION and (
            _NAMES_DAY.search(text) or any(kind in _PICTURE_MARKS for kind in around)
        ):
            page.kinds[at] = Kind.CAPTION


def _opens_article(text: str) -> bool:
    return bool(bylines.DATELINE.match(text[:120]) or bylines.PLACE_LINE.match(text[:60]))


def _drop_head(page: Page) -> None:
    """Above the first paragraph only whole sentences, and openings of some length, are the article's."""
    for at, kind in enumerate(page.kinds):
        text = page.lines[at].text
        if kind in (Kind.PROSE, Kind.FRAGMENT) and _DATED_CAPTION.fullmatch(text):
            page.kinds[at] = Kind.CAPTION
        elif kind is Kind.PROSE:
            return
        elif kind in _OPEN and len(text.split()) < _SHORTEST_OPENING:
            sentence = kind is Kind.ITEM and chrome.ends_sentence(text) and len(text.split()) > _SHORT
            page.kinds[at] = Kind.ITEM if sentence else Kind.WIDGET


def _settle_runs(page: Page) -> None:
    """Lists stay, stray headlines go: decided by run of lines that are no prose."""
    prose = [at for at, kind in enumerate(page.kinds) if kind is Kind.PROSE]
    first, last = (prose[0], prose[-1]) if prose else (0, 0)
    at = 0
    while at < len(page.kinds):
        if page.kinds[at] not in _OPEN:
            at += 1
            continue
        end = at
        while (
            end < len(page.kinds)
            and page.kinds[end] in _OPEN
            and (end == at or page.kinds[end] is not Kind.LEAD_IN)
        ):
            end += 1
        _settle_run(page, at, end, inside=first < at and end <= last)
        at = end


def _settle_run(page: Page, start: int, end: int, *, inside: bool) -> None:
    """``inside``: there is prose above the run and below it."""
    announced = start > 0 and page.kinds[start - 1] is Kind.PROSE and page.lines[start - 1].text.endswith(":")
    many = end - start >= 3
    items = sum(kind is Kind.ITEM for kind in page.kinds[start:end])
    for at in range(start, end):
        kind = page.kinds[at]
        text = page.lines[at].text
        row = (end - start >= 2 and _is_row(text)) or (inside and _is_fact(text, kind))
        if kind is Kind.LEAD_IN:
            announced = True
            keep = chrome.small_words(text) > 0
        elif kind is Kind.ITEM:
            keep = announced or items >= 2 or _is_listed_point(text)
        elif kind is Kind.HEADLINE:
            keep = row or ((announced or inside) and many and not _is_headline(text))
        else:
            keep = row or (announced and many) or (inside and many and len(text.split()) < _SHORT)
            if not keep:
                continue
        if keep and kind is not Kind.LEAD_IN:
            page.rows.add(at)
        page.kinds[at] = Kind.PROSE if keep else Kind.WIDGET


def _is_row(text: str) -> bool:
    """A line of results, prices or a line-up: figures, brackets or a match, and few words."""
    pattern = _TABLE_ROW if len(text.split()) < _SHORT else _LONG_ROW
    return bool(pattern.search(text))


def _is_fact(text: str, kind: Kind) -> bool:
    """``Height: 50 cm``."""
    return len(text.split()) <= (4 if kind is Kind.HEADLINE else 8) and bool(_FACT.match(text))


def _is_headline(text: str) -> bool:
    return len(text.split()) >= _SHORT and chrome.is_title_case(text)


def _is_listed_point(text: str) -> bool:
    """A numbered heading or a sentence behind a bullet, not a link set off by one."""
    return text[0].isdigit() or chrome.ends_sentence(text) or chrome.small_words(text) > 0


def _settle_fragments(page: Page) -> None:
    """A stray line stays when it shares its words with the prose."""
    open_lines = [at for at, kind in enumerate(page.kinds) if kind is Kind.FRAGMENT]
    if not open_lines:
        return
    vocabulary = _vocabulary(
        [line.text for line, kind in zip(page.lines, page.kinds, strict=True) if kind is Kind.PROSE]
    )
    for run in _runs(open_lines):
        texts = [page.lines[at].text for at in run]
        # One line of another story in a row of them, and the row is one of links.
        own = all(_overlap(text, vocabulary) >= _FOREIGN for text in texts)
        for at, text in zip(run, texts, strict=True):
            page.kinds[at] = Kind.PROSE if own and len(text.split()) >= _SHORT else Kind.WIDGET


def _runs(numbers: list[int]) -> list[list[int]]:
    """``numbers`` (ascending) in runs without gaps."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return runs


def _keep_what_there_is(page: Page) -> None:
    """No line is a sentence (a table, a poem, a note): then whatever is no furniture is the article."""
    for at, kind in enumerate(page.kinds):
        if kind is Kind.SIGNED or (kind in _OPEN and len(page.lines[at].text.split()) >= 3):
            page.kinds[at] = Kind.PROSE


def _stems(text: str) -> list[str]:
    """Rough stems, enough to see that ``menolak`` and ``penolakan`` are of one family."""
    return [_PREFIX.sub("", word)[:5] for word in _TOKEN.findall(text.lower()) if word not in _STOPWORDS]


def _vocabulary(texts: list[str]) -> set[str]:
    return {stem for text in texts for stem in _stems(text)}


def _overlap(text: str, vocabulary: set[str]) -> float:
    """Share of the words of ``text`` that occur in ``vocabulary``, 0 to 1."""
    stems = _stems(text)
    return sum(stem in vocabulary for stem in stems) / len(stems) if stems else 0.0


def _spans(text: str, page: Page) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    last = -2
    """Number of the line that the last span ends with."""
    for at, (line, kind) in enumerate(zip(page.lines, page.kinds, strict=True)):
        adjacent = last == at - 1 and bool(spans)
        if kind is Kind.ATTRIBUTION and adjacent and page.lines[last].text[0] in _QUOTES:
            # Who said it belongs to the quote.
            spans[-1] = (spans[-1][0], line.end)
        elif kind is Kind.PROSE and adjacent and _continues_list(page, at, text[slice(*spans[-1])]):
            spans[-1] = (spans[-1][0], line.end)
            last = at
        elif kind is Kind.PROSE:
            cut = inserts.cut(text, line.start, line.end)
            spans.extend(cut)
            last = at if cut and cut[-1][1] == line.end else -2
    return spans


def _continues_list(page: Page, at: int, above: str) -> bool:
    """A short row goes with the rows and the announcement above it: alone it would say nothing."""
    if at not in page.rows or len(page.lines[at].text.split()) > _LONGEST_ROW:
        return False
    return (at - 1 in page.rows or above.endswith(":")) and len(above.split()) < _LONGEST_LIST
