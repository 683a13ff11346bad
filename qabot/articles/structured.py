"""The facts a web page states about its article: JSON-LD, Open Graph, meta tags, then visible marks.

Read here rather than by the extractor because three things matter to a citation: the outlet is never
guessed from the address, an author's name keeps its spelling, and the time of day stays with the date.
"""

from __future__ import annotations

import json
import re
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any

from qabot.articles import draft

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from lxml.html import HtmlElement

    _Meta = Mapping[str, str]

_MAX_SCRIPT = 2_000_000
"""Characters. A longer JSON-LD script is not meta data."""
_MAX_NODES = 5_000

_AUTHOR_META = (
    "author",
    "article:author",
    "og:article:author",
    "dc.creator",
    "dcterms.creator",
    "parsely-author",
    "sailthru.author",
    "content_author",
    "byl",
)
_DATE_META = (
    "article:published_time",
    "og:article:published_time",
    "og:published_time",
    "datepublished",
    "publishdate",
    "publish-date",
    "pubdate",
    "parsely-pub-date",
    "sailthru.date",
    "dc.date.issued",
    "dcterms.created",
    "dc.date",
    "date",
    "content_publisheddate",
)
_GENERIC_AUTHORS = frozenset("admin administrator author editor penulis redaksi webmaster".split())
_ISO = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)"
    r"(?:[T ](\d\d):(\d\d)(?::\d\d(?:[.,]\d+)?)?\s*(Z|[+-]\d\d:?\d\d|[+-]\d\d)?)?",
    re.IGNORECASE,
)
_JAKARTA = timezone(timedelta(hours=7))
_DATE_MARK = re.compile(
    r"(?:^|[\s_-])(?:date(?:time|line|published)?|time|timestamp|published?|post(?:ed)?-?on|tanggal|tgl|waktu)(?:$|[\s_-])",
    re.IGNORECASE,
)
_OUTSIDE = frozenset(("aside", "footer", "nav"))


@dataclass(frozen=True, slots=True)
class Facts:
    """What the page states; None where it is silent."""

    title: str | None = None
    publisher: str | None = None
    author: str | None = None
    published: str | None = None


@dataclass(frozen=True, slots=True)
class LinkedData:
    """The JSON-LD of a page."""

    article: Mapping[str, Any] = field(default_factory=dict)
    """The article's own node, empty if there is none."""
    by_id: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    """Nodes by ``@id``, which other nodes refer to."""

    def names(self, key: str) -> list[str]:
        """Names of the people or organisations the article states under ``key``, in order."""
        return [name for value in _as_list(self.article.get(key)) if (name := self._name(value))]

    def _name(self, value: object) -> str | None:
        if isinstance(value, str):
            return draft.tidy(value)
        if not isinstance(value, dict):
            return None
        name = value.get("name") or self.by_id.get(str(value.get("@id")), {}).get("name")
        return draft.tidy(name) if isinstance(name, str) else None


def linked_data(tree: HtmlElement) -> LinkedData:
    """Parse the JSON-LD scripts; broken ones are passed over."""
    nodes: list[dict[str, Any]] = []
    for script in tree.iter("script"):
        text = script.text or ""
        if "ld+json" in script.get("type", "").lower() and len(text) <= _MAX_SCRIPT:
            try:
                nodes.extend(_nodes(json.loads(_unwrapped(text), strict=False)))
            except (ValueError, RecursionError):
                continue
    articles = [node for node in nodes if any(_is_article(kind) for kind in _as_list(node.get("@type")))]
    # A page may list its neighbours as articles too; its own says who wrote it and when.
    articles.sort(key=lambda node: -sum(fact in node for fact in ("headline", "author", "datePublished")))
    by_id = {str(node["@id"]): node for node in nodes if "@id" in node and "name" in node}
    return LinkedData(articles[0] if articles else {}, by_id)


def article_body(linked: LinkedData) -> tuple[str, ...]:
    """The article's text where JSON-LD holds it, one paragraph a line; else empty."""
    body = linked.article.get("articleBody")
    if not isinstance(body, str) or len(body) > draft.MAX_CHARACTERS:
        return ()
    if "<" in body or "&" in body:
        from lxml import etree, html

        broken = re.sub(r"(?i)<(?=/?(?:p|br|div|li)\b)", "\n<", body)
        try:
            root = html.fragment_fromstring(broken, create_parent="div")
        except (etree.ParserError, ValueError):
            return ()
        body = str(root.text_content())
    return draft.tidy_all(body.splitlines())


def facts(tree: HtmlElement, linked: LinkedData) -> Facts:
    """The title, outlet, author and date of the article."""
    meta = _meta(tree)
    publisher = _publisher(meta, linked)
    return Facts(
        title=_title(tree, meta, linked, publisher),
        publisher=publisher,
        author=_author(tree, meta, linked, publisher),
        published=_published(tree, meta, linked),
    )


def _meta(tree: HtmlElement) -> _Meta:
    """First content of every named meta tag, names in lower case."""
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop")
        content = draft.tidy(element.get("content") or "")
        if name and content:
            found.setdefault(name.strip().lower(), content)
    return found


def _publisher(meta: _Meta, linked: LinkedData) -> str | None:
    stated = [meta.get("og:site_name", ""), *linked.names("publisher")]
    return next((name for name in stated if name and not _is_link(name)), None)


def _title(tree: HtmlElement, meta: _Meta, linked: LinkedData, publisher: str | None) -> str | None:
    headline = linked.article.get("headline")
    headings = [draft.tidy(heading.text_content()) for heading in tree.iter("h1")]
    element = next(tree.iter("title"), None)
    candidates = [
        headings[0] if len(headings) == 1 else "",
        meta.get("og:title", ""),
        headline if isinstance(headline, str) else "",
        meta.get("twitter:title", ""),
        element.text_content() if element is not None else "",
    ]
    titles = [title for text in candidates if (title := _without_publisher(draft.tidy(text), publisher))]
    if len(titles) > 1 and candidates[0] and not _akin(titles[0], titles[1:]):
        # The only h1 of some pages is the outlet's logo.
        del titles[0]
    return titles[0] if titles else None


def _akin(heading: str, others: Iterable[str]) -> bool:
    """Whether any other statement of the title shares most of its words with the heading."""
    words = set(re.findall(r"\w+", heading.casefold()))
    for other in others:
        theirs = set(re.findall(r"\w+", other.casefold()))
        if 2 * len(words & theirs) >= min(len(words), len(theirs)) > 0:
            return True
    return False


def _without_publisher(title: str, publisher: str | None) -> str:
    """``Headline - Outlet`` without its tail."""
    if not publisher:
        return title
    return re.sub(rf"\s*[|\-–—:·»]\s*{re.escape(publisher)}$", "", title, flags=re.IGNORECASE)


def _author(tree: HtmlElement, meta: _Meta, linked: LinkedData, publisher: str | None) -> str | None:
    unwanted = {draft.key(publisher)} if publisher else set()
    in_meta = ([meta[name]] for name in _AUTHOR_META if name in meta)
    stated = [linked.names("author"), *in_meta, [_byline(tree)]]
    for names in stated:
        kept = dict.fromkeys(
            name
            for name in names
            if name
            and 1 < len(name) <= 120
            and not _is_link(name)
            and name.casefold() not in _GENERIC_AUTHORS
            and draft.key(name) not in unwanted
        )
        if kept:
            return ", ".join(kept)
    return None


def _byline(tree: HtmlElement) -> str:
    """The text of the element marked up as the author (microdata or rel="author")."""
    for element in tree.xpath('//*[@itemprop="author" or @rel="author"]'):
        named = element.xpath('.//*[@itemprop="name"]')
        text = draft.tidy((named[0] if named else element).text_content() or element.get("content") or "")
        if text:
            return text
    return ""


def _published(tree: HtmlElement, meta: _Meta, linked: LinkedData) -> str | None:
    indonesian = (tree.get("lang") or meta.get("og:locale") or "").lower().startswith(("id", "in"))
    in_meta = (meta.get(name) for name in _DATE_META)
    stated = [linked.article.get("datePublished"), *in_meta, *_visible_dates(tree)]
    for value in stated:
        if isinstance(value, str) and (moment := _moment(value, indonesian=indonesian)):
            return moment
    return _dated_by_markup(tree)


def _visible_dates(tree: HtmlElement) -> Iterator[str]:
    """Dates shown to the reader, outside menus and sidebars: time elements, then classes named so."""
    shown = [
        element
        for element in tree.iter("time", "span", "div", "p", "li", "small", "h5", "h6")
        if element.tag == "time" or _DATE_MARK.search(element.get("class", "") + " " + element.get("id", ""))
    ][:50]
    for element in sorted(shown, key=lambda element: element.tag != "time"):
        if any(ancestor.tag in _OUTSIDE for ancestor in element.iterancestors()):
            continue
        if moment := element.get("datetime"):
            yield moment
        text = draft.tidy(element.text_content())
        if len(text) <= 80:
            yield text


def _moment(value: str, *, indonesian: bool) -> str | None:
    """A stated date as ISO 8601 without seconds or zone, in the time the outlet prints.

    A moment in UTC is moved to Western Indonesian Time on Indonesian pages: their systems store UTC
    while the page shows WIB, and late in the day the two differ by a date.
    """
    found = _ISO.match(value.strip())
    if not found:
        from qabot.text import dates

        return dates.parse(value)
    year, month, day, hour, minute = (int(part or 0) for part in found.groups()[:5])
    try:
        moment = datetime(year, month, day, hour, minute, tzinfo=timezone.utc)
    except ValueError:
        return None
    if found[4] is None:
        return moment.strftime("%Y-%m-%d")
    if indonesian and (found[6] or "").upper() in ("Z", "+00:00", "+0000", "+00"):
        moment = moment.astimezone(_JAKARTA)
    return moment.strftime("%Y-%m-%dT%H:%M")


def _dated_by_markup(tree: HtmlElement) -> str | None:
    """What htmldate makes of rarer meta tags and of the canonical address (``/2023/07/28/``).

    It is shown nothing else: from headlines and running text it would take the date of an event, or
    any date at all, for the date of publication.
    """
    from htmldate import find_date
    from lxml import html

    draft.hush("htmldate")
    page, head = html.Element("html"), html.Element("head")
    page.append(head)
    head.extend([deepcopy(element) for element in tree.iter("meta", "link")])
    try:
        return find_date(page, extensive_search=False, original_date=True)
    except Exception:  # noqa: BLE001 - a page it trips over has no date, which is no error
        return None


def _unwrapped(text: str) -> str:
    """The JSON in a script, without the comment or CDATA section some pages wrap it in."""
    if "<![CDATA[" in text:
        text = text.partition("<![CDATA[")[2].rpartition("]]>")[0]
    starts = [at for at in (text.find("{"), text.find("[")) if at >= 0]
    return text[min(starts, default=0) : max(text.rfind("}"), text.rfind("]")) + 1]


def _nodes(value: object) -> Iterator[dict[str, Any]]:
    """The objects of a JSON-LD document, outermost first, without following what they mention."""
    pending = [value]
    for _ in range(_MAX_NODES):
        if not pending:
            return
        node = pending.pop(0)
        if isinstance(node, list):
            pending.extend(node)
        elif isinstance(node, dict):
            yield node
            pending.extend(node[key] for key in ("@graph", "mainEntity", "mainEntityOfPage") if key in node)


def _is_article(kind: object) -> bool:
    return isinstance(kind, str) and kind.endswith(("Article", "BlogPosting", "Report"))


def _is_link(text: str) -> bool:
    return text.startswith(("http:", "https:", "//", "@", "www.")) or "@" in text


def _as_list(value: object) -> list[Any]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]
