"""The chat by whole transcripts: fed lines, a pipe, and a real terminal."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from qabot import QABot, Settings
from qabot.chat.conversation import Conversation
from qabot.chat.render import plain
from qabot.chat.session import COMMANDS, Session, run_piped
from qabot.types import Turn

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from qabot.chat.render import Line

QUESTION = "Apakah warga dapat menyeberang dengan perahu gratis?"
OFF_TOPIC = "Siapa pemenang lomba balap unta di planet Neptunus?"


class Screen:
    """Collects what a session shows and what it complains about."""

    def __init__(self) -> None:
        self.shown: list[str] = []
        self.complaints: list[str] = []

    def show(self, lines: Iterable[Line]) -> None:
        self.shown.append(plain(lines))

    def complain(self, lines: Iterable[Line]) -> None:
        self.complaints.append(plain(lines))

    def take(self) -> str:
        taken, self.shown = "\n".join(self.shown), []
        return taken

    def take_complaint(self) -> str:
        taken, self.complaints = "\n".join(self.complaints), []
        return taken


@pytest.fixture
def screen() -> Screen:
    return Screen()


@pytest.fixture
def session(news_index: Path, screen: Screen) -> Iterator[Session]:
    with QABot.open(news_index, settings=Settings()) as bot:
        yield Session(bot, screen.show, screen.complain)


def test_a_whole_conversation(session: Session, screen: Screen) -> None:
    for command in ("/why", "/sources", "/json"):
        assert session.feed(command)
        assert screen.take() == "There is no answer yet. Ask something first."

    assert session.feed(QUESTION)
    answer = screen.take()
    assert answer.startswith("Ya")
    assert "[1] Harian Uji · Sari Dewi · 5 Maret 2024" in answer
    shown = re.search(r"paragraf 3 · (\S+)", answer)
    assert shown is not None
    assert shown.group(1) in session.known_ids

    assert session.feed(f"/cite {shown.group(1)}")
    cited = screen.take()
    assert cited.startswith("Jembatan Kali Biru Ditutup Sementara\nHarian Uji · Sari Dewi")
    assert "» Selama perbaikan, warga dapat menyeberang" in cited

    assert session.feed("/sources")
    assert "jembatan.md" in screen.take()

    assert session.feed("/why")
    why = screen.take()
    assert why.startswith("Dipahami sebagai: ")
    assert "Kandidat:" in why

    assert session.feed("/json")
    assert json.loads(screen.take())["question"] == QUESTION

    assert session.feed("/articles gazette")
    assert "Night Library Opens Its Doors" in screen.take()

    assert session.feed(OFF_TOPIC)
    assert "Yang paling dekat, bukan jawaban:" in screen.take()

    assert session.feed("/new")
    assert screen.take() == "Percakapan dilupakan."
    assert screen.complaints == []
    assert not session.failed
    assert not session.feed("/quit")


def test_commands_explain_themselves_in_both_languages(session: Session, screen: Screen) -> None:
    session.feed("/lang id")
    assert screen.take() == "Bahasa pertanyaan: id"
    session.feed("/help")
    indonesian = screen.take().splitlines()
    session.feed("/lang en")
    assert screen.take() == "Language of questions: en"
    session.feed("/help")
    english = screen.take().splitlines()
    assert len(indonesian) == len(english) == len(COMMANDS) + 1
    assert indonesian[0] != english[0]
    assert [row.split()[0] for row in english[1:]] == list(COMMANDS)
    session.feed("/lang")
    assert screen.take() == "Language of questions: en"
    session.feed("/lang jv")
    assert screen.take_complaint() == "/lang jv\n  language of questions: id, en, or auto."
    session.feed("/lang auto")
    assert session.language == "auto"


def test_the_language_chosen_is_the_language_asked_in(session: Session, screen: Screen) -> None:
    session.feed("/lang en")
    session.feed("Jembatan Kali Biru")
    assert session.last is not None
    assert session.last.language == "en"


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("/sorces", "Unknown command: /sorces\n  Did you mean /sources?"),
        ("/xyzzy", "Unknown command: /xyzzy\n  /help lists them all."),
        ("/cite", "Give a citation id: /cite ID"),
    ],
)
def test_a_slip_is_named_and_the_session_goes_on(
    session: Session, screen: Screen, line: str, complaint: str
) -> None:
    assert session.feed(line)
    assert (screen.take_complaint(), screen.take()) == (complaint, "")
    assert session.failed


def test_an_id_alone_is_looked_up(session: Session, screen: Screen) -> None:
    assert session.feed("Siapa pemilik perahu itu?")
    shown = re.search(r"\b([2-9a-z]{6}-\d+[a-z]*)\b", screen.take())
    assert shown is not None
    assert session.feed(f"[{shown.group(1).upper()}].")
    assert "»" in screen.take()
    assert session.feed("pangan-21?")  # of no article: a question
    assert "»" not in screen.take()


def test_an_unknown_id_is_an_error_that_says_so(session: Session, screen: Screen) -> None:
    assert session.feed("/cite zzzzzz-9")
    assert "zzzzzz" in screen.take_complaint()


def test_empty_lines_and_other_names_of_commands(session: Session, screen: Screen) -> None:
    for line in ("", "   ", "\t\n"):
        assert session.feed(line)
    assert screen.take() == ""
    session.feed("/?")
    assert screen.take().startswith("Type a question")
    assert not session.feed("/EXIT")


def test_ctrl_c_stops_the_answer_and_not_the_session(session: Session, screen: Screen) -> None:
    class Slow:
        def ask(self, *_: object, **__: object) -> None:
            raise KeyboardInterrupt

    session.bot = Slow()  # type: ignore[assignment]
    assert session.feed(QUESTION)
    assert screen.take() == "Stopped."


def test_what_was_said_is_handed_on(news_index: Path, screen: Screen) -> None:
    with QABot.open(news_index, settings=Settings()) as bot:
        session = Session(bot, screen.show, screen.complain)
        session.feed(QUESTION)
        first = session.last
        assert first is not None
        assert session._conversation.turns == (Turn("user", QUESTION), Turn("assistant", first.text))
        session.feed("/new")
        assert session._conversation.turns == ()


def test_a_conversation_is_bounded() -> None:
    conversation = Conversation(exchanges=2)
    for number in range(5):
        conversation.add(f"q{number}", "a" * 10_000)
    assert [turn.content[:2] for turn in conversation.turns] == ["q3", "aa", "q4", "aa"]
    assert len(conversation.turns[1].content) == 2_000


def test_piped_lines_are_answered_until_the_end(session: Session, screen: Screen) -> None:
    run_piped(session, ["/lang id\n", QUESTION + "\n", "/quit\n", OFF_TOPIC + "\n"])
    assert screen.shown[0] == "Bahasa pertanyaan: id"
    assert screen.shown[1].startswith("\nYa")
    assert len(screen.shown) == 2


def chat(*arguments: str, stdin: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "qabot", "chat", *arguments],
        input=stdin,
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=60,
    )


def test_a_pipe_gets_plain_answers_and_an_exit_code(news_index: Path) -> None:
    done = chat("--index", str(news_index), stdin=f"\ufeff{QUESTION}\n\n/articles pasar")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("Ya")
    assert "Pasar Apung Menerima Pembayaran Digital" in done.stdout.splitlines()[-1]
    assert "\x1b" not in done.stdout
    assert "qabot>" not in done.stdout

    wrong = chat("--index", str(news_index), stdin="/nope\n/articles pasar\n")
    assert wrong.returncode == 1
    assert "Unknown command: /nope" in wrong.stderr
    assert "Pasar Apung" in wrong.stdout, "the lines after it are still answered"


@pytest.mark.skipif(sys.platform == "win32", reason="needs a POSIX terminal")
class TestTerminal:
    @pytest.fixture
    def history(self, tmp_path: Path) -> Path:
        return tmp_path / "state" / "history"

    def start(self, news_index: Path, history: Path) -> Any:
        import pexpect

        environment = {
            **os.environ,
            "TERM": "xterm",
            "COLUMNS": "100",
            "LINES": "40",
            "QABOT_INDEX": str(news_index),
            "QABOT_HISTORY": str(history),
            "PROMPT_TOOLKIT_NO_CPR": "1",
        }
        child = pexpect.spawn(
            sys.executable,
            ["-m", "qabot", "chat"],
            env=environment,
            encoding="utf-8",
            timeout=30,
            dimensions=(40, 100),
        )
        child.expect_exact("3 articles. Ask something; /help lists the commands, Ctrl-D leaves.")
        child.expect_exact("qabot> ")
        return child

    def test_ask_history_completion_and_the_keys_that_leave(self, news_index: Path, history: Path) -> None:
        child = self.start(news_index, history)
        child.send(QUESTION + "\r")
        child.expect("Ya")
        child.expect("paragraf 3")
        child.expect_exact("qabot> ")
        child.send("half a question\x03")
        child.expect_exact("qabot> ")
        child.send("/arti")
        child.expect_exact("/articles")  # the menu, once it is there
        child.send("\t pasar\r")
        child.expect_exact("Pasar Apung Menerima Pembayaran Digital")
        child.expect_exact("qabot> ")
        child.send("\x1b[A")
        child.expect_exact("/articles pasar")
        child.send("\x03")
        child.expect_exact("qabot> ")
        child.send("\x04")
        child.expect_exact("Sampai jumpa.")
        child.wait()
        assert child.exitstatus == 0
        remembered = history.read_text(encoding="utf-8")
        assert QUESTION in remembered
        assert "half a question" not in remembered
        assert history.stat().st_mode & 0o077 == 0, "what was asked is nobody else's business"

    def test_history_that_cannot_be_kept_is_no_reason_to_stay_away(
        self, news_index: Path, tmp_path: Path
    ) -> None:
        (tmp_path / "file").write_text("")
        child = self.start(news_index, tmp_path / "file" / "history")
        child.send("/quit\r")
        child.expect_exact("Goodbye.")
        child.wait()
        assert child.exitstatus == 0
