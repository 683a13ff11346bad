"""Search terms: what a text and a question must share to find each other by words.

A term depends on the word alone, never on the language of the text around it, so that a name or a
loan word in an English question meets the same term in an Indonesian article. Indonesian is stemmed
by Sastrawi (Nazief-Adriani with confix stripping); a word for which Sastrawi knows no Indonesian
root is stemmed by Snowball's English stemmer. The language decides only which function words drop out.
"""

from __future__ import annotations

import re
import threading
import unicodedata
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from qabot.types import Language

VERSION = 2
"""Raised whenever the same text gives other terms than before: an index holds the terms of one version."""

# Function words carry no topic and have the longest posting lists.
_INDONESIAN = frozenset(
    """
    ada adalah adapun agar akan aku amat anda antara apa apakah apabila apalagi atas atau ataupun bagai
    bagaimana bagaimanakah bagi bahkan bahwa bahwasanya beberapa begini begitu belum berapa berapakah bila
    bilamana bisa bukan bukankah bukanlah cuma dalam dan dapat dari daripada demi demikian dengan di dia
    engkau hal hanya harus hingga ia ialah ini inilah itu itulah iya jadi jangan jika jikalau juga jua
    justru kah kalau kalian kami kamu kapan kapankah karena karenanya ke kendati kenapa kepada kepadanya
    ketika kita kok lagi lah lain lalu lantas maka makin mana manakala mari masih maupun melainkan melalui
    memang mengapa mengapakah menurut merupakan mereka meski meskipun misal misalnya namun nah nanti nya
    oleh olehnya pada padahal padanya para pernah pula pun saat saja saling sambil sampai sang sangat saya
    se seakan seandainya sebab sebabnya sebagai sebagaimana sebelum sebelumnya sebuah secara sedang
    sedangkan segala segera sehingga sejak sekalipun selain selaku selama selanjutnya seluruh semakin
    sementara semua senantiasa seolah seorang seperti serta sesuatu setelah setiap si siapa siapakah sih
    sini situ suatu sudah sudahkah supaya tadi tanpa tapi telah tentang tentu terhadap termasuk tersebut
    tetapi tiap tidak tidakkah toh untuk usai walau walaupun yaitu yakni yang

    aja belom biar bgt brp doang dong emang enggak ga gak gimana gitu gmn gua gue kagak kayak kek kpn krn
    loh mah nggak ngga nih sbg sdh tdk tp trs tuh udah udh utk ya yg
    """.split()
)
_ENGLISH = frozenset(
    """
    a about above after again against ago all already also although always am among an and any are aren't
    as at be because been before being below between both but by can can't cannot could couldn't did didn't
    do does doesn't doing don't down during each either else even ever every for from further had hadn't has
    hasn't have haven't having he her here hers herself him himself his how however i if in into is isn't it
    its itself just let's may me might more most much must my myself neither no nor not of off on once only
    or other our ours ourselves out over own quite rather really same shall she should shouldn't since so
    some such than that the their theirs them themselves then there therefore these they this those though
    through thus to too under until up upon us very was wasn't we were weren't what when where whether which
    while who whom whose why will with within without won't would wouldn't yet you your yours yourself
    yourselves
    """.split()
)
# What of the other language drops out too, because titles and quotes are often in it. Short on purpose:
# "as" (Amerika Serikat) and "who" are content in Indonesian, "dan" and "para" in English.
_ENGLISH_CORE = frozenset("the of and to in for with on at by from is are was were".split())
_INDONESIAN_CORE = frozenset("yang di ke dari untuk dengan pada ini itu tidak akan dalam".split())
_BOTH = (_INDONESIAN | _ENGLISH) - {"as", "us"}
_STOPWORDS = {
    "id": _INDONESIAN | _ENGLISH_CORE,
    "en": _ENGLISH | _INDONESIAN_CORE,
    None: _BOTH,
}

# A number with its separators, a number, or a word with its apostrophes and hyphens. Letters part from
# digits, so that "Rp15", "Rp 15", "U-20" and "U20" agree.
_CHUNK = re.compile(r"\d+(?:[.,]\d+)+|\d+|[^\W\d_]+(?:['’`-][^\W\d_]+)*")
_THOUSANDS = re.compile(r"\d{1,3}(?:([.,])\d{3})(?:\1\d{3})*(?:[.,]\d+)?")
_APOSTROPHES = str.maketrans("", "", "'’`")
_PLAIN = re.compile(r"[\w'-]+")
_LONGEST_TERM = 64
_CACHED_CHUNKS = 1 << 18

# Sastrawi removes these and nothing else, so a word without any of them is its own stem.
_AFFIX = re.compile(
    r"(?:di|ke|se|be|te|me|pe|er|ku|kau|[^aiueo](?:er|el|em|in)[aiueo])"
    r"|.*(?:lah|kah|tah|pun|ku|mu|nya|is|isme|isasi|i|an)$"
)


def terms(text: str, language: Language | None = None) -> list[str]:
    """The search terms of ``text``, in order and with repeats.

    Lower case, compatibility-folded (NFKC) and without diacritics; function words of ``language`` (of
    both languages when None) are left out unless nothing else is there. Digits stay: "26/7/2023" gives
    26, 7 and 2023, "Rp1.500" gives rp and 1500, "62,5%" gives 62.5. A term holds letters, digits
    and at most one full stop, 64 characters at most.
    """
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
    if text.isupper():  # a shouted headline: capitals say nothing about acronyms here
        text = text.lower()
    chunks = _CHUNK.findall(text)
    found = list(chain.from_iterable(map(_chunks[language].__getitem__, chunks)))
    if not found and chunks:
        found = list(chain.from_iterable(_split(chunk, frozenset()) for chunk in chunks))
    return found


def stem(word: str) -> str:
    """The stem of one lower-case word; one with other letters than a to z, or a bracket or the like in it,
    comes back unchanged."""
    return _stems[word]


def is_stopword(word: str, language: Language) -> bool:
    """Whether ``word`` (lower case) is left out of the search terms of ``language``."""
    return word in _STOPWORDS[language]


def _split(chunk: str, stopwords: frozenset[str]) -> tuple[str, ...]:
    if chunk[0].isdecimal():
        return _number(chunk)
    found: list[str] = []
    # Capitals within mixed text mark an acronym: WHO and AS are not the function words.
    acronym = chunk.isupper() and 2 <= len(chunk) <= 4
    for part in chunk.split("-"):
        word = part.lower().replace("’", "'").replace("`", "'")
        if not acronym and word in stopwords:
            continue
        term = _stems[word.removesuffix("'s").translate(_APOSTROPHES)[:_LONGEST_TERM]]
        if not found or found[-1] != term:  # "anak-anak" is one word
            found.append(term)
    return tuple(found)


def _number(chunk: str) -> tuple[str, ...]:
    if chunk.isdecimal():
        return (chunk.lstrip("0")[:_LONGEST_TERM] or "0",)
    if _THOUSANDS.fullmatch(chunk):
        groups = re.split("[.,]", chunk)
        marks = re.findall("[.,]", chunk)
        decimals = groups.pop() if len(set(marks)) == 2 else ""
        whole = "".join(groups).lstrip("0")[:_LONGEST_TERM] or "0"
        return (f"{whole}.{decimals}"[:_LONGEST_TERM] if decimals else whole,)
    groups = re.split("[.,]", chunk)
    if len(groups) == 2:
        return (".".join(groups)[:_LONGEST_TERM],)
    return tuple(group.lstrip("0")[:_LONGEST_TERM] or "0" for group in groups)


def _stem(word: str) -> str:
    if not word.isascii():
        word = _without_diacritics(word)
    if len(word) < 4 or not word.isascii() or not _PLAIN.fullmatch(word):  # Sastrawi reads it as a pattern
        return word
    stem_indonesian, roots = _sastrawi()
    if word in roots:
        return word
    if _AFFIX.match(word):
        root = stem_indonesian(word)
        if root != word:
            return root
    with _english_lock:  # Snowball's stemmer keeps the word it works on
        return _snowball()(word)


def _without_diacritics(word: str) -> str:
    parts = unicodedata.normalize("NFKD", word)
    bare = "".join(c for c in parts if not unicodedata.combining(c))
    return bare if bare.isascii() else word


@lru_cache(maxsize=1)
def _sastrawi() -> tuple[Callable[[str], str], dict[str, str]]:
    from Sastrawi.Stemmer.StemmerFactory import StemmerFactory

    # The factory's own cache grows without bound and splits on blanks again; ours does neither.
    stemmer = StemmerFactory().create_stemmer().delegatedStemmer
    return stemmer.stem_singular_word, stemmer.dictionary.words


@lru_cache(maxsize=1)
def _snowball() -> Callable[[str], str]:
    from snowballstemmer.english_stemmer import EnglishStemmer

    stem_word: Callable[[str], str] = EnglishStemmer().stemWord
    return stem_word


_english_lock = threading.Lock()


class _Stems(dict[str, str]):
    def __missing__(self, word: str) -> str:
        if len(self) >= _CACHED_CHUNKS:
            self.clear()
        found = self[word] = _stem(word)
        return found


class _Chunks(dict[str, tuple[str, ...]]):
    def __init__(self, stopwords: frozenset[str]) -> None:
        self.stopwords = stopwords

    def __missing__(self, chunk: str) -> tuple[str, ...]:
        if len(chunk) > 2 * _LONGEST_TERM:  # not worth remembering
            return _split(chunk, self.stopwords)
        if len(self) >= _CACHED_CHUNKS:
            self.clear()
        found = self[chunk] = _split(chunk, self.stopwords)
        return found


_stems = _Stems()
_chunks = {language: _Chunks(words) for language, words in _STOPWORDS.items()}
