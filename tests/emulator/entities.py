"""Telegram's own judgement of a formatted text, by its own library, without a network.

``tdjson`` is TDLib; ``parseTextEntities`` is what stands behind ``parse_mode`` in the real Bot API
server, down to the wording of its refusals. It has wheels for Linux, Windows and Macs with Apple
silicon. Elsewhere :func:`parse` takes the tags off and vouches for nothing: tests that stand on the
judgement skip, with :data:`WHY_NOT` as the reason.
"""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from typing import Any, Final, NamedTuple

try:
    import tdjson
except ImportError:  # no wheel for this machine
    tdjson = None

WHY_NOT: Final = "" if tdjson else "tdjson (TDLib) has no wheel for this machine"
_KINDS: Final = {
    "TextUrl": "text_link",
    "MentionName": "text_mention",
    "PreCode": "pre",
    "BlockQuote": "blockquote",
    "ExpandableBlockQuote": "expandable_blockquote",
    "BotCommand": "bot_command",
    "EmailAddress": "email",
    "PhoneNumber": "phone_number",
    "CustomEmoji": "custom_emoji",
}
_MODES: Final = {
    "html": {"@type": "textParseModeHTML"},
    "markdown": {"@type": "textParseModeMarkdown", "version": 1},
    "markdownv2": {"@type": "textParseModeMarkdown", "version": 2},
}


class Refused(Exception):
    """What the real server would have said instead of sending."""


class Formatted(NamedTuple):
    """What a person reads, and where it is bold, quoted, linked."""

    text: str
    entities: list[dict[str, Any]]


def _execute(request: dict[str, Any]) -> dict[str, Any]:
    answer: dict[str, Any] = json.loads(tdjson.td_execute(json.dumps(request).encode()))
    return answer


if tdjson is not None:
    _execute({"@type": "setLogVerbosityLevel", "new_verbosity_level": 0})


def parse(text: str, mode: str | None) -> Formatted:
    """The text as it will stand in the chat. Raises :class:`Refused` with Telegram's own words."""
    if mode is not None and mode.lower() not in _MODES:
        raise Refused("Bad Request: unsupported parse_mode")
    try:
        text.encode()
    except UnicodeEncodeError:
        raise Refused("Bad Request: strings must be encoded in UTF-8") from None
    if mode is None:
        return Formatted(text, [])
    if tdjson is None:
        return Formatted(_without_tags(text), [])
    request = {"@type": "parseTextEntities", "text": text, "parse_mode": _MODES[mode.lower()]}
    parsed = _execute(request)
    if parsed["@type"] == "error":
        message = parsed["message"]
        raise Refused(f"Bad Request: {message[:1].lower()}{message[1:]}")
    return Formatted(parsed["text"], [_entity(entity) for entity in parsed["entities"]])


def found_in(text: str) -> list[dict[str, Any]]:
    """Commands, mentions and links that Telegram finds by itself in what a person writes."""
    if tdjson is not None:
        found = _execute({"@type": "getTextEntities", "text": text}).get("entities", [])
        return [_entity(entity) for entity in found]
    patterns = {"bot_command": r"(?<!\S)/\w+(@\w+)?", "mention": r"(?<!\S)@\w{4,}", "url": r"https?://\S+"}
    return [
        {"type": kind, "offset": len(text[: match.start()].encode("utf-16-le")) // 2, "length": len(match[0])}
        for kind, pattern in patterns.items()
        for match in re.finditer(pattern, text)
    ]


def is_empty(text: str) -> bool:
    """Whether Telegram holds that there is nothing to read: spaces of all kinds, joiners, overrides."""
    blank = "\u1680\u180e\u2028\u2029\u202f\u205f\u2800\u3000\ufffc\u200b\u200c\u200d\u202e\u00a0\x00"
    return not text.strip(blank + " \t\r\n\v\f" + "".join(map(chr, range(0x2000, 0x200B))))


def _entity(entity: dict[str, Any]) -> dict[str, Any]:
    name = entity["type"]["@type"].removeprefix("textEntityType")
    made = {"type": _KINDS.get(name, name.lower()), "offset": entity["offset"], "length": entity["length"]}
    return made | {key: entity["type"][key] for key in ("url", "language") if entity["type"].get(key)}


def _without_tags(text: str) -> str:
    parts: list[str] = []
    reader = HTMLParser(convert_charrefs=True)
    reader.handle_data = parts.append  # type: ignore[method-assign]
    reader.feed(text)
    reader.close()
    return "".join(parts)
