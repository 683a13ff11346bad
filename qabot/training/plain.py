"""Plain questions made of sentences: "Timnas menang 2-0 atas Laos" to "Apakah timnas menang?".

People ask less than a sentence tells. Of a reader that has met only questions as detailed as their
sentences, what a question leaves out passes for what the sentence denies. Here details are taken off a
sentence by rule and the rest is asked: the sentence affirms it, denies its opposite, and leaves open what
another sentence tells; a sentence without the detail leaves open a question that has it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from qabot.text import sentences
from qabot.text.stemming import stem
from qabot.training import wordpairs
from qabot.training.examples import AFFIRMED, DENIED, NEUTRAL

if TYPE_CHECKING:
    import random
    from collections.abc import Iterator, Sequence

    from qabot.types import Article, Language

PER_ARTICLE: Final = 4
"""Sentences of an article that questions are made of."""
_LENGTHS: Final = range(30, 190)
"""Characters of a sentence that is taken."""
_WORDS: Final = range(3, 17)
"""... words of what is asked."""
_SHORTER: Final = 0.7
"""How much shorter than its sentence what is asked must be to lack something."""

_FIGURE: Final = re.compile(
    r"\b(?:sekitar |sebanyak |sebesar |senilai |hingga |mencapai |about |some |nearly )?(?:Rp ?|US\$ ?|\$|£)?"
    r"\d[\d.,/-]*(?: ?(?:juta|miliar|triliun|ribu|persen|million|billion|percent|m\b|bn\b|%))?"
    r"(?: (?:dolar AS|dolar|rupiah|meter|km|kg)\b)?"
    r"(?: (?=(?:orang|unit|tahun|hari|kilogram|people|years|days)\b))?",
    re.IGNORECASE,
)
_BRACKETS: Final = re.compile(r"\s*\([^)]*\)")
_ASIDE: Final = re.compile(r", [^,]{3,60},")
_TOLD: Final = re.compile(
    r",? (?:kata|ujar|tutur|ungkap|jelas|tegas|papar|imbuh|tambah) .*$|^Menurut [^,]+, "
    r"|,? (?:he|she|it|they) (?:said|added|told).*$|^According to [^,]+, "
)
_LINK: Final = re.compile(
    r"^(?:Namun|Tetapi|Tapi|Sementara(?: itu)?|Selain itu|Sebelumnya|Selanjutnya|Kemudian|Bahkan|Adapun"
    r"|Padahal|Akibatnya|Kini|Hingga kini|Sayangnya|(?:Kendati|Meski|Walau|Meskipun|Dengan) (?:begitu"
    r"|demikian)|Oleh (?:karena|sebab) itu|Tak hanya itu|Di sisi lain|But|And|However|Meanwhile),? (?!yang )"
)
_DETAIL: Final = re.compile(
    r",? (?:di|pada|untuk|dengan|dalam|oleh|karena|setelah|saat|sejak|kepada|terhadap|melalui|sebelum|usai"
    r"|ketika|agar|in|on|at|for|with|by|after|before|since|because|during|from|to) "
)
_NEGATED: Final = {
    "id": re.compile(r"\b(?:tidak|belum|bukan|tak|tanpa)\b", re.IGNORECASE),
    "en": re.compile(r"\b(?:not|never|no|without)\b|n't", re.IGNORECASE),
}
_AUXILIARIES: Final = frozenset("akan bisa dapat mau boleh harus".split())
_SUBORDINATING: Final = frozenset("yang untuk agar guna sambil seraya dengan".split())
_INVERTED: Final = re.compile(r"^(.{3,60}?) (is|are|was|were|will|has|have|had|can|could|would) (.+)$")
_DANGLING: Final = frozenset(
    "ke di dari dan atau yang oleh untuk dengan pada harus akan bisa dapat adalah sebagai serta the a an of"
    " and or to in on at is are was were that which who with for by from as than".split()
)
_OPENS: Final = frozenset("The A An This That These He She It They There We Some".split())
_EMBEDDED: Final = re.compile(r"\b(?:that|who|which|if|when|as|and)\b")
_ASKED: Final = ("Apakah {}?", "Apakah {}?", "Apakah {}?", "Benarkah {}?", "Apa benar {}?")
_CHATTED: Final = ("{}?", "{} ya?", "{} kan?", "{} ga?", "{} gak?", "{}", "{} tidak?")
_TRUE: Final = ("Is it true that {}?", "Is it correct that {}?", "Is it right that {}?")


def of_article(article: Article, rng: random.Random) -> Iterator[tuple[str, str, int]]:
    """Questions on some sentences of ``article``: each with the sentence it is put to, and which of
    :data:`AFFIRMED`, :data:`DENIED` and :data:`NEUTRAL` that makes it."""
    taken = []
    for paragraph in article.paragraphs[1:]:
        text = article.paragraph_text(paragraph)
        whole = (text[start:end] for start, end in sentences.split(text))
        taken += [one for one in whole if len(one) in _LENGTHS and not re.search(r'["“”?]', one)]
    for sentence in rng.sample(taken, min(PER_ARTICLE, len(taken))):
        others = [other for other in taken if other != sentence]
        yield from of_sentence(sentence, article.language, rng, others=others)


def of_sentence(
    sentence: str,
    language: Language,
    rng: random.Random,
    *,
    translated: str = "",
    others: Sequence[str] = (),
) -> Iterator[tuple[str, str, int]]:
    """The same of one sentence; of its other-language twin ``translated`` where there is one, which then is
    in the other language than ``sentence``."""
    source = translated or sentence
    spoken: Language = language if not translated else "en" if language == "id" else "id"
    told = plainer(source, spoken, rng)
    if len(told.split()) not in _WORDS or told.split()[-1] in _DANGLING:
        return
    yield ask(told, spoken, rng), sentence, AFFIRMED
    opposite, negated = wordpairs.opposite(told, spoken, rng), _negated(told, spoken)
    if opposite and rng.random() < 0.8:
        yield ask(opposite, spoken, rng), sentence, DENIED
    elif negated:
        yield ask(negated, spoken, rng), sentence, DENIED
    if others and rng.random() < 0.4:
        yield ask(told, spoken, rng), rng.choice(others), NEUTRAL
    lacks = len(told) < _SHORTER * len(sentence) and bool(_FIGURE.search(sentence))
    if not translated and lacks and rng.random() < 0.25:
        yield ask(sentence.rstrip("."), spoken, rng), f"{told}.", NEUTRAL


def plainer(sentence: str, language: Language, rng: random.Random) -> str:
    """``sentence`` without who says it, what links it to the one before, and some of its details."""
    text = _LINK.sub("", _BRACKETS.sub("", _TOLD.sub("", sentence.rstrip(" ."))))
    text = text[:1].upper() + text[1:]
    if rng.random() < 0.75:
        text = _FIGURE.sub("", text)
    for _ in range(rng.randint(0, 3)):
        details = list(_DETAIL.finditer(text))
        rest = text[: details[-1].start()] if details else ""
        words = rest.split()
        if len(words) < 3 or (language == "id" and not any(map(_is_verb, words[1:]))):
            break
        text = rest
    if rng.random() < 0.5:
        text = _ASIDE.sub(" ", text, count=1)
    return re.sub(r"\s+([,.])", r"\1", " ".join(text.split())).strip(" ,;:-")


def ask(told: str, language: Language, rng: random.Random) -> str:
    """``told``, a statement, as a question whether it is so."""
    words = told.split()
    if language == "id":
        if rng.random() < 0.3:
            return rng.choice(_CHATTED).format(told.lower())
        is_name = words[0].isupper() or (words[1:2] and words[1][:1].isupper())
        return rng.choice(_ASKED).format(told if is_name else told[:1].lower() + told[1:])
    inverted = _INVERTED.match(told)
    if inverted and not _EMBEDDED.search(inverted[1]) and rng.random() < 0.8:
        subject, verb, rest = inverted.groups()
        subject = subject[:1].lower() + subject[1:] if words[0] in _OPENS else subject
        return f"{verb.capitalize()} {subject} {rest}?"
    return rng.choice(_TRUE).format(told)


def _is_verb(word: str) -> bool:
    if wordpairs.has_opposite(word, "id"):
        return True
    return (
        word.islower()
        and len(word) > 5
        and word.startswith(("me", "di", "ber", "ter"))
        and stem(word) != word
    )


def _negated(told: str, language: Language) -> str:
    """What denies ``told``; empty when no place for a negation is found."""
    if _NEGATED[language].search(told):
        turned = re.sub(r"\bbelum\b", "sudah", told, count=1)
        turned = turned if turned != told else re.sub(r"\b(?:tidak|tak|not) ", "", told, count=1)
        return turned if turned != told else ""
    if language == "en":
        inverted = _INVERTED.match(told)
        return " ".join((inverted[1], inverted[2], "not", inverted[3])) if inverted else ""
    words = told.split()
    for at, word in enumerate(words[1:], start=1):
        if words[at - 1] in _SUBORDINATING:
            continue
        if word == "sudah":
            return " ".join([*words[:at], "belum", *words[at + 1 :]])
        if word in _AUXILIARIES or _is_verb(word):
            return " ".join([*words[:at], "tidak", *words[at:]])
    return ""
