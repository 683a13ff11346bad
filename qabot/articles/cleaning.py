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

from qabot.articles import chrome, inserts, lines, wording
from qabot.articles.chrome import Kind

if TYPE_CHECKING:
    from qabot.articles.lines import Line

_PROSE: Final = frozenset({Kind.PROSE, Kind.LEAD_IN})
_OPEN: Final = frozenset({Kind.HEADLINE, Kind.FRAGMENT, Kind.ITEM, Kind.LEAD_IN})
"""Kinds that the surroundings decide."""

_FOREIGN: Final = 0.34
"""A fragment belongs to the article when at least this share of its words occurs in the prose."""
_TAIL: Final = 0.5
"""What follows an end mark is at most this share of the prose before it, or the mark was none."""
_LONGEST_CAPTION: Final = 30
"""Words. Adjacent lines repeated word for word are captions up to this length."""
_TITLE_WORDS: Final = (4, 28)

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
_STRANGE: Final = 0.2
"""The same for a whole paragraph, which brings new words of its own."""
_DOMAIN: Final = re.compile(r"^[\w-]+\.(?:com|id|co\.id|co|net|org|tv|news)$", re.IGNORECASE)
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
    if not any(kind is Kind.PROSE for kind in page.kinds):
        _keep_what_there_is(page)
    else:
        _drop_repeats(page)
        _drop_tail(page)
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
        role = chrome.LABELS.get(page.lines[at].text.strip(" :•|").lower(), "")
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
        named = outlet is not None and _is_outlet(outlet["outlet"])
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
            page.kinds[at] = Kind.CAPTION
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
    vocabulary = _vocabulary(prose[:12])
    long = [at for at in candidates if len(page.lines[at].text.split()) >= _TITLE_WORDS[0]]
    for at in long:
        # Above the headline stand section names, site mottos and teasers: they are of other things.
        if _overlap(page.lines[at].text, vocabulary) >= _FOREIGN:
            return at
    return long[0] if long else max(candidates, key=lambda at: len(page.lines[at].text))


def _could_be_headline(text: str) -> bool:
    return len(text.split()) <= _TITLE_WORDS[1] and not text.endswith((".", ",", ";", ":", ".”", '."'))


def _is_outlet(name: str) -> bool:
    return bool(_DOMAIN.search(name)) or name.strip().lower() in wording.OUTLETS


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
        quoted = text[0] in '"“'
        if kind is not Kind.PROSE or (
            at - first <= 3 and len(text.split()) <= _LONGEST_CAPTION and not quoted
        ):
            page.kinds[first] = Kind.CAPTION


def _key(text: str) -> str:
    return "".join(filter(str.isalnum, text)).casefold()


def _words_of_prose(page: Page) -> list[int]:
    return [
        len(line.text.split()) if kind is Kind.PROSE else 0
        for line, kind in zip(page.lines, page.kinds, strict=True)
    ]


def _drop_tail(page: Page) -> None:
    """Cut what follows the article: at once after a comment form, line by line after a box of links."""
    if not any(kind in (Kind.END, Kind.SECTION, Kind.BYLINE) for kind in page.kinds):
        return
    words = _words_of_prose(page)
    before, after = 0, sum(words)
    for at, kind in enumerate(page.kinds):
        before += words[at]
        after -= words[at]
        if kind is Kind.SECTION:
            _close_box(page, at)
        if not before or after > _TAIL * before:
            continue
        if kind is Kind.END:
            page.kinds[at:] = [Kind.WIDGET] * (len(page.kinds) - at)
            return
        if kind in (Kind.SECTION, Kind.BYLINE):
            _drop_strangers(page, at)


def _close_box(page: Page, at: int) -> None:
    """The links below the heading of a box go with it."""
    for below in range(at + 1, len(page.kinds)):
        if page.kinds[below] not in (Kind.HEADLINE, Kind.FRAGMENT, Kind.ITEM):
            break
        page.kinds[below] = Kind.WIDGET


def _drop_strangers(page: Page, at: int) -> None:
    """Below a box of links or a closing byline, only prose on the article's topic is still the article."""
    prose = [line.text for line, kind in zip(page.lines[:at], page.kinds, strict=False) if kind is Kind.PROSE]
    vocabulary = _vocabulary(prose)
    for below in range(at + 1, len(page.kinds)):
        kind = page.kinds[below]
        if kind in _OPEN or (kind is Kind.PROSE and _overlap(page.lines[below].text, vocabulary) < _STRANGE):
            page.kinds[below] = Kind.WIDGET


def _drop_head(page: Page) -> None:
    """Above the first paragraph only whole sentences are the article's."""
    for at, kind in enumerate(page.kinds):
        if kind is Kind.PROSE:
            return
        text = page.lines[at].text
        sentence = chrome.ends_sentence(text) and len(text.split()) >= 6
        if kind in _OPEN and not (kind is Kind.ITEM and sentence) and len(text.split()) < 8:
            page.kinds[at] = Kind.WIDGET


def _settle_runs(page: Page) -> None:
    """Lists stay, stray headlines go: decided by run of lines that are no prose."""
    at = 0
    while at < len(page.kinds):
        if page.kinds[at] not in _OPEN:
            at += 1
            continue
        end = at
        while end < len(page.kinds) and page.kinds[end] in _OPEN:
            end += 1
        _settle_run(page, at, end)
        at = end


def _settle_run(page: Page, start: int, end: int) -> None:
    announced = start > 0 and page.kinds[start - 1] is Kind.PROSE and _announces(page.lines[start - 1].text)
    inside = any(kind is Kind.PROSE for kind in page.kinds[:start]) and Kind.PROSE in page.kinds[end:]
    items = sum(kind is Kind.ITEM for kind in page.kinds[start:end])
    listing = inside and end - start >= 3 and not _mostly_headlines(page, start, end)
    for at in range(start, end):
        kind = page.kinds[at]
        text = page.lines[at].text
        if kind is Kind.LEAD_IN:
            announced = True
            page.kinds[at] = Kind.PROSE if chrome.small_words(text) else Kind.WIDGET
        elif announced or listing:
            page.kinds[at] = Kind.PROSE
        elif kind is Kind.ITEM:
            keep = items >= 2 or _is_listed_point(text)
            page.kinds[at] = Kind.PROSE if keep else Kind.WIDGET
        elif kind is Kind.HEADLINE:
            page.kinds[at] = Kind.WIDGET


def _announces(text: str) -> bool:
    return text.endswith(":")


def _is_listed_point(text: str) -> bool:
    """A numbered heading or a sentence behind a bullet, not a link set off by one."""
    return text[0].isdigit() or chrome.ends_sentence(text) or chrome.small_words(text) >= 2


def _mostly_headlines(page: Page, start: int, end: int) -> bool:
    headlines = sum(
        page.kinds[at] is Kind.HEADLINE
        and len(page.lines[at].text.split()) >= 5
        and not any(c.isdigit() or c in "()" for c in page.lines[at].text)
        for at in range(start, end)
    )
    return 2 * headlines >= end - start


def _settle_fragments(page: Page) -> None:
    """A stray line stays when it shares its words with the prose."""
    open_lines = [at for at, kind in enumerate(page.kinds) if kind is Kind.FRAGMENT]
    if not open_lines:
        return
    vocabulary = _vocabulary(
        [line.text for line, kind in zip(page.lines, page.kinds, strict=True) if kind is Kind.PROSE]
    )
    for at in open_lines:
        text = page.lines[at].text
        keep = len(text.split()) >= 5 and _overlap(text, vocabulary) >= _FOREIGN
        page.kinds[at] = Kind.PROSE if keep else Kind.WIDGET


def _keep_what_there_is(page: Page) -> None:
    """No line is a sentence (a table, a poem, a note): then whatever is no furniture is the article."""
    for at, kind in enumerate(page.kinds):
        if kind in _OPEN and len(page.lines[at].text.split()) >= 3:
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
    quote_end = -1
    for at, (line, kind) in enumerate(zip(page.lines, page.kinds, strict=True)):
        if kind is Kind.ATTRIBUTION and at > 0 and quote_end == at - 1 and spans:
            # Who said it belongs to the quote.
            spans[-1] = (spans[-1][0], line.end)
        elif kind is Kind.PROSE:
            spans.extend(inserts.cut(text, line.start, line.end))
            quote_end = at if line.text[0] in "\"“‘'«" else -1
    return spans
