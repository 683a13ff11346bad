"""Who wrote an article, where and when it appeared: asked of its head, not of what it tells."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from qabot.answering.understanding import bylines
from qabot.bot import QABot
from qabot.index import PassageIndex
from qabot.types import Turn

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from qabot.types import Language


@pytest.mark.parametrize(
    ("question", "language", "fact", "topic"),
    [
        ("Siapa penulis artikel tentang Jembatan Kali Biru?", "id", "author", "Jembatan Kali Biru"),
        ("siapa yang menulis artikel pasar apung?", "id", None, ""),
        ("Siapa yang menulis berita soal pasar apung?", "id", "author", "pasar apung"),
        ("Artikel itu ditulis oleh siapa?", "id", "author", ""),
        ("artikelnya ditulis siapa?", "id", "author", ""),
        ("Kapan artikel Harian Uji soal jembatan terbit?", "id", "published", "Harian Uji jembatan"),
        ("Artikel tentang jembatan diterbitkan tanggal berapa?", "id", "published", "jembatan"),
        ("Media apa yang memuat artikel tentang jembatan?", "id", "publisher", "jembatan"),
        ("artikelnya dari media mana?", "id", "publisher", ""),
        ("Who wrote the article about the library?", "en", "author", "the library"),
        ("Who is the author of the article “Night Library”?", "en", "author", "“Night Library”"),
        ("When was Mary Hill's article published?", "en", "published", "Mary Hill"),
        ("When did the article on the library appear?", "en", "published", "the library"),
        ("Which outlet published the article about the library?", "en", "publisher", "the library"),
        ("Where did the news story about the library appear?", "en", "publisher", "the library"),
        # what articles tell
        ("Siapa yang menulis surat tentang jembatan?", "id", None, ""),
        ("Siapa yang menulis artikel yang memicu gugatan itu?", "id", None, ""),
        ("Kapan berita bohong itu terbit?", "id", None, ""),
        ("Who wrote the story about the bridge?", "en", None, ""),
        ("When was the report on the bridge published?", "en", None, ""),
        ("Which newspaper wrote about the bridge?", "en", None, ""),
    ],
)
def test_questions_on_articles_are_told_from_others(
    question: str, language: Language, fact: str | None, topic: str
) -> None:
    expected = bylines.Byline(fact, topic) if fact else None  # type: ignore[arg-type]
    assert bylines.read(question, language) == expected


@pytest.fixture(scope="module")
def bot(news_index: Path) -> Iterator[QABot]:
    with QABot.open(news_index) as opened:
        yield opened


@pytest.mark.parametrize(
    ("question", "text", "title"),
    [
        ("Siapa penulis artikel tentang Jembatan Kali Biru?", "Sari Dewi", "Jembatan Kali Biru Ditutup"),
        ("Siapa yang menulis berita soal pembayaran digital?", "Bima Pratama", "Pasar Apung Menerima"),
        ("When was Bima Pratama's article published?", "7 March 2024 09:15", "Pasar Apung Menerima"),
        ("artikel Harian Uji terbit kapan?", "5 Maret 2024", "Jembatan Kali Biru Ditutup"),
        ("mohon info dong, artikel Harian Uji terbitnya kapan ya min", "5 Maret 2024", "Jembatan Kali Biru"),
        (
            "I'm citing it. Could you tell me who wrote the article about the reading room?",
            "Mary Hill",
            "Night",
        ),
        ("Which outlet published the article about the reading room?", "Test Gazette", "Night Library"),
    ],
)
def test_the_head_of_the_article_answers(bot: QABot, question: str, text: str, title: str) -> None:
    answer = bot.ask(question)
    assert (answer.status, answer.text) == ("answered", text)
    (citation,) = answer.citations
    assert citation.quote.startswith(title)
    assert (citation.paragraph, citation.stance) == (0, "supports")


def test_an_article_without_an_outlet_says_so(bot: QABot) -> None:
    answer = bot.ask("Media mana yang memuat artikel tentang Pasar Apung?")
    assert (answer.status, answer.text) == ("not_stated", "Artikelnya tidak menyebut medianya.")
    assert [quote.title for quote in answer.nearest] == ["Pasar Apung Menerima Pembayaran Digital"]


@pytest.mark.parametrize(
    "question", ["Who wrote the article about the tax on salt?", "Siapa penulis artikel ini?"]
)
def test_an_article_that_is_not_there_has_no_author(bot: QABot, question: str) -> None:
    answer = bot.ask(question, explain=True)
    assert (answer.status, answer.citations) == ("not_stated", ())
    assert answer.why
    assert answer.why.notes == ("asks for author of no article",)


def test_it_is_the_article_on_what_was_asked_before(bot: QABot) -> None:
    turns = [Turn("user", "Berapa pedagang di Pasar Apung menerima pembayaran digital?")]
    answer = bot.ask("Siapa penulis artikel itu?", context=turns)
    assert answer.text == "Bima Pratama"


def test_several_articles_are_told_apart(news_index: Path) -> None:
    with PassageIndex.open(news_index) as index:
        articles = [article for article in index.articles() if article.language == "id"]
    told = bylines.told(bylines.Byline("author", ""), articles, "id")
    assert told == "; ".join(f"{article.author} (“{article.title}”)" for article in articles)
