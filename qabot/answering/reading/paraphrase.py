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
_LONGEST: Final = 4
"""Words of a phrase that another may stand for: "sebagian besar", "a number of"."""
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
        self._words = list(_WORD.finditer(question))

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
        text = f" {' '.join(words)} "
        pieces: list[str] = []
        done = at = 0
        while at < len(self._words):
            for size in range(min(_LONGEST, len(self._words) - at), 0, -1):
                start, end = self._words[at].start(), self._words[at + size - 1].end()
                phrase = self.question[start:end]
                other = another(phrase) if self._may_change(phrase) and f" {phrase} " not in text else None
                if other:
                    pieces += [self.question[done:start], other]
                    done = end
                    break
            at += size
        return "".join([*pieces, self.question[done:]])

    def _may_change(self, phrase: str) -> bool:
        """No word with a capital, which may begin a name that nothing else stands for."""
        return phrase.islower() and (" " in phrase or not is_stopword(phrase, self.language))

    def _same(self, words: list[str]) -> Callable[[str], str | None]:
        text = f" {' '.join(words)} "
        alike = wordbook.alike(self.language)
        return lambda word: next((other for other in alike.get(word, ()) if f" {other} " in text), None)

    def _translated(self, words: list[str]) -> Callable[[str], str | None]:
        spoken: Language = "en" if self.language == "id" else "id"
        text = f" {' '.join(words)} "
        forms = {term: word for word in reversed(words) for term in terms(word, spoken)}
        book, table = wordbook.translated(self.language), translations(self.language)

        def as_it_is(other: str) -> str | None:
            return other if f" {other} " in text else None

        def in_any_form(other: str) -> str | None:
            if " " in other:
                return as_it_is(other)
            return next((forms[term] for term in terms(other, spoken) if term in forms), None)

        def another(word: str) -> str | None:
            # the book has the forms of what stands for a phrase; a stem may be of quite another word
            there = as_it_is if " " in word else in_any_form
            if found := next(filter(None, map(there, book.get(word, ()))), None):
                return found
            known = table.get(word, {})
            likely = max((term for term in known if term in forms), key=known.__getitem__, default=None)
            return forms[likely] if likely and known[likely] >= LIKELY else None

        return another
