"""Spoken Indonesian word forms to written ones, by the rules of the language: ``ngelanggar``, ``jelasin``.

Colloquial Jakartan forms follow from the written ones (Sneddon 2006, Colloquial Jakartan Indonesian): the
suffix ``-in`` stands for ``-kan`` and ``-i``, a bare nasal or ``nge-`` for ``meN-``, ``ke-`` for ``ter-``,
``e`` for ``a`` in the last syllable. A form is taken for spoken only where the written language does not
have it and the root it leads to is one; what roots there are, Sastrawi's word list says.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

_VOWELS: Final = frozenset("aiueo")
_CLITIC: Final = re.compile(r"(.{4,})(nya|lah|kah|ny)$")
_CLOSED_E: Final = re.compile(r"(.*[^aiueo])e([^aiueo]{1,2})$")
_TWICE: Final = re.compile(r"([a-z]{3,})[2²](nya|an)?")

_WITH_I: Final = frozenset(
    "alam amat atas awas bahaya baik batas biaya cermat cinta curiga dalam damping dana datang dekap"
    " dekat duduk gaul hadap hadir halang hampir hindar hormat hubung ikut isi jajah jalan jauh kagum"
    " kelabu kenal komentar kuasa kunjung kurang layan lengkap lewat lindung lunas marah milik minat"
    " musuh nama naung nikah nikmat obat pengaruh percaya restu saing sakit sangsi sayang selidik"
    " sembunyi sepakat serta setuju suka surat syukur tandatangan tangan tanggap tangis teliti teman"
    " tembak temu tepat turut ubah waris warna yakin".split()
)
"""Roots whose ``-in`` stands for ``-i``; for all others but these it is ``-kan``."""
_WITHOUT: Final = frozenset("bantu coba ganggu jemput tolong tunggu".split())
"""Roots whose ``-in`` stands for nothing."""
_ACTIVE: Final = {
    "nyari": ("mencari", "cari"), "nyuri": ("mencuri", "curi"), "nyoba": ("mencoba", "coba"),
    "nyatat": ("mencatat", "catat"), "nyabut": ("mencabut", "cabut"), "ngilang": ("menghilang", "hilang"),
    "ngelayan": ("melayan", "layan"), "ngelepas": ("melepas", "lepas"), "ngitung": ("menghitung", "hitung"),
    "ngadep": ("menghadap", "hadap"), "ngapus": ("menghapus", "hapus"), "ngasil": ("menghasil", "hasil"),
    "ngejelas": ("menjelas", "jelas"), "ngindar": ("menghindar", "hindar"),
}  # fmt: skip
"""Verbs of ``c`` and ``h`` that another root looks like as well."""
_HAPPENS: Final = frozenset(
    "bakar bawa bongkar buka dengar ganggu gusur hapus jadi jaring jebak jual kirim lempar lewat pakai pilih"
    " pukul racun rekam seret sebar tabrak tahan tangkap tembak tipu tukar tunda tutup ulang".split()
)
"""Roots whose ``ke-`` stands for ``ter-``. Others are "ke" and a place, written in one."""
_NOT_SPOKEN: Final = frozenset(
    "minang malin mining natal nanti nyepi mudik misal minta market ninja martial macau malut nampak mampang"
    " miles merinci rinci napak kafein sadikin adenin meng marek mayer moise ngada ngurah matah ngawi nduga"
    " nanda masirin wahidin nganggung makau ngakan neneng nahar nagan aripin maker matik".split()
)
"""Names and words of the language that the list of roots lacks and a rule would take apart."""


def written(word: str) -> str:
    """The written form of one lower-case word; the word itself when it is no spoken form of another."""
    doubled = _TWICE.fullmatch(word)
    if doubled:
        base = written(doubled[1])
        return f"{base}-{base}{doubled[2] or ''}" if is_written(base) else word
    if len(word) < 4 or not word.isascii() or not word.isalpha() or is_written(word):
        return word
    clitic = _CLITIC.match(word)
    if clitic and (is_written(clitic[1]) or _spoken(clitic[1])):
        base = clitic[1] if is_written(clitic[1]) else _spoken(clitic[1])
        return base + ("nya" if clitic[2] == "ny" else clitic[2])
    if clitic and clitic[2] == "nya":  # of a name: written so, it is still found by its own letters
        return f"{clitic[1]}-nya"
    return _spoken(word) or word


def is_root(word: str) -> bool:
    """Whether ``word`` is on the list of Indonesian roots."""
    return word in _roots()


@lru_cache(maxsize=4096)
def is_written(word: str) -> bool:
    """Whether ``word`` is a root of the written language or an affixed form of one."""
    if word in _roots() or word in _NOT_SPOKEN:
        return True
    if (
        len(word) < 4
        or not word.replace("-", "").isalpha()
        or (word.startswith("ke") and word[2:] in _HAPPENS)
    ):
        return False
    from qabot.text.stemming import stem

    root = stem(word)
    return root != word and root in _roots() and _holds(word, root)


def _holds(word: str, root: str) -> bool:
    """Whether ``root`` is really within ``word`` but for a first letter that a prefix swallows: English
    words end up with roots of their own."""
    return root[1:] in word


@lru_cache(maxsize=1)
def _roots() -> frozenset[str]:
    from Sastrawi.Stemmer.StemmerFactory import StemmerFactory

    return frozenset(StemmerFactory().get_words())


def _spoken(word: str) -> str:
    """The written form of ``word``; empty when no rule leads to a root."""
    if word.startswith("ke") and (root := _root(word[2:])) in _HAPPENS:
        return f"ter{root}"
    if word.endswith("in") and len(word) > 5:
        body = word[:-2]
        if body.startswith("di") and (root := _root(body[2:])):
            return f"di{root}{_suffix(root)}"
        if (root := _root(body)) and len(body) > 3:
            return f"{root}{_suffix(root)}"
        active, root = _active(body)
        if root:
            return f"{active}{_suffix(root)}"
    if word.startswith("di") and (root := _root(word[2:])) and root != word[2:]:
        return f"di{root}"
    return _active(word)[0]


def _suffix(root: str) -> str:
    if root in _WITHOUT:
        return ""
    return "i" if root in _WITH_I and not root.endswith("i") else "kan"


def _root(word: str) -> str:
    """The root that ``word`` is in writing or in speech; empty when it is none."""
    roots = _roots()
    if word in roots:
        return word if len(word) > 2 else ""
    closed = _CLOSED_E.match(word)
    if closed and len(word) > 3 and (root := f"{closed[1]}a{closed[2]}") in roots:
        return root
    if word.endswith("e") and len(word) > 3 and (root := f"{word[:-1]}ai") in roots:
        return root
    return ""


def _active(word: str) -> tuple[str, str]:
    """``meN-`` form and root of a spoken active verb (``ngirim``: ``mengirim``, ``kirim``), or two empty
    strings."""
    if word in _ACTIVE:
        return _ACTIVE[word]
    if word.startswith("ng"):
        return _active_in_ng(word)
    if word.startswith("ny") and len(word) > 4:
        if root := _root(f"s{word[2:]}"):
            return f"meny{root[1:]}", root
        if root := _root(f"c{word[2:]}"):
            return f"men{root}", root
    elif word[0] in "nm" and len(word) > 4:
        swallowed, kept = ("t", "cdj") if word[0] == "n" else ("p", "bf")
        if word[1] in _VOWELS and (root := _root(swallowed + word[1:])):
            return f"me{word[0]}{root[1:]}", root
        if word[1] in kept and (root := _root(word[1:])):
            return f"me{word[0]}{root}", root
    return "", ""


def _active_in_ng(word: str) -> tuple[str, str]:
    """The same of one that begins with ``ng``."""
    if len(word) > 3 and word[2] in _VOWELS:
        for root in (_root(f"k{word[2:]}"), _root(word[2:])):
            if root:
                return f"meng{root.removeprefix('k') if word[2] != root[0] else root}", root
        if word.startswith("nge") and (root := _root(word[3:])):
            return _prefixed(root), root
    elif len(word) > 4:
        for root in (_root(word[2:]), _root(f"k{word[2:]}")):
            if root.startswith("k"):  # "ngkaji", and "ngritik" of "kritik"
                return f"meng{root}", root
    return "", ""


def _prefixed(root: str) -> str:
    """``meN-`` before a root."""
    first, second = root[0], root[1]
    if not any(letter in _VOWELS for letter in root[2:]) and first not in _VOWELS and len(root) < 4:
        return f"menge{root}"
    swallows = second in _VOWELS
    if first in "lrwymn":
        return f"me{root}"
    if first in "bfv":
        return f"mem{root}"
    if first in "cdjz":
        return f"men{root}"
    if first in "ghqx" or first in _VOWELS:
        return f"meng{root}"
    nasal = {"p": "mem", "t": "men", "s": "meny", "k": "meng"}[first]
    if swallows:
        return nasal + root[1:]
    return {"s": "men"}.get(first, nasal) + root
