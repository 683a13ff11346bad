"""Markdown, with or without front matter."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from qabot.articles import metadata, plain
from qabot.errors import EmptyArticle
from qabot.text import dates

if TYPE_CHECKING:
    from collections.abc import Iterable

    from markdown_it.token import Token

    from qabot.types import Article

_FRONT_MATTER: Final = re.compile(
    r"\A\s*---[ \t]*\n(?P<yaml>.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE
)
_LONGEST_FRONT_MATTER: Final = 16 * 1024
"""Characters. Longer ones are no front matter."""
_LONGEST_VALUE: Final = 500
_DEEPEST: Final = 20
"""Lists and quotes within one another, beyond which markup is read as text."""
_TAG: Final = re.compile(r"<!--.*?-->|</?[a-zA-Z][^<>]*>", re.DOTALL)

_TITLE: Final = ("title", "judul", "headline")
_PUBLISHER: Final = ("publisher", "outlet", "media", "site", "site_name", "sitename", "publication", "source")
_AUTHOR: Final = ("author", "authors", "penulis", "byline", "reporter")
_PUBLISHED: Final = (
    "published",
    "date",
    "publish_date",
    "published_at",
    "datepublished",
    "tanggal",
    "pubdate",
)


def read(data: bytes, *, source: str, origin: str) -> Article:
    """Read a Markdown file.

    Facts come from YAML front matter (``title``, ``author`` or ``authors``, ``date`` or ``published``,
    ``publisher`` or ``outlet``; Indonesian names too), the headline else from the first heading. The
    article's text is what a reader of the rendered page sees, one block a line: without markup, images
    and HTML.

    Raises:
        EmptyArticle: nothing that reads like an article is left.
        ArticleError: the file is binary.
    """
    text = metadata.normalize(plain.decode(data, source=source))
    facts, body = _front_matter(text)
    heading, blocks = _blocks(body)
    if not blocks:
        raise EmptyArticle(source, "there is no text below its headings.", mend="Check what the file holds.")
    return metadata.assemble(
        "\n\n".join(blocks),
        source=source,
        origin=origin,
        title=_first(facts, _TITLE) or heading,
        publisher=_first(facts, _PUBLISHER),
        author=_first(facts, _AUTHOR),
        published=dates.parse(_first(facts, _PUBLISHED) or ""),
    )


def _front_matter(text: str) -> tuple[dict[str, Any], str]:
    import yaml

    found = _FRONT_MATTER.match(text[: _LONGEST_FRONT_MATTER + 10])
    if found is None:
        return {}, text
    try:
        # Every scalar as the text it was written as: dates are read by one parser only.
        loaded = yaml.load(found["yaml"], Loader=yaml.BaseLoader)
    except (yaml.YAMLError, ValueError, RecursionError):
        return {}, text
    if not isinstance(loaded, dict):
        return {}, text
    facts = {str(name).lower().replace("-", "_"): value for name, value in loaded.items()}
    return facts, text[found.end() :]


def _first(facts: dict[str, Any], names: Iterable[str]) -> str | None:
    for name in names:
        value = facts.get(name)
        if isinstance(value, dict):
            value = value.get("name")
        if isinstance(value, list):
            value = ", ".join(item for item in value if isinstance(item, str))
        if isinstance(value, str) and value.strip():
            return " ".join(value.split())[:_LONGEST_VALUE]
    return None


def _blocks(body: str) -> tuple[str | None, list[str]]:
    """The heading the body opens with, and the text of every block below it."""
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"maxNesting": _DEEPEST}).enable("table")
    blocks: list[str] = []
    heading: str | None = None
    inside: Token | None = None
    marker = ""
    row: list[str] = []
    for token in parser.parse(body):
        if token.type == "list_item_open":
            marker = f"{token.info}{token.markup} " if token.info else "- "
        elif token.type == "tr_close" and any(row):
            blocks.append(" | ".join(row))
            row = []
        elif token.type == "inline" and inside is not None:
            text = _inline(token)
            if inside.type in ("td_open", "th_open"):
                row.append(text)
            elif (
                text
                and inside.type == "heading_open"
                and not heading
                and not blocks
                and len(text) < _LONGEST_VALUE
            ):
                heading = text
            elif text:
                blocks.append(marker + text)
                marker = ""
        elif token.type in ("fence", "code_block", "html_block"):
            content = _TAG.sub("", token.content) if token.type == "html_block" else token.content
            blocks += [line.strip() for line in content.splitlines() if line.strip()]
        inside = token if token.nesting == 1 else inside
    return heading, blocks


def _inline(token: Token) -> str:
    parts: list[str] = []
    for child in token.children or ():
        if child.type in ("text", "code_inline"):
            parts.append(child.content)
        elif child.type in ("softbreak", "hardbreak"):
            # Kept: cleaning tells a hard-wrapped paragraph from lines that are paragraphs of their own.
            parts.append("\n")
    return "\n".join(line for raw in "".join(parts).split("\n") if (line := " ".join(raw.split())))
