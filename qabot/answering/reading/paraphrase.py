"""A question, put in the words of what it is read with.

The reader knows fewer words that mean the same, and fewer translations, than the book of words
(:mod:`qabot.text.wordbook`) and the word translations of the search (:mod:`qabot.retrieval.lexicon`).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from qabot.retrieval.lexicon import translations
from qabot.text import language as languages
from qabot.text import wordbook
from qabot.text.stemming import is_stopword, terms

if TYPE_CHECKING:
    from collections.abc import Callable

    from qabot.types import Language

LIKELY: Final = 0.3
"""Least weight of a translation that is put in a word's place."""
_WORD: Final = re.compile(r"[^\W\d_]+(?:['’-](?!s\b)[^\W\d_]+)*")
"""Without a possessive: "the ministry's" holds a ministry."""

_ONLY: Final = re.compile(
    r"\b(?:hanya|cuma|cuman|sekadar|semata\w*|saja|aja|only|just|merely)\b", re.IGNORECASE
)
_NOT_ONLY: Final = re.compile(
    r"\b(?:(?:tidak|tak|bukan|nggak|enggak|gak)(?:lah)? (?:hanya|cuma|cuman|sekadar|semata-mata)"
    r"|not (?:only|just|merely))\b",
    re.IGNORECASE,
)


class Paraphraser:
    """Puts one question in the words of any number of passages."""

    def __init__(self, question: str) -> None:
        """``question`` in either language, which is recognised."""
        self.question = question
        self.language = languages.detect(question)
        # a capital may begin a name, which no other word stands for
        self._places = [
            place
            for place in _WORD.finditer(question)
            if place[0][0].islower() and not is_stopword(place[0], self.language)
        ]

    def like(self, passage: str) -> str:
        """The question; each word of it that ``passage`` lacks gives way to one of its meaning that
        ``passage`` has: of the other language, if that is the language of ``passage``."""
        words = [word.lower() for word in _WORD.findall(passage)]
        if languages.detect(passage) == self.language:
            return self._exchanged(words, self._same(words))
        return self._exchanged(words, self._translated(words))

    def plainly(self, passage: str) -> str:
        """``passage``, as long as before, without the "not only" that it opens a statement with: "bukan hanya
        pembeli yang berkurang" says that they did, and the reader hears the "bukan". As it is for a question
        whether something is all."""
        if _ONLY.search(self.question):
            return passage
        return _NOT_ONLY.sub(lambda match: " " * len(match[0]), passage)

    def _exchanged(self, words: list[str], another: Callable[[str], str | None]) -> str:
        there = set(words)
        question = self.question
        for place in reversed(self._places):
            other = another(place[0]) if place[0] not in there else None
            if other:
                question = f"{question[: place.start()]}{other}{question[place.end() :]}"
        return question

    def _same(self, words: list[str]) -> Callable[[str], str | None]:
        text = f" {' '.join(words)} "
        alike = wordbook.alike(self.language)
        return lambda word: next((other for other in alike.get(word, ()) if f" {other} " in text), None)

    def _translated(self, words: list[str]) -> Callable[[str], str | None]:
        spoken: Language = "en" if self.language == "id" else "id"
        text = f" {' '.join(words)} "
        forms = {term: word for word in reversed(words) for term in terms(word, spoken)}
        book, table = wordbook.translated(self.language), translations(self.language)

        def there(other: str) -> str | None:
            if " " in other:
                return other if f" {other} " in text else None
            return next((forms[term] for term in terms(other, spoken) if term in forms), None)

        def another(word: str) -> str | None:
            if found := next(filter(None, map(there, book.get(word, ()))), None):
                return found
            known = table.get(word, {})
            likely = max((term for term in known if term in forms), key=known.__getitem__, default=None)
            return forms[likely] if likely and known[likely] >= LIKELY else None

        return another
