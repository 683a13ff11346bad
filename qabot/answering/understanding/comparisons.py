"""Questions that set two or more beside each other: "Apa beda sikap A dan B soal C?" asks after both.

Each side becomes a question of its own. Only what is said, felt or counted of each is parted; how two
things differ ("Apa beda pasar dan bursa?") is often told in one sentence, so that stays whole.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from qabot.answering.words import offices

if TYPE_CHECKING:
    from qabot.types import Language

MOST: Final = 4
"""Sides of one comparison."""

Side = tuple[str, str]
"""Whom or what it is told of, and the question on it."""

_VIEW_ID: Final = (
    r"pandangan|sikap|pendapat|pernyataan|tanggapan|reaksi|respons?|komentar|keterangan|penjelasan|alasan"
    r"|usulan|tuntutan|penilaian|posisi|versi|klaim|jawaban"
)
_AMOUNT_ID: Final = (
    r"jumlah|angka|harga|tarif|nilai|biaya|target|hasil|laba|rugi|pendapatan|penjualan|produksi|ekspor|impor"
    r"|gaji|kapasitas|tingkat|persentase|denda|proyeksi|perkiraan|anggaran"
)
_ON_ID: Final = r"(?:soal|tentang|mengenai|terkait|terhadap|atas|perihal|menyangkut) .+"
_DIFFER_ID: Final = re.compile(
    r"(?:(?:apa(?:kah)?(?: saja)?|bagaimana(?:kah)?|di ?mana(?:kah)?|sebutkan|jelaskan) )?"
    r"(?:(?:letak )?(?:beda|perbedaan|perbandingan)(?:nya)?(?: antara)?|banding(?:kan|in)) "
    rf"(?P<noun>{_VIEW_ID}|{_AMOUNT_ID}) (?P<sides>.+?)(?P<on> {_ON_ID})?",
    re.IGNORECASE,
)
_EACH_ID: Final = re.compile(
    rf"(?:bagaimana(?:kah)?|apa(?:kah)?(?: saja)?) (?P<noun>{_VIEW_ID}) (?P<sides>.+?)"
    rf"(?P<each>,? masing-masing)?(?P<on> (?:{_ON_ID}|(?:ketika|saat|setelah) .+))",
    re.IGNORECASE,
)
_VIEW_EN: Final = (
    r"(?:view|position|stance|statement|reaction|response|opinion|account|explanation|comment|version|claim"
    r"|reason|demand|attitude)s?"
)
_AMOUNT_EN: Final = (
    r"(?:number|amount|price|cost|value|share|rate|size|level|total|revenue|profit|target|forecast|figure"
    r"|estimate|projection)s?"
)
_ON_EN: Final = r"(?:on|about|over|of|to|towards?|regarding|concerning|as to) .+"
_DISAGREE_EN: Final = re.compile(
    rf"how (?:do|does|did) (?P<sides>.+?) (?:differ|disagree)(?:,? in their {_VIEW_EN})?(?P<on> {_ON_EN})?",
    re.IGNORECASE,
)
_DIFFERENCE_EN: Final = re.compile(
    r"(?:what (?:is|are|was|were) the differences? between|how different (?:are|were)|compare)(?: the)? "
    rf"(?P<sides>.+?)(?:['’]s?)? {_VIEW_EN}(?P<on> {_ON_EN})?",
    re.IGNORECASE,
)
_COMPARE_EN: Final = re.compile(
    rf"compare (?:the )?(?P<noun>{_AMOUNT_EN}) (?P<sides>(?:of |in |for )?.+)", re.IGNORECASE
)
_EACH_EN: Final = re.compile(
    r"(?P<ask>how (?:did|have|has)|what (?:did|do|does)) (?P<sides>.+?)(?P<each> each| both)?"
    r" (?P<rest>(?:react|respond|reply|say|comment|explain|feel|answer)(?:ed)?\b.*)",
    re.IGNORECASE,
)
_AGAINST: Final = re.compile(
    r" (?:dengan|sama|(?i:vs\.?|versus)|dibanding(?:kan)?(?: dengan)?|with|against) "
)
_JOINT: Final = re.compile(r",? (?:dan|serta|and) |, ")
_NAMED: Final = re.compile(r"[A-Z]")
_BODY: Final = re.compile(
    r"(?:kementerian|badan|dinas|komisi|lembaga|direktorat|ministry|department|agency|office|board)\b",
    re.IGNORECASE,
)


def split(question: str, language: Language) -> tuple[Side, ...]:
    """The sides that ``question`` compares, each with a question on it alone; empty when it compares none.

    >>> split("Apa beda sikap Rudi dan Sari soal tarif baru?", "id")
    (('Rudi', 'Apa sikap Rudi soal tarif baru?'), ('Sari', 'Apa sikap Sari soal tarif baru?'))
    """
    text = " ".join(question.split()).rstrip("?!. ")
    found = _indonesian(text) if language == "id" else _english(text)
    return tuple(found[:MOST]) if len(found) > 1 else ()


def _indonesian(text: str) -> list[Side]:
    match = _DIFFER_ID.fullmatch(text)
    if match:
        noun, on = match["noun"].lower(), match["on"] or ""
        asks = "Berapa" if re.fullmatch(_AMOUNT_ID, noun) else "Apa"
        return [(_label(side), f"{asks} {noun} {side}{on}?") for side in _sides(match["sides"], noun)]
    match = _EACH_ID.fullmatch(text)
    if match:
        found = _names(match["sides"], sure=bool(match["each"]))
        return [(name, f"Apa {match['noun'].lower()} {name}{match['on']}?") for name in found]
    return []


def _english(text: str) -> list[Side]:
    match = _COMPARE_EN.fullmatch(text)
    if match:
        noun = match["noun"].lower()
        found = _sides(match["sides"].replace(" to ", " with "), noun)
        return [(_label(side), f"What was the {noun} {side}?") for side in found]
    match = _EACH_EN.fullmatch(text)
    if match:
        found = _names(match["sides"], sure=bool(match["each"]))
        return [(name, f"{match['ask']} {name} {match['rest']}?") for name in found]
    match = _DIFFERENCE_EN.fullmatch(text) or _DISAGREE_EN.fullmatch(text)
    if not match:
        return []
    if match["on"]:
        about = re.sub(r"^ \S+(?: to(?= whether))? ", " about ", match["on"])
        return [
            (_label(name), f"What does {name} say{about}?")
            for side in _apart(match["sides"])
            if (name := re.sub(r"['’]s?$", "", side))
        ]
    # "the dollar and the rupiah forecasts for 2030": what the last says of both stands behind it
    one, *others = _apart(match["sides"])
    tail = others[-1].split()[len(one.split()) :] if others else []
    if not any(re.fullmatch(f"{_AMOUNT_EN}|{_VIEW_EN}", word) for word in tail):
        return []
    return [(_label(side), f"What is {side}?") for side in (" ".join([one, *tail]), *others)]


def _sides(text: str, noun: str) -> list[str]:
    """The two sides of ``text``, the second made as long as the first where it leaves out what both share:
    "tol bulan April" and "bulan Juni" are alike from "bulan" on, "Rudi Hartono" and "Sari" from the name."""
    one, *others = _apart(text)
    again = re.compile(rf"(?:the )?{re.escape(noun)} ", re.IGNORECASE)
    return [
        one,
        *(again.sub("", other, count=1) if again.match(other) else _alike(one, other) for other in others),
    ]


def _apart(text: str) -> list[str]:
    """What is set against each other: at "dengan" or "with"; else at "dan" or "and", at the last of them
    where a body may have one in its own name."""
    against = _AGAINST.search(text)
    if against:
        return [text[: against.start()], text[against.end() :]]
    parts = [part for part in _JOINT.split(text) if part.strip()] or [text]
    if len(parts) > 2 and _has_office(text):
        cut = list(_JOINT.finditer(text))[-1]
        return [text[: cut.start()], text[cut.end() :]]
    return parts


def _names(text: str, *, sure: bool) -> list[str]:
    """The people, firms or bodies of a list; none when one of them bears no name, or when the list may be
    the name of one body and it is not ``sure`` that each of several is meant."""
    names = [name.strip() for name in _JOINT.split(text)]
    if not all(_NAMED.search(name) for name in names) or (_has_office(text) and not sure):
        return []
    return names


def _has_office(text: str) -> bool:
    bare = re.sub(r"^the ", "", text, flags=re.IGNORECASE)
    return offices.holds_office(bare) or bool(_BODY.search(bare))


def _alike(one: str, other: str) -> str:
    words, first = one.split(), other.split()[0].lower()
    places = [at for at, word in enumerate(words) if word.lower() == first]
    if places:
        return " ".join([*words[: places[-1]], other])
    end = len(words)
    while end and _NAMED.match(words[end - 1]):
        end -= 1
    return " ".join([*words[:end], other]) if end < len(words) else other


def _label(side: str) -> str:
    bare = re.sub(r"^(?:the|of|in|for) ", "", side, flags=re.IGNORECASE)
    return f"{bare[:1].upper()}{bare[1:]}"
