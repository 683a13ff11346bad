"""The Bot API as published: is a method known, are its parameters there, of their type and length?

The description is machine-readable and lies beside the clone, in ``../shared/telegram/bot-api.json``.
Without it, parameters are still told apart by name and the lengths in :data:`LENGTHS` are held.
"""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).resolve().parents[2]
FILE: Final = Path(os.environ.get("BOT_API_JSON", ROOT.parent / "shared" / "telegram" / "bot-api.json"))

LENGTHS: Final = {
    ("InlineKeyboardButton", "callback_data"): (1, 64, "bytes"),
    ("answerCallbackQuery", "text"): (0, 200, "characters"),
    ("BotCommand", "command"): (1, 32, "characters"),
    ("BotCommand", "description"): (1, 256, "characters"),
    ("InlineQueryResultArticle", "id"): (1, 64, "bytes"),
    ("setMyDescription", "description"): (0, 512, "characters"),
    ("setMyShortDescription", "short_description"): (0, 120, "characters"),
    ("setMyName", "name"): (0, 64, "characters"),
}
"""Least and most; with the description at hand, its own lengths come on top."""
NUMBERS: Final = {"chat_id", "message_id", "message_thread_id", "offset", "limit", "timeout", "cache_time"}
OBJECTS: Final = set(
    "reply_markup reply_parameters link_preview_options entities results scope commands allowed_updates"
    " button reaction menu_button".split()
)
SWITCHES: Final = set("show_alert is_personal drop_pending_updates disable_notification".split())


def utf16(text: str) -> int:
    """Length as Telegram counts it."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


class Spec:
    """What the description says, or what little can be said without it."""

    def __init__(self, file: Path = FILE) -> None:
        described = json.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}
        self.present = bool(described)
        self.methods: dict[str, Any] = described.get("methods", {})
        self.types: dict[str, Any] = described.get("types", {})
        self.lengths = dict(LENGTHS) | self._described_lengths()

    def _described_lengths(self) -> dict[tuple[str, str], tuple[int, int, str]]:
        found = {}
        for owner, item in (self.methods | self.types).items():
            for field in item.get("fields", ()):
                said = re.search(r"(\d+)-(\d+) (characters|bytes)(?! after)", field["description"])
                if said:
                    found[owner, field["name"]] = (int(said[1]), int(said[2]), said[3])
        return found

    def typed(self, method: str, raw: dict[str, Any]) -> dict[str, Any]:
        """Parameters as they were meant: a form carries every one as text."""
        fields = {field["name"]: field["types"] for field in self.methods.get(method, {}).get("fields", ())}
        return {name: self._typed(name, value, fields.get(name)) for name, value in raw.items()}

    def _typed(self, name: str, value: Any, types: list[str] | None) -> Any:
        if not isinstance(value, str):
            return value
        if types is None:
            types = ["Object"] if name in OBJECTS else ["String"]
            types = ["Integer"] if name in NUMBERS else ["Boolean"] if name in SWITCHES else types
        if "Integer" in types and re.fullmatch(r"-?\d+", value):
            return int(value)
        if "Boolean" in types and value in {"true", "True", "1", "false", "False", "0"}:
            return value in {"true", "True", "1"}
        if not {"String", "Integer", "Boolean", "Float", "InputFile"} & set(types):
            try:
                return json.loads(value)
            except ValueError:
                return value
        return value

    def problems(self, method: str, parameters: dict[str, Any]) -> list[str]:
        """What the published description holds against this call; empty when nothing."""
        if not self.present:
            return self._lengths(method, parameters, method)
        if method not in self.methods:
            return [f"{method}: no such method"]
        return self._fields(method, self.methods[method].get("fields", []), parameters, method)

    def value_problems(self, kind: str, value: Any, where: str) -> list[str]:
        """The same for one value of a named type."""
        return self._value([kind], value, where) if self.present else []

    def _fields(self, owner: str, fields: list[Any], given: dict[str, Any], where: str) -> list[str]:
        known = {field["name"]: field for field in fields}
        found = [f"{where}: no parameter {name!r}" for name in given if name not in known]
        found += [
            f"{where}: {name!r} is missing"
            for name, field in known.items()
            if field["required"] and given.get(name) is None
        ]
        for name, value in given.items():
            if name in known and value is not None:
                found += self._value(known[name]["types"], value, f"{where}.{name}")
        return found + self._lengths(owner, given, where)

    def _lengths(self, owner: str, given: dict[str, Any], where: str) -> list[str]:
        found = []
        for name, value in given.items():
            least, most, unit = self.lengths.get((owner, name), (0, 0, ""))
            if unit and isinstance(value, str):
                length = len(value.encode()) if unit == "bytes" else utf16(value)
                if not least <= length <= most:
                    found.append(f"{where}.{name}: {length} {unit}, not {least} to {most}")
        return found

    def _value(self, types: list[str], value: Any, where: str) -> list[str]:
        attempts = [self._as(kind, value, where) for kind in types]
        return min(attempts, key=len) if attempts else []

    def _as(self, kind: str, value: Any, where: str) -> list[str]:
        simple = {"Integer": int, "String": str, "Boolean": bool, "Float": (int, float), "True": bool}
        if kind in simple:
            right = isinstance(value, simple[kind]) and not (kind == "Integer" and isinstance(value, bool))
            return [] if right else [f"{where}: {value!r:.60} is no {kind}"]
        if kind.startswith("Array of "):
            if not isinstance(value, list):
                return [f"{where}: {value!r:.60} is no list"]
            inner = kind.removeprefix("Array of ")
            return [
                problem
                for at, item in enumerate(value)
                for problem in self._as(inner, item, f"{where}[{at}]")
            ]
        if kind == "InputFile":
            return [] if isinstance(value, (bytes, str)) else [f"{where}: no file"]
        if kind not in self.types:
            return []
        described = self.types[kind]
        if described.get("subtypes"):
            return self._value(described["subtypes"], value, where)
        if not isinstance(value, dict):
            return [f"{where}: {value!r:.60} is no {kind}"]
        return self._fields(kind, described.get("fields", []), value, where)
