"""A statement that sets one thing against another: "pensionskostnadsökningen är större än kommunsektorns underskott".

Each side of "än" is understood by itself, with its own year and kind, so that the year of the one is not asked of the
other. Where either side is not plainly one figure, nothing is compared here.
"""

from __future__ import annotations

from msgspec.structs import replace

from knowledge.asking import claim_wanted
from knowledge.cells import Figures
from knowledge.language.tables import word_set
from knowledge.memory import Memory
from knowledge.mentions import Analysis
from knowledge.outcomes import Found, NotFound
from knowledge.query import Claim, Query
from knowledge.scenarios import SCENARIO_WORDS
from knowledge.understanding import Understanding, Understood

_THAN = word_set("än an than")
_AS = word_set("som as")
_ASKING = ("what", "who", "when", "why", "how", "how_much", "how_many", "where", "list", "none_less", "none_more")
_WITHIN = word_set("""
    väl visst ju alltså nog faktiskt är e var blev blir is are was were surely
    så lika stort stor stora mycket hög högt as large much high big
""")
"""Words of the statement that say nothing of either side."""
_AROUND_COLUMNS = word_set("i för in den det the helår helåret stämmer rätt va right")
"""Words that may stand beside those for columns."""
_DIFFERENCES = (
    *("skillnad", "differens", "gap", "glapp", "avstånd", "försprång", "avvikelse", "difference", "distance", "lead"),
    *("deviation", "klyfta"),
)
"""Beginnings of nouns for how far two figures are apart."""
_OWNER = 4
"""A genitive is longer than this."""
_SURE = 0.45
_NAMED = 0.6
"""From this share on the words of a side are explained by its subject."""
_SURPASSING = ("more_than", "less_than")
_VERBS = word_set("""
    överstiger översteg överstiga överstigit överträffar överträffade överträffa understiger understeg understiga
    exceeds exceeded exceed
""")
"""Verbs that set what stands before them against what stands behind."""
_COMPARING = ("claim", "more_than", "less_than", "as_much")
"""Cues of which the words belong to neither side."""


def two_subjects(mind: Understanding, statement: Analysis) -> Understood | None:
    """What a statement comes to that sets two indicators against each other.

    Args:
        mind: understands each side.
        statement: the whole of it, without a request for a verdict behind it.

    Returns:
        A comparison of the two figures with the claim; None where no two indicators are set against each other.
    """
    than = _than(statement)
    if than is None or statement.has(*_ASKING) or not _states(statement):
        return None
    behind = {norm for norm in statement.norms[than + 1 :] if norm.isalpha()} - _AROUND_COLUMNS
    if behind and behind <= SCENARIO_WORDS:
        return None  # "högre än budget i prognosen" is another column of the row, and no other row
    apart = _two_differences(mind, statement, than)
    if apart is not None:
        return apart
    sides = [_side(mind, _text(statement, *span)) for span in ((0, than), (than + 1, len(statement.tokens)))]
    first, second = sides
    if first is not None and second is None:
        second = _side(mind, _with_noun(statement, than))
    if first is None or second is None:
        return None
    query = _joint(mind, statement, first[1], second[1])
    return None if query is None else Understood(statement, first[0].reading, Found((query,)))


def _states(statement: Analysis) -> bool:
    """Whether something is stated: a request for a verdict, or a comparative that no question word asks about."""
    return claim_wanted(statement) or (not statement.amounts and statement.has(*_SURPASSING, "as_much"))


def _than(statement: Analysis) -> int | None:
    """The "än" of the comparison, which no amount follows."""
    multiples = [amount for amount in statement.amounts if amount.unit == "ratio"]
    if multiples:
        return next((i for i, norm in enumerate(statement.norms) if norm in _AS and i >= multiples[0].end), None)
    alike = statement.cue("as_much")
    if alike is not None and not statement.has("more_than", "less_than"):
        return next((i for i, norm in enumerate(statement.norms) if norm in _AS and i >= alike.start), None)
    if statement.has("more_than") == statement.has("less_than"):
        return None
    verbs = [
        cue.start
        for cue in statement.cues
        if cue.id in _SURPASSING and cue.end - cue.start == 1 and statement.norms[cue.start] in _VERBS
    ]
    if verbs and verbs[0] > 0 and not statement.amounts:  # "kostnaderna överstiger intäkterna"
        return verbs[0]
    taken = {i for amount in statement.amounts for i in range(amount.start - 1, amount.end)}
    return next((i for i, norm in enumerate(statement.norms) if norm in _THAN and i not in taken), None)


def _text(statement: Analysis, start: int, end: int) -> str:
    """The words of one side, without those of the comparison and its amount."""
    dropped = {i for amount in statement.amounts for i in range(amount.start, amount.end) if not amount.definite}
    dropped |= {i for cue in statement.cues if cue.id in _COMPARING for i in range(cue.start, cue.end)}
    tokens = statement.tokens[start:end]
    kept = [token for at, token in enumerate(tokens, start) if at not in dropped and token.norm not in _WITHIN]
    return "".join(token.text if token.joined else f" {token.text}" for token in kept).strip()


def _with_noun(statement: Analysis, than: int) -> str:
    """The second side of "kommunsektorns underskott är större än regionernas", with the noun of the first."""
    owner = next(
        (i for i, norm in enumerate(statement.norms[:than]) if norm.endswith("s") and len(norm) > _OWNER), None
    )
    second = _text(statement, than + 1, len(statement.tokens)).strip(" ?.")
    if owner is None or owner + 1 >= than or not second.endswith("s") or " " in second:
        return ""
    return f"{second} {statement.tokens[owner + 1].text}"


def _two_differences(mind: Understanding, statement: Analysis, than: int) -> Understood | None:
    """As in "är skillnaden mot OECD större för infarkt än för stroke?": two differences, one against the other.

    Args:
        mind: understands each.
        statement: the whole of it.
        than: where its "än" stands.

    Returns:
        Both differences with which is said to be the larger, `NotFound` where they are not both understood; None where
        no differences are set against each other.
    """
    noun = next((i for i, norm in enumerate(statement.norms[:than]) if norm.startswith(_DIFFERENCES)), None)
    if noun is None or any(not (amount.definite or amount.bare) for amount in statement.amounts):
        return None
    end = next((at for at in range(than, len(statement.tokens)) if statement.norms[at] == ","), len(statement.tokens))
    first, second = _text(statement, noun, than), _text(statement, than + 1, end)
    if not second.casefold().startswith(_DIFFERENCES):  # "för stroke" goes in where "för infarkt" stands
        opening = second.split()[:1]
        at = next((i for i in range(than - 1, noun, -1) if [statement.tokens[i].text] == opening), None)
        second = f"{_text(statement, noun, at)} {second}" if at is not None else ""
    tail = _shared_tail(statement, than)
    for one in (first, f"{first} {tail}".strip()):
        found = [mind.of(mind.parts(text.strip(" ?.")), Memory()) for text in (one, second) if text]
        queries = [u.outcome.queries[0] for u in found if isinstance(u.outcome, Found) and len(u.outcome.queries) == 1]
        if len(queries) == 2 and all(query.operation == "difference" or _deviates(query) for query in queries):
            larger = 0 if statement.has("more_than") else 1
            return Understood(statement, found[0].reading, Found(tuple(queries), larger))
    understood = mind.of(statement, Memory())
    if understood.top is None:
        return None
    return Understood(
        statement, understood.reading, NotFound("unverifiable", {}, (understood.top.subject,), claim=True)
    )


def _deviates(query: Query) -> bool:
    """Whether a query is of a deviation from a budget, which is a difference already."""
    return query.scenarios == ("deviation",) and query.operation == "lookup"


def _shared_tail(statement: Analysis, than: int) -> str:
    """The words behind the last place, which belong to both sides: "… och Uppsala i sektorsbidrag"."""
    last = max((place.end for place in statement.places if place.start > than), default=None)
    return _text(statement, last, len(statement.tokens)).strip(" ?.") if last is not None else ""


def _side(mind: Understanding, text: str) -> tuple[Understood, Query] | None:
    """One side by itself; None where it is not plainly an indicator."""
    if not text:
        return None
    understood = mind.of(mind.parts(text), Memory())
    outcome = understood.outcome
    if not isinstance(outcome, Found) or len(outcome.queries) != 1:
        return None
    query = outcome.queries[0]
    told = f"indicator:{query.indicators[0]}"  # which need not be what stood first
    meant = next((c for c in understood.reading.candidates if c.subject.key == told), None)
    if meant is None or meant.match is None or meant.score < _SURE or meant.precision < _NAMED:
        return None
    plain = len(query.indicators) == 1 and not query.per_capita and query.threshold is None
    return (understood, query) if plain else None


def _joint(mind: Understanding, statement: Analysis, one: Query, two: Query) -> Query | None:
    """One query over both figures, with what is stated of them."""
    if one.indicators == two.indicators:
        return None
    units = {mind.catalogue.indicator(query.indicators[0]).unit for query in (one, two)}
    one, two = _as_other(mind, one, two), _as_other(mind, two, one)
    joint = replace(
        one,
        operation="compare",
        indicators=(*one.indicators, *two.indicators),
        areas=_merged(one.areas, two.areas),
        group="",
        operands=(),
        periods=_merged(one.periods, two.periods),
        scenarios=_merged(one.scenarios, two.scenarios),
        breakdowns=_merged(one.breakdowns, two.breakdowns),
        dimension="indicator",
        table="",
        claim=None,
        rounded="",
        origins=(),
    )
    cells = Figures(mind.catalogue).select(joint)
    if len(units) != 1 or len(cells) != 2 or any(cell.upper is not None for cell in cells):
        return None
    multiples = tuple(amount for amount in statement.amounts if amount.unit == "ratio")
    if multiples:
        return replace(joint, operation="ratio", claim=Claim("value", multiples))
    if statement.has("as_much"):
        return replace(joint, claim=Claim("equal"))
    larger = joint.indicators[0 if statement.has("more_than") else 1]
    amounts = tuple(a for a in statement.amounts if a.unit in units and not a.definite)
    if amounts:
        return replace(joint, operation="difference", claim=Claim("value", amounts, larger=larger))
    return replace(joint, claim=Claim("more" if statement.has("more_than") else "less", larger=larger))


def _as_other(mind: Understanding, query: Query, other: Query) -> Query:
    """One side with the year and the area that only the other side names: "dödligheten efter stroke i OECD"."""
    holdings = mind.catalogue.holdings(query.indicators[0])
    if query.origin("period") == "default" and other.origin("period") == "said" and len(query.periods) > 1:
        query = replace(query, periods=tuple(p for p in other.periods if p in holdings.periods) or query.periods)
    if query.origin("area") == "default" and other.origin("area") == "said":
        query = replace(query, areas=tuple(code for code in other.areas if code in holdings.areas) or query.areas)
    return query


def _merged(one: tuple[str, ...], two: tuple[str, ...]) -> tuple[str, ...]:
    """All values in their order, each once."""
    return tuple(dict.fromkeys((*one, *two)))
