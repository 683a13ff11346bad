"""What a conversation is about: the person, thing and place that a follow-up question may mean."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from qabot.answering.understanding import forms, naming
from qabot.answering.words import offices
from qabot.answering.words.followwords import ORGANISED, PEOPLE, PLACES, RELATIONS
from qabot.answering.words.formwords import CLAUSE_ID, NO_VERBS
from qabot.answering.words.phrases import NAME, decapitalised, described, head_phrase
from qabot.text import colloquial

if TYPE_CHECKING:
    from qabot.answering.words.formwords import Kind
    from qabot.types import Language


@dataclass(frozen=True, slots=True)
class Former:
    """The conversation before a question, as far as the question may lean on it."""

    typed: str
    question: str
    """The question before, itself resolved."""
    language: Language
    kind: Kind | None
    answer: str
    """The short answer to it; empty when there is none."""
    denied: bool
    """It was answered with a no."""
    told: str = ""
    """The answer to it in a sentence; empty where it is short or none."""
    person: str = ""
    thing: str = ""
    place: str = ""
    group: str = ""
    """The people spoken of together: "warga Ende"."""
    name: str = ""
    """What was last spoken of by a name, and is no person: what a question without names may be tied to."""


_VERDICT: Final = re.compile(r"^(?:ya|iya|tidak|bukan|belum|yes|no|benar|betul)\b[.,:;!]*\s*", re.IGNORECASE)
_DENIED: Final = re.compile(r"^(?:tidak|bukan|belum|no)\b", re.IGNORECASE)
_SILENT: Final = re.compile(
    r"\b(?:tidak (?:menyebut|menyatakan|memuat|ada|ditemukan)|do(?:es)? not (?:say|state)|not stated)",
    re.IGNORECASE,
)
_ONE_NAME: Final = r"([A-Z][a-z]{2,})\b(?! [A-Z])"
_ACTS: Final = re.compile(
    r"\b(?:[Kk]ata|[Mm]enurut|[Tt]anggapan|[Kk]omentar|[Pp]ernyataan|[Pp]endapat|[Ss]ikap|[Ss]aran|[Uu]sulan?"
    r"|[Tt]untutan|[Aa]lasan|[Pp]ermintaan|kepada|oleh)"
    rf" {_ONE_NAME}|^{_ONE_NAME} (?:bilang|mengatakan|menyebut|ngomong|berkata|menilai|membantah|mengaku)"
    rf"|\b(?:did|does) {_ONE_NAME} (?=[a-z])|\b(?:ask|want|demand)(?:ed|s)? (?:of|from) {_ONE_NAME}"
)
"""Somebody of one name whose words or deeds are asked for."""
_MATTER: Final = re.compile(
    r"\b(?:soal|tentang|mengenai|about|regarding) (?P<what>[^?]{3,60})\?*$", re.IGNORECASE
)
"""What somebody's words are about."""
_ASKED_NOUN: Final = re.compile(
    r"^(?:(?:di|ke|dari|pada) )?(?P<noun>[a-z]{4,}) (?:mana|apa)\b", re.IGNORECASE
)
"""What sort of thing is asked for: "di sungai mana"."""
_GROUP: Final = re.compile(
    r"\b(?P<who>(?:warga|mahasiswa|siswa|pelajar|guru|petani|nelayan|pekerja|buruh|karyawan|pedagang|korban"
    r"|penumpang|pengungsi|peserta|pendukung|jemaah|pasien|atlet|pemain)(?: (?-i:[A-Z])[\w-]+)*)(?= |\?|$)",
    re.IGNORECASE,
)
_GLOSS: Final = re.compile(r" \([^()]*\)")
_OTHER_NOT: Final = re.compile(r", (?:bukan|not) .*$", re.IGNORECASE)
_ORGANISATION: Final = re.compile(
    r"\b(?:perusahaan|lembaga|kementerian|organisasi|bank|partai|klub|tim|instansi|media) (?:mana|apa)\b"
    r"|^(?:\w+ )?(?:which|what) (?:\w+ )?(?:company|companies|ministry|organi[sz]ation|agency|firm|bank|team"
    r"|club|party)\b",
    re.IGNORECASE,
)


def after(
    typed: str, plain: str, whole: str, language: Language, answer: str, before: Former | None
) -> Former:
    """What the conversation is about after an exchange: ``plain`` is the question ``typed``, cleaned, and
    ``whole`` what it was resolved to (empty when it stood alone); ``before`` is what it was about until then.
    """
    question = whole or plain
    kind = forms.kind(question, language)
    line = next((line.strip(" .*_>") for line in answer.splitlines() if line.strip()), "")
    line = _GLOSS.sub("", line)  # what an office is called in English is spoken of by nobody
    if kind == "who" and is_person(line.split(",")[0]):
        line = line.split(",")[0]  # without the office behind the name
    denied = kind == "yesno" and bool(_DENIED.match(line))
    short = "" if kind == "yesno" or _SILENT.search(line) or len(line.split()) > 8 else line.strip("\"“”'’ ")
    person, thing, place = ("", "", "") if before is None else (before.person, before.thing, before.place)
    subject = _matter(question, _subject(question, language, thing), person)
    repeated = bool(before and before.told and before.told.rstrip(".!?… ")[1:] in whole)  # "kata siapa?"
    stays = bool(whole) and (repeated or _goes_on_about(question, subject, person, thing))
    subject = thing if stays else subject
    # a short answer is a car as well as a man
    told = "" if short or _SILENT.search(line) else _VERDICT.sub("", line)
    people = [match[0] for match in NAME.finditer(f"{question} | {told}") if is_person(match[0])]
    local = _local_names(question)
    if kind == "where" and short:
        local = [re.sub(r"^(?:di|ke|dari|in|at|from|to) ", "", short, flags=re.IGNORECASE)]
    place = local[-1] if local else place
    if short and kind == "who" and NAME.match(short):
        name = short if re.search(r" (?:dan|and|&) ", short) else short.split(",")[0]
        if not is_person(name) and (_organised(name) or _asks_organisation(question)):
            thing = name
        else:
            person, thing = name, subject or thing
    elif short and kind == "what" and not stays and _names_next(question, _OTHER_NOT.sub("", short)):
        thing = _OTHER_NOT.sub("", short)
    elif subject and not is_person(subject):
        thing = subject
    thing = _named_sort(question, short) or thing
    if people and (kind != "who" or not NAME.match(short)):
        person = people[0]  # "Siapa Rita Halim?" - "direktur Bank Cemara"
    elif kind != "who" and PEOPLE.intersection(subject.lower().split()):
        person = subject  # "the mayor"
    introduced = naming.named(question) if kind == "who" else ""
    acts = next(filter(None, (name for found in _ACTS.findall(question) for name in found)), "")
    if introduced:  # and not the office that is told of them
        person, thing = introduced, "" if not whole else thing
    elif kind == "who" and not short and _SILENT.search(line):
        person = described(question, language) or person
        thing = "" if person and not whole else thing
    elif acts and not is_person(person) and not _organised(acts) and not is_place(acts):
        person = acts
    group = _GROUP.search(question)
    named = bool(NAME.search(f"x {thing}")) and not is_person(thing)
    topic = thing if named else before.name if before else ""
    nobody = kind == "who" and not short  # "they" are those whom it describes
    many = decapitalised(group["who"]) if group else before.group if before and not nobody else ""
    return Former(typed, question, language, kind, short, denied, told, person, thing, place, many, topic)


def _matter(question: str, subject: str, person: str) -> str:
    """What is spoken of where ``subject`` is somebody who speaks: in "Apa kata Rita soal garam?" the salt."""
    told = _MATTER.search(question)
    acts = next(filter(None, (name for found in _ACTS.findall(question) for name in found)), "")
    known = subject.lower() == person.lower()
    speaks = not subject or is_person(subject) or known or (acts and subject.endswith(acts))
    if not speaks:
        return subject
    return told["what"] if told else "" if acts and not is_person(subject) else subject


def _named_sort(question: str, short: str) -> str:
    """The name that answers "di sungai mana", when it says itself that it is one: "Sungai Randu"."""
    sort = _ASKED_NOUN.match(question)
    named = _OTHER_NOT.sub("", short)
    return named if sort and named.lower().startswith(f"{sort['noun'].lower()} ") else ""


def _goes_on_about(question: str, subject: str, person: str, thing: str) -> bool:
    """Whether a question that leaned on the one before stays with what was spoken of, for all that it asks
    after a part of it: "yang luka?", "what's her position?"."""
    if person and person.split()[-1].lower() in subject.lower():
        return True
    named = NAME.search(f"x {subject}") and thing.lower() not in subject.lower()
    return bool(thing) and not named and thing.lower() in question.lower()


def _names_next(question: str, answer: str) -> bool:
    """Whether an answer is a name that may be spoken of next, and neither an office nor only something of
    what was asked about."""
    return bool(NAME.fullmatch(answer)) and not (offices.opens_office(answer) or _OF_IT.search(question))


_COUNTED_IN: Final = re.compile(
    r"^how (?:many|much)\b.{1,100}?\b(?:in|by|after|during|from|on|at) (the [^?,]{1,60}?)"
    r"(?: (?:in|on|at|by|last) [^?]{1,100})?[?.! ]*$",
    re.IGNORECASE,
)


_CLAIMED: Final = re.compile(
    r"^(?:who (?:\w+ that|said|says|claim(?:s|ed))|siapa yang mengatakan) (?=\S)", re.IGNORECASE
)
_ASKS_EN: Final = re.compile(
    r"(?:(?:in|on|at|by|for|from|to|of|with) )?(?:wh\w+|how|is|are|was|were|do|does|did|has|have|had|will"
    r"|would|can|could|should|may|must)(?:n['’]t)?\b|(?:and|so|what's|who's)\b",
    re.IGNORECASE,
)
SPAN: Final = re.compile(r" (?:tahun|bulan|pekan|minggu|kuartal|musim) \w+$")
"""A time behind a noun, which is no part of it."""
_ITS_OWN: Final = re.compile(r"(?<=\w) (?:[a-z]{3,}-?)?nya$")
"""What is asked for behind what has it: "kapal Kenari muatannya (apa)"."""
_OF_IT: Final = re.compile(r"\w (?:[a-z]{3,}-?)?nya (?:itu )?apa\b")
"""What is asked of something that stays what is spoken of, whatever the answer."""
_POINTS: Final = re.compile(
    r"[a-z]+nya|it|he|she|they|that|this|(?:dia|ia|beliau|mereka)(?: \w+)?", re.IGNORECASE
)


def _subject(question: str, language: Language, known: str) -> str:
    """What is spoken of: in "How many died in the Kenari fire?" the fire. Empty for what only points; what is
    ``known`` stays what is spoken of when something of it is asked for."""
    counted = _COUNTED_IN.match(question) if language == "en" else None
    said = _CLAIMED.sub("Is " if language == "en" else "", question)
    if language == "en" and not _ASKS_EN.match(said):
        said = f"Is {said}"  # a statement: its subject stands where that of a question does
    subject = counted[1] if counted else head_phrase(said, language)
    if known and known.lower() in question.lower() and known.lower() != subject.lower():
        of_it = known.lower() in subject.lower() or re.search(
            rf"(?:soal|regarding) {re.escape(known)}\?$", question
        )
        subject = known if of_it else subject
    if language == "id":
        subject = _ITS_OWN.sub("", SPAN.sub("", subject))
    opening = said.startswith(subject)
    if _POINTS.fullmatch(subject) and (opening or not subject[0].isupper()):  # "Kenya" does not point
        return ""
    first = subject.split(" ", 1)[0].lower()
    opens = opening and colloquial.is_written(first)
    return decapitalised(subject) if language == "id" and opens else subject


def _asks_organisation(question: str) -> bool:
    return bool(_ORGANISATION.search(question))


_INITIAL: Final = re.compile(r"[A-Z]\.?")


def is_person(name: str) -> bool:
    """Two to four capitalised words without one that only organisations, places and things bear."""
    words = name.split()
    plain = [
        word
        for at, word in enumerate(words, 1)
        if word[:1].isupper() and (not word.isupper() or (at < len(words) and _INITIAL.fullmatch(word)))
    ]
    other = _organised(name) or is_place(name) or any(_no_persons(word) for word in words)
    return 2 <= len(words) <= 4 and len(plain) == len(words) and not other


def _no_persons(word: str) -> bool:
    """Whether a word is no part of a person's name: that of an office or of what one has ("Umur Rita"), or a
    verb in a headline."""
    low = word.lower()
    return low in PEOPLE or low in RELATIONS or (low in CLAUSE_ID and low not in NO_VERBS)


def _organised(name: str) -> bool:
    return any(word.lower().strip(".,") in ORGANISED for word in name.split())


def is_place(name: str) -> bool:
    return any(word.lower().strip(".,") in PLACES for word in name.split())


def _local_names(question: str) -> list[str]:
    found = re.finditer(rf"\b(?:di|ke|in|at|to|from|dari) ((?:the )?{NAME.pattern})", question)
    return [match[1] for match in found if not match[1][0].isdigit()]
