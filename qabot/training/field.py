"""What ``qabot train reader`` learns of the field, news as our readers ask of it.

Questions of the dossiers (:mod:`qabot.training.dossiers`), the briefs (:mod:`qabot.training.briefs`) and on
real news (:mod:`qabot.training.reports`), and plain ones made of sentences (:mod:`qabot.training.plain`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from qabot.text import sentences
from qabot.training import asked, briefs, dossiers, plain, reports, wordpairs
from qabot.training import data as training_data
from qabot.training.examples import AFFIRMED, DENIED, NEUTRAL, Example, claim, near_one, shared

if TYPE_CHECKING:
    import random
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from qabot.training.dossiers import Asked, Dossier
    from qabot.types import Article

OTHERS: Final = 3
"""Paragraphs of a dossier that do not answer, read for each question on it."""
ALONE: Final = 2
"""Sentences of the dossier read alone for a question that nothing answers."""
REWORDED: Final = 0.5
"""Share of the yes/no questions that are asked in other words too."""
PLAIN_PAIRS: Final = 7000
"""Sentence pairs that plain questions are made of."""


def collect(data: Path, rng: random.Random) -> list[Example]:
    """All of them once; none of what is held out."""
    news = reports.load(data)
    found = of_dossiers([*dossiers.load(), *briefs.load(), *news], rng)
    return [*found, *of_sentences(data, news, rng)]


def of_dossiers(found: Sequence[Dossier], rng: random.Random) -> list[Example]:
    """Questions of the dossiers that are not held out, with every paragraph that answers, and its
    sentence alone, and some that do not: the two with most of the question's words and any others, and a
    sentence beside one that answers."""
    return [
        example
        for dossier in found
        if not dossier.held_out
        for one in dossier.asked
        for example in (
            *_answering(dossier, one),
            *_beside(dossier, one, rng),
            *_others(dossier, one, rng),
            *_yes_no(dossier, one, rng),
            *_in_other_words(dossier, one, rng),
        )
    ]


def of_sentences(data: Path, found: Sequence[Dossier], rng: random.Random) -> list[Example]:
    """:mod:`~qabot.training.plain` on the articles of those not held out, and in English on the Indonesian
    side of sentence pairs."""
    articles = [article for dossier in found if not dossier.held_out for article in dossier.articles]
    made = [(article.language, row) for article in articles for row in plain.of_article(article, rng)]
    pairs = [pair for pair in training_data.sentence_pairs(data) if _is_sentence(*pair)]
    for english, indonesian in rng.sample(pairs, min(PLAIN_PAIRS, len(pairs))):
        others = [rng.choice(pairs)[1]]
        rows = plain.of_sentence(indonesian, "id", rng, translated=english, others=others)
        made += [("en", row) for row in rows]
    return [claim(f"plain-{language}", *row) for language, row in made]


def _is_sentence(*sides: str) -> bool:
    return all(side[:1].isupper() and side.endswith(".") and '"' not in side for side in sides)


def _answering(dossier: Dossier, one: Asked) -> Iterator[Example]:
    kind = f"dossiers-{one.language}"
    for article, text in dossier.paragraphs:
        here = [gold for gold in one.gold if gold.source == article.source and gold.quote in text]
        title = _above(article, text)
        places = [(text, here), *((gold.quote, [gold]) for gold in here if gold.quote != text)]
        for place, golds in places if here else ():
            sides = {gold.side for gold in golds}
            if len(sides) > 1:
                continue  # both are said: neither is to be learnt
            side = next(iter(sides))
            if side:
                stance = AFFIRMED if side == "yes" else DENIED
                yield claim(kind, one.question, place, stance, title)
            else:
                span = _answer_span(place, golds[0].quote, one.answer)
                yield Example(kind, one.question, place, title, span, answers=True)


def _above(article: Article, text: str) -> str:
    """The title that ``text`` is read under; the title itself under none."""
    return "" if text == article.title else article.title


def _answer_span(place: str, quote: str, answer: str | None) -> tuple[int, int] | None:
    """Where the answer stands, in its sentence if it can; the sentence itself when that is the answer."""
    start = place.index(quote)
    if answer is None:
        return start, start + len(quote)
    at = quote.find(answer)
    return (start + at, start + at + len(answer)) if at >= 0 else None


def _yes_no(dossier: Dossier, one: Asked, rng: random.Random) -> Iterator[Example]:
    """The question asked as whether it is its answer, and as whether it is something else."""
    for article, text in dossier.paragraphs if one.answer else ():
        quote = next((gold.quote for gold in one.gold if gold.quote in text), None)
        if quote is None or one.answer is None or one.answer not in quote:
            continue
        title = _above(article, text)
        wrong = asked.another(one.question, one.answer, text, (), rng)
        for answer, stance in ((one.answer, AFFIRMED), (wrong, DENIED)):
            made = asked.yes_no(one.question, answer, one.language, rng) if answer else None
            if answer and made:
                place = quote if answer in quote and rng.random() < 0.5 else text
                yield claim(f"dossiers-{one.language}", made, place, stance, title)


def _in_other_words(dossier: Dossier, one: Asked, rng: random.Random) -> Iterator[Example]:
    """A yes/no question with one word exchanged (:mod:`qabot.training.wordpairs`): what affirms it denies its
    opposite, and to what means the same it says the same."""
    sides = {gold.side for gold in one.gold}
    if len(sides) != 1 or one.verdict is None:
        return
    alike = wordpairs.reworded(one.question, one.language, rng) if rng.random() < REWORDED else ""
    asked = [(alike, AFFIRMED if one.verdict == "yes" else DENIED)]
    if one.verdict == "yes":
        asked.append((wordpairs.opposite(one.question, one.language, rng), DENIED))
    for question, stance in asked:
        gold = rng.choice(one.gold)
        for article, text in dossier.paragraphs if question else ():
            if article.source == gold.source and gold.quote in text:
                place = gold.quote if rng.random() < 0.5 else text
                yield claim(f"dossiers-{one.language}", question, place, stance, _above(article, text))


def _beside(dossier: Dossier, one: Asked, rng: random.Random) -> Iterator[Example]:
    """A sentence of a paragraph that answers which does not itself, alone: either of the two with most of the
    question's words. Sentences are read alone too (:mod:`qabot.answering.reading.closer`)."""
    quotes = [gold.quote for gold in one.gold]
    for article, text in dossier.paragraphs:
        if not any(quote in text for quote in quotes):
            continue
        texts = [text[start:end] for start, end in sentences.split(text)]
        free = [
            alone
            for alone in texts
            if not any(quote in alone or alone in quote for quote in quotes)
            and not (one.answer and one.answer.lower() in alone.lower())
        ]
        if free:
            yield _no_answer(one, near_one(one.question, free, rng), _above(article, text))


def _no_answer(one: Asked, text: str, title: str) -> Example:
    kind = f"dossiers-{one.language}"
    if one.kind == "yesno":
        return claim(kind, one.question, text, NEUTRAL, title)
    return Example(kind, one.question, text, title, answers=False)


def _others(dossier: Dossier, one: Asked, rng: random.Random) -> Iterator[Example]:
    quotes = [gold.quote for gold in one.gold]
    free = [
        (article, text)
        for article, text in dossier.paragraphs
        if not any(quote in text for quote in quotes)
        and not (one.answer and one.answer.lower() in text.lower())
        and not (len(dossier.articles) == 1 and text == article.title)  # it says in short what the brief says
    ]
    free.sort(key=lambda pair: -shared(one.question, pair[1]))
    chosen = free[:2] + rng.sample(free[2:], min(OTHERS - 2, len(free[2:])))
    if not quotes:
        chosen += _nearest_alone(one, free, rng)
    for article, text in chosen:
        yield _no_answer(one, text, _above(article, text))


def _nearest_alone(
    one: Asked, places: Sequence[tuple[Article, str]], rng: random.Random
) -> list[tuple[Article, str]]:
    """:data:`ALONE` sentences of ``places``, of the :data:`ALONE` + 1 with most of the question's words: what
    a question that nothing answers is most easily taken to be answered by."""
    found = [
        (article, text[start:end])
        for article, text in places
        for start, end in sentences.split(text)
        if (start, end) != (0, len(text))  # read as a paragraph
    ]
    found.sort(key=lambda pair: -shared(one.question, pair[1]))
    return rng.sample(found[: ALONE + 1], min(ALONE, len(found)))
