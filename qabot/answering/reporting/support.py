"""Whether a sentence that somebody else wrote is borne out by the quotes it cites.

Two checks stand one behind the other. :func:`objection` is hard and needs no model: every number and
name must be in the quotes, nothing they deny may be affirmed or the other way round, and nothing they only
expect or report may be told as fact. What passes goes to a :data:`Supported`: the strict word check
:func:`lexical`, or a reader model by way of :func:`by_reader`. In doubt both refuse.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol

from qabot.answering.words.negation import DENIAL, NEGATION
from qabot.retrieval.lexicon import translations
from qabot.text import dates, figures
from qabot.text import language as languages
from qabot.text.stemming import is_stopword, terms

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from qabot.types import Citation, Language

    Supported = Callable[[str, Sequence[str]], bool]
    """Takes a sentence and the passages it cites."""

AFFIRMED: Final = 0.5
"""Probability from which a reader's "affirms" counts."""
_REACH: Final = 9
"""Words a negation or a hedge governs, unless its clause ends before."""
_TRANSLATION: Final = 0.25
"""Least weight of a word's translation."""


class Reading(Protocol):
    """What a reader makes of a claim and a passage: probabilities, 0 to 1."""

    @property
    def affirms(self) -> float: ...

    @property
    def denies(self) -> float: ...


class ClaimReader(Protocol):
    """Reads a claim with passages; implemented by the bundled reader."""

    def read(self, question: str, passages: Sequence[str], /) -> Sequence[Reading]:
        """One reading a passage, in order."""
        ...


def by_reader(reader: ClaimReader) -> Supported:
    """A check by a reader model: some passage, or all together, affirm the sentence, and none denies it."""

    def supported(sentence: str, passages: Sequence[str]) -> bool:
        read = [*passages, " ".join(passages)] if len(passages) > 1 else list(passages)
        readings = reader.read(sentence, read)
        return any(reading.affirms >= AFFIRMED for reading in readings) and not any(
            reading.denies >= AFFIRMED for reading in readings
        )

    return supported


def lexical(sentence: str, passages: Sequence[str]) -> bool:
    """Whether the passages hold every content word of the sentence, itself or a likely translation.

    Numbers are left to :func:`objection`. A sentence without content words is not supported.
    """
    text = _Text.of(" ".join(passages))
    spoken = languages.detect(sentence)
    content = [
        word
        for word in _words(sentence)
        if not (word[0].isdecimal() or is_stopword(word.lower(), spoken) or word.lower() in _REPORTING)
    ]
    return bool(content) and all(text.holds(word, spoken) for word in content)


def objection(sentence: str, language: Language, citations: Sequence[Citation]) -> str:
    """What speaks against ``sentence`` as a rendering of the quotes of ``citations``; empty if nothing does.

    Names may also stand in an article's title, its outlet or the speaker; numbers in the quotes alone.
    """
    quotes = [citation.quote for citation in citations]
    for figure in figures.find(sentence):
        if not any(figure in figures.find(quote) for quote in quotes):
            return f"{figure.value:f}{' ' if figure.unit else ''}{figure.unit} is not in the passage"
    days = {found.value for quote in quotes for found in dates.find(quote) if found.precision == "day"}
    for date in dates.find(sentence):
        if date.precision == "day" and date.value not in days:
            return f"the day {date.value} is not in the passage"
    about = [
        part
        for citation in citations
        for part in (citation.quote, citation.title, citation.speaker, citation.publisher)
        if part
    ]
    named = _Text.of(" . ".join(about), " ".join(quotes))
    for name in _names(sentence, language):
        if not named.holds(name, language):
            return f"the name {name} is not in the passage"
    said, told = _Text.of(" . ".join(quotes)), _Scopes.of(sentence, language)
    return _turned(told, said) or _hardened(told, said)


_WORD: Final = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:['’-][^\W\d_]+)*")
_REPORTING: Final = frozenset(
    "kata katanya ujar ujarnya jelas jelasnya sebut disebut menyebut menyebutkan mengatakan menyatakan"
    " said says say told stated states according stating".split()
)
_CALENDAR: Final[dict[str, str]] = {
    word: f"{number}{kind}"
    for kind, rows in (
        ("month", (
            "januari january", "februari february", "maret march", "april", "mei may", "juni june",
            "juli july", "agustus august", "september", "oktober october", "november",
            "desember december",
        )),
        ("weekday", (
            "senin monday", "selasa tuesday", "rabu wednesday", "kamis thursday", "jumat friday",
            "sabtu saturday", "minggu ahad sunday",
        )),
    )
    for number, row in enumerate(rows, start=1)
    for word in row.split()
}  # fmt: skip
"""Names of months and days, the same in both languages."""
_OF_PLACE: Final = ("n", "an", "ian")
"""Endings that make ``Indonesian`` of ``Indonesia``."""


def _words(text: str) -> list[str]:
    return _WORD.findall(text.replace("’", "'"))


def _names(sentence: str, language: Language) -> Iterator[str]:
    """Capitalised words. The first of the sentence counts too: it may be a name."""
    for word in _words(sentence):
        if word[0].isupper():
            lower = word.lower()
            acronym = word.isupper() and len(word) > 1
            if acronym or not (is_stopword(lower, language) or figures.find(word) or lower in _REPORTING):
                yield word


def _calendar(word: str) -> str | None:
    return _CALENDAR.get(word.lower()) if word[0].isupper() else None


def _keys(word: str) -> set[str]:
    """What a word is found by: its stems, and the month or day it names."""
    found = {term for part in word.split("-") for term in terms(part)}
    date = _calendar(word)
    return found | {date} if date else found


@dataclass(frozen=True, slots=True)
class _Text:
    """Quotes as what a sentence is compared with."""

    language: Language
    keys: frozenset[str]
    scopes: _Scopes

    @classmethod
    def of(cls, text: str, sample: str = "") -> _Text:
        """``sample`` shows the language of ``text`` where names would blur it."""
        spoken = languages.detect(sample or text)
        keys = frozenset(key for word in _words(text) for key in _keys(word))
        return cls(spoken, keys, _Scopes.of(text, spoken))

    def holds(self, word: str, language: Language) -> bool:
        """Whether ``word`` of a sentence in ``language`` is here, in its own or the other language."""
        return not self.keys.isdisjoint(self.match(word, language))

    def match(self, word: str, language: Language) -> set[str]:
        """The keys by which ``word`` would be found here."""
        keys = _keys(word)
        lower = word.lower()
        if word[0].isupper():
            keys |= {lower.removesuffix(ending) for ending in _OF_PLACE if len(lower) - len(ending) > 4}
        if language != self.language:
            for part in lower.removesuffix("'s").split("-"):
                found = translations(language).get(part, {})
                keys |= {term for term, weight in found.items() if weight >= _TRANSLATION}
        return keys


# -- what a negation or a hedge governs

_BREAK: Final = re.compile(
    r"[.,;:!?–—()\n]|\b(?:tetapi|tapi|namun|melainkan|sedangkan|sementara|but|while|whereas|although)\b",
    re.IGNORECASE,
)
_NOT_TURNING: Final = frozenset("hanya cuma sekadar saja only just kurang less lain".split())
_STATE: Final = frozenset(
    "hoaks hoax keliru menyesatkan mustahil batal gagal urung absen berhenti false untrue wrong misleading"
    " impossible".split()
)
"""Denials that speak of what stands before them as much as of what follows."""
_PASSIVE: Final = frozenset("is are was were be been being".split())
_HEDGES: Final = frozenset(
    "akan bakal hendak rencana rencananya berencana direncanakan diperkirakan diduga dugaan konon kabarnya"
    " dikabarkan disebut-sebut dirumorkan diisukan disinyalir mungkin barangkali kemungkinan dapat bisa"
    " will wo would shall plan plans planned planning expected may might could can possibly perhaps likely"
    " reportedly allegedly alleged rumoured rumored proposed".split()
)


@dataclass(frozen=True, slots=True)
class _Scopes:
    """The words of a text by what governs them."""

    language: Language
    plain: frozenset[str]
    denied: frozenset[str]
    sure: frozenset[str]
    hedged: frozenset[str]

    @classmethod
    def of(cls, text: str, language: Language) -> _Scopes:
        plain: set[str] = set()
        denied: set[str] = set()
        sure: set[str] = set()
        hedged: set[str] = set()
        for clause in _BREAK.split(text):
            words = _words(clause)
            lowered = [word.lower() for word in words]
            turns = [at for at in range(len(words)) if _turns(lowered, at, language)]
            doubts = [at for at, word in enumerate(lowered) if word.removesuffix("n't") in _HEDGES]
            for at, word in enumerate(words):
                if at in turns or at in doubts or is_stopword(lowered[at], language):
                    continue
                negative = sum(_governs(lowered, turn, at, language) for turn in turns) % 2
                (denied if negative else plain).add(word)
                (hedged if any(doubt < at <= doubt + _REACH for doubt in doubts) else sure).add(word)
        return cls(language, frozenset(plain), frozenset(denied), frozenset(sure), frozenset(hedged))


def _turns(words: Sequence[str], at: int, language: Language) -> bool:
    word = words[at]
    following = words[at + 1] if at + 1 < len(words) else ""
    if word in NEGATION[language] or (language == "en" and word.endswith("n't")):
        return following not in _NOT_TURNING
    return word in DENIAL[language]


def _governs(words: Sequence[str], turn: int, at: int, language: Language) -> bool:
    word = words[turn]
    if word in DENIAL[language] and at < turn:
        passive = word.startswith("di") if language == "id" else words[turn - 1] in _PASSIVE
        return passive or word in _STATE
    return turn < at and (at <= turn + _REACH or word in DENIAL[language])


def _turned(told: _Scopes, said: _Text) -> str:
    """A word that the quotes only deny and the sentence affirms, or the other way round."""
    denied, plain = _keys_of(said.scopes.denied), _keys_of(said.scopes.plain)
    if not told.denied:
        for word in sorted(told.plain):
            keys = said.match(word, told.language)
            if keys & denied and not keys & plain:
                return f"the passage denies what is said of {word}"
        return ""
    if any(said.match(word, told.language) & denied for word in told.denied):
        return ""
    return f"the passage does not deny what is said of {min(told.denied)}"


def _hardened(told: _Scopes, said: _Text) -> str:
    """A word that the quotes only expect or report and the sentence tells as fact."""
    if told.hedged:
        return ""
    hedged, sure = _keys_of(said.scopes.hedged), _keys_of(said.scopes.sure)
    for word in sorted(told.sure):
        keys = said.match(word, told.language)
        if keys & hedged and not keys & sure:
            return f"the passage does not state as fact what is said of {word}"
    return ""


def _keys_of(words: frozenset[str]) -> set[str]:
    return {key for word in words for key in _keys(word)}
