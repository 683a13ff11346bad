"""Questions as people type them on a phone: chat spelling and slips of the finger, drawn from a seed.

The habits below were written down apart from those :mod:`qabot.text.normalize` undoes: what measures a
cure must not know it.
"""

from __future__ import annotations

import json
import random
import re
from typing import TYPE_CHECKING, Any, Final

from qabot.evaluation import rows

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

SLIPS: Final = 0.06
"""Share of the words of four letters and more that get a slip of the finger."""
NAMES: Final = 1 / 3
"""How often a name is hit, next to other words: people look at names while they type them."""
CHAT: Final = 0.5
"""Share of the words with a chat spelling that get it."""
LOWERED: Final = 0.6
"""Share of the questions whose capitals are dropped."""
UNMARKED: Final = 0.7
"""Share of the questions whose closing mark is dropped."""
STRETCHED: Final = 0.1
"""Share of the questions with a stretched last letter in one word."""

_SPELLINGS: Final[Mapping[str, Sequence[str]]] = {
    word: choices.split("|")
    for word, choices in (
        entry.split("=")
        for entry in (
            "yang=yg|yng tidak=gak|ga|tdk|nggak|engga bukan=bkn|bukn sudah=udah|udh|sdh belum=blm|belom "
            "apakah=apa|apkh apa=ap siapa=sapa|siapa berapa=brp|brapa kapan=kpn|kpan kenapa=knp|napa "
            "mengapa=knp|kenapa bagaimana=gmn|gimana|bgmn mana=mn dimana=dmn "
            "orang=org dengan=dgn|dg|sama untuk=utk|buat|untk dari=dr|dri pada=pd dalam=dlm karena=krn|karna "
            "juga=jg|jga saja=aja|aj akan=bakal|akn|mau bisa=bs|bsa dapat=dpt harus=hrs|kudu masih=msh "
            "oleh=sama|olh seperti=kayak|kyk|spt tentang=ttg|soal kepada=ke|kpd sampai=smp|sampe "
            "banyak=byk|bnyk semua=smua sekarang=skrg|skrng kemarin=kmrn|kemaren tahun=thn bulan=bln hari=hr "
            "tanggal=tgl lebih=lbh tetapi=tp|tapi tapi=tp atau=ato|atw jadi=jd menjadi=jd jika=kalo|klo "
            "kalau=kalo|klo mereka=mrk mengatakan=bilang|blg berkata=bilang memberi=ngasih|kasih "
            "membuat=bikin|buat benar=bener|bnr memang=emang sebelum=sblm setelah=stlh|abis sesudah=abis "
            "perusahaan=prshn|perush pemerintah=pemrnth|pmrntah juta=jt ribu=rb "
            "you=u|ya are=r people=ppl because=cuz|bc|coz about=abt|bout with=w/|wit through=thru "
            "please=pls does=dose|does what=wat|wht when=wen|whn before=bfore|befor going=goin between=btwn "
            "government=govt million=mil|mln though=tho your=ur there=ther their=thier|there "
            "company=comp|compny said=sed|said been=bin|been according=acc want=wanna would=wud|wld "
            "doesn't=doesnt|dont isn't=isnt won't=wont didn't=didnt what's=whats who's=whos"
        ).split()
    )
}
_ROWS: Final = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_NEIGHBOURS: Final[Mapping[str, str]] = {
    key: "".join(
        row[at]
        for row, at in (
            *((keys, place + step) for step in (-1, 1)),
            *((_ROWS[line], place) for line in (number - 1, number + 1) if 0 <= line < len(_ROWS)),
        )
        if 0 <= at < len(row)
    )
    for number, keys in enumerate(_ROWS)
    for place, key in enumerate(keys)
}
_WORD: Final = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?(?![\d_])")


def spoil(path: Path, *, seed: int = 0) -> list[dict[str, Any]]:
    """The rows of ``path`` with the ``question`` of each made noisy, and nothing else changed.

    Raises :class:`~qabot.errors.UsageError` naming a row without a question.
    """
    return [
        row | {"question": noisy(row["question"], random.Random(f"{seed} {number} {row['question']}"))}
        for number, row in enumerate(rows.load(path, "question", complaint=_complaint))
    ]


def write(path: Path, noisy_rows: Sequence[Mapping[str, Any]]) -> None:
    """One JSON object a line."""
    text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in noisy_rows)
    path.write_text(text, encoding="utf-8", newline="\n")


def noisy(question: str, rng: random.Random) -> str:
    """``question`` as ``rng`` has it typed. Digits are left alone, names are hit less."""
    stretched = rng.random() < STRETCHED
    lowered = rng.random() < LOWERED
    unmarked = rng.random() < UNMARKED
    words = list(_WORD.finditer(question))
    spelt = {word.start(): _typed(word[0], rng, name=_is_name(word)) for word in words}
    if stretched and words:
        at = rng.choice(words).start()
        spelt[at] += spelt[at][-1] * rng.randint(1, 3)
    text = _WORD.sub(lambda word: spelt[word.start()], question)
    if lowered:
        text = text.lower()
    return text.rstrip(" ?!.") if unmarked else text


def _complaint(row: Mapping[str, Any]) -> str:
    return "" if isinstance(row["question"], str) else "'question' must be text"


def _is_name(word: re.Match[str]) -> bool:
    opens = not word.string[: word.start()].rstrip("“\"'‘( ")
    return word[0][0].isupper() and not (opens and not word[0].isupper())


def _typed(word: str, rng: random.Random, *, name: bool) -> str:
    choices = _SPELLINGS.get(word.lower())
    if choices and not name and rng.random() < CHAT:
        chosen = rng.choice(choices)
        return chosen.capitalize() if word[0].isupper() else chosen
    if len(word) >= 4 and rng.random() < SLIPS * (NAMES if name else 1):
        return _slipped(word, rng)
    return word


def _slipped(word: str, rng: random.Random) -> str:
    """One letter after the first dropped, doubled, swapped with the next or hit beside."""
    at = rng.randrange(1, len(word))
    match rng.choice(("beside", "beside", "drop", "double", "swap")):
        case "beside" if word[at].lower() in _NEIGHBOURS:
            return word[:at] + rng.choice(_NEIGHBOURS[word[at].lower()]) + word[at + 1 :]
        case "drop":
            return word[:at] + word[at + 1 :]
        case "swap" if at + 1 < len(word) and word[at] != word[at + 1]:
            return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
        case _:
            return word[:at] + word[at] + word[at:]
