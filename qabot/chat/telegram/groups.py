"""In groups: an answer only for who asks the bot, and what happens when it joins."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qabot.chat.telegram import asking, rumours
from qabot.chat.telegram.asking import addressed, asked_in
from qabot.chat.telegram.commands import known, reply
from qabot.chat.telegram.messages import sentence
from qabot.chat.telegram.room import room_of
from qabot.chat.telegram.sending import say
from qabot.chat.telegram.state import Place
from qabot.chat.telegram.words import language_of, word

if TYPE_CHECKING:
    from telegram import Update

    from qabot.chat.telegram.room import Context


async def text(update: Update, context: Context) -> None:
    """A message in a group. One that only mentions the bot, as a reply, is about the message replied to."""
    message, bot = update.message, context.bot
    if message is None or not addressed(message, bot.username, bot.id):
        return
    asked = asked_in(message, bot.username, bot.id)
    replied = message.reply_to_message
    if asked:
        await asking.ask(update, context, asked)
    elif replied is not None and (replied.text or replied.caption):
        await rumours.check(update, context, replied.text or replied.caption or "")


async def command(update: Update, context: Context) -> None:
    """A command that groups do not have. Only one that is meant for this bot by name gets a word."""
    message = update.message
    if message is None or not (message.text or "").split()[0].lower().endswith(
        f"@{context.bot.username}".lower()
    ):
        return
    _, language = await known(update, context)
    await reply(update, context, sentence(word("in_private", language)))


async def joined(update: Update, context: Context) -> None:
    """The bot was put into a group: say how to ask. An admin who puts it there lets the group in."""
    change, room = update.my_chat_member, room_of(context)
    if change is None or change.chat.type == "private":
        return
    was, now = change.old_chat_member.status, change.new_chat_member.status
    if now not in ("member", "administrator") or was in ("member", "administrator"):
        return
    user = change.from_user
    if room.access.choice == "pairing" and room.access.is_admin(user.id):
        room.access.set(change.chat.id, "user")
        await room.db(room.state.grant, change.chat.id, "user", change.chat.effective_name or "")
    words = word("group_hello", language_of(user.language_code), name=context.bot.username)
    await say(context.bot, Place(change.chat.id, 0, user.id), sentence(words))


async def migrated(update: Update, context: Context) -> None:
    """A group became a supergroup, under another number: what an admin decided goes along."""
    message, room = update.message, room_of(context)
    if message is None or message.migrate_to_chat_id is None:
        return
    now, was = message.migrate_to_chat_id, message.chat_id
    for grant in await room.db(room.state.grants):
        if grant.id == was:
            room.access.set(now, grant.role)
            await room.db(room.state.grant, now, grant.role, grant.name)
