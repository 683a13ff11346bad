"""A conversation, line by line: questions, commands, and what they show.

Knows nothing of terminals, so a transcript can be fed to it. :func:`run_piped` brings lines from a
pipe, :mod:`qabot.chat.repl` from a keyboard.
"""

from __future__ import annotations

import difflib
import json
from typing import TYPE_CHECKING, Final

from qabot.chat.conversation import Conversation
from qabot.chat.labels import interface_language, label
from qabot.chat.render import (
    Line,
    answer_lines,
    article_lines,
    cite_lines,
    matching,
    timeline_lines,
    to_json,
    why_lines,
)
from qabot.citations import ALONE
from qabot.errors import QabotError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Literal

    from qabot.bot import QABot
    from qabot.config import LanguageChoice
    from qabot.types import Answer, Language

    Show = Callable[[Iterable[Line]], None]
    Role = Literal["text", "warning", "faint"]

COMMANDS: Final = {
    "/cite": "ID",
    "/sources": "",
    "/timeline": "[…]",
    "/articles": "[…]",
    "/why": "",
    "/json": "",
    "/lang": "id|en|auto",
    "/new": "",
    "/help": "",
    "/quit": "",
}
"""Every command with what may follow it; its help is the label ``help_<name>``."""

_LANGUAGES: Final[dict[str, LanguageChoice]] = {"id": "id", "en": "en", "auto": "auto"}
_ALIASES: Final = {"/exit": "/quit", "/q": "/quit", "/?": "/help", "/bantuan": "/help", "/keluar": "/quit"}


class Session:
    """What one person has asked so far, and what the last answer was."""

    def __init__(self, bot: QABot, show: Show, complain: Show, *, language: LanguageChoice = "auto") -> None:
        self.bot = bot
        self.show = show
        self.complain = complain
        self.language = language
        self.last: Answer | None = None
        self.failed = False
        """Whether any line ended in an error."""
        self._conversation = Conversation()
        self._shown_ids: dict[str, None] = {}

    @property
    def interface(self) -> Language:
        """The language our own words are in."""
        return interface_language(self.language, self.last.language if self.last else None)

    @property
    def known_ids(self) -> list[str]:
        """Citation ids shown so far, newest first, for completion."""
        return list(reversed(self._shown_ids))

    def feed(self, line: str) -> bool:
        """Answer one line. False when the person wants to leave. Errors are shown, never raised."""
        line = " ".join(line.replace("\ufeff", "").split())
        if not line:
            return True
        try:
            if line.startswith("/"):
                return self._command(line)
            if self._is_id(line):
                self._cite(line)
            else:
                self._ask(line)
        except QabotError as error:
            self.failed = True
            self.complain(error_lines(error))
        except KeyboardInterrupt:
            self._say("interrupted", style="warning")
        return True

    def _is_id(self, line: str) -> bool:
        """Whether a line is nothing but the id of a citation of these articles."""
        found = ALONE.fullmatch(line)
        return found is not None and found["code"].lower() in {info.code for info in self.bot.articles()}

    def _ask(self, question: str) -> None:
        language = None if self.language == "auto" else self.language
        answer = self.bot.ask(question, self._conversation.turns, language=language, explain=True)
        self.last = answer
        self._conversation.add(question, answer.text)
        self._remember(citation.id for citation in (*answer.citations, *answer.nearest))
        self.show(answer_lines(answer))

    def _command(self, line: str) -> bool:
        name, _, argument = line.partition(" ")
        name = _ALIASES.get(name.lower(), name.lower())
        if name == "/quit":
            return False
        actions = {
            "/cite": lambda: self._cite(argument),
            "/sources": self._sources,
            "/timeline": lambda: self._timeline(argument),
            "/articles": lambda: self._articles(argument),
            "/why": self._why,
            "/json": self._json,
            "/lang": lambda: self._lang(argument.lower()),
            "/new": self._new,
            "/help": self._help,
        }
        if name not in actions:
            raise self._unknown(name)
        actions[name]()
        return True

    def _unknown(self, name: str) -> UsageError:
        near = difflib.get_close_matches(name, COMMANDS, n=1, cutoff=0.5)
        hint = label("unknown_command_help", self.interface)
        if near:
            hint = label("unknown_command_hint", self.interface).format(near=near[0])
        return UsageError(f"{label('unknown_command', self.interface)} {name}", mend=hint)

    def _cite(self, reference: str) -> None:
        if not reference:
            raise UsageError(label("cite_usage", self.interface))
        found = self.bot.cite(reference)
        self._remember([found.citation.id])
        self.show(cite_lines(found, self.interface))

    def _sources(self) -> None:
        answer = self._answered()
        if answer is None:
            return
        cited = {citation.id.partition("-")[0] for citation in answer.citations or answer.nearest}
        infos = [info for info in self.bot.articles() if info.code in cited]
        self.show(article_lines(infos, self.interface))

    def _timeline(self, topic: str) -> None:
        topic = topic or (self.last.question if self.last else "")
        if not topic:
            raise UsageError(label("timeline_usage", self.interface))
        language = None if self.language == "auto" else self.language
        statements = self.bot.timeline(topic, language=language)
        self._remember(statement.citation.id for statement in statements)
        self.show(timeline_lines(statements, topic, self.interface))

    def _articles(self, words: str) -> None:
        self.show(article_lines(matching(self.bot.articles(), words), self.interface))

    def _why(self) -> None:
        answer = self._answered()
        if answer is not None:
            self.show(why_lines(answer))

    def _json(self) -> None:
        answer = self._answered()
        if answer is not None:
            text = json.dumps(to_json(answer), ensure_ascii=False, indent=2)
            self.show(
                Line((("text", row.lstrip(" ")),), len(row) - len(row.lstrip(" ")))
                for row in text.split("\n")
            )

    def _lang(self, choice: str) -> None:
        if choice in _LANGUAGES:
            self.language = _LANGUAGES[choice]
        elif choice:
            raise UsageError(f"/lang {choice}", mend=f"{label('help_lang', self.interface)}.")
        self.show([Line((("text", f"{label('lang_now', self.interface)}: {self.language}"),))])

    def _new(self) -> None:
        self._conversation.clear()
        self._say("forgotten")

    def _help(self) -> None:
        lines = [Line((("label", label("help_intro", self.interface)),))]
        for name, argument in COMMANDS.items():
            usage = f"{name} {argument}".strip()
            lines.append(Line((("text", label(f"help_{name[1:]}", self.interface)),), 20, f"  {usage}"))
        self.show(lines)

    def _answered(self) -> Answer | None:
        if self.last is None:
            self._say("no_answer_yet", style="warning")
        return self.last

    def _say(self, name: str, *, style: Role = "text") -> None:
        self.show([Line(((style, label(name, self.interface)),))])

    def _remember(self, ids: Iterable[str]) -> None:
        for shown in ids:
            self._shown_ids.pop(shown, None)
            self._shown_ids[shown] = None


def error_lines(error: QabotError) -> list[Line]:
    """What went wrong, and what to do about it on a line of its own."""
    lines = [Line((("warning", error.message),))]
    if error.mend:
        lines.append(Line((("text", error.mend),), 2))
    return lines


def greeting_lines(articles: int, language: Language) -> list[Line]:
    """What a person sees before the first prompt."""
    if not articles:
        return [Line((("warning", label("empty", language)),)), Line()]
    return [Line((("faint", label("greeting", language).format(count=articles)),)), Line()]


def run_piped(session: Session, lines: Iterable[str]) -> None:
    """Answer line by line until the input ends; an empty line stands between two answers."""
    show = session.show
    first = True

    def separated(output: Iterable[Line]) -> None:
        nonlocal first
        show(output if first else [Line(), *output])
        first = False

    session.show = separated
    for line in lines:
        if not session.feed(line):
            return
