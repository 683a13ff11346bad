"""The command line by exit code and streams, as a real process."""

from __future__ import annotations

import io
import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

from qabot import __version__
from qabot.cli import run
from qabot.retrieval.embedder import BUNDLED_FOLDER

if TYPE_CHECKING:
    from collections.abc import Callable

QUESTION = "Apakah warga dapat menyeberang dengan perahu gratis?"
OFF_TOPIC = "Siapa pemenang lomba balap unta di planet Neptunus?"


class Done(NamedTuple):
    """What became of one command line."""

    returncode: int
    stdout: str
    stderr: str


def qabot(*arguments: str | Path, stdin: str = "", cwd: Path | None = None) -> Done:
    """Run one command line in this process, with piped streams."""
    streams = [io.TextIOWrapper(io.BytesIO(part), encoding="utf-8") for part in (stdin.encode(), b"", b"")]
    kept, here = (sys.stdin, sys.stdout, sys.stderr), Path.cwd()
    sys.stdin, sys.stdout, sys.stderr = streams
    try:
        os.chdir(cwd or here)
        code = run([str(argument) for argument in arguments])
    finally:
        sys.stdin, sys.stdout, sys.stderr = kept
        os.chdir(here)
    out, err = (stream.detach().getvalue().decode() for stream in streams[1:] if stream.flush() is None)
    return Done(code, out, err)


def process(*arguments: str | Path, stdin: str = "") -> Done:
    """Run one command line in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "qabot", *map(str, arguments)],
        input=stdin.encode(),
        capture_output=True,
        check=False,
        timeout=60,
    )
    return Done(done.returncode, done.stdout.decode(), done.stderr.decode())


@pytest.fixture(autouse=True)
def _index(news_index: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QABOT_INDEX", str(news_index))


@pytest.mark.parametrize("ask", [qabot, process])
def test_an_answer_goes_to_standard_output_and_nothing_else_goes_anywhere(ask: Callable[..., Done]) -> None:
    done = ask("ask", QUESTION)
    assert (done.returncode, done.stderr) == (0, "")
    rows = done.stdout.splitlines()
    assert rows[0].startswith("Ya")
    assert "[1] Harian Uji · Sari Dewi · 5 Maret 2024" in rows
    assert any(row.startswith("    paragraf 3 · ") for row in rows)
    assert "\x1b" not in done.stdout


def test_words_without_quotation_marks_and_standard_input_ask_the_same() -> None:
    spoken = qabot("ask", *QUESTION.split())
    piped = qabot("ask", stdin=f"\ufeff{QUESTION}\n")
    dash = qabot("ask", "-", stdin=QUESTION)
    assert spoken.stdout == piped.stdout == dash.stdout == qabot("ask", QUESTION).stdout


def test_an_argument_leaves_standard_input_alone() -> None:
    loop = f'{sys.executable} -m qabot ask "{QUESTION}" --json >/dev/null; cat'
    if sys.platform == "win32":
        pytest.skip("the shell loop this protects is a POSIX one")
    done = subprocess.run(
        ["sh", "-c", loop], input="next question\n", capture_output=True, text=True, check=True
    )
    assert done.stdout == "next question\n"


def test_json_is_the_contract_on_one_line(articles_folder: Path) -> None:
    done = qabot("ask", QUESTION, "--json")
    assert (done.returncode, done.stderr, done.stdout.count("\n")) == (0, "", 1)
    value = json.loads(done.stdout)
    assert (value["id"], value["question"], value["language"], value["status"]) == (
        None,
        QUESTION,
        "id",
        "answered",
    )
    assert value["verdict"] == "yes"
    assert 0 < value["confidence"] <= 1
    assert value["as_of"] == "2024-03-05"
    assert value["took_ms"] > 0
    for citation in value["citations"]:
        text = (articles_folder / citation["source"]).read_text(encoding="utf-8")
        assert citation["quote"] in text
        assert len(citation["quote"]) == citation["end"] - citation["start"]
    assert "why" not in value
    explained = json.loads(qabot("ask", QUESTION, "--json", "--explain").stdout)
    assert explained["why"]["candidates"]


def test_what_the_articles_do_not_say_exits_with_three() -> None:
    done = qabot("ask", OFF_TOPIC)
    assert (done.returncode, done.stderr) == (3, "")
    value = json.loads(qabot("ask", OFF_TOPIC, "--json").stdout)
    assert (value["status"], value["citations"], value["verdict"]) == ("not_stated", [], None)
    assert len(value["nearest"]) <= 3


def test_a_batch_keeps_order_and_ids() -> None:
    items = [
        {"id": {"n": 1}, "question": QUESTION},
        {"id": "b", "question": OFF_TOPIC, "context": []},
        {"question": "Until when is it open?", "context": [
            {"role": "user", "content": "Tell me about the night reading room of the Greenwood library."},
            {"role": "assistant", "content": "The night reading room opened on Friday."},
        ]},
    ]  # fmt: skip
    lines = "\n\n".join(json.dumps(item) for item in items)
    done = qabot("ask", "--batch", "-", "--json", stdin=lines)
    assert (done.returncode, done.stderr) == (0, "")
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert [answer["id"] for answer in answers] == [{"n": 1}, "b", None]
    assert [answer["question"] for answer in answers] == [item["question"] for item in items]
    assert [answer["status"] for answer in answers[:2]] == ["answered", "not_stated"]
    text = qabot("ask", "--batch", "-", stdin=lines)
    assert text.stdout.startswith(f"> {QUESTION}\nYa")


def test_a_batch_from_a_pipe_answers_each_line_before_the_next_comes(news_index: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "qabot", "ask", "--batch", "-", "--json"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    )
    assert process.stdin is not None
    assert process.stdout is not None
    watchdog = threading.Timer(30, process.kill)  # else reading ahead would hang here, not fail
    watchdog.start()
    with process:
        for number in range(2):
            process.stdin.write(json.dumps({"id": number, "question": QUESTION}) + "\n")
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["id"] == number
        process.stdin.close()
        assert process.wait(timeout=30) == 0
    watchdog.cancel()


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", "line 2 is not JSON"),
        ('"text"', "line 2 holds no question"),
        ('{"question": null}', "line 2 holds no question"),
        ('{"question": "x", "context": "y"}', "line 2: context must be a list"),
        (
            '{"question": "x", "context": [{"role": "robot", "content": "y"}]}',
            "line 2: a turn of the context",
        ),
        ("[" * 100_000, "line 2 is not JSON"),
    ],
)
def test_a_file_with_a_bad_line_is_refused_before_the_first_answer(
    tmp_path: Path, line: str, message: str
) -> None:
    file = tmp_path / "batch.jsonl"
    file.write_text(json.dumps({"question": QUESTION}) + "\n" + line)
    done = qabot("ask", "--batch", file, "--json")
    assert (done.returncode, done.stdout) == (2, "")
    assert message in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["asq"], "No such command 'asq'. Did you mean 'ask'?"),
        (["index", "bild"], "No such command 'bild'. Did you mean 'build'?"),
        (["ask"], "Standard input holds no question."),
        (["ask", " "], "The question is empty."),
        (["ask", "x", "--batch", "-"], "not both"),
        (["ask", "x", "--lang", "jv"], "'jv' is not one of"),
        (["ask", "--batch", "missing.jsonl"], "missing.jsonl cannot be read: No such file"),
        (["index", "build"], "no clone of qabot"),
        (["index", "remove", "nowhere.txt"], "nowhere.txt"),
        (["index", "add", "x", "--timeout", "0"], "timeout is 0.0."),
    ],
)
def test_wrong_usage_exits_with_two(tmp_path: Path, arguments: list[str], message: str) -> None:
    done = qabot(*arguments, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert message in done.stderr
    assert "Traceback" not in done.stderr


def test_a_wrong_setting_exits_with_two_and_names_the_nearest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QABOT_LANGAUGE", "id")
    done = qabot("articles")
    assert done.returncode == 2
    assert done.stderr.splitlines() == [
        "Error: the environment holds an unknown setting: QABOT_LANGAUGE.",
        "Did you mean QABOT_LANGUAGE?",
    ]


def test_no_index_says_how_to_make_one(tmp_path: Path) -> None:
    for command in (["ask", "x"], ["chat"], ["articles"], ["index", "status"], ["cite", "k7m2pq-1"]):
        done = qabot(*command, "--index", tmp_path / "none")
        assert (done.returncode, done.stdout) == (1, ""), command
        assert "qabot index build" in done.stderr
        assert "Traceback" not in done.stderr
    assert not (tmp_path / "none").exists(), "asking creates nothing"


def test_flags_count_before_and_after_the_command(tmp_path: Path, news_index: Path) -> None:
    nowhere = tmp_path / "none"
    assert qabot("--index", news_index, "articles").returncode == 0
    assert qabot("--index", nowhere, "articles").returncode == 1
    assert qabot("--index", nowhere, "articles", "--index", news_index).returncode == 0
    assert qabot("index", "--index", nowhere, "status").returncode == 1


def test_a_life_of_an_index(tmp_path: Path, articles_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QABOT_INDEX", str(tmp_path / "index"))
    folder = tmp_path / "berita"
    shutil.copytree(articles_folder, folder)
    (folder / "kosong.txt").write_text("")

    built = qabot("index", "build", folder)
    assert (built.returncode, built.stdout) == (1, ""), "one source could not be read"
    assert "3 added" in built.stderr
    assert "not read: " in built.stderr
    assert "kosong.txt" in built.stderr
    (folder / "kosong.txt").unlink()

    again = qabot("index", "build", folder)
    assert again.returncode == 0
    assert "3 unchanged; 0 passages" in again.stderr

    file = folder / "pasar.txt"
    file.write_text(file.read_text(encoding="utf-8").replace("62", "75"), encoding="utf-8")
    edited = qabot("index", "add", file)
    assert "1 replaced" in edited.stderr
    assert json.loads(qabot("index", "status", "--json").stdout)["articles"] == 3

    (tmp_path / "salinan.md").write_text(
        (folder / "library.md").read_text(encoding="utf-8"), encoding="utf-8"
    )
    copied = qabot("index", "add", tmp_path / "salinan.md")
    assert "1 copies" in copied.stderr
    assert "copy: salinan.md is " in copied.stderr

    removed = qabot("index", "remove", "pasar.txt")
    assert (removed.returncode, removed.stdout) == (0, "")
    assert "Pasar Apung" in removed.stderr
    assert "Pasar Apung" not in qabot("articles").stdout

    replaced = qabot("index", "build", "--replace", folder / "jembatan.md")
    assert replaced.returncode == 0
    assert "let go of" in replaced.stderr
    assert len(qabot("articles").stdout.splitlines()) == 1

    sound = qabot("index", "verify")
    assert (sound.returncode, sound.stderr) == (0, "")
    assert "The index is sound: 1 article, " in sound.stdout


def test_another_model_is_refused_until_the_index_is_embedded_anew(
    tmp_path: Path, articles_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QABOT_INDEX", str(tmp_path / "index"))
    assert qabot("index", "build", articles_folder).returncode == 0
    model = tmp_path / "my-model"
    shutil.copytree(BUNDLED_FOLDER, model)
    refused = qabot("ask", QUESTION, "--embedder", model)
    assert (refused.returncode, refused.stdout) == (1, "")
    assert "'bundled'" in refused.stderr
    assert f"{str(model)!r}" in refused.stderr
    assert "qabot index build --reembed" in refused.stderr
    assert qabot("index", "build", "--reembed", "--embedder", model).returncode == 0
    assert qabot("ask", QUESTION, "--embedder", model).returncode == 0
    assert qabot("ask", QUESTION).returncode == 1
    assert qabot("articles").returncode == 0, "looking things up needs no model"


def test_build_without_sources_reads_the_samples_of_a_clone(
    tmp_path: Path, articles_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("QABOT_INDEX")
    clone = tmp_path / "clone"
    shutil.copytree(articles_folder, clone / "seeds")
    (clone / "pyproject.toml").write_text('[project]\nname = "qabot"\n')
    done = qabot("index", "build", cwd=clone)
    assert (done.returncode, done.stdout) == (0, "")
    assert "3 added" in done.stderr
    assert any((clone / "index").iterdir())


def test_articles_are_listed_filtered_and_given_as_json() -> None:
    everything = qabot("articles")
    assert (everything.returncode, everything.stderr) == (0, "")
    assert len(everything.stdout.splitlines()) == 3
    found = qabot("articles", "gazette", "NIGHT").stdout
    assert "2024-03-09  Night Library Opens Its Doors  Test Gazette · Mary Hill · library.md" in found
    assert len(found.splitlines()) == 1
    values = [json.loads(line) for line in qabot("articles", "--json").stdout.splitlines()]
    assert {value["publisher"] for value in values} >= {"Harian Uji", "Test Gazette"}


def test_an_id_leads_back_to_its_quote() -> None:
    citation = json.loads(qabot("ask", QUESTION, "--json").stdout)["citations"][0]
    done = qabot("cite", citation["id"], "--context", "1")
    assert (done.returncode, done.stderr) == (0, "")
    assert citation["quote"] in done.stdout
    assert citation["title"] in done.stdout
    assert "» " in done.stdout
    alone = json.loads(qabot("cite", citation["id"].upper(), "--context", "0", "--json").stdout)
    assert (alone["before"], alone["after"], alone["edited"]) == ([], [], False)
    assert alone["citation"]["quote"] == citation["quote"]
    wrong = qabot("cite", "zzzzzz-1")
    assert (wrong.returncode, wrong.stdout) == (1, "")
    assert "zzzzzz" in wrong.stderr


def test_doctor_finds_a_sound_installation_and_a_broken_one(tmp_path: Path) -> None:
    well = qabot("doctor")
    assert well.returncode == 0, well.stdout
    assert f"{__version__} on " in well.stdout
    assert well.stdout.endswith("All is well.\n")
    ill = qabot("doctor", "--index", tmp_path / "none", "--json")
    assert ill.returncode == 1
    findings = [json.loads(line) for line in ill.stdout.splitlines()]
    wrong = [finding for finding in findings if finding["state"] == "wrong"]
    assert [finding["part"] for finding in wrong] == ["index"]
    assert "qabot index build" in wrong[0]["mend"]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_scripts(shell: str) -> None:
    done = qabot("completion", shell)
    assert done.returncode == 0
    assert "_QABOT_COMPLETE" in done.stdout


def test_completion_completes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("_QABOT_COMPLETE", "bash_complete")
    monkeypatch.setenv("COMP_CWORD", "2")
    for typed, expected in (("index b", "plain,build"), ("ask --b", "plain,--batch"), ("nope x", "")):
        monkeypatch.setenv("COMP_WORDS", f"qabot {typed}")
        done = process()
        assert (done.stdout.strip(), done.stderr) == (expected, "")


@pytest.mark.skipif(sys.platform == "win32", reason="pipes and signals of POSIX")
class TestStreams:
    def test_a_reader_that_leaves_early_is_no_error(self, tmp_path: Path) -> None:
        batch = tmp_path / "many.jsonl"
        batch.write_text((json.dumps({"question": QUESTION}) + "\n") * 200)
        command = f"{sys.executable} -m qabot ask --batch {batch} --json | head -n 1"
        done = subprocess.run(
            ["bash", "-o", "pipefail", "-c", command], capture_output=True, text=True, check=False
        )
        assert (done.returncode, done.stderr) == (0, "")
        assert done.stdout.count("\n") == 1

    def test_ctrl_c_while_indexing_leaves_a_sound_index(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("QABOT_INDEX", str(tmp_path / "index"))
        source = tmp_path / "many.jsonl"
        with source.open("w", encoding="utf-8") as file:
            for number in range(20_000):
                text = "\n\n".join(
                    f"Bagian {part} dari berita {number} tentang kota {number * 7 + part} dan warganya."
                    for part in range(6)
                )
                file.write(json.dumps({"title": f"Berita nomor {number}", "text": text, "id": number}) + "\n")
        process = subprocess.Popen(
            [sys.executable, "-m", "qabot", "index", "build", str(source)],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
            # what a shell starts in the background is deaf to Ctrl-C, and so would be its children
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
        )  # fmt: skip
        database = tmp_path / "index"
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline and not self._articles(database):
            time.sleep(0.1)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=30)
        assert (process.returncode, out) == (130, "")
        assert "Traceback" not in err
        assert "Stopped." in err
        assert qabot("index", "verify").returncode == 0
        kept = self._articles(database)
        assert 0 < kept < 20_000

    @staticmethod
    def _articles(directory: Path) -> int:
        done = qabot("index", "status", "--json", "--index", directory)
        return json.loads(done.stdout)["articles"] if done.returncode == 0 else 0

    def test_a_bare_terminal_gets_colour_and_no_color_takes_it_away(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        import pexpect

        monkeypatch.setenv("TERM", "xterm")

        def colours() -> int:
            output, status = pexpect.run(
                f"{sys.executable} -m qabot articles", withexitstatus=True, env=os.environ.copy(), timeout=30
            )
            assert status == 0
            assert b"Night Library" in output
            return output.count(b"\x1b[")

        assert colours() > 0
        monkeypatch.setenv("NO_COLOR", "1")
        assert colours() == 0


def test_a_blank_question_of_a_batch_is_answered_kindly_and_the_rest_go_on(tmp_path: Path) -> None:
    file = tmp_path / "batch.jsonl"
    file.write_text('{"id": 1, "question": " "}\n' + json.dumps({"id": 2, "question": QUESTION}))
    done = qabot("ask", "--batch", file, "--json")
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert [answer["id"] for answer in answers] == [1, 2]
    assert answers[0]["status"] == "not_stated"
