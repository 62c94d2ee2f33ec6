"""The words that say budget, forecast or deviation."""

from __future__ import annotations

from knowledge.language.tables import word_set

BUDGET = word_set("""
    budget budgeten budgeterat budgeterade budgeterad budgetram budgetramen budgeterats budgets budgeted budgeterar
    budgetens budgetramens planerat
""")
FORECAST = word_set("""
    prognos prognosen prognosens helårsprognos helårsprognosen helårsprognosens helarsprognos helarsprognosen
    prognosticerat prognostiserat prognosticeras prognosticerade prognostiserade prognosticerar estimerad estimerat
    väntas beräknas utfallet forecast forecasts forecasted projected expected
""")
DEVIATION = word_set("""
    avvikelse avvikelsen avviker avvikelser avvika budgetavvikelse budgetavvikelsen differens differensen diff diffen
    skillnad skillnaden överskridande överskrider överskrids överskridas överdrag sprick spricker spräcks spräcka
    spräcker överträds överskott underskott underskottet glapp glappet skiljer överstiger understiger missa missar
    deviation deviate difference miss misses overrun overshoot deficit shortfall gap over exceed exceeds variance
""")
SCENARIO_WORDS = BUDGET | FORECAST | DEVIATION
