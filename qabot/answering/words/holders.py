"""Questions for the holder of an office: "Siapa ketua X?", "Who is X's lawyer?".

Near misses of these are common: the articles name X and people, one of whom is taken for the holder. So a
sentence answers only if it, or its article's title, tells of such an office at all.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

_SORTS: Final = tuple(
    frozenset(words.split())
    for words in (
        "presiden president capres",
        "raja king",
        "ratu queen",
        (
            "menteri minister secretary menko menkopolhukam mendagri menlu menkeu menkes menag menhub"
            " menkominfo menkomdigi menkop menperin mendag mensos menaker mendikbud menpora mensesneg"
            " menhan mentan menkum wamen wamenkeu wamenlu wamenaker wamensos wamenag wamendagri wamentan"
        ),
        (
            "ketua ketum kepala pemimpin pimpinan memimpin dipimpin mengetuai diketuai mengepalai"
            " dikepalai chair chairs chairman chairwoman chairperson leader leads led head heads headed"
            " chief boss bos kadis kadinkes kadisdik kapolri kapolda kapolres kapolsek kapolresta panglima"
            " direktur director dirut ceo presdir"
        ),
        "ceo dirut direktur director executive presdir bos boss chief",
        "juru jubir humas spokesman spokeswoman spokesperson spokespeople",
        "pengacara kuasa advokat penasihat lawyer lawyers attorney counsel solicitor barrister",
        "sekjen sekretaris secretary",
        "bendahara treasurer",
        "wakil waketum wapres wamen wakapolri wakapolda deputy deputi vice",
        "gubernur governor",
        "bupati regent",
        "wali walikota mayor",
        "camat lurah kades",
        "dubes duta ambassador envoy",
        "hakim judge",
        "jaksa prosecutor",
        "rektor rector chancellor",
        "pelatih coach manajer manager",
        "kapten captain skipper",
        "pendiri founder founders co-founder mendirikan didirikan founded",
        "pemilik milik memiliki dimiliki owner owners owns owned",
    )
)
"""Words for the same office, or for holding it."""
_OFFICES: Final = frozenset().union(*_SORTS) - frozenset(
    "memimpin dipimpin mengetuai diketuai mengepalai dikepalai mendirikan didirikan milik memiliki dimiliki"
    " leads led heads headed chairs founded owns owned executive".split()
)
"""Those of them that a question for the holder can begin with."""
_LESSER: Final = frozenset(
    "wakil mantan eks calon bakal ajudan asisten istri suami anak putra putri former ex deputy vice assistant"
    " acting candidate".split()
)
"""Words in front of an office that make another of it."""
_LAST_WORDS: Final = re.compile(r"(?:\b(?P<first>[\w-]+) )?\b(?P<last>[\w-]+) $")
_BEGIN_OFFICE: Final = frozenset("prime perdana wali".split())
_ASKS: Final = re.compile(
    r"^(?:siapa(?:kah)?|sapa)(?: (?:nama|sih|para|itu|yang|yg|jadi|menjadi|menjabat|sebagai))* (?P<id>.+)$"
    r"|^(?P<last>.+?) (?:itu |ini |adalah |namanya )?(?:siapa(?: namanya| sih)?|sapa)$"
    r"|^who(?:[’']s| is| was| are| were)(?: the| an?)? (?P<en>.+)$",
    re.IGNORECASE,
)
_WORD: Final = re.compile(r"[\w-]+")


def asked(question: str) -> list[frozenset[str]]:
    """Of the office whose holder ``question`` asks for: the words, one of each set, that tell of it; none
    for another question.

    >>> [sorted(sort)[0] for sort in asked("Siapa wakil ketua Partai Randu?")]
    ['deputi', 'bos']
    """
    match = _ASKS.match(question.strip(" ?.!"))
    if not match:
        return []
    if match["en"]:
        # "X's deputy chairman of Y" and "chairman of X's Y": the first run of words for an office
        return list(_run(_WORD.findall(match["en"].lower())))
    words = _WORD.findall((match["id"] or match["last"]).lower())
    return list(_run(words)) if words and words[0] in _OFFICES else []


def _run(words: list[str]) -> Iterator[frozenset[str]]:
    begun = False
    for word in words:
        if word in _OFFICES:
            begun = True
            yield frozenset().union(*(sort for sort in _SORTS if word in sort))
        elif begun:
            return


def told(offices: list[frozenset[str]], text: str, question: str = "") -> bool:
    """Whether ``text`` tells of each of ``offices``; a deputy, and one who held it before, is not it, unless
    the ``question`` says so."""
    lesser = _LESSER.difference(*offices, _WORD.findall(question.lower()))
    held = {
        word[0].lower()
        for word in _WORD.finditer(text)
        if not any(before in lesser for before in _in_front(text[: word.start()]))
    }
    return all(held & office for office in offices)


def _in_front(text: str) -> Iterator[str]:
    """The word that ``text`` ends with, and the one before it where the first belongs to the office too."""
    match = _LAST_WORDS.search(text)
    if match:
        yield match["last"].lower()
        if match["last"].lower() in _BEGIN_OFFICE or match["last"].isupper():
            yield (match["first"] or "").lower()
