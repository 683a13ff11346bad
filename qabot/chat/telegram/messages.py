"""What a reader in Telegram sees: answers, sources, timelines and lists, as blocks of rich text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from qabot.chat.labels import date, label
from qabot.chat.render import by_side, numbered, outlet_facts, place_label, quoted, shorten
from qabot.chat.telegram.richtext import LIMIT, Block, Run, block, length, run, units
from qabot.chat.telegram.words import word
from qabot.text.datewords import written

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from qabot.citations import CitationContext
    from qabot.types import Answer, ArticleInfo, Citation, DatedStatement, Language

PAGE: Final = 8
"""Articles on one page of a list."""
LONGEST_QUOTE: Final = 700
"""Characters of a quote in an answer; the source behind its button shows all of it."""
STATEMENTS: Final = 15
"""Most entries of a timeline."""


def answer_blocks(answer: Answer) -> list[Block]:
    """The answer first, then numbered quotes with outlet and date; for none, the nearest passages."""
    language = answer.language
    blocks = [block(run(answer.text, "b"))]
    if answer.phrased:
        blocks.append(block(numbered(answer.phrased, answer)))
    facts = answer_facts(answer)
    if facts:
        blocks.append(block(run(facts, "i"), gap=1))
    number = 0
    for heading, sources in groups(answer):
        if heading:
            blocks.append(block(run(label(heading, language), "b")))
        for at, source in enumerate(sources):
            number += 1
            facts = " · ".join(outlet_facts(source[0], language))
            blocks.append(block(run(f"{number}", "b"), f"  {facts}", gap=1 if heading and not at else 2))
            blocks += [_quote(citation, language, answer) for citation in source]
    return blocks


def answer_facts(answer: Answer) -> str:
    """How sure, as of when, how many sources."""
    language = answer.language
    facts = []
    if answer.status == "answered":
        facts.append(f"{label('confidence', language)} {answer.confidence:.0%}")
    if answer.as_of:
        facts.append(f"{label('as_of', language)} {date(answer.as_of, language)}")
    if answer.sources:
        name = "sources_one" if answer.sources == 1 else "sources_many"
        facts.append(label(name, language).format(count=answer.sources))
    return " · ".join(facts)


def groups(answer: Answer) -> list[tuple[str, list[list[Citation]]]]:
    """What an answer shows, by the label over it, each number's quotes together, in the order of numbers."""
    if answer.status != "answered":
        return [("nearest", [[citation] for citation in answer.nearest])] if answer.nearest else []
    if answer.verdict:
        return by_side(answer.citations, answer.verdict)
    return [("", [[citation] for citation in answer.citations])] if answer.citations else []


def numbered_sources(answer: Answer) -> list[Citation]:
    """The first quote under each number."""
    return [source[0] for _, sources in groups(answer) for source in sources]


def _quote(citation: Citation, language: Language, answer: Answer) -> Block:
    runs: list[Run] = []
    for style, text in quoted(citation, language):
        if style == "quote":
            text = f"“{shorten(citation.quote, LONGEST_QUOTE)}”"
        runs.append(run(text, "i" if style == "faint" else ""))
    if answer.status == "answered" and not answer.verdict and citation.stance != "supports":
        runs.append(run(f" ({label(citation.stance, language)})"))
    return Block((*runs, run("  "), run(citation.id, "code")), quote=True, gap=1)


def short_blocks(answer: Answer) -> list[Block]:
    """For groups and cards: the answer, what it rests on first, and where that stands."""
    language = answer.language
    blocks = [block(run(answer.text, "b"))]
    first = next(iter(numbered_sources(answer)), None)
    if first is not None:
        if answer.status != "answered":
            blocks.append(block(run(label("nearest", language), "i"), gap=1))
        blocks += passage_blocks(first, language)
    return blocks


def passage_blocks(citation: Citation, language: Language) -> list[Block]:
    """One quote with where it stands."""
    said = [run(f"“{shorten(citation.quote, LONGEST_QUOTE)}”")]
    said += [run(text) for style, text in quoted(citation, language) if style == "text"]
    facts = " · ".join(outlet_facts(citation, language))
    return [Block(tuple(said), quote=True, gap=1), block(f"{facts} · ", run(citation.id, "code"), gap=1)]


def source_blocks(found: CitationContext, language: Language) -> list[Block]:
    """The paragraph of a quote with its neighbours, the quote in bold, within one message."""
    citation = found.citation
    facts = " · ".join([*outlet_facts(citation, language), place_label(citation, language)])
    link = citation.source if citation.source.startswith(("http://", "https://")) else ""
    head = [
        block(run(citation.title or label("untitled", language), "b", link)),
        block(f"{facts} · ", run(citation.id, "code"), gap=1),
    ]
    if found.edited:
        head.append(block(run(label("edited", language), "i")))
    before, hit, after = found.paragraph.partition(citation.quote)
    # of a paragraph that is too long for a message, what stands around the quote
    spare = max(0, LIMIT - length(head) - units(hit) - 10)
    before = _ending(before, spare // 2)
    after = _ending(after[::-1], spare - units(before))[::-1]
    marked = tuple(item for item in (run(before), run(hit, "b"), run(after)) if item.text)
    middle = [Block(marked, quote=True)]
    room = LIMIT - length([*head, *middle]) - 8
    earlier = _neighbours(reversed(found.before), room // 2)[::-1]
    later = _neighbours(found.after, room - length(earlier) - 4)
    return [*head, *earlier, *middle, *later]


def _ending(text: str, room: int) -> str:
    """The end of ``text`` that has room."""
    if units(text) <= room:
        return text
    while text and units(text) > room - 2:
        text = text[(units(text) - room + 3) // 2 :]  # a sign has two units at most
    return f"… {text.partition(' ')[2]}" if text else ""


def _neighbours(paragraphs: object, room: int) -> list[Block]:
    blocks: list[Block] = []
    for text in paragraphs:  # type: ignore[attr-defined]
        room -= len(text) * 2 + 2
        if room < 0:
            break
        blocks.append(block(text))
    return blocks


def timeline_blocks(statements: Sequence[DatedStatement], topic: str, language: Language) -> list[Block]:
    """Who said what, oldest first; the newest are kept where there are many."""
    if not statements:
        return [block(label("timeline_none", language))]
    blocks = [block(run(f"{topic.rstrip('?!. ')}. {label('timeline', language)}", "b"))]
    for statement in statements[-STATEMENTS:]:
        citation = statement.citation
        day = written(statement.date, language)
        if not statement.named and not citation.published:
            day = f"{label('about', language)} {day}"
        said = f"“{shorten(citation.quote, 300)}”"
        speaker = ", ".join(filter(None, (citation.speaker, citation.role)))
        if speaker:
            said += f" — {speaker}"
        blocks.append(block(run(day, "b"), f" · {citation.publisher or citation.source}"))
        blocks.append(block(f"{said}  ", run(citation.id, "code"), quote=True, gap=1))
    return blocks


def why_blocks(why: Mapping[str, Any] | None, language: Language) -> list[Block]:
    """How an answer was reached: what was understood, what decided, and the passages that were weighed."""
    if not why:
        return [block(label("no_why", language))]
    blocks = [
        block(run(f"{label('understood', language)}: ", "b"), why["understood"]),
        block(run(f"{label('kind', language)}: ", "b"), why["kind"], gap=1),
    ]
    if why["notes"]:
        blocks.append(block(run(f"{label('notes', language)}:", "b")))
        blocks += [block(f"• {note}", gap=1) for note in why["notes"]]
    if why["candidates"]:
        blocks.append(block(run(f"{label('candidates', language)}:", "b")))
        for hit in why["candidates"]:
            blocks.append(block(f"{hit['text']}  ", run(hit["place"], "code"), quote=True, gap=1))
    return blocks


def article_blocks(articles: Sequence[ArticleInfo], language: Language, *, name: str) -> list[Block]:
    """A list of articles: title, outlet and date, code; the code leads to the first paragraph."""
    blocks: list[Block] = []
    for info in articles:
        facts = [info.publisher or info.source]
        if info.published:
            facts.append(date(info.published[:10], language))
        link = (
            info.source
            if info.source.startswith(("http://", "https://"))
            else cite_link(name, info.code + "-0")
        )
        title = run(info.title or label("untitled", language), "b", link)
        blocks.append(block(title, f"\n{' · '.join(facts)} · ", run(info.code, "code")))
    return blocks


def cite_link(name: str, id: str) -> str:  # noqa: A002 - as people call it
    """The link that opens a citation in a private chat with the bot called ``name``."""
    return f"https://t.me/{name}?start=cite_{id}"


def answer_link(name: str, token: str) -> str:
    """The link that opens a whole answer in a private chat."""
    return f"https://t.me/{name}?start=a_{token}"


def sentence(text: str) -> list[Block]:
    """Our own words, one block a paragraph."""
    return [block(part) for part in text.split("\n\n")]


def added_blocks(
    kinds: Sequence[tuple[str, ArticleInfo]], failures: Sequence[str], language: Language
) -> list[Block]:
    """What came of articles that were sent: title, outlet, date, paragraphs, copies; what was not read."""
    blocks: list[Block] = []
    for kind, info in kinds:
        facts = [info.publisher or info.source]
        if info.published:
            facts.append(date(info.published, language))
        facts.append(word("paragraphs", language, count=info.paragraphs))
        blocks.append(block(run(f"{word(kind, language)}: ", "b"), info.title or label("untitled", language)))
        blocks.append(block(" · ".join(facts) + " · ", run(info.code, "code"), gap=1))
        if info.duplicate_of and kind != "copy":
            blocks.append(block(run(word("near", language, other=info.duplicate_of), "i"), gap=1))
    blocks += [block(word("add_failed", language, reason=reason)) for reason in failures]
    return blocks or [block(word("nothing", language))]
