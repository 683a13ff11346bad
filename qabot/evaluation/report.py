"""``qabot eval all``: everything that can be measured with what is there, on one page."""

from __future__ import annotations

import datetime as dt
import re
from html import escape
from typing import TYPE_CHECKING, Final

from qabot import __version__
from qabot.errors import QabotError, UsageError
from qabot.evaluation import calibration, page, plots, questions, retrieval, rows, stance
from qabot.evaluation import reader as reading
from qabot.evaluation.page import Part

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from qabot.bot import QABot
    from qabot.evaluation.questions import Judged
    from qabot.evaluation.reader import Reader
    from qabot.types import Citation, Embedder

LISTED: Final = 40
"""Most errors of one data set that are shown."""
_PLOTTED: Final = ("recall@1", "recall@5", "recall@20")
_SHARES: Final = ("verdict_right", "short_answer", "citation_hit@1", "abstention_recall")


def build(parts: Iterable[Part]) -> str:
    """The page of ``parts``, dated today."""
    now = dt.datetime.now().astimezone()
    return page.page("How well qabot answers", f"qabot {__version__}, {now:%Y-%m-%d %H:%M}", list(parts))


def retrieval_part(data: Path | None, model: Embedder, say: Callable[[str], None]) -> Part:
    """Every folder below ``eval/retrieval`` of ``data``."""
    folders = sorted(path for path in _below(data, "eval/retrieval") if path.is_dir())
    body, tiles = [], []
    for folder in folders:
        say(f"retrieval: {folder.name}")
        result = retrieval.evaluate(retrieval.load(folder), model, report=say)
        methods, intervals = result["methods"], result["intervals"]
        names = list(next(iter(methods.values())))
        size = f"{result['questions']:,} questions, {result['passages']:,} passages"
        body += [
            page.heading(folder.name),
            page.note(f"{size}; embedder {result['embedder']}; whiskers are 95% intervals"),
            page.table(
                ["method", *names],
                [[method, *(values[name] for name in names)] for method, values in methods.items()],
            ),
            page.figures(
                [
                    plots.bars(
                        f"Recall, {folder.name}",
                        {method: {n: values[n] for n in _PLOTTED} for method, values in methods.items()},
                        intervals,
                    )
                ]
            ),
        ]
        last = list(methods)[-1]
        tiles.append((f"recall@1, {last}, {folder.name}", f"{methods[last]['recall@1']:.3f}"))
    return Part("retrieval", "Retrieval", _or_skipped(body, data, "eval/retrieval/"), tuple(tiles))


def reader_part(data: Path | None, model: Reader | QabotError, say: Callable[[str], None]) -> Part:
    """Every file below ``eval/reader`` of ``data``; an error in the reader's place is the reason to skip."""
    title = "Reader"
    if isinstance(model, QabotError):
        return Part("reader", title, page.skipped(model.message))
    body, tiles = [], []
    for path in _files(data, "eval/reader"):
        say(f"reader: {path.name}")
        judged = reading.judge(model, reading.load(path), report=say)
        result = reading.figures(judged, model.null_threshold)
        failed = list(reading.failures(judged, model.null_threshold))
        body += [
            page.heading(_stem(path)),
            page.table([name.replace("_", " ") for name in result], [list(result.values())]),
            page.figures([plots.threshold_sweep(reading.sweep(judged), model.null_threshold)]),
            page.folded(
                _counted(failed, len(judged)),
                [
                    _misread(f"reader-{_stem(path)}-{at}", *item, model.null_threshold)
                    for at, item in enumerate(failed[:LISTED])
                ],
            ),
        ]
        tiles.append((f"F1, {_stem(path)}", f"{result['f1']:.1f}"))
    return Part("reader", title, _or_skipped(body, data, "eval/reader/"), tuple(tiles))


def stance_part(data: Path | None, model: Reader | QabotError, say: Callable[[str], None]) -> Part:
    """Every validation file below ``nli`` of ``data`` that has the three labels."""
    title = "Stance"
    if isinstance(model, QabotError):
        return Part("stance", title, page.skipped(model.message))
    body, tiles = [], []
    for path in _files(data, "nli"):
        if "valid" not in path.name or not _has_stances(path):
            continue
        say(f"stance: {path.name}")
        judged = stance.judge(model, stance.load(path), report=say)
        result = stance.figures(judged)
        wrong = [item for item in judged if not item.right]
        body += [
            page.heading(_stem(path)),
            page.note(
                f"{result['questions']:,} pairs, accuracy {result['accuracy']:.3f}, "
                f"macro F1 {result['macro_f1']:.3f}; a line is what is right, a column what was said"
            ),
            page.table(
                ["", *stance.LABELS, "F1"],
                [
                    [gold, *counts.values(), result["labels"].get(gold, {}).get("f1")]
                    for gold, counts in result["confusion"].items()
                ],
            ),
            page.folded(
                _counted(wrong, len(judged)),
                [
                    page.card(
                        f"stance-{_stem(path)}-{at}",
                        f'<span class="tag">{item.said}, and is {item.row["label"]}</span> '
                        f"({item.probability:.2f})",
                        escape(item.row["hypothesis"]),
                        f'<span class="meta">{escape(item.row["premise"])}</span>',
                    )
                    for at, item in enumerate(wrong[:LISTED])
                ],
            ),
        ]
        tiles.append((f"stance, {_stem(path)}", f"{result['accuracy']:.3f}"))
    return Part("stance", title, _or_skipped(body, data, "nli/*valid*"), tuple(tiles))


def answer_parts(file: Path | None, bot: QABot | None, say: Callable[[str], None]) -> list[Part]:
    """Whole answers, their confidence, and the passages that the answers gone wrong cite."""
    if file is None or bot is None:
        why = page.skipped("no questions were given (--questions FILE --articles PATH)")
        return [Part("questions", "Whole answers", why), Part("calibration", "Confidence", why)]
    asked = questions.load(file)
    say(f"questions: {len(asked):,} from {file.name}")
    judged = questions.judge(bot.engine.ask, asked)
    failed = [item for item in judged if questions.faults(item)]
    cited = {citation.id: citation for item in failed for citation in _shown(item)}
    return [
        _questions_part(file, judged, failed),
        _calibration_part(judged),
        Part("passages", "Passages cited", _passages(bot, list(cited.values()), failed)),
    ]


def _questions_part(file: Path, judged: Sequence[Judged], failed: Sequence[Judged]) -> Part:
    result = questions.summary(judged)
    names = list(result["all"])
    charted = {
        group.partition(":")[2] or "all": {name: values[name] for name in _SHARES}
        for group, values in result.items()
    }
    body = [
        page.note(f"{file.name}: {len(judged):,} questions"),
        page.table(
            ["", *(name.replace("_", " ") for name in names)],
            [[group, *(values[name] for name in names)] for group, values in result.items()],
        ),
        page.figures([plots.bars("By type and language", charted)]),
        page.heading("What went wrong"),
        page.note(_counted(failed, len(judged), listed=len(failed))),
        *(_missed(item) for item in failed),
    ]
    tiles = tuple(
        (name.replace("_", " "), page.shown(result["all"][name]))
        for name in (*_SHARES, "wrong_citation", "abstention_precision")
    )
    return Part("questions", "Whole answers", "".join(body), tiles)


def _calibration_part(judged: Sequence[Judged]) -> Part:
    found = calibration.cases(judged)
    result = calibration.figures(found)
    names = ["right", "ece", "brier", "aurc", "aurc_best", "coverage", "risk"]
    body = [
        page.note(
            "The probability before the threshold against what came of it; a question left unanswered is "
            "judged by the passage that came nearest. Whiskers are 95% intervals, the dashed curve is the "
            "best order there could be, the lone dot what is answered now."
        ),
        page.table([name.replace("_", " ") for name in names], [[result[name] for name in names]]),
        page.figures(plots.calibration(found)),
    ]
    tiles = (("calibration error (ECE)", f"{result['ece']:.3f}"), ("AURC", f"{result['aurc']:.3f}"))
    return Part("calibration", "Confidence", "".join(body), tiles)


def _missed(item: Judged) -> str:
    row, answer = item.row, item.answer
    gold = [*dict.fromkeys(quote["quote"] for quote in row.get("gold") or ())]
    links = [
        f'<a href="#p-{citation.id}">{citation.id}</a> '
        f'<span class="meta">{escape(citation.source)}, {citation.stance}</span>'
        for citation in _shown(item)
    ]
    wanted = row.get("verdict") or row.get("answer") or ("–" if row["answerable"] else "silence")
    return page.card(
        _anchor(item),
        f'<span class="tag">{escape(", ".join(questions.faults(item)))}</span> '
        f'<span class="meta">{escape(str(row["id"]))}, confidence {answer.confidence:.2f}</span>',
        f"<b>{escape(row['question'])}</b>",
        f"Said: {escape(answer.text)}",
        f"Wanted: {escape(str(wanted))}",
        f"{'Cited' if item.answered else 'Nearest'}: {'; '.join(links) or 'nothing'}",
        *(f'<span class="meta">Gold: “{escape(quote)}”</span>' for quote in gold[:3]),
    )


def _passages(bot: QABot, cited: Sequence[Citation], failed: Sequence[Judged]) -> str:
    cards = []
    for citation in sorted(cited, key=lambda citation: citation.id):
        found = bot.cite(citation.id, context=0)
        start = found.paragraph.find(citation.quote)
        place = f"paragraph {citation.paragraph} · {citation.id}"
        facts = filter(None, (citation.publisher or citation.source, citation.published, place))
        back = [
            f'<a href="#{_anchor(item)}">{escape(str(item.row["id"]))}</a>'
            for item in failed
            if citation.id in {shown.id for shown in _shown(item)}
        ]
        cards.append(
            page.card(
                f"p-{citation.id}",
                f'<b>{escape(citation.title)}</b> <span class="meta">{escape(" · ".join(facts))}</span>',
                page.marked(found.paragraph, start, start + len(citation.quote)),
                f'<span class="meta">Shown for {", ".join(back)}</span>',
            )
        )
    return "".join(cards) or page.note("No answer went wrong.")


def _anchor(item: Judged) -> str:
    return "q-" + re.sub(r"[^\w-]", "-", str(item.row["id"]))


def _shown(item: Judged) -> tuple[Citation, ...]:
    return item.answer.citations or item.answer.nearest


def _misread(anchor: str, item: reading.Judged, kind: str, threshold: float) -> str:
    context, row = item.row["context"], item.row
    start = context.find(item.best)
    return page.card(
        anchor,
        f'<span class="tag">{kind}</span> <span class="meta">score {item.score:.2f}</span>',
        f"<b>{escape(row['question'])}</b>",
        f"Said: {escape(item.given(threshold) or '–')}; wanted: {escape(' / '.join(item.gold) or 'silence')}",
        f'<span class="meta">{page.marked(context, start, start + len(item.best))}</span>',
    )


def _counted(failed: Sequence[object], whole: int, listed: int = LISTED) -> str:
    more = f", {listed} of them listed" if len(failed) > listed else ""
    return f"{len(failed):,} of {whole:,} went wrong{more}"


def _below(data: Path | None, folder: str) -> list[Path]:
    return list((data / folder).iterdir()) if data is not None and (data / folder).is_dir() else []


def _files(data: Path | None, folder: str) -> list[Path]:
    return sorted(path for path in _below(data, folder) if ".jsonl" in path.suffixes)


def _stem(path: Path) -> str:
    return path.name.partition(".jsonl")[0]


def _has_stances(path: Path) -> bool:
    try:
        return all(row["label"] in stance.LABELS for row in rows.load(path, "label"))
    except UsageError:
        return False


def _or_skipped(body: Sequence[str], data: Path | None, wanted: str) -> str:
    if body:
        return "".join(body)
    return page.skipped(
        "no data were given (--data DIR)" if data is None else f"{data} holds no {wanted} to measure on"
    )
