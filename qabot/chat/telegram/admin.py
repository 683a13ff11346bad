"""What admins do: add and remove articles, let people in, look at figures, take the votes home."""

from __future__ import annotations

import io
import json
import re
import time
from datetime import datetime, timezone
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from telegram import InputFile
from telegram.error import BadRequest, Forbidden

from qabot import __version__
from qabot.chat.telegram.access import as_code
from qabot.chat.telegram.asking import in_group
from qabot.chat.telegram.commands import known, media, reply, words_of
from qabot.chat.telegram.logs import LOG
from qabot.chat.telegram.messages import added_blocks, sentence
from qabot.chat.telegram.packing import unpack
from qabot.chat.telegram.richtext import block, clean, run, to_html
from qabot.chat.telegram.room import interface, room_of, spoken_by
from qabot.chat.telegram.sending import acknowledge, fetch, say, show
from qabot.chat.telegram.state import Place
from qabot.chat.telegram.words import word
from qabot.errors import QabotError

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

    from telegram import Document, Message, Update

    from qabot.bot import Added
    from qabot.chat.telegram.room import Context, Room
    from qabot.chat.telegram.state import Record
    from qabot.types import ArticleInfo, Language

    Handler = Callable[[Update, Context], Coroutine[Any, Any, None]]

FEEDBACK_FILE: Final = "feedback.jsonl"
_NAME: Final = re.compile(r"[^\w.() -]+")
_LISTED: Final = 40


def admins_only(handler: Handler) -> Handler:
    """``handler`` for admins; others are told that it is theirs."""

    async def guarded(update: Update, context: Context) -> None:
        user = update.effective_user
        if user is not None and room_of(context).access.is_admin(user.id):
            await handler(update, context)
            return
        _, language = await known(update, context)
        await reply(update, context, sentence(word("admin_only", language)))

    return guarded


# -- articles


async def document(update: Update, context: Context) -> None:
    """A file: an article, when an admin sends it."""
    message, user, room = update.message, update.effective_user, room_of(context)
    if message is None or message.document is None or user is None:
        return
    if not room.access.is_admin(user.id):
        await media(update, context)
        return
    _, language = await known(update, context)
    sent, limit = message.document, room.settings.max_bytes
    if sent.file_size and sent.file_size > limit:
        text = word("add_too_big", language, limit=f"{limit / 1e6:.0f} MB")
        await reply(update, context, sentence(text))
        return
    try:
        path = await _fetch(context, sent, _folder(room))
    except (BadRequest, OSError) as error:
        await reply(update, context, sentence(word("add_failed", language, reason=_reason(error))))
        return
    before = path.with_name(f".{path.name}.before")
    if await _add(update, context, language, str(path)):
        before.unlink(missing_ok=True)
    elif before.exists():  # the one that could be read is what /reindex reads again
        before.replace(path)
    else:
        path.unlink(missing_ok=True)


async def links(update: Update, context: Context) -> None:
    """A message that is nothing but addresses: articles, when an admin sends them."""
    message, user = update.message, update.effective_user
    if message is None or user is None or not message.text:
        return
    _, language = await known(update, context)
    if not room_of(context).access.is_admin(user.id):
        await reply(update, context, sentence(word("link_only", language)))
        return
    await _add(update, context, language, *message.text.split())


async def _fetch(context: Context, sent: Document, folder: Path) -> Path:
    """Download a file under its own name, so that it replaces its former self when it is sent again; that
    stays beside it, as ``.NAME.before``."""
    name = _NAME.sub("_", clean(sent.file_name or "")).strip(" .")[-100:] or f"{sent.file_unique_id}.txt"
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    part = folder / f".{sent.file_unique_id}.part"
    await fetch(context.bot, sent.file_id, part)
    if path.exists():
        path.replace(path.with_name(f".{path.name}.before"))
    part.replace(path)
    return path


def _folder(room: Room) -> Path:
    state = room.settings.telegram_state
    return state.with_name(f"{state.stem}-articles")


async def _add(update: Update, context: Context, language: Language, *what: str) -> bool:
    """Add articles and say what came of them. Whether any could be read."""
    room = room_of(context)
    try:
        added = await room.desk.add(*what)
    except QabotError as error:
        await reply(update, context, sentence(word("add_failed", language, reason=str(error))))
        return False
    blocks = added_blocks(_kinds(added), [str(error) for error in added.failures], language)
    await reply(update, context, blocks)
    LOG.info("articles added", extra={"added": len(_kinds(added)), "failed": len(added.failures)})
    return bool(_kinds(added))


def _kinds(added: Added) -> list[tuple[str, ArticleInfo]]:
    report = added.report
    groups = (
        ("added", report.added),
        ("replaced", [*report.replaced, *report.moved]),
        ("unchanged", report.unchanged),
        ("copy", report.copies),
    )
    return [(kind, info) for kind, infos in groups for info in infos]


def _reason(error: Exception) -> str:
    return error.message if isinstance(error, BadRequest) else str(error)


async def remove(update: Update, context: Context) -> None:
    """Take an article out, by its code or its name."""
    _, language = await known(update, context)
    ref, room = words_of(update), room_of(context)
    if not ref:
        await reply(update, context, sentence(word("remove_usage", language)))
        return
    try:
        gone = await room.desk.remove(
            ref.partition("-")[0] if re.fullmatch(r"[2-9a-z]{6}-\d+\w*", ref) else ref
        )
    except QabotError as error:
        await reply(update, context, sentence(str(error)))
        return
    for info in gone:
        origin = Path(info.origin)
        if origin.parent == _folder(room):  # it was sent here: nobody else needs the file
            origin.unlink(missing_ok=True)
    await reply(
        update, context, [block(word("dropped", language, title=info.title or info.source)) for info in gone]
    )


async def reindex(update: Update, context: Context) -> None:
    """Read every article anew from where it came from: edits get in."""
    _, language = await known(update, context)
    room = room_of(context)
    articles = await room.desk.articles()
    origins = sorted({info.origin.partition("#")[0] for info in articles})
    there = [
        origin for origin in origins if origin.startswith(("http://", "https://")) or Path(origin).is_file()
    ]
    if not there:
        await reply(update, context, sentence(word("nothing", language)))
        return
    await reply(update, context, sentence(word("reindex_busy", language, count=len(there))))
    try:
        added = await room.desk.add(*there)
    except QabotError as error:
        await reply(update, context, sentence(word("add_failed", language, reason=str(error))))
        return
    changed = [(kind, info) for kind, info in _kinds(added) if kind != "unchanged"]
    same = len(added.report.unchanged)
    blocks = [block(f"{word('unchanged', language)}: {same}")] if same else []
    failures = [str(error) for error in added.failures]
    await reply(
        update,
        context,
        [*blocks, *(added_blocks(changed, failures, language) if changed or failures else [])],
    )


# -- people


async def approve(update: Update, context: Context) -> None:
    """Let in who has this code or id; in a group without either, the group."""
    message, room = update.effective_message, room_of(context)
    _, language = await known(update, context)
    assert message is not None
    if room.access.choice == "list":
        await reply(update, context, sentence(word("approve_list", language)))
        return
    given, waiting = words_of(update), await room.db(room.state.requests)
    if not given and in_group(message):
        await _decide(room, context, message.chat_id, message.chat.effective_name or "", "user")
        name = message.chat.effective_name or str(message.chat_id)
        await reply(update, context, sentence(word("approved", language, name=name)))
        return
    code = as_code(given)
    found = [item for item in waiting if code == item.code or given == str(item.id)]
    if found:
        await _decide(room, context, found[0].id, found[0].name, "user")
        await reply(update, context, sentence(word("approved", language, name=clean(found[0].name))))
    elif re.fullmatch(r"-?\d{1,20}", given):
        await _decide(room, context, int(given), given, "user")
        await reply(update, context, sentence(word("approved", language, name=given)))
    else:
        names = ", ".join(f"{item.name} ({item.code})" for item in waiting) or word("nothing", language)
        await reply(update, context, sentence(word("approve_usage", language, waiting=clean(names))))


async def revoke(update: Update, context: Context) -> None:
    """Take a permission back."""
    room = room_of(context)
    _, language = await known(update, context)
    given = words_of(update)
    if not re.fullmatch(r"-?\d{1,20}", given):
        await reply(update, context, sentence(word("revoke_usage", language)))
        return
    if room.access.is_last_admin(int(given)):  # the next code for an admin is made at the next start only
        await reply(update, context, sentence(word("revoke_last", language, name=given)))
        return
    room.access.set(int(given), None)
    had = await room.db(room.state.revoke, int(given))
    name = "removed_access" if had else "revoke_none"
    if room.access.admits(int(given), int(given)):
        name = "revoke_still"
    await reply(update, context, sentence(word(name, language, name=given)))


async def decided(update: Update, context: Context) -> None:
    """The buttons under a request to be let in."""
    query, room = update.callback_query, room_of(context)
    if query is None or not query.data:
        return
    await acknowledge(query)
    if not room.access.is_admin(query.from_user.id):
        return
    action, id_text = query.data.split(":")
    waiting = {item.id: item for item in await room.db(room.state.requests)}
    person = await room.seen(query.from_user)
    language = interface(person, query.from_user)
    role = "user" if action == "y" else "refused"
    before = {grant.id: grant for grant in await room.db(room.state.grants)}.get(int(id_text))
    asked = waiting.get(int(id_text))
    name = clean(asked.name if asked is not None else before.name if before is not None else id_text)
    if before is None or before.role != role:  # pressed twice, it is decided already
        await _decide(room, context, int(id_text), name, role)
    text = word("approved" if role == "user" else "refused", language, name=name)
    await show(query, sentence(text))


async def _decide(room: Room, context: Context, id: int, name: str, role: str) -> None:  # noqa: A002
    """Note it, and tell the one it is about when it is good news."""
    if role == "user" and room.access.is_admin(id):
        return  # let in they are; to write it down would make them no admin any more
    room.access.set(id, role)
    await room.db(room.state.grant, id, role, name)
    if role != "user" or id < 0:
        return
    person = await room.db(room.state.person, id)
    language = spoken_by(person)
    try:
        await say(context.bot, Place(id, 0, id), sentence(word("access_granted", language)))
    except (BadRequest, Forbidden):
        LOG.info("Somebody was let in who has not written yet.", extra={"id": id})


async def users(update: Update, context: Context) -> None:
    """Who has written, and who was let in or turned away."""
    room = room_of(context)
    _, language = await known(update, context)
    people = await room.db(room.state.people)
    roles = {grant.id: grant for grant in await room.db(room.state.grants)}
    lines = []
    for person in people[:_LISTED]:
        role = "admin" if room.access.is_admin(person.id) else getattr(roles.get(person.id), "role", "")
        name = f"{person.name} @{person.username}" if person.username else person.name
        seen = datetime.fromtimestamp(person.last_seen, timezone.utc).strftime("%Y-%m-%d")
        facts = " · ".join(
            filter(None, (role, word("users_answers", language, count=person.questions), seen))
        )
        lines.append(block(run(str(person.id), "code"), f"  {clean(name)} · {facts}", gap=1))
    seen_ids = {person.id for person in people}
    others = [grant for grant in roles.values() if grant.id not in seen_ids]
    lines += [
        block(run(str(item.id), "code"), f"  {clean(item.name)} · {item.role}", gap=1) for item in others
    ]
    waiting = await room.db(room.state.requests)
    lines += [
        block(run(str(item.id), "code"), f"  {clean(item.name)} · /approve {item.code}", gap=1)
        for item in waiting
    ]
    await reply(update, context, lines or sentence(word("nothing", language)))


# -- figures and votes


async def stats(update: Update, context: Context) -> None:
    """Figures of the bot and of its index."""
    room = room_of(context)
    _, language = await known(update, context)
    kept, index = await room.db(room.state.figures), await room.desk.status()
    counts, up = room.metrics.counts, int(time.time() - room.metrics.started)
    times = [room.metrics.quantile(share) for share in (0.5, 0.95)]
    speed = " / ".join("–" if took is None else f"{1000 * took:.0f} ms" for took in times)
    rows = (
        ("qabot", f"{__version__} · {up // 86400} d {up % 86400 // 3600} h {up % 3600 // 60} min"),
        (word("stats_articles", language), f"{index.articles} · {index.passages}"),
        (word("stats_people", language), kept["people"]),
        (word("stats_answers", language), f"{counts['answers']} · {kept['answers']}"),
        (word("stats_unstated", language), counts["abstentions"]),
        ("👍 / 👎", f"{kept['up']} / {kept['down']}"),
        ("p50 / p95", speed),
        (word("stats_queue", language), kept["waiting"]),
        (word("stats_errors", language), counts["errors"]),
    )
    await reply(update, context, [block(run(f"{name}: ", "b"), str(value), gap=1) for name, value in rows])


async def feedback(update: Update, context: Context) -> None:
    """The votes as a file of questions for ``qabot eval questions``."""
    room, message = room_of(context), update.effective_message
    _, language = await known(update, context)
    voted = await room.db(room.state.voted)
    if not voted or message is None:
        await reply(update, context, sentence(word("feedback_none", language)))
        return
    rows = []
    for record, up, down in voted:
        turns = await room.db(room.state.turns, record.parent)
        context_rows = [{"role": turn.role, "content": turn.content} for turn in turns]
        rows.append(as_question(record, up, down, context_rows))
    text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    await _send_file(message, text, word("feedback_caption", language, count=len(rows), name=FEEDBACK_FILE))


async def _send_file(message: Message, text: str, caption: str) -> None:
    file = InputFile(io.BytesIO(text.encode()), filename=FEEDBACK_FILE)
    await message.reply_document(file, caption=to_html(sentence(caption)))


def as_question(record: Record, up: int, down: int, turns: list[dict[str, str]]) -> dict[str, Any]:
    """A voted answer as a row of a question set. Where thumbs are down a person must fill in what is right.

    Approved: what it said is the gold answer. Disapproved: what it cited must not be cited again, and
    whether the articles hold an answer is taken to be the opposite of what it said.
    """
    answer = unpack(record.body)
    good, answered = up >= down, answer.status == "answered"
    quotes = [{"file": citation.source, "quote": citation.quote} for citation in answer.citations]
    return {
        "id": record.token,
        "lang": answer.language,
        "type": "yesno" if answer.verdict else "feedback",
        "question": record.question,
        "context": turns,
        "verdict": answer.verdict if good else None,
        "answer": answer.text if good and answered and not answer.verdict else None,
        "answer_aliases": [],
        "answerable": answered == good,
        "gold": quotes if good else [],
        "must_not_cite": [] if good else [quote["quote"] for quote in quotes],
        "up": up,
        "down": down,
    }
