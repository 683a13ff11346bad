"""What people say around their questions: a greeting in front, "I meant ...", "are you sure?", "go on".

None of it asks the articles anything by itself. A greeting is taken off; the rest is told apart here, so
that :mod:`qabot.answering.understanding.followups` can make a question of it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from qabot.types import Language

_HAIL: Final = (
    r"(?:ha(?:l|ll)o+|hai+|hi|hey|hei|hello|permisi|ass?alamu[ '’]?alaikum(?: wr\.? wb\.?)?"
    r"|(?:selamat )?(?:pagi|siang|sore|malam)|good (?:morning|afternoon|evening)"
    r"|makasih|terima ?kasih|thanks|thank you|thx|oke?|okay|sip|baik|bagus|great|wow|cool|maaf|sorry)"
)
_ADDRESS: Final = (
    r"(?:min|admin|bot|qabot|kak|kakak|gan|bang|bro|sis|mas|mbak|pak|bu|semua(?:nya)?|there|all|everyone"
    r"|makasih|terima ?kasih|thanks|banyak|banget|ya|yah|very much|a lot|atas infonya|atas jawabannya)"
)
_ASKS: Final = (
    r"(?:apa|siapa|kapan|berapa|mengapa|kenapa|bagaimana|gimana|di ?mana|(?:mau|boleh) (?:ta|na)nya|numpang"
    r"|who|what|when|where|why|how)"
)
_GREETING: Final = re.compile(
    # a comma or an address ends it, or what begins to ask; else "Halo 2" and "Pagi Sore" are names
    rf"^\W*{_HAIL}(?:(?:[,\s]+{_ADDRESS})+\b(?:\s*[,.!:;]+)?|\s*[,.!:;]+|(?=\s+{_ASKS}))[\s.,!]*",
    re.IGNORECASE,
)
_MAY_I_ASK: Final = re.compile(
    r"^(?:(?:saya|aku|gue|gw) )?(?:mau|ingin|boleh|numpang|izin|cuma mau|mo) (?:tanya|nanya|bertanya)"
    r"(?: (?:dong|nih|ya|dulu|sedikit|lagi|sesuatu))*[\s,.:?]+"
    r"|^(?:(?:may|can|could) i ask(?: you)?(?: (?:something|a question))?|i have a question"
    r"|(?:a )?quick question)[\s,.:?]+",
    re.IGNORECASE,
)


def without_greeting(text: str) -> str:
    """``text`` without the greeting and the "may I ask?" before the question; whole when no more is left.

    >>> without_greeting("Halo kak, siapa walikota Ende?")
    'siapa walikota Ende?'
    """
    rest = text
    for pattern in (_GREETING, _GREETING, _MAY_I_ASK):
        rest = pattern.sub("", rest, count=1)
    return rest if len(rest.split()) > 1 else text


_ONCE_MORE: Final = (
    r"(?:(?:coba|tolong) )?ulang(?:i|in)?(?: lagi)?"
    r"|(?:(?:yang|jawaban|pertanyaan) )tadi (?:itu )?(?:apa|gimana|bagaimana)"
    r"|(?:can you |please )?(?:repeat|say)(?: (?:that|it))?(?: again)?|what was (?:that|it)(?: again)?"
)
_DOUBT: Final = (
    r"(?:(?:kamu|anda|lo|elu) )?(?:yakin|serius)(?:kah)?|masa(?: (?:iya|begitu))?|beneran|yang benar"
    r"|(?:apa )?(?:benar|betul)(?:kah)?(?: (?:itu|begitu))?|really"
    r"|(?:are you )?(?:sure|certain|serious)(?: about (?:that|it))?"
    r"|is (?:that|it|this) (?:true|right|correct)"
)
_SOURCE: Final = (
    r"(?:apa )?(?:sumber|bukti|referensi)(?:nya)?(?: (?:apa|mana|dari mana|di mana))?"
    r"|(?:dari mana )?(?:kamu |anda )?tahunya(?: dari mana)?|dari mana (?:kamu|anda) tahu"
    r"|kapan (?:artikel|berita|tulisan)(?:nya)?(?: (?:itu|ini|tadi))? (?:ter|di)\w+"
    r"|(?:dari |di )?(?:artikel|berita|media)(?:nya)? (?:yang )?(?:apa|mana)"
    r"|(?:what(?:['’]s| is|) )?(?:the |your )?(?:sources?|evidence|proof|reference)"
    r"|how do you know(?: that| it)?|when was (?:it|that|this|the article) (?:published|written|printed)"
    r"|(?:in |from )?(?:which|what) article"
)
_MORE: Final = (
    r"(?:apa )?maksud(?:nya|mu)(?: (?:apa|bagaimana|gimana))?"
    r"|(?:coba |tolong )?(?:jelaskan|terangkan|ceritakan)"
    r"(?: (?:lebih (?:lanjut|detail|rinci|jelas|banyak)|lagi|itu))?"
    r"|lebih (?:detail|rinci|jelas|lengkap)(?: lagi)?|what do you mean(?: by that)?"
    r"|(?:please )?(?:explain|elaborate)(?: (?:that|it|more|further))?"
)
_AGAIN: Final = re.compile(f"{_ONCE_MORE}|{_DOUBT}|{_SOURCE}|{_MORE}", re.IGNORECASE)
_ONWARD: Final = re.compile(
    r"(?:terus|lalu|trus|lantas|selanjutnya|kelanjutannya|lanjut|lanjutkan|lanjutannya|habis itu|setelah itu)"
    r"(?: (?:apa|apalagi|bagaimana|gimana|apa yang terjadi))?"
    r"|(?:and |so )?(?:then|next|go on|continue)(?: what)?|what (?:happened )?(?:next|then|after that)"
    r"|and|so",
    re.IGNORECASE,
)
_MEANT: Final = re.compile(
    r"^(?:(?:bukan|eh|salah|maaf|no|sorry|oh|wait)\b[\s,.]*)*"
    r"(?:maksud(?:ku|nya| saya| aku| gue| gw)(?: (?:itu|adalah|sih))?|yang (?:saya|aku|ku) ?maksud(?: itu)?"
    r"|(?:what )?i (?:mean|meant)(?: is| was)?)[\s,:]+(?P<what>[^,?]{2,60}?)(?:, (?P<rest>[^?]{3,}))?[?!. ]*",
    re.IGNORECASE,
)
_FRONTED: Final = re.compile(
    r"^(?:soal|tentang|mengenai|terkait|perihal|about|regarding|as for) (?P<what>[^,?]{2,60}),"
    r" (?P<rest>[^?]{3,})[?]?",
    re.IGNORECASE,
)
_BACK: Final = re.compile(
    r"^(?:(?:balik|kembali)(?: lagi)? (?:ke|soal)(?: soal)?|(?:(?:going|coming) )?back to)"
    r" (?P<what>[^,:?]{2,60}?)(?: lagi| tadi)*[,:] (?P<rest>[^?]{3,})[?]?",
    re.IGNORECASE,
)
_POINTED_AT: Final = re.compile(
    r"^(?!(?:according|based|in|on|at|after|before|when|since|while|so|and|but|well|hey|ok|okay|no|yes)\b)"
    r"(?P<what>(?:\w+ ){0,7}[\w’'.-]+), (?P<rest>(?:is|are|was|were|did|does|do|has|have|will|can|who|what"
    r"|when|where|how|why)\b[^?]*?\b(?:it|they|them)\b[^?]*)[?]?",
    re.IGNORECASE,
)
"""The same in English without a word that says so: "the old bridge, did it fall?"."""


def asks_again(text: str) -> bool:
    """Whether ``text`` doubts the answer before, or wants it once more, explained, or with its source."""
    return bool(_AGAIN.fullmatch(text))


def asks_onward(text: str) -> bool:
    """Whether ``text`` only asks how it goes on."""
    return bool(_ONWARD.fullmatch(text))


def onward(thing: str, language: Language) -> str:
    """How it goes on with ``thing``, as a question that is answered in order of date."""
    return f"Bagaimana kelanjutan {thing}?" if language == "id" else f"What are the developments in {thing}?"


def meant(text: str) -> tuple[str, str] | None:
    """What a correction puts in the place of what was said, and what it asks of that (or nothing).

    >>> meant("maksudku Bank Kenari, siapa direkturnya?")
    ('Bank Kenari', 'siapa direkturnya')
    """
    found = _MEANT.fullmatch(text)
    return (found["what"].strip(), (found["rest"] or "").strip()) if found else None


def fronted(text: str) -> tuple[str, str] | None:
    """The matter that a question names before it asks: "soal Bank Kenari, siapa direkturnya?"."""
    found = _FRONTED.fullmatch(text) or _POINTED_AT.fullmatch(text)
    return (found["what"].strip(), found["rest"].strip()) if found else None


def back_to(text: str) -> tuple[str, str] | None:
    """The matter that a question goes back to before it asks.

    >>> back_to("balik lagi ke Bank Kenari, siapa direkturnya?")
    ('Bank Kenari', 'siapa direkturnya')
    """
    found = _BACK.fullmatch(text)
    return (found["what"].strip(), found["rest"].strip()) if found else None
