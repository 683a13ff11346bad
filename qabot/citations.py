"""Citation ids for people, and the way back from an id to the exact quote.

``k7m2pq-3b`` is sentence b of paragraph 3 of the article with the code ``k7m2pq``; ``k7m2pq-3b-d`` runs
from sentence b to d, ``k7m2pq-3`` is the whole paragraph, ``k7m2pq-0`` the title. Article codes come
from the content, paragraphs and sentences are counted in it, so an id means the same in every index
that holds the article. The quote is read back from the article, never stored in the id's place.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from qabot.errors import CitationError, UsageError
from qabot.index.splitting import sentence_spans
from qabot.text import dates
from qabot.types import Citation, QuotedDate

if TYPE_CHECKING:
    from qabot.index import PassageIndex
    from qabot.types import Article, Passage, Stance

Span = tuple[int, int]

_DASH = r"[-‐‑‒–—−_]"
_EDGE = r"[^\w]*"
_ID = re.compile(
    rf"{_EDGE}(?P<code>[2-9a-z]{{6,26}})(?:\s*{_DASH}\s*|\s+)(?P<paragraph>[0-9]{{1,6}})"
    rf"(?:(?:\s*{_DASH})?\s*(?P<first>[a-z]{{1,3}})(?:(?:\s*{_DASH}\s*|\s+)(?P<last>[a-z]{{1,3}}))?)?{_EDGE}"
)
ALONE: Final = re.compile(
    r"^\s*[\[(]?(?P<code>[2-9a-z]{6,26})-\d{1,6}(?:[a-z]{1,3}(?:-[a-z]{1,3})?)?[\])]?[.?]?\s*$", re.IGNORECASE
)
"""A line of nothing but what looks like an id, as it is shown."""
_BARE_CODE = re.compile(rf"{_EDGE}(?P<code>[2-9a-z]{{6,26}}){_EDGE}")


@dataclass(frozen=True, slots=True)
class CitationId:
    """A parsed id. Sentences count from 0; None for both means the whole paragraph."""

    code: str
    paragraph: int
    first: int | None = None
    last: int | None = None

    def __str__(self) -> str:
        whole = f"{self.code}-{self.paragraph}"
        if self.first is None or self.last is None:
            return whole
        letters = sentence_letters(self.first)
        return (
            whole + letters if self.first == self.last else f"{whole}{letters}-{sentence_letters(self.last)}"
        )


@dataclass(frozen=True, slots=True)
class CitationContext:
    """A citation looked up, with what stands around it."""

    citation: Citation
    before: tuple[str, ...]
    """Paragraphs before it, in reading order."""
    after: tuple[str, ...]
    paragraph: str
    """The whole paragraph it is from."""
    edited: bool
    """The article was edited since the id was made: this is what stands there now."""


def cite(
    index: PassageIndex,
    passage: Passage,
    start: int,
    end: int,
    *,
    speaker: str | None = None,
    role: str | None = None,
    stance: Stance = "supports",
    score: float = 0.0,
) -> Citation:
    """The citation of the sentences that ``start`` to ``end`` (offsets into ``Article.text``) touch.

    The range must overlap ``passage``; what lies outside it is not cited. An empty range cites the
    sentence it stands in. Raises UsageError for a range elsewhere.
    """
    if end < passage.start or start > passage.end or end < start:
        raise UsageError(
            f"Offsets {start} to {end} are not in the passage at {passage.start} to {passage.end}."
        )
    article = index.article(passage.article.code)
    within = (max(start, passage.start), min(end, passage.end))
    spans = _sentences(article, _paragraph_span(article, passage.paragraph, passage))
    touched = [at for at, span in enumerate(spans) if span[0] < within[1] and within[0] < span[1]]
    if not touched:  # white space between sentences, or an empty range: the nearest sentence
        touched = [min(range(len(spans)), key=lambda at: _distance(spans[at], within))]
    return _citation(
        article,
        CitationId(passage.article.code, passage.paragraph, touched[0], touched[-1]),
        spans,
        article_day(article, passage.article.added),
        speaker=speaker,
        role=role,
        stance=stance,
        score=score,
    )


def parse_id(text: str) -> CitationId:
    """The id in ``text``: any case, any dash or blanks, brackets and punctuation around it.

    Raises CitationError for anything else.
    """
    plain = unicodedata.normalize("NFKC", text).strip().lower()
    found = _ID.fullmatch(plain)
    if found is None:
        article = _BARE_CODE.fullmatch(plain)
        mend = "An id looks like k7m2pq-3b: article, paragraph, sentence."
        if article is not None:
            mend = f"It may name an article; a paragraph of it would be {article['code']}-1."
        raise CitationError(f"{text.strip()!r} is not a citation id.", mend=mend)
    if found["first"] is None:
        return CitationId(found["code"], int(found["paragraph"]))
    first = _sentence_number(found["first"])
    last = first if found["last"] is None else _sentence_number(found["last"])
    return CitationId(found["code"], int(found["paragraph"]), min(first, last), max(first, last))


def lookup(index: PassageIndex, id: str, context: int = 0) -> CitationContext:  # noqa: A002 - its name
    """What an id names, with up to ``context`` paragraphs on either side.

    An id of an article that was edited since gives the paragraph that now has that number, and says so.
    Raises CitationError when there is no such article, paragraph or sentence.
    """
    wanted = parse_id(id)
    with index.snapshot():
        code, edited = index.resolve(wanted.code)
        article = index.article(code)
        day = article_day(article, index.info(code).added)
        title = next((p for p in index.article_passages(code) if p.paragraph == 0), None)
    span = _paragraph_span(article, wanted.paragraph, title)
    if span is None:
        numbers = [paragraph.number for paragraph in article.paragraphs] or [0]
        was = "was edited and now has" if edited else "has"
        raise CitationError(
            f"Article {code} ({article.source}) {was} no paragraph {wanted.paragraph}.",
            mend=f"Its paragraphs are {code}-{min(numbers)} to {code}-{max(numbers)}.",
        )
    spans = _sentences(article, span)
    first, last = wanted.first, wanted.last
    if first is None or last is None or (edited and last >= len(spans)):
        first, last = 0, len(spans) - 1
    elif last >= len(spans):
        raise CitationError(
            f"Paragraph {code}-{wanted.paragraph} has no sentence {sentence_letters(last)!r}.",
            mend=f"Its sentences are a to {sentence_letters(len(spans) - 1)}.",
        )
    citation = _citation(article, CitationId(code, wanted.paragraph, first, last), spans, day)
    around = [p for p in article.paragraphs if p.number > 0]
    before = [article.paragraph_text(p) for p in around if p.number < wanted.paragraph]
    after = [article.paragraph_text(p) for p in around if p.number > wanted.paragraph]
    return CitationContext(
        citation,
        tuple(before[len(before) - min(context, len(before)) :]),
        tuple(after[:context]),
        article.text[span[0] : span[1]],
        edited,
    )


def verify(index: PassageIndex, citation: Citation) -> bool:
    """Whether the article still says what ``citation`` quotes, at the place it names.

    An article that was edited elsewhere still does; an id, quote or offset that was altered does not.
    """
    try:
        found = lookup(index, citation.id)
    except CitationError:
        return False
    now = found.citation
    return (now.quote, now.start, now.end, now.paragraph, now.source) == (
        citation.quote,
        citation.start,
        citation.end,
        citation.paragraph,
        citation.source,
    )


def article_day(article: Article, added: str) -> str | None:
    """The day an article speaks from, ISO 8601: its date, or without one the newest day it names.

    ``added`` (ISO 8601), when it came into the index, is a day it cannot be younger than.
    """
    if article.published:
        return article.published[:10]
    newest = _latest_named(article.text, date.fromisoformat(added[:10]))
    return newest.isoformat() if newest else None


_latest_named = lru_cache(maxsize=256)(dates.latest_named)


def resolved_dates(quote: str, day: str | None) -> tuple[QuotedDate, ...]:
    """What the dates that ``quote`` leaves open stand for in an article of ``day`` (ISO 8601).

    ``kemarin`` and ``bulan lalu``, and a day without its year. Empty when there is none, or no ``day``.
    """
    if day is None:
        return ()
    try:
        reference = date.fromisoformat(day[:10])
    except ValueError:  # an article dated by its month only
        return ()
    complete = {mention.start for mention in dates.find(quote)}
    return tuple(
        QuotedDate(quote[mention.start : mention.end], mention.iso, mention.part)
        for mention in dates.find(quote, reference)
        if mention.start not in complete
    )


def sentence_letters(number: int) -> str:
    """0 is a, 25 is z, 26 is aa."""
    letters = ""
    number += 1
    while number:
        number, digit = divmod(number - 1, 26)
        letters = chr(ord("a") + digit) + letters
    return letters


def _sentence_number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = 26 * number + ord(letter) - ord("a") + 1
    return number - 1


def _paragraph_span(article: Article, number: int, passage: Passage | None) -> Span | None:
    for paragraph in article.paragraphs:
        if paragraph.number == number:
            return paragraph.start, paragraph.end
    if passage is not None and passage.paragraph == number == 0:  # a title that is no paragraph of its own
        return passage.start, passage.end
    return None


def _sentences(article: Article, span: Span | None) -> list[Span]:
    if span is None:
        raise UsageError(f"The passage is not one of {article.source}.")
    return sentence_spans(article.text, *span) or [span]


def _distance(span: Span, within: Span) -> int:
    return max(span[0] - within[1], within[0] - span[1])


def _citation(
    article: Article,
    made: CitationId,
    spans: list[Span],
    day: str | None,
    *,
    speaker: str | None = None,
    role: str | None = None,
    stance: Stance = "supports",
    score: float = 0.0,
) -> Citation:
    first, last = made.first or 0, made.last or 0
    if first == 0 and last == len(spans) - 1:
        made = CitationId(made.code, made.paragraph)
    start, end = spans[first][0], spans[last][1]
    quote = article.text[start:end]
    return Citation(
        id=str(made),
        source=article.source,
        title=article.title,
        publisher=article.publisher,
        author=article.author,
        published=article.published,
        paragraph=made.paragraph,
        quote=quote,
        start=start,
        end=end,
        speaker=speaker,
        stance=stance,
        score=score,
        role=role,
        day=day,
        dates=resolved_dates(quote, day),
    )
