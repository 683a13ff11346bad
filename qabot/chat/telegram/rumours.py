"""A forwarded text: the claims in it that the articles speak to, each with its verdict and sources."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from qabot.chat.render import shorten
from qabot.chat.telegram import admin, asking
from qabot.chat.telegram.asking import asker_of, place_of, within_limits
from qabot.chat.telegram.messages import cite_link, numbered_sources, passage_blocks, sentence
from qabot.chat.telegram.richtext import block, clean, run
from qabot.chat.telegram.room import question_language, room_of
from qabot.chat.telegram.sending import say, typing
from qabot.chat.telegram.words import word
from qabot.text import sentences
from qabot.text.language import detect

if TYPE_CHECKING:
    from telegram import Update

    from qabot.chat.telegram.richtext import Block
    from qabot.chat.telegram.room import Context
    from qabot.types import Answer, Language

CLAIMS: Final = 6
"""Most claims of one message that are looked into, from its beginning."""
_FEWEST_WORDS: Final = 4
_LONGEST_CLAIM: Final = 300
_NOISE: Final = re.compile(r"https?://\S+|[@#]\w+|[\U0001F000-\U0001FAFF\u2600-\u27BF\ufe0f]|\*+|_{2,}")
_MARKS: Final = {"yes": "✅", "no": "❌", "mixed": "⚖️"}
_NAMES: Final = {"yes": "supported", "no": "denied", "mixed": "mixed"}


def claims_of(text: str) -> list[str]:
    """The statements in ``text``, in its order: whole sentences without links, tags, signs and shouting."""
    found: list[str] = []
    for line in clean(text.replace("\r", "\n")).split("\n"):
        line = " ".join(_NOISE.sub(" ", line).split())
        for start, end in sentences.split(line):
            said = line[start:end].strip(" .!…-–•\"“”'")
            if len(said.split()) >= _FEWEST_WORDS and not said.endswith("?") and said not in found:
                found.append(said[:_LONGEST_CLAIM])
    return found


def as_question(claim: str, language: Language) -> str:
    """Whether it is so."""
    plain = claim if any(c.islower() for c in claim) else claim.capitalize()
    return f"Apakah benar {plain}?" if language == "id" else f"Is it true that {plain}?"


async def forwarded(update: Update, context: Context) -> None:
    """A text that somebody else wrote. A question in it is answered, claims are checked; what an admin passes
    on as a file or as nothing but links is an article."""
    message, user = update.message, update.effective_user
    if message is None or user is None:
        return
    text = message.text or message.caption or ""
    if room_of(context).access.is_admin(user.id) and (message.document or asking.LINKS.fullmatch(text)):
        await (admin.document if message.document else admin.links)(update, context)
        return
    if text.strip().endswith("?") and len(text) < 200 and not claims_of(text):
        await asking.ask(update, context, text)
        return
    await check(update, context, text)


async def check(update: Update, context: Context, text: str) -> None:
    """Look every claim in ``text`` up, and send what came of it."""
    room, message, user = room_of(context), update.effective_message, update.effective_user
    if message is None or user is None:
        return
    person, place = await room.seen(user), place_of(message, user)
    if not await within_limits(update, context, person):
        return
    language = question_language(person) or detect(text)
    claims, asker = claims_of(text), asker_of(message, user.id)
    answers: list[tuple[str, Answer]] = []
    async with typing(context.bot, place.chat, place.thread):
        for claim in claims[:CLAIMS]:
            answer = await room.desk.ask(as_question(claim, language), (), language, asker=asker)
            answers = [*answers, (claim, answer)]
    blocks = checked_blocks(answers, language, context.bot.username)
    if len(claims) > CLAIMS:
        rest = word("check_more", language, count=len(claims) - CLAIMS, checked=CLAIMS)
        blocks.append(block(run(rest, "i")))
    await say(context.bot, place, blocks, reply_to=message.message_id)
    spoken = any(answer.verdict for _, answer in answers)
    room.metrics.count("answers" if spoken else "abstentions")


def checked_blocks(answers: list[tuple[str, Answer]], language: Language, name: str) -> list[Block]:
    """Each claim that the articles speak to, with its verdict and first source; then the others, by name."""
    spoken = [(claim, answer) for claim, answer in answers if answer.verdict and answer.citations]
    if not spoken:
        return sentence(word("check_none", language))
    blocks = [
        block(run(word("check_title", language), "b")),
        block(run(word("check_claims", language, spoken=len(spoken), all=len(answers)), "i"), gap=1),
    ]
    for claim, answer in spoken:
        verdict = answer.verdict or "mixed"
        blocks.append(block(f"{_MARKS[verdict]} ", run(word(_NAMES[verdict], language), "b"), f": {claim}"))
        sources = numbered_sources(answer)
        blocks += passage_blocks(sources[0], language)
        if len(sources) > 1:
            others = [run(" ")]
            for citation in sources[1:]:
                others += [run(citation.id, link=cite_link(name, citation.id)), run(" ")]
            blocks.append(block(run(word("also", language)), *others, gap=1))
    silent = [claim for claim, answer in answers if not (answer.verdict and answer.citations)]
    if silent:
        blocks.append(block(run(f"{word('unsaid', language)}:", "b")))
        blocks += [block(f"• {shorten(claim, 200)}", gap=1) for claim in silent]
    return blocks
