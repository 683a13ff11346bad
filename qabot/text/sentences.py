"""Where sentences begin and end, in Indonesian and English news prose."""

from __future__ import annotations

import re
from typing import Final

_STOP: Final = re.compile(
    r"""(?<![.!?…])(?P<mark>[.!?…]+)
        (?P<close>["”’')\]»]*)
        (?:(?P<joint>,(?=[^\S\n]*(?:["“‘(]{0,2}[A-Z]|“\w)))|(?P<gap>[^\S\n]+)(?P<next>\S)|(?P<glued>(?=[A-Z][a-z])))""",
    re.VERBOSE,
)

# Before a name, a number or a place: the stop never ends the sentence.
_NEVER_LAST: Final = frozenset(
    """
    dr drs dra ir prof h hj kh k.h tn ny sdr sdri bpk nn mr mrs ms messrs mx st sen rep gov gen col lt sgt
    capt cpt cmdr adm maj brig rev hon pres supt jl jln gg kec kab kel ds ged lt blk kp rt rw pt cv ud pd fa
    rp no nr nomor hal hlm pp vol ed tgl pkl tel telp hp fig sec ch art eq approx ca cf e.g i.e eg ie viz vs
    v a.n an u.p d.a a.l s.d a.s r.a r.m m.h.d b.j kol letkol letjen mayjen brigjen jend serda sertu aiptu
    aipda bripka briptu bripda komjen irjen kombes kompol akbp akp iptu ipda lettu letda mayor kapt ust ustz
    hc st dto ttd mt ft ny. plt plh pjs alm almh pol jo sp
    """.split()
)

# May end a sentence or not: decided by what follows.
_MAYBE_LAST: Final = frozenset(
    """
    dll dsb dst dkk tbk inc ltd corp co bros jr sr plc llc bhd sdn u.s u.k u.n e.u u.s.a d.c a.m p.m am pm
    b.c a.d ph.d m.d b.a m.a b.sc m.sc mba s.h m.h s.e m.m s.ip m.si s.si s.pd m.pd s.kom m.kom s.t m.t
    s.sos s.ag m.ag s.p s.ked m.kes s.hum m.hum lc sp.a sp.pd sp.og sp.b sp.jp d.i.y etc et al jan feb mar
    apr jun jul agt agu aug sep sept okt oct nov nop des dec mon tue wed thu fri sat sun wib wita wit
    """.split()
)

# Words that open a sentence far more often than they carry on a name.
_OPENERS: Final = frozenset(
    """
    namun ia dia hal ini itu menurut sementara selain tak tidak para adapun pada dalam dari di ke dengan
    untuk karena oleh sebab jika kalau bila saat ketika setelah sebelum sebelumnya kemudian lalu selanjutnya
    meski meskipun walau bahkan sebagai seperti kami kita mereka saya beliau pihaknya pihak kini hingga
    sejak salah sejumlah beberapa banyak semua setiap sebuah seorang tetapi tapi dan atau akan belum sudah
    bukan ada apa apakah siapa kapan mengapa bagaimana melalui berdasarkan akibat terkait sehingga maka jadi
    apalagi padahal sedangkan tersebut larangan laporan aksi kasus sesuai lebih juga hanya masih atas bagi
    antara the a an it he she they we i you his her their our its this that these those there here in on at
    by for from to with but and or so if when while after before since as although however meanwhile what
    who how why where not no yes is was are were last most many some all both each one two under over
    according during
    """.split()
)

_NUMBERED: Final = frozenset(
    """
    no nr nomor pasal ayat bab butir hal hlm pp vol rp art sec ch fig jl rt rw lt kav blok usd tgl pkl km
    """.split()
)
_DOMAINS: Final = ("com", "co", "id", "net", "org", "tv", "news", "info", "my", "io", "gov", "go")
_ATTRIBUTION: Final = re.compile(
    r"(?:[\w.'’-]+[ \t]+){0,3}?(?:said|says|asked|asks|added|told|wrote|replied|cried|shouted|continued)\b"
    r"|(?:[Uu]jar|[Kk]ata|[Tt]utur|[Tt]anya|[Uu]cap|[Jj]elas|[Tt]ambah|[Ii]mbuh|[Tt]egas|[Tt]ulis|[Pp]ungkas|[Ss]eru"
    r"|[Ll]anjut|[Cc]elo?teh|[Tt]erang|[Pp]apar|[Uu]ngkap|[Tt]andas|[Ss]ambung|[Kk]etus)(?:nya)?\b"
)
_TOKEN_BEFORE: Final = re.compile(r"[^\s(\[\"“‘”'/]+$")
_LIST_MARK: Final = re.compile(r"[\s\"“‘'(\[]*(?:\d{1,3}|[A-Za-z]|[ivxIVX]{1,4})")
_WORD: Final = re.compile(r"[A-Za-z]+")
_DOTTED: Final = re.compile(r"(?:[A-Za-z]\.)+[A-Za-z]")
_WORD_END: Final = re.compile(r"[^\w'’-]")
_LIST_START: Final = re.compile(r"(?:[-–—•*>]|\d{1,3}[.)])\s?")
_ENDED: Final = re.compile(r"""[.!?…]["”’')\]]*$|[,;:]["”]$""")
_SHORTEST_WRAP: Final = 30
"""Characters. Shorter lines are lists and headings."""
_LONGEST_LINK: Final = 5
"""Words."""
_JOINING: Final = frozenset(
    "dan atau di ke dari yang untuk dengan pada oleh the a an of and or in on at to by".split()
)
_OPENING: Final = "\"“‘'([«"


def split(text: str) -> list[tuple[int, int]]:
    """Half-open, trimmed spans of the sentences of ``text``, in order.

    A newline ends a sentence, except where a paragraph was hard-wrapped: between a line of some length
    that stops short of a full stop and one that carries on. A quotation is cut at the stops within it,
    but its last sentence keeps the closing mark and what says who spoke. Abbreviations, initials,
    decimals, domain names and list numbers do not end a sentence; a stop with no space after it does
    when it plainly stands between two words (``… UMKM.Salah satu …``). A comma behind a full stop is
    what programs leave where they join paragraphs (``… itu.,Ia …``): it belongs to neither sentence.
    """
    text = _fold_wraps(text)
    spans: list[tuple[int, int]] = []
    start = 0
    while start < len(text):
        newline = text.find("\n", start)
        end = newline if newline >= 0 else len(text)
        _split_line(text, start, end, spans)
        start = end + 1
    return spans


def _fold_wraps(text: str) -> str:
    """``text`` with the newlines inside sentences turned into spaces, so that positions stay."""
    if "\n" not in text:
        return text
    lines = text.split("\n")
    folded = [lines[0]]
    for at in range(1, len(lines)):
        folded.append(" " if _carries_on(lines, at) else "\n")
        folded.append(lines[at])
    return "".join(folded)


def _carries_on(lines: list[str], at: int) -> bool:
    """Is ``lines[at]`` the rest of the sentence that the line before it began?"""
    before, line = lines[at - 1].rstrip(), lines[at]
    if not before or not line or line[0].isspace():
        return False
    if line.startswith(("– ", "— ")):
        return not _ENDED.search(before)  # "JAKARTA, Outlet.com" on a line of its own
    if _LIST_START.match(line):
        return False
    if line[0].islower() or line[0] in ",;)":
        return True
    if _ENDED.search(before):
        return False
    if len(before) >= _SHORTEST_WRAP or before.rpartition(" ")[2] in _JOINING:
        return True
    # A link on a line of its own, within a sentence.
    after = lines[at + 1] if at + 1 < len(lines) else ""
    return bool(after) and (after[0].islower() or after[0] in ",;)") and line.count(" ") < _LONGEST_LINK


def _split_line(text: str, start: int, end: int, spans: list[tuple[int, int]]) -> None:
    sentence = start
    for stop in _STOP.finditer(text, start, end):
        if _ends_sentence(text, sentence, stop):
            cut = stop.end("close")
            _append_trimmed(text, sentence, cut, spans)
            sentence = cut
    _append_trimmed(text, sentence, end, spans)


def _append_trimmed(text: str, start: int, end: int, spans: list[tuple[int, int]]) -> None:
    while start < end and (text[start].isspace() or text[start] == ","):
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        spans.append((start, end))


def _ends_sentence(text: str, sentence: int, stop: re.Match[str]) -> bool:
    mark, close = stop["mark"], stop["close"]
    if _LIST_MARK.fullmatch(text, sentence, stop.start()) and mark == ".":
        return False
    found = _TOKEN_BEFORE.search(text, max(sentence, stop.start() - 40), stop.start())
    token = found[0] if found else ""
    if stop["joint"]:
        return mark == "." and not close and _ends_word(token) and _opens(text, stop.end(), token)
    if stop["glued"] is not None:
        return _glued_stop(text, stop, token)
    following = text[stop.start("next") : stop.start("next") + 40]
    head = following.lstrip(_OPENING)
    if not head:
        return True
    if head[0].islower():
        # Prose in lower case goes on; only a shout or a question can be followed by a small letter here,
        # and then it is the attribution of a quotation.
        return False
    if close and mark != "." and _ATTRIBUTION.match(following):
        return False
    if mark != "." or (close and close != ")"):
        return True
    return not _is_abbreviation(token, head, opened=following[0] in _OPENING)


def _opens(text: str, at: int, token: str) -> bool:
    """Whether a sentence opens behind a comma that a full stop and ``token`` stand before: always behind one
    in small letters, else where its first word tells. "SKom., Kepala Dinas" goes on."""
    following = text[at : at + 40].lstrip()
    first = _WORD_END.split(following, maxsplit=1)[0].lower()
    return token[:-1].islower() or token.endswith(")") or following[0] in _OPENING or first in _OPENERS


def _glued_stop(text: str, stop: re.Match[str], token: str) -> bool:
    if stop["mark"] != "." or stop["close"]:
        return len(token) > 1 and not stop["mark"].startswith("..")
    after = _WORD.match(text, stop.end())
    if after is None or after[0].lower() in _DOMAINS:
        return False
    return _ends_word(token)


def _ends_word(token: str) -> bool:
    """Whether the stop behind ``token`` cannot be part of it: it is a word, and no abbreviation."""
    lowered = token.lower()
    return (
        ((len(token) > 2 and token[-1].isalpha()) or token.endswith(")"))
        and "." not in token
        and "@" not in token
        and lowered not in _NEVER_LAST
        and lowered not in _MAYBE_LAST
    )


def _is_abbreviation(token: str, head: str, *, opened: bool) -> bool:
    """Is the stop after ``token`` part of an abbreviation, with ``head`` coming next?"""
    lowered = token.lower().lstrip("-–—")
    if not lowered:
        return False
    if head[0].isdigit():
        return lowered in _NUMBERED or (lowered in _NEVER_LAST and len(lowered) > 1)
    word = _WORD_END.split(head, maxsplit=1)[0].lower()
    initial = len(word) == 1 and head[1:2] == "."
    opener = opened or (word in _OPENERS and not initial)
    if lowered in _NEVER_LAST:
        # "… bertemu dr. Budi" but "… bergelar Dr. Namun …"
        return not (opener and len(lowered) > 1 and lowered != "no")
    if lowered in _MAYBE_LAST or _DOTTED.fullmatch(token):
        return not opener
    if len(token) == 1 and token.isalpha():
        return token.isupper() and not opener
    return False
