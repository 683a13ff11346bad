"""The few words an answer adds of its own, in both languages side by side."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from qabot.answering.understanding import forms
from qabot.text import datewords
from qabot.text.stemming import is_stopword

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qabot.answering.reading.verdict import Judged
    from qabot.answering.understanding.bylines import Fact
    from qabot.answering.understanding.question import Question
    from qabot.types import Language, VerdictLabel

NOT_PLAIN: Final[dict[Language, str]] = {
    "id": "Artikel-artikelnya menyinggung hal itu, tetapi tidak tegas ya atau tidak.",
    "en": "The articles speak of it, but not plainly yes or no.",
}
"""For a yes/no question when what was found does not come down on one side."""
VERDICT: Final[dict[Language, dict[VerdictLabel, str]]] = {
    "id": {"yes": "Ya.", "no": "Tidak.", "mixed": "Artikel-artikelnya berbeda."},
    "en": {"yes": "Yes.", "no": "No.", "mixed": "The articles differ."},
}
_VERDICT_NOT_YET: Final[dict[Language, str]] = {"id": "Belum.", "en": "Not yet."}
_NOT_YET: Final = re.compile(
    r"(?:belum|not yet|yet to)\b(?! (?:lama|pernah|tentu|diketahui)\b)", re.IGNORECASE
)
"""How the reason begins for which a sentence denies."""
_NOT_STATED: Final[dict[Language, str]] = {
    "id": "Artikel-artikel ini tidak menyebutkannya.",
    "en": "The articles do not say.",
}
_NO_BYLINE: Final[dict[Language, dict[Fact, str]]] = {
    "id": {
        "author": "Artikelnya tidak menyebut siapa penulisnya.",
        "publisher": "Artikelnya tidak menyebut medianya.",
        "published": "Artikelnya tidak menyebut kapan terbitnya.",
    },
    "en": {
        "author": "The article does not name its author.",
        "publisher": "The article does not name its outlet.",
        "published": "The article does not say when it was published.",
    },
}
_ARTICLES: Final[dict[Language, tuple[str, str]]] = {
    "id": ("Ada {} artikel", "Ada {} artikel"),
    "en": ("There is {} article", "There are {} articles"),
}
_DAYS: Final[dict[Language, str]] = {"id": "dari {} sampai {}", "en": "from {} to {}"}
_ON_DAY: Final[dict[Language, str]] = {"id": "dari {}", "en": "from {}"}
_NEWEST: Final[dict[Language, str]] = {"id": "Yang terbaru:", "en": "The newest:"}
_PART_NOT_STATED: Final[dict[Language, str]] = {
    "id": "Tidak disebutkan: {}?",
    "en": "Not stated: {}?",
}
_LOOKED_FOR: Final[dict[Language, str]] = {"id": "Yang dicari: {}.", "en": "Looked for: {}."}
_ACCORDING: Final[dict[Language, str]] = {"id": "menurut", "en": "according to"}
_ASKING: Final = frozenset(
    "apa apakah siapa siapakah kapan kapankah berapa berapakah mengapa kenapa bagaimana mana benarkah"
    " betulkah"
    " sebutkan jelaskan tolong coba benar betul tidak ya sih dong saja who whom whose what when where why"
    " how which"
    " please tell true many much long".split()
)
_WORD: Final = re.compile(r"[^\W_]+(?:[-.,'’&][^\W_]+)*")
_MOST_WORDS: Final = 8
_LONGEST_WORD: Final = 30


def verdict(label: VerdictLabel, told: Sequence[Judged], question: Question) -> str:
    """A verdict in words; a no because what is asked is not so yet says that."""
    why = next((one.reason for one in told if one.side == "no"), "")
    waits = label == "no" and not question.negated and bool(_NOT_YET.match(why))
    return _VERDICT_NOT_YET[question.language] if waits else VERDICT[question.language][label]


def not_stated(question: Question) -> str:
    """What is said when the articles do not say, with what was looked for."""
    asked = question.search if question.follows else question.asked  # with what the conversation is about
    looked_for = topic(forms.bare(asked), question.language)
    text = _NOT_STATED[question.language]
    return f"{text} {_LOOKED_FOR[question.language].format(looked_for)}" if looked_for else text


def no_byline(fact: Fact, language: Language) -> str:
    """What is said when the head of the article that is meant does not say."""
    return _NO_BYLINE[language][fact]


def articles(published: Sequence[str | None], language: Language) -> str:
    """How many articles there are, and from when to when; ``published`` has the ISO 8601 date of each."""
    days = sorted(day[:10] for day in published if day)
    text = _ARTICLES[language][len(published) > 1].format(len(published))
    if not days:
        return f"{text}."
    first, last = (datewords.written(day, language) for day in (days[0], days[-1]))
    span = _ON_DAY if first == last else _DAYS
    text = f"{text} {span[language].format(first, last)}."
    return f"{text} {_NEWEST[language]}" if len(published) > 1 else text


def part_not_stated(question: Question) -> str:
    """The same for one part of a question whose other parts are answered."""
    return _PART_NOT_STATED[question.language].format(question.search.rstrip(" ?"))


def topic(text: str, language: Language) -> str:
    """The words of a question that carry it, in order, eight at most; empty when it has none."""
    words = dict.fromkeys(match[0] for match in _WORD.finditer(text) if _carries(match, language))
    shown = " ".join(list(words)[:_MOST_WORDS])
    return f"{shown} …" if len(words) > _MOST_WORDS else shown


def _carries(match: re.Match[str], language: Language) -> bool:
    word, before = match[0], match.string[: match.start()].rstrip()
    if len(word) > _LONGEST_WORD or word.lower() in _ASKING:
        return False
    opens = not before or before[-1] in ".?!"
    is_name = word[0].isupper() and not (opens and word[1:].islower())  # "Did" only opens, "AS" is a name
    return is_name or not is_stopword(word.lower(), language)


def according(text: str, voice: str, language: Language) -> str:
    """``text`` as the word of ``voice``: ``Tidak, menurut TikTok.``"""
    stop = "." if text.endswith(".") else ""
    return f"{text.removesuffix('.')}, {_ACCORDING[language]} {voice}{stop}"
