"""``qabot eval``: measure, with the very code that answers."""

from __future__ import annotations

import tempfile
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from qabot.chat.render import Line
from qabot.cli.exits import Exit
from qabot.cli.groups import Group
from qabot.cli.options import common_options, settings_in_force
from qabot.cli.output import print_json, remarks
from qabot.errors import ModelError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from qabot.answering.reading.reader import Reader
    from qabot.bot import QABot
    from qabot.config import Settings

_rows = click.option(
    "--data",
    required=True,
    type=click.Path(exists=True, path_type=Path),
    metavar="FILE",
    help="JSON lines, plain or gzipped.",
)
_articles = click.option(
    "--articles",
    type=click.Path(exists=True, path_type=Path),
    metavar="PATH",
    help="Answer from these articles, indexed for the occasion, and not from the index.",
)
_json = click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")


@click.group("eval", cls=Group)
@common_options
def command() -> None:
    """Measure retrieval, the reader, whole answers and their confidence.

    \b
      qabot eval retrieval --data path/to/beir-folder
      qabot eval reader --data questions-with-passages.jsonl
      qabot eval stance --data premises-and-claims.jsonl
      qabot eval questions questions.jsonl --articles path/to/articles
      qabot eval calibration questions.jsonl --articles path/to/articles
      qabot eval all --report reports --questions questions.jsonl --articles path/to/articles
    """


@command.command(short_help="Retrieval on a folder in BEIR layout.")
@click.option(
    "--data",
    required=True,
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="DIR",
    help="Folder with corpus.jsonl, queries.jsonl and qrels.",
)
@_json
@common_options
def retrieval(data: Path, as_json: bool) -> int:
    """Rank the passages of DIR for its questions by words alone (bm25), vectors alone (dense), both
    fused (hybrid) and what is read with the question (reranked): recall@1, @5 and @20, MRR@10 and
    nDCG@10, each with its 95% interval.

    \b
      qabot eval retrieval --data path/to/beir-folder --json
    """
    from qabot.answering import load_reranker
    from qabot.evaluation import retrieval as evaluation
    from qabot.retrieval import load_embedder

    settings = settings_in_force().settings
    result = evaluation.evaluate(
        evaluation.load(data),
        load_embedder(settings.embedder),
        report=_report(settings),
        reranker=load_reranker(settings.reranker),
    )
    _print(result, evaluation.table(result), as_json=as_json)
    return Exit.OK


@command.command(short_help="The reader on questions with their passage.")
@_rows
@_json
@common_options
def reader(data: Path, as_json: bool) -> int:
    """Read the passage of every question of FILE and compare as SQuAD 2.0 does: exact match and F1 over
    all, F1 where there is an answer, and silence kept where there is none, in percent, at the threshold
    the reader was fitted to. A row holds question, context, answers, answerable and perhaps title.

    \b
      qabot eval reader --data questions-with-passages.jsonl.gz --json
    """
    from qabot.answering.reading.reader import bundled
    from qabot.evaluation import reader as evaluation

    rows = evaluation.load(data)
    model = bundled()
    judged = evaluation.judge(model, rows, report=_report(settings_in_force().settings))
    result = evaluation.figures(judged, model.null_threshold)
    _print(result, evaluation.table(result), as_json=as_json)
    return Exit.OK


@command.command(short_help="The reader on what affirms, denies or leaves open.")
@_rows
@_json
@common_options
def stance(data: Path, as_json: bool) -> int:
    """Read every premise of FILE for its hypothesis and compare: accuracy, macro F1 and which label is
    taken for which. A row holds premise, hypothesis and label (entailment, neutral or contradiction).

    \b
      qabot eval stance --data premises-and-claims.jsonl.gz --json
    """
    from qabot.answering.reading.reader import bundled
    from qabot.evaluation import stance as evaluation

    pairs = evaluation.load(data)
    report = _report(settings_in_force().settings)
    result = evaluation.figures(evaluation.judge(bundled(), pairs, report=report))
    _print(result, evaluation.table(result), as_json=as_json)
    return Exit.OK


@command.command(short_help="Whole answers on questions with gold quotes.")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@_articles
@click.option("--failures", is_flag=True, help="Also list each question that went wrong, on standard error.")
@_json
@common_options
def questions(file: Path, articles: Path | None, failures: bool, as_json: bool) -> int:
    """Ask the questions of FILE (JSON lines) and compare: verdicts right and wrong, short answers,
    citations that overlap a gold quote (hit@1, hit@3), wrong first citations, silence kept where the
    articles do not say; overall, by type and by language.

    \b
      qabot eval questions questions.jsonl --articles path/to/articles --failures
    """
    from qabot.evaluation import questions as evaluation

    settings = settings_in_force().settings
    rows = evaluation.load(file)
    with _bot(settings, articles) as bot:
        judged = evaluation.judge(bot.engine.ask, rows)
    result = evaluation.summary(judged)
    if failures:
        say = _report(settings)
        for line in evaluation.failures(judged):
            say(line)
    _print(result, evaluation.table(result), as_json=as_json)
    return Exit.OK


@command.command(short_help="Whether the confidence means what it says.")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@_articles
@click.option(
    "--picture",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="SVG",
    help="Also draw the reliability diagram and the risk-coverage curve.",
)
@_json
@common_options
def calibration(file: Path, articles: Path | None, picture: Path | None, as_json: bool) -> int:
    """Ask the questions of FILE, as eval questions does, and compare the probability of each answer with
    how often it is right: reliability in ten bins, expected calibration error, Brier score, and the risk
    at each coverage with the area under it (AURC). Questions left unanswered count with the probability
    they had, judged by the passage that came nearest.

    \b
      qabot eval calibration questions.jsonl --articles path/to/articles --picture calibration.svg
    """
    from qabot.evaluation import calibration as evaluation
    from qabot.evaluation import plots, questions

    if picture is not None and picture.suffix.lower() != ".svg":
        raise UsageError(
            f"The picture would be {picture}, and only SVG is drawn.", mend="End its name in .svg."
        )
    rows = questions.load(file)
    with _bot(settings_in_force().settings, articles) as bot:
        found = evaluation.cases(questions.judge(bot.engine.ask, rows))
    result = evaluation.figures(found)
    if picture is not None:
        picture.write_text(plots.document(plots.calibration(found)), encoding="utf-8")
    _print(result, evaluation.table(result), as_json=as_json)
    return Exit.OK


@command.command("all", short_help="Everything, as one HTML page.")
@click.option(
    "--report",
    "folder",
    required=True,
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="Where report.html goes; made if need be.",
)
@click.option(
    "--data",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="DIR",
    help="Folder with eval/retrieval/, eval/reader/ and nli/.",
)
@click.option(
    "--questions",
    "file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Questions with gold quotes, as for eval questions.",
)
@_articles
@common_options
def everything(folder: Path, data: Path | None, file: Path | None, articles: Path | None) -> int:
    """Measure all there are data for and write one page with tables and plots: retrieval, reader and
    stance on the sets of --data, whole answers and their confidence on --questions, each answer that went
    wrong linked to the passages it cites. What cannot be measured is named. The page needs no network.

    \b
      qabot eval all --report reports --data path/to/data
      qabot eval all --report reports --questions questions.jsonl --articles path/to/articles
    """
    from qabot.evaluation import report as evaluation
    from qabot.retrieval import load_embedder

    if data is None and file is None:
        raise UsageError("There is nothing to measure.", mend="Give --data DIR, --questions FILE, or both.")
    settings = settings_in_force().settings
    say, model = _report(settings), _reader()
    parts = [
        evaluation.retrieval_part(data, load_embedder(settings.embedder), say),
        evaluation.reader_part(data, model, say),
        evaluation.stance_part(data, model, say),
    ]
    if file is None:
        parts += evaluation.answer_parts(None, None, say)
    else:
        with _bot(settings, articles) as bot:
            parts += evaluation.answer_parts(file, bot, say)
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "report.html"
    path.write_text(evaluation.build(parts), encoding="utf-8")
    click.echo(path)
    return Exit.OK


@command.command(short_help="A copy of questions as people type them on a phone.")
@click.argument("file", type=click.Path(exists=True, path_type=Path))
@click.argument("out", type=click.Path(dir_okay=False, path_type=Path))
@click.option(
    "--seed", type=int, default=0, show_default=True, metavar="N", help="Another copy for another N."
)
@common_options
def noise(file: Path, out: Path, seed: int) -> int:
    """Write the rows of FILE (JSON lines) to OUT with noise in each question: slips of the finger in 6%
    of the words, chat spelling, capitals and question marks dropped, letters stretched; names are hit
    less. Asking both files shows what that costs.

    \b
      qabot eval noise questions.jsonl noisy.jsonl --seed 1
      qabot eval questions noisy.jsonl --articles path/to/articles
    """
    from qabot.evaluation import noise as evaluation

    if out.exists() and out.samefile(file):
        raise UsageError(f"FILE and OUT are the same file, {file}.", mend="Name another file to write to.")
    evaluation.write(out, evaluation.spoil(file, seed=seed))
    click.echo(out)
    return Exit.OK


def _reader() -> Reader | ModelError:
    """The bundled reader, or why there is none."""
    from qabot.answering.reading.reader import bundled

    try:
        return bundled()
    except ModelError as error:
        return error


@contextmanager
def _bot(settings: Settings, articles: Path | None) -> Iterator[QABot]:
    """A bot on ``articles``, or on the index of the settings when there are none."""
    from qabot.bot import QABot

    with tempfile.TemporaryDirectory(prefix="qabot-eval-") as folder:
        if articles is not None:
            settings = replace(settings, index=Path(folder) / "index")
        with QABot.open(settings=settings) as bot:
            if articles is not None:
                bot.add(articles)
            yield bot


def _report(settings: Settings) -> Callable[[str], None]:
    say = remarks(settings)
    return lambda line: say([Line((("text", line),))])


def _print(result: Any, table: str, *, as_json: bool) -> None:
    if as_json:
        print_json(result)
    else:
        click.echo(table)
