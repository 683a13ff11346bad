"""``qabot chat`` at a keyboard: history, line editing, completion, colour. Needs a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prompt_toolkit import PromptSession
from prompt_toolkit.auto_suggest import AutoSuggestFromHistory
from prompt_toolkit.completion import Completer, Completion
from prompt_toolkit.history import FileHistory, InMemoryHistory
from prompt_toolkit.output import ColorDepth
from prompt_toolkit.styles import Style

from qabot.chat.labels import label
from qabot.chat.render import Line
from qabot.chat.session import COMMANDS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from prompt_toolkit.completion import CompleteEvent
    from prompt_toolkit.document import Document
    from prompt_toolkit.history import History

    from qabot.chat.session import Session

PROMPT = "qabot> "


class Suggestions(Completer):
    """Commands after ``/``; ids after ``/cite``, newest first; languages after ``/lang``."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def get_completions(self, document: Document, _complete_event: CompleteEvent) -> Iterator[Completion]:
        text = document.text_before_cursor
        typed = text.rpartition(" ")[2]
        for word, meaning in self._words(text):
            if word.startswith(typed.lower()):
                yield Completion(word, start_position=-len(typed), display_meta=meaning)

    def _words(self, text: str) -> list[tuple[str, str]]:
        name, space, _ = text.partition(" ")
        if not space and text.startswith("/"):
            return [(word, label(f"help_{word[1:]}", self._session.interface)) for word in COMMANDS]
        if name == "/cite":
            return [(shown, "") for shown in self._session.known_ids]
        if name == "/lang":
            return [("id", "Indonesia"), ("en", "English"), ("auto", "")]
        return []


def open_history(file: Path) -> History:
    """History kept in ``file``, readable by its owner alone; in memory when it cannot be written."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch(mode=0o600)
        with file.open("ab"):
            return FileHistory(str(file))
    except OSError:
        return InMemoryHistory()


def run(session: Session, history: Path, *, color: bool) -> None:
    """Prompt until Ctrl-D or ``/quit``. Ctrl-C clears the line, or stops the answer under way."""
    prompt: PromptSession[str] = PromptSession(
        history=open_history(history),
        completer=Suggestions(session),
        complete_while_typing=True,
        auto_suggest=AutoSuggestFromHistory(),
        style=Style.from_dict({"prompt": "ansicyan bold"} if color else {}),
        color_depth=None if color else ColorDepth.DEPTH_1_BIT,
    )
    while True:
        try:
            line = prompt.prompt([("class:prompt", PROMPT)])
        except KeyboardInterrupt:
            continue
        except EOFError:
            break
        if not session.feed(line):
            break
        session.show([Line()])
    session.show([Line((("text", label("bye", session.interface)),))])
