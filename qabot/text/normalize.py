"""Chat spelling to the spelling of newspapers, for questions only: quotes are never touched."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_CHAT: Final[dict[str, str]] = {
    # negation, time, aspect
    "ga": "tidak", "gak": "tidak", "gk": "tidak", "g": "tidak", "nggak": "tidak", "ngga": "tidak",
    "enggak": "tidak", "engga": "tidak", "kagak": "tidak", "kaga": "tidak", "ndak": "tidak", "tdk": "tidak",
    "tak": "tidak", "blm": "belum", "blom": "belum", "belom": "belum", "udah": "sudah", "udh": "sudah",
    "dah": "sudah", "sdh": "sudah", "jd": "jadi", "jdi": "jadi", "lg": "lagi", "lgi": "lagi",
    "skrg": "sekarang", "skrang": "sekarang", "skg": "sekarang", "kmrn": "kemarin", "kmren": "kemarin",
    "bsk": "besok", "tgl": "tanggal", "thn": "tahun", "bln": "bulan", "mau": "akan", "bakal": "akan",
    "bakalan": "akan", "mo": "akan",
    # question words
    "brp": "berapa", "brapa": "berapa", "kpn": "kapan", "sapa": "siapa", "sp": "siapa", "knp": "kenapa",
    "knapa": "kenapa", "npa": "kenapa", "gmn": "bagaimana", "gmna": "bagaimana", "gimana": "bagaimana",
    "bgmn": "bagaimana", "dmn": "di mana", "dimana": "di mana", "kmn": "ke mana", "kemana": "ke mana",
    "drmn": "dari mana", "darimana": "dari mana", "ap": "apa", "apaan": "apa", "apkh": "apakah",
    # small words
    "yg": "yang", "dgn": "dengan", "dg": "dengan", "utk": "untuk", "untk": "untuk", "buat": "untuk",
    "krn": "karena", "karna": "karena", "soalnya": "karena", "kalo": "kalau", "klo": "kalau", "kl": "kalau",
    "tp": "tapi", "tpi": "tapi", "sm": "sama", "ama": "sama", "dr": "dari", "dri": "dari", "pd": "pada",
    "kpd": "kepada", "ttg": "tentang", "trs": "terus", "trus": "terus", "jg": "juga", "jga": "juga",
    "aja": "saja", "aj": "saja", "bgt": "sekali", "banget": "sekali", "bs": "bisa", "bsa": "bisa",
    "hrs": "harus", "msh": "masih", "smpe": "sampai", "sampe": "sampai", "spt": "seperti", "kyk": "seperti",
    "kayak": "seperti", "kek": "seperti", "tu": "itu", "tuh": "itu", "ni": "ini", "nih": "ini",
    "org": "orang",
    "bnyk": "banyak", "byk": "banyak", "smua": "semua", "dlm": "dalam", "sbg": "sebagai", "dpt": "dapat",
    "jgn": "jangan", "emang": "memang", "emg": "memang", "bener": "benar", "bnr": "benar",
    "beneran": "benar",
    "cuman": "cuma", "pake": "pakai", "pke": "pakai",
    # pronouns
    "gw": "saya", "gue": "saya", "gua": "saya", "aq": "saya", "sy": "saya", "lu": "kamu", "lo": "kamu",
    "loe": "kamu", "mrk": "mereka", "doi": "dia",
    # verbs of chat
    "bilang": "mengatakan", "blg": "mengatakan", "ngomong": "mengatakan", "ngasih": "memberi",
    "kasih": "memberi", "ngasi": "memberi", "nyuruh": "menyuruh", "bikin": "membuat", "ngebuat": "membuat",
    "ngambil": "mengambil", "ngejual": "menjual", "jualan": "menjual", "ngelarang": "melarang",
    "ngelindungin": "melindungi", "ngebantu": "membantu", "ngirim": "mengirim", "ngebahas": "membahas",
    "nolak": "menolak", "nyebut": "menyebut", "nutup": "menutup", "ngumumin": "mengumumkan",
    "nanya": "bertanya", "nyari": "mencari", "ketemu": "bertemu", "ngobrol": "berbicara",
    "obrolan": "pembicaraan", "duit": "uang", "dibanned": "dilarang", "diban": "dilarang", "hape": "ponsel",
    "indo": "indonesia", "jkt": "jakarta", "bdg": "bandung", "sby": "surabaya", "pemda": "pemerintah daerah",
}  # fmt: skip

_FILLERS: Final = frozenset(
    "sih dong deh kok lah loh lho nah ya yah kan tau tahu gitu gtu min gan bro sis kak bang mas mbak pak bu "
    "please pls plis tolong dong donk wkwk wkwkwk haha hehe btw nya".split()
)
"""Words that colour a question and ask nothing; dropped only at its edges and never when alone."""

_WORD: Final = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_MARKUP: Final = re.compile(r"<[^<>]{0,200}>|!?\[([^\[\]]*)\]\([^()]*(?:\([^()]*\)[^()]*)*\)|[*_`~#>|]{1,3}")
_SCRIPT: Final = re.compile(r"<(script|style)\b[^>]*>.*?</\1\s*>", re.IGNORECASE | re.DOTALL)
_STRETCHED: Final = re.compile(r"([^\W\d_])\1{2,}")
_SENTENCE_END: Final = ".!?…:\"“‘'(-–—"

LONGEST_QUESTION: Final = 3000
"""Characters read of a question; more is cut at a word."""


def clean_question(text: str) -> str:
    """``text`` as one plain line: NFC, without markup, control and zero-width characters, cut to
    :data:`LONGEST_QUESTION` characters."""
    text = "".join(
        " " if c.isspace() else c
        for c in text[: 4 * LONGEST_QUESTION]
        if c.isspace() or unicodedata.category(c)[0] != "C"
    )
    text = unicodedata.normalize("NFC", text)
    text = _SCRIPT.sub(" ", text)
    text = _MARKUP.sub(lambda match: f" {match[1] or ''} ", text)
    text = " ".join(text.split())
    if len(text) > LONGEST_QUESTION:
        text = text[:LONGEST_QUESTION].rsplit(" ", 1)[0]
    return text


def plain_spelling(question: str) -> str:
    """An Indonesian question with chat spelling (``gak``, ``brp``, ``kpn``) written out.

    Words that are not in the table stay as they are, and so do words in capitals and, but for the first
    of a sentence, capitalised ones: those are names (``Mo Salah``, ``Lo Kheng Hong``).
    """

    def spell(match: re.Match[str]) -> str:
        word, before = match[0], question[: match.start()].rstrip()
        if word.isupper() and len(word) > 1:
            return word
        if word[0].isupper() and before and before[-1] not in _SENTENCE_END:
            return word
        low = _STRETCHED.sub(r"\1", word.lower())
        if low == "g" and before[-1:].isdigit():  # grams
            return word
        return _CHAT.get(low, word if low == word.lower() else low)

    return _WORD.sub(spell, question)


def content_core(question: str) -> str:
    """The question without fillers at its edges (``..., ya?``, ``... sih``)."""
    words = list(_WORD.finditer(question))
    first, last = 0, len(words) - 1
    while first < last and words[first][0].lower() in _FILLERS:
        first += 1
    while last > first and words[last][0].lower() in _FILLERS:
        last -= 1
    if not words:
        return question
    tail = "?" if question.rstrip().endswith("?") else ""
    return question[words[first].start() : words[last].end()] + tail
