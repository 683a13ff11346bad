"""``qabot doctor``: what is installed, whether it works, and what to do about it."""

from __future__ import annotations

import dataclasses
import platform
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

import click

from qabot import __version__
from qabot.chat.render import Line
from qabot.cli.exits import Exit
from qabot.cli.options import common_options, phrasing_options, settings_in_force
from qabot.cli.output import counted, print_json, results
from qabot.errors import QabotError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qabot.bot import QABot
    from qabot.chat.render import Style
    from qabot.config import Loaded

PACKAGES: Final = (
    "PySastrawi", "PyYAML", "certifi", "click", "faiss-cpu", "htmldate", "lxml",
    "lxml_html_clean", "markdown-it-py", "numpy", "onnxruntime", "platformdirs", "prompt_toolkit", "pypdf",
    "python-docx", "python-telegram-bot",
    "rich", "safetensors", "sentence-transformers", "snowballstemmer", "tokenizers", "torch", "trafilatura",
    "urllib3",
)  # fmt: skip
"""What pyproject.toml declares; a test holds the two together."""

_PATIENCE: Final = 5.0
"""Seconds a language model may take to say that it is there."""
MODELS: Final = Path(__file__).resolve().parent.parent / "models"
_STYLES: Final[dict[str, Style]] = {"ok": "text", "note": "faint", "wrong": "warning"}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at."""

    part: str
    state: Literal["ok", "note", "wrong"]
    found: str
    mend: str = ""


@click.command("doctor", short_help="Say what is installed, whether it is sound, and what to do.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object per finding.")
@phrasing_options
@common_options
def command(as_json: bool) -> int:
    """Look at the installation, the models, the settings and the index, and say what to do.

    Exits with 1 when something is wrong.

    \b
      qabot doctor
    """
    loaded = settings_in_force()
    show = results(loaded.settings)
    wrong = 0
    for finding in examine(loaded):
        wrong += finding.state == "wrong"
        if as_json:
            print_json(finding)
        else:
            show(_lines(finding))
    if not as_json:
        verdict = f"{wrong} to mend." if wrong else "All is well."
        show([Line((("warning" if wrong else "label", verdict),))])
    return Exit.FAILED if wrong else Exit.OK


def _lines(finding: Finding) -> list[Line]:
    mark = "!" if finding.state == "wrong" else ""
    lines = [Line((("label", finding.part.ljust(28)), (_STYLES[finding.state], finding.found)), 2, mark)]
    if finding.mend:
        lines.append(Line((("answer", finding.mend),), 30))
    return lines


def examine(loaded: Loaded) -> Iterator[Finding]:
    """Every finding, the cheap ones first."""
    from qabot.bot import QABot

    where = f"{platform.system()} {platform.machine()}, Python {platform.python_version()} in {sys.prefix}"
    yield Finding("qabot", "ok", f"{__version__} on {where}")
    yield from _packages()
    yield from _settings(loaded)
    with QABot.open(settings=loaded.settings) as bot:
        yield from _models(bot)
        yield _language_model(bot)
        yield from _index(bot)


def _packages() -> Iterator[Finding]:
    from importlib.metadata import PackageNotFoundError, distributions, version

    found, missing = [], []
    for name in PACKAGES:
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            missing.append(name)
    if missing:
        mend = f"Run: {sys.executable} -m pip install {' '.join(missing)}"
        yield Finding("packages", "wrong", f"missing: {', '.join(missing)}", mend)
    yield Finding("packages", "ok", ", ".join(found))
    names = {(item.metadata["Name"] or "").lower() for item in distributions()}
    cuda = sorted(name for name in names if name.startswith(("nvidia-", "cuda-")))
    if cuda:
        yield Finding("packages", "note", f"{len(cuda)} CUDA packages, which qabot has no use for")


def _settings(loaded: Loaded) -> Iterator[Finding]:
    for field in dataclasses.fields(loaded.settings):
        place = loaded.places.get(field.name, "default")
        state: Literal["ok", "note"] = "note" if place == "default" else "ok"
        yield Finding(f"setting {field.name}", state, f"{loaded.settings.shown(field.name)} ({place})")


def _models(bot: QABot) -> Iterator[Finding]:
    for entry in sorted(entry for entry in MODELS.iterdir() if not entry.name.startswith(("_", "."))):
        size = sum(file.stat().st_size for file in (entry, *entry.rglob("*")) if file.is_file())
        yield Finding(f"model {entry.stem}", "ok", f"{size / 1e6:.1f} MB")
    name = bot.settings.embedder
    try:
        vectors = bot.embedder.embed_questions(["apakah ini bekerja"])
    except QabotError as error:
        yield Finding("embedder", "wrong", f"{name}: {error.message}", error.mend)
    else:
        yield Finding("embedder", "ok", f"{name}: {vectors.shape[1]} dimensions, answers")


def _language_model(bot: QABot) -> Finding:
    """Whether one is set, answers, and offers the model that is named."""
    part, model = "language model", bot.chat_model
    if model is None:
        missing = [name for name in ("llm_url", "llm_model") if not getattr(bot.settings, name)]
        return Finding(part, "note", f"off: without {' and '.join(missing)}; not needed")
    try:
        offered = dataclasses.replace(model, timeout=min(model.timeout, _PATIENCE)).offered()
    except QabotError as error:
        return Finding(part, "wrong", error.message, error.mend)
    where = f"{model.name} at {model.place}"
    # Ollama lists "name:latest" for "name"
    if {model.name, f"{model.name}:latest"}.intersection(offered):
        return Finding(part, "ok", f"{where}: reachable")
    listed = f"lists {', '.join(offered[:5])}" if offered else "lists no models"
    return Finding(part, "note", f"{where}: reachable, but it {listed}")


def _index(bot: QABot) -> Iterator[Finding]:
    try:
        status = bot.status()
        found = f"{counted(status.articles, 'article')}, {counted(status.passages, 'passage')}"
        yield Finding("index", "ok", f"{found}, {status.size_bytes / 1e6:.1f} MB in {status.directory}")
        report = bot.verify()
        for problem in report.problems:
            yield Finding(
                "index", "wrong", f"{problem.where}: {problem.what}", "Run: qabot index verify --repair"
            )
        if report.sound:
            yield Finding("index", "ok", "sound: every checksum and offset fits")
        if not status.articles:
            yield Finding("index", "wrong", "empty", "Run: qabot index build FILE...")
        bot.engine  # noqa: B018 - refuses an index that was built with another model
    except QabotError as error:
        yield Finding("index", "wrong", error.message, error.mend)
