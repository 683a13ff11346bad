"""Importing qabot, asking for help and completing a word load nothing heavy."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

HEAVY = {
    *("numpy", "faiss", "torch", "sentence_transformers", "transformers", "tokenizers", "safetensors"),
    *("trafilatura", "pypdf", "docx", "lxml", "datasketch", "Sastrawi", "snowballstemmer", "sqlite3", "yaml"),
    *("prompt_toolkit", "rich", "telegram", "asyncio", "platformdirs", "importlib.metadata"),
}


def loaded_after(code: str, **environment: str) -> set[str]:
    """The names in ``sys.modules`` of a fresh interpreter once ``code`` has run."""
    script = f"import sys\ntry:\n    {code}\nexcept SystemExit: pass\nprint(*sys.modules, file=sys.stderr)"
    done = subprocess.run(
        [sys.executable, "-c", script],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=True,
    )
    return set(done.stderr.split())


def run(*arguments: str) -> str:
    return f"from qabot.cli import run; run({list(arguments)!r})"


def test_importing_the_package_loads_none_of_its_rooms() -> None:
    loaded = loaded_after("import qabot")
    assert not loaded & (HEAVY | {"click"})
    assert {name for name in loaded if name.startswith("qabot")} == {"qabot"}


@pytest.mark.parametrize(
    "code",
    [
        "from qabot import Answer, Citation, QABot, QabotError, Settings, to_json",
        run("--help"),
        run("--version"),
        run("index", "--help"),
        run("index", "build", "--help"),
        run("ask", "--help"),
        run("no-such-command"),
    ],
)
def test_light(code: str) -> None:
    assert not loaded_after(code) & HEAVY


def test_completing_a_word_is_light() -> None:
    loaded = loaded_after(run(), _QABOT_COMPLETE="bash_complete", COMP_WORDS="qabot in", COMP_CWORD="1")
    assert "qabot.cli" in loaded
    assert not loaded & HEAVY


def test_making_a_bot_loads_no_model_and_no_index() -> None:
    loaded = loaded_after("from qabot import QABot, Settings; QABot.open('x', settings=Settings()).close()")
    assert not loaded & (HEAVY - {"platformdirs"})
