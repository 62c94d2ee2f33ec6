"""Tables in text that lost their cells: rows of a name and numbers, and rows whose cells run over several lines.

How many columns there are is told by all rows together: "466 450 16" is two or three numbers, but beside "1034 1034 0"
it is three; "633 531 342" stays one where every row can be one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from knowledge.documents.blocks import Block, Cell, Row, Table, folded, table_of

_SIGN = "[-+\u2212\u2013]"
_ATOM = rf"(?:{_SIGN}\s?)?[0-9]+(?:[.,][0-9]+)*(?:\s?%)?[*¹²³]?|\.\.|[-\u2013\u2212](?=\s|$)"
_ROW = re.compile(
    r"^\s*(?P<label>[^\W\d_(].*?[^\s\d.,:(–-])\s*:?\s+"
    rf"(?P<cells>(?:{_ATOM})(?:[ \t\u00a0\u2009\u202f]+(?:{_ATOM}))*)\s*$"
)
_ATOMS = re.compile(_ATOM)
_BARE = re.compile(r"^\s*[^\W\d_][^.!?;]{1,60}\s*$")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_YEARS = re.compile(r"(?<![0-9])((?:(?:19|20)[0-9]{2}\s+)+(?:19|20)[0-9]{2})\s*$")
_MEASURED = r"[-+\u2212\u2013]?\s?[0-9][0-9 .,\u00a0]*\s?(?:%|procent|mkr|mnkr|mdkr|mdr|tkr|kr|milj\w*(?:\s+kr\w*)?)"
_VALUES = re.compile(rf"^\s*(?:(?:[^\W\d_]+\s)?{_MEASURED}[,;]?\s*)+$", re.IGNORECASE)
_VALUE = re.compile(rf"(?:[^\W\d_]+\s)?{_MEASURED}(?P<more>[,;])?", re.IGNORECASE)
_PAGE = re.compile(r"\s*(?:sida|page|sid\.?)\s*[0-9]", re.IGNORECASE)
_FEWEST = 3
_WIDEST = 400
"""A line of more characters is no row of a table."""
_MOST_ATOMS = 14
"""Of more groups of digits in a row it is not tried which belong together."""
_UNIT_MARK = re.compile(r"\((?:mdkr|mnkr|mkr|tkr|kr|%|procent)\)", re.IGNORECASE)
_TITLE = re.compile(r"^\s*(?:tabell|table|diagram|figur)\s*[0-9]+", re.IGNORECASE)


def find_tables(lines: Sequence[str], blanks: Sequence[int]) -> Iterator[range | Block]:
    """The tables among lines, and the ranges of the lines between them, in order.

    Args:
        lines: the lines with something in them.
        blanks: how many empty lines stand before each.

    Yields:
        A table (or the paragraphs of one without figures), or the numbers of lines that are in none.
    """
    at = done = 0
    while at < len(lines):
        if len(lines[at]) > _WIDEST:
            at += 1
            continue
        found = _apart_from(lines, at) or _rows_from(lines, blanks, at) or _wrapped_from(lines, blanks, at)
        if found is None:
            at += 1
            continue
        table, start, end = found
        start = max(start, done)
        if start > done:
            yield range(done, start)
        yield from [table] if isinstance(table, Table) else table
        at = done = end
    if done < len(lines):
        yield range(done, len(lines))


# -- lines with gaps between their cells ------------------------------------------------------------------------------


def _apart_from(lines: Sequence[str], start: int) -> tuple[list[Block], int, int] | None:
    """The table whose cells have a tab between them, from the line `start`.

    Of a row with fewer cells than the others it cannot be told which column lacks one: it is text.

    Returns:
        The table, and from which line to before which it goes; None where there is none.
    """
    end = start
    while end < len(lines) and "\t" in lines[end]:
        end += 1
    if end - start < _FEWEST:
        return None
    rows = [[folded(cell) for cell in line.strip().split("\t")] for line in lines[start:end]]
    width = Counter(map(len, rows)).most_common(1)[0][0]
    whole = [
        row if len(row) == width else ["", *row] if len(row) == width - 1 and number == 0 else [" ".join(row)]
        for number, row in enumerate(rows)
    ]
    title = folded(lines[start - 1]) if start and _TITLE.match(lines[start - 1]) else ""
    return table_of(whole, title), start, end


# -- a name and numbers on each line ---------------------------------------------------------------------------------


def _rows_from(lines: Sequence[str], blanks: Sequence[int], start: int) -> tuple[Table, int, int] | None:
    """The table whose first row of figures is the line `start`; its first line with its header, and its end."""
    end = start
    while end < len(lines) and (end == start or blanks[end] <= 2) and _is_row(lines, blanks, end, start):
        end += 1
    while end > start and _ROW.match(lines[end - 1]) is None:
        end -= 1
    matched = [_ROW.match(line) for line in lines[start:end]]
    rows = [match for match in matched if match]
    if len(rows) < _FEWEST:
        return None
    first = _header_start(lines, blanks, start)
    if all(_YEAR.fullmatch(atom) for atom in _ATOMS.findall(rows[0]["cells"])) and len(rows) > _FEWEST:
        start += 1  # the first line of a name and numbers is a header of years
    head = list(lines[first:start])
    title = folded(head.pop(0)) if head and _TITLE.match(head[0]) else ""
    return _table(lines, start, end, head, title), first, end


def _is_row(lines: Sequence[str], blanks: Sequence[int], at: int, start: int) -> bool:
    """Whether a line belongs to a table: a name with numbers, or a name alone between two such."""
    if len(lines[at]) > _WIDEST:
        return False
    if _ROW.match(lines[at]):
        return True
    follows = at + 1 < len(lines) and blanks[at + 1] <= 2 and _ROW.match(lines[at + 1])
    short = len(lines[at]) <= 60 and _BARE.match(lines[at])
    return bool(at > start and follows and short and not _TITLE.match(lines[at]) and blanks[at] == blanks[at + 1])


def _header_start(lines: Sequence[str], blanks: Sequence[int], start: int) -> int:
    """The first of the lines right above `start` that are its header: without empty lines between them."""
    if not start or blanks[start] > 1:
        return start
    first = start - 1
    if lines[first].rstrip().endswith((".", "!", "?")) or len(lines[first]) > 120:
        return start
    while first and start - first < 4 and not blanks[first] and not lines[first - 1].rstrip().endswith((".", ":")):
        first -= 1
    return first


def _table(lines: Sequence[str], start: int, end: int, head: Sequence[str], title: str) -> Table:
    """The table of the rows from `start` to before `end`."""
    matched = [_ROW.match(line) for line in lines[start:end]]
    runs = [_ATOMS.findall(match["cells"]) for match in matched if match]
    width = _width(runs, _columns(" ".join(head)))
    rows: list[Row] = []
    for line, match in zip(lines[start:end], matched, strict=True):
        text = folded(line)
        if match is None:
            rows.append(Row(text, text, ()))
            continue
        label = folded(match["label"])
        cells, at = [], len(label)
        for column, said in enumerate(_cut(_ATOMS.findall(match["cells"]), width)):
            begin = text.index(said, at)
            at = begin + len(said)
            cells.append(Cell(said, column, begin, at))
        rows.append(Row(text, label, tuple(cells)))
    headers = _headers(" ".join(head), width)
    lead = ([title] if title else []) + [folded(line) for line in head]
    return Table(title, headers, tuple(rows), tuple(lead))


def _columns(head: str) -> int | None:
    """How many columns of figures a header tells of: by its years, or by the units it repeats."""
    years, marks = _YEARS.search(folded(head)), _UNIT_MARK.findall(head)
    if years:
        return len(years[1].split())
    return len(marks) if len(marks) > 1 else None


def _width(runs: Sequence[Sequence[str]], told: int | None) -> int:
    """Into how many numbers most rows can be cut, the fewest; what the header tells goes before."""
    if max(map(len, runs)) > _MOST_ATOMS:
        return Counter(map(len, runs)).most_common(1)[0][0]
    possible = [{count for count in range(1, len(run) + 1) if _cuts(run, count)} for run in runs]
    counts = sorted({count for one in possible for count in one})
    scores = {count: sum(count in one for one in possible) for count in counts}
    if told in scores and scores[told] * 2 >= len(runs):
        return told
    best = max(scores.values())
    return min(count for count in counts if scores[count] == best)


def _cuts(run: Sequence[str], count: int) -> list[list[str]]:
    """All ways to read a run of groups of digits as `count` numbers."""
    if count == 1:
        return [[" ".join(run)]] if _is_one(run) else []
    found = []
    for size in range(1, len(run) - count + 2):
        if _is_one(run[:size]):
            found += [[" ".join(run[:size]), *rest] for rest in _cuts(run[size:], count - 1)]
    return found


def _is_one(run: Sequence[str]) -> bool:
    """Whether groups of digits are one number: three digits in all but the first."""
    if len(run) == 1:
        return True
    head = re.sub(rf"^{_SIGN}\s?", "", run[0])
    fits = head.isdigit() and len(head) <= 3 and all(len(group) == 3 and group.isdigit() for group in run[1:-1])
    return bool(fits and re.fullmatch(r"[0-9]{3}(?:,[0-9]+)?\s?%?[*¹²³]?", run[-1]))


def _cut(run: Sequence[str], width: int) -> list[str]:
    """A run as `width` numbers, as even in length as can be; as it stands where it cannot be."""
    ways = _cuts(run, width) if len(run) <= _MOST_ATOMS else []
    if not ways:
        return list(run)
    return min(ways, key=lambda way: max(map(len, way)) - min(map(len, way)))


def _headers(head: str, width: int) -> tuple[str, ...]:
    """The header of each of `width` columns, empty where the text does not tell them apart."""
    text = folded(head)
    years = _YEARS.search(text)
    if years and len(years[1].split()) == width:
        return tuple(years[1].split())
    marks = list(_UNIT_MARK.finditer(text))
    if len(marks) == width:
        ends = [0, *(mark.end() for mark in marks)]
        return tuple(text[begin:end].strip() for begin, end in pairwise(ends))
    if width == 1:
        return (text,)
    cells = [cell for cell in re.split(r"\t|\s{2,}", head.strip()) if cell]
    if len(cells) in (width, width + 1):
        return tuple(map(folded, cells[-width:]))
    words = text.split()
    return tuple(words[-width:]) if width <= len(words) <= width + 1 else ("",) * width


# -- cells that run over several lines -------------------------------------------------------------------------------


def _wrapped_from(lines: Sequence[str], blanks: Sequence[int], start: int) -> tuple[Table, int, int] | None:
    """The table whose header ends with years on the line `start` and whose figures stand on lines of their own."""
    years = _YEARS.search(folded(lines[start]))
    if years is None or _VALUES.match(lines[start]):
        return None
    headers = tuple(years[1].split())
    rows: list[Row] = []
    at = end = start + 1
    while at < len(lines) and (at == start + 1 or _YEARS.search(folded(lines[at])) is None):
        if not _VALUES.match(lines[at]):
            at += 1
            continue
        begin = at
        while at < len(lines) and _VALUES.match(lines[at]):
            at += 1
        name = next((n for n in range(end, begin) if _names_row(lines[n], blanks[n], n == end)), end)
        rows.append(
            _wrapped_row(lines[end:begin], name_of(folded(" ".join(lines[name:begin]))), lines[begin:at], headers)
        )
        end = at
    if not rows:
        return None
    first = _header_start(lines, blanks, start) if not blanks[start] else start
    return Table("", headers, tuple(rows), tuple(folded(line) for line in lines[first : start + 1])), first, end


def _names_row(line: str, blank: int, first: bool) -> bool:
    """Whether a row's name begins with a line: it goes on with no cell of the row before, and is no page number."""
    return bool((blank or first) and line.strip()[:1].isupper() and not _PAGE.match(line))


def _wrapped_row(words: Sequence[str], name: str, values: Sequence[str], headers: Sequence[str]) -> Row:
    """A row whose figures stand on lines after its words."""
    lead, text = folded(" ".join(words)), folded(" ".join([*words, *values]))
    said: list[tuple[str, int, int]] = []
    at, joined = len(lead), False
    for match in _VALUE.finditer(text, at):
        if joined and said:
            said[-1] = (text[said[-1][1] : match.end()], said[-1][1], match.end())
        else:
            said.append((text[match.start() : match.end()], match.start(), match.end()))
        joined = match["more"] is not None
    gap = len(headers) - len(said)
    indent = len(values[0]) - len(values[0].lstrip(" "))
    shift = gap if 0 < gap <= indent else 0
    cells = tuple(Cell(one.strip(), number + shift, begin, end) for number, (one, begin, end) in enumerate(said))
    return Row(text, name, cells)


def name_of(text: str) -> str:
    """The name at the beginning of a row's words: up to a full stop, or to where another cell begins with a capital."""
    found = re.match(r"^(.{3,90}?)(?:[.:]\s|\s(?=[A-ZÅÄÖ][a-zåäö]+\s+[a-zåäö])|$)", text)
    return (found[1] if found else text[:80]).strip(" .,")
