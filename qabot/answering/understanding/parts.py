"""The questions within a question: "Siapa yang membeli kapal itu dan berapa harganya?" asks two.

Careful rather than keen: "and" parts questions only where a question word follows it, and what a part
leaves unsaid is taken from the one before.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from qabot.answering.understanding import asking, followups, forms
from qabot.answering.words.followwords import IF_ENDS, IF_NO, IF_YES
from qabot.answering.words.phrases import INVERTED, asks, decapitalised, described, head_phrase, is_verb_id
from qabot.types import Turn

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qabot.types import Language

MOST: Final = 4
"""Parts looked for; what is left over stays with the last."""


@dataclass(frozen=True, slots=True)
class Part:
    """A question that can stand alone."""

    text: str
    side: str = ""
    """What it is told of, when it is one of several set beside each other."""
    only_if: Literal["", "yes", "no"] = ""
    """The answer to the part before that it hangs on: "..., and if so, when?"."""


_ADVERBS: Final = (
    r"(?:(?:sejak|sampai|hingga|since|until) )?(?:kapan|di ?mana|ke ?mana|dari ?mana|mengapa|kenapa|bagaimana"
    r"|when|where|why|how)"
)
_ASKS: Final = (
    r"(?:(?:(?:kata|menurut|sejak|sampai|oleh|dengan|kepada|dari|untuk|pada|di|in|at|by|to|from|for|since"
    r"|until|with) )?"
    r"(?:siapa(?:kah)?|kapan(?:kah)?|berapa(?:kah)?|mengapa|kenapa|bagaimana(?:kah)?|(?:di|ke"
    r"|dari) ?mana(?:kah)?"
    r"|apa(?:kah)?|(?:tahun|tanggal|jam|kota|negara) (?:berapa|mana|apa)|benarkah|who|whom|whose|what|when"
    r"|where"
    r"|why|how)|(?:is|are|was|were|did|does|do|has|have|will|can|could|would)(?! not))\b"
)
_HANGS: Final = re.compile(
    rf"^(?:(?:dan|lalu|terus|tapi|and|but) )?(?:(?P<no>{IF_NO})|(?P<yes>{IF_YES}))(?={IF_ENDS}),? (?=\S)",
    re.IGNORECASE,
)
"""A part that is only asked for one answer to the part before."""
_SAMA: Final = (
    r"sama(?= (?:kapan|kenapa|mengapa|bagaimana|di ?mana|(?:siapa|berapa|apa) (?:saja )?(?:yang|\w+nya))\b)"
)
"""A spoken "and": "sama kapan?"; "sama siapa?" asks with whom."""
_JOINT: Final = re.compile(
    rf"[,;.]? (?:(?:dan|lalu|terus|tapi|and|but) )?(?=(?:{IF_NO}|{IF_YES})\b,? {_ASKS})"
    rf"|[,;]? (?:dan|serta|lalu|terus|and|&|as well as|{_SAMA})(?: juga| also| then)? (?={_ASKS})"
    rf"|[,;] (?={_ASKS})",
    re.IGNORECASE,
)
_OPENS: Final = re.compile(_ASKS, re.IGNORECASE)
_AND: Final = re.compile(rf"(?:(?:dan|lalu|terus|juga|and|also|then|{_SAMA})\b,? )+", re.IGNORECASE)
"""What only joins a sentence to the one before."""
_ONLY_ADVERB: Final = re.compile(
    rf"{_ADVERBS}(?:kah)?|(?:pada )?(?:tahun|tanggal|jam|bulan) berapa|(?:oleh|dengan|kepada|untuk) siapa"
    r"|(?:by|to|with|for) whom|(?:in|on|at|by) (?:what|which) \w+|(?:apa|siapa|(?:di |ke |dari )?mana) saja",
    re.IGNORECASE,
)
_BY_WHOM: Final = re.compile(r"(?:kata|menurut) siapa|according to whom|says who", re.IGNORECASE)
_WHY: Final = re.compile(r"(?:kenapa|mengapa|why)(?: (?:sih|ya|begitu|gitu|so|is that))*", re.IGNORECASE)
_OF_THAT: Final = re.compile(
    rf"({_ADVERBS}) (?:was that|(?:did|will) (?:that|this|it) (?:happen|be)|(?:itu|hal itu)"
    r"(?: terjadi)?|kejadiannya|itu terjadinya)",
    re.IGNORECASE,
)
_ENDS_ASKING: Final = re.compile(rf"\b(?:{_ADVERBS}|apa|siapa|who|what)$", re.IGNORECASE)
_NAMED_FIRST: Final = re.compile(rf"\S.* (?:{_ADVERBS}|apa|siapa)", re.IGNORECASE)
"""What is asked of, and then the question word: "ketuanya siapa"."""
_TWO_ADVERBS: Final = re.compile(
    rf"^(?P<one>{_ADVERBS})(?:kah)?,? (?:dan|serta|and"
    rf"|&) (?P<two>{_ADVERBS})(?:kah)? (?P<rest>\S.*)$",
    re.IGNORECASE,
)
_PRONOUN: Final = {
    "id": re.compile(r"\b(?:dia|ia|beliau|mereka)\b", re.IGNORECASE),
    "en": re.compile(r"\b(?:he|she|they)\b", re.IGNORECASE),
}
_CIRCUMSTANCE: Final = re.compile(
    r"(?:when|where|after|before|if|ketika|saat|jika|kalau|setelah)\b", re.IGNORECASE
)
_ADVERB_ASKS: Final = re.compile(rf"(?:when|where) (?:{INVERTED.pattern})", re.IGNORECASE)
_SENTENCES: Final = re.compile(r"(?<=\?)\s+(?=\S)")
_RELATIVE: Final = re.compile(
    r"\b(?:who|whom|whose|where|when|how|why|what|apa|siapa|kapan|mana)\b", re.IGNORECASE
)


def split(question: str, language: Language) -> tuple[Part, ...]:
    """The questions that ``question`` asks; empty when it is only one.

    >>> [part.text for part in split("Kapan dan di mana Rita Halim lahir?", "id")]
    ['Kapan Rita Halim lahir?', 'Di mana Rita Halim lahir?']
    """
    found: list[Part] = []
    for sentence in _SENTENCES.split(question.strip()):
        for at, part in enumerate(_joined(_bare(sentence), language)):
            before = [one.text for one in found if not one.only_if or not _HANGS.match(part)]
            if found and _WHY.fullmatch(part.strip(" ?!.")) and forms.kind(before[-1], language) == "why":
                continue  # "kok jembatan ditutup? kenapa sih?" asks once
            whole = _after(before, part, language, own=not at) if found else Part(_closed(part))
            if all(whole.text != one.text for one in found):
                found.append(whole)
    found = [part for part in found if forms.kind(part.text, language)]
    return tuple(found[:MOST]) if len(found) > 1 else ()


def _bare(sentence: str) -> str:
    """Without "Do you know ..." around it; "Menurut polisi, ..." belongs to the question and stays."""
    text = sentence.rstrip("?!. ")
    core = forms.unwrapped(text)
    return text if "," in text[: len(text) - len(core)] else core


def _joined(text: str, language: Language) -> list[str]:
    shared = _TWO_ADVERBS.match(text)
    if shared:
        return [f"{shared['one']} {shared['rest']}", f"{shared['two']} {shared['rest']}"]
    parts: list[str] = []
    start = 0
    for joint in _JOINT.finditer(text):
        left, right = text[start : joint.start()], text[joint.end() :]
        if len(parts) == MOST - 1 or not _asks_something(left, language) or _continues(left, right):
            continue
        if joint[0][0] in ",;" and len(joint[0]) < 3 and not _stands(left, right, language):
            continue
        parts.append(left)
        start = joint.end()
    return [*parts, text[start:]]


def _asks_something(left: str, language: Language) -> bool:
    """Whether what stands before "and" is a question of its own, with more than its question word."""
    opens = _OPENS.match(left)
    if opens and not left[opens.end() :].strip():
        return False
    if language == "id" and not opens and _NAMED_FIRST.fullmatch(left):
        return forms.kind(left, language) not in ("yesno", None)
    if len(left.split()) < 2 or _ENDS_ASKING.search(left):
        return False
    asked = bool(opens) or (language == "id" and bool(_RELATIVE.search(left))) or bool(_OPENS.search(left))
    return asked and forms.kind(f"{left}?", language) is not None


def _stands(left: str, right: str, language: Language) -> bool:
    """Whether a comma alone parts two questions; most often it closes or opens an aside: "Why, says Rita, did
    ...", "If it rains, is ...", "Is the Kenari, which sank, ..."."""
    if _CIRCUMSTANCE.match(left) and not _ADVERB_ASKS.match(left):
        return False
    if language == "id":
        return not re.match(r"apakah\b", right, re.IGNORECASE) or bool(_OPENS.match(left))
    related = re.match(r"(?:who|whom|whose|where|when|what)\b", right, re.IGNORECASE)
    opens = bool(_OPENS.match(left)) and not related and "," not in left
    return opens and bool(INVERTED.search(left)) and bool(INVERTED.search(right))


def _continues(left: str, right: str) -> bool:
    """Whether "and who ..." goes on with a clause begun before: "the man who stole it and who fled"."""
    word = right.split(" ", 1)[0].lower().strip("?,.")
    within = (match for match in _RELATIVE.finditer(left) if match.start() > 0 and match.end() < len(left))
    if word in (match[0].lower() for match in within):
        return True
    if left.endswith((",", ";")):
        return True
    # "When the dam opened, who spoke?"
    return bool(_CIRCUMSTANCE.match(left)) and not INVERTED.search(left)


def _after(found: Sequence[str], part: str, language: Language, *, own: bool) -> Part:
    """``part`` made whole from those ``found`` before it, whose answers are not known yet. A sentence of its
    ``own`` may leave as much unsaid as the next message: "... Dari kementerian mana?"."""
    hangs = _HANGS.match(part)
    if hangs and forms.kind(found[-1], language) == "yesno":
        only_if: Literal["yes", "no"] = "no" if hangs["no"] else "yes"
        whole = _made_whole(found, part[hangs.end() :], language, own=True, denied=only_if == "no")
        return Part(whole, only_if=only_if)
    return Part(_made_whole(found, part, language, own=own, denied=False))


def _made_whole(found: Sequence[str], part: str, language: Language, *, own: bool, denied: bool) -> str:
    """With ``denied``, the question before is taken as answered with no."""
    before = asking.untagged(found[-1])
    bare = _AND.sub("", part.strip().rstrip("?!. "), count=1)
    bare = _OF_THAT.sub(r"\1", bare) if _OF_THAT.fullmatch(bare) else bare
    if _ONLY_ADVERB.fullmatch(bare):
        return asks(before, language, bare, "", denied=denied)
    opens = _OPENS.match(bare)
    rest = bare[opens.end() :].split() if opens else []
    if language == "id" and opens and rest and len(rest) <= 3 and is_verb_id(rest[0]):
        who = described(before, "id") or head_phrase(decapitalised(before), "id")
        return _closed(f"{opens[0]} {who} {' '.join(rest)}")
    meant = described(before, language)
    if meant and _PRONOUN[language].search(bare):
        return _closed(_PRONOUN[language].sub(meant, bare, count=1))
    turns = [Turn("user", one) for one in found]
    if denied:
        turns.append(Turn("assistant", "Tidak." if language == "id" else "No."))
    own = own or bool(_BY_WHOM.fullmatch(bare))
    whole = followups.resolve(bare, language, turns, only_references=not own)
    return _closed(whole.text)


def _closed(text: str) -> str:
    text = " ".join(text.split()).rstrip("?!., ")
    return f"{text[:1].upper()}{text[1:]}?"
