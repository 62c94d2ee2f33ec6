"""Years, months and dates in a question, as ISO periods."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from knowledge.language.number_words import CARDINALS
from knowledge.language.tables import by_word, word_set
from knowledge.language.text import Token, fold

_MONTHS = by_word({
    "januari jan january": 1,
    "februari feb february": 2,
    "mars mar march": 3,
    "april apr": 4,
    "maj may": 5,
    "juni jun june": 6,
    "juli jul july": 7,
    "augusti aug august": 8,
    "september sep sept": 9,
    "oktober okt october oct": 10,
    "november nov": 11,
    "december dec": 12,
})
_SEASONS = by_word({
    "våren vårens spring": (3, 4, 5),
    "sommaren sommarens summer": (6, 7, 8),
    "hösten höstens autumn fall": (9, 10, 11),
    "vintern vinterns winter": (12, 1, 2),
})
_FIRST = frozenset((*_MONTHS, *_SEASONS))
_SPOKEN = ("tjugo", "trettio")
"""How a year in words begins."""
_YEARLY = word_set("""
    bp väb vab år åren under i för budget budgeten budgetpropositionen budgetproppen vårändringsbudgeten vårbudgeten
    helår prognos prognosen sedan till och sen mot ht vt in for of from since by until vårändringsbudget planåret
    utjämningsåret mål målet helårsprognos helårsprognosen
""")
_NAMED_YEAR = word_set("bp väb vab år helår budget budgeten prognos prognosen helårsprognosen planåret utjämningsåret")
_SHORT_UNITS = word_set("mkr mnkr mdkr mdr tkr msek mdsek")
_ANSWERED_IN = _SHORT_UNITS | word_set(
    "procent % kronor kr miljoner miljarder percent millions billions pengar siffror"
)
_COUNTED = word_set("""
    de dom the alla samtliga all finns är av are of landets sveriges våra har var totalt cirka ca runt ungefär över
    under än minst högst
""")
_NOT_YEAR = word_set("""
    miljoner miljarder miljon miljard milj mkr mnkr mdr mdkr tkr kr kronor sek procent % dagar dagars dygn personer
    invånare år åringar åriga akutsjukhus sjukhus regioner regionerna länen län gånger ggr procentenheter åtgärder
    million billion percent per days hospitals regions times dödsfall vårdplatser tusen d dgr dag million millions
    people posten plats största minsta st stycken av + öre
""")
_VERBS = word_set("""
    är e va var fick får har hade ger gav blir blev kostar stämmer finns ligger låg ska kommer kom is was did has had
    gets got be
""")
_ASKED = ("hur", "vad", "how", "what", "blir", "ger", "gav")
"""Words with which a question goes on after a year: "primärvården 24 hur mkt"."""
_MEANT = ("menade", "menar", "avsåg", "istället", "alltså", "skulle", "inte", "meant", "instead", "not")
"""Words behind a year that puts another right: "fel år, 25 menade jag"."""


class Period(Struct, frozen=True):
    """Periods that were said together; `weak` where two digits may just as well be a plain number.

    A season's `values` are its months and then its year: "hösten 2022" may be the October that is held, or the year.
    """

    values: tuple[str, ...]
    start: int
    end: int
    weak: bool = False
    span: bool = False
    season: bool = False


def find_periods(tokens: Sequence[Token]) -> tuple[Period, ...]:
    """All periods, left to right: "okt 2022" -> 2022-10, "26-28" -> 2026, 2027, 2028, "1 nov 2023" -> 2023-11-01."""
    found: list[Period] = []
    at = 0
    while at < len(tokens):
        period = _begins(tokens[at].norm) and (
            _dated(tokens, at)
            or _slashed_month(tokens, at)
            or _month(tokens, at)
            or _season(tokens, at)
            or _year(tokens, at)
        )
        if period:
            found.append(period)
            at = period.end
        else:
            at += 1
    return tuple(found)


def _begins(word: str) -> bool:
    """Whether a period may begin with a word, as few words let it."""
    return (
        word[:1].isdigit()
        or word in _FIRST
        or word.startswith(_SPOKEN)
        or ((plain := fold(word)) != word and plain in _FIRST)
    )


def _norm(tokens: Sequence[Token], at: int) -> str:
    return tokens[at].norm if 0 <= at < len(tokens) else ""


def _is_year(text: str) -> bool:
    return len(text) == 4 and text.isdecimal() and 1900 <= int(text) <= 2100


def _month_at(tokens: Sequence[Token], at: int) -> int | None:
    name = _norm(tokens, at)
    return _MONTHS.get(name) or _MONTHS.get(fold(name))


def _dated(tokens: Sequence[Token], at: int) -> Period | None:
    """2023-12-31 and 2022-10."""
    if not (
        _is_year(_norm(tokens, at))
        and _norm(tokens, at + 1) == "-"
        and at + 2 < len(tokens)
        and tokens[at + 1].joined
        and tokens[at + 2].joined
    ):
        return None
    second = _norm(tokens, at + 2)
    if not (second.isdecimal() and len(second) == 2 and 1 <= int(second) <= 12):
        return None
    if (
        _norm(tokens, at + 3) == "-"
        and at + 4 < len(tokens)
        and len(_norm(tokens, at + 4)) == 2
        and _norm(tokens, at + 4).isdecimal()
    ):
        return Period((f"{_norm(tokens, at)}-{second}-{_norm(tokens, at + 4)}",), at, at + 5)
    return Period((f"{_norm(tokens, at)}-{second}",), at, at + 3)


def _slashed_month(tokens: Sequence[Token], at: int) -> Period | None:
    """10/2022."""
    month, year = _norm(tokens, at), _norm(tokens, at + 2)
    if _norm(tokens, at + 1) != "/" or not _is_year(year) or not month.isdecimal() or not 1 <= int(month) <= 12:
        return None
    return Period((f"{year}-{int(month):02d}",), at, at + 3)


def _month(tokens: Sequence[Token], at: int) -> Period | None:
    """Oktober 2022, okt -22, 1 november 2023, den 31 dec."""
    day = _norm(tokens, at)
    if day.isdecimal() and len(day) <= 2 and 1 <= int(day) <= 31 and _month_at(tokens, at + 1):
        month, follow = _month_at(tokens, at + 1), at + 2
        if _is_year(_norm(tokens, follow)):
            return Period((f"{_norm(tokens, follow)}-{month:02d}-{int(day):02d}",), at, follow + 1)
        return None
    month = _month_at(tokens, at)
    if month is None or (day in ("may", "mar", "mars", "maj") and not _is_year(_norm(tokens, at + 1))):
        return None
    follow = at + 1
    while _norm(tokens, follow) in ("-", "'", "år", "of", "in"):
        follow += 1
    year = _norm(tokens, follow)
    if _is_year(year):
        return Period((f"{year}-{month:02d}",), at, follow + 1)
    if len(year) == 2 and year.isdecimal() and 15 <= int(year) <= 35:
        return Period((f"20{year}-{month:02d}",), at, follow + 1)
    return None


def _season(tokens: Sequence[Token], at: int) -> Period | None:
    """Hösten 2022, the autumn of 2022."""
    months = _SEASONS.get(_norm(tokens, at)) or _SEASONS.get(fold(_norm(tokens, at)))
    follow = at + 2 if _norm(tokens, at + 1) in ("of", "år", "in") else at + 1
    year = _norm(tokens, follow)
    if months is not None and _is_short_year(year):
        year = f"20{year}"
    if months is None or not _is_year(year):
        return None
    return Period((*(f"{year}-{month:02d}" for month in months), year), at, follow + 1, season=True)


def _year(tokens: Sequence[Token], at: int) -> Period | None:
    text = _norm(tokens, at)
    if tokens[at].is_word:
        return _spoken_year(tokens, at, text)
    if tokens[at].kind != "number":
        return None
    if _is_year(text):
        return _full_year(tokens, at, text)
    if len(text) == 2 and text.isdecimal() and 20 <= int(text) <= 35:
        return _short_year(tokens, at, text)
    return None


def _spoken_year(tokens: Sequence[Token], at: int, text: str) -> Period | None:
    """tjugofem, tjugotjugofem, tjugohundratjugofem."""
    for prefix in ("tjugohundra", "tjugo", ""):
        number = CARDINALS.get(text.removeprefix(prefix)) if text.startswith(prefix) else None
        if number is not None and 20 < number <= 35 and text.startswith(("tjugo", "trettio")) and text != "trettio":
            if _norm(tokens, at + 1) in _NOT_YEAR and not prefix:
                return None
            return Period((f"20{number}",), at, at + 1, weak=not prefix)
    return None


def _full_year(tokens: Sequence[Token], at: int, text: str) -> Period | None:
    # "helår 2025, mkr": the unit is that of the answer
    named = _norm(tokens, at - 1) in _NAMED_YEAR or (
        (_norm(tokens, at + 1) in _SHORT_UNITS or _ends_telegram_in_millions(tokens, at)) and 2015 <= int(text) <= 2035
    )
    if _norm(tokens, at + 1) in _NOT_YEAR - {"av", "st", "per", "+"} and not named:
        return None
    joint, second = _norm(tokens, at + 1), _norm(tokens, at + 2)
    if joint == "t" and "m" in (_norm(tokens, at + 3), _norm(tokens, at + 5)):  # "2024 t o m 2026", "2024 t.o.m. 2026"
        last = next((i for i in range(at + 4, at + 9) if _is_year(_norm(tokens, i))), 0)
        if last and int(_norm(tokens, last)) > int(text):
            years = range(int(text), int(_norm(tokens, last)) + 1)
            return Period(tuple(map(str, years)), at, last + 1, span=True)
    for words in _UP_TO_AND_WITH:  # "2024 till och med 2026"
        end = at + 1 + len(words)
        if tuple(_norm(tokens, i) for i in range(at + 1, end)) == words and _is_year(_norm(tokens, end)):
            years = range(int(text), int(_norm(tokens, end)) + 1)
            if 1 < len(years) <= 30:
                return Period(tuple(map(str, years)), at, end + 1, span=True)
    if joint in ("-", "/", "till", "to", "until", "tom", "through", "thru") and second.isdecimal():
        if _is_year(second) and int(second) > int(text) and int(second) - int(text) <= 30:
            return Period(tuple(str(y) for y in range(int(text), int(second) + 1)), at, at + 3, span=True)
        if joint in "-/" and len(second) == 2 and int(second) > 12 and int(second) > int(text[2:]):
            return Period(tuple(f"20{y:02d}" for y in range(int(text[2:]), int(second) + 1)), at, at + 3, span=True)
    return Period((text,), at, at + 1)


_UP_TO_AND_WITH = (
    ("till", "och", "med"),
    ("fram", "till", "och", "med"),
    ("up", "to", "and", "including"),
    ("through", "to"),
)


def _ends_telegram_in_millions(tokens: Sequence[Token], at: int) -> bool:
    """Whether a year and the unit of the answer end some nouns without a verb: "primärvården 2025 miljoner"."""
    if _norm(tokens, at + 1) not in _MILLIONS or any(token.norm not in _ENDING for token in tokens[at + 2 :]):
        return False
    return at > 0 and all(token.is_word and token.norm not in _VERBS | _LEADING_TO for token in tokens[:at])


_MILLIONS = word_set("miljoner miljarder millions")
_LEADING_TO = word_set(
    "på om till med över under mer mindre än drygt knappt cirka ca ungefär minst högst of about to by"
)
"""Words before an amount, by which a number is none of a year."""
_PAIRING = ("o", "och", "&", "/", "+", "samt", "and", "resp", "vs", "kontra", "versus", "respektive")


def _is_short_year(text: str) -> bool:
    """Whether two digits may be a year of these figures."""
    return len(text) == 2 and text.isdecimal() and 20 <= int(text) <= 35


_ENDING = ("?", "!", ".", ",", "tack", "tackar", "please", "pls", "thanks")
"""What may stand behind the last word of a question."""
_BILLS = ("bp", "väb", "vab")


def _in_run(tokens: Sequence[Token], at: int) -> bool:
    """Whether two digits stand in a run of years with nothing between them: "24 25 26"."""
    first, last = at, at
    while first and _follows(_norm(tokens, first - 1), _norm(tokens, first)):
        first -= 1
    while _follows(_norm(tokens, last), _norm(tokens, last + 1)):
        last += 1
    return first < last and _norm(tokens, last + 1) not in _NOT_YEAR


def _follows(first: str, second: str) -> bool:
    """Whether the second of two short years is the one after the first."""
    return _is_short_year(first) and _is_short_year(second) and int(second) == int(first) + 1


def _closes_telegram(tokens: Sequence[Token], at: int) -> bool:
    """Whether a short year, perhaps with the unit of the answer, ends some nouns: "primärvård 26 mnkr", "totalt 24"."""
    end = at + 2 if _norm(tokens, at + 1) in _SHORT_UNITS else at + 1
    if any(token.norm not in _ENDING for token in tokens[end:]) or not _is_short_year(_norm(tokens, at)):
        return False
    before = _norm(tokens, at - 1)
    named = before.isalpha() and (before not in _COUNTED or before == "totalt")
    return named and all(token.norm not in _VERBS for token in tokens[:at])


def _short_year(tokens: Sequence[Token], at: int, text: str) -> Period | None:
    before, after = _norm(tokens, at - 1), _norm(tokens, at + 1)
    if before in _BILLS and after not in ("-", "/", "till"):
        return Period((f"20{text}",), at, at + 1)  # "bp23 + bp24"
    if _in_run(tokens, at):
        return Period((f"20{text}",), at, at + 1, weak=True)
    if "+" in (before, after) and (_is_short_year(_norm(tokens, at - 2)) or _is_short_year(_norm(tokens, at + 2))):
        return Period((f"20{text}",), at, at + 1, weak=True)  # "26+27+28"
    if after in ("-", "/", "till") and _norm(tokens, at + 2).isdecimal() and len(_norm(tokens, at + 2)) == 2:
        last = int(_norm(tokens, at + 2))
        if int(text) < last <= 35 and _norm(tokens, at + 3) not in _NOT_YEAR:
            return Period(tuple(f"20{y}" for y in range(int(text), last + 1)), at, at + 3, weak=True, span=True)
        return None
    if before in ("bp", "väb", "vab") and tokens[at].joined:
        return Period((f"20{text}",), at, at + 1)  # "BP24 %": a share
    pair = _norm(tokens, at + 2)
    no_year = len(pair) != 2 or (before in ("mellan", "between") and not _is_short_year(pair))
    if after in ("och", "o", "and", "till", "-", "to") and pair.isdecimal() and len(pair) != 4 and no_year:
        return None  # mellan 23 och 105, mellan 20 o 66
    if _closes_telegram(tokens, at):
        return Period((f"20{text}",), at, at + 1, weak=True)
    if (
        before in _COUNTED
        or (before in ("mellan", "between") and not pair.isdecimal())
        or after in _NOT_YEAR
        or (before in ("-", "+") and at >= 2 and tokens[at].joined and tokens[at - 2].kind == "number")
    ):
        return None
    if _is_short_year(pair) and after in _PAIRING and _norm(tokens, at + 3) not in _NOT_YEAR:
        return Period((f"20{text}",), at, at + 1, weak=True)
    if before in _PAIRING and _is_short_year(_norm(tokens, at - 2)) and after not in _NOT_YEAR:
        return Period((f"20{text}",), at, at + 1, weak=True)
    if after in ("i", "in") and _norm(tokens, at + 2) in _ANSWERED_IN and before.isalpha():
        return Period((f"20{text}",), at, at + 1, weak=True)  # "målet 27 i procent": the unit is that of the answer
    if before == "'" or (
        before in _YEARLY
        and (
            tokens[at - 1].norm in ("bp", "väb", "vab", "år", "helår")
            or after in ("", "?", ".", ",", "och", "då", "!", "samt", ":", ";")
        )
    ):
        return Period((f"20{text}",), at, at + 1, weak=before not in ("bp", "väb", "vab", "'"))
    if tokens[at].joined and tokens[at - 1].is_word:  # bp24
        return Period((f"20{text}",), at, at + 1, weak=before not in ("bp", "väb", "vab"))
    if after in (
        "",
        "?",
        ".",
        ",",
        "!",
        "då",
        "och",
        "pls",
        "tack",
        ":",
        "o",
        "/",
        "samt",
        ")",
        "va",
        "eller",
        *_MEANT,
        *_ASKED,
    ):
        return Period((f"20{text}",), at, at + 1, weak=True)
    return None
