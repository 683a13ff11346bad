"""``qabot ask``: one question, or a batch of them."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from qabot.chat.render import Line, answer_lines, to_json, why_json, why_lines
from qabot.cli.exits import Exit
from qabot.cli.options import common_options, language_option, phrasing_options, settings_in_force
from qabot.cli.output import print_json, results
from qabot.errors import UsageError
from qabot.types import Turn

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from qabot.chat.terminal import Printer
    from qabot.types import Answer


@dataclass(frozen=True, slots=True)
class _Item:
    """One question of a batch."""

    id: Any
    question: str
    context: tuple[Turn, ...] = ()


@click.command("ask", short_help="Answer one question, or a batch of them.")
@click.argument("question", nargs=-1)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object per question.")
@click.option(
    "--batch",
    metavar="FILE",
    help='Answer JSON lines {"id": ..., "question": "...", "context": [...]} from FILE; - is standard input.',
)
@click.option("--explain", is_flag=True, help="Also print how the answer was reached.")
@language_option
@phrasing_options
@common_options
def command(question: tuple[str, ...], as_json: bool, batch: str | None, explain: bool) -> int:
    """Answer one QUESTION: the answer first, then the quotes it rests on.

    Without QUESTION, or with "-", the question is read from standard input.

    \b
      qabot ask "Apakah aturan itu sudah berlaku?"
      qabot ask "Who denied it?" --json | jq -r .answer
      echo "Kapan itu terjadi?" | qabot ask
      qabot ask --batch questions.jsonl --json > answers.jsonl

    Exits with 0 when the articles answer, 3 when they do not say. A batch exits with 0 in both cases.
    """
    if batch is not None and question:
        raise click.UsageError("Give a QUESTION or --batch, not both.")
    from qabot.bot import QABot

    settings = settings_in_force().settings
    show = results(settings)
    with QABot.open(settings=settings) as bot:
        if batch is not None:
            for number, item in enumerate(_read_batch(batch)):
                answer = bot.ask(item.question, item.context, explain=explain)
                if not as_json:
                    gap = [Line()] if number else []
                    show([*gap, Line((("faint", f"> {item.question}"),))])
                _print(answer, item.id, show, as_json=as_json, explain=explain)
            return Exit.OK
        answer = bot.ask(_one_question(question), explain=explain)
        _print(answer, None, show, as_json=as_json, explain=explain)
    return Exit.OK if answer.status == "answered" else Exit.NOT_STATED


def _print(answer: Answer, id_: Any, show: Printer, *, as_json: bool, explain: bool) -> None:
    if as_json:
        value = to_json(answer, id_)
        if explain:
            value["why"] = why_json(answer.why) if answer.why else None
        print_json(value)
        return
    show(answer_lines(answer))
    if explain:
        show([Line(), *why_lines(answer)])


def _one_question(words: tuple[str, ...]) -> str:
    if words and words != ("-",):
        question = " ".join(words).strip()
        if not question:
            raise UsageError("The question is empty.", mend="Ask something.")
        return question
    # An argument means standard input is left alone: in a shell loop it belongs to the loop.
    if sys.stdin.isatty() and not words:
        raise click.UsageError('No question. Try: qabot ask "Apakah aturan itu sudah berlaku?"')
    question = sys.stdin.read().lstrip("\ufeff").strip()
    if not question:
        raise UsageError("Standard input holds no question.")
    return question


def _read_batch(name: str) -> Iterable[_Item]:
    if name == "-":
        return _parse(iter(sys.stdin.readline, ""), "standard input")
    try:
        lines = Path(name).read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8 text"
        raise UsageError(f"{name} cannot be read: {reason}.") from error
    # A file is checked whole before the first answer; a pipe may be waiting for each answer in turn.
    return list(_parse(lines, name))


def _parse(lines: Iterable[str], place: str) -> Iterator[_Item]:
    for number, line in enumerate(lines, start=1):
        text = line.strip().lstrip("\ufeff")
        if text:
            yield _item(text, f"{place}, line {number}")


def _item(text: str, place: str) -> _Item:
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise UsageError(f"{place} is not JSON: {error}.") from error
    question = value.get("question") if isinstance(value, dict) else None
    if not isinstance(question, str):
        raise UsageError(f'{place} holds no question: it must be {{"question": "..."}}.')
    context = value.get("context") or []
    if not isinstance(context, list):
        raise UsageError(f"{place}: context must be a list.")
    return _Item(value.get("id"), question, tuple(_turn(turn, place) for turn in context))


def _turn(value: Any, place: str) -> Turn:
    if isinstance(value, dict):
        role, content = value.get("role"), value.get("content")
        if role in ("user", "assistant") and isinstance(content, str):
            return Turn("user" if role == "user" else "assistant", content)
    raise UsageError(
        f'{place}: a turn of the context must be {{"role": "user" or "assistant", "content": "..."}}.'
    )
