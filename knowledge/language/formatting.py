"""How a figure is written for a person, in Swedish and English."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from knowledge.model import Language

HARD = "\u00a0"
MINUS = "−"

_UNIT_WORDS: dict[str, tuple[str, str]] = {
    "percentage_points": ("procentenheter", "percentage points"),
    "persons": ("personer", "people"),
    "days": ("dagar", "days"),
    "beds_per_1000": ("per 1{h}000 invånare", "per 1,000 inhabitants"),
    "deaths_per_100000": ("dödsfall per 100{h}000", "deaths per 100,000"),
    "SEK_per_person": ("kronor per invånare", "kronor per inhabitant"),
    "count": ("", ""),
}


def number(value: Decimal, language: Language, decimals: int | None = None) -> str:
    """A plain number: grouped thousands, a real minus, no closing zeros; `decimals` is the most that are kept."""
    if decimals is not None:
        value = value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    sign, text = ("-" if value < 0 else ""), f"{abs(value):f}"
    whole, _, rest = text.partition(".")
    rest = rest.rstrip("0")
    grouped = f"{int(whole):,}"
    if language == "sv":
        grouped = grouped.replace(",", HARD)
    if not rest and not int(whole):
        sign = ""
    return (MINUS if sign else "") + grouped + (("," if language == "sv" else ".") + rest if rest else "")


def money(value: Decimal, language: Language) -> str:
    """Kronor in prose: 398,3 miljoner kronor; 3 miljarder kronor; 48 500 kronor."""
    size = abs(value)
    whole = 999_950_000 <= size <= 1_000_000_000  # what rounds to a whole scale is said in that scale
    if whole or (size >= 1_000_000_000 and (size >= 10_000_000_000 or not size % 10_000_000)):
        scale, words = Decimal(10) ** 9, ("miljarder kronor", "billion kronor")
    elif size >= Decimal("999999.5"):
        scale, words = Decimal(10) ** 6, ("miljoner kronor", "million kronor")
    else:
        return f"{number(value, language, 0)}{HARD}kronor"
    shown = number(value / scale, language, 2 if scale == 10**9 else 1)
    word = words[0] if language == "sv" else words[1]
    if language == "sv" and shown.lstrip(MINUS) == "1":
        word = word.replace("miljarder", "miljard").replace("miljoner", "miljon")
    return f"{shown}{HARD}{word}"


def short_money(value: Decimal, language: Language) -> str:
    """Kronor without the currency's name, for arithmetic: 633,5."""
    return money(value, language).split(HARD + "kronor")[0].removesuffix(" kronor")


def exact_money(value: Decimal, language: Language) -> str:
    """Whole kronor: 398 262 434 kr."""
    return f"{number(value, language, 0)}{HARD}kr" if language == "sv" else f"SEK{HARD}{number(value, language, 0)}"


def figure(value: Decimal, unit: str, language: Language, upper: Decimal | None = None) -> str:
    """A figure with its unit as said in prose; a range as "1,4–2,2 per 1 000 invånare"."""
    if upper is not None:
        if unit == "SEK":
            return f"{money(value, language)}–{money(upper, language)}"
        low, high = figure(value, unit, language), figure(upper, unit, language)
        shown = number(value, language, decimals_of(value, unit))
        joint = " till " if language == "sv" else " to "
        return f"{shown}{joint}{high}" if unit != "count" else f"{low}{joint}{high}"
    if unit == "SEK":
        return money(value, language)
    shown = number(value, language, decimals_of(value, unit))
    if unit == "percent":
        return f"{shown}{HARD}%" if language == "sv" else f"{shown}%"
    if unit == "ratio":
        return f"{shown}{HARD}gånger" if language == "sv" else f"{shown}{HARD}times"
    word = _UNIT_WORDS[unit][0 if language == "sv" else 1].format(h=HARD)
    return f"{shown}{HARD}{word}" if word else shown


def decimals_of(value: Decimal, unit: str) -> int:
    """How many decimals a figure of this unit is shown with."""
    if unit in ("SEK", "persons", "count", "days"):
        return 0 if value == value.to_integral_value() else 1
    if unit == "SEK_per_person":
        return 0 if abs(value) >= 10_000 else 1
    return 2 if unit == "ratio" or (abs(value) < 1 and value) else 1


_MONTHS = {
    "sv": [
        "januari",
        "februari",
        "mars",
        "april",
        "maj",
        "juni",
        "juli",
        "augusti",
        "september",
        "oktober",
        "november",
        "december",
    ],
    "en": [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
}


def period(iso: str, language: Language) -> str:
    """A period as said: 2024, oktober 2022, 31 december 2023, 2024–2026; nothing for a period not stated."""
    if "/" in iso:
        return "–".join(period(part, language) for part in iso.split("/"))
    parts = iso.split("-")
    if len(parts) == 1:
        return iso
    month = _MONTHS[language][int(parts[1]) - 1]
    day = f"{int(parts[2])} " if len(parts) == 3 else ""
    return f"{day}{month} {parts[0]}"


def ordinal(n: int, language: Language) -> str:
    """Tredje, third; figures above ten."""
    if language == "sv":
        names = ["", "första", "andra", "tredje", "fjärde", "femte", "sjätte", "sjunde", "åttonde", "nionde", "tionde"]
        return names[n] if n <= 10 else f"{n}:a" if n % 10 in (1, 2) and n not in (11, 12) else f"{n}:e"
    names = ["", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"]
    if n <= 10:
        return names[n]
    return f"{n}{'th' if 10 < n % 100 < 14 else {1: 'st', 2: 'nd', 3: 'rd'}.get(n % 10, 'th')}"


def joined(parts: list[str], language: Language) -> str:
    """A, B och C."""
    word = " och " if language == "sv" else " and "
    return word.join(filter(None, [", ".join(parts[:-1]), parts[-1]])) if parts else ""
