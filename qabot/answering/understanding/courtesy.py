"""What is said to text that asks the articles nothing: greetings, thanks, abuse, orders to the program.

Passages and questions are data here, so an order changes nothing; it is taken off, and what is left of
the question is answered. When nothing is left, a short reply says what can be asked. Small talk is told by
all of its words: one that is not in the lists makes a question of it. An order is told by its place: "act
as" at the beginning of a sentence is one, "will the bank act as ..." is not.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, Literal

from qabot.answering.understanding import asides

if TYPE_CHECKING:
    from qabot.types import Language

Talk = Literal["greeting", "thanks", "abuse", "about", "order", "nothing"]

_REPLIES: Final[dict[Talk, dict[Language, str]]] = {
    "greeting": {
        "id": "Halo. Tanyakan satu hal tentang isi artikel, dan saya jawab dengan kutipannya.",
        "en": "Hello. Ask one thing about what the articles say, and I answer with the quotes.",
    },
    "thanks": {
        "id": "Sama-sama. Silakan bertanya lagi.",
        "en": "You are welcome. Ask away whenever you like.",
    },
    "abuse": {
        "id": "Maaf kalau saya kurang membantu. Coba tanyakan satu hal dengan kata-kata lain.",
        "en": "Sorry if I was of little help. Try asking one thing in other words.",
    },
    "about": {
        "id": "Saya qabot, program yang menjawab pertanyaan tentang isi artikel, dengan kutipannya.",
        "en": "I am qabot, a program that answers questions about what the articles say, with the quotes.",
    },
    "order": {
        "id": "Maaf, saya hanya menjawab pertanyaan tentang isi artikel, dengan kutipannya.",
        "en": "Sorry, I only answer questions about what the articles say, with the quotes.",
    },
    "nothing": {
        "id": "Saya tidak menemukan pertanyaan di situ. Coba tanyakan satu hal dengan kata-kata lengkap.",
        "en": "I could not find a question in that. Try asking one thing in full words.",
    },
}

# -- small talk, word by word

_PHRASES: Final = (
    (
        re.compile(
            r"\b(?:(?:lagi )?apa kabar|lagi apa|how are you(?: doing)?|how do you do"
            r"|(?:can|may) i ask(?: you)?)\b"
        ),
        "halo",
    ),
    (re.compile(r"\b(?:terima kasih|thank you)\b"), "makasih"),
    (re.compile(r"\b(?:selamat (?:tinggal|jalan)|sampai jumpa|see you)\b"), "bye"),
)
"""What several words say together, and a word that says the same."""
_HAILS: Final = frozenset(
    "halo hallo hai hi hello hey hei hola assalamualaikum assalamu'alaikum permisi tes test ping p help"
    " tolong tanya nanya bertanya".split()
)
_TIMES: Final = frozenset("pagi siang sore malam selamat good morning afternoon evening day".split())
_THANKS: Final = frozenset(
    "terimakasih makasih trims tq thx thanks thank ok oke okay sip siip mantap mantul siap bagus baik"
    " great nice cool bye dadah goodbye noted paham mengerti understood keren seru alright".split()
)
_PRAISE: Final = re.compile(
    r"^(?:(?:oke?|okay|wah|wow|sip|mantap|great|cool),? )?"
    r"(?:terima ?kasih|makasih|trims|thanks|thank you|thx|tq)\b"
    r"[^?]*\b(?:keren|bagus|mantap|seru|menarik|membantu|bermanfaat|berguna|jelas|lengkap|great|nice|cool|good|fun"
    r"|helpful|useful|interesting|clear)(?: (?:banget|bgt|sekali|ya|juga|kak|min|bro|too|indeed))*\W*$",
    re.IGNORECASE,
)
"""Thanks, and a word on what was found out: "makasih, kapalnya keren"."""
_ASKS: Final = re.compile(
    r"\b(?:siapa|apa|kapan|di ?mana|mana|mengapa|kenapa|knp|bagaimana|gimana|gmn|berapa|brp|\w+kah|kok|gak"
    r"|nggak|tidak|who|what|when|where|why|how|which|tell|jelaskan|sebutkan|ceritakan)\b"
    r"|[,.!;] (?:but |and |so )?(?:is|are|was|were|does|did|do|has|have|will|can)\b",
    re.IGNORECASE,
)
_NOTHING: Final = frozenset(
    "ya iya yes yep no tidak nggak gak enggak bukan hmm hm haha hahaha hehe wkwk wkwkwk lol wow maaf"
    " sorry".split()
)
_FILLER: Final = frozenset(
    "min admin bot qabot kak kakak gan bang bro sis om bos boss mas mbak pak bu wah deh semua semuanya there"
    " everyone all banyak so very much"
    " wr wb warahmatullahi wabarakatuh atas untuk jawabannya infonya informasinya bantuannya for your the"
    " answer help info information dong lagi saya aku mau ingin boleh numpang a question something met"
    " sekali again today banget sangat membantu that was helpful".split()
)
_ABUSE: Final = frozenset(
    "bodoh goblok tolol bego idiot dungu payah brengsek bangsat ngaco ngawur salah stupid dumb useless fuck"
    " fucking shit bullshit moron sucks wrong".split()
)
_TO_YOU: Final = frozenset(
    "kamu anda kau lu lo bot botnya qabot dasar banget sekali sih ini itu memang jawabanmu jawabannya you"
    " your you're ur are is this that it so a an the answer answers".split()
)
_SPOKEN: Final = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_STRETCHED: Final = re.compile(r"(\w)\1{2,}")
_MOST_SAID: Final = 8
"""Words of the longest small talk."""
_NUMBERS: Final = re.compile(r"[\d\s.,/–-]+\?")
_ABOUT: Final = re.compile(
    r"(?:siapa(?:kah)? (?:kamu|anda|kau)|(?:kamu|anda) (?:ini |itu )?(?:siapa|apa)|apa(?:kah)? (?:kamu|anda)"
    r"(?: ini)?(?! (?:tahu|tau|kenal)\b)(?: \w+){0,2}|siapa (?:yang )?(?:membuat|menciptakan|pembuat) ?(?:mu"
    r"|kamu|anda)|apa (?:saja )?yang (?:bisa|dapat) (?:kamu|anda) (?:lakukan|jawab|bantu)|(?:kamu|anda)"
    r" (?:bisa|dapat) apa(?: saja)?|(?:who|what) are you|are you(?: \w+){1,3}|who (?:made|created|built) you"
    r"|what (?:can|do) you do|what is your name|siapa nama(?:mu| kamu| anda))",
    re.IGNORECASE,
)

# -- orders

_RULES: Final = (
    r"(?:instructions?|prompts?|rules?|guidelines?|context|articles?|instruksi|perintah|aturan|petunjuk|arahan"
    r"|konteks|artikel)"
)
_DISOBEY: Final = (
    r"(?:ignore|disregard|forget|override|bypass|abaikan|lupakan|langgar|hiraukan|(?:jangan|tak usah)"
    r" (?:ikuti|turuti|patuhi)|(?:do not|don['’]t) (?:follow|obey))"
)
_OPENS: Final = (
    r"(?:^|[.!?;:,>\])\n\"'“(]\s*|\b(?:please|now|and|then|just|dan|lalu|kemudian|sekarang|tolong|mohon|harap"
    r"|silakan|coba|(?:you|kamu|anda) (?:must|should|can|will|harus|wajib|boleh))\s+)"
)
"""What stands before a verb that orders."""
_SPEAKS_TO_IT: Final = re.compile(
    # to leave the program's own rules
    rf"\b{_DISOBEY}\b.{{0,30}}\b(?:your|previous|prior|above|earlier|all)\b.{{0,20}}\b{_RULES}\b"
    rf"|\b{_DISOBEY}\b.{{0,30}}\b{_RULES}(?:mu|-mu| (?:kamu|anda|sebelumnya|di ?atas|sistem))\b"
    # to show what it is told
    r"|\b(?:your|kamu|anda) (?:system |developer |hidden |initial )?prompts?\b"
    r"|\bprompt(?:mu| sistem(?:mu)? (?:kamu|anda))\b"
    # to be something else
    r"|\byou are now\b|\byou are DAN\b|\b(?:kamu|anda) sekarang (?:adalah|menjadi)\b"
    r"|\b(?:developer|debug|god|jailbreak) mode\b|\bmode (?:pengembang|debug)\b"
    # to write something of its own
    r"|\b(?:can|could|would|will) (?:you|u) (?:please )?(?:write|compose|sing|make|code)(?: me)?"
    r"(?: an?| some)? (?:\w+ )?(?:poem|song|joke|essay|function|script|program|code)s?\b"
    r"|^\W*(?:(?:kamu|anda|min|bot),? )?(?:bisa(?:kah)?|tolong|coba|boleh)(?: kamu| anda)?"
    r" (?:buat|tulis|bikin)(?:kan|in)?(?: saya| aku| sebuah)?"
    r" (?:puisi|pantun|lagu|lelucon|esai|kode|program|fungsi)\b"
    # in the signs that language models are spoken to with
    r"|</?(?:system|assistant|user)>|<\|\w+\|>|\[/?INST\]|\bnew instructions?:|\binstruksi baru:",
    re.IGNORECASE | re.DOTALL,
)
"""Orders in any place."""
_ORDERS: Final = re.compile(
    rf"{_OPENS}(?:"
    rf"{_DISOBEY}\b.{{0,40}}\b(?:{_RULES}|above)\b"
    r"|(?:print|reveal|show|repeat|output|tampilkan|cetak|bocorkan|ungkapkan|tunjukkan)\b.{0,30}\b(?:prompt"
    r"|instructions?|instruksi|api key|password|kata sandi|environment)\b"
    r"|(?:pretend (?:to be|you)|act as|(?:berpura-pura|bertindak)(?:lah)? (?:menjadi|sebagai|kamu))\b"
    r"|(?:answer|say|reply|respond|jawab(?:lah)?|katakan)\b.{0,20}[\"“']?\b(?:YES|NO|YA|TIDAK)\b[\"”']?"
    r".{0,40}\b(?:whatever|anything|no matter|apa ?pun|always|selalu)\b"
    r"|(?:tell|write|sing|make|compose) (?:me )?(?:an? |some )?(?:\w+ )?(?:jokes?|poems?|songs?|essays?"
    r"|program|code|script)\b"
    r"|(?:buat|tulis|cerita|nyanyi)(?:kan|in|lah)? (?:saya |sebuah )?(?:lelucon|puisi|pantun|lagu|esai|kode"
    r"|program|skrip)\b)",
    re.IGNORECASE | re.DOTALL,
)
"""Orders where a clause begins, of a sentence that does not ask."""
_SENTENCE_ENDS: Final = re.compile(r"(?<=[.!?])\s+|\n")
_BEGINS_TO_ASK: Final = re.compile(
    r"\W*(?:siapa|apa(?:kah)?|kapan|di ?mana|mengapa|kenapa|bagaimana|berapa|benarkah|who|what|when|where|why"
    r"|how|which|is|are|was|were|does|did|do|will|has|have|can|should|must|may)\b",
    re.IGNORECASE,
)
_READ: Final = 4_000
"""Characters of a message in which orders are looked for."""


def talk(text: str) -> Talk | None:
    """What kind of talk ``text`` is when it asks the articles nothing; None for all else."""
    text = " ".join(text[:_READ].split())
    if not any(character.isalpha() for character in text):
        # A year alone may go on from what was asked before; a sum is not the business of any article.
        return "nothing" if re.search(r"\d", text) and not _NUMBERS.fullmatch(text) else None
    said = [_STRETCHED.sub(r"\1", word) for word in _SPOKEN.findall(text.lower().replace("’", "'"))]
    if len(said) <= _MOST_SAID:
        if _ABOUT.fullmatch(" ".join(said)):
            return "about"
        if _PRAISE.match(text) and not _ASKS.search(text):
            return "thanks"
        small = _small_talk(" ".join(said), asks=text.endswith("?"))
        if small:
            return small
    return "order" if any(map(_orders, _sentences(text))) and not _question(text) else None


def _small_talk(said: str, *, asks: bool) -> Talk | None:
    """The kind of talk that ``said``, words in lower case, is by all of its words. A question is none
    unless it hails: "Malam?" may go on from what was asked before."""
    for phrase, word in _PHRASES:
        said = phrase.sub(word, said)
    words = frozenset(said.split())
    if asks and not words & _HAILS:
        return None
    if words & _ABUSE and words <= _ABUSE | _TO_YOU:
        return "abuse"
    if not words <= _HAILS | _TIMES | _THANKS | _NOTHING | _FILLER:
        return None
    if words & _THANKS:
        return "thanks"
    return "greeting" if words & (_HAILS | _TIMES) else "nothing"


def reply(kind: Talk, language: Language) -> str:
    """What is said to it."""
    return _REPLIES[kind][language]


def what_is_asked(text: str) -> str:
    """``text`` without what only speaks to the program, where a question is left: a greeting before it, and
    sentences that order."""
    text = asides.without_greeting(text)
    if not any(map(_orders, _sentences(text))):
        return text
    return _question(text) or text


def _sentences(text: str) -> list[str]:
    return [part for found in _SENTENCE_ENDS.split(text[:_READ]) if (part := found.strip())]


def _orders(sentence: str) -> bool:
    if _SPEAKS_TO_IT.search(sentence):
        return True
    return bool(_ORDERS.search(sentence)) and not _BEGINS_TO_ASK.match(sentence)


def _question(text: str) -> str:
    """The sentences that ask and order nothing."""
    parts = [part for part in _sentences(text) if not _orders(part)]
    return " ".join(part for part in parts if part.endswith("?") or _BEGINS_TO_ASK.match(part))
