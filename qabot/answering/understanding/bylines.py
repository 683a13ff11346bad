"""Questions on an article and not on what it tells: who wrote it, where and when it appeared.

The reader answers from what articles say; this stands at their head, and the index knows it. Only what
plainly speaks of an article is taken for such a question: "Siapa penulis artikel tentang X?", "When was
Y's article published?".
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from qabot.text import datewords

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from qabot.types import ArticleInfo, Hit, Language

Fact = Literal["author", "publisher", "published"]


@dataclass(frozen=True, slots=True)
class Byline:
    """What is asked of which article."""

    fact: Fact
    topic: str
    """What the article tells of, who wrote it or where it appeared; empty when any is meant."""


_THIS: Final = r"(?:(?:nya)?(?: (?:ini|itu|tersebut|tadi))?)"
_ABOUT: Final[dict[Language, str]] = {
    "id": r"(?:tentang|soal|mengenai|terkait|berjudul|dari|oleh|karya|yang (?:membahas|berjudul))",
    "en": r"(?:about|on|regarding|titled|called|headlined|from|by|in|of)",
}
_ARTICLE: Final[dict[Language, str]] = {
    "id": rf"(?:artikel|berita|tulisan){_THIS}(?: (?P<whose>[\w.]+(?= {_ABOUT['id']})|(?-i:[A-Z]).*?))??"
    rf"(?: (?:{_ABOUT['id']} |(?=[\"“]))(?P<topic>.+?))?{_THIS}",
    "en": r"(?:(?:the|this|that|an?) )?(?:(?P<whose>.+?)['’]s )?"
    rf"(?:news )?(?:article|(?<=news )(?:story|item))(?: (?:{_ABOUT['en']} |(?=[\"“]))(?P<topic>.+?))?",
}
_WRITER: Final[dict[Language, str]] = {
    "id": r"(?:penulis|wartawan|jurnalis|reporter)(?:nya)?",
    "en": r"(?:author|writer|journalist|reporter)",
}
_SHOWN: Final[dict[Language, str]] = {
    "id": r"(?:di)?(?:terbit(?:kan)?|muat|tayang(?:kan)?|publikasikan|rilis|unggah|tulis)(?:nya)?",
    "en": r"(?:published|written|posted|released|printed|appear|come out)",
}
_OUTLET: Final[dict[Language, str]] = {
    "id": r"(?:(?:media|outlet|situs|portal|koran|majalah)(?: (?:apa|mana))?|mana)",
    "en": r"(?:which|what) (?:news )?(?:outlet|newspaper|paper|site|website|magazine|publication)",
}
_DAY: Final[dict[Language, str]] = {
    "id": r"(?:kapan(?:kah)?|(?:pada )?tanggal berapa)",
    "en": r"(?:when|on (?:what|which) (?:day|date))",
}


def _compiled(form: str, language: Language) -> re.Pattern[str]:
    parts = {"article": _ARTICLE, "writer": _WRITER, "shown": _SHOWN, "outlet": _OUTLET, "day": _DAY}
    return re.compile(form.format(**{name: part[language] for name, part in parts.items()}), re.IGNORECASE)


_ASKS: Final[dict[Language, dict[Fact, tuple[str, ...]]]] = {
    "id": {
        "author": (
            "siapa(?:kah)?(?: yang)? {writer}(?: (?:dari|di balik|yang menulis))? {article}",
            "(?:siapa(?:kah)?(?: yang)? menulis|penulis) {article}(?: siapa)?",
            "(?:oleh )?siapa(?:kah)? {article} (?:ditulis|dibuat)",
            "{article} (?:(?:ditulis|dibuat) (?:oleh )?siapa|siapa penulisnya|penulisnya siapa)",
        ),
        "published": (
            "{day} {article} {shown}",
            "{article} {shown} {day}",
            "(?:kapan|berapa|apa) tanggal (?:terbit|tayang|muat) {article}",
        ),
        "publisher": (
            "{outlet}(?: yang)? (?:memuat|menerbitkan|menayangkan|mempublikasikan) {article}",
            "(?:di|oleh|dari) {outlet} {article} (?:{shown}|berasal)",
            "{article}(?: (?:{shown}|berasal))? (?:di|oleh|dari) {outlet}",
        ),
    },
    "en": {
        "author": (
            "who (?:wrote|authored|has written) {article}",
            "who(?: is|['’]s| was) the {writer} (?:of|behind|who wrote) {article}",
            "(?:by )?whom? (?:was|is) {article} written(?: by)?",
        ),
        "published": (
            "{day} (?:was|is|did) {article} {shown}",
            "what(?: is|['’]s| was) the (?:publication )?date of {article}",
        ),
        "publisher": (
            "(?:who|{outlet}) (?:published|carried|ran|printed|posted) {article}",
            "(?:where|(?:by|in|on) {outlet}) (?:was|is|did) {article} {shown}",
            "{outlet} (?:was|is|did) {article} (?:from|{shown}(?: in| on| by)?)",
        ),
    },
}
_PATTERNS: Final = {
    language: [(fact, _compiled(form, language)) for fact, forms in facts.items() for form in forms]
    for language, facts in _ASKS.items()
}
_EDGES: Final = re.compile(
    r"^(?:(?:tentang|soal|mengenai|about|on|the|dari|in|by)\b|[\W_])+|(?:(?:tentang|soal|about|on)\b|[\W_])+$",
    re.IGNORECASE,
)


def read(question: str, language: Language, before: str = "") -> Byline | None:
    """What ``question`` asks of an article's head; None when it asks what articles tell. Without a topic of
    its own it is asked of that of the question ``before``.

    >>> read("Who wrote the article about the bridge?", "en")
    Byline(fact='author', topic='the bridge')
    """
    text = " ".join(question.split()).rstrip("?!. ")
    for fact, pattern in _PATTERNS[language]:
        match = pattern.fullmatch(text)
        if match:
            return Byline(fact, " ".join(part for part in (match["whose"], match["topic"]) if part) or before)
    return None


def named(topic: str, articles: Iterable[ArticleInfo]) -> tuple[list[ArticleInfo], str]:
    """The articles whose author or outlet ``topic`` names, and what is left of it without these names."""
    found = []
    rest = topic
    for article in articles:
        names = [name for name in (article.author, article.publisher) if name]
        here = [name for name in names if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", topic, re.IGNORECASE)]
        if here:
            found.append(article)
        for name in here:
            rest = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", " ", rest, flags=re.IGNORECASE)
    return found, _EDGES.sub("", rest)


def meant(hits: Sequence[Hit], among: Sequence[ArticleInfo]) -> list[Hit]:
    """Those of ``hits`` for a topic that show which article is meant, one each, best first: titles that hold
    all of it, or else what was found first. In ``among`` alone, unless it is empty."""
    codes = {article.code for article in among}
    own = [hit for hit in hits if not codes or hit.passage.article.code in codes]
    titles = [hit for hit in own if not hit.passage.paragraph and hit.features["coverage"] > _ALL]
    return titles or [hit for hit in own[:1] if hit.features["coverage"] > _HALF]


_ALL: Final = 0.99
_HALF: Final = 0.5
"""Of the topic's words, by rarity."""


def told(asked: Byline, articles: Sequence[ArticleInfo], language: Language) -> str:
    """The answer: what ``articles`` say at their head, each beside its title where they differ; empty when
    none does."""
    found: dict[str, str] = {}
    for article in articles:
        value = value_of(asked.fact, article)
        if value:
            shown = datewords.written(value, language) if asked.fact == "published" else value
            found.setdefault(shown, article.title)
    if len(found) == 1:
        return next(iter(found))
    return "; ".join(f"{value} (“{title}”)" for value, title in found.items())


def value_of(fact: Fact, article: ArticleInfo) -> str | None:
    """What the head of ``article`` says."""
    values = {"author": article.author, "publisher": article.publisher, "published": article.published}
    return values[fact]
