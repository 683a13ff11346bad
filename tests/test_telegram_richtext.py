"""Splitting, counting and escaping, held against counts and markup made another way."""

from __future__ import annotations

import html
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qabot.chat.telegram.richtext import (
    LIMIT,
    Block,
    Run,
    block,
    clean,
    length,
    run,
    shortened,
    split,
    to_html,
    to_plain,
    units,
)

TEXTS = st.text(
    st.characters(codec="utf-8") | st.sampled_from("👨‍👩‍👧🏽‍🚒<>&\"'\n \u200b\u202e"), max_size=300
)
RUNS = st.builds(run, TEXTS, st.sampled_from(["", "b", "i", "code"]))
BLOCKS = st.lists(
    st.builds(lambda runs, quote: Block(tuple(runs), quote), st.lists(RUNS, min_size=1), st.booleans())
)


def utf16(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def shown(markup: str) -> str:
    return html.unescape(re.sub(r"<[^>]*>", "", markup))


@given(TEXTS)
def test_units_are_utf16(text: str) -> None:
    assert units(text) == utf16(text)


@settings(deadline=None)
@given(BLOCKS, st.integers(20, 200))
def test_no_message_is_too_long_and_nothing_is_lost(blocks: list[Block], limit: int) -> None:
    messages = split(blocks, limit)
    for message in messages:
        assert utf16(to_plain(message)) <= limit
        assert length(message) == utf16(to_plain(message))
    said = "".join(part.text for item in blocks for part in item.runs)
    assert "".join(part.text for message in messages for item in message for part in item.runs) == said


@given(BLOCKS)
def test_markup_shows_the_text_and_every_tag_is_closed(blocks: list[Block]) -> None:
    markup = to_html(blocks)
    assert shown(markup) == to_plain(blocks)
    open_tags: list[str] = []
    for closing, name in re.findall(r"<(/?)(\w+)[^>]*>", markup):
        if closing:
            assert open_tags.pop() == name
        else:
            open_tags.append(name)
    assert open_tags == []


def test_a_message_breaks_between_paragraphs() -> None:
    blocks = [block("a" * 3000), block("b" * 1000), block("c" * 200)]
    assert [to_plain(message) for message in split(blocks)] == [f"{'a' * 3000}\n\n{'b' * 1000}", "c" * 200]


def test_a_long_paragraph_breaks_after_a_sentence() -> None:
    text = "Satu kalimat yang cukup panjang. " * 200
    first, *_ = split([block(text)])
    assert to_plain(first).rstrip().endswith("panjang.")
    assert utf16(to_plain(first)) > LIMIT - 100


def test_emoji_are_not_torn() -> None:
    family = "👨‍👩‍👧"
    for message in split([block(family * 800)], 101):
        text = to_plain(message)
        assert not text.startswith("\u200d")
        assert not text.endswith("\u200d")


@pytest.mark.parametrize("text", ["a\x00b", "a\u202eb", "a\ud83db", "a\x7fb", "a\ufeffb"])
def test_what_a_chat_must_not_be_sent_is_replaced(text: str) -> None:
    assert re.fullmatch("a[ \ufffd]b", clean(text))
    clean(text).encode()


def test_a_link_is_escaped() -> None:
    made = to_html([block(Run("x<y", link='https://e.org/?a="1"&b=<'))])
    assert made == '<a href="https://e.org/?a=&quot;1&quot;&amp;b=&lt;">x&lt;y</a>'


def test_white_space_alone_gets_no_style() -> None:
    assert to_html([block(run("  ", "b"), "x")]) == "  x"


def test_shortened_says_that_there_was_more() -> None:
    blocks = [block("a" * 3000), block("b" * 3000)]
    text = to_plain(shortened(blocks))
    assert text.endswith("…")
    assert utf16(text) <= LIMIT
    assert shortened(blocks[:1]) == blocks[:1]
