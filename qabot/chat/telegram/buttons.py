"""What buttons under an answer do: open a source, the timeline, the reasons; come back; take a vote."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from telegram import Message

from qabot.chat.telegram import keyboards
from qabot.chat.telegram.asking import in_group, shown
from qabot.chat.telegram.messages import (
    numbered_sources,
    sentence,
    source_blocks,
    timeline_blocks,
    why_blocks,
)
from qabot.chat.telegram.packing import unpack
from qabot.chat.telegram.richtext import block, clean, run, split
from qabot.chat.telegram.room import interface, room_of
from qabot.chat.telegram.sending import acknowledge, show
from qabot.chat.telegram.words import word
from qabot.errors import CitationError

if TYPE_CHECKING:
    from telegram import CallbackQuery, Update

    from qabot.chat.telegram.room import Context
    from qabot.chat.telegram.state import Record


async def pressed(update: Update, context: Context) -> None:
    """A button under an answer. Whatever it carries, its clock is stopped."""
    query, room = update.callback_query, room_of(context)
    if query is None:
        return
    action, token, *more = [*(query.data or "").split(":"), "", ""]
    record = await room.db(room.state.answer, clean(token))
    if record is None or not isinstance(query.message, Message):
        person = await room.seen(query.from_user)
        await acknowledge(query, word("gone", interface(person, query.from_user)), alert=True)
        return
    if action in (keyboards.UP, keyboards.DOWN):
        await _vote(query, context, record, 1 if action == keyboards.UP else -1)
        return
    await acknowledge(query)
    answer = unpack(record.body)
    language = answer.language
    if action == keyboards.SOURCE:
        number = int(more[0]) if re.fullmatch(r"[0-9]{1,3}", more[0]) else 0
        sources = numbered_sources(answer)
        if not 1 <= number <= len(sources):
            return
        try:
            blocks = source_blocks(await room.desk.cite(sources[number - 1].id), language)
        except CitationError:
            gone = word("cite_unknown", language, id=sources[number - 1].id)
            await show(query, sentence(gone), keyboards.back(token, language))
            return
        await show(query, blocks, keyboards.under_source(token, number, answer))
    elif action == keyboards.TIMELINE:
        statements = await room.desk.timeline(record.question, language, asker=query.from_user.id)
        await show(
            query, timeline_blocks(statements, record.question, language), keyboards.back(token, language)
        )
    elif action == keyboards.WHY:
        await show(query, why_blocks(record.body["why"], language), keyboards.back(token, language))
    elif action == keyboards.BACK:
        blocks, keyboard = shown(context, token, answer, group=in_group(query.message))
        if query.message.chat_id != record.place.chat:  # opened from a group, below its question
            blocks = [block(run(record.question, "i")), *blocks]
        await show(query, split(blocks)[-1], keyboard)


async def _vote(query: CallbackQuery, context: Context, record: Record, vote: int) -> None:
    room = room_of(context)
    person = await room.seen(query.from_user)
    stands = await room.db(room.state.vote, record.token, query.from_user.id, vote)
    name = ("thanks_up" if vote > 0 else "thanks_down") if stands else "thanks_off"
    await acknowledge(query, word(name, interface(person, query.from_user)))
