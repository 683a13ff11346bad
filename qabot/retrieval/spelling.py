"""Slips of the finger in a question: which words are mistyped, and what they were to be.

A word is taken for mistyped only when neither it nor any translation of it occurs in the collection and
it is no word that is known otherwise: a right word that the articles lack must stay what it is, or a
question about earthquakes finds one about something that looks alike.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from qabot.retrieval import embedder, lexicon
from qabot.text import abbreviations, colloquial, likeness, openers
from qabot.text.stemming import is_stopword, terms

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Mapping

    from qabot.index import PassageIndex
    from qabot.types import Language

MOST: Final = 3
"""Alternatives of a mistyped word that are looked for."""
WEIGHTS: Final = {1: 0.7, 2: 0.5}
"""What a term of the collection counts for that differs by so many slips."""
CLEAR: Final = 8
"""How many times more frequent than the next a reading must be to be taken for what was meant."""

_FUNCTION_WORDS: Final[Mapping[Language, frozenset[str]]] = {
    "id": frozenset(
        "adakah akankah apakah apabila bagaimana bahwa belum benarkah berapa berapakah bisakah bukan bukankah"
        " dalam dapat dengan harus karena kapan kapankah kenapa kepada ketika mana masih mengapa menurut pada"
        " pernah pernahkah saja sebelum sejak sekarang selama seperti setelah siapa siapakah sudah sudahkah"
        " tanpa tentang terhadap tersebut tidak untuk yang".split()
    ),
    "en": frozenset(
        "about according after against because been before between could does during from have much should"
        " since that their there these this what when where whether which while whose will with would".split()
    ),
}
"""Words that ask and join: in no table of translations, but a question is not understood without."""

_LEADS: Final[Mapping[Language, frozenset[str]]] = {
    "id": frozenset("jadi lalu terus nah dan tapi".split()),
    "en": frozenset("so and but in on at by from to for of with how".split()),
}
"""What may stand before the word that asks."""

_WORD: Final = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")


def alternatives(
    question: str, language: Language, lacking: Container[str], index: PassageIndex
) -> dict[str, dict[str, float]]:
    """Search terms of ``question`` among ``lacking`` (those that the collection holds in no language) to
    terms of the collection that they may be mistyped for, with weights; none for words that are known."""
    found: dict[str, dict[str, float]] = {}
    for match in _WORD.finditer(question):
        if not _may_be_mistyped(match, language):
            continue
        for term in terms(match[0], language):
            if term in lacking and not _known(match[0].lower()):
                near = list(index.similar_terms(term).items())[:MOST]
                most = _slips_allowed(match)
                found[term] = {other: WEIGHTS[slips] for other, slips in near if slips <= most}
    return found


def corrected(question: str, language: Language, index: PassageIndex, targets: tuple[Language, ...]) -> str:
    """``question`` with each mistyped word that has one clear reading put right; else as it was.

    A reading is a word of the language whose term or translations the collection holds, a function word,
    or a term of the collection itself (a name). ``targets``: the languages of the collection.
    """
    question = _with_opener(question, language, index, targets)
    suspects = [match for match in _WORD.finditer(question) if _may_be_mistyped(match, language)]
    if not suspects:
        return question
    held = _held({match[0].lower() for match in suspects}, language, index, targets)
    out, at = [], 0
    for match in suspects:
        word = match[0].lower()
        if word in held or _known(word):
            continue
        meant = _reading(word, _slips_allowed(match), language, index, targets)
        if meant:
            out += [question[at : match.start()], _as_typed(meant, match[0])]
            at = match.end()
    return "".join([*out, question[at:]])


def _with_opener(
    question: str, language: Language, index: PassageIndex, targets: tuple[Language, ...]
) -> str:
    """``question`` with the word that asks put right. A word known otherwise is taken for that only when
    two letters changed places ("dose the minister ..."), one of the collection only when nothing else in the
    question asks."""
    for match in _WORD.finditer(question):
        word = match[0].lower()
        if word in _LEADS[language]:
            continue
        asking = openers.OPENERS[language]
        if language == "en" and question[: match.start()].lower().endswith("how "):
            asking = openers.MEASURES
        meant = openers.meant(word, asking)
        if (match[0].isupper() and not question.isupper()) or not meant:
            break
        known = is_stopword(word, language) or abbreviations.known(word) or _known(word)
        if known and sorted(meant) != sorted(word):
            break
        asks_already = any(other[0].lower() in asking for other in _WORD.finditer(question, match.end()))
        if asks_already and _held({word}, language, index, targets):
            break
        return question[: match.start()] + _as_typed(meant, match[0]) + question[match.end() :]
    return question


def _may_be_mistyped(match: re.Match[str], language: Language) -> bool:
    word = match[0]
    return (
        likeness.slips_allowed(word) > 0
        and word.isascii()
        and not word.isupper()
        and not is_stopword(_bare(word.lower()), language)
        and not abbreviations.known(word.lower())
    )


def _bare(word: str) -> str:
    """Without the endings that hang on any word, function words too (``tidaknya``, ``kapankah``)."""
    for ending in ("nya", "kah", "lah", "pun"):
        if word.endswith(ending) and len(word) > len(ending) + 3:
            return word.removesuffix(ending)
    return word


def _slips_allowed(match: re.Match[str]) -> int:
    """How many slips a word may hold. A name holds one: two make another name of it."""
    word, before = match[0], match.string[: match.start()].rstrip()
    is_name = word[0].isupper() and before and before[-1] not in ".?!:"
    return min(likeness.slips_allowed(word), 1 if is_name else 2)


def _reading(
    word: str, most: int, language: Language, index: PassageIndex, targets: tuple[Language, ...]
) -> str:
    """What a word with up to ``most`` slips was to be; empty when nothing or too much comes into question."""
    near = dict(index.similar_terms(word))
    for other, slips in _like(word, language).items():
        near[other] = min(slips, near.get(other, slips))
    if not near:
        return ""
    held = _held(near, language, index, targets)
    # A function word is in no collection, and likelier than any other.
    held |= {other: (1 << 30, other) for other in near if other in _FUNCTION_WORDS[language]}
    for slips in range(1, most + 1):
        ranked = sorted(
            (other for other in near if near[other] == slips and other in held),
            # of equals, the one of the very same letters
            key=lambda other: (-held[other][0], sorted(other) != sorted(word), other),
        )
        if ranked:
            often, stand = held[ranked[0]]
            # A reading that is found by the same term as the best is no other reading.
            rivals = [held[other][0] for other in ranked[1:] if held[other][1] != stand]
            return ranked[0] if not rivals or often >= CLEAR * rivals[0] else ""
    return ""


def _held(
    words: Mapping[str, object] | set[str],
    language: Language,
    index: PassageIndex,
    targets: tuple[Language, ...],
) -> dict[str, tuple[int, str]]:
    """In how many passages the most frequent term that stands for each word occurs, and that term; words
    that occur in none left out."""
    stands: dict[str, set[str]] = {}
    for word in words:
        groups = (group for one in targets for group in lexicon.question_terms(word, language, one))
        stands[word] = {term for group in groups for term in group}
    counts = index.document_frequencies({term for group in stands.values() for term in group})
    best = {word: max((counts[term], term) for term in group) for word, group in stands.items() if group}
    return {word: found for word, found in best.items() if found[0]}


def _as_typed(meant: str, typed: str) -> str:
    return meant.capitalize() if typed[0].isupper() else meant


@lru_cache(maxsize=4096)
def _known(word: str) -> bool:
    """Whether ``word`` is one of either language, by the list of roots with their affixes and the tables of
    translations, or so frequent in the news that the embedding model has a token of its own for it."""
    return (
        # "apakkah" is a slip, though "apak" is a root
        (colloquial.is_root(word) if word.endswith(("kah", "lah")) else colloquial.is_written(word))
        or abbreviations.known(word)
        or any(word in words for words in _FUNCTION_WORDS.values())
        or len(embedder.bundled().tokens([word])[0]) == 1
        or any(form in lexicon.translations("en") for form in (word, *_uninflected(word)))
        or word in lexicon.translations("id")
    )


def _uninflected(word: str) -> Iterator[str]:
    """What an English word may be the plural or a tense of."""
    for ending in ("s", "es", "d", "ed", "ing"):
        bare = word.removesuffix(ending)
        if bare != word and len(bare) > 3 and bare[-1] != ending[0]:  # "boardss" is a slip
            yield bare
            if ending == "ing":
                yield f"{bare}e"


def _like(word: str, language: Language) -> dict[str, int]:
    """Words of the language that ``word`` may be a slip for."""
    found = _begun_by(word[0], language).near(word, likeness.slips_allowed(word))
    swapped = word[1] + word[0] + word[2:]
    if swapped in _FUNCTION_WORDS[language] or swapped in lexicon.translations(language):
        found[swapped] = 1
    return found


@lru_cache(maxsize=64)
def _begun_by(letter: str, language: Language) -> likeness.LikeWords:
    return likeness.LikeWords(
        word
        for word in _FUNCTION_WORDS[language].union(lexicon.translations(language))
        if word.startswith(letter) and word.isalpha()
    )
