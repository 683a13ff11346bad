"""Draws docs/telegram.svg, a conversation in Telegram, from what the bot itself sends.

    python docs/telegram_picture.py

The questions go to the engine over ``seeds/``; the answers are the blocks and buttons that the bot would
send, laid out as bubbles. Nothing in the picture is typed here but the questions.
"""

from __future__ import annotations

import html
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

from qabot import QABot
from qabot.chat.telegram.keyboards import under_answer, under_source
from qabot.chat.telegram.messages import answer_blocks, numbered_sources, source_blocks
from qabot.types import Turn

if TYPE_CHECKING:
    from collections.abc import Sequence

    from telegram import InlineKeyboardMarkup

    from qabot.chat.telegram.richtext import Block, Run

ROOT: Final = Path(__file__).resolve().parent.parent
TARGET: Final = ROOT / "docs" / "telegram.svg"
QUESTIONS: Final = ("Apakah Project S akan dibuka di Indonesia?", "Berapa gaji Teten Masduki?")

WIDTH, MARGIN, PAD = 560, 14, 12
SIZE, LEADING = 14, 20
BUBBLE: Final = 470
COLOURS: Final = {
    "back": "#d9e7d4",
    "bot": "#ffffff",
    "person": "#e6fbd0",
    "ink": "#101418",
    "faint": "#5c6873",
}
BAR, TINT, BUTTON = "#3a8fd0", "#eaf3fa", "#8bb09b"
WIDTHS: Final = {
    **dict.fromkeys("iIl.,:;'|!‘’", 0.28),
    **dict.fromkeys("ftrj()[] -“”·", 0.36),
    **dict.fromkeys("mwMW", 0.86),
}


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, QABot.open(Path(folder) / "index") as bot:
        bot.add(ROOT / "seeds")
        picture = Picture()
        turns: list[Turn] = []
        for number, question in enumerate(QUESTIONS):
            answer = bot.ask(question, turns, explain=True)
            turns += [Turn("user", question), Turn("assistant", answer.text)]
            picture.person(question)
            picture.bot(answer_blocks(answer), under_answer("token", answer), quoting=question)
            if number == 0:
                found = bot.cite(numbered_sources(answer)[0].id, context=1)
                picture.note("1 ↵")
                picture.bot(source_blocks(found, answer.language), under_source("token", 1, answer))
        TARGET.write_text(picture.svg(), encoding="utf-8")
    sys.stdout.write(f"{TARGET}\n")


class Picture:
    """Bubbles, one under the other."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.y = MARGIN

    def person(self, text: str) -> None:
        """What somebody wrote, at the right."""
        width = min(BUBBLE, text_width(text, bold=False) + 2 * PAD)
        self._box(WIDTH - MARGIN - width, width, LEADING + 2 * PAD - 4, COLOURS["person"])
        self._text(WIDTH - MARGIN - width + PAD, self.y + PAD + SIZE - 3, [(text, "")])
        self.y += LEADING + 2 * PAD + 4

    def note(self, text: str) -> None:
        """What was pressed."""
        self.parts.append(
            f'<text x="{WIDTH / 2}" y="{self.y + SIZE}" text-anchor="middle" font-size="12" '
            f'fill="{COLOURS["faint"]}">{html.escape(text)}</text>'
        )
        self.y += LEADING + 4

    def bot(
        self, blocks: Sequence[Block], keyboard: InlineKeyboardMarkup | None, *, quoting: str = ""
    ) -> None:
        """What the bot sent, at the left, its buttons under it."""
        rows: list[tuple[float, list[tuple[str, str]], bool]] = []
        offset = float(PAD)
        if quoting:
            rows.append((offset, [(quoting, "reply")], True))
            offset += LEADING + 8
        for at, block in enumerate(blocks):
            if at:
                offset += (block.gap - 1) * LEADING * 0.55 + (4 if block.quote else 0)
            for line in wrapped(block.runs, BUBBLE - 2 * PAD - (14 if block.quote else 0)):
                rows.append((offset, line, block.quote))
                offset += LEADING
        height = offset + PAD - 4
        self._box(MARGIN, BUBBLE, height, COLOURS["bot"])
        for top, line, quote in rows:
            left = MARGIN + PAD + (10 if quote else 0)
            if quote:
                self._box(MARGIN + PAD, BUBBLE - 2 * PAD, LEADING, TINT, top=self.y + top, round_=0)
                self._box(MARGIN + PAD, 3, LEADING, BAR, top=self.y + top, round_=0)
            self._text(left, self.y + top + SIZE, line)
        self.y += int(height) + 5
        for row in keyboard.inline_keyboard if keyboard else ():
            width = (BUBBLE - 4 * (len(row) - 1)) / len(row)
            for at, button in enumerate(row):
                x = MARGIN + at * (width + 4)
                self._box(x, width, 28, BUTTON, round_=8)
                self.parts.append(
                    f'<text x="{x + width / 2:.1f}" y="{self.y + 19}" text-anchor="middle" fill="#fff" '
                    f'font-size="13">{html.escape(button.text)}</text>'
                )
            self.y += 32
        self.y += 10

    def _box(
        self,
        x: float,
        width: float,
        height: float,
        colour: str,
        *,
        top: float | None = None,
        round_: int = 12,
    ) -> None:
        y = self.y if top is None else top
        self.parts.append(
            f'<rect x="{x:.0f}" y="{y:.0f}" width="{width:.0f}" height="{height:.0f}" rx="{round_}" '
            f'fill="{colour}"/>'
        )

    def _text(self, x: float, y: float, line: Sequence[tuple[str, str]]) -> None:
        spans = "".join(
            f'<tspan{ATTRIBUTES[style]} xml:space="preserve">{html.escape(text)}</tspan>'
            for text, style in line
        )
        self.parts.append(f'<text x="{x:.0f}" y="{y:.0f}" xml:space="preserve">{spans}</text>')

    def svg(self) -> str:
        """The whole picture."""
        head = (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{self.y}" '
            f'viewBox="0 0 {WIDTH} {self.y}" '
            f'font-family="Roboto, Helvetica, Arial, sans-serif" font-size="{SIZE}" fill="{COLOURS["ink"]}">'
        )
        ground = f'<rect width="{WIDTH}" height="{self.y}" fill="{COLOURS["back"]}"/>'
        return (
            "\n".join(
                [head, "<title>A conversation with qabot in Telegram</title>", ground, *self.parts, "</svg>"]
            )
            + "\n"
        )


ATTRIBUTES: Final = {
    "": "",
    "b": ' font-weight="bold"',
    "i": f' font-style="italic" fill="{COLOURS["faint"]}"',
    "code": f' font-family="monospace" font-size="12.5" fill="{BAR}"',
    "reply": f' font-size="13" fill="{BAR}"',
}


def text_width(text: str, *, bold: bool) -> float:
    """About how wide ``text`` is drawn."""
    return (
        sum(WIDTHS.get(sign, 0.62 if sign.isupper() else 0.54) for sign in text)
        * SIZE
        * (1.24 if bold else 1.12)
    )


def wrapped(runs: Sequence[Run], width: float) -> list[list[tuple[str, str]]]:
    """The lines that ``runs`` take in ``width``."""
    lines: list[list[tuple[str, str]]] = [[]]
    used = 0.0
    for run in runs:
        for paragraph_number, paragraph in enumerate(run.text.split("\n")):
            if paragraph_number:
                lines.append([])
                used = 0.0
            for word in paragraph.replace(" ", " \0").split("\0"):
                size = text_width(word, bold=run.style == "b")
                if used + text_width(word.rstrip(), bold=run.style == "b") > width and lines[-1]:
                    lines.append([])
                    used = 0.0
                lines[-1].append((word, run.style))
                used += size
    return [joined(line) for line in lines]


def joined(line: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Neighbours of one style together."""
    out: list[tuple[str, str]] = []
    for text, style in line:
        if out and out[-1][1] == style:
            out[-1] = (out[-1][0] + text, style)
        else:
            out.append((text, style))
    return out


if __name__ == "__main__":
    main()
