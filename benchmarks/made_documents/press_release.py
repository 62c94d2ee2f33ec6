"""A press release in HTML: navigation, a date line, prose in Swedish, a list, a small table, a paragraph in English."""

from __future__ import annotations

from pathlib import Path

from benchmarks.made_documents.truth import Truth, truth

PAGE = """<!doctype html>
<html lang="sv"><head><meta charset="utf-8"><title>Pressmeddelande | Socialdepartementet</title>
<script>var build = 20240917;</script></head>
<body>
<nav><ul><li>Start</li><li>Nyheter (12)</li></ul></nav>
<main>
<p class="date">Publicerad 17 september 2024 kl. 09.30</p>
<h1>Regeringen satsar på tandvård och elevhälsa i budgeten för 2025</h1>
<p>Regeringen avsätter 2,8 miljarder kronor till den nya tandvårdsreformen. Av dessa går 350 miljoner kronor till
förebyggande insatser riktade till personer över 67 år.</p>
<p>Under 2026 beräknas kostnaden bli 3,4 miljarder kronor och 2027 ungefär 3,9 miljarder kronor.</p>
<h2>Så fördelas pengarna</h2>
<ul>
<li>Elevhälsan i landets kommuner får 420 miljoner kronor.</li>
<li>Skolsköterskor: 75 mnkr</li>
<li>En fjärdedel av landets 21 regioner saknar i dag tillräcklig kapacitet.</li>
</ul>
<table><caption>Högkostnadsskydd, kronor per person</caption>
<tr><th>Grupp</th><th>2024</th><th>2025</th></tr>
<tr><td>Vuxna</td><td>3 000</td><td>2 300</td></tr>
<tr><td>Äldre</td><td>3 000</td><td>1 150</td></tr>
</table>
<h2>In English</h2>
<p>In 2023 about 61 percent of adults in Sweden visited a dentist, compared with 67 percent in 2019. Region Skåne had
the highest share, 64.5 percent.</p>
<p>Förslaget bygger på SOU 2021:8 och prop. 2023/24:101. Läs 4 § tandvårdslagen (1985:125).</p>
<p>Presskontakt: 08-405 10 00, press@example.org</p>
</main>
<footer>Fredsgatan 8, 103 33 Stockholm. © 2024</footer>
</body></html>
"""


def figures() -> list[Truth]:
    """What the press release says."""
    return [
        truth("tandvårdsreformen", "2,8", "mdkr", "00", "2025"),
        truth("förebyggande", "350", "mnkr", "00", "2025"),
        truth("tandvårdsreformen", "3,4", "mdkr", "00", "2026"),
        truth("tandvårdsreformen", "3,9", "mdkr", "00", "2027"),
        truth("elevhälsan", "420", "mnkr", "00", "2025"),
        truth("skolsköterskor", "75", "mnkr", "00", "2025"),
        truth("regioner utan kapacitet", "25", "percent", "00", ""),
        truth("regioner", "21", "count", "00", ""),
        truth("högkostnadsskydd vuxna", "3000", "SEK_per_person", "00", "2024"),
        truth("högkostnadsskydd vuxna", "2300", "SEK_per_person", "00", "2025"),
        truth("högkostnadsskydd äldre", "3000", "SEK_per_person", "00", "2024"),
        truth("högkostnadsskydd äldre", "1150", "SEK_per_person", "00", "2025"),
        truth("besökt tandläkare", "61", "percent", "00", "2023"),
        truth("besökt tandläkare 2019", "67", "percent", "00", "2019"),
        truth("besökt tandläkare i Skåne", "64,5", "percent", "12", "2023"),
    ]


def write(path: Path) -> None:
    """The page."""
    path.write_text(PAGE, encoding="utf-8")
