"""What is said to text that asks the articles nothing: greetings, thanks, orders to the program itself.

Passages and questions are data here, so an order changes nothing; it is taken off, and what is left of
the question is answered. When nothing is left, a short reply says what can be asked.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from qabot.types import Language

Talk = Literal["greeting", "thanks", "order"]

_REPLIES: Final[dict[Talk, dict[Language, str]]] = {
    "greeting": {
        "id": "Halo. Tanyakan satu hal tentang isi artikel, dan saya jawab dengan kutipannya.",
        "en": "Hello. Ask one thing about what the articles say, and I answer with the quotes.",
    },
    "thanks": {
        "id": "Sama-sama. Silakan bertanya lagi.",
        "en": "You are welcome. Ask away whenever you like.",
    },
    "order": {
        "id": "Maaf, saya hanya menjawab pertanyaan tentang isi artikel, dengan kutipannya.",
        "en": "Sorry, I only answer questions about what the articles say, with the quotes.",
    },
}
_FILLER: Final = (
    r"(?:min|admin|bot|qabot|kak|gan|bang|mas|mbak|pak|bu|semua|there|everyone|all|ya|banyak|so|very|much)"
)
_GREETING: Final = re.compile(
    rf"(?:hal+o+|hai+|hi+|hello+|hey+|hei+|hola|assalamu'?alaikum|assalamualaikum|permisi|pagi|siang|sore"
    rf"|malam"
    r"|selamat (?:pagi|siang|sore|malam|datang)|good (?:morning|afternoon|evening|day)|apa kabar|how are you"
    rf"|how do you do|tes|test|ping|p|{_FILLER}|[\s,.!?~])+",
    re.IGNORECASE,
)
_THANKS: Final = re.compile(
    r"(?:terima ?kasih|makasih|trims|tq|thx|thanks?(?: you)?|ok(?:e|ay)?|sip|mantap|siap|bagus|great|nice"
    r"|cool"
    rf""
    rf"|bye|dadah|sampai jumpa|goodbye|{_FILLER}|[\s,.!?~])+",
    re.IGNORECASE,
)
_ORDER: Final = re.compile(
    r"\b(?:ignore|disregard|forget|override|bypass)\b.{0,40}\b(?:instructions?|prompts?|rules?|guidelines?"
    r"|above"
    r"|articles?|context)\b"
    r"|\b(?:abaikan|lupakan|langgar|hiraukan)\b.{0,40}\b(?:instruksi|perintah|aturan|petunjuk|arahan"
    r"|artikel|konteks)\b"
    r"|\b(?:system|developer|hidden|initial) (?:prompt|message|instructions?)\b|\bprompt sistem\b"
    r"|\binstruksi sistem\b"
    r"|\b(?:developer|debug|admin|god|dan|jailbreak) mode\b|\bmode (?:pengembang|admin|debug)\b"
    r"|\byou are now\b|\b(?:kamu|anda) sekarang (?:adalah|menjadi)\b|\bpretend (?:to be|you)\b|\bact as\b"
    r"|\b(?:berpura-pura|bertindak)(?:lah)? (?:menjadi|sebagai|kamu)\b"
    r"|\b(?:print|reveal|show|tampilkan|cetak|bocorkan)\b.{0,30}\b(?:prompt|instructions?|instruksi|api key"
    r"|password"
    r"|kata sandi|environment)\b"
    r"|\b(?:answer|say|reply|respond|jawab(?:lah)?|katakan)\b.{0,20}[\"“']?\b(?:YES|NO|YA"
    r"|TIDAK)\b[\"”']?.{0,40}"
    r"\b(?:whatever|anything|no matter|apa ?pun|always|selalu)\b",
    re.IGNORECASE | re.DOTALL,
)
_SENTENCE: Final = re.compile(r"[^.!?\n]*(?:[.!?]+(?=\s|$)|\n|$)")
_ASKS: Final = re.compile(
    r"\?\s*$|^\W*(?:siapa|apa(?:kah)?|kapan|di ?mana|mengapa|kenapa|bagaimana|berapa|benarkah|who|what|when"
    r"|where|why"
    r"|how|which|is|are|was|were|does|did|do|will|has|have|can)\b",
    re.IGNORECASE,
)
_READ: Final = 4_000
"""Characters of a message in which orders are looked for."""


def talk(text: str) -> Talk | None:
    """What kind of talk ``text`` is when it asks the articles nothing; None for all else."""
    text = " ".join(text[:_READ].split())
    if not text or not any(character.isalpha() for character in text):
        return None
    if _GREETING.fullmatch(text):
        return "greeting"
    if _THANKS.fullmatch(text):
        return "thanks"
    return "order" if _ORDER.search(text) and not _question(text) else None


def reply(kind: Talk, language: Language) -> str:
    """What is said to it."""
    return _REPLIES[kind][language]


def without_orders(text: str) -> str:
    """``text`` without the sentences that order the program about, where a question is left."""
    if not _ORDER.search(text[:_READ]):
        return text
    return _question(text) or text


def _question(text: str) -> str:
    """The sentences that ask and order nothing."""
    sentences = [match[0].strip() for match in _SENTENCE.finditer(text[:_READ])]
    asking = [part for part in sentences if part and not _ORDER.search(part) and _ASKS.search(part)]
    return " ".join(asking)
