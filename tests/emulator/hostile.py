"""Texts that break bots: markup, entities, directions, joiners, surrogate pairs at the edge, the longest."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Final

from emulator.spec import utf16

if TYPE_CHECKING:
    from collections.abc import Iterator

PIECES: Final = (
    "<b>", "</b>", "<i", "</", "<a href='", '">', "<script>alert(1)</script>", "<tg-spoiler>", "<pre><code>",
    "&amp;", "&lt;b&gt;", "&#60;", "&#x3c;", "&", "&&&", "&nbsp;", "&foo;", "<", ">", '"', "'", "`", "```",
    "*", "_", "__", "~", "||", "[x](tg://user?id=1)", "\\", "{", "}", "{0}", "%s", "%(x)s", "{answer}",
    "\u202e", "\u202a", "\u2066", "\u2069", "\u200f", "\u200b", "\u200d", "\ufeff", "\u2028", "\u2029",
    "\u0000", "\x07", "\x1b[31m", "\t", "\n", "\n\n\n", "\u00a0", "\u2800", "\u3164", "\ufffc",
    "\ufffd", "\ue000", "\U0010ffff",
    "😀", "👨‍👩‍👧‍👦", "🇮🇩", "👍🏽", "é", "e\u0301", "Z̷̢̛͎a̴l̵g̶o̸", "ﷺ", "𝕏", "漢字", "عربي",
    "ภาษาไทย", "हिन्दी", "İ", "ß", "ﬁ",
    "/start", "/ask", "/cite", "/cite ../../etc/passwd", "/forget", "@", "@all", "#", "$(id)", "`id`", ";--",
    "' OR 1=1 --", "\"}]}", "null", "NaN", "-1", "1e999", "2023-13-45", "http://", "https://[", "tg://resolve",
    "Project S", "TikTok Shop", "Siapa", "Berapa", "Apakah", "Kapan", "who", "tidak", "?", "!", " ",
)  # fmt: skip

FIXED: Final = (
    "😀" * 2048,
    "x" * 4096,
    "<" * 4096,
    "&" * 4096,
    "&lt;" * 1024,
    "\u202e" * 200 + "siapa",
    "\u200b" * 500,
    " ",
    "\n" * 50,
    "?" * 4096,
    ". " * 2048,
    "a\u0301" * 2048,
    "👨‍👩‍👧‍👦" * 372,
    "Apakah " * 585,
    "Siapa " + "tidak " * 600 + "?",
    "(" * 2000 + ")" * 2000,
    "1" * 4096,
    "9,9." * 1024,
    "<b>" * 1000,
    "</b>" * 1000,
    "[" * 4096,
    "\x00" * 10 + "siapa?",
    "ﷺ" * 1000,
    "Z̷̢̛͎" * 700,
    "Apakah <b>Project S</b> & \"TikTok\" akan dibuka di Indonesia?",
    "/cite <b>zr3cvf-2b</b>",
    "/timeline " + "<i>" * 500,
    "/articles &lt;b&gt; %_ ' \"",
    "/start " + "x" * 64,
    "/start cite_<b>",
    "/lang <b>",
    "/ask",
    "/" * 4096,
    "/" + "x" * 64,
)  # fmt: skip


def texts(count: int, seed: int = 1) -> Iterator[str]:
    """So many, the same for the same seed; none longer than Telegram lets a person send."""
    rng = random.Random(f"hostile {seed}")
    for number in range(count):
        if number < len(FIXED):
            yield _sendable(FIXED[number])
            continue
        length = rng.choice((1, 2, 3, 5, 8, 13, 21, 40))
        made = "".join(rng.choice(PIECES) + rng.choice(("", "", " ")) for _ in range(length))
        if rng.random() < 0.02:
            made *= max(1, 4096 // max(1, utf16(made)))
        yield _sendable(made)


def _sendable(text: str) -> str:
    while utf16(text) > 4096:
        text = text[:-1]
    return text or "?"
