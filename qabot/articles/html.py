"""Web pages: the article inside a page full of menus, and the facts the page states about it.

The body comes from `trafilatura <https://trafilatura.readthedocs.io>`_, which finds the article among
navigation, teasers and comments; the facts come from :mod:`qabot.articles.structured`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from qabot.articles import draft, encoding, structured
from qabot.articles.draft import Draft
from qabot.errors import ArticleError, EmptyArticle

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element
    from lxml.html import HtmlElement

    from qabot.types import Article

MAX_TAGS = 30_000
"""Most tags opened in a page; a long live blog has 15,000. The extractor's time grows with them."""
MAX_ATTRIBUTES = 1_000
"""Most attributes of one tag, roughly counted; the parser's time grows with their square."""
_SHORT_BODY = 250
"""Characters. Below this the page may keep its text for scripts, so JSON-LD is asked for it as well."""

_NOT_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_TAG_OR_COMMENT = re.compile(r"<(?:([a-zA-Z][^\s/>]*)|!--)")
_COMMENT_END = re.compile(r"--!?>")
_QUOTE_OR_END = re.compile(r"""["'>]""")
_RAW_TEXT = {
    name: re.compile(rf"</{name}", re.IGNORECASE) for name in ("script", "style", "textarea", "title")
}
_CHROME = re.compile(
    r"(?:^|[\s_-])(?:komentar|baca-?juga|(?:artikel|berita)-?(?:terkait|lainnya)|terpopuler|linksisip|lihat-?juga"
    r"|read-?also|simak-?juga)(?:$|[\s_-])",
    re.IGNORECASE,
)
"""Class names of comments and of links set between paragraphs, as Indonesian sites write them; the extractor
knows the English ones."""
_NOT_INLINE = frozenset(
    "article aside blockquote button dl figure footer form h1 h2 h3 h4 h5 h6 header input li main nav ol p"
    " section select table textarea ul".split()
)
_HOLDERS = frozenset("article blockquote body div li main section td".split())
_BLOCKS = frozenset(("body", "code", "div", "head", "item", "list", "p", "quote", "row", "table"))


def read(data: bytes, *, source: str, origin: str) -> Article:
    """Read one web page.

    Raises:
        EmptyArticle: no article text is in the page.
        ArticleError: the page is binary data, or nested or tagged beyond reason.
    """
    return draft.finish(extract(data, source=source), source=source, origin=origin)


def extract(data: bytes, *, source: str) -> Draft:
    """The article's paragraphs and the stated facts. Raises what :func:`read` does."""
    tree = _parse(encoding.decode(data, source=source), source=source)
    linked = structured.linked_data(tree)
    facts = structured.facts(tree, linked)
    _prepare(tree)
    paragraphs = _body(tree)
    if _length(paragraphs) < _SHORT_BODY:
        paragraphs = max(paragraphs, structured.article_body(linked), key=_length)
    if not paragraphs:
        raise EmptyArticle(
            source,
            "no article text was found in the page; scripts may draw it, or the page may only list links.",
            mend="Open it in a browser, copy the article into a .txt file and add that.",
        )
    return Draft(
        paragraphs,
        title=facts.title,
        publisher=facts.publisher,
        author=facts.author,
        published=facts.published,
    )


def _parse(text: str, *, source: str) -> HtmlElement:
    """The element tree of a page that is not made to exhaust its reader."""
    from lxml import etree, html

    _refuse_bombs(text, source=source)
    # Bytes, because lxml refuses a str that declares an encoding.
    markup = _NOT_XML.sub(" ", text).encode("utf-8")
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, collect_ids=False)
    try:
        tree: HtmlElement = html.document_fromstring(markup or b" ", parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise EmptyArticle(source, "there is no HTML in it.", mend="Save the page again.") from error
    if any("depth" in entry.message for entry in parser.error_log):
        raise ArticleError(source, "its tags are nested too deep to be a page.", mend=draft.SAVE_AS_TEXT)
    return tree


def _refuse_bombs(text: str, *, source: str) -> None:
    """Walk the tags as a parser would, in one pass over the text, and count.

    Quotes, comments and scripts are stepped over, so that what they hold is not counted.
    """
    at = tags = 0
    while opening := _TAG_OR_COMMENT.search(text, at):
        if opening[1] is None:
            # "<!-->" is a whole comment: https://html.spec.whatwg.org/#comment-start-state
            closing = _COMMENT_END.search(text, opening.start() + 2)
            at = closing.end() if closing else len(text)
            continue
        tags += 1
        attributes, at = _tag_end(text, opening.end())
        if tags > MAX_TAGS or attributes > MAX_ATTRIBUTES:
            what = f"more than {MAX_TAGS:,} tags" if tags > MAX_TAGS else "a tag with too many attributes"
            reason = f"the page has {what}; no article needs them."
            raise ArticleError(source, reason, mend=draft.SAVE_AS_TEXT)
        if (name := opening[1].lower()) in _RAW_TEXT:
            closing = _RAW_TEXT[name].search(text, at)
            at = closing.start() if closing else len(text)


def _tag_end(text: str, at: int) -> tuple[int, int]:
    """Count the attributes of the tag whose name ends at ``at``; where the tag ends."""
    attributes = 0
    while mark := _QUOTE_OR_END.search(text, at):
        attributes += len(text[at : mark.start()].split()) + 1
        if mark[0] == ">" or attributes > MAX_ATTRIBUTES:
            return attributes, mark.end()
        at = text.find(mark[0], mark.end()) + 1
        if not at:
            break
    return attributes, len(text)


def _prepare(tree: HtmlElement) -> None:
    """Take out of the tree what the extractor does not know, and what would only slow it down."""
    from lxml import etree

    etree.strip_elements(tree, "script", "style", with_tail=False)
    whole = len(tree.text_content())
    for element in list(tree.iter("div", "section", "ul", "ol", "table", "p", "aside")):
        marks = f"{element.get('class', '')} {element.get('id', '')}"
        # A container that holds most of the page is the page, whatever it is called.
        if _CHROME.search(marks) and 2 * len(element.text_content()) < whole:
            element.drop_tree()
    _part_at_breaks(tree)
    if sum(len(draft.tidy(element.text_content())) > 80 for element in tree.iter("p")) < 2:
        _make_paragraphs(tree)


def _part_at_breaks(tree: HtmlElement) -> None:
    """Put text parted by two line breaks or more into paragraphs: the extractor sees one break there."""
    parting: set[HtmlElement] = set()
    for line_break in tree.iter("br"):
        following = line_break.getnext()
        if following is not None and following.tag == "br" and not (line_break.tail or "").strip():
            parting.update((line_break, following))
    for parent in dict.fromkeys(line_break.getparent() for line_break in parting):
        if parent is not None:
            _part(parent, parting)


def _part(parent: HtmlElement, parting: set[HtmlElement]) -> None:
    parts: list[HtmlElement] = []

    def begin(text: str | None) -> None:
        parts.append(parent.makeelement("p"))
        parts[-1].text = text

    begin(parent.text)
    for child in list(parent):
        tail, child.tail = child.tail, None
        if child in parting:
            begin(tail)
        elif child.tag in _NOT_INLINE or child.tag == "div":
            parts.append(child)
            begin(tail)
        else:
            child.tail = tail
            parts[-1].append(child)
    parent.text = None
    parent[:] = [part for part in parts if part.tag != "p" or len(part) or (part.text or "").strip()]
    if parent.tag not in _HOLDERS:
        parent.tag = "div"


def _make_paragraphs(tree: HtmlElement) -> None:
    """Mark divisions that hold only a run of text as paragraphs, on a page that has none.

    Pages drawn by scripts are like that, and the extractor takes their short paragraphs for menus.
    """
    holders: set[HtmlElement] = set()
    for block in tree.iter("div", *_NOT_INLINE):
        parent = block.getparent()
        while parent is not None and parent not in holders:
            holders.add(parent)
            parent = parent.getparent()
    for division in list(tree.iter("div")):
        if division not in holders:
            division.tag = "p"


def _body(tree: HtmlElement) -> tuple[str, ...]:
    """The article's paragraphs, headings and list items in order; empty when none were found."""
    from trafilatura import bare_extraction

    draft.hush("trafilatura", "htmldate", "justext", "readability")
    try:
        found = bare_extraction(tree, include_comments=False)
    except Exception:  # noqa: BLE001 - a page the extractor trips over is a page without an article
        return ()
    if found is None or isinstance(found, dict) or found.body is None:
        return ()
    return draft.tidy_all(_paragraphs(found.body))


def _paragraphs(body: _Element) -> Iterator[str]:
    """Walk the extractor's tree (TEI-like: p, head, list/item, table/row/cell, lb) block by block."""
    from lxml import etree

    pieces: list[str] = []
    for event, element in etree.iterwalk(body, events=("start", "end")):
        if element.tag in _BLOCKS:
            yield from draft.unwrap("".join(pieces))
            pieces.clear()
        elif event == "start" and element.tag == "lb":
            pieces.append("\n")
        elif event == "start" and element.tag == "cell" and pieces:
            pieces.append(" | ")
        text = element.text if event == "start" else element.tail
        if text and (pieces or text.strip()):
            pieces.append(text.replace("\n", " "))
    yield from draft.unwrap("".join(pieces))


def _length(paragraphs: tuple[str, ...]) -> int:
    return sum(map(len, paragraphs))
