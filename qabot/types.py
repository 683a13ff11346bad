"""The values that travel between the rooms: frozen, typed, free of behaviour.

``Article`` comes out of :mod:`qabot.articles`, ``Passage`` out of :mod:`qabot.index`, ``Hit`` out
of :mod:`qabot.retrieval`, ``Answer`` (made of ``Citation``) out of :mod:`qabot.answering`.

Offsets count Unicode code points into ``Article.text`` and are half open, as Python slices are.
For plain-text files ``Article.text`` is the file itself (decoded, ``\\n`` newlines, NFC), so an
offset can be checked against the file with nothing but a text editor.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    FloatArray = NDArray[np.float32]

Language = Literal["id", "en"]
Status = Literal["answered", "not_stated"]
VerdictLabel = Literal["yes", "no", "mixed"]
Stance = Literal["supports", "opposes", "context"]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One clean paragraph: ``article.text[start:end]``. ``number`` counts from 1; 0 is the title."""

    number: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Article:
    """A news article as read from one source; page chrome lies between the paragraphs, not in them."""

    source: str
    """File name (below the folder that was added) or URL, as the reader of a citation should see it."""
    origin: str
    """Absolute path or URL, ``#item`` appended for one of many in a file: what makes it the same article
    when it is added again."""
    text: str
    """The whole text the offsets refer to. See the module docstring."""
    paragraphs: tuple[Paragraph, ...]
    title: str
    language: Language
    publisher: str | None = None
    author: str | None = None
    published: str | None = None
    """ISO 8601: ``2023-07-28`` or ``2023-07-28T19:42``."""

    def paragraph_text(self, paragraph: Paragraph) -> str:
        return self.text[paragraph.start : paragraph.end]


@dataclass(frozen=True, slots=True)
class ArticleInfo:
    """What the index knows of an article, without its text."""

    code: str
    """Short code derived from the content; the first half of every citation id in it."""
    source: str
    origin: str
    title: str
    publisher: str | None
    author: str | None
    published: str | None
    language: Language
    paragraphs: int
    passages: int
    added: str
    """ISO 8601 in UTC."""
    duplicate_of: str | None = None
    """Code of the article this one is a near copy of."""


@dataclass(frozen=True, slots=True)
class Passage:
    """The unit of retrieval: a paragraph, or a run of whole sentences of a long one."""

    id: int
    """Row id in the index; also its FAISS id. Not stable across re-indexing: cite ids are."""
    article: ArticleInfo
    paragraph: int
    start: int
    end: int
    text: str
    digest: str
    """First 16 hex digits of the SHA-256 of ``text``."""

    @property
    def above(self) -> str:
        """The title that it is read under; the title itself is read under none."""
        return self.article.title if self.paragraph else ""


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage with the reasons it was found. Scores are comparable within one search only."""

    passage: Passage
    score: float
    """Fused score, higher is better."""
    features: dict[str, float] = field(default_factory=dict)
    """What the fusion saw, by name, for ``/why``."""


@dataclass(frozen=True, slots=True)
class QuotedDate:
    """A date that a quote leaves open (``kemarin``, ``akhir bulan ini``), worked out from its article's."""

    text: str
    """As the quote has it."""
    value: str
    """ISO 8601: a day ``2023-07-28``, a week ``2023-W30``, a month ``2023-07`` or a year ``2023``."""
    part: Literal["start", "middle", "end"] | None = None
    """Which part of it."""


@dataclass(frozen=True, slots=True)
class Citation:
    """An exact quote: ``text[start:end]`` of the article it names."""

    id: str
    source: str
    title: str
    publisher: str | None
    author: str | None
    published: str | None
    paragraph: int
    quote: str
    start: int
    end: int
    speaker: str | None = None
    stance: Stance = "supports"
    """``supports`` the answer, ``opposes`` it, or neither. Where the verdict is ``mixed``, what supports
    says yes and what opposes says no."""
    score: float = 0.0
    role: str | None = None
    """Office and organisation of the speaker, as the article names them."""
    day: str | None = None
    """The day it speaks from, ISO 8601: that of publication, or the newest that an undated article names."""
    dates: tuple[QuotedDate, ...] = ()
    """What the dates that the quote leaves open stand for, in its order."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a question gets. ``to_json`` in :mod:`qabot.chat.render` writes the public contract."""

    question: str
    language: Language
    status: Status
    text: str
    """What a person reads first."""
    verdict: VerdictLabel | None = None
    confidence: float = 0.0
    """Estimated probability, 0 to 1, that the articles say so."""
    as_of: str | None = None
    """Newest day among the cited articles, or those looked at when nothing is cited. ISO 8601."""
    sources: int = 0
    """Independent outlets that carry the answer; copies of one story count once."""
    citations: tuple[Citation, ...] = ()
    nearest: tuple[Citation, ...] = ()
    """When ``not_stated``: up to three passages that came closest. Not an answer."""
    took_ms: float = 0.0
    why: Explanation | None = None
    phrased: str | None = None
    """The same in sentences by a language model the user set up, each followed by the ids, in square
    brackets, of the citations that bear it out."""


@dataclass(frozen=True, slots=True)
class DatedStatement:
    """What one sentence says on a topic, and when. ``QABot.timeline`` gives them oldest first."""

    date: str
    """ISO 8601: a day, or the week ``2023-W30``, month or year that the sentence itself names."""
    named: bool
    """Whether the sentence names the date; else it is the day its article speaks from."""
    citation: Citation


@dataclass(frozen=True, slots=True)
class Turn:
    """One message of the conversation before a question."""

    role: Literal["user", "assistant"]
    content: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """How an answer was reached, for ``/why`` and ``--explain``."""

    understood: str
    """The question as understood, follow-ups resolved."""
    kind: str
    candidates: tuple[Hit, ...]
    notes: tuple[str, ...] = ()
    """One line each: thresholds, vetoes, choices."""


class Embedder(Protocol):
    """Turns text into unit vectors. Implemented in :mod:`qabot.retrieval.embedder`."""

    name: str
    """What the settings call the model, e.g. ``bundled`` or ``intfloat/multilingual-e5-small``."""
    fingerprint: str
    """Changes when the weights do; stored in the index to refuse a mix of models."""
    dimensions: int

    def embed_passages(self, texts: Sequence[str]) -> FloatArray:
        """``(n, dimensions)`` float32, rows of unit length (all zero for text without tokens)."""
        ...

    def embed_questions(self, texts: Sequence[str]) -> FloatArray:
        """Same, with the model's question prompt where it has one."""
        ...
