"""A message parted into what it tells and what it asks.

People explain themselves: "Saya sedang menulis makalah, jadi saya ingin tahu siapa ...", "I heard that the
market was closed. Who ordered it?". The reader takes all of that for part of the question and finds no
answer. What is told may still be what the question leans on.
"""

from __future__ import annotations

import re
from typing import Final

from qabot.answering.understanding import asking
from qabot.answering.understanding.asking import ASK_EN, ASK_ID, WH_EN
from qabot.answering.understanding.topics import is_place
from qabot.answering.words.phrases import NAME, decapitalised
from qabot.retrieval import lexicon
from qabot.text import colloquial, datewords, sentences
from qabot.text.stemming import is_stopword

_WH: Final = rf"(?:{ASK_ID}|{WH_EN})"
_ASK: Final = rf"(?:{_WH}|apakah|benar(?:kah)?|betul(?:kah)?|adakah|yang mana|{ASK_EN}|whether|if)"
_BEGINS_TO_ASK: Final = re.compile(rf"(?:{_WH}|apakah)\w*\b", re.IGNORECASE)
_SELF_ID: Final = r"(?:saya|aku|kami|gue|gw)"
_TO_KNOW_ID: Final = (
    r"(?:tahu|tau|tanya|nanya|tanyakan|bertanya-tanya|memastikan|paham|mengerti|penasaran|bingung|cek)"
)
_TO_KNOW_EN: Final = (
    r"(?:know|knowing|ask|check|see|wondering|wonder|curious|sure|find out|recall|remember|establish|tell me"
    r"|told me)"
)
_WONDERS: Final = re.compile(
    rf"\b{_SELF_ID}(?: (?!{_WH}\b)\w+){{0,3}} {_TO_KNOW_ID}(?: (?!{_WH}\b)\w+){{0,2}}[,:]? (?={_ASK}\b)"
    rf"|\b(?:ingin|mau) {_SELF_ID} (?:tanyakan|ketahui|pastikan)[,:]? (?={_ASK}\b)"
    rf"|\b(?:i|we)\b(?:['’]\w+)?(?: [\w'’]+){{0,6}} {_TO_KNOW_EN}(?: about)?[,:]? (?={_ASK}\b)"
    rf"|\bmatters to me (?={_ASK}\b)",
    re.IGNORECASE,
)
"""One's own wish to know, in front of what is asked: "saya ingin tahu siapa", "I was wondering whether"."""
_WHETHER: Final = re.compile(r"(?:whether|if) ", re.IGNORECASE)
_BEGS: Final = r"(?:tolong|mohon|minta|harap|sudilah|please|kindly|(?:could|can|would) you)"
_REQUESTS: Final = re.compile(
    rf"(?:(?:kalau|jika|if) [^,]*, )?{_BEGS}\b[^?]*?\b(?:{_WH}|apakah|whether|perbedaan|difference)\b",
    re.IGNORECASE,
)
_POLITE: Final = re.compile(
    r"(?:, (?:biar|supaya|agar|sebab|soalnya|sedangkan|padahal|kalau (?:bisa|boleh|tahu|ada)"
    r"|(?:as|because|since) (?:i|we|my))\b|; )[^?:]*(?=\W*$)"
    r"|,? if (?:you (?:happen to |do )?know|possible|i may ask)\b[^,?]*(?=\W*$)",
    re.IGNORECASE,
)
"""What only ends a request."""
_ABOUT: Final = re.compile(r"\b(?:about|soal|tentang|mengenai|bahwa|that) (?P<what>\w+ .+)$", re.IGNORECASE)
_OF_ONESELF: Final = re.compile(
    rf"\b{_SELF_ID}\b|\b(?:i|we|me|my|our|you|idk)\b|^(?:penasaran|iseng|lagi|sekadar|just|curious|ok)\b",
    re.IGNORECASE,
)
_IN_A_CHAT: Final = re.compile(r"(?<=\?)\s+|(?<=[a-z]{3}[.!])\s+(?=[a-z])")
"""Where a sentence ends that the next goes on from in small letters."""
_CUT: Final = re.compile(r"[:,;]\s+|\s(?=(?:but|tapi) )", re.IGNORECASE)
_ONLY_IF: Final = re.compile(rf"(?:kalau|kalo|klo|jika|bila|if)\b.*\b{_WH}\b", re.IGNORECASE)
"""A question behind a question, for one answer to it: "klo udah kapan"."""
_BEGINS: Final = re.compile(rf"(?:so |but |and |jadi |tapi |nah,? )*{_ASK}\b", re.IGNORECASE)
_PLEA: Final = re.compile(
    r"[,.]? (?:(?:can|could) (?:you|anyone) (?:please )?(?:help|clear (?:that|it|this) up|check|explain)[^?]*"
    r"|(?:bisa|boleh|mohon)(?: tolong)? (?:di)?bantu\w*[^?]{0,20})\?$",
    re.IGNORECASE,
)
"""A request behind what one wonders."""
_NEED: Final = r"(?:butuh|perlu|mencari|cari|minta|need|looking for|after)"
_SOME: Final = r"(?:angka|tanggal|nama|informasi|info|data|soal|tentang|mencantumkan|the|a)"
_NEEDS: Final = re.compile(
    rf"\b(?:{_SELF_ID}|i|we)\b(?:['’]\w+)?(?: \w+){{0,2}} {_NEED}(?: {_SOME})* (?P<what>[^.?]{{8,}})$",
    re.IGNORECASE,
)
_THERE_IS: Final = re.compile(r"\bada (?P<what>\w+ yang (?:\w+ ){2}[^.]*)$", re.IGNORECASE)
_HEARD: Final = re.compile(
    r"^(?:(?:my|our) \w+ (?:says|said|insists|claims|swears|thinks|believes)(?: that)?"
    r"|(?:i|we)(?:['’]ve| have| had)? (?:just |recently |once )?(?:heard|read|saw|see|know|assumed|thought"
    r"|remember hearing)(?: that)?"
    r"|(?:someone|somebody|a friend) (?:told me|said)(?: that)?|apparently,?"
    r"|(?:\w+ )?(?:saya|aku)(?: \w+){0,2} (?:dengar|mendengar|baca|membaca|lihat|tahu|kira|bilang|ingat)"
    r"(?: (?:bahwa|kalau))?|setahu saya,?|kabarnya,?|katanya,?|(?:ada|beredar) (?:kabar|berita)(?: bahwa)?"
    r"|(?:tadi|waktu itu|kemarin)(?: (?:sempat|di berita))* (?:lihat|baca|dengar|disebut(?:kan)?)(?: berita)?"
    r"(?: (?:bahwa|kalau))?|agak aneh(?: menurut saya)?,) ",
    re.IGNORECASE,
)
_DOUBTS: Final = re.compile(
    rf",? (?:tapi|tetapi|cuma|namun|but|and) (?:{_SELF_ID}|tidak sempat|lupa|belum|i|we)\b[^,.]*[.]?$",
    re.IGNORECASE,
)
_CONFIRM: Final = re.compile(
    r"(?:is|was) (?:that|this|it) (?:really |actually )?(?:true|right|correct|so|the case|how [^?]*)\W*"
    r"|(?:did|does|has|is|was) (?:he|she|it|they)(?: really| actually)?\W*"
    r"|(?:apa(?:kah)? )?(?:(?:hal |kabar )?itu )?(?:memang )?(?:benar|betul)(?:kah)?(?: begitu| itu| ya)*\W*"
    r"|(?:(?:bisa|boleh|tolong|mohon|coba) )*(?:di)?(?:cek|periksa|pastikan),?[a-z ]{0,30} atau"
    r" (?:tidak|gak|nggak)(?: ya)?\W*",
    re.IGNORECASE,
)
_LEANS: Final = re.compile(
    r"\b(?:itu|begitu|tersebut|beliau|dia|ia|mereka|sana|situ|\w+nya|it|its|he|his|him|she|her|they|their|them"
    r"|that|this|there|those)\b",
    re.IGNORECASE,
)
_NOTHING: Final = r"(?:ya|sih|itu|dong|namanya|orangnya|beliau|dia|is it|was it|is that)"
_ONLY_ASKS: Final = re.compile(
    rf"(?:(?:kira-kira|jadi|lalu|terus|so|and),? )*(?P<wh>{_WH})(?:,? {_NOTHING})*\W*", re.IGNORECASE
)
_ONLY_WHY: Final = re.compile(
    r"(?:(?:sebetulnya|sebenarnya|kira-kira),? )*(?:apa (?:sebab|penyebab|alasan)nya"
    r"|(?:sebab|penyebab|alasan)nya apa|(?:mengapa|kenapa)(?: (?:bisa )?begitu)?)(?:,? (?:ya|sih))*\W*"
    r"|(?P<en>(?:why|for what reason)(?: (?:is|was|did) (?:that|it|this)(?: happen)?)?|how come"
    r"|what(?:['’]s| is| was) the reason)\W*",
    re.IGNORECASE,
)
_STANDS_FOR: Final = re.compile(
    rf"^((?:(?:{_WH}|apakah|benarkah) (?:sih )?)?)(?:beliau|(?:(?:perusahaan|acara) )?itu)\b(?= \w)",
    re.IGNORECASE,
)
_NAMED_AHEAD: Final = re.compile(
    r"(?:(?:and|so|then|lalu|terus|nah|oke?),? )?(?:(?i:what about|how about|as for|kalau|kalo|klo|soal"
    r"|tentang|(?:bagaimana|gimana) dengan)) (?P<who>[A-Z][\w’'-]*(?: [A-Z][\w’'-]*){0,3})(?:, |\? )"
    rf"(?=(?i:{_ASK})\b)"
)
"""Whom a question is about, in front of it: "What about Rita, was she fined?"."""
_PURPOSE: Final = re.compile(
    r"(?:just |sekadar |hanya )?(?:to (?:settle|be|make|clarify|confirm|check|understand|win|end|help|put)"
    r"|(?:untuk|biar|supaya) (?:memastikan|jelas|yakin|tidak|saya|kami|tahu|paham|adil))\b",
    re.IGNORECASE,
)
"""What a question is asked for: "To settle this with him: ..."."""
_QUOTED: Final = re.compile(r"[\"“](?P<what>[^\"”]{2,60})[\"”]")
_NO_THING: Final = r"(?:how|what|whether|it|this|that|apa|siapa|itu|ini|to)"
_ENDS: Final = (
    r"(?:and|but|which|who|that|is|was|are|were|last|to|dan|tapi|yang|karena|adalah|akan|sudah|jadi|sehingga)"
)
_SPOKEN_OF: Final = re.compile(
    rf"\b(?:about|regarding|soal|tentang|mengenai|terkait) (?!{_NO_THING}\b)(?P<what>[\w’'-]+"
    rf"(?: (?!{_ENDS}\b)[\w’'-]+){{1,8}})",
    re.IGNORECASE,
)


def parted(text: str) -> tuple[str, str]:
    """What ``text`` tells, and what it asks; ("", ``text``) when it only asks, or it is not plain where.

    >>> parted("Saya pelajar. Boleh tahu siapa yang menutup pasar? Terima kasih banyak.")
    ('Saya pelajar.', 'Boleh tahu siapa yang menutup pasar?')
    """
    ahead = _NAMED_AHEAD.match(text)
    if ahead and _LEANS.search(text, ahead.end()):
        return f"soal {ahead['who']}.", text[ahead.end() :]
    core = _PLEA.sub(".", text)
    spans = [core[start:end] for start, end in sentences.split(core)]
    said = [part for one in spans for part in _IN_A_CHAT.split(one)]
    asks = [at for at, one in enumerate(said) if one.endswith("?")]
    asks = asks or [at for at, one in enumerate(said) if _asks_unmarked(one)]
    if not asks:
        return "", text
    told = " ".join(said[: asks[0]])
    last = max(at for at in range(asks[-1], len(said)) if at == asks[-1] or _ONLY_IF.match(said[at]))
    question = _POLITE.sub("", " ".join(said[asks[0] : last + 1]))
    before, question = _without_oneself(question)
    return f"{told} {before}".strip(), question


def _asks_unmarked(sentence: str) -> bool:
    """Whether ``sentence`` asks, or asks for something, without a question mark."""
    return any(way.match(sentence) for way in (_BEGINS_TO_ASK, _REQUESTS)) or bool(_WONDERS.search(sentence))


def _without_oneself(question: str) -> tuple[str, str]:
    """What one says of oneself in front of a question, and the question."""
    wonders = _WONDERS.search(question)
    if wonders and "?" not in question[: wonders.end()]:
        asked = _WHETHER.sub("", question[wonders.end() :], count=1).rstrip(". ")
        return question[: wonders.start()].strip(" ,;"), asked if asked.endswith("?") else f"{asked}?"
    # a colon parts more plainly than a comma
    for cut in sorted(_CUT.finditer(question), key=lambda cut: (cut[0][0] != ":", cut.start())):
        before, after = question[: cut.start()], question[cut.end() :]
        begins = cut[0][0] == ":" or _BEGINS.match(after)
        purpose = begins and _PURPOSE.match(before)
        own = _OF_ONESELF.search(before) and (begins or not names(before))
        is_told = "?" not in before and (own or purpose)
        if is_told and len(after.split()) > 1:
            return before, after
    return "", question


def heard(told: str) -> str:
    """What ``told`` states; empty when it speaks of who asks."""
    stated = _stated(told)
    return "" if _OF_ONESELF.search(stated) else stated


def _stated(told: str) -> str:
    """``told`` without who said so in front of it and one's doubts behind."""
    return _HEARD.sub("", _DOUBTS.sub("", told))


def claim(told: str, question: str) -> str:
    """What was ``told``, as a yes/no question, when ``question`` only asks whether it is so; else empty."""
    if not told or not _CONFIRM.fullmatch(question):
        return ""
    return _stated(told).rstrip(". ") + "?"


def wanted(told: str, question: str) -> str:
    """What was ``told``, asked for by a ``question`` that is a question word and no more; else empty.

    >>> wanted("Untuk besok saya butuh angka produksi garam tahun lalu.", "Kira-kira berapa, ya?")
    'berapa produksi garam tahun lalu?'
    """
    plain = _stated(told).rstrip(". ")
    why = _ONLY_WHY.fullmatch(question)
    about = _ABOUT.search(plain) if _OF_ONESELF.search(plain) else None
    matter = about["what"] if about else heard(told).rstrip(". ")
    if why and matter:
        return f"Why {matter}?" if why["en"] else f"{asking.why(matter)}?"
    asks = _ONLY_ASKS.fullmatch(question)
    needs = asks and (_NEEDS.search(plain) or _THERE_IS.search(plain))
    return f"{asks['wh']} {needs['what']}?" if asks and needs else ""


def put(matter: str, question: str) -> str:
    """``question`` with ``matter`` in the place of an "itu" that stands for it.

    >>> put("Project S", "apakah itu nama produk?")
    'apakah Project S nama produk?'
    """
    return _STANDS_FOR.sub(lambda found: f"{found[1]}{matter}", question, count=1)


def small(statement: str) -> str:
    """``statement`` as it goes on behind other words: without the capital that only opens it."""
    return decapitalised(statement) if _usual(statement.split(" ", 1)[0], alone=True) else statement


def leans(question: str) -> bool:
    """Whether ``question`` points to something said before, or names nothing itself."""
    return bool(_LEANS.search(question)) or not names(question)


def matter(told: str, question: str) -> str:
    """What was ``told`` of: what is quoted or said to be spoken about, or a name, of several one that the
    ``question`` lacks; may be empty."""
    quoted, spoken_of = _QUOTED.search(told), _SPOKEN_OF.search(told)
    if quoted:
        return quoted["what"]
    named = names(told)
    if spoken_of and (not named or names(f"... {spoken_of['what']}")):
        return spoken_of["what"].strip()
    new = [name for name in named if name.lower() not in question.lower()] or named
    return next((name for name in new if not is_place(name)), new[0] if new else "")


def where(told: str, name: str) -> str:
    """``name`` with the word before it that makes a place of it: "in Ende"; empty when it is none there."""
    prepositions = "in|near|to|from|di|ke|dari" if is_place(name) else "in|near"
    found = re.search(rf"\b(?:{prepositions})(?: the)? {re.escape(name)}\b", told)
    return found[0] if found else ""


def names(text: str) -> list[str]:
    """Names within ``text``; a capital that only opens a sentence makes none of a usual word."""
    found = []
    for start, end in sentences.split(text):
        for match in NAME.finditer(text, start, end):
            words = match[0].removesuffix("'s").removesuffix("’s").split()
            words = words[:-1] if words[-1] == "I" else words
            if words and match.start() == start and _usual(words[0], alone=len(words) == 1):
                words = words[1:]
            if words and len("".join(words)) > 1 and not words[0][0].isdigit() and words[0] not in _NO_NAMES:
                found.append(" ".join(words))
    return found


_I: Final = ("I'm", "I've", "I'd", "I’m", "I’ve", "I’d")
_NO_NAMES: Final = frozenset([*_I, *datewords.MONTHS["id"], *datewords.MONTHS["en"]])


def _usual(word: str, *, alone: bool) -> bool:
    low = word.lower()
    if is_stopword(low, "id") or is_stopword(low, "en") or word in _I or low.endswith("ly"):
        return True
    tables = (lexicon.translations("id"), lexicon.translations("en"))
    return alone and (colloquial.is_written(low) or any(low in table for table in tables))
