"""What a question asks: its language, its kind, whether it is negative, and the names it hangs on.

Rules over the forms Indonesian and English questions take, in print and in chats. The kind says what
an answer must look like (a name, a number, a date, a yes or no), never whether there is one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from qabot.answering.understanding import (
    asking,
    bylines,
    comparisons,
    courtesy,
    developments,
    followups,
    forms,
    messages,
    parts,
    topics,
)
from qabot.answering.understanding.parts import Part
from qabot.answering.words import formwords, phrases
from qabot.answering.words.followwords import RELATIONS, THINGS
from qabot.answering.words.negation import DENIAL, NEGATION
from qabot.text import colloquial, normalize
from qabot.text import language as languages
from qabot.types import Turn

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qabot.answering.understanding.bylines import Byline
    from qabot.answering.understanding.developments import Development
    from qabot.answering.words.formwords import Kind
    from qabot.types import Language


@dataclass(frozen=True, slots=True)
class Question:
    """A question understood. ``text`` is as typed, ``search`` what is looked for."""

    text: str
    asked: str
    """Cleaned, chat spelling written out."""
    search: str
    """``asked`` without what stands around it, made whole from the conversation when it leans on it."""
    language: Language
    kind: Kind
    negated: bool
    """A yes/no question that asks whether something is *not* so."""
    names: tuple[str, ...]
    """Runs of capitalised words and numbers in the question, made whole."""
    said_by: str = ""
    """Whose words are asked for; empty when nobody is named."""
    asks_speaker: bool = False
    """Who said something, and not what is so."""
    defines: str = ""
    """What is to be defined ("Apa itu ...?", "What is ...?"); empty for other questions."""
    follows: str = ""
    """The earlier question it leans on; empty when it stands alone."""
    otherwise: str = ""
    """What to ask where nothing is found: the same of what the conversation is about by name."""
    parts: tuple[Part, ...] = ()
    """The questions it asks when it asks more than one."""
    development: Development | None = None
    """What it wants told as it went on; None for other questions."""
    byline: Byline | None = None
    """What it asks of an article's head; None for other questions."""

    @property
    def plain(self) -> str:
        """``search`` as it is most plainly asked, for who reads on. Without the tag that makes a yes/no
        question of an Indonesian statement ("..., benar tidak?"): it could pass for a denial."""
        if self.kind != "yesno":
            return asking.plainly(self.search, self.language, self.kind)
        if self.language != "id":
            return self.search
        bare = " ".join(asking.untagged(self.search).split()).strip(" ,?")
        return f"{bare}?" if bare else self.search


_SORT: Final = rf"(?:{'|'.join(sorted(THINGS))}|acara|film|lagu|buku|gim|game|merek|band|penyakit|makanan)"
""" "Kenari itu aplikasi apa?" """
_DEFINITION: Final = re.compile(
    r"^(?:apa(?:kah)? (?:itu|yang (?:di)?maksud(?:kan)?(?: dengan)?|arti(?: dari)?|pengertian|definisi"
    r"|maksudnya) (?P<id>[\w&'’.-]+(?: [\w&'’.-]+){0,4}?)(?: itu| sih| ya)?"
    r"|(?P<last>[\w&'’.-]+(?: [\w&'’.-]+){0,3}?) (?:itu|tuh) (?:sebenarnya )?"
    rf"(?:{_SORT} )?apa(?:an|kah)?(?: sih| ya)*"
    r"|what (?:does|do) (?P<means>[\w&'’.-]+(?: [\w&'’.-]+){0,4}?) mean"
    r"|what(?:['’]?s| (?:is|are|was|were))(?P<the> the)?(?: an?)? (?P<en>[\w&.-]+(?: [\w&.-]+){0,4}?))"
    r"[?!. ]*$",
    re.IGNORECASE,
)
_NO_TERMS: Final = (
    RELATIONS | frozenset(formwords.NOUNS) | frozenset("yang kata dan untuk agama hubungan".split())
)
_NO_TERM: Final = re.compile(
    r"^(?:he|she|it|they|this|that|there|his|her|its|their|in|on|at|to|for|with|from|by)\b"
    r"|\b(?:of|for|in|on|at|with|to|from|by|about|like|worth|called|known|paid|\w{3,}(?:ed|ing))(?: |$)",
)
"""What makes more than a name or noun of it: "What is rice made from", "... the boat worth"."""
_BESIDE: Final = re.compile(
    r"\b(?:walau(?:pun)?|meski(?:pun)?|kendati(?:pun)?|biarpun|although|even though|though)\b[^,?]*,?",
    re.IGNORECASE,
)
"""A clause that says in spite of what."""
_WHOSE_WORDS: Final = re.compile(
    r"\b(?:kata|ucapan|kutipan|pernyataan|perkataan|komentar) ((?:(?:[ae]l-)?[A-Z][\w’'-]*\s?)+)"
    r"|\b((?:(?:[ae]l-)?[A-Z][\w’'-]*\s)+)(?:mengatakan|bilang|berkata) apa"
    r"|\bdikatakan ((?:(?:[ae]l-)?[A-Z][\w’'-]*\s?)+)"
    r"|\bdid ((?:(?:[ae]l-)?[A-Z][\w’'-]*\s)+)(?:say|state|write)"
    r"|\b([A-Z][\w-]+)['’]s (?:\w+ )?(?:words|statement|quote)"
)
_ASKS_SPEAKER: Final = re.compile(
    r"\b(?:mengatakan|menyatakan|menyebut(?:kan)?|menegaskan|membantah|berkata|berpendapat|said|says|told"
    r"|stated|claim(?:s|ed)?"
    r"|denie[sd]|according)\b",
    re.IGNORECASE,
)
_NAME: Final = re.compile(  # a possessive 's ends it; "2023 and 2030" are two; "iPhone" is whole
    r"(?:(?:\b[a-z])?[A-Z](?:[\w&.-]|['’](?!s\b))*\w|[A-Z]|(?<![^\W_])\d[\d.,/]*(?:[A-Z]+\b)?)"
    r"(?:\s+(?:(?:of|&|de|van|bin)\s+)?(?:[a-z]?[A-Z](?:[\w&.-]|['’](?!s\b))*\w|[A-Z]|\d[\d.,/]*))*"
)
_OPENERS: Final = frozenset(
    "apa apakah siapa siapakah kapan berapa mengapa kenapa bagaimana di dari ke benarkah apa"
    " apakah what who when where"
    " why how which whose is are was were do does did has have had will would can could should may"
    " might in on at"
    " according menurut jadi dan lalu and so but yang ada adakah bukankah the a an to for with"
    " tolong mohon sudahkah"
    " if kalau jika soal tentang since sejak by from whom under until during over as besides after before"
    " without above must roughly exactly apart per pada seperti".split()
)


def understand(text: str, context: Sequence[Turn] = (), *, language: Language | None = None) -> Question:
    """Read a question, with the turns before it when it leans on them. Never raises."""
    typed = normalize.clean_question(text)
    told, last = messages.parted(typed)
    asked = _alone(last, context, language) if last == typed else _of_message(told, last, context, language)
    return replace(asked, text=text)


def _alone(typed: str, context: Sequence[Turn], language: Language | None) -> Question:
    """A question, with nothing told before it."""
    cleaned = normalize.content_core(typed)
    asked = language or languages.detect(cleaned, language_before(context) or "id")
    spelled = normalize.plain_spelling(cleaned, asked)
    whole = followups.resolve(spelled, asked, context)
    alone = asking.alone(spelled, asked)
    kind = "yesno" if asking.confirms(alone) else forms.kind(alone, asked, typed)
    if whole.follows or whole.text != spelled:
        kind = forms.kind(whole.text, asked) or kind
    search = asking.alone(whole.text, asked)
    latest = developments.latest(search, asked)
    if latest:
        kind = "how"  # "Any news on X?" wants sentences
    elif kind == "yesno":
        search = asking.whether(search, asked)
    elif kind == "what":  # "What's the name of the person who ...?"
        kind = forms.kind(asking.plainly(search, asked, kind), asked) or kind
    own = _uncapitalised(search, context) if whole.follows else cleaned
    sides = comparisons.split(search, asked)
    earlier = [turn.content for turn in context if turn.role == "user"]
    return Question(
        text=typed,
        asked=spelled,
        search=search,
        language=asked,
        kind=kind or "what",
        negated=kind == "yesno" and _denies(search, asked),
        names=_names(own),
        said_by=_said_by(own) if kind == "quote" else "",
        asks_speaker=kind == "who" and bool(_ASKS_SPEAKER.search(search)),
        defines=_defined(own) if kind in ("what", None) else "",
        follows=whole.follows,
        otherwise=whole.otherwise,
        parts=tuple(Part(part, side) for side, part in sides) or parts.split(search, asked),
        # "Apakah jadwal itu berubah?" wants a yes or a no
        development=latest or (None if kind == "yesno" else developments.read(search, asked)),
        byline=bylines.read(alone, asked, next(reversed(earlier), "")),
    )


def _of_message(told: str, last: str, context: Sequence[Turn], language: Language | None) -> Question:
    """What is asked ``last`` after something was ``told``, which it may lean on."""
    spoken = language or languages.detect(normalize.content_core(last), language_before(context) or "id")
    claimed = messages.claim(told, last)
    if claimed:
        return _alone(f"Apakah {messages.small(claimed)}" if spoken == "id" else claimed, context, spoken)
    wanted = messages.wanted(told, last)
    if wanted:
        return _alone(wanted, context, spoken)
    last = asking.alone(last, spoken)
    bare = asking.whether(last, spoken) if spoken == "en" else last
    if forms.kind(bare, spoken) == "yesno":
        last = bare  # or the "it" of "Is it true that ..." would lean on what was told
    matter = messages.matter(told, last) if messages.leans(last) else ""
    if not matter:
        heard = messages.heard(told)
        return _alone(last, [*context, Turn("user", heard)] if heard else context, spoken)
    place = messages.where(told, matter)
    if place:
        return _alone(f"{last.rstrip('?. ')} {place}?", context, spoken)
    small = phrases.decapitalised(last)
    named = messages.put(matter, small)
    if named != small:
        return _alone(named, context, spoken)
    opening = f"{'soal' if spoken == 'id' else 'about'} {matter}, "
    found = _alone(opening + small, context, spoken)
    stays = found.search.startswith(opening) and messages.names(last)
    return _alone(last, context, spoken) if stays else found


def _uncapitalised(text: str, context: Sequence[Turn]) -> str:
    """``text`` without the capital that only opens it: the conversation does not write the word so."""
    first = text.split(" ", 1)[0]
    known = any(re.search(rf"\b{re.escape(first)}\b", turn.content) for turn in context)
    return text if known else text[:1].lower() + text[1:]


def _said_by(text: str) -> str:
    match = _WHOSE_WORDS.search(text)
    return next((group for group in match.groups() if group), "") if match else ""


def _defined(text: str) -> str:
    match = _DEFINITION.search(text)
    if not match:
        return ""
    term = next(match[name] for name in ("id", "last", "means", "en") if match[name]).strip(" ?!.\"'“”")
    term = term.partition(" menurut ")[0]
    words = term.lower().split()
    if match["last"] and any(word in _NO_TERMS or word.endswith("nya") for word in words):
        return ""  # "Penyebab kebakaran itu apa?"
    # "the price" is asked for, not what a price is; "the Kenari Fund" may well be unknown
    asked = match["en"] and (
        _NO_TERM.search(term) or (match["the"] and any(w.islower() for w in term.split()))
    )
    return "" if asked else term


def _denies(text: str, language: Language) -> bool:
    """Whether an odd number of words turn the question round; tags that only ask do not count, nor what it
    would be so in spite of."""
    main = _BESIDE.sub(" ", asking.untagged(text)) or text
    words = re.findall(r"[^\W_]+(?:['’][^\W_]+)*", main.lower().replace("’", "'"))
    return sum(word in NEGATION[language] or word in DENIAL[language] for word in words) % 2 == 1


def _names(text: str) -> tuple[str, ...]:
    """Names and numbers as written; the first word counts only when it does not just open the question."""
    found = []
    for match in _NAME.finditer(text):
        name = match[0].strip(" .,")
        words = name.split()
        while words and _opens(words[0]) and not _abbreviates(words[0], text):
            words.pop(0)
        if match.start() == 0 and words == [name] and _only_opens(name):
            continue
        if words and (match.start() > 0 or len(words) > 1 or not words[0].islower()):
            found.append(" ".join(words))
    return tuple(dict.fromkeys(found))


def _opens(word: str) -> bool:
    low = word.lower()
    return low in _OPENERS or (low.endswith("kah") and low[1:] == word[1:] and colloquial.is_written(low))


def _abbreviates(word: str, text: str) -> bool:
    """Whether capitals make a name of a word that opens questions: "AS", "WHO"."""
    return len(word) > 1 and word.isupper() and not text.isupper()


def _only_opens(word: str) -> bool:
    """Whether a capital at the beginning says nothing: "Jam berapa ...", "Bisakah ..."."""
    return word[1:].islower() and not topics.is_place(word) and colloquial.is_written(word.lower())


def language_before(context: Sequence[Turn]) -> Language | None:
    """The language of the last question in ``context``; thanks are no question."""
    for turn in reversed(context):
        if turn.role == "user" and not courtesy.talk(turn.content):
            return languages.detect(normalize.clean_question(turn.content))
    return None
