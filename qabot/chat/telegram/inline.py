"""``@bot question`` in any chat: the answer and its best passages as cards."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Final

from telegram import InlineQueryResultArticle, InlineQueryResultsButton, InputTextMessageContent

from qabot.chat.render import outlet_facts, shorten
from qabot.chat.telegram import keyboards
from qabot.chat.telegram.messages import numbered_sources, passage_blocks, short_blocks
from qabot.chat.telegram.richtext import block, clean, run, shortened, to_html
from qabot.chat.telegram.room import interface, question_language, room_of
from qabot.chat.telegram.sending import offer
from qabot.chat.telegram.words import word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from telegram import InlineKeyboardMarkup, Update

    from qabot.chat.telegram.richtext import Block
    from qabot.chat.telegram.room import Context
    from qabot.types import Answer

SHORTEST: Final = 4
"""Characters typed before it is worth asking."""
CARDS: Final = 4
_CACHE_S: Final = 30


async def asked(update: Update, context: Context) -> None:
    """What was typed so far, behind the bot's name. Only the newest of a person's is answered."""
    query, room = update.inline_query, room_of(context)
    if query is None:
        return
    person = await room.seen(query.from_user)
    text = " ".join(clean(query.query).split())
    results: list[InlineQueryResultArticle] = []
    label, cache_s, personal = None, _CACHE_S, room.access.choice != "open"
    if len(text) < SHORTEST:
        label = "inline_ask"
    elif not room.limits.type(person.id, text):
        room.metrics.count("refused")
        label, cache_s, personal = "inline_busy", 0, True  # a moment later it may be answered
    else:
        answer = await room.desk.ask(text, (), question_language(person), asker=person.id)
        results = cards(text, answer, context.bot.username)
        room.metrics.count("answers" if answer.status == "answered" else "abstentions")
    button = None
    if label is not None:
        said = word(label, interface(person, query.from_user))
        button = InlineQueryResultsButton(said, start_parameter="inline")
    await offer(query, results, cache_s=cache_s, personal=personal, button=button)


def cards(question: str, answer: Answer, name: str) -> list[InlineQueryResultArticle]:
    """The answer, then the passages it rests on, or that come nearest."""
    language, sources = answer.language, numbered_sources(answer)
    first = sources[0] if sources else None
    made = [
        _card(
            answer.text,
            " · ".join(outlet_facts(first, language)) if first else "",
            [block(run(question, "i")), *short_blocks(answer)],
            keyboards.under_card(sources, language, name),
        )
    ]
    for number, citation in enumerate(sources[:CARDS], start=1):
        outlet = " · ".join(outlet_facts(citation, language))
        title = word("inline_quote", language, number=number, outlet=outlet)
        blocks = passage_blocks(citation, language)
        made.append(_card(title, citation.quote, blocks, keyboards.under_card([citation], language, name)))
    return made


def _card(
    title: str, under: str, blocks: Sequence[Block], keyboard: InlineKeyboardMarkup | None
) -> InlineQueryResultArticle:
    content = InputTextMessageContent(to_html(shortened(blocks)))
    return InlineQueryResultArticle(
        secrets.token_hex(8),
        shorten(clean(title), 120),
        content,
        description=shorten(clean(under), 160) or None,
        reply_markup=keyboard,
    )
