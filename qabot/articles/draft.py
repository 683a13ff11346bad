"""What a reader found in a web page, a PDF or a Word file, before it becomes an Article.

The three formats hold markup or layout rather than text, so their readers first lay the text out
afresh: one paragraph after another, an empty line between them. A :class:`Draft` is that text with
the facts the file states about itself; :func:`finish` hands it on to the step all formats share.
"""

from __future__ import annotations

import logging
import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qabot.articles import encoding, metadata
from qabot.errors import EmptyArticle

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from qabot.types import Article

MAX_CHARACTERS = 10_000_000
"""Longest text taken from one file; the longest novels have about a third of this."""

_OPENING = 5
"""Paragraphs at the top among which the title may be repeated."""
SAVE_AS_TEXT = "Save the article's text as a .txt file and add that."
"""The mend that works for whatever a reader cannot make sense of."""

_INVISIBLE = dict.fromkeys((0x00AD, 0x200B, 0x2060, 0xFEFF))
"""Soft hyphen, zero-width space, word joiner, byte order mark: they split words that look whole. The
joiners U+200C and U+200D stay, they are part of how Persian and emoji are spelt."""
_LIGATURES = {0xFB00 + i: text for i, text in enumerate(("ff", "fi", "fl", "ffi", "ffl", "st", "st"))}
_CLEANING = _INVISIBLE | _LIGATURES
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")

_ENDS_A_SENTENCE = re.compile(r"""[.!?:;…]["'”’»)\]]*\s*$""")

_SOFTWARE_NAMES = frozenset(
    "admin administrator author editor guest home lenovo microsoft office operator owner pc python-docx"
    " redaksi root unknown user windows".split()
)
_DEFAULT_TITLES = re.compile(
    r"(?:untitled|document|dokumen|tanpa judul|new document|slide|presentation)?[\s\d()]*"
    r"|(?:microsoft (?:office )?word|powerpoint|print(?:ed)?|layout)\b.*"
    r"|.*\.(?:docx?|pdf|rtf|odt|html?|txt|indd|pptx?|tex|dvi)",
    re.IGNORECASE,
)

_NULL_HANDLER = logging.NullHandler()


@dataclass(frozen=True, slots=True)
class Draft:
    """Paragraphs in reading order and what the file says of itself; unknown facts are None."""

    paragraphs: tuple[str, ...]
    title: str | None = None
    publisher: str | None = None
    author: str | None = None
    published: str | None = None
    """ISO 8601, ``2023-07-28`` or ``2023-07-28T19:42``."""

    @property
    def body(self) -> tuple[str, ...]:
        """The paragraphs without the title, which a page may print above or below its own byline."""
        title = key(self.title or "")
        opening = (text for text in self.paragraphs[:_OPENING] if key(text) != title)
        return (*opening, *self.paragraphs[_OPENING:])

    @property
    def text(self) -> str:
        """Title and paragraphs, an empty line between any two."""
        return "\n\n".join((self.title, *self.body) if self.title else self.body)


def finish(draft: Draft, *, source: str, origin: str) -> Article:
    """Turn a draft into an Article by the step all formats share. Raises EmptyArticle."""
    if not draft.body:
        # A title alone would pass for a one-line article.
        raise EmptyArticle(source, "it holds no article text.", mend=SAVE_AS_TEXT)
    return metadata.assemble(
        draft.text,
        source=source,
        origin=origin,
        title=draft.title,
        publisher=draft.publisher,
        author=draft.author,
        published=draft.published,
    )


def tidy(text: str) -> str:
    """One paragraph on one line: NFC, runs of white space folded, invisible characters dropped."""
    # misread marks first: some hold a control character or a soft hyphen
    text = _CONTROL.sub(" ", encoding.mended(text).translate(_CLEANING))
    return " ".join(unicodedata.normalize("NFC", text).split())


def unwrap(text: str) -> Iterator[str]:
    """Split a block at its line breaks where they end paragraphs.

    Two breaks always do. A single one ends a paragraph on some pages and only wraps a line on others;
    after the end of a sentence it is taken for the former.
    """
    pieces: list[str] = []
    for line in text.split("\n"):
        pieces.append(line)
        if not line.strip() or _ENDS_A_SENTENCE.search(line):
            yield " ".join(pieces)
            pieces.clear()
    if pieces:
        yield " ".join(pieces)


def tidy_all(paragraphs: Iterable[str]) -> tuple[str, ...]:
    """:func:`tidy` each paragraph, dropping the empty ones."""
    return tuple(tidied for paragraph in paragraphs if (tidied := tidy(paragraph)))


def key(text: str) -> str:
    """What makes two headlines the same: letters and digits, case folded."""
    return "".join(c for c in unicodedata.normalize("NFKC", text).casefold() if c.isalnum())


def stated_author(value: str | None) -> str | None:
    """The author property of an office file, unless it only names an account or a program.

    Word processors fill it with the account the machine was installed under, so a lone word, or one
    with digits in it, is not believed.
    """
    name = tidy(value or "")
    words = re.findall(r"[^\W\d_]+", name)
    if len(words) < 2 or len(words) > 12 or any(c.isdigit() or c in "@/\\" for c in name):
        return None
    return None if _SOFTWARE_NAMES & {word.casefold() for word in name.split()} else name


def stated_title(value: str | None) -> str | None:
    """The title property of an office file, unless it is a default or a file name."""
    title = tidy(value or "")
    return None if _DEFAULT_TITLES.fullmatch(title) else title


def hush(*loggers: str) -> None:
    """Keep the named libraries from writing warnings to standard error where nobody set logging up.

    What is worth telling reaches the user as an ArticleError; a program that configures logging
    still gets the libraries' records.
    """
    for name in loggers:
        logging.getLogger(name).addHandler(_NULL_HANDLER)
