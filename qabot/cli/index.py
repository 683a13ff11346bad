"""``qabot index``: put articles in, take them out, and see that all is well."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from qabot.chat.render import Line
from qabot.cli.exits import Exit
from qabot.cli.groups import Group
from qabot.cli.options import common_options, reading_options, settings_in_force
from qabot.cli.output import counted, print_json, remarks, results
from qabot.cli.progress import Progress
from qabot.config import find_clone
from qabot.errors import UsageError

if TYPE_CHECKING:
    from qabot.bot import Added, QABot
    from qabot.chat.render import Style
    from qabot.chat.terminal import Printer
    from qabot.index import IndexStatus, VerifyReport

_json = click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")


@click.group("index", cls=Group)
@common_options
def command() -> None:
    """Build, change and check the index.

    SOURCES are any mix of files (.txt, .md, .html, .pdf, .docx, .jsonl, .jsonl.gz), folders with all
    below them, globs, and http(s) URLs.

    \b
      qabot index build ~/berita
      qabot index add laporan.pdf 'arsip/*.html' https://example.org/news/1
      qabot index remove laporan.pdf
    """


@command.command(short_help="Make the index from sources; in a clone, from seeds/.")
@click.argument("sources", nargs=-1, type=click.Path())
@click.option("--replace", is_flag=True, help="Let go of every article that is not among SOURCES.")
@click.option(
    "--reembed",
    is_flag=True,
    help="First compute every stored vector anew with the model the settings name.",
)
@reading_options
@common_options
def build(sources: tuple[str, ...], replace: bool, reembed: bool) -> int:
    """Make the index from SOURCES; in a clone of the project, without SOURCES, from its seeds/.

    What is there already is not read twice: building again is quick.

    \b
      qabot index build ~/berita
      qabot index build ~/berita --replace
      QABOT_EMBEDDER=intfloat/multilingual-e5-small qabot index build --reembed
    """
    if reembed:
        _reembed()
        if not sources:
            return Exit.OK
    chosen = sources or _samples()
    if not chosen:
        raise UsageError(
            "No source was given, and this is no clone of qabot with sample articles.",
            mend="Name files, folders, globs or URLs: qabot index build ~/articles",
        )
    return _add(chosen, replace=replace)


@command.command(short_help="Add sources, or replace what was edited.")
@click.argument("sources", nargs=-1, required=True, type=click.Path())
@reading_options
@common_options
def add(sources: tuple[str, ...]) -> int:
    """Add SOURCES to the index. An edited article replaces its former self; copies are reported.

    A source that cannot be read is named with the reason, the others go in, and the exit code is 1.

    \b
      qabot index add laporan.pdf 'arsip/*.html'
      qabot index add https://example.org/news/1 --timeout 60
    """
    return _add(sources, replace=False)


@command.command(short_help="Take articles out.")
@click.argument("refs", nargs=-1, required=True, metavar="REF...")
@common_options
def remove(refs: tuple[str, ...]) -> int:
    """Take articles out. REF is an article's code, its source, or its full path or URL.

    \b
      qabot index remove k7m2pq
      qabot index remove laporan.pdf
    """
    from qabot.bot import QABot

    settings = settings_in_force().settings
    say = remarks(settings)
    with QABot.open(settings=settings) as bot:
        gone = bot.remove(*refs)
    say([Line((("text", f"removed {info.code}  {info.title or info.source}"),)) for info in gone])
    return Exit.OK


@command.command(short_help="Say what is in the index.")
@_json
@common_options
def status(as_json: bool) -> int:
    """Say what is in the index: counts, languages, dates, model, size.

    \b
      qabot index status
      qabot index status --json | jq .articles
    """
    from qabot.bot import QABot

    settings = settings_in_force().settings
    with QABot.open(settings=settings) as bot:
        found = bot.status()
    if as_json:
        print_json(found)
    else:
        results(settings)(status_lines(found))
    return Exit.OK


@command.command(short_help="Check the index against its checksums, or repair it.")
@click.option("--repair", is_flag=True, help="Rebuild what can be rebuilt from what is sound.")
@_json
@common_options
def verify(repair: bool, as_json: bool) -> int:
    """Check everything the index holds against its checksums. Exits with 1 when something is wrong.

    \b
      qabot index verify
      qabot index verify --repair
    """
    from qabot.bot import QABot

    settings = settings_in_force().settings
    with QABot.open(settings=settings) as bot:
        report = bot.verify(repair=repair)
    if as_json:
        print_json({**_report_json(report), "sound": report.sound})
    else:
        results(settings)(verify_lines(report))
    return Exit.OK if report.sound else Exit.FAILED


def _reembed() -> None:
    from qabot.bot import QABot

    settings = settings_in_force().settings
    with QABot.open(settings=settings) as bot, Progress("Embedding") as progress:
        bot.reembed(progress)
    remarks(settings)([Line((("text", f"The index now uses {settings.embedder}."),))])


def _samples() -> tuple[str, ...]:
    clone = find_clone()
    return (str(clone / "seeds"),) if clone is not None else ()


def _add(sources: tuple[str, ...], *, replace: bool) -> int:
    from qabot.bot import QABot

    settings = settings_in_force().settings
    say = remarks(settings)
    say([Line((("faint", f"Index: {settings.index}"),))])
    with QABot.open(settings=settings) as bot:
        with Progress("Indexing", sources) as progress:
            added = bot.add(*sources, progress=progress)
        say(added_lines(added))
        if replace:
            _let_go(bot, added, say)
    return Exit.FAILED if added.failures else Exit.OK


def _let_go(bot: QABot, added: Added, say: Printer) -> None:
    if added.failures:
        say([Line((("warning", "Nothing was let go, since some sources could not be read."),))])
        return
    report = added.report
    present = (report.added, report.replaced, report.unchanged, report.copies, report.moved)
    kept = {info.code for group in present for info in group}
    gone = bot.remove(*(info.code for info in bot.articles() if info.code not in kept))
    say([Line((("text", f"let go of {info.code}  {info.title or info.source}"),)) for info in gone])


def added_lines(added: Added) -> list[Line]:
    """The counts, then what deserves a look: copies, near copies, and what could not be read."""
    report = added.report
    counts = ", ".join(
        f"{len(group)} {name}"
        for name, group in (
            ("added", report.added),
            ("replaced", report.replaced),
            ("unchanged", report.unchanged),
            ("moved", report.moved),
            ("copies", report.copies),
        )
        if group
    )
    done = f"{counts or 'nothing added'}; {counted(report.passages, 'passage')} in {report.seconds:.1f} s"
    lines = [Line((("label", done),))]
    lines += [
        Line((("warning", f"copy: {info.source} is {info.duplicate_of}, already there"),), 2)
        for info in report.copies
    ]
    lines += [
        Line((("warning", f"nearly the same: {info.source} ({info.code}) and {info.duplicate_of}"),), 2)
        for info in report.near_duplicates
    ]
    for error in added.failures:
        lines.append(Line((("warning", f"not read: {error.message}"),), 2))
        if error.mend:
            lines.append(Line((("faint", error.mend),), 4))
    return lines


def status_lines(found: IndexStatus) -> list[Line]:
    """One fact a line."""
    languages = ", ".join(f"{count} {name}" for name, count in sorted(found.languages.items()))
    span = f"{found.oldest} to {found.newest}" if found.oldest and found.newest else "unknown"
    facts = {
        "index": str(found.directory),
        "articles": f"{found.articles:,}" + (f" ({languages})" if languages else ""),
        "copies": f"{found.copies} exact, {found.near_duplicates} near",
        "published": span,
        "passages": f"{found.passages:,}",
        "embedder": f"{found.embedder}, {found.dimensions} dimensions, {found.vectors} search",
        "size": f"{found.size_bytes / 1e6:.1f} MB",
    }
    return [Line((("text", fact),), 12, name) for name, fact in facts.items()]


def verify_lines(report: VerifyReport) -> list[Line]:
    """Every problem, then the verdict and what to do."""
    lines = []
    for problem in report.problems:
        style: Style = "text" if problem.repaired else "warning"
        mark = "repaired" if problem.repaired else "wrong"
        lines.append(Line(((style, f"{problem.where}: {problem.what}"),), 10, mark))
    lines += [Line((("warning", f"lost: {source}; add it again"),)) for source in report.lost]
    state = f"{counted(report.articles, 'article')}, {counted(report.passages, 'passage')}"
    if report.sound:
        return [*lines, Line((("label", f"The index is sound: {state}."),))]
    return [
        *lines,
        Line((("warning", f"The index is damaged ({state} sound). Run: qabot index verify --repair"),)),
    ]


def _report_json(report: VerifyReport) -> dict[str, object]:
    from dataclasses import asdict

    return asdict(report)
