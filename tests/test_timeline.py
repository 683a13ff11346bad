"""What was said on a topic, in order of date: from the index to the terminal."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING

import pytest

from qabot import QABot, Settings
from qabot.answering.reporting import timeline
from qabot.chat.render import plain, timeline_lines
from qabot.chat.session import Session
from qabot.cli import run
from qabot.text import dates

if TYPE_CHECKING:
    from pathlib import Path

    from qabot.chat.render import Line
    from qabot.types import DatedStatement

ARTICLES = {
    "akhir.md": "---\ntitle: Feri Kenari Berlayar Lagi\npublisher: Kabar Uji\ndate: 2023-09-20\n---\n\n"
    "Feri Kenari kembali berlayar ke pulau itu pada Selasa (19/9/2023) setelah mesinnya diganti.\n\n"
    "Harga beras di pasar tidak berubah.\n",
    "awal.md": "---\ntitle: Feri Kenari Berhenti\npublisher: Harian Uji\ndate: 2023-05-04\n---\n\n"
    "Direktur Lintas Teduh Ratna Pinang mengatakan Feri Kenari berhenti berlayar karena mesinnya rusak.\n\n"
    "Feri Kenari akan diperbaiki dan berlayar lagi pada 1 September 2023.\n",
    "salinan.md": "---\ntitle: Feri Tidak Berlayar\npublisher: Warta Uji\ndate: 2023-05-05\n---\n\n"
    "Direktur Lintas Teduh Ratna Pinang mengatakan Feri Kenari berhenti berlayar karena mesinnya rusak.\n\n"
    "Warga Pulau Kenari mengeluhkan hal itu.\n",
}


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("feri")
    for name, text in ARTICLES.items():
        (folder / name).write_text(text, encoding="utf-8")
    with QABot.open(folder / "index", settings=Settings()) as bot:
        bot.add(*(folder / name for name in ARTICLES))
    return folder / "index"


def statements(index: Path, topic: str) -> tuple[DatedStatement, ...]:
    with QABot.open(index, settings=Settings()) as bot:
        return bot.timeline(topic)


def test_statements_stand_in_order_of_date_and_copies_once(index: Path) -> None:
    found = statements(index, "Feri Kenari")
    days = [(statement.date, statement.citation.publisher) for statement in found]
    assert days == sorted(days)
    stopped = [s for s in found if "berhenti berlayar" in s.citation.quote]
    assert [(s.date, s.named, s.citation.publisher, s.citation.speaker) for s in stopped] == [
        ("2023-05-04", False, "Harian Uji", "Ratna Pinang")
    ]
    (resumed,) = (s for s in found if "mesinnya diganti" in s.citation.quote)
    assert (resumed.date, resumed.named) == ("2023-09-19", True)
    assert not any("beras" in statement.citation.quote for statement in found)


def test_what_is_still_to_come_stands_where_it_was_said(index: Path) -> None:
    (planned,) = (s for s in statements(index, "Feri Kenari") if "akan diperbaiki" in s.citation.quote)
    assert (planned.date, planned.named) == ("2023-05-04", False)


@pytest.mark.parametrize("question", ["Apa kabar terbaru Feri Kenari?", "What's the latest on Feri Kenari?"])
def test_the_latest_is_what_was_said_last(index: Path, question: str) -> None:
    with QABot.open(index, settings=Settings()) as bot:
        answer = bot.ask(question)
    assert answer.text.startswith("19 September 2023: Feri Kenari kembali berlayar")
    assert [citation.publisher for citation in answer.citations] == ["Kabar Uji", "Warta Uji", "Harian Uji"]
    assert answer.verdict is None


def test_the_news_are_the_newest_articles(index: Path) -> None:
    with QABot.open(index, settings=Settings()) as bot:
        answer, other = bot.ask("Ada berita apa saja?"), bot.ask("What's in the news?")
    assert answer.text == "Ada 3 artikel dari 4 Mei 2023 sampai 20 September 2023. Yang terbaru:"
    assert other.text == "There are 3 articles from 4 May 2023 to 20 September 2023. The newest:"
    shown = [citation.quote for citation in answer.citations]
    assert shown == ["Feri Kenari Berlayar Lagi", "Feri Tidak Berlayar", "Feri Kenari Berhenti"]


def test_no_news_of_what_no_article_tells(index: Path) -> None:
    with QABot.open(index, settings=Settings()) as bot:
        assert bot.ask("Ada kabar terbaru soal balap unta?").status == "not_stated"


@pytest.mark.parametrize("topic", ["balap unta Neptunus", "?!", "🙂"])
def test_a_topic_nobody_spoke_of(index: Path, topic: str) -> None:
    assert statements(index, topic) == ()


def test_the_command_prints_a_line_each(
    index: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QABOT_INDEX", str(index))
    assert run(["timeline", "Feri", "Kenari", "berlayar", "--lang", "id"]) == 0
    rows = capsys.readouterr().out.splitlines()
    assert rows[0] == "Feri Kenari berlayar. Menurut waktu:"
    assert rows[1].startswith("  4 Mei 2023  “Direktur Lintas Teduh")
    assert "— Ratna Pinang, Direktur Lintas Teduh · Harian Uji · " in rows[1]

    assert run(["timeline", "Feri Kenari", "--json"]) == 0
    value = json.loads(capsys.readouterr().out)
    assert list(value) == ["topic", "language", "statements"]
    assert list(value["statements"][0]) == ["date", "named", "citation"]
    assert value["statements"][0]["citation"]["quote"]

    assert run(["timeline", "balap unta Neptunus", "--json"]) == 3
    assert json.loads(capsys.readouterr().out)["statements"] == []
    assert run(["timeline"]) == 2
    assert run(["timeline", " "]) == 2


def test_the_chat_takes_the_last_question_for_a_topic(index: Path) -> None:
    shown: list[str] = []

    def show(lines: list[Line]) -> None:
        shown.append(plain(lines))

    with QABot.open(index, settings=Settings()) as bot:
        session = Session(bot, show, show)  # type: ignore[arg-type]
        session.feed("/timeline")
        assert "/timeline TOPI" in shown[-1]
        session.feed("Apakah Feri Kenari berlayar lagi?")
        session.feed("/timeline")
        assert shown[-1].startswith("Apakah Feri Kenari berlayar lagi. Menurut waktu:")
        assert "19 September 2023" in shown[-1]
        session.feed("/timeline balap unta Neptunus")
        assert shown[-1] == "Tidak ada pernyataan bertanggal tentang itu di artikel-artikel ini."
        assert session.known_ids


def test_a_day_the_article_only_hints_at_is_marked(index: Path) -> None:
    from dataclasses import replace

    first = statements(index, "Feri Kenari")[0]
    undated = replace(first, citation=replace(first.citation, published=None), named=False)
    assert plain(timeline_lines([undated], "Feri", "en")).splitlines()[1].startswith("  about 4 May 2023  “")


def test_days_weeks_months_and_years_sort() -> None:
    isos = ["2023", "2023-W30", "2023-07-28", "2023-08", "2022"]
    assert sorted(isos, key=dates.first_day) == ["2022", "2023", "2023-W30", "2023-07-28", "2023-08"]
    assert all(date.fromisoformat(dates.first_day(iso)) for iso in isos)


@pytest.mark.parametrize(
    ("quote", "day"),
    [
        ("Penumpang Feri Kenari tahun ini lebih banyak daripada tahun 2019.", None),
        ("Penumpang Feri Kenari pekan ini lebih banyak daripada pada 3 April 2019.", None),
        ("Direktur 2010-2015 itu menolak, kata Rudi Sagu sejak 2010-2015.", None),
        ("Pendapatan naik dari kuartal I 2019.", None),
        ("Feri Kenari mogok pada Maret.", "2023-03"),
        ("Feri Kenari mogok pada tahun 2019.", "2019"),
        ("Feri Kenari mogok tadi malam.", "2023-05-03"),
        ("Sejak 2021 kapal itu mengangkut dua juta orang.", None),
        ("Gempa itu sekuat gempa Pulau Kenari pada 2021.", None),
        ("Naik dari periode yang sama pada 2021.", None),
        ("Kapal itu dibeli pada 2021.", "2021"),
        ("Sejak 2 Mei 2023 kapal itu berhenti.", "2023-05-02"),
    ],
)
def test_the_day_of_a_statement_is_none_that_it_compares_with(quote: str, day: str | None) -> None:
    assert timeline._named_day(quote, "2023-05-04") == day
