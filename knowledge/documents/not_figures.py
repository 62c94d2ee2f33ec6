"""Where in a text numbers stand that are no figures: years, dates, ages, references, telephone numbers, ids, rates."""

from __future__ import annotations

import re

_MONTH = (
    r"(?:jan(?:uari)?|feb(?:ruari)?|mar(?:s)?|apr(?:il)?|maj|juni?|juli?|aug(?:usti)?|sep(?:t(?:ember)?)?"
    r"|okt(?:ober)?|nov(?:ember)?|dec(?:ember)?|january|february|march|may|june|july|august|october)"
)
_YEAR = r"(?:19|20)[0-9]{2}"
_REFERENCE = (
    r"(?:tabell(?:erna)?|table|diagram|figur|figure|bild|slide|bilaga|appendix|avsnitt(?:et)?|section|kapitel|kap\.?|chapter"
    r"|sidan?|sid\.?|s\.|page|pages|punkt(?:en|erna)?|artikel|paragraf|§+|nr\.?|nummer|no\.|number|dnr|diarienr|diarienummer"
    r"|ärende(?:nummer)?|utgiftsområde|anslag(?:et|en)?|anslagspost(?:en|erna)?|post(?:en)?|rad(?:en)?|kolumn(?:en)?|fas"
    r"|phase|steg|step|del|part|version|prop\.?|proposition(?:en)?|sfs|sou|ds|bet\.?|skr\.?|rskr\.?|förordning(?:en)?|lag(?:en)?"
    r"|rum|telefon|tel\.?|tfn|fax|mobil|org\.?\s?nr\.?|organisationsnummer|isbn|issn|fotnot|not|box|postnr|klass|nivå|typ"
    r"|grupp|etapp|alternativ|scenario|mål|delmål|fråga|kl\.?|klockan|artikelnr|rapport|ifo|iso|index)"
)
_FORMS = (
    # dates and years
    rf"(?<![0-9])[0-3]?[0-9](?:\s?[-–]\s?[0-3]?[0-9])?\.?\s+{_MONTH}\b(?:\s+{_YEAR})?",
    rf"\b{_MONTH}\.?\s+{_YEAR}(?![0-9])",
    rf"(?<![0-9]){_YEAR}[-./][0-9]{{1,2}}(?:[-./][0-9]{{1,2}})?(?![0-9])",
    r"(?<![0-9])[0-3]?[0-9]/[01]?[0-9](?:[-/ ][0-9]{2,4})?(?![0-9])",
    rf"(?<![0-9.,]){_YEAR}(?:\s?[-–/]\s?(?:{_YEAR}|[0-9]{{2}}))?(?![0-9]|[.,][0-9]|\s?(?:%|procent|mkr|mnkr|mdkr"
    r"|mdr|tkr|kr|kronor|miljoner|miljarder|dagar|personer|patienter|invånare|besök|anställda|medarbetare)(?![^\W\d_]))",
    r"(?<![0-9])(?:[01]?[0-9]|2[0-4])[:.][0-5][0-9](?:\s?[-–]\s?(?:[01]?[0-9]|2[0-4])[:.][0-5][0-9])?(?=\s|$|\))(?<=\d:\d\d)",
    r"\bkl(?:ockan|\.)?\s*[0-9]{1,2}(?:[.:][0-9]{2})?(?:\s?[-–]\s?[0-9]{1,2}(?:[.:][0-9]{2})?)?",
    r"\b(?:vecka|v\.|week)\s?[0-9]{1,2}(?:\s?[-–]\s?[0-9]{1,2})?",
    r"\b(?:kvartal|tertial|quarter)\s?[0-9]\b",
    # laws and references
    r"[0-9]+\s?(?:a|b)?\s?§+(?:\s?[0-9]+)?|§+\s?[0-9]+(?:[.,:-][0-9]+)*|[0-9]+\s?kap\.",
    r"(?<![0-9])[0-9]{1,4}(?:/[0-9]{2,4})?:[0-9]{1,4}(?![0-9])",
    rf"(?<![^\W\d_]){_REFERENCE}(?:\s*(?:nr\.?|:|\())?\s*[A-Z]{{0,4}}[-]?[0-9]+(?:[.,:/–-][0-9]+)*"
    r"(?:\s?(?:och|–|-|av|of)\s?[0-9]+)?"
    r"(?![0-9]|\s?(?:%|procent|mkr|mnkr|mdkr|mdr|tkr|kr\b|kronor|miljon|miljard|dagar|personer|patienter)"
    r"|[ \u00a0][0-9]{3})",
    r"\b(?:dnr|diarienr|diarienummer|ärende|beteckning|ref)\.?:?\s+[A-ZÅÄÖ0-9]{1,6}[ /-]?[0-9][0-9/:.-]*",
    r"\b(?:inom|within|efter|var|varje|every)\s+[0-9]+\s+(?:dagar|dygn|days)\b",
    r"\b(?:mer|längre|mindre|kortare|longer|more|less) (?:än|than)\s+[0-9]+\s+(?:dagar|dygn|days)\b",
    r"\bindex\w*\s*(?:=\s*)?[0-9]+",
    r"(?<=\()[0-9]{1,2}(?=\))",
    r"^[0-9]{1,2}(?:\.[0-9]{1,2})+\.?\s+(?=[^\W\d_])|^[0-9]{1,2}[.)]\s+(?=[^\W\d_])|^[0-9]{1,2}\s+(?=[A-ZÅÄÖ][^\W\d_]+(?:\s[^\W\d_]+){0,5}$)",
    # telephone numbers, postal codes, ids, addresses
    r"(?:\+46|\b00?46)\s?\(?0?\)?[0-9 -]{6,}|(?<![0-9])0[0-9]{1,3}\s?[-–/]\s?[0-9]{2,3}(?:\s?[0-9]{2,3}){1,3}(?![0-9])",
    r"(?<![0-9])[0-9]{6}[-–][0-9]{4}(?![0-9])",
    r"(?<![0-9] )(?<![0-9])[0-9]{3}\s[0-9]{2}(?=\s+[A-ZÅÄÖ][^\W\d_]+)(?!\s+(?:kronor|procent))",
    r"(?<!\S)\S*?[^\W\d_]\w*[-/]?[0-9]+(?:[-/.][0-9]+)*(?![0-9])(?<=[\w])",
    r"[0-9]+(?:[-/][0-9]+){2,}|[0-9]+[-][A-Z]+\S*|(?:https?://|www\.)\S+|\S+@\S+",
    # ages, words that begin with a number, rates
    r"(?<![0-9])[0-9]{1,3}\s?\+(?!\s?[0-9])",
    r"(?<![0-9])[0-9]{1,3}(?:\s?[-–]\s?[0-9]{1,3})?[- ]?(?:åring|årig|år(?![^\W\d_])|åriga)\w*",
    r"(?<![0-9.,])[0-9]{1,3}\s?[-–]\s?[0-9]{1,3}(?=\s+(?:år|years)\b)",
    r"(?<![0-9])[0-9]+(?:[.,][0-9]+)?-(?=[^\W\d_])[\w-]+",
    r"\b(?:per|om|/)\s?[0-9]{1,3}(?:[ \u00a0,.]?000)+\b(?!\s?(?:kr|kronor|mkr|miljon))|\bper\s[0-9]+\b",
    r"(?<=\s)[0-9]{1,3}\s(?:av|of)\s(?=[0-9])(?<=^[0-9] av )",
    r"\b(?:de|det|den|the)\s+(?:senaste|kommande|närmaste|första|sista|last|next)\s+[0-9]+(?:\s?[-–]\s?[0-9]+)?",
)
_HIDDEN = tuple(re.compile(form, re.IGNORECASE if "[A-ZÅÄÖ]" not in form else 0) for form in _FORMS)
_SOURCE = re.compile(
    r"^\s*(?:källa|källor|bilag(?:a|or)(?=:)|source|sources|foto|telefon|kontakt|adress|besöksadress|e-post)\b.*$",
    re.IGNORECASE,
)


def hidden(text: str) -> list[tuple[int, int]]:
    """Where numbers stand that are no figures.

    Args:
        text: a paragraph.

    Returns:
        The spans as (start, end), in no order.
    """
    if _SOURCE.match(text):
        return [(0, len(text))]
    return [match.span() for form in _HIDDEN for match in form.finditer(text)]
