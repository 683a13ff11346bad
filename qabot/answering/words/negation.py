"""Words that turn a clause round, in questions and in sentences alike."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from qabot.types import Language

NEGATION: Final[dict[Language, frozenset[str]]] = {
    "id": frozenset("tidak tak bukan bukanlah belum takkan tanpa enggak nggak gak jangan tiada".split()),
    "en": frozenset(
        "not no never without nor none nobody nothing cannot n't isn't aren't wasn't weren't don't"
        " doesn't didn't hasn't haven't hadn't won't wouldn't can't couldn't shouldn't unable".split()
    ),
}
DENIAL: Final[dict[Language, frozenset[str]]] = {
    # verbs that turn round what follows them
    "id": frozenset(
        "membantah dibantah bantah menepis ditepis menampik ditampik menyangkal disangkal menolak"
        " ditolak enggan ogah batal membatalkan dibatalkan gagal melarang dilarang larangan"
        " pelarangan menghentikan dihentikan berhenti hoaks hoax keliru menyesatkan mustahil urung"
        " absen".split()
    ),
    "en": frozenset(
        "deny denies denied denying refuse refuses refused refusing decline declines declined"
        " declining reject rejects rejected rejecting fail fails failed failing ban bans banned"
        " banning prohibit prohibits prohibited cancel cancels cancelled canceled stop stops stopped"
        " halt halted hoax false untrue wrong misleading impossible lack lacks lacked".split()
    ),
}
"""Verbs and nouns that deny or stop what they speak of."""
DISPUTES: Final[dict[Language, frozenset[str]]] = {
    "id": frozenset("membantah dibantah menepis ditepis menampik ditampik menyangkal disangkal".split()),
    "en": frozenset("deny denies denied denying".split()),
}
"""Those that dispute a claim, which may stand in an earlier sentence."""
