"""A question in the words it is most plainly asked with: "Is it true that ...?" asks whether, "how come" why.

People ask the same in many ways, and the reader has learned from the plainest of them. What stands around
a question takes it further off than it should: "Menurut artikel, ..." alone raises its loss on held-out
questions by half.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from qabot.answering.understanding import forms

if TYPE_CHECKING:
    from collections.abc import Callable

    from qabot.answering.words.formwords import Kind
    from qabot.types import Language

_Rule = tuple[re.Pattern[str], str]


def _rules(*rules: tuple[str, str]) -> tuple[_Rule, ...]:
    return tuple((re.compile(pattern, re.IGNORECASE), plain) for pattern, plain in rules)


_HERE_ID: Final = (
    r"(?:(?:isi|semua|kumpulan) )?(?:artikel|berita|teks|bacaan)(?:[- ](?:artikel|berita))?(?:nya)?"
    r"(?: (?:ini|itu|tersebut|di atas|yang ada))?"
)
_HERE_EN: Final = (
    r"(?:the|these|those|this|your) (?:(?:news )?articles?|news|texts?|stories|sources|passages?)"
)
ASK_ID: Final = r"(?:siapa|apa|kapan|berapa|mengapa|kenapa|bagaimana|di ?mana)"
_AUX: Final = r"(?:is|are|was|were|do|does|did|has|have|had|will|would|can|could|should)"
WH_EN: Final = r"(?:who|whose|what|when|where|why|how|which)"
ASK_EN: Final = rf"(?:{WH_EN}|{_AUX})"
_BEG_ID: Final = r"(?:bisa|boleh|mohon|tolong|coba|minta|sudilah|kiranya)"
_TELL_ID: Final = r"(?:info(?:rmasi)?(?:kan)?|bantu|carikan|cari tahu|cek|periksa|pastikan|jelaskan|sebutkan)"
_HEY_EN: Final = r"(?:hey|oh|yo|lol|umm?|ok|wait|man|help|pls|so|but|by the way|btw|out of interest)"
_MORE: Final = r"(?=[\w'’-]+ \w)"
_END: Final = r"(?=\W*$)"
_LABEL: Final = (
    r"^(?:(?:pertanyaan|pertanyaannya|pertanyaan saya|(?:my )?question|quick (?:one|question)) ?[:,] )"
)
_AROUND: Final[dict[Language, tuple[_Rule, ...]]] = {
    "id": _rules(
        (_LABEL, ""),
        (r"^(?:(?:tolong|coba|mohon) )?(?:di)?jawab(?:lah)?\b[^:.?]{0,40}[:.] ", ""),
        (r"(?<=\?) ya atau tidak\W*$", ""),
        (rf"^(?:kalau|jika|bila) (?:tidak|bisa|boleh|berkenan)\b[^,]{{0,30}}, {_MORE}", ""),
        (rf"^(?:menurut|berdasarkan|dari|dalam|di|pada) {_HERE_ID}, {_MORE}", ""),
        (rf"^(?:menurut|berdasarkan) {_HERE_ID} {_MORE}", ""),
        (rf",? (?:yang (?:di)?sebut(?:kan)? )?(?:menurut|berdasarkan|dalam|di|pada) {_HERE_ID}{_END}", ""),
        (rf",? (?:sebenarnya|sebetulnya|kira-kira|menurut (?:kamu|anda)){_END}", ""),
        (rf"^(?:(?:oh|oke|kira-kira),? )+{_MORE}", ""),
        (rf"^memang(?:nya)? (?={ASK_ID}\b)", ""),
        (r"\b((?-i:[A-Z])\w+) sendiri\b", r"\1"),
        (rf"^(?:boleh|bisa) tahu,? {_MORE}", ""),
        (rf"^(?:{_BEG_ID} )*(?:di|men)?{_TELL_ID}(?: (?:dong|ya|saya))*,? {_MORE}", ""),
        (rf"^(?:ng)?omong-(?:ng)?omong,? {_MORE}", ""),
    ),
    "en": _rules(
        (_LABEL, ""),
        (r"^(?:please )?answer\b[^:.?]{0,40}[:.] ", ""),
        (r"(?<=\?) yes or no\W*$", ""),
        (rf"^(?:according to|based on|in|from) {_HERE_EN},? {_MORE}", ""),
        (rf",? (?:according to|based on|in) {_HERE_EN}{_END}", ""),
        (rf",? (?:actually|according to you|do you know){_END}", ""),
        (rf"^(?:{_HEY_EN}[,:]? )+{_MORE}", ""),
        (r"^is there (?:a |any )?(?:figure|number|information|word) (?:for|on|about) (?=wh|how)", ""),
        (rf"^(?:please |(?:can|could|would) you (?:please )?)?(?:tell me|say|i wonder)[,:]? (?={_AUX} )", ""),
    ),
}
_TRUE_ID: Final = r"(?:benar(?:an)?|beneran|betul(?:an)?)"
_SURE_ID: Final = r"(?:benar(?:an)?|beneran|betul|iya|memang(?:nya)?)"
_SAY_ID: Final = r"(?:bilang|mengatakan|berkata|menyebut(?:kan)?|ngomong|kata)"
_NEWS_ID: Final = r"(?:kabar|isu|rumor|berita)"
_TRUE_EN: Final = r"(?:true|correct|right)"
_TAG_ID: Final = rf"[,.;] (?:apa(?:kah)? )?(?:itu )?{_TRUE_ID}(?:kah)?(?: (?:itu|begitu|tidak|bukan|ya))*\W*$"
_TRUE_TAG: Final = re.compile(_TAG_ID, re.IGNORECASE)
_WH_ID: Final = re.compile(rf"\b{ASK_ID}\b", re.IGNORECASE)
_SO: Final[dict[Language, tuple[_Rule, ...]]] = {
    "id": _rules(
        (_TAG_ID, ""),
        (rf"^(?:(?:ada|beredar) {_NEWS_ID}|{_NEWS_ID} beredar)(?: (?:bahwa|kalau))?,? {_MORE}", ""),
        (rf"^(?:kabarnya|katanya|konon|saya (?:dengar|baca))(?: (?:bahwa|kalau))?,? {_MORE}", ""),
        (rf"^{_TRUE_ID} (?:atau|apa) (?:tidak|bukan|salah)[,:]? {_MORE}", ""),
        (rf"^{_TRUE_ID} (?:tidak|bukan)(?: sih| ya)? (?:kalau|bahwa) {_MORE}", ""),
        (rf"^{_TRUE_ID} (?:tidak|bukan) sih {_MORE}", ""),
        (rf"^(?:ada|banyak) yang {_SAY_ID}(?: (?:bahwa|kalau))?,? {_MORE}", ""),
        (
            (
                rf"^(?:apa(?:kah)? )?(?:memang )?{_SURE_ID}(?:kah)?(?: ya| sih)?(?: bahwa| kalau)?,?"
                rf" (?!tidak\b|bukan\b){_MORE}"
            ),
            "",
        ),
    ),
    "en": _rules(
        (rf"^(?:is|was) it (?:really |actually |indeed )?(?:{_TRUE_EN}|the case)(?: that)? {_MORE}", ""),
        (rf"^(?:if|whether) {_MORE}", ""),
        (rf"^(?:would|am|is|was) (?:it|i) (?:be )?(?:{_TRUE_EN}|fair) (?:to|in) \w+(?: that)? {_MORE}", ""),
        (rf",? (?:yes or no|or not|true or false){_END}", ""),
        (rf", (?:is that )?{_TRUE_EN}{_END}", ""),
    ),
}
"""Of questions whether something is so."""
_NO_NAME_ID: Final = r"(?:asli|lengkap|panggilan|kecil|lain|baru|depan|belakang|samaran|resmi|panggung|dan)"
_DAY_ID: Final = r"(?:pada )?(?:tanggal berapa|hari apa)"
_ASKS: Final[dict[Language, tuple[_Rule, ...]]] = {
    "id": _rules(
        (rf"^({ASK_ID}) (?:sih|ya) ", r"\1 "),
        (rf"^siapa(?:kah)? nama(?:nya)? (?!{_NO_NAME_ID}\b)(?=\w)", "Siapa "),
        (r"^siapa(?:kah)? (?:sih )?orang (?:sih )?yang ", "Siapa yang "),
        (r"^ada berapa ", "Berapa "),
        (r"^berapa (?:banyak|jumlah) (?=\w)", "Berapa "),
        (rf"^{_DAY_ID} ", "Kapan "),
        (rf"\b{_DAY_ID}\b", "kapan"),
        (r"^(kapan) ya ", r"\1 "),
        (r"^(?:gara-gara|karena) apa (?:sampai |hingga )?", "Mengapa "),
        (
            rf"^(?!.*[?.,] )(\S+(?: \S+){{2,}}?) (?:gara-gara apa|karena apa|kenapa|mengapa){_END}",
            r"Mengapa \1",
        ),
        (rf"^(?!.*[?.,] )(\S+(?: \S+)+?) (kapan|(?:di|ke|dari) mana){_END}", r"\2 \1"),
    ),
    "en": _rules(
        (r"^(what|who|where|when)['’]?s ", r"\1 is "),
        (r"^how come ", "Why "),
        (r"^for (?:what|which) reasons? ", "Why "),
        (r"^(?:(?:on|at) )?(?:what|which) (?:exact )?(?:date|day) ", "When "),
        (r"^what(?: is|['’]s| was) the name of the (?:person|man|woman|one) (?:who|that) ", "Who "),
        (r"^what number of ", "How many "),
        (r"^(what|who|where|when) ([\w'’ -]+?) (is|are|was|were)(?=\W*$)", r"\1 \3 \2"),
    ),
}
"""Of other questions."""


def alone(question: str, language: Language) -> str:
    """``question`` (chat spelling written out) without what only leads to it or says where to look.

    >>> alone("Boleh tahu siapa yang menutup pasar itu, menurut artikel?", "id")
    'siapa yang menutup pasar itu?'
    """
    return _put(question, lambda text: forms.bare(_by(_AROUND[language], text)))


def whether(question: str, language: Language) -> str:
    """The same of a yes/no question, without what asks whether it is true.

    >>> whether("Benarkah pasar itu ditutup?", "id")
    'Apakah pasar itu ditutup?'
    """
    text = _put(question, lambda text: _by(_SO[language], text))
    bare = language == "id" and text != question and not _WHETHER_ID.search(text)
    return f"Apakah {text}" if bare else text


def confirms(question: str) -> bool:
    """Whether ``question`` states something and asks if it is true: "..., benar?"."""
    return bool(_TRUE_TAG.search(question)) and not _WH_ID.search(question)


def plainly(question: str, language: Language, kind: Kind | None) -> str:
    """A ``question`` that is answered by more than yes or no, as plainly as its ``kind`` can be asked.

    >>> plainly("pasar itu ditutup tanggal berapa?", "id", "when")
    'kapan pasar itu ditutup?'
    """
    text = _put(question, lambda text: _by(_ASKS[language], text))
    if language == "id" and kind == "why" and not _WHY_ID.search(text):
        return why(text)
    return text


def why(statement: str) -> str:
    """Why what an Indonesian ``statement`` says is so: "harga urea kok turun?" asks that too."""
    return f"Mengapa {_KOK.sub(' ', statement).lstrip()}"


def _put(question: str, change: Callable[[str], str]) -> str:
    """``question`` after ``change``, still with its question mark; as it was when too little is left."""
    text = change(question)
    if len(text.split()) < _LEAST:
        return question
    return text if not question.endswith("?") or text.endswith("?") else f"{text.rstrip('., ')}?"


def _by(rules: tuple[_Rule, ...], text: str) -> str:
    for pattern, plain in rules:
        text = pattern.sub(plain, text, count=1)
    return " ".join(text.split())


_LEAST: Final = 2
"""Words below which too much is gone."""
_WHETHER_ID: Final = re.compile(r"(?:\bapa|kah)\b", re.IGNORECASE)
_WHY_ID: Final = re.compile(
    r"\b(?:mengapa|kenapa|apa|alasan\w*|sebab\w*|penyebab\w*|dasar\w*|tujuan\w*|untuk)\b", re.IGNORECASE
)
_KOK: Final = re.compile(r"(?:^| )kok (?:bisa )?", re.IGNORECASE)


# "... ya tidak?", "... atau tidak?" and "benar tidak ..." ask; they do not deny.
_TAG: Final = re.compile(
    r"(?:\b(?:atau|apa|ya|iya|benar|betul|kan)\s+)?\b(?:tidak|belum|bukan)(?:\s+(?:ya|sih|kah|nih|dong"
    r"|kan))?\s*[?.!]*$"
    r"|^(?:jadi )?(?:benar|betul) tidak\b(?: sih)?|\btidak sih\s*\?*$|\bbukankah\b|\btidakkah\b|\bor not\b"
    r"|,? (?:isn|doesn|didn|wasn|aren|won|hasn)['’]t (?:it|he|she|they|that)\s*\?*$"
    r"|^(?:isn|doesn|didn|wasn|aren|weren|don|won|hasn|haven|can)['’]t\b",
    re.IGNORECASE,
)
_TAG_WITHIN: Final = re.compile(
    r"\btidak(?: sih\b|(?= (?:soal|tentang|kalau|bahwa|ya|sama|untuk|di|pada|kata"
    r"|menurut(?! (?:pada|kepada))|versi|sejak)\b))"
    r"|(?P<done>\bsudah\b[^,?]{1,60}?) belum\b"
    r"|(?P<first>^(?:(?:jadi|memang|apa|masih|sudah|kira-kira) )*(?:ada|bisa|boleh|perlu|pernah|aman"
    r"|punya|tahu)) tidak(?= \w)",
    re.IGNORECASE,
)
"""The same within a spoken question: "dia datang tidak di sidang itu?", "sudah tayang belum di sana?",
"ada tidak obatnya?"."""
_NO_TAG_WITHIN: Final = re.compile(
    r"\b(?:apakah|benarkah|betulkah|adakah|bukan|kan)\b|\b(?:lagi|ya)\s*\?*$|\bsudah tidak\b", re.IGNORECASE
)
"""What asks already, or shows that "tidak" is meant: "sudah tidak di sana lagi?"."""


def untagged(text: str) -> str:
    """``text`` without what only makes a question of it."""
    text = _TAG.sub(" ", text)
    if _NO_TAG_WITHIN.search(text):
        return text
    return _TAG_WITHIN.sub(lambda match: match["done"] or match["first"] or " ", text)
