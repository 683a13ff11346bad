"""``qabot train``: make the bundled models anew, in this order: lexicon, embedder, fusion, reader,
translator, answering."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Any

import click

from qabot.chat.render import Line
from qabot.cli.exits import Exit
from qabot.cli.groups import Group
from qabot.cli.options import common_options, settings_in_force
from qabot.cli.output import remarks

_data = click.option(
    "--data",
    required=True,
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="DIR",
    help="Folder with the training data (qa/, nli/, parallel/, news/, dict/).",
)


_start = click.option(
    "--start",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="DIR",
    help="Folder of all-MiniLM-L6-v2, when the package that carries it is not installed.",
)


@click.group("train", cls=Group)
@common_options
def command() -> None:
    """Make the bundled models anew. Each step uses what the one before it made:

    \b
      qabot train lexicon    --data DIR     word translations        about 2 minutes
      qabot train embedder   --data DIR     the embedding model      about 15 minutes
      qabot train fusion     --data DIR     retrieval weights        about 5 minutes
      qabot train reader     --data DIR     the reader               about 4 hours
      qabot train translator --data DIR     English questions        about 80 minutes
      qabot train answering  --data DIR     evidence and threshold   about 30 minutes

    Times are for two cores. To be run in a clone, installed with the extra "train": the files go into
    qabot/models, and the questions below qabot/training are not installed otherwise.
    """


@command.command(short_help="Word translations from sentence pairs.")
@_data
@common_options
def lexicon(data: Path) -> int:
    """Estimate P(translation | word) in both directions from the sentence pairs of DIR."""
    return _run("lexicon", data)


@command.command(short_help="The bilingual static embedding model.")
@_data
@common_options
@click.option("--epochs", type=click.FloatRange(min=0, min_open=True), help="Passes over the pairs (4).")
def embedder(data: Path, epochs: float | None) -> int:
    """Train the bundled embedding model on the pairs of DIR."""
    return _run("embedder", data, **({} if epochs is None else {"epochs": epochs}))


@command.command(short_help="The weights that fuse words and vectors.")
@_data
@common_options
def fusion(data: Path) -> int:
    """Fit the retrieval weights on questions of DIR whose passages the embedder never saw."""
    return _run("fusion", data)


@command.command(short_help="The model that reads question and passage together.")
@_data
@common_options
@_start
@click.option(
    "--checkpoints",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="Leave the state of the training here now and then.",
)
def reader(data: Path, start: Path | None, checkpoints: Path | None) -> int:
    """Warm up the encoder on texts of both languages, then train it to read on the questions and claims
    of DIR, and last on our own questions on news. Uses a GPU when there is one."""
    if checkpoints is not None:
        checkpoints.mkdir(parents=True, exist_ok=True)
    return _run("reader", data, start=start, checkpoints=checkpoints)


@command.command(short_help="What puts English questions into Indonesian.")
@_data
@common_options
@_start
def translator(data: Path, start: Path | None) -> int:
    """Train the translator on our own questions in both languages and the sentence pairs of DIR. It stands on
    the lower layers of the bundled reader: to be made anew with it. Uses a GPU when there is one."""
    return _run("translator", data, start=start)


@command.command(short_help="Which sentence answers, and whether any does.")
@_data
@common_options
def answering(data: Path) -> int:
    """Fit what decides which sentence answers, whether any does, and yes or no, on questions of DIR and our
    own that the reader was not trained on."""
    return _run("answering", data)


def _run(name: str, data: Path, **options: Any) -> int:
    say = remarks(settings_in_force().settings)
    training = importlib.import_module(f"qabot.training.{name}")
    for path in training.train(data, report=lambda line: say([Line((("text", line),))]), **options):
        click.echo(path)
    return Exit.OK
