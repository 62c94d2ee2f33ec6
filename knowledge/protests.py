"""Words against an answer that name no other figure: "men det stod så i Corren!", "säker på det?", "kolla igen"."""

from __future__ import annotations

from knowledge.language.tables import word_set
from knowledge.mentions import Analysis

_OPENING = word_set("men fast jo nej nä näe äsch jaha konstigt märkligt va but no well yes hm hmm")
_TOLD = word_set("""
    stod står stått läste läst hörde hört sa sade sagt skrev skrivit påstod hävdade rapporterade skrevs sades uppgavs
    said says read heard wrote written reported claimed
""")
_POINTING = word_set("det så detta den annat annorlunda that so it this otherwise different")
_MOST_WORDS = 9
_DOUBTING = word_set("""
    säker säkra säkert säkr tillförlitlig tillförlitligt tillförlitliga pålitlig pålitligt trovärdig trovärdigt trygg
    trygga tveksam tveksamt tvivlar betvivlar tror trodde tro lita svär lovar dubbelkolla dubbelkollar dubbelkollat
    kolla kollar titta kontrollera kontrollräkna verkligen konstigt konstig märkligt märklig skumt skum mysko
    knepigt orimligt orimlig misstänkt sure certain positive reliable doubt doubts believe
    doublecheck check recheck really weird odd strange fishy
    bergsäker tvärsäker bombsäker bekräfta verifiera verifierar koll vågar kidding sceptical skeptical trust confirm
    verify certainty can't cannot
    seriöst seriös allvar törs övertygad övertygat convinced convinces serious seriously rely definitely definite stake
    real off suspicious
""")
"""Words of which one makes a message of the others a doubt about what was answered."""
_DOUBTED = word_set("""
    vet stämmer håller
    är e va var vara kan kunde måste låter lät känns verkar ser jag du ni man vi det den där detta här de dom siffran
    siffrorna beloppet talet uppgiften summan svaret sak din er på om till så helt alldeles heltsäkert fullt
    fullständigt
    absolut hundra 100 procent % hundraprocentigt faktiskt ens nu en ett gång gånger igen åter efter snäll snälla du
    tack
    vänligen gärna förlåt ursäkta tjatar frågar envis men va jaha jaså minsann oj hmm hm nä nej nja ju väl riktigt
    mer mera mindre högre lägre rätt fel inte alls ut ge mig kanske vågar ska skulle vill ha med se att lite litet
    lågt mycket högt stort dem er sjutton jösses
    is are am was that this it you i we they the a figure number amount about of quite totally absolutely again please
    sorry but well so can could would one more time your to look looks sounds seems not don't dont do hundred percent
    little low much high
    och har you're trycka publicera skriva trycker publicerar något någon bit right correct once i'm u number no hm
    it's
    double
    tidning tidningen artikeln artikel spalten me reputation for reply article print paper hmm too kidding job
""")
"""Words that may stand around them."""
_FIGURES, _YOU = word_set("hundra 100 double"), word_set("du ni you")
_SO, _DEGREES = word_set("så so"), word_set("lite litet lågt mycket högt stort little low much high")
_CHECKING = word_set("dubbelkolla kolla kontrollera kontrollräkna doublecheck check recheck konstigt märkligt skumt")
_MOST_DOUBTING = 11


def protests(analysis: Analysis) -> bool:
    """Whether a message only says that somebody has told it otherwise.

    Args:
        analysis: a message after an answer.

    Returns:
        Whether it is short, speaks against and of being told, and names nothing that a figure could be of.
    """
    words = [token.norm for token in analysis.tokens if token.is_word]
    if not words or len(words) > _MOST_WORDS or "?" in analysis.norms:
        return False
    if analysis.amounts or analysis.periods or analysis.regions or words[0] not in _OPENING:
        return False
    said = set(words)
    return not said.isdisjoint(_TOLD) and not said.isdisjoint(_POINTING)


def doubts(analysis: Analysis) -> bool:
    """Whether a message does no more than doubt the answer before it, or ask that it is looked at again.

    Args:
        analysis: a message after an answer.

    Returns:
        Whether it is short, made of words of doubt and of pointing back, and names nothing that a figure could be of.
    """
    words = [token.norm for token in analysis.tokens if token.kind in ("word", "number")]
    if not words or len(words) > _MOST_DOUBTING or analysis.periods or analysis.places:
        return False
    asked = "?" in analysis.norms
    if len(words) == 1 and not asked and words[0] in _DOUBTING - _CHECKING:
        return False  # "sure" alone agrees
    sure = all(not _FIGURES.isdisjoint(analysis.norms[amount.start : amount.end]) for amount in analysis.amounts)
    said = set(words)
    so_little = asked and not said.isdisjoint(_SO) and not said.isdisjoint(_DEGREES)
    surely = asked and not said.isdisjoint(_FIGURES) and not said.isdisjoint(_YOU)  # "är du hundra på det?"
    return sure and (so_little or surely or not said.isdisjoint(_DOUBTING)) and said <= _DOUBTING | _DOUBTED
