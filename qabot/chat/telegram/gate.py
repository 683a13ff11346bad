"""The first handler every update meets: whoever is not let in comes no further."""

from __future__ import annotations

from typing import TYPE_CHECKING

from telegram import InlineQueryResultsButton, Message
from telegram.error import BadRequest, Forbidden
from telegram.ext import ApplicationHandlerStop

from qabot.chat.telegram import keyboards, menus
from qabot.chat.telegram.access import as_code, new_code
from qabot.chat.telegram.asking import addressed, place_of
from qabot.chat.telegram.logs import LOG
from qabot.chat.telegram.messages import sentence
from qabot.chat.telegram.richtext import clean
from qabot.chat.telegram.room import interface, room_of, spoken_by
from qabot.chat.telegram.sending import acknowledge, offer, say
from qabot.chat.telegram.state import Place
from qabot.chat.telegram.words import language_of, word

if TYPE_CHECKING:
    from telegram import Chat, Update, User

    from qabot.chat.telegram.room import Context, Room

PAIR = "pair"
"""What the link for people who want to be let in carries."""


async def check(update: Update, context: Context) -> None:
    """Let an update pass, or end it here with a word about access."""
    room, user, chat = room_of(context), update.effective_user, update.effective_chat
    if update.message is not None and update.message.migrate_to_chat_id is not None:
        return  # nobody asks anything; a group that was turned away stays so under its new number
    if user is None or (user.is_bot and not _is_anonymous_admin(update)):
        raise ApplicationHandlerStop
    if chat is not None and chat.type == "private" and update.message is not None:
        await _claim(update, context)
    if room.access.admits(user.id, chat.id if chat is not None else user.id):
        return
    if await _opens_shared(update, context, user):
        return
    room.metrics.count("refused")
    if update.inline_query is not None:
        text = word("access_button", language_of(user.language_code))
        button = InlineQueryResultsButton(text, start_parameter=PAIR)
        await offer(update.inline_query, [], cache_s=0, personal=True, button=button)
    elif update.callback_query is not None:
        await acknowledge(update.callback_query)
    elif chat is not None and chat.type == "private":
        await _stranger(update, context, user)
    elif chat is not None:
        await _strange_group(update, context, user, chat)
    raise ApplicationHandlerStop


def _is_anonymous_admin(update: Update) -> bool:
    """Whether a group's admin writes in the name of the group."""
    message = update.effective_message
    sender = message.sender_chat if isinstance(message, Message) else None
    return sender is not None and sender == update.effective_chat


async def _opens_shared(update: Update, context: Context, user: User) -> bool:
    """Whether an answer is opened, or what is under it, that was given in a group that is let in: whoever was
    given the button there may read it, and no more."""
    room, message, query = room_of(context), update.message, update.callback_query
    given = (message.text or "") if message is not None else ""
    if query is not None:
        token = [*(query.data or "").split(":"), ""][1]
    elif given.startswith("/start a_"):
        token = given.removeprefix("/start a_")
    else:
        return False
    record = await room.db(room.state.answer, clean(token))
    # a private chat has the number of its person: what was let in there is that person alone
    return record is not None and record.place.chat < 0 and room.access.admits(user.id, record.place.chat)


async def _claim(update: Update, context: Context) -> None:
    """The owner's code makes whoever sends it an admin."""
    room, user, message = room_of(context), update.effective_user, update.message
    assert user is not None
    assert message is not None
    code = as_code((message.text or "").removeprefix("/start").removeprefix("/pair"))
    if code is None or room.access.owner_code is None:
        return
    if room.access.is_owner_code(code):
        person = await room.seen(user)
        room.access.set(user.id, "admin")
        await room.db(room.state.grant, user.id, "admin", person.name)
        LOG.info("An admin was paired.", extra={"user": user.id})
        text = word("admin_now", interface(person, user))
        await menus.set_of_admin(context.bot, user.id)
    elif room.access.admits(user.id, user.id) or not room.access.may_be_told(user.id):
        return
    else:
        text = word("code_wrong", language_of(user.language_code))
    await say(context.bot, place_of(message, user), sentence(text), reply_to=message.message_id)
    raise ApplicationHandlerStop


async def _stranger(update: Update, context: Context, user: User) -> None:
    room, message = room_of(context), update.effective_message
    if not isinstance(message, Message) or room.access.turned_away(user.id):
        return
    if not room.access.may_be_told(user.id):
        return
    language = language_of(user.language_code)
    if room.access.choice == "list":
        text = word("access_list", language, id=user.id)
    elif not room.access.admins:
        text = word("owner_code", language)
    else:
        text = word("access_code", language, code=await _request(room, context, user.id, user.full_name))
    await say(context.bot, place_of(message, user), sentence(text), reply_to=message.message_id)


async def _strange_group(update: Update, context: Context, user: User, chat: Chat) -> None:
    room, message = room_of(context), update.effective_message
    joined = update.my_chat_member is not None and update.my_chat_member.new_chat_member.status == "member"
    spoken_to = isinstance(message, Message) and addressed(message, context.bot.username, context.bot.id)
    if not (joined or spoken_to) or room.access.choice == "list" or room.access.turned_away(chat.id):
        return
    if not room.access.admins or not room.access.may_be_told(chat.id):
        return
    await _request(room, context, chat.id, chat.effective_name or str(chat.id))
    text = word("group_request", language_of(user.language_code))
    place = place_of(message, user) if isinstance(message, Message) else Place(chat.id, 0, user.id)
    await say(context.bot, place, sentence(text))


async def _request(room: Room, context: Context, id: int, name: str) -> str:  # noqa: A002 - Telegram's name
    """Note that somebody wants in, and tell the admins once. Their code."""
    code, fresh = await room.db(room.state.request, new_code(), id, clean(name))
    if fresh:
        LOG.info("Somebody asks to be let in.", extra={"id": id, "code": code})
        for admin in room.access.admins:
            person = await room.db(room.state.person, admin)
            language = spoken_by(person)
            text = word("request", language, name=clean(name), id=id, code=code)
            try:
                await say(
                    context.bot,
                    Place(admin, 0, admin),
                    sentence(text),
                    keyboard=keyboards.decide(id, language),
                )
            except (BadRequest, Forbidden):
                LOG.info("An admin cannot be told: they have not written to the bot.", extra={"admin": admin})
    return code
