"""Indonesian or English? Decided from function words, and from letter trigrams where those are few."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from qabot.types import Language

_ENOUGH: Final = 2_000
"""Characters looked at: an article has shown its language long before."""

_WORD: Final = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")

_ABBREVIATION: Final = re.compile(r"\b[A-Z]{2,}\b")
"""Names like WHO and IT, which belong to neither language."""

# Words of one language that are no word of the other. Formal and chat Indonesian both.
_INDONESIAN: Final = frozenset(
    """
    ada adalah adapun agar akan aku anda antara apa apabila apakah apalagi atas atau bagaimana bagi bahkan
    bahwa banyak baru beberapa begitu belum benarkah berapa berapakah berbagai bersama bila bisa bisakah
    boleh bolehkah buat bukan bukankah cara dalam dan dapat dapatkah dari daripada dengan demi di dia
    dilakukan diri dong dulu gimana hal hanya hari harus hingga ia ialah ini itu itulah iya jadi jangan jika
    juga justru juta kah kalau kalian kami kamu kapan karena kata katanya kayak ke kenapa kepada ketika kini
    kita kok lagi lah lain lalu lanjut lantaran lebih lewat maka makanya masih masing mau melakukan melalui
    memang memiliki mengapa menjadi menurut menurutnya mereka merupakan meski meskipun miliar mungkin namun
    nanti nih nya oleh orang pada padahal paling para pernah pernahkah pihak pihaknya pula pun punya rp saat
    saja sama sambil sampai sangat satu saya sebab sebagai sebelum sebelumnya sebuah secara sedang sejak
    sekarang sekitar selain selama seorang seperti serta setelah setiap siapa siapakah sih sini situ soal
    sudah sudahkah supaya tadi tahun tak tanpa tapi telah tentang tentu terhadap termasuk tersebut tetapi
    tiap tidak tidakkah triliun tuh untuk waktu walau walaupun wib yaitu yakni yang aja ajah blm bgt bkn brp
    brapa dgn dl dlm dmn drmn emang emangnya enggak engga gak ga gada gmn gini gitu gue gua gw jgn jd jg
    kaga kagak kalo klo kmrn knapa knp kpn krn kyk lho loh lu mah mana manakah msh ngga nggak nggk org pake
    pd sblm sdh sm smp spt tau tdk tp trus udah udh utk yg yuk
    bakal cuma doang terus masuk naik turun ikut kena habis batal apaan bener beneran bnr emg makasih
    """.split()
)
_ENGLISH: Final = frozenset(
    """
    a about after against all also although am among an and another any anyone are as at be because been
    before being between both but by can could did do does doing don't during each either else every for
    from had has have having he her here him his how however i if in into is it its itself just like many
    might more most much must my neither never nor not now of off on once one only or other our out over
    said same say says she should since so some such than that the their them then there these they this
    those though through to too under until up upon us very was we were what when where whether which while
    who whom whose why will with within without would yes yet you your isn't doesn't didn't won't wasn't
    aren't can't he's it's what's who's according called made make new people percent tell told year years
    """.split()
)

# The first word of a question says more than the titles and names that follow it.
_ASKING_INDONESIAN: Final = frozenset(
    """
    apa apakah siapa siapakah kapan kapankah mengapa kenapa berapa berapakah bagaimana bagaimanakah benarkah
    bisakah dimana dimanakah kemana darimana gimana adakah sudahkah kpn brp knp gmn dmn
    """.split()
)
_ASKING_ENGLISH: Final = frozenset(
    """
    who who's whose what what's when where where's which why how is are was were does did do has have can
    could should will would
    """.split()
)
_ASKING_WEIGHT: Final = 4.0

# Trigrams (``_`` is a word edge) that are at least six times as frequent in the one language as in the
# other, counted over parallel corpora. Rank order is of no meaning.
_INDONESIAN_TRIGRAMS: Final = frozenset(
    """
    an_ kan ang _me nga _ya yan nya si_ tuk _da _ke _pe eng ya_ ah_ di_ dan uk_ gan ika aka ngk ala ntu tu_
    gka ngg pa_ da_ ri_ ak_ apa seb lah pem _ka pad kat mem aan _ak tah uka dak asa ih_ ka_ mba aha emb ung
    eka tid ga_ aya bah ik_ nja rja eny erj bag dap aku gi_ ahu kem emu nye tik ggu enj gga elu bua bih ebi
    uku tka jad uh_ uru hka nak rak dik uan aik nan nca ebu lak leh sek mel ksi au_ aru tau iha wa_ duk eba
    rka yak ktu ua_ kas rik ahw ida mbu uta ahk iki atk nny iap ja_ kap kuk awa jug kun rse akt
    """.split()
)
_ENGLISH_TRIGRAMS: Final = frozenset(
    """
    _th the he_ ed_ _of of_ nd_ _wh tio ion es_ nt_ re_ th_ ts_ wha _fo wit st_ for ce_ ted _wi ve_ ith ect
    tha thi ll_ com _is hat rs_ ill ch_ _by by_ fro ty_ you _ex whe ear ld_ le_ cti ess _we _fr whi nce ay_
    ity aid _wo ces eve ow_ hav _yo nts ry_ uld ave ive ies wer act who eas ls_ rom fte _ho ds_ ss_ igh ct_
    ble ou_ eco ded out oul hic cou wou ne_ oun fic how _sh cre oth ic_ rce ge_ wor exp hou ght uct abl yea
    ore duc _cr ple hey lly rou een rt_ _ye rnm ho_
    """.split()
)


def detect(text: str, default: Language = "id") -> Language:
    """Language of a question, a message or an article.

    Two kinds of evidence are added up: function words, which settle nearly every text of three words or
    more, and letter trigrams of the other words, which speak where a text has none (a headline, say).
    ``default`` is returned when both are silent or in balance. Names of people and products weigh little.
    """
    indonesian = english = 0.0
    words = _words(text[:_ENOUGH].replace("’", "'"))
    rest: list[str] = []
    if words and words[0] in _ASKING_INDONESIAN:
        indonesian += _ASKING_WEIGHT
    elif words and words[0] in _ASKING_ENGLISH:
        english += _ASKING_WEIGHT
    for word in words:
        if word in _INDONESIAN:
            indonesian += 1
        elif word in _ENGLISH:
            english += 1
        else:
            rest.append(word)
    if abs(indonesian - english) < 5:
        for word in rest:
            edged = f"_{word}_"
            for at in range(len(edged) - 2):
                trigram = edged[at : at + 3]
                if trigram in _INDONESIAN_TRIGRAMS:
                    indonesian += 0.1
                elif trigram in _ENGLISH_TRIGRAMS:
                    english += 0.1
    if abs(indonesian - english) < 0.05:
        return default
    return "id" if indonesian > english else "en"


def _words(text: str) -> list[str]:
    return _WORD.findall((text if text.isupper() else _ABBREVIATION.sub(" ", text)).lower())
