"""``qabot eval questions``: what counts as right, on answers and rows made up for it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from qabot.cli import run
from qabot.cli.exits import Exit
from qabot.errors import UsageError
from qabot.evaluation import questions as evaluation
from qabot.types import Answer, Citation, Turn

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from qabot.types import VerdictLabel

GOLD = [{"file": "jembatan.txt", "quote": "Jembatan itu “tidak akan dibuka” pada bulan April, kata Rudi."}]


def cited(quote: str, source: str = "jembatan.md") -> Citation:
    return Citation("k7m2pq-1", source, "Judul", None, None, None, 1, quote, 0, len(quote))


def answered(text: str, *quotes: str, verdict: VerdictLabel | None = None) -> Answer:
    return Answer("?", "id", "answered", text, verdict, 0.9, citations=tuple(map(cited, quotes)))


def silent(*nearest: str) -> Answer:
    return Answer("?", "id", "not_stated", "Artikel tidak menyebutnya.", nearest=tuple(map(cited, nearest)))


def row(number: str, **known: Any) -> dict[str, Any]:
    return {"id": number, "lang": "id", "type": "who", "question": f"{number}?", "answerable": True, **known}


def judged(*pairs: tuple[dict[str, Any], Answer]) -> list[evaluation.Judged]:
    answers = {item["question"]: answer for item, answer in pairs}
    return evaluation.judge(lambda question, _: answers[question], [item for item, _ in pairs])


@pytest.mark.parametrize(
    ("quote", "source", "overlaps"),
    [
        ("Jembatan itu “tidak akan dibuka” pada bulan April, kata Rudi.", "jembatan.txt", True),
        ('jembatan itu "tidak akan dibuka" pada  bulan April kata Rudi', "folder/jembatan.md", True),
        ("tidak akan dibuka", "jembatan.md", True),  # within the gold
        (f"Senin. {GOLD[0]['quote']} Warga menunggu.", "jembatan.md", True),  # around it
        ("Menurut dia jembatan itu tidak akan dibuka tahun ini", "jembatan.md", True),  # half of it in a row
        (
            "Jembatan itu tidak retak dan pada bulan April dicat",
            "jembatan.md",
            False,
        ),  # words, but not in a row
        ("Jembatan itu “tidak akan dibuka” pada bulan April, kata Rudi.", "pasar.md", False),
        ("Pedagang senang.", "jembatan.md", False),
        ("…", "jembatan.md", False),
    ],
)
def test_a_citation_overlaps_a_gold_quote_of_the_same_article(
    quote: str, source: str, overlaps: bool
) -> None:
    assert evaluation.overlaps(cited(quote, source), GOLD) is overlaps
    assert not evaluation.overlaps(cited(quote, source), [])


def test_hits_count_by_place() -> None:
    right, wrong = GOLD[0]["quote"], "Pedagang senang."
    found = judged(
        (row("first", gold=GOLD), answered("Rudi", right, wrong)),
        (row("second", gold=GOLD), answered("Rudi", wrong, right)),
        (row("third", gold=GOLD), answered("Rudi", wrong, wrong, right)),
        (row("fourth", gold=GOLD), answered("Rudi", wrong, wrong, wrong, right)),
        (row("silent", gold=GOLD), silent(right)),
    )
    assert [item.hits.index(True) for item in found[:4]] == [0, 1, 2, 3]
    assert [sum(item.hits) for item in found] == [1, 1, 1, 1, 0]
    figures = evaluation.figures(found)
    assert figures["citation_hit@1"] == 1 / 5
    assert figures["citation_hit@3"] == 3 / 5
    assert figures["wrong_citation"] == 3 / 4  # of those answered


def test_verdicts_are_right_wrong_or_withheld() -> None:
    found = judged(
        (row("a", verdict="no"), answered("Tidak.", verdict="no")),
        (row("b", verdict="no"), answered("Ya.", verdict="yes")),
        (row("c", verdict="yes"), answered("Sebagian.", verdict="mixed")),
        (row("d", verdict="yes"), silent()),
        (row("e"), answered("Rudi")),
    )
    figures = evaluation.figures(found)
    assert figures["verdict_right"] == 1 / 4
    assert figures["verdict_wrong"] == 2 / 4


def test_silence_is_judged_against_what_can_be_answered() -> None:
    found = judged(
        (row("a", answerable=False), silent()),
        (row("b", answerable=False), silent()),
        (row("c", answerable=False), answered("Rudi")),
        (row("d"), silent()),
        (row("e"), answered("Rudi")),
    )
    figures = evaluation.figures(found)
    assert figures["abstention_precision"] == 2 / 3
    assert figures["abstention_recall"] == 2 / 3


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("Rudi Hartono", True),
        ("Menurut RUDI  HARTONO, kepala dinas", True),
        ("Pak Rudi", True),  # an alias
        ("Sari Dewi", False),
    ],
)
def test_a_short_answer_is_held_by_the_text(text: str, right: bool) -> None:
    asked = row("a", answer="Rudi Hartono", answer_aliases=["pak rudi"])
    assert judged((asked, answered(text)))[0].short_answer is right


@pytest.mark.parametrize(
    ("wanted", "text", "right"),
    [
        ("62", "Sebanyak 62 pedagang", True),
        ("62", "pada 1962", False),
        ("62", "620", False),
        ("400 triliun", "Rp400 triliun", True),
        ("Rp1.500", "seharga Rp 1.500", False),  # an alias should say so
        ("26 Juli", "Rabu, 26 Juli 2023", True),
        ("6 Juli", "Rabu, 26 Juli 2023", False),
    ],
)
def test_a_number_is_not_held_by_a_longer_one(wanted: str, text: str, right: bool) -> None:
    assert judged((row("a", answer=wanted), answered(text)))[0].short_answer is right


def test_a_short_answer_counts_only_where_there_is_one() -> None:
    found = judged(
        (row("a", answer="Rudi"), silent()),
        (row("b", answer="Rudi"), answered("Rudi")),
        (row("c"), answered("Rudi")),
        (row("d", answer="?"), answered("Rudi")),
        (row("e", answer="Rudi", answerable=False), silent()),
        (row("f", answer="Tidak", verdict="no"), answered("Ya", verdict="yes")),
    )
    assert [item.short_answer for item in found] == [False, True, None, None, None, False]
    assert evaluation.figures(found)["short_answer"] == 1 / 2  # verdicts have a figure of their own


def test_text_that_must_not_be_cited_counts_wherever_it_is_shown() -> None:
    advert = ["Baca juga: Diskon besar"]
    found = judged(
        (row("a", must_not_cite=advert), answered("x", "Senin. Baca  Juga - diskon BESAR! Selasa.")),
        (row("b", must_not_cite=advert), silent("Baca juga: Diskon besar")),
        (row("c", must_not_cite=advert), answered("x", "Diskon besar")),
        (row("d"), answered("x", advert[0])),
    )
    assert [item.forbidden for item in found] == [True, True, False, False]
    assert evaluation.figures(found)["forbidden_cited"] == 2


def test_nothing_to_count_is_none_and_groups_are_by_type_and_language() -> None:
    found = judged(
        (row("a", type="yesno", verdict="no"), answered("Tidak", verdict="no")),
        (row("b", lang="en", answerable=False), silent()),
    )
    result = evaluation.summary(found)
    assert list(result) == ["all", "type:who", "type:yesno", "lang:en", "lang:id"]
    assert result["all"]["questions"] == 2
    assert result["lang:en"]["verdict_right"] is None
    assert result["lang:en"]["citation_hit@1"] is None
    assert result["type:yesno"]["abstention_recall"] is None
    lines = evaluation.table(result).splitlines()
    assert len(lines) == 6
    assert lines[1].split()[:3] == ["all", "2", "1.000"]
    assert lines[4].split()[:3] == ["lang:en", "1", "-"]
    assert all(len(line) == len(lines[0]) for line in lines)


def test_failures_say_what_was_asked_said_and_wanted() -> None:
    found = judged(
        (row("fine", answer="Rudi", gold=GOLD), answered("Rudi", GOLD[0]["quote"])),
        (row("off", answer="Rudi", gold=GOLD), answered("Sari", "Pedagang senang.")),
        (row("mute", gold=GOLD), silent("Pedagang senang.")),
        (row("loud", answerable=False), answered("Rudi")),
        (row("turned", verdict="no"), answered("Ya", verdict="yes")),
    )
    lines = list(evaluation.failures(found))
    heads = [line for line in lines if not line.startswith(" ")]
    assert [head.split(" (")[0] for head in heads] == [
        "off hit@1, hit@3, short",
        "mute silent",
        "loud answered",
        "turned verdict, hit@1, hit@3",
    ]
    assert "'Sari', wanted 'Rudi'" in lines[1]
    assert any("Pedagang senang." in line for line in lines)


def test_the_turns_before_a_question_are_handed_on() -> None:
    seen: list[Sequence[Turn]] = []

    def ask(_: str, turns: Sequence[Turn]) -> Answer:
        seen.append(turns)
        return silent()

    context = [{"role": "user", "content": "Apa itu?"}, {"role": "assistant", "content": "Ini."}]
    evaluation.judge(ask, [row("a", context=context), row("b", context=None), row("c")])
    assert list(seen[0]) == [Turn("user", "Apa itu?"), Turn("assistant", "Ini.")]
    assert [list(turns) for turns in seen[1:]] == [[], []]


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ('{"id": "a", "question": "?", "answerable": true}\n\n{"id": "b"}\n', "line 3: no 'question'"),
        ('{"id": "a", "question": "?"}\n', "line 1: no 'answerable'"),
        ("[1]\n", "line 1: no 'id'"),
        ("a?\n", "line 1: not JSON"),
    ],
)
def test_a_broken_row_is_named_by_file_and_line(tmp_path: Path, text: str, complaint: str) -> None:
    path = tmp_path / "questions.jsonl"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError) as caught:
        evaluation.load(path)
    assert f"{path}, {complaint}" in caught.value.message


def test_a_file_is_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "questions.jsonl"
    rows = [row("a", question="Apa\u2028itu?"), row("b")]
    path.write_text("\n".join(json.dumps(item, ensure_ascii=False) for item in rows), encoding="utf-8")
    assert evaluation.load(path) == rows
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(UsageError, match="cannot be read"):
        evaluation.load(path)


def test_the_command_asks_the_articles_it_is_given(
    tmp_path: Path, articles_folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    quote = "Sebanyak 62 pedagang di Pasar Apung mulai menerima pembayaran digital pekan ini"
    rows = [
        row(
            "q1",
            question="Berapa pedagang di Pasar Apung yang menerima pembayaran digital?",
            gold=[{"file": "pasar.txt", "quote": quote}],
            answer="62",
        ),
        row(
            "q2",
            lang="en",
            type="yesno",
            verdict="yes",
            question="Is the night reading room open until midnight?",
            gold=[{"file": "library.md", "quote": "the room would stay open until midnight"}],
        ),
    ]
    path = tmp_path / "questions.jsonl"
    path.write_text("".join(json.dumps(item) + "\n" for item in rows), encoding="utf-8")
    arguments = ["eval", "questions", str(path), "--articles", str(articles_folder)]
    assert run([*arguments, "--json", "--failures"]) == Exit.OK
    result = json.loads(capfd.readouterr().out)
    assert set(result) == {"all", "lang:en", "lang:id", "type:who", "type:yesno"}
    assert set(result["all"]) == {
        *("questions", "verdict_right", "verdict_wrong", "short_answer", "citation_hit@1", "citation_hit@3"),
        *("wrong_citation", "abstention_precision", "abstention_recall", "forbidden_cited"),
    }
    assert result["all"]["questions"] == 2
    assert result["type:who"]["citation_hit@3"] == 1
    assert run(arguments) == Exit.OK
    assert "hit@3" in capfd.readouterr().out.splitlines()[0]
    path.write_text("{}\n", encoding="utf-8")
    assert run(arguments) == Exit.USAGE
    shown = capfd.readouterr()
    assert (shown.out, "line 1" in shown.err) == ("", True)
