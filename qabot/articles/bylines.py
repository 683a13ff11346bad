"""Lines that name the author, the outlet and the date of a page."""

from __future__ import annotations

import re
from typing import Final

from qabot.articles.wording import OUTLETS
from qabot.text import dates

_ROLES: Final = {
    name: role
    for role, names in {
        "author": "penulis|reporter|pewarta|wartawan|oleh|by|author|kontributor|jurnalis|written by|rep",
        "editor": "editor|redaktur|penyunting",
        "photo": "photo|photos|foto|credit|kredit|fotografer|photographer|gambar|image",
        "source": "sumber|source",
    }.items()
    for name in names.split("|")
}
_CREDITED: Final = re.compile(
    r"""[(\[•\s|]*(?P<role>penulis|reporter|pewarta|wartawan|oleh|author|by|kontributor|jurnalis
        |ditulis\ oleh|written\ by|words\ by|editor|redaktur|penyunting|penerjemah|translator|rep|red|sumber
        |source|fotografer|photographer|uploader|publisher|penanggung\ jawab|editing\ by|reporting\ by)
        \s*[:|\t]\s*(?P<value>\S.*)""",
    re.VERBOSE | re.IGNORECASE,
)
"""``Penulis: Name``."""
_REPORTED: Final = re.compile(
    r"laporan (?:wartawan|reporter|kontributor) [^,]{3,40},\s*(?P<value>\S.*)", re.IGNORECASE
)
"""``Laporan Wartawan Outlet, Name``."""

_PARTICLE: Final = "bin|binti|van|von|der|de|da|al|el|dan|and|&"
_NAME: Final = rf"(?:[A-Z][\w.'’-]*|dr\.)(?:\s+(?:[A-Z][\w.'’-]*|{_PARTICLE}))*"
_NAMES: Final = re.compile(rf"{_NAME}(?:,\s*{_NAME})*")
_BY_NAME: Final = re.compile(
    rf"(?:[Bb]y|BY|[Oo]leh|OLEH|[Ww]ritten by|[Dd]itulis oleh|Words by)\s+(?P<value>{_NAME}(?:,\s*{_NAME})*)"
)
_NAME_AND_DESK: Final = re.compile(
    rf"""(?P<name>{_NAME})\s*(?:[-–—|/,•·]|(?=\())\s*
        \(?(?P<desk>(?i:detik|cnn|cnbc|bbc|okezone|kumparan|liputan|tempo|antara|the\ jakarta|tribun|suara
        |viva|idn|jurnalis|wartawan|kontributor|reporter|associated\ press|reuters|afp)
        [\w.]*(?:\s[\w.]+){{0,2}})\)?""",
    re.VERBOSE,
)
"""``Name - detikNews``, ``Name, Jurnalis``, ``Name (Outlet)``."""

DOMAIN: Final = r"[A-Za-z0-9][\w-]*\.(?i:com|co\.id|my\.id|or\.id|id|co|net|org|tv|news)"
_NAMED: Final = "|".join(sorted(map(re.escape, OUTLETS), key=len, reverse=True))
OUTLET: Final = rf"(?:{DOMAIN}\b|\b(?i:{_NAMED})\b)"
"""Pattern of an outlet's name: a web address, or one of those known by another name."""
PLACE: Final = r"[A-Z][\w.'’-]*(?:[ /][A-Z][\w.'’-]*){0,3}"
DATELINE: Final = re.compile(
    rf"""(?:Laporan\ [Ww]artawan[^,\n]{{3,40}},\s[\w.\s]{{3,40}}?\s)?
    (?:
        (?P<first>{OUTLET})\s*(?:,\s*{PLACE}\s*)?(?:\(\d[\d/.]*\)\s*)?[-–—]
      | {PLACE},\s*(?P<second>{OUTLET})\s*[-–—]
      | {PLACE}\s*(?:,\s*[^()\n]{{3,20}})?\s*\((?P<third>{OUTLET})\)\s*[-–—]
    )""",
    re.VERBOSE,
)
"""``JAKARTA, Outlet.com -``, ``Outlet.com, Jakarta -``, ``Jakarta (OUTLET) -``."""
PLACE_LINE: Final = re.compile(r"[A-Z]{3,}[A-Z ,./]*\s*[-–—]{1,2}\s")
"""``JAKARTA - ``."""
_OUTLET: Final = re.compile(OUTLET)
_OUTLET_PART: Final = re.compile(rf"(?:^|[-–—|,•·(]\s*|\s)(?P<outlet>{OUTLET})\s*(?:$|[-–—|,•·()])")

YEAR: Final = re.compile(r"(?:19|20)\d\d|\b\d\d?/\d\d?/\d\d\b")
_DATE_WORDS: Final = re.compile(
    r"""\b(?:\d{1,2}[:.]\d{2}(?:[:.]\d{2})?|wib|wita|wit|gmt|utc|[ap]\.?m\.?|pukul|jam|pkl|published|updated|posted
        |diterbitkan|dipublikasikan|diperbarui|diupdate|terbit|tayang|last|first|modified|at|on|pada|oleh|by|tanggal
        |est|edt|ist|hari|date|[+-]\d{2}:?\d{2}|publish|update|terakhir|dibuat|created|z|redaksi|admin|tim)\b""",
    re.VERBOSE | re.IGNORECASE,
)
_NOISE: Final = re.compile(
    r"""(?:waktu|estimasi|lama)\ baca:?\s*(?:\d+\s*menit)?|\d+\s*(?:menit|min(?:ute)?s?)(?:\ read|\ baca)?
        |(?:updated|diperbarui)\s.{1,24}\s(?:ago|lalu)|gmt\s?[+-]\d{1,2}|dibaca:?\s*[\d.,]+(?:\s*kali)?
        |[\d.,]+\s*(?:kali\s)?(?:dibaca|views?)""",
    re.VERBOSE | re.IGNORECASE,
)
"""What sites put beside the date."""
_PARTS: Final = re.compile(r"\s*[|•·–—()\[\]>»/]\s*|\s+-+\s*|-\s+|,(?:\s+|$)|:\s+")
_NO_PERSON: Final = frozenset(
    """
    redaksi tim admin administrator redaktur newsroom desk editor editorial staff reporter penulis kontributor
    news team writer wartawan jurnalis online
    """.split()
)
_LONGEST: Final = 8
"""Words beside the date of a byline."""


def role(line: str) -> str:
    """``author``, ``editor``, ``photo`` or ``source`` where ``line`` is such a label alone, else empty."""
    return _ROLES.get(" ".join(line.strip(" \t:•|").lower().split()), "")


def is_byline(line: str, *, ended: bool) -> bool:
    """Author, outlet or date of the page on a line of its own. ``ended``: it ends as a sentence does."""
    if _CREDITED.fullmatch(line):
        return True
    if ended or line[-1] in "-–—":
        return False
    if _BY_NAME.fullmatch(line) or _NAME_AND_DESK.fullmatch(line) or _REPORTED.fullmatch(line):
        return True
    if not YEAR.search(line):
        return False
    parts = _without_dates(line)
    if parts is None:
        return False
    # Names and outlets, set off from the date by marks: "Name - date", "Outlet | date".
    words = sum(len(part.split()) for part in parts)
    marked = not parts or bool(_PARTS.search(line))
    return marked and words <= _LONGEST and all(_NAMES.fullmatch(part) for part in parts)


def is_credit(line: str) -> bool:
    """Does the line say who did what (``Penulis: Name``), and not only name a name or a date?"""
    return bool(_CREDITED.fullmatch(line) or _REPORTED.fullmatch(line))


def author(line: str) -> str | None:
    """The author a byline names, as far as it names a person."""
    credited = _CREDITED.fullmatch(line)
    if credited:
        name = re.split(r"\s*(?:\||;|\b[Ee]ditor\b|\b[Ss]umber\b|\b[Cc]opyright\b)\s*", credited["value"])[0]
        return person(name) if _ROLES.get(credited["role"].lower()) == "author" else None
    for pattern in (_REPORTED, _BY_NAME):
        found = pattern.fullmatch(line)
        if found:
            return person(found["value"])
    desk = _NAME_AND_DESK.fullmatch(line)
    if desk:
        return person(desk["name"])
    for part in _without_dates(line) or ():
        # One word beside a date is as likely a town or a desk.
        name = person(part) if len(part.split()) >= 2 else None
        if name:
            return name
    return None


def person(text: str) -> str | None:
    """``text`` as the name of one or more people, None where it names a desk or an outlet."""
    name = " ".join(text.split()).strip(" ,;:|-–—()/")
    people = [part for part in re.split(r",\s*", name) if not _OUTLET.search(part)]
    name = ", ".join(people)
    words = name.lower().split()
    if not words or len(words) > 12 or not _NAMES.fullmatch(name) or _NO_PERSON & set(words):
        return None
    return name.title() if name.isupper() and len(words) > 1 else name


def outlet(line: str) -> str | None:
    """The outlet a byline names; sources credited do not count."""
    if _CREDITED.match(line):
        return None
    found = _OUTLET_PART.search(line)
    return found["outlet"] if found else None


def source(line: str) -> str | None:
    """What a byline credits as its source."""
    credited = _CREDITED.fullmatch(line)
    return credited["value"] if credited and _ROLES.get(credited["role"].lower()) == "source" else None


def is_outlet(name: str) -> bool:
    """Is ``name`` an outlet's, and nothing else?"""
    return bool(_OUTLET.fullmatch(name.strip()))


def _without_dates(line: str) -> list[str] | None:
    """What a line names beside its dates; None where it holds no full date."""
    line = _NOISE.sub(" ", line)
    mentions = [mention for mention in dates.find(line) if mention.precision == "day"]
    if not mentions:
        return None
    rest = line
    for mention in reversed(mentions):
        rest = f"{rest[: mention.start]} | {rest[mention.end :]}"
    parts = (" ".join(_DATE_WORDS.sub(" ", part).split()) for part in _PARTS.split(rest))
    return [part for part in parts if part.strip(" -.,")]
