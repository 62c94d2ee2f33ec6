"""Forms of Swedish words: roots, for matching a word of a question to a word of the catalogue, and genitives.

A root is never used on its own: a word of a question matches only where one of its roots is a root of a word that
the catalogue really has, and an exact match always goes first. That is what keeps Dalarna from becoming "dal".
"""

from __future__ import annotations

from functools import lru_cache

_SUFFIXES = (
    *(
        "ningarnas",
        "ningarna",
        "heternas",
        "heterna",
        "ornas",
        "arnas",
        "ernas",
        "orna",
        "arna",
        "erna",
        "andet",
        "ande",
    ),
    *(
        "ades",
        "ade",
        "ats",
        "aren",
        "ares",
        "are",
        "ens",
        "ets",
        "ors",
        "ars",
        "ers",
        "ans",
        "or",
        "ar",
        "er",
        "en",
        "et",
    ),
    *("an", "at", "as", "ad", "es", "na", "ts", "ns", "te", "de", "a", "e", "n", "t", "s", "d"),
)
_ENGLISH = ("ings", "ing", "ies", "es", "ed", "s")
_BY_LAST = {
    last: tuple(suffix for suffix in _SUFFIXES + _ENGLISH if suffix[-1] == last)
    for last in {suffix[-1] for suffix in _SUFFIXES + _ENGLISH}
}
"""Last letter of a word -> the suffixes it may have, in order."""
_SYNCOPATED = ("len", "let", "lens", "lets", "ren", "ret", "rna")
"""Endings before which an e was lost."""

IRREGULAR = {
    form: lemma
    for lemma, forms in {
        "få": "får fick fått fås fingo feck",
        "ge": "ger gav gett givit ges gavs",
        "dö": "dör dog dött döda dött",
        "skjuta": "skjuter sköt skjutit skjuts",
        "vilja": "vill ville velat",
        "göra": "gör gjorde gjort görs gjordes",
        "ta": "tar tog tagit tas togs",
        "dra": "drar drog dragit dras drogs",
        "säga": "säger sade sa sagt sägs sades",
        "låna": "lån",
        "sätta": "sätter satte satt sätts sattes",
        "lägga": "lägger lade la lagt läggs lades",
        "stå": "står stod stått",
        "gå": "går gick gått",
        "växa": "växer växte vuxit",
        "sjunka": "sjunker sjönk sjunkit",
        "falla": "faller föll fallit",
        "stiga": "stiger steg stigit",
        "ligga": "ligger låg legat",
        "bo": "bor bodde bott",
        "kö": "kön köer köerna köernas köns",
        "läge": "läget lägen",
        "många": "fler flest",
        "år": "året åren årets",
        "get": "gets got gotten getting",
        "receive": "received receives receiving",
        "pay": "pays paid paying",
        "die": "dies died dying",
        "death": "deaths",
        "fall": "falls fell fallen",
        "rise": "rises rose risen",
        "grow": "grows grew grown growing",
        "child": "children",
        "person": "people persons",
        "body": "bodies",
        "lose": "loses lost losing",
        "borrow": "borrowed borrows borrowing",
        "spend": "spent spends spending",
    }.items()
    for form in forms.split()
}
"""An inflected form that no suffix explains -> its lemma."""


@lru_cache(maxsize=4096)
def genitive(name: str) -> str:
    """A name with a genitive s, as Swedish writes it (Jönköpings, Kronobergs; not Vargåss)."""
    return name if name.endswith(("s", "x", "z")) else name + "s"


def roots(word: str) -> tuple[str, ...]:
    """Possible roots of a word, the word itself first: "regionernas" gives regionernas, region, regionerna and more."""
    found = [word]
    lemma = IRREGULAR.get(word)
    if lemma:
        found.append(lemma)
    if len(word) < 4:
        return tuple(found)
    for suffix in _BY_LAST.get(word[-1], ()):
        if word.endswith(suffix):
            root = word[: -len(suffix)]
            if len(root) >= (4 if len(suffix) == 1 or word[-2:] in ("de", "te") else 3) and root not in found:
                found.append(root)
                if root[-1] == root[-2]:  # rummet -> rumm -> rum
                    found.append(root[:-1])
    if len(word) >= 6 and word.endswith(_SYNCOPATED):  # medlen, medlet -> medel; åtgärden stays
        for ending in _SYNCOPATED:
            if word.endswith(ending):
                root = word[: -len(ending)]
                found.append(root + "e" + ending[0])
    return tuple(dict.fromkeys(found))
