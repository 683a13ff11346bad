"""The one engine behind every front end: a question in, a cited answer out."""

from __future__ import annotations

import re
import time
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from qabot import citations
from qabot.answering.reading import closer, confidence, evidence, identities, polarity, shortanswer, verdict
from qabot.answering.reading import reader as readers
from qabot.answering.reading import reranker as rerankers
from qabot.answering.reporting import labels, sources, telling, timeline
from qabot.answering.understanding import alternatives, bylines, courtesy, naming, topics
from qabot.answering.understanding.question import language_before, understand
from qabot.answering.words import holders, offices, speakers
from qabot.articles.bylines import DATELINE, PLACE_LINE
from qabot.retrieval import Retriever
from qabot.retrieval.retriever import READ
from qabot.text import datewords, openers, sentences
from qabot.text.stemming import terms
from qabot.types import Answer, Citation, Explanation

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from qabot.answering.reading.evidence import Evidence
    from qabot.answering.reading.identities import Introduction
    from qabot.answering.reading.reader import Reader
    from qabot.answering.reading.reranker import Reranker
    from qabot.answering.understanding.bylines import Byline
    from qabot.answering.understanding.developments import Development
    from qabot.answering.understanding.question import Question
    from qabot.answering.words.speakers import Attribution
    from qabot.index import PassageIndex
    from qabot.retrieval.features import QuestionView
    from qabot.types import (
        ArticleInfo,
        DatedStatement,
        Embedder,
        Hit,
        Language,
        Passage,
        Stance,
        Turn,
        VerdictLabel,
    )

CITED: Final = 3
"""Most quotes of an answer."""
TOLD: Final = 4
"""Most statements of an answer on how something went on."""
NEAREST: Final = 3
MARGIN: Final = 4.0
"""How far, in nats of the ranking, a further quote may stand behind the best one."""
_SHORTEST_LIKE: Final = 5
"""Letters of a name that may be mistyped."""
_LONGEST_ANSWER: Final = 320


class Engine:
    """Answers questions from one index. Safe to use from several threads."""

    def __init__(
        self,
        index: PassageIndex,
        embedder: Embedder,
        *,
        reader: Reader | None = None,
        reranker: Reranker | None = None,
    ) -> None:
        """``reader`` defaults to the bundled one; ``reranker`` orders passages in its place."""
        self.index = index
        self.reader = reader or readers.bundled()
        self._retriever = Retriever(index, embedder)
        self._reranker = reranker
        self._weights = confidence.bundled()

    def ask(
        self,
        question: str,
        context: Sequence[Turn] = (),
        *,
        language: Language | None = None,
        explain: bool = False,
    ) -> Answer:
        """Answer ``question``; ``context`` holds the turns before it, oldest first.

        Every quote is a span of an article that was read for this answer. Text without a question in it
        gets a ``not_stated`` answer that says how to ask.
        """
        started = time.perf_counter()
        talk = courtesy.talk(question)
        if talk:  # "ok thanks" is said in any language
            language = language or language_before(context)
        asked = understand(courtesy.what_is_asked(question), context, language=language)
        with self.index.snapshot():
            if talk:
                answer = _silent(asked, courtesy.reply(talk, asked.language), (), None)
            else:
                spelled = self._retriever.spelled(asked.asked, asked.language)
                if spelled != asked.asked:
                    asked = understand(spelled, context, language=asked.language)
                answer = self._whole(asked, explain=explain)
                if answer.status == "not_stated" and asked.otherwise:
                    tied = understand(asked.otherwise, language=asked.language)
                    other = self._whole(tied, explain=explain)
                    answer = other if other.status == "answered" else answer
        answer = replace(answer, question=question)
        took = (time.perf_counter() - started) * 1000
        return replace(answer, took_ms=round(took, 1))

    def _whole(self, asked: Question, *, explain: bool) -> Answer:
        """The answer to all that is asked, part by part when it has several."""
        if not asked.parts:
            chosen = self._chosen(asked, explain=explain)
            return chosen or self._told(asked, explain=explain)
        found: list[telling.Told] = []
        decides: Answer | None = None
        for part in asked.parts:
            if decides and not telling.is_open(part, decides):
                continue
            question = understand(part.text, language=asked.language)
            found.append(telling.Told(question, self._told(question, explain=explain), part.side))
            decides = decides if part.only_if else found[-1].answer
        return telling.together(asked, found)

    def _chosen(self, asked: Question, *, explain: bool) -> Answer | None:
        """Which of the two answers it is that a question offers, or what is told in place of two opposites;
        None when that is not plain."""
        found: dict[str, Answer] = {}
        offered = alternatives.asked(asked.search)
        for text, whole in offered:
            answer = self._told(understand(whole, language=asked.language), explain=explain)
            if answer.verdict == "yes":
                found[text] = answer
        if len(found) > 1:  # one that its quote does not name may be said of either
            found = {text: answer for text, answer in found.items() if _tells(answer, text, found)}
        if not found and len(offered) == 2 and polarity.are_opposites(*(text for text, _ in offered)):
            answer = self._told(asked, explain=explain)
            if answer.verdict == "no":  # a bare one would leave open to which of the two
                return replace(answer, text=_trimmed(answer.citations[0].quote), verdict=None)
            return answer
        if len(found) != 1:
            return None
        text, answer = found.popitem()
        return replace(answer, text=f"{text[:1].upper()}{text[1:]}.", verdict=None)

    def _told(self, question: Question, *, explain: bool) -> Answer:
        wanted = question.development
        if question.byline:
            answer = self._of_article(question, question.byline, explain=explain)
        elif wanted and wanted.newest and not wanted.topic:
            answer = self._newest(question, explain=explain)
        else:
            answer = self._answer(question, explain=explain)
        if wanted and wanted.topic and (wanted.first or wanted.newest or answer.status == "not_stated"):
            answer = self._developed(question, wanted, answer) or answer
        cited = {sources.article_code(citation) for citation in answer.citations}
        return telling.tell(answer, question, {code: self.index.info(code) for code in cited})

    def timeline(self, topic: str, *, language: Language | None = None) -> tuple[DatedStatement, ...]:
        """The dated statements on ``topic``, oldest first."""
        asked = understand(topic, language=language)
        with self.index.snapshot():
            return timeline.build(self.index, self._retriever, asked.search, asked.language)

    def _answer(self, question: Question, *, explain: bool) -> Answer:
        view = self._retriever.view(question.search, question.language)
        hits = self._retriever.search(question.search, question.language, READ, view=view) if view else []
        nothing = not question.follows and not labels.topic(question.search, question.language)
        if view is None or not hits or nothing:
            why = _explanation(question, hits, ["nothing to look for"]) if explain else None
            return _silent(question, courtesy.reply("nothing", question.language), (), why)
        question = replace(question, names=evidence.lower_case_names(question, hits))
        readings = rerankers.read(self.reader, question.plain, hits)
        hits = rerankers.rerank(question.language, hits, readings, self._weights.reranking)
        if self._reranker:
            hits = rerankers.reorder(self._reranker, question.plain, hits, readings)
        pair = f"{question.language}-{hits[0].passage.article.language}"
        ranked = evidence.rank(question, view, hits, self._weights.evidence[pair], readings)
        ranked = closer.rank(question, closer.read(question, ranked, self.reader), self._weights.closer[pair])
        theirs = self._said_by(question, ranked) if question.said_by else []
        ranked = theirs + [item for item in ranked if item not in theirs]
        observed = confidence.observe(view, hits, ranked)
        weights = self._weights.confidence[pair]
        missing = evidence.missing_name(question, view, ranked)
        judged: list[verdict.Judged] = []
        if question.kind == "yesno":
            judged = [] if missing else self._judged(question, view, ranked)
            observed[confidence.DECIDED] = confidence.decided(judged)
            weights = self._weights.decided
        probability = confidence.probability(observed, weights)
        name = naming.asked(question)
        told = identities.found(name, ranked, person=question.kind == "who") if name else []
        if told:
            probability = max(probability, identities.LIKELY)
        notes = [
            f"kind {question.kind}, negative {question.negated}, names {', '.join(question.names) or '-'}",
            f"probability {probability:.2f}, threshold {self._weights.threshold:.2f}",
            "  ".join(f"{name} {value:.2f}" for name, value in observed.items()),
        ]
        if explain and question.kind == "yesno" and pair == "en-id":
            notes.insert(0, f"also read as: {self.reader.in_indonesian(question.plain) or '-'}")
        answer: Answer | None = None
        withheld = self._withheld(question, hits, missing, theirs)
        if withheld:
            notes.append(withheld)
        elif probability >= self._weights.threshold:
            if question.kind == "yesno":
                answer = self._verdict(question, judged, probability, notes)
            elif told:
                answer = self._introduced(question, told, probability)
            else:
                introduced = name if question.kind == "who" else ""
                answer = self._statement(question, view, ranked, probability, notes, introduced)
        why = _explanation(question, hits, notes) if explain else None
        if answer is None:
            nearest = [self._cite(item, "context") for item in evidence.distinct(ranked)[:NEAREST]]
            text = labels.not_stated(question)
            newest = max((hit.passage.article.published or "" for hit in hits), default="")[:10] or None
            return replace(
                _silent(question, text, nearest, why), confidence=round(1 - probability, 3), as_of=newest
            )
        return replace(answer, why=why)

    @staticmethod
    def _withheld(question: Question, hits: Sequence[Hit], missing: str, theirs: Sequence[Evidence]) -> str:
        """What forbids any answer, for ``/why``; empty when nothing does."""
        if not any(hit.features["coverage"] for hit in hits):
            return "no word of the question is in what was found"
        if missing:
            return f"{missing} is not in what was found of any article"
        if question.said_by and not theirs:
            return f"no words of {question.said_by.strip()} among what was found"
        return ""

    def _developed(self, question: Question, wanted: Development, answer: Answer) -> Answer | None:
        """What was said in order of its dates, in place of ``answer``; None for less than two statements."""
        found = timeline.build(self.index, self._retriever, wanted.topic, question.language)
        told = timeline.chosen(found, wanted, TOLD)
        if len(told) < (1 if wanted.newest else 2):
            return None
        sure = answer.confidence if answer.status == "answered" else 1 - answer.confidence
        if wanted.newest:
            sure = max(statement.citation.score for statement in told)
        cited = [replace(statement.citation, stance="supports") for statement in told]
        days = [datewords.written(statement.date, question.language) for statement in told]
        lines = [f"{day}: {_trimmed(quote.quote)}" for day, quote in zip(days, cited, strict=True)]
        text = lines[0] if wanted.newest else " ".join(lines)
        why = answer.why
        if why is not None:
            why = replace(
                why, notes=(*why.notes, f"told in order of date: {len(told)} of {len(found)} statements")
            )
        return replace(self._answered(question, text, None, cited, sure), why=why)

    def _of_article(self, question: Question, asked: Byline, *, explain: bool) -> Answer:
        """What stands at the head of the article that is meant, cited by its title."""
        articles = self.index.articles()
        found, topic = bylines.named(asked.topic, articles)
        hits: list[Hit] = []
        sure = 1.0
        if topic:
            hits = self._retriever.search(topic, question.language, READ)
            shown = bylines.meant(hits, found)
            found = [hit.passage.article for hit in shown]
            sure = max((hit.features["coverage"] for hit in shown), default=0.0)
        elif not found and len(articles) == 1:
            found = articles
        told = [article for article in found if bylines.value_of(asked.fact, article)][:CITED]
        notes = [f"asks for {asked.fact} of {', '.join(article.code for article in found) or 'no article'}"]
        why = _explanation(question, hits, notes) if explain else None
        if not told:
            text = labels.no_byline(asked.fact, question.language) if found else labels.not_stated(question)
            nearest = [self._titled(article, "context") for article in found[:NEAREST]]
            return replace(_silent(question, text, nearest, why), confidence=round(sure, 3))
        text = bylines.told(asked, told, question.language)
        cited = [self._titled(article, "supports") for article in told]
        return replace(self._answered(question, text, None, cited, sure), why=why)

    def _newest(self, question: Question, *, explain: bool) -> Answer:
        """How many articles there are and from when to when, and the newest, cited by their titles."""
        articles = sorted(self.index.articles(), key=lambda one: one.published or "", reverse=True)
        if not articles:
            return self._answer(question, explain=explain)
        text = labels.articles([article.published for article in articles], question.language)
        cited = [self._titled(article, "supports") for article in articles[:TOLD]]
        why = _explanation(question, (), ["asks for the newest articles"]) if explain else None
        return replace(self._answered(question, text, None, cited, 1.0), why=why)

    def _titled(self, article: ArticleInfo, stance: Stance) -> Citation:
        """The title of ``article``, or how it begins when it has none."""
        first = self.index.article_passages(article.code)[0]
        return citations.cite(self.index, first, first.start, first.start, stance=stance)

    def _said_by(self, question: Question, ranked: Sequence[Evidence]) -> list[Evidence]:
        """The best evidence, and what is nearly as good, that its article puts in the mouth of the one whose
        words are asked for. Where nothing is, a letter of the name may be another, in the question or in
        the article."""
        named = set(question.said_by.lower().split())
        near = [item for item in ranked if item.score >= ranked[0].score - evidence.GIVES_WAY]
        heard = [(item, said) for item in near if (said := self._attributed(item))]
        theirs = [
            item
            for item, said in heard
            if named.intersection(said.name.lower().split())
            or offices.is_one(question.said_by, said.role or "")
        ]
        return theirs or [item for item, said in heard if _is_like(named, said.name.lower().split())]

    # -- the two shapes of an answer

    def _statement(
        self,
        question: Question,
        view: QuestionView,
        ranked: Sequence[Evidence],
        probability: float,
        notes: list[str],
        introduced: str,
    ) -> Answer | None:
        """``introduced`` is whom the question only asks who they are; may be empty."""
        if question.kind in ("when", "howmany") and not ranked[0].features["form"]:
            notes.append(
                "nothing found holds a time" if question.kind == "when" else "nothing found holds a number"
            )
            return None
        office = holders.asked(question.search) if question.kind == "who" else []
        ranked = [
            item
            for item in ranked
            if holders.told(office, f"{item.hit.passage.article.title}. {item.text}", question.search)
        ]
        if not ranked:
            notes.append("nothing found tells of the office")
            return None
        if introduced:  # nothing says who that is: what is told of them does, and another's name does not
            ranked = [item for item in ranked if identities.names(introduced, item.text)]
            if not ranked:
                notes.append(f"nothing found tells of {introduced}")
                return None
        if question.kind == "quote":
            ranked = [evidence.with_quotation(item) for item in ranked]
        chosen = [item for item in evidence.distinct(ranked) if item.score >= ranked[0].score - MARGIN][
            :CITED
        ]
        # a few words out of a sentence that defines nothing say less than all of it
        asks_all = introduced or question.defines
        text = "" if asks_all else shortanswer.choose(question, chosen, view, self._weights.short)
        if question.asks_speaker:
            cited = [self._cite(item, "supports") for item in chosen]
            text = next((citation.speaker for citation in cited if citation.speaker), "")
        else:
            # the sentence that holds the answer comes first; one that does not is no source of it
            chosen.sort(key=lambda item: not shortanswer.holds(item, text))
            cited = [
                self._cite(item, "supports" if shortanswer.holds(item, text) else "context")
                for item in chosen
            ]
        first = chosen[0]
        if question.kind == "who":
            text = _with_name(text, cited[0])
            full = speakers.in_full(text, self._before(first.hit.passage, first.start))
            text = full if topics.is_person(full) else text
        whole = _told_alone(first.text) if question.kind == "quote" else _trimmed(first.text)
        return self._answered(question, text or whole, None, cited, probability)

    def _introduced(self, question: Question, told: Sequence[Introduction], probability: float) -> Answer:
        """Who or what a name is, in the plainest words for it, and who else says so."""
        chosen = evidence.distinct([one.item for one in told])[:CITED]
        cited = [self._cite(item, "supports") for item in chosen]
        return self._answered(question, told[0].text, None, cited, probability)

    def _judged(
        self, question: Question, view: QuestionView, ranked: Sequence[Evidence]
    ) -> list[verdict.Judged]:
        """What the best sentences say to a yes/no question."""
        return [
            verdict.judge(heard, self._weights.verdict) for heard in verdict.listen(question, view, ranked)
        ]

    def _verdict(
        self, question: Question, judged: Sequence[verdict.Judged], probability: float, notes: list[str]
    ) -> Answer | None:
        notes += [
            f"yes {one.affirms:.2f}, no {one.denies:.2f} ({one.reason}) | {one.item.text[:70]}"
            for one in judged
        ]
        told = verdict.telling(judged)
        weights = self._weights.verdict
        if not told:
            notes.append("nothing found may decide it")
            return None
        label, share = verdict.decide(judged, weights.mixed)
        supporting, opposing = verdict.divided(told, label)
        sure = told[0].decides
        if not supporting or share < weights.plain or sure < weights.least:
            notes.append(
                f"{label} has {share:.2f} of what decides, {weights.plain:.2f} needed; the surest decides by"
                f" {sure:.2f}, {weights.least:.2f} needed"
            )
            near = [self._cite(one.item, "context") for one in told[:CITED]]
            text = labels.NOT_PLAIN[question.language]
            return self._answered(question, text, None, near, probability * (1 - share))
        half = 2 if label == "mixed" else CITED
        cited = [self._cite(item, "supports") for item in supporting[:half]]
        cited += [self._cite(item, "opposes") for item in opposing[: max(0, CITED + half - 2 - len(cited))]]
        return self._answered(
            question,
            labels.verdict(label, told, question),
            label,
            cited,
            probability * share,
        )

    def _answered(
        self,
        question: Question,
        text: str,
        label: VerdictLabel | None,
        cited: Sequence[Citation],
        probability: float,
    ) -> Answer:
        return Answer(
            question=question.text,
            language=question.language,
            status="answered",
            text=text,
            verdict=label,
            confidence=round(probability, 3),
            citations=tuple(cited),
        )

    # -- quotes

    def _cite(self, item: Evidence, stance: Stance) -> Citation:
        passage = item.hit.passage
        said = self._attributed(item)
        return citations.cite(
            self.index,
            passage,
            item.start,
            item.end,
            speaker=said.name if said else None,
            role=said.role if said else None,
            stance=stance,
            score=round(item.score, 3),
        )

    def _attributed(self, item: Evidence) -> Attribution | None:
        """Who says ``item``, as its article has it."""
        passage = item.hit.passage
        rest = passage.text[item.end - passage.start :]
        after = [rest[slice(*span)] for span in sentences.split(rest)]
        return speakers.attribution(item.text, self._before(passage, item.start), after)

    def _before(self, passage: Passage, start: int) -> Iterator[str]:
        """Sentences of the article before ``start``, nearest first."""
        passages = self.index.article_passages(passage.article.code)
        for earlier in reversed([other for other in passages if other.paragraph and other.start <= start]):
            for span_start, span_end in reversed(sentences.split(earlier.text)):
                if earlier.start + span_end <= start:
                    yield earlier.text[span_start:span_end]


def _is_like(named: Iterable[str], name: Sequence[str]) -> bool:
    """Whether a word of ``named`` is one slip of the finger away from one of ``name``."""
    return any(
        openers.is_slip(word, other) or openers.is_slip(other, word)
        for word in named
        for other in name
        if min(len(word), len(other)) >= _SHORTEST_LIKE
    )


def _silent(question: Question, text: str, nearest: Sequence[Citation], why: Explanation | None) -> Answer:
    return Answer(
        question=question.text,
        language=question.language,
        status="not_stated",
        text=text,
        nearest=tuple(nearest),
        why=why,
    )


def _explanation(question: Question, hits: Sequence[Hit], notes: Sequence[str]) -> Explanation:
    return Explanation(
        understood=question.search, kind=question.kind, candidates=tuple(hits[:10]), notes=tuple(notes)
    )


def _with_name(text: str, source: Citation) -> str:
    """``text`` with the name of who speaks in ``source`` and is told of there by office alone ("kata dirjen
    itu"), when the article names the holder elsewhere."""
    speaker, role = source.speaker or "", source.role or ""
    if not text or not role or text.split()[0].lower() != role.split()[0].lower():
        return text
    pointed = rf"\b{re.escape(text)} (?:itu|tersebut)\b|\bthe {re.escape(text)}\b"
    is_named = any(re.search(rf"\b{re.escape(word)}\b", source.quote) for word in speaker.split())
    if is_named or not offices.opens_office(text) or not re.search(pointed, source.quote):
        return text
    return f"{speaker}, {text}"


def _tells(answer: Answer, text: str, others: Iterable[str]) -> bool:
    """Whether the first quote of ``answer`` has a word of ``text`` that the ``others`` do not have."""
    own = set(terms(text, answer.language))
    for other in others:
        own -= set(terms(other, answer.language)) if other != text else set()
    return bool(own.intersection(terms(answer.citations[0].quote, answer.language)))


def _trimmed(sentence: str) -> str:
    """:func:`_told_alone`, cut where it is too long for an answer."""
    sentence = _told_alone(sentence)
    if len(sentence) <= _LONGEST_ANSWER:
        return sentence
    return sentence[:_LONGEST_ANSWER].rsplit(" ", 1)[0] + " …"


_TAG: Final = re.compile(r",?\" [^\"]{3,80}$")
"""Who spoke, behind the last sentence of somebody's words."""


def _told_alone(sentence: str) -> str:
    """A sentence without the place and outlet it was filed from, or a quotation mark that nothing closes."""
    head = DATELINE.match(sentence) or PLACE_LINE.match(sentence)
    sentence = sentence[head.end() :].lstrip() if head else sentence
    opened = sentence[:1] == '"' and sentence.count('"') == 1
    if not opened and sentence.count('"') == 1:
        sentence = _TAG.sub("", sentence)
    return sentence[1:] if opened or (sentence[:1] == "“" and "”" not in sentence) else sentence
