"""Who says it: the named speaker of a sentence, as the article attributes it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

_PERSON: Final = r"[A-Z][\w’'-]*(?:[ \u00a0](?:[A-Z][\w’'-]*\.?|bin|van|de|al))*"
_SAYS_ID: Final = (
    r"ujar|kata|tutur|ucap|jelas|terang|papar|ungkap|tegas|imbuh|tambah|sebut|sambung|lanjut|cetus|beber"
    r"|pungkas|tulis"
    r"|klaim|kutip"
)
_SAYS_EN: Final = (
    r"said|says|told|added|adds|explained|stated|claimed|announced|warned|insisted|noted|argued|confirmed"
    r"|denied|wrote"
)
_STATES_ID: Final = (
    r"(?:me(?:ngatakan|nyatakan|njelaskan|ngungkapkan|negaskan|nuturkan|nambahkan|nyebut(?:kan)?"
    r"|nyampaikan|maparkan|mastikan"
    r"|mbantah|ngaku(?:i)?|nilai|ngklaim|nekankan|rinci|nerangkan|mbeberkan|ngimbau|minta|mperingatkan"
    r"|ngumumkan|nepis"
    r"|nampik|ngusulkan|nyangkal|njawab|ngakui|ngkritik|nyoroti|wanti-wanti)|berkata|bertutur|berpendapat"
    r"|berharap|bilang)"
)
_AFTER: Final = re.compile(
    rf"\b(?:{_SAYS_ID})(?:nya)?[ \u00a0]+(?P<pronoun>dia|ia|beliau|mereka\b)?(?P<name>{_PERSON})?"
    rf"|\b(?:{_SAYS_ID})nya\b"
    rf"|\b(?:{_SAYS_EN})\b[ \u00a0](?:(?:he|she|they)\b|(?P<name2>{_PERSON}))"
)
_BEFORE: Final = re.compile(
    rf"(?P<name>{_PERSON})(?:,[ \u00a0](?P<aside>[^,]{{3,90}}),|[ \u00a0]\([^)]*\))?"
    rf"[ \u00a0](?:juga[ \u00a0]|pun[ \u00a0]"
    rf"|dengan tegas[ \u00a0])?"
    rf"(?:{_STATES_ID}|{_SAYS_EN})\b"
)
_ACCORDING: Final = re.compile(
    rf"\b(?:[Mm]enurut|[Aa]ccording to|[Mm]asih kata)[ \u00a0](?:laporan |the )?(?P<name>{_PERSON})"
)
_PRONOUN: Final = re.compile(
    rf"\b(?:{_SAYS_ID})(?:nya\b|[ \u00a0](?:dia|ia|beliau)\b)|\b[Mm]enurut(?:nya|[ \u00a0](?:dia|beliau))\b"
    rf"|\b(?:[Ii]a|[Dd]ia|[Bb]eliau)(?:[ \u00a0](?:juga|pun|dengan tegas))*[ \u00a0]{_STATES_ID}\b"
    rf"|\b(?:he|she|He|She)[ \u00a0](?:{_SAYS_EN})\b|\b(?:{_SAYS_EN})[ \u00a0](?:he|she)\b"
)
_NOT_NAMES: Final = frozenset(
    "Senin Selasa Rabu Kamis Jumat Sabtu Minggu Januari Februari Maret April Mei Juni Juli Agustus"
    " September Oktober November Desember Monday Tuesday Wednesday Thursday Friday Saturday Sunday"
    " Dalam Pada Menurut Hal Ini Itu Namun Selain Sementara Kami Saya Kita Mereka The He She They It"
    " This That Ia Dia Sebelumnya Meski Ketika Saat Untuk Karena Bahkan Setelah".split()
)
_ROLES: Final = re.compile(
    r"^(?:Head of Communications|Direktur(?: Eksekutif| Utama| Jenderal)?|Menteri|Presiden|Wakil|Ketua"
    r"|Kepala|Gubernur"
    r"|Bupati|Wali ?[Kk]ota|Kapolri|Kapolda|Juru Bicara|Staf Khusus|Sekretaris|CEO|Chief Executive|Dirjen"
    r"|Pengamat|Minister"
    r"|President|Chairman|Mr|Mrs|Ms|Dr|Pak|Bu|Bapak|Ibu)\b"
)


def speaker(sentence: str, before: Iterable[str] = ()) -> str | None:
    """The name a sentence attributes its words to, or None.

    A pronoun ("ujarnya", "he said") goes back to the last named speaker in ``before``, the sentences of
    the article that precede it, nearest first.
    """
    named = _named(sentence)
    if named:
        return named
    if _PRONOUN.search(sentence):
        for earlier in before:
            named = _named(earlier)
            if named:
                return named
    return None


def _named(sentence: str) -> str | None:
    for pattern in (_AFTER, _BEFORE, _ACCORDING):
        for match in pattern.finditer(sentence):
            groups = match.groupdict()
            name = groups.get("name") or groups.get("name2")
            aside = groups.get("aside")
            if name and aside and _ROLES.match(name) and re.fullmatch(_PERSON, aside):
                name = aside  # "Direktur Bank X, Nama Orang, mengatakan"
            cleaned = _clean(name) if name else None
            if cleaned:
                return cleaned
    return None


def _clean(name: str) -> str | None:
    words = name.split()
    while words and words[0] in _NOT_NAMES:
        words.pop(0)
    while words and words[-1] in _NOT_NAMES:
        words.pop()
    return " ".join(words).strip(" .,") or None
