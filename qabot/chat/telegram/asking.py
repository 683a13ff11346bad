"""A question and its answer, in a private chat; what groups and edits build on."""

from __future__ import annotations

import asyncio
import dataclasses
import re
import secrets
from typing import TYPE_CHECKING, Final

from telegram import InlineKeyboardMarkup, MessageEntity
from telegram.error import BadRequest

from qabot.chat.telegram import keyboards
from qabot.chat.telegram.logs import LOG, mark
from qabot.chat.telegram.messages import answer_blocks, sentence, short_blocks
from qabot.chat.telegram.packing import pack, unpack
from qabot.chat.telegram.richtext import clean, split, to_html
from qabot.chat.telegram.room import interface, question_language, room_of
from qabot.chat.telegram.sending import deliver, is_unchanged, say, send, typing
from qabot.chat.telegram.state import Place, Record
from qabot.chat.telegram.words import word

if TYPE_CHECKING:
    from telegram import Message, Update, User

    from qabot.chat.telegram.richtext import Block
    from qabot.chat.telegram.room import Context, Room
    from qabot.chat.telegram.state import Person
    from qabot.types import Answer, Turn

LONGEST: Final = 1000
"""Characters of a question that are read. Longer texts are articles or rumours, not questions."""
LINKS: Final = re.compile(r"^\s*(?:https?://\S+\s*)+$")
"""A message of nothing but addresses."""


async def question(update: Update, context: Context) -> None:
    """A text in a private chat."""
    message, user = update.message, update.effective_user
    if message is None or user is None or not message.text:
        return
    if not clean(message.text).strip():
        # signs that cannot be seen: silence would look like a bot that is gone
        language = interface(await room_of(context).seen(user), user)
        blocks = sentence(word("media", language))
        await say(context.bot, place_of(message, user), blocks, reply_to=message.message_id)
        return
    await ask(update, context, message.text)


async def ask(update: Update, context: Context, text: str) -> None:
    """Answer ``text``, which the message of ``update`` asks, in its chat."""
    room, message, user = room_of(context), update.effective_message, update.effective_user
    if message is None or user is None:
        return
    text = " ".join(clean(text)[:LONGEST].split())
    if not text:
        return
    if update.update_id in room.resumed and await _resumed(update, context):
        return
    place, replied = place_of(message, user), message.reply_to_message
    person, parent, turns = await room.db(
        room.state.opening,
        *(user.id, user.full_name, user.username, place),
        replied.message_id if replied is not None else None,
    )
    if not await within_limits(update, context, person):
        return
    record, answer = await _answered(update, context, text, person, place, parent, turns)
    await room.db(room.state.keep, record)
    blocks, keyboard = shown(context, record.token, answer, group=in_group(message))
    await deliver(room, context.bot, record, blocks, keyboard)
    _note(room, update, answer, text)


async def _answered(
    update: Update,
    context: Context,
    text: str,
    person: Person,
    place: Place,
    parent: str | None,
    turns: tuple[Turn, ...],
) -> tuple[Record, Answer]:
    """The answer in the conversation that ``parent`` ends, and what is kept of it."""
    room, message = room_of(context), update.effective_message
    assert message is not None
    working = typing(context.bot, place.chat, place.thread)
    asker = asker_of(message, person.id)
    answer = await room.desk.ask(text, turns, question_language(person), asker=asker, working=working)
    token = secrets.token_urlsafe(9)
    record = Record(
        *(token, update.update_id, place, message.message_id, text, answer.text, pack(answer)), parent=parent
    )
    return record, answer


async def _resumed(update: Update, context: Context) -> bool:
    """Whether an earlier process had this answer ready; it is sent now unless it was."""
    room, message = room_of(context), update.effective_message
    record = await room.db(room.state.answer_for, update.update_id)
    if record is None or message is None:
        return False
    if not record.sent:
        blocks, keyboard = shown(context, record.token, unpack(record.body), group=in_group(message))
        await deliver(room, context.bot, record, blocks, keyboard)
    return True


def shown(
    context: Context, token: str, answer: Answer, *, group: bool
) -> tuple[list[Block], InlineKeyboardMarkup | None]:
    """An answer as it is sent: whole in private, short with a way to the whole in groups."""
    if group:
        return short_blocks(answer), keyboards.under_group_answer(token, answer, context.bot.username)
    return answer_blocks(answer), keyboards.under_answer(token, answer)


async def edited(update: Update, context: Context) -> None:
    """A question was edited: its answer follows. What was not answered before is asked now, in private."""
    room, message, user = room_of(context), update.edited_message, update.effective_user
    if message is None or user is None:
        return
    text = asked_in(message, context.bot.username, context.bot.id)
    record = await room.db(room.state.answer_to, message.chat_id, message.message_id)
    if record is None:
        if not in_group(message) and _is_question(message):
            await ask(update, context, text)
        return
    text = " ".join(clean(text)[:LONGEST].split())
    if not text or text == record.question:
        return
    person = await room.seen(user)
    if not await within_limits(update, context, person):
        return
    turns = await room.db(room.state.turns, record.parent)
    fresh, answer = await _answered(update, context, text, person, record.place, record.parent, turns)
    fresh = dataclasses.replace(
        fresh,
        token=record.token,
        update_id=record.update_id,
        question_id=record.question_id,
        parent=record.parent,
    )
    messages = await _replace(room, context, fresh, answer, group=in_group(message))
    await room.db(room.state.edited, fresh, messages, update.update_id)
    _note(room, update, answer, text)


def _is_question(message: Message) -> bool:
    """Whether a message in private asks: it is not forwarded, no file, no command, no links."""
    text = message.text or ""
    command = text.startswith("/") and not re.match(r"/ask(?:@\w+)?\s", text)
    return bool(text) and message.forward_origin is None and not command and not LINKS.fullmatch(text)


async def _replace(room: Room, context: Context, record: Record, answer: Answer, *, group: bool) -> list[int]:
    """Put an answer where an older one stands. The messages that show it now."""
    old = await room.db(room.state.messages_of, record.token, record.place.chat)
    blocks, keyboard = shown(context, record.token, answer, group=group)
    pages = split(blocks)
    now: list[int] = []
    for at, page in enumerate(pages):
        under = keyboard if at == len(pages) - 1 else None
        if at < len(old):
            try:
                await context.bot.edit_message_text(
                    to_html(page), record.place.chat, old[at], reply_markup=under
                )
                now.append(old[at])
                continue
            except BadRequest as error:
                if is_unchanged(error):
                    now.append(old[at])
                    continue
                LOG.info("An answer could not be edited and is sent anew: %s", error)
        now.append(await send(context.bot, record.place, page, keyboard=under, reply_to=record.question_id))
    for message in old[len(pages) :]:
        try:
            await context.bot.delete_message(record.place.chat, message)
        except BadRequest as error:
            LOG.info("The rest of an older answer stays: %s", error)
    return now


async def within_limits(update: Update, context: Context, person: Person) -> bool:
    """Count a question; when it is one too many, say so once."""
    room, message, user = room_of(context), update.effective_message, update.effective_user
    assert message is not None
    assert user is not None
    refusal = room.limits.take(person.id)
    if refusal is None:
        return True
    room.metrics.count("refused")
    if not refusal.said:
        language = interface(person, user)
        text = word("busy", language)
        if not refusal.everybody:
            limit = room.settings.telegram_user_limit
            text = word("slow_down", language, limit=limit, seconds=refusal.seconds)
        await say(context.bot, place_of(message, user), sentence(text), reply_to=message.message_id)
    return False


def place_of(message: Message, user: User) -> Place:
    """Where a message stands."""
    thread = message.message_thread_id if message.is_topic_message else None
    return Place(message.chat_id, thread or 0, user.id)


def asker_of(message: Message, user: int) -> int:
    """Whose question it is: the group's where its admin stays hidden, for all who do share one user id."""
    return message.sender_chat.id if message.sender_chat is not None else user


def in_group(message: Message) -> bool:
    """Whether others read along."""
    return message.chat.type != "private"


def addressed(message: Message, name: str, id: int) -> bool:  # noqa: A002 - Telegram's name
    """Whether a message in a group is meant for the bot: it is mentioned, replied to, or given a command."""
    replied = message.reply_to_message
    if replied is not None and replied.from_user is not None and replied.from_user.id == id:
        return True
    entities = message.parse_entities() if message.text else message.parse_caption_entities()
    for entity, words in entities.items():
        if entity.type == MessageEntity.MENTION and words.lower() == f"@{name}".lower():
            return True
        if entity.type == MessageEntity.TEXT_MENTION and entity.user is not None and entity.user.id == id:
            return True
        if entity.type == MessageEntity.BOT_COMMAND and words.lower().endswith(f"@{name}".lower()):
            return True
    return False


def asked_in(message: Message, name: str, id: int) -> str:  # noqa: A002 - Telegram's name
    """The text of a message without the mention of the bot and without ``/ask``."""
    text = message.text or message.caption or ""
    entities = message.parse_entities() if message.text else message.parse_caption_entities()
    for entity, words in entities.items():
        named = entity.type == MessageEntity.MENTION and words.lower() == f"@{name}".lower()
        meant = entity.type == MessageEntity.TEXT_MENTION and entity.user is not None and entity.user.id == id
        if named or meant:
            text = text.replace(words, " ", 1)
        elif entity.type == MessageEntity.BOT_COMMAND and entity.offset == 0:
            text = text.removeprefix(words)
    return text.strip()


def _note(room: Room, update: Update, answer: Answer, text: str) -> None:
    """Count an answer and put it into the log."""
    arrived = room.arrived.get(update.update_id)
    took = asyncio.get_running_loop().time() - arrived if arrived is not None else None
    if took is not None:
        room.metrics.took(took)
    room.metrics.count("answers" if answer.status == "answered" else "abstentions")
    LOG.info(
        "answered" if answer.status == "answered" else "not stated",
        extra={
            "update": update.update_id,
            "question": mark(text, room.settings),
            "language": answer.language,
            "ms": round(1000 * took) if took is not None else None,
        },
    )
