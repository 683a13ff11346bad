"""The commands that everybody may give."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from qabot.chat.render import matching
from qabot.chat.telegram import asking, keyboards
from qabot.chat.telegram.asking import in_group, place_of
from qabot.chat.telegram.messages import (
    PAGE,
    answer_blocks,
    article_blocks,
    sentence,
    source_blocks,
    timeline_blocks,
)
from qabot.chat.telegram.packing import unpack
from qabot.chat.telegram.richtext import block, clean, run, split
from qabot.chat.telegram.room import interface, question_language, room_of
from qabot.chat.telegram.sending import acknowledge, say, send, show, typing
from qabot.chat.telegram.words import word
from qabot.errors import CitationError

if TYPE_CHECKING:
    from telegram import InlineKeyboardMarkup, Update

    from qabot.chat.telegram.richtext import Block
    from qabot.chat.telegram.room import Context
    from qabot.chat.telegram.state import Person, Record
    from qabot.citations import CitationContext
    from qabot.types import Language

EVERYBODY: Final = (
    *("ask", "sources", "timeline", "articles", "cite"),
    *("new", "lang", "privacy", "forget", "help", "start"),
)
"""In the order of the menu and of ``/help``."""
ADMINS: Final = ("approve", "revoke", "remove", "reindex", "stats", "users", "feedback")
NEWEST: Final = 3
"""Articles that ``/start`` names, so that there is something to ask about."""


async def known(update: Update, context: Context) -> tuple[Person, Language]:
    """Who gave the command, and the language to reply in."""
    user = update.effective_user
    assert user is not None
    person = await room_of(context).seen(user)
    return person, interface(person, user)


async def reply(
    update: Update, context: Context, blocks: list[Block], keyboard: InlineKeyboardMarkup | None = None
) -> None:
    """Reply to the message of ``update``."""
    message, user = update.effective_message, update.effective_user
    assert message is not None
    assert user is not None
    await say(context.bot, place_of(message, user), blocks, keyboard=keyboard, reply_to=message.message_id)


def words_of(update: Update) -> str:
    """What follows the command."""
    message = update.effective_message
    text = clean(message.text or "") if message is not None else ""
    return " ".join(text.split()[1:])


async def start(update: Update, context: Context) -> None:
    """Greet; or open what the link that led here names."""
    asked = words_of(update)
    if asked.startswith("cite_"):
        await _cited(update, context, asked.removeprefix("cite_"))
    elif asked.startswith("a_"):
        await _whole(update, context, asked.removeprefix("a_"))
    else:
        await _greet(update, context)


async def _greet(update: Update, context: Context) -> None:
    room = room_of(context)
    _, language = await known(update, context)
    articles = await room.desk.articles()
    count = word("articles_count", language, count=len(articles))
    blocks = [
        block(run(word("start", language, count=count), "b")),
        block(word("help_title", language)),
    ]
    newest = sorted(articles, key=lambda info: info.published or "", reverse=True)[:NEWEST]
    if newest:
        blocks.append(block(run(word("start_newest", language), "b")))
        blocks += [block(f"• {info.title or info.source}", gap=1) for info in newest]
    blocks.append(block("/help"))
    await reply(update, context, blocks)


async def _whole(update: Update, context: Context, token: str) -> None:
    """The whole of an answer that was given in a group."""
    room, message = room_of(context), update.effective_message
    _, language = await known(update, context)
    record = await room.db(room.state.answer, token)
    if record is None or message is None:
        await reply(update, context, sentence(word("gone", language)))
        return
    answer = unpack(record.body)
    pages = split([block(run(record.question, "i")), *answer_blocks(answer)])
    user = update.effective_user
    assert user is not None
    for at, page in enumerate(pages):
        under = keyboards.under_answer(token, answer) if at == len(pages) - 1 else None
        number = await send(context.bot, place_of(message, user), page, keyboard=under)
        # so that a reply to it goes on from it
        await room.db(room.state.sent_part, token, message.chat_id, number, at)


async def help(update: Update, context: Context) -> None:  # noqa: A001 - the command's name
    """How to ask, and every command."""
    room = room_of(context)
    person, language = await known(update, context)
    blocks = [block(word("help_title", language))]
    blocks.append(block("\n".join(f"/{name}  {word(f'help_{name}', language)}" for name in EVERYBODY)))
    blocks.append(block(word("help_more", language, name=context.bot.username)))
    message = update.effective_message
    if room.access.is_admin(person.id) and message is not None and not in_group(message):
        blocks.append(block(run(word("help_admin", language), "b")))
        lines = "\n".join(f"/{name}  {word(f'help_{name}', language)}" for name in ADMINS)
        blocks += [block(lines, gap=1), block(word("help_more_admin", language))]
    await reply(update, context, blocks)


async def ask(update: Update, context: Context) -> None:
    """The question that follows; in a reply without one, what the message replied to says."""
    message = update.effective_message
    asked = words_of(update)
    if not asked and message is not None and message.reply_to_message is not None:
        replied = message.reply_to_message
        asked = replied.text or replied.caption or ""
    if asked:
        await asking.ask(update, context, asked)
        return
    _, language = await known(update, context)
    await reply(update, context, sentence(word("ask_usage", language)))


async def cite(update: Update, context: Context) -> None:
    """A quote within its paragraph."""
    id = words_of(update)  # noqa: A001 - as people call it
    if id:
        await _cited(update, context, id)
        return
    _, language = await known(update, context)
    await reply(update, context, sentence(word("cite_usage", language)))


async def looked_up(update: Update, context: Context) -> None:
    """A message of nothing but what looks like an id: its quote, or a question after all."""
    message = update.message
    try:
        found = await room_of(context).desk.cite(clean(message.text or "") if message else "")
    except CitationError:
        await asking.question(update, context)
    else:
        await _show(update, context, found)


async def _cited(update: Update, context: Context, id: str) -> None:  # noqa: A002
    try:
        found = await room_of(context).desk.cite(id)
    except CitationError:
        _, language = await known(update, context)
        await reply(update, context, sentence(word("cite_unknown", language, id=clean(id)[:40])))
    else:
        await _show(update, context, found)


async def _show(update: Update, context: Context, found: CitationContext) -> None:
    _, language = await known(update, context)
    keyboard = keyboards.under_citation(found.citation, language)
    await reply(update, context, source_blocks(found, language), keyboard)


async def sources(update: Update, context: Context) -> None:
    """The articles behind the answer replied to, or the last."""
    _, language = await known(update, context)
    record = await _meant(update, context)
    if record is None:
        message = update.effective_message
        name = "sources_inside" if message and message.reply_to_message else "no_answer_yet"
        await reply(update, context, sentence(word(name, language)))
        return
    answer = unpack(record.body)
    codes = {citation.id.partition("-")[0] for citation in answer.citations or answer.nearest}
    found = [info for info in await room_of(context).desk.articles() if info.code in codes]
    blocks = article_blocks(found, language, name=context.bot.username)
    title = block(run(word("sources_title", language), "b"))
    await reply(update, context, [title, *blocks] if blocks else sentence(word("nothing", language)))


async def _meant(update: Update, context: Context) -> Record | None:
    """The answer that a command is about."""
    room, message, user = room_of(context), update.effective_message, update.effective_user
    assert message is not None
    assert user is not None
    replied = message.reply_to_message
    if replied is not None:
        record = await room.db(room.state.answer_in, message.chat_id, replied.message_id)
        if record is None:
            record = await room.db(room.state.answer_to, message.chat_id, replied.message_id)
        if record is not None:
            return record
        if replied.from_user is not None and replied.from_user.id == context.bot.id:
            return None  # something else that the bot said
    return await room.db(room.state.last_answer, place_of(message, user))


async def timeline(update: Update, context: Context) -> None:
    """Who said what on a topic; without one, on the last question."""
    room = room_of(context)
    person, language = await known(update, context)
    topic = words_of(update)[: asking.LONGEST]
    if not topic:
        record = await _meant(update, context)
        topic = record.question if record is not None else ""
    if not topic:
        await reply(update, context, sentence(word("timeline_usage", language)))
        return
    if not await asking.within_limits(update, context, person):
        return
    message = update.effective_message
    assert message is not None
    async with typing(context.bot, message.chat_id, message.message_thread_id or 0):
        asker = asking.asker_of(message, person.id)
        statements = await room.desk.timeline(topic, question_language(person), asker=asker)
    await reply(update, context, timeline_blocks(statements, topic, language))


async def articles(update: Update, context: Context) -> None:
    """A page of the articles, those that hold all the words given."""
    _, language = await known(update, context)
    blocks, keyboard = await _page(context, 0, words_of(update), language)
    await reply(update, context, blocks, keyboard)


async def turned(update: Update, context: Context) -> None:
    """Another page of the list of articles."""
    query = update.callback_query
    if query is None or not query.data:
        return
    _, language = await known(update, context)
    await acknowledge(query)
    _, page, words = query.data.split(":", 2)
    blocks, keyboard = await _page(context, int(page), words, language)
    await show(query, blocks, keyboard)


async def _page(
    context: Context, page: int, words: str, language: Language
) -> tuple[list[Block], InlineKeyboardMarkup | None]:
    words = keyboards.carried(words)
    found = matching(await room_of(context).desk.articles(), words)
    if not found:
        return sentence(word("articles_none", language)), None
    found.sort(key=lambda info: info.published or "", reverse=True)
    count = (len(found) + PAGE - 1) // PAGE
    page = min(max(page, 0), count - 1)
    name = "articles_matching" if words else "articles_count"
    title = word(name, language, count=len(found), words=clean(words))
    if count > 1:
        title += f" · {page + 1}/{count}"
    shown = found[page * PAGE : (page + 1) * PAGE]
    blocks = [block(run(title, "b")), *article_blocks(shown, language, name=context.bot.username)]
    return blocks, keyboards.pages(page, count, words, language)


async def lang(update: Update, context: Context) -> None:
    """Choose a language, by word or by button."""
    person, language = await known(update, context)
    choice = words_of(update).lower()
    if choice in ("id", "en", "auto"):
        await reply(update, context, await _chosen(context, person, choice))
        return
    await reply(update, context, sentence(word("lang_choose", language)), keyboards.languages(language))


async def lang_pressed(update: Update, context: Context) -> None:
    """The button of a language."""
    query = update.callback_query
    if query is None or not query.data:
        return
    person, _ = await known(update, context)
    await acknowledge(query)
    blocks = await _chosen(context, person, query.data.split(":")[1])
    await show(query, blocks)


async def _chosen(context: Context, person: Person, choice: str) -> list[Block]:
    room = room_of(context)
    await room.db(room.state.choose_language, person.id, choice)
    language: Language = "en" if choice == "en" or (choice == "auto" and person.spoken == "en") else "id"
    names = {"id": "Indonesia", "en": "English", "auto": word("lang_auto", language)}
    return sentence(word("lang_set", language, language=names[choice]))


async def new(update: Update, context: Context) -> None:
    """The next question stands alone."""
    room, message, user = room_of(context), update.effective_message, update.effective_user
    _, language = await known(update, context)
    assert message is not None
    assert user is not None
    await room.db(room.state.end_conversation, place_of(message, user))
    await reply(update, context, sentence(word("new_done", language)))


async def privacy(update: Update, context: Context) -> None:
    """What is kept, where, and for how long."""
    _, language = await known(update, context)
    settings = room_of(context).settings
    days = settings.telegram_retention_days
    kept = word("privacy_days", language, days=days) if days else word("privacy_ever", language)
    logs = word("privacy_text" if settings.telegram_log_questions else "privacy_hash", language)
    llm = ""
    if settings.llm_url and settings.llm_model:
        host = re.sub(r"^https?://|/.*$", "", settings.llm_url)
        llm = word("privacy_llm", language, host=host)
    await reply(update, context, sentence(word("privacy", language, days=kept, logs=logs, llm=llm)))


async def forget(update: Update, context: Context) -> None:
    """Ask whether the person means it."""
    _, language = await known(update, context)
    await reply(update, context, sentence(word("forget_ask", language)), keyboards.forget(language))


async def forget_pressed(update: Update, context: Context) -> None:
    """Erase what is kept of the person, or leave it."""
    query, room = update.callback_query, room_of(context)
    if query is None or not query.data:
        return
    await acknowledge(query)
    user = query.from_user
    person = await room.seen(user)
    language = interface(person, user)
    if query.data.endswith(":1"):
        count = await room.db(room.state.forget, user.id)
        text = word("forget_done", language, count=count)
    else:
        text = word("forget_no", language)
    await show(query, sentence(text))


async def media(update: Update, context: Context) -> None:
    """A photo, a sticker, a voice: a kind word on what works, one for an album."""
    message, albums = update.effective_message, room_of(context).albums
    album = message.media_group_id if message is not None else None
    if album is not None and album in albums:
        return
    if album is not None:
        albums.append(album)
    _, language = await known(update, context)
    await reply(update, context, sentence(word("media", language)))


async def unknown(update: Update, context: Context) -> None:
    """A command that there is not."""
    _, language = await known(update, context)
    await reply(update, context, sentence(word("unknown_command", language)))
