"""A folder of training data made on the spot: the layout of the real one, invented facts, little of it."""

from __future__ import annotations

import gzip
import hashlib
import json
import random
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from qabot.training.data import SETS

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from qabot.types import Language

THINGS = [
    ("bridge", "jembatan"), ("market", "pasar"), ("school", "sekolah"), ("harbour", "pelabuhan"),
    ("factory", "pabrik"), ("library", "perpustakaan"), ("bakery", "tukang roti"), ("garden", "kebun"),
    ("hospital", "rumah sakit"), ("dam", "bendungan"), ("mosque", "masjid"), ("theatre", "teater"),
]  # fmt: skip
PARTS = [("doors", "pintu"), ("windows", "jendela"), ("workers", "pekerja"), ("trees", "pohon")]
PEOPLE = "Rudi Sari Bima Ratna Yosef Maria Tom Edith Helen Anwar".split()
_SYLLABLES = "ka lo mu ri sa te vi bo de nu".split()


@dataclass(frozen=True)
class Fact:
    """Something opened somewhere, by someone, in some year, with some number of parts."""

    thing: tuple[str, str]
    place: str
    person: str
    year: int
    count: int
    part: tuple[str, str]

    def passage(self, language: Language) -> str:
        thing, part = (pair[language == "id"] for pair in (self.thing, self.part))
        if language == "en":
            return (
                f"The {thing} of {self.place} was opened in {self.year} by {self.person}. "
                f"The {thing} has {self.count} {part} and stands near the river of {self.place}. "
                f"People who live in {self.place} like the {thing} and visit it often."
            )
        return (
            f"Sebuah {thing} di {self.place} dibuka pada {self.year} oleh {self.person}. "
            f"Bangunan {thing} itu memiliki {self.count} {part} dan berdiri di tepi sungai {self.place}. "
            f"Warga yang tinggal di {self.place} menyukai {thing} itu dan sering datang ke sana."
        )

    def sentences(self) -> list[tuple[str, str]]:
        return list(zip(_sentences(self.passage("en")), _sentences(self.passage("id")), strict=True))

    def questions(self, language: Language) -> list[tuple[str, list[str]]]:
        """Questions with their answers; the last has none in the passage."""
        thing, part = (pair[language == "id"] for pair in (self.thing, self.part))
        if language == "en":
            return [
                (f"Who opened the {thing} of {self.place}?", [self.person]),
                (f"How many {part} does the {thing} of {self.place} have?", [str(self.count)]),
                (f"Who burnt the {thing} of {self.place} down?", []),
            ]
        return [
            (f"Siapa yang membuka {thing} di {self.place}?", [self.person]),
            (f"Berapa {part} yang dimiliki {thing} {self.place}?", [str(self.count)]),
            (f"Siapa yang membakar {thing} di {self.place}?", []),
        ]


def facts(count: int, seed: str) -> list[Fact]:
    rng = random.Random(seed)
    return [
        Fact(
            thing=rng.choice(THINGS),
            place="".join(rng.choices(_SYLLABLES, k=4)).capitalize(),
            person=f"{rng.choice(PEOPLE)} {rng.choice(PEOPLE)}",
            year=rng.randint(1900, 2020),
            count=rng.randint(2, 900),
            part=rng.choice(PARTS),
        )
        for _ in range(count)
    ]


def write(folder: Path, name: str, rows: Iterable[dict[str, Any]]) -> None:
    path = folder / f"{name}.jsonl.gz"
    path.parent.mkdir(parents=True, exist_ok=True)
    text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    path.write_bytes(gzip.compress(text.encode(), mtime=0))


def make(folder: Path) -> Path:
    """All files that :mod:`qabot.training` reads, below ``folder``."""
    squad = {f"Topic {number}": facts(3, f"squad {number}") for number in range(10)}
    for name in SETS:
        if name.startswith("squad-"):
            write(folder, f"qa/{name}", _squad(name, squad))
        elif name == "news-llm-id":
            write(folder, f"qa/{name}", _news_questions())
        else:
            language: Language = "en" if name.startswith("squadshifts") else "id"
            write(folder, f"qa/{name}", _asked(facts(40, name), language, silent=name == "idkmrc-train"))
    translated = [pair for fact in facts(40, "parallel") for pair in fact.sentences()]
    half = len(translated) // 2
    write(folder, "parallel/agency", ({"en": en, "id": id_} for en, id_ in translated[:half]))
    write(
        folder,
        "parallel/wiki",
        [*({"en": en, "id": id_, "ms": "x"} for en, id_ in translated[half:]), {"en": "Alone", "id": None}],
    )
    words = [*THINGS, *PARTS]
    write(folder, "dict/wordnet-bahasa", ({"en": en, "id": id_, "pos": "n"} for en, id_ in words * 2))
    write(folder, "dict/tico19-terms", [{"en": "health worker", "id": "tenaga kesehatan"}])
    for name in ("click-id", "id-scrapes", "indosum-valid", "en-bbc", "id-hoax"):
        write(folder, f"news/{name}", _news(name, "en" if name.startswith("en") else "id"))
    write(
        folder,
        "news/idwiki-summary",
        ({"title": fact.place, "text": fact.passage("id")} for fact in facts(30, "wiki")),
    )
    for name in ("indonli-train", "mnli-mt-id-train", "mnli-mt-id-valid", "fnc1-en-train"):
        write(folder, f"nli/{name}", _claims(name))
    return folder


def _claims(name: str) -> Iterable[dict[str, Any]]:
    english = name.startswith("fnc1")
    labels = ["agree", "disagree", "unrelated"] if english else ["entailment", "contradiction", "neutral"]
    for fact in facts(40, name):
        thing = fact.thing[not english]
        claims = (
            [f"{fact.person} opened a {thing}.", f"Nobody opened a {thing}.", f"The {thing} is blue."]
            if english
            else [
                f"{fact.person} membuka {thing}.",
                f"Tidak ada yang membuka {thing}.",
                f"Warna {thing} itu biru.",
            ]
        )
        passage = fact.passage("en" if english else "id")
        for claim, label in zip(claims, labels, strict=True):
            yield {"premise": passage, "hypothesis": claim, "label": label}


def _sentences(text: str) -> list[str]:
    return [f"{part.removesuffix('.')}." for part in text.split(". ")]


def _row(question: str, context: str, answers: list[str], language: Language, **known: Any) -> dict[str, Any]:
    return {
        "question": question,
        "context": context,
        "answers": answers,
        "answerable": bool(answers),
        "lang": language,
        **known,
    }


def _squad(name: str, titles: dict[str, list[Fact]]) -> Iterable[dict[str, Any]]:
    language: Language = "en" if name == "squad-en" else "id"
    for title, found in titles.items():
        for fact in found:
            for number, (question, answers) in enumerate(fact.questions(language)):
                key = hashlib.sha1(f"{fact} {number}".encode()).hexdigest()[:24]
                if language == "en":
                    yield _row(question, fact.passage("en"), answers, "en", id=key, title=title)
                else:
                    marked = question if name == "squad-mt-id" else question.replace("?", " ?")
                    yield _row(marked, fact.passage("id"), answers, "id", id=f"{name}-{key}")


def _asked(found: list[Fact], language: Language, *, silent: bool) -> Iterable[dict[str, Any]]:
    for fact in found:
        for question, answers in fact.questions(language):
            if answers or silent:
                yield _row(question, fact.passage(language), answers, language, id="x")


def _news_questions() -> Iterable[dict[str, Any]]:
    for fact in facts(80, "asked news"):
        sentences = _sentences(fact.passage("id"))
        text = "\n".join([*sentences, f"Kabar lain dari {fact.place} menyusul besok pagi."])
        title = f"{fact.thing[1].capitalize()} {fact.place} Dibuka"
        for (question, answers), evidence in zip(fact.questions("id")[:2], sentences, strict=False):
            yield _row(
                question, text, answers, "id", id=None, title=title, evidence=evidence, evidence_score=0.9
            )
        yield _row(
            f"Ada apa di {fact.place}?", text, ["x"], "id", title=title, evidence="x", evidence_score=0.2
        )


def _news(name: str, language: Language) -> Iterable[dict[str, Any]]:
    for fact in facts(12, name):
        paragraphs = [fact.passage(language), facts(1, fact.place)[0].passage(language)]
        yield {"title": f"{fact.thing[0]} {fact.place}", "text": "\n".join(paragraphs), "lang": language}
