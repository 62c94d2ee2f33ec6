"""What a word asks for by its shape, where no phrase tells: "hopbuntat", "genomsnittssumman", "per skaraborgare".

The phrases of `cues.py` are whole: a form that is not among them would ask for nothing, and a plain figure would stand
where a sum or a share was wanted. Words of computing are built from few stems; whoever uses one computes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from knowledge.language.patterns import Pattern
from knowledge.language.tables import word_set

_SHAPES = {
    "sum": r"""
        samman(?:lag|tag|räkn|slag|slå|lägg|ställ[dt])\w*|samla(?:d|t|de)|total(?:t|a|en|er|erna|summ\w*|belopp\w*)?|tot
        |treårs(?:summa|total|effekt)\w*|summa|summan|summer\w*|(?:ihop|hop)(?:räkn|slag|slå|lag|lägg|bunt|klump|pluss)\w*|klump(?:a|as|at|ar|summ\w*)?
        |bunta[rtds]*|tillsamm\w*|adder\w*|addition(?:en)?|pluss\w*|[ae]c?kumuler\w*|kumul\w*
        |together|combin(?:ed?|ing)|aggreger\w*|aggregat\w*|altogether|accumulat\w*|cumulat\w*|totall?(?:s|ed|ing)|summed|sums|pooled
    """,
    "difference": r"""
        (?:mellan)?skillna\w*|skilj(?:er|a|de|t|s|as|ts)|skilde|differ(?:ens|ence|s)\w*|diff(?:en|ar|ad)?|avstånd(?:et)?
        |marginal(?:en|er)?|(?:mellan)?glapp(?:et)?|gap(?:et|s)?|klyfta\w*|klyftan|försprång\w*|övertag(?:et)?|försteg(?:et)?|eftersläpning\w*
        |subtra\w*|shortfall|margin
    """,
    "change": r"""
        tapp(?:et)?|tappa[rt]?|lyft(?:et)?|raset|hoppet|(?:på|ut|för|procent)?ökning\w*|(?:procent)?minskning\w*|tillkommer|höjning\w*|sänkning\w*|(?:upp|ned)gång\w*
        |öka[rst]?|ökade?s?|minska[rst]?|minskade?s?|höj[aest]r?s?|höjts?|höjdes?|sänk[ae]r?s?|sänkts?|sänktes?|växa|växer
        |sjunka|sjunker|stiga|stiger|krympa|krymper|krympte?|dalar|dalade|klättrar?|klättrade?
        |kapa[rts]?|kapades?|kapats|reducera[rts]?|reducerades?|reducerats
        |(?:upp|ned)trappning\w*|(?:upp|ned)växling\w*|påslag(?:et)?|(?:procent)?(?:för)?ändring\w*|tillväxt\w*|decline|increment|uptick
    """,
    "range": r"ytterläge\w*|ytterlighet\w*|ytterpunkt\w*|yttervärd\w*|extremvärd\w*|extremes",
    "ratio": r"kvot(?:en|er)?|ration?|ggr|gånger|quotient|dividera[rts]?|divideras|divided",
    "top": r"""
        (?:störst|högst|flest|mest)as|topp(?:region(?:en|ens)?|län(?:et|ets)?|år(?:et)?|åtgärd(?:en)?|notering(?:en)?|belopp(?:et)?|summa(?:n)?|rad(?:en)?)
        |rekord(?:år|belopp|notering|summa)\w*|peaka[rdt]e?|peaked|kulminera[rdt]e?|rekordhåll\w+|(?:tre|fyra|fem|sex|sju|åtta|tio)topp(?:list(?:a|an))?|topp(?:ens|trion?|duon?|kvartetten|femman|tre|fyra|fem|sex|sju|åtta|tio)
    """,
    "bottom": r"""
        (?:minst|lägst|sämst)as|jumbons|(?:botten|jumbo)(?:region(?:en|ens)?|län(?:et|ets)?)|jumbo(?:trion?|duon?|kvartetten)|botten(?:s|trion?|duon?|kvartetten|femman|tre|fyra|fem|sex|sju|åtta|tio)
    """,
    "ensemble": r"trion?|duon?|kvartett(?:en)?|kvintett(?:en)?",
    "share": r"""
        andel(?:en|ar|arna|s)?|procent(?:u|m|a|s)\w+|bråkdel\w*|proportion(?:en|s)?|portion(?:en)?|tårtbit\w*|fraction
        |percentage(?!\ point)
    """,
    "mean": r"""
        genomsnitt\w*|(?:riks|lands|region|regions|norrlands|län|läns|års)?snitt(?:et|s|ets)?
        |snitta[rdt]?(?:es?)?|medel(?:värde|tal|belopp|bidrag|nivå|siffra|summa|region)\w*|averag\w*
    """,
    "when": r"\w{3,}datum(?:et|ets|s)?",
    "median": r"""
        mitt(?:en)?(?:värde|belopp)\w*|mediana
        |median(?:en|s|ens|er|värde\w*|belopp\w*|region\w*|bidrag\w*|nivå\w*|utfall\w*|siffra\w*|summa\w*)?
    """,
}
"""Cue -> the words that ask for it, however they are inflected."""
_DOTLESS = str.maketrans({"å": "[åa]", "ä": "[äa]", "ö": "[öo]"})
_SHAPE = Pattern(
    "|".join(f"(?P<{cue}>{shape.translate(_DOTLESS)})" for cue, shape in _SHAPES.items()),
    re.VERBOSE,
    needs="sam|sum|tot|tre|hop|klump|bunt|add|pluss|kum|cum|gether|combin|aggreg|pool|skil|diff|avst|marg|glapp|gap|klyft"
    "|rspr|rtag|rsteg|efters|subtra|shortf|tapp|lyft|ras|kning|tillk|jning|gång|gang|öka|oka|minsk|höj|hoj|sänk|sank"
    "|väx|vax|sjunk|stig|krymp|dala|klätt|klatt|kapa|reduc|växl|slag|ndring|tillv|decl|incr|upti|ytter|extr|kvot|ratio"
    "|ggr|quot|divid|stas|topp|rekord|peak|kulm|mtas|jumbo|botten|trio|duo|tett|andel|proc|kdel|port|bit|fract|percent"
    "|snitt|medel|averag|datum|mitt|median|trapp",
)
"""Which cue a word's shape is; most words have none of the pieces, and so cost no compiling at a start."""
_ONE = Pattern(
    r"(?:in(?:ne)?vån|inv|person|pers|capita|skall[ea]|huvud|nack|nuna|nos|medborg|boende|människ|själ|sjal|n[äa]sa|kopf"
    r"|head|inhabit|resident|citizen|swede|svensk)(?!\s*\d)\w*"
)
"""Words for one of the people."""
_DIVIDED = Pattern(r"dividera[rtds]*|dividerade?s?|subtrahera[rtds]*|adderar?|multiplicera[rtds]*")
_WHAT, _FOR, _SHORTEST = ("vad", "va", "what"), ("till", "för", "for"), 4
_ASKING = word_set("vad va vilken vilket vilka hur what which how")
_SPENT = frozenset((
    "gå",
    "användas",
    "räcka",
    "bidra",
    "avsatt",
    "avsatta",
    "öronmärkta",
    "tänkta",
    "used",
    "meant",
    "go",
))
_SPENDS = frozenset(("går", "gick", "används", "användes"))
"""Verbs of what money is used for, at the end and after "vad"."""
_EXPECTS = word_set("""
    förväntas förväntar förväntade förväntats väntar hoppas hoppades förutsätter förutsatte räknar tänkt önskar vill
    ville kräver begär bör ska expected expect expects hope hopes want wants supposed
""")
_BARELY_EXPECTS = word_set("vill ville ska bör tänkt hope hopes want wants räknar")
"""Those of them that ask for it only of what is done with something: "ska göra med", and not "ska göra åt"."""
_DOES = word_set("göra gör använda använder utföra uträtta prestera undvika förvalta låta låter do use avoid deliver")
_USES = word_set("använda använder förvalta use")
_DOES_WITH = word_set("med av för till with for")
_EXPECTATION = word_set("""
    förväntan förväntning förväntningen förväntningar förväntningarna förhoppning förhoppningen förhoppningar
    motprestation motprestationen motprestationer gengäld gentjänst expectation expectations
""")
"""Nouns of what is awaited of somebody in return."""
_OF_THINGS, _BETWEEN, _OF_REACH = word_set("räknar bör ska tänkt"), word_set("sig ha dom de man regeringen staten"), 4
_NO_DEED, _IN_RETURN = word_set("åt mot för against about to"), word_set("dem dom den det pengarna it them")
_WHOLE = ("hela", "whole", "entire", "full", "fullständiga", "komplett", "kompletta")
_AS_WHOLE = ("helhet", "komplett", "entirety")
_TABLE = Pattern(
    r"\w*(?:tabell(?:en)?|lista|listan|fördelning(?:en)?|rangordning(?:en)?|ran[gk]k?ning(?:en)?|rankingen?|ranking|table|list|breakdown)"
)
_FETCH = word_set("""
    plocka ta tag sök hitta leta dra lista visa ge räkna upp ut fram mig oss kan du vill ha jag skulle behöver alla de
    dom samtliga filtrera sålla tack snälla och get show give find pull me us out up all the please hej hi can you
""")
"""Words before the regions that somebody wants to have named."""
_REGIONS = word_set("regioner regionerna län länen regions counties landsting landstingen")
_MERELY = word_set("bara endast enbart blott only just")
_ORDERING = (
    "visa",
    "lista",
    "plocka",
    "hitta",
    "leta",
    "sök",
    "filtrera",
    "sålla",
    "ge",
    "show",
    "list",
    "give",
    "find",
)
"""Beginnings of orders, behind which nothing is stated: "visa regionerna vars bidrag är större än 80 miljoner"."""
_SUCH_AS = word_set("med som vars över under mellan ovanför nedanför with whose that above below between over")
_IN_SPAN = (("i", "spannet"), ("i", "intervallet"), ("inom", "spannet"))
_IS = word_set("är var blev are were , stämmer")
"""Words behind them by which something is said of them."""
_SHARED_OUT = ("delas", "delades", "delats")
_UNKNOWN = {"regioner": "count", "regions": "count", "gånger": "ratio", "times": "ratio", "procent": "share"}
"""What is asked for where an unknown stands for its number."""
_TOTALS = ("totalen", "totalsumman", "helheten", "summan")
_NO_FALL = word_set("i det detta andra samma något sådana för")
"""Words before a "fallet" that is a case: "i det fallet"."""
_PICKING, _PICK_REACH = ("plock", "stryk", "räkn", "lyft", "rens", "skal", "sålla", "dra", "tas", "tar", "ta"), 3
_ENDS = ("lägsta", "minsta", "kortaste", "högsta", "största", "längsta")
_EACH = ("per", "/", "varje")
_TO, _TO_REACH = frozenset(("att", "to")), 5
_WHICH = word_set("vilken vilket what which")
_OF_MONEY = word_set("ekonomisk ekonomiska finansiell årlig economic financial annual yearly")
_YIELDS = word_set("effekt besparing besparingseffekt förbättring effect saving savings")
_SAVINGS = word_set("besparing besparingseffekt saving savings")
_PRICE = word_set("prislapp prislappen")
_IN_DEFICIT = word_set("rött djupt deep")
_STATING_BY = ("med", "by")
_MOVES = Pattern(
    r"(?:över|under)(?:skat|driv|stig|skrid)\w*|(?:för)?(?:öka|minska|höj|sänk|stig|sjunk|väx|krymp|bättra|sämra)\w*"
    r"|(?:over|under)(?:stat|estimat)\w*|(?:in|de)creas\w*|r[ai]sed?|fall|fell|rose|rises?"
)
"""Verbs whose measure is asked for by a "med" at the end: "vad överskattas priserna med?"."""
_HOW, _FAR = ("hur", "how"), ("långt", "langt", "mycket", "mkt", "far")
_AWAY = ("efter", "före", "bakom", "framför", "behind", "ahead")
_MANY, _MONEY = ("många", "manga", "many"), word_set("kronor kr miljoner miljarder mkr tusen million billion kronor")
_SPANS, _POINTS = word_set("mellan between"), word_set("procentenheter procentenhet points")
_NO_DATE = (("to",), ("of",), ("up-to",), ("-",))
"""What stands before a "date" that is no day: "to date", "out of date"."""
_AS_ONE = word_set("enda samlat samlad gemensam gemensamt gemensamma single")
_AMOUNTS = word_set("tal siffra belopp summa figure number amount sum total")
_ASKED_MANY = ("hur", "vilken", "how", "what", "hr")


@lru_cache(maxsize=2048)
def _shape(word: str) -> str:
    """The cue that a word asks for by its shape; empty for nearly all."""
    match = _SHAPE.fullmatch(word)
    return match.lastgroup or "" if match else ""


def asks_by_shape(word: str) -> bool:
    """Whether a word asks for a computation by its shape, and so is spelt as it should be."""
    return bool(_shape(word)) or _DIVIDED.fullmatch(word) is not None


@lru_cache(maxsize=2048)
def _is_one(word: str) -> bool:
    return _ONE.fullmatch(word) is not None


_OUGHT_TO_BE = tuple((should, "det", be) for should in ("ska", "skall", "skulle") for be in ("vara", "stå", "heta"))


def implied(norms: Sequence[str], taken: Sequence[bool]) -> list[tuple[str, int, int]]:
    """The cues that words ask for by their shape.

    Args:
        norms: the words of a question, normalised, in order.
        taken: for each whether a phrase has told already what it asks for.

    Returns:
        Cue ids with the first word and the one past the last.
    """
    found = []
    for at, norm in enumerate(norms):
        if not taken[at]:
            cue = _shape(norm)
            if cue == "change" and norm.endswith("a") and not _TO.isdisjoint(norms[max(0, at - _TO_REACH) : at]):
                continue  # "för att korta köer och öka kapaciteten" tells what the money is for
            if norm == "divided" and "by" not in norms[at + 1 :]:
                continue  # "was divided up", "divided between the regions"
            if cue:
                found.append((cue, at, at + 1))
            elif norm in ("procent", "percent") and at > 1 and norms[at - 2] in _ASKED_MANY:
                found.append(("share", at - 2, at + 1))
        if norm in _PRICE and norms[at + 1 : at + 2]:
            found.append(("how_much", at, at + 1))
        if norm in _HOW and norms[at + 1 : at + 2] and norms[at + 1] in _IN_DEFICIT:
            found.append(("how_much", at, at + 2))  # "hur rött blir det"
        if norm in _WHICH and norms[at + 1 : at + 2] and _is_yield(norms, at + 1):
            found.append(("how_much", at, at + 1))  # "få vilken ekonomisk effekt"
        if norm in _SHARED_OUT and at and norms[at - 1] in _HOW and _among_regions(norms, at + 1):
            found.append(("list", at, at + 1))
        if norm == "x" and norms[at + 1 : at + 2] and norms[at + 1] in _UNKNOWN:  # "X regioner fick mer, vad är X?"
            found.append((_UNKNOWN[norms[at + 1]], at, at + 2))
        if norm == "points" and at > 1 and norms[at - 1] == "many" and norms[at - 2] == "how":
            found.append(("difference", at - 2, at + 1))
        if norm == "ras" and at and norms[at - 1] in ("stort", "vilket"):
            found.append(("change", at, at + 1))
        if norm == "fallet" and at and norms[at - 1] not in _NO_FALL:  # "hur stort är fallet i dödligheten"
            found.append(("change", at, at + 1))
        picks = norm == "bort" and any(w.startswith(_PICKING) for w in norms[max(0, at - _PICK_REACH) : at])
        if picks and not taken[at]:  # "när Skåne och Halland plockas bort"
            found.append(("without", at, at + 1))
        if norm == "genom" and norms[at + 1 : at + 2] and norms[at + 1] in _TOTALS:  # "A genom totalen, i procent"
            found.append(("share", at, at + 1))
        if norm == "genom" and norms[at + 1 : at + 2] and norms[at + 1] in _ENDS:  # "högsta talet genom lägsta"
            found.append(("ratio", at, at + 1))
        if norm == "medel" and _is_mean(norms, at):
            found.append(("mean", at, at + 1))
        if norm in _WHOLE and at + 1 < len(norms) and _TABLE.fullmatch(norms[at + 1]):
            found.append(("list", at, at + 2))
        if norm in _AS_WHOLE and any(_TABLE.fullmatch(other) for other in norms):  # "tabellen i sin helhet"
            found.append(("list", at, at + 1))
        if norm in _FAR and at and norms[at - 1] in _HOW and norms[at + 1 : at + 2] and norms[at + 1] in _AWAY:
            found.append(("difference", at - 1, at + 2))
        if norm in _AWAY and at > 2 and norms[at - 2] in _MANY and norms[at - 1] in _MONEY and norms[at - 3] in _HOW:
            found.append(("difference", at - 3, at + 1))  # "hur många kronor efter Skåne ligger Halland?"
        if norm in _FAR and at and norms[at - 1] in _HOW and not _SPANS.isdisjoint(norms[at + 1 : at + 5]):
            found.append(("difference", at - 1, at + 1))  # "hur långt det är mellan"
        if norm == "date" and norms[at - 1 : at] not in _NO_DATE and not taken[at]:
            found.append(("when", at, at + 1))  # "the exact decision date", "date of the decision"
        if norm in _POINTS and norms[at + 1 : at + 2] and norms[at + 1] in _SPANS:
            found.append(("difference", at, at + 2))  # "procentenheter mellan Sverige och OECD"
        if norm in _AS_ONE and norms[at + 1 : at + 2] and norms[at + 1] in _AMOUNTS:
            found.append(("sum", at, at + 2))  # "i ett enda tal", "gemensamt belopp"
        if norm in _EACH and at + 1 < len(norms) and _is_one(norms[at + 1]) and not (taken[at] and taken[at + 1]):
            found.append(("per_capita", at, at + 2))
    if [norm for norm in norms if norm.isalpha()] in (["procent"], ["percent"]):
        found.append(("share", 0, 1))  # "procent?"
    said = [norm for norm in norms if norm.isalnum()]
    if said[:1] and said[0] in _WHAT and said[1:2] in (["är"], ["e"], ["ä"]) and tuple(said[-2:]) in _FOR_SOMETHING:
        found.append(("definition", 0, 2))  # "vad är PKS för nåt"
    if said[-1:] and said[-1] in _STATING_BY and said[0] in _WHAT and any(map(_MOVES.fullmatch, said)):
        found.append(("how_much", norms.index(said[0]), norms.index(said[0]) + 1))
    listed = _lists_regions(norms)
    if listed is not None:
        found.append(("list", listed, listed + 1))
    if _asks_what_for(norms):
        found.append(("purpose", 0, 1))
    else:
        expected = _asks_what_is_expected(norms)
        if expected is not None:
            found.append(("purpose", expected, expected + 1))
    end = len(norms) - (list(norms[-1:]) in (["."], ["!"]))
    if end > len(_OUGHT_TO_BE[0]) and tuple(norms[end - 3 : end]) in _OUGHT_TO_BE:
        found.append(("correction", end - 3, end))  # "efter finansiella poster ska det vara"
    return found


def _asks_what_is_expected(norms: Sequence[str]) -> int | None:
    """Where it is asked what somebody is to do in return: "vad förväntas regionerna göra", "vilken motprestation"."""
    asks = [at for at, norm in enumerate(norms) if norm in _ASKING]
    noun = next((at for at, norm in enumerate(norms) if norm in _EXPECTATION), None)
    if noun is not None:
        return min([*asks, noun])
    for at in asks:
        wishes = [i for i in range(at + 1, len(norms)) if norms[i] in _EXPECTS]
        if wishes and norms[at] in _WHAT and norms[wishes[0]] not in _OF_THINGS and _expects_of(norms, wishes[0]):
            return at
        deeds = [i for i in range(wishes[0] + 1, len(norms)) if norms[i] in _DOES] if wishes else []
        if not deeds or _does_for(norms, deeds[-1] + 1):
            continue
        if (
            norms[wishes[0]] not in _BARELY_EXPECTS
            or norms[deeds[0]] in _USES
            or not _DOES_WITH.isdisjoint(norms[deeds[0] + 1 :])
        ):
            return at
    return None


def _expects_of(norms: Sequence[str], at: int) -> bool:
    """Whether something is wanted of somebody: "förväntas av regionerna", "väntar sig av", "vill ha av"."""
    behind = [norm for norm in norms[at + 1 : at + 1 + _OF_REACH] if norm not in _BETWEEN]
    return behind[:1] == ["av"] or behind[:1] == ["of"]


def _does_for(norms: Sequence[str], at: int) -> bool:
    """Whether something is done "åt köerna", "för att stärka vården", and not with or for what was given."""
    return not _NO_DEED.isdisjoint(norms[at : at + 1]) and _IN_RETURN.isdisjoint(norms[at + 1 : at + 2])


def _is_yield(norms: Sequence[str], at: int) -> bool:
    """Whether "ekonomisk effekt" or "besparing" stands here, which are told in money."""
    return norms[at] in _SAVINGS or (norms[at] in _OF_MONEY and not _YIELDS.isdisjoint(norms[at + 1 : at + 2]))


def _among_regions(norms: Sequence[str], start: int) -> bool:
    """Whether "mellan regionerna" or "på regionerna" follows: "hur delas bidraget mellan regionerna"."""
    among = next((at for at in range(start, min(start + 5, len(norms))) if norms[at] in ("mellan", "på")), None)
    return among is not None and not _REGIONS.isdisjoint(norms[among + 1 : among + 3])


def _is_mean(norms: Sequence[str], at: int) -> bool:
    """Whether "medel" is a mean and no money: "medel sektorsbidrag regioner", "vad blir medel i …"."""
    follow = norms[at + 1] if at + 1 < len(norms) else ""
    return (at == 0 and follow.endswith(("bidrag", "belopp"))) or (at > 0 and norms[at - 1] in ("blir", "räkna"))


def _lists_regions(norms: Sequence[str]) -> int | None:
    """Where the regions stand that are only to be named: "plocka ut regionerna vars …", "regioner med över 90"."""
    at = next((at for at, norm in enumerate(norms) if norm not in _FETCH), len(norms))
    if norms[at : at + 1] and norms[at] in _REGIONS and norms[at + 1 : at + 2] and norms[at + 1] in _SUCH_AS:
        stated = not norms[0].startswith(_ORDERING) and _IS.intersection(norms[at + 2 :])
        return None if stated else at
    if norms[at : at + 1] and norms[at] in _REGIONS and tuple(norms[at + 1 : at + 3]) in _IN_SPAN:
        return at
    for at in range(2, len(norms) - 1):  # "sektorsbidraget: bara regioner över 100 miljoner"
        merely = norms[at] in _REGIONS and norms[at - 1] in _MERELY and norms[at - 2] in (":", ",", "-")
        if merely and norms[at + 1] in _SUCH_AS:
            return at
    return None


_FOR_SOMETHING = frozenset(("för", thing) for thing in ("nåt", "nått", "något", "nånting", "någonting", "slags"))
_COMES_TO = word_set("uppgår uppgick uppgå landar landade slutar slutade summeras summerar räknas blev blir")


def _asks_what_for(norms: Sequence[str]) -> bool:
    """Whether it is asked what something is for: "vad ska bidraget gå till", "vad är pengarna till för"."""
    words = [norm for norm in norms if norm[:1].isalpha()]
    if len(words) < _SHORTEST or words[0] not in _WHAT or words[-1] not in _FOR:
        return False
    if words[1] in _COMES_TO:
        return False  # "vad uppgår underskottet till för 2025?"
    if words[-2:] == ["till", "för"]:
        return True
    return words[-2] in _SPENT or words[1] in _SPENDS
