"""Words that people cut short by custom, where neither a beginning nor the consonants tell which is meant."""

from __future__ import annotations

from knowledge.language.tables import by_word

ESTABLISHED = by_word({
    "bef befolkn": "befolkning",
    "inv": "invånare",
    "vpl vårdpl": "vårdplatser",
    "vtid vänt": "väntetid",
    "mvtid": "medianväntetid",
    "ssk": "sjuksköterskor",
    "usk": "undersköterskor",
    "läk": "läkare",
    "pat": "patienter",
    "bdg bdgt budg": "budget",
    "prog progn": "prognos",
    "utf": "utfall",
    "avv avvik": "avvikelse",
    "avskr": "avskrivningar",
    "omk omkostn": "omkostnader",
    "kostn": "kostnader",
    "utg": "utgifter",
    "intk": "intäkter",
    "primv": "primärvård",
    "pens": "pensionskostnader",
    "infl": "inflation",
    "res": "resultat",
    "kompförs": "kompetensförsörjning",
    "åtg": "åtgärd",
    "mille": "miljoner",
    "tot": "totalt",
    "genomsn gnsn": "genomsnitt",
    "medelv": "medelvärde",
    "skilln": "skillnad",
    "förändr": "förändring",
    "ökn": "ökning",
    "minskn": "minskning",
    "ant": "antal",
    "avg": "average",
    "pop": "population",
    "chg": "change",
    "gov govt": "government",
    "hosp": "hospitals",
    "mort": "mortality",
    "fcst": "forecast",
    "dev": "deviation",
    "mdel": "medel",
})
"""Abbreviation -> the word; one that is an ordinary word too is not here."""

_COSTS = ("kostnader", "kostnaderna", "kostnad", "omkostnader", "omkostnaderna")
_REVENUES = ("intäkter", "intäkterna", "intäkt")

BESIDE = {
    ("ek", "i"): "ekonomi",  # "en ek i balans"
    **dict.fromkeys((("fin", "poster"), ("fin", "netto")), "finansiella"),
    **{("int", noun): "interna" for noun in _COSTS + _REVENUES},
    **{("ext", noun): "externa" for noun in _COSTS + _REVENUES},
}
"""Abbreviations that are other words, or ambiguous, but for the word that follows."""
