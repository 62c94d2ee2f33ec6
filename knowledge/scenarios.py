"""The words that say budget, forecast or deviation."""

from __future__ import annotations

BUDGET = frozenset("budget budgeten budgeterat budgeterade budgeterad budgetram budgetramen budgeterats budgets budgeted budgeterar budgetens budgetramens planerat".split())
FORECAST = frozenset(
    "prognos prognosen helårsprognos helårsprognosen estimerad estimerat prognosticerat prognostiserat prognosticeras prognosticerade väntas beräknas forecast forecasts forecasted projected prognos expected utfallet "
    "prognosens helårsprognosens prognostiserade prognosticerar helarsprognosen helarsprognos".split()
)
DEVIATION = frozenset(
    "avvikelse avvikelsen avviker avvikelser budgetavvikelse budgetavvikelsen differens differensen diff diffen skillnad skillnaden överskridande överskrider överskrids överskridas deviation deviate "
    "difference miss misses missa missar overrun overshoot överdrag sprick spricker spräcks spräcka spräcker överträds överskott underskott underskottet deficit shortfall gap glapp glappet skiljer överstiger understiger over exceed exceeds variance avvika".split()
)
SCENARIO_WORDS = BUDGET | FORECAST | DEVIATION
