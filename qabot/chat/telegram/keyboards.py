"""The buttons under messages. What one carries: a letter for what it does, the answer's token, a number."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from qabot.chat.render import shorten
from qabot.chat.telegram.messages import answer_link, cite_link, numbered_sources
from qabot.chat.telegram.words import BUTTON_DOWN, BUTTON_UP, word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qabot.types import Answer, Citation, Language

Row = list[InlineKeyboardButton]

SOURCE: Final = "s"
TIMELINE: Final = "t"
WHY: Final = "w"
BACK: Final = "b"
UP: Final = "u"
DOWN: Final = "d"
ARTICLES: Final = "l"
LANGUAGE: Final = "g"
FORGET: Final = "f"
APPROVE: Final = "y"
REFUSE: Final = "n"

_LONGEST_OUTLET: Final = 22


def _button(text: str, *carried: object) -> InlineKeyboardButton:
    return InlineKeyboardButton(text, callback_data=":".join(map(str, carried)))


def under_answer(token: str, answer: Answer) -> InlineKeyboardMarkup | None:
    """Its sources by their numbers, then timeline and why, then thumbs."""
    sources = numbered_sources(answer)
    if not sources:
        return None  # small talk: nothing to look into, nothing to judge
    language = answer.language
    buttons = [
        _button(f"{number} · {_outlet(citation)}", SOURCE, token, number)
        for number, citation in enumerate(sources, start=1)
    ]
    rows = [buttons[at : at + 2] for at in range(0, len(buttons), 2)]
    rows.append(
        [_button(word("timeline", language), TIMELINE, token), _button(word("why", language), WHY, token)]
    )
    rows.append(_thumbs(token))
    return InlineKeyboardMarkup(rows)


def _thumbs(token: str) -> Row:
    return [_button(BUTTON_UP, UP, token), _button(BUTTON_DOWN, DOWN, token)]


def _outlet(citation: Citation) -> str:
    name = (citation.publisher or citation.source).removeprefix("https://").removeprefix("http://")
    return shorten(name, _LONGEST_OUTLET) if " " in name else _clipped(name)


def _clipped(name: str) -> str:
    return name if len(name) <= _LONGEST_OUTLET else name[: _LONGEST_OUTLET - 1] + "…"


def under_group_answer(token: str, answer: Answer, name: str) -> InlineKeyboardMarkup | None:
    """In groups: the whole answer in private, and thumbs."""
    if not numbered_sources(answer):
        return None
    whole = InlineKeyboardButton(word("more", answer.language), url=answer_link(name, token))
    return InlineKeyboardMarkup([[whole, *_thumbs(token)]])


def under_source(token: str, number: int, answer: Answer) -> InlineKeyboardMarkup:
    """Back to the answer, and the sources beside this one."""
    sources = numbered_sources(answer)
    row: Row = []
    if number > 1:
        row.append(_button(word("previous", answer.language), SOURCE, token, number - 1))
    if number < len(sources):
        row.append(_button(word("next", answer.language), SOURCE, token, number + 1))
    rows = [row] if row else []
    rows += _article_link(sources[number - 1], answer.language)
    return InlineKeyboardMarkup([*rows, [_button(word("back", answer.language), BACK, token)]])


def _article_link(citation: Citation, language: Language) -> list[Row]:
    if not citation.source.startswith(("http://", "https://")):
        return []
    return [[InlineKeyboardButton(word("open_article", language), url=citation.source)]]


def under_citation(citation: Citation, language: Language) -> InlineKeyboardMarkup | None:
    """Of a citation that was asked for by its id: the article, where it has an address."""
    rows = _article_link(citation, language)
    return InlineKeyboardMarkup(rows) if rows else None


def back(token: str, language: Language) -> InlineKeyboardMarkup:
    """Back to the answer."""
    return InlineKeyboardMarkup([[_button(word("back", language), BACK, token)]])


def pages(page: int, count: int, words: str, language: Language) -> InlineKeyboardMarkup | None:
    """The pages of the list of articles beside this one; the words searched for go along if they fit."""
    row: Row = []
    if page > 0:
        row.append(_button(word("previous", language), ARTICLES, page - 1, carried(words)))
    if page + 1 < count:
        row.append(_button(word("next", language), ARTICLES, page + 1, carried(words)))
    return InlineKeyboardMarkup([row]) if row else None


def carried(words: str) -> str:
    """As much of ``words`` as a button holds: 64 bytes with all else."""
    data = " ".join(words.split()).encode()[:50]
    return data.decode(errors="ignore")


def languages(language: Language) -> InlineKeyboardMarkup:
    """Indonesian, English, or as recognised."""
    names = (("id", "Bahasa Indonesia"), ("en", "English"), ("auto", word("lang_auto", language)))
    return InlineKeyboardMarkup([[_button(name, LANGUAGE, code)] for code, name in names])


def forget(language: Language) -> InlineKeyboardMarkup:
    """Whether a person means it."""
    yes, no = (
        _button(word("forget_yes", language), FORGET, 1),
        _button(word("forget_no", language), FORGET, 0),
    )
    return InlineKeyboardMarkup([[yes, no]])


def decide(id: int, language: Language) -> InlineKeyboardMarkup:  # noqa: A002 - Telegram's name
    """For an admin: let somebody in, or turn them away."""
    yes, no = _button(word("approve", language), APPROVE, id), _button(word("refuse", language), REFUSE, id)
    return InlineKeyboardMarkup([[yes, no]])


def under_card(citations: Sequence[Citation], language: Language, name: str) -> InlineKeyboardMarkup | None:
    """Of an inline card: the way to the quote in its paragraph."""
    if not citations:
        return None
    link = cite_link(name, citations[0].id)
    return InlineKeyboardMarkup([[InlineKeyboardButton(word("more", language), url=link)]])
