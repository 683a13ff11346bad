"""Whole answers on questions with gold quotes: verdicts, short answers, citations, silence.

A file of JSON lines: ``id``, ``lang``, ``type``, ``question``, ``context``, ``verdict``, ``answer``,
``answer_aliases``, ``answerable``, ``gold`` (``file`` and ``quote``), ``must_not_cite``.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, Final

from qabot.evaluation import rows
from qabot.evaluation.metrics import ratio
from qabot.types import Turn

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from qabot.types import Answer, Citation

_NEEDED: Final = ("id", "question", "answerable")


@dataclass(frozen=True, slots=True)
class Judged:
    """One question, its answer, and what was right about it."""

    row: Mapping[str, Any]
    answer: Answer
    hits: tuple[bool, ...]
    """For each citation, whether it overlaps a gold quote."""
    nearest_hits: tuple[bool, ...]
    """The same for the passages shown as nearest, of a question left unanswered."""
    forbidden: bool
    """Whether text was cited that must not be."""
    short_answer: bool | None
    """Whether the answer holds the gold short answer; None when there is none to hold."""

    @property
    def answered(self) -> bool:
        return self.answer.status == "answered"


def load(path: Path) -> list[dict[str, Any]]:
    """Read the questions. Raises :class:`~qabot.errors.UsageError` naming the line."""
    return rows.load(path, *_NEEDED)


def judge(ask: Callable[[str, Sequence[Turn]], Answer], asked: Iterable[Mapping[str, Any]]) -> list[Judged]:
    """Ask every question and compare."""
    judged = []
    for row in asked:
        turns = [Turn(turn["role"], turn["content"]) for turn in row.get("context") or ()]
        answer = ask(row["question"], turns)
        judged.append(
            Judged(
                row=row,
                answer=answer,
                hits=_hits(answer.citations, row),
                nearest_hits=_hits(answer.nearest, row),
                forbidden=any(_cites(answer, text) for text in row.get("must_not_cite") or ()),
                short_answer=_holds_answer(answer, row),
            )
        )
    return judged


def overlaps(citation: Citation, gold: Iterable[Mapping[str, str]]) -> bool:
    """Whether a citation shares a stretch of text with a gold quote of the same article.

    One holds the other, or they share half of the shorter one's words in a row; spaces, case and
    quotation marks do not count.
    """
    quote = _folded(citation.quote)
    for item in gold:
        if PurePath(citation.source).stem != PurePath(item["file"]).stem:
            continue
        wanted = _folded(item["quote"])
        if not quote or not wanted:
            continue
        if quote in wanted or wanted in quote or _shared_run(quote.split(), wanted.split()):
            return True
    return False


def summary(judged: Sequence[Judged]) -> dict[str, Any]:
    """All figures, overall and by type and language; shares are 0 to 1, None where nothing counts."""
    groups: dict[str, list[Judged]] = {"all": list(judged)}
    for kind in ("type", "lang"):
        by: dict[str, list[Judged]] = defaultdict(list)
        for item in judged:
            by[f"{kind}:{item.row.get(kind, '?')}"].append(item)
        groups.update(sorted(by.items()))
    return {name: figures(items) for name, items in groups.items()}


def figures(items: Sequence[Judged]) -> dict[str, Any]:
    """The figures of one group of questions."""
    answerable = [item for item in items if item.row["answerable"]]
    silent = [item for item in items if not item.answered]
    answered = [item for item in items if item.answered]
    unanswerable = [item for item in items if not item.row["answerable"]]
    yesno = [item for item in answerable if item.row.get("verdict")]
    short = [item for item in answerable if item.short_answer is not None and not item.row.get("verdict")]
    return {
        "questions": len(items),
        "verdict_right": ratio(sum(i.answer.verdict == i.row["verdict"] for i in yesno), len(yesno)),
        "verdict_wrong": ratio(
            sum(i.answer.verdict not in (None, i.row["verdict"]) for i in yesno), len(yesno)
        ),
        "short_answer": ratio(sum(bool(i.short_answer) for i in short), len(short)),
        "citation_hit@1": ratio(sum(any(i.hits[:1]) for i in answerable), len(answerable)),
        "citation_hit@3": ratio(sum(any(i.hits[:3]) for i in answerable), len(answerable)),
        "wrong_citation": ratio(sum(not any(i.hits[:1]) for i in answered), len(answered)),
        "abstention_precision": ratio(sum(not i.row["answerable"] for i in silent), len(silent)),
        "abstention_recall": ratio(sum(not i.answered for i in unanswerable), len(unanswerable)),
        "forbidden_cited": sum(item.forbidden for item in items),
    }


def faults(item: Judged) -> list[str]:
    """What went wrong with a question, in a word each; empty when nothing did."""
    row, answer = item.row, item.answer
    found = (
        ("silent", row["answerable"] and not item.answered),
        ("answered", not row["answerable"] and item.answered),
        ("verdict", bool(row.get("verdict")) and answer.verdict != row["verdict"] and item.answered),
        ("hit@1", row["answerable"] and item.answered and not any(item.hits[:1])),
        ("hit@3", row["answerable"] and item.answered and not any(item.hits[:3])),
        ("short", item.short_answer is False and item.answered and not row.get("verdict")),
        ("forbidden", item.forbidden),
    )
    return [name for name, bad in found if bad]


def failures(judged: Iterable[Judged]) -> Iterator[str]:
    """A few lines for each question that went wrong: what was asked, said and wanted."""
    for item in judged:
        row, answer = item.row, item.answer
        if wrong := faults(item):
            yield f"{row['id']} {', '.join(wrong)} ({answer.confidence:.2f}): {row['question']}"
            yield f"    said {answer.text[:160]!r}, wanted {row.get('verdict') or row.get('answer')!r}"
            for citation in (answer.citations or answer.nearest)[:2]:
                yield f"    {citation.stance} {citation.source}: {citation.quote[:140]}"


def table(result: Mapping[str, Mapping[str, Any]]) -> str:
    """The summary as text, a line a group."""
    names = list(result["all"])
    head = {name: name.replace("abstention_", "silence_").replace("citation_", "") for name in names}
    lines = [f"{'':<18}" + "".join(f"{head[name]:>19}" for name in names)]
    for group, values in result.items():
        cells = [
            "-" if values[name] is None else str(values[name]) if isinstance(values[name], int)
            else f"{values[name]:.3f}"
            for name in names
        ]  # fmt: skip
        lines.append(f"{group:<18}" + "".join(f"{cell:>19}" for cell in cells))
    return "\n".join(lines)


def _hits(citations: Iterable[Citation], row: Mapping[str, Any]) -> tuple[bool, ...]:
    return tuple(overlaps(citation, row.get("gold") or ()) for citation in citations)


def _holds_answer(answer: Answer, row: Mapping[str, Any]) -> bool | None:
    texts = [row.get("answer"), *(row.get("answer_aliases") or ())]
    wanted = [folded for text in texts if text and (folded := _folded(text))]
    if not wanted or not row["answerable"]:
        return None
    if answer.status != "answered":
        return False
    given = _folded(answer.text)
    # a number is not held by a longer one
    return any(re.search(rf"(?<!\d){re.escape(text)}(?!\d)", given) for text in wanted)


def _cites(answer: Answer, text: str) -> bool:
    wanted = _folded(text)
    return any(wanted in _folded(item.quote) for item in (*answer.citations, *answer.nearest))


def _folded(text: str) -> str:
    text = unicodedata.normalize("NFKC", text).lower()
    return " ".join(re.findall(r"[^\W_]+|[%$€£]", text))


def _shared_run(one: Sequence[str], other: Sequence[str]) -> bool:
    need = max(4, min(len(one), len(other)) // 2)
    runs = {tuple(one[at : at + need]) for at in range(len(one) - need + 1)}
    return any(tuple(other[at : at + need]) in runs for at in range(len(other) - need + 1))
