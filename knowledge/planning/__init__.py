"""Which operation a question asks for: from a subject with its slots to an exact query.

Where what is understood:

- `planner`: the order of the steps, and what every query has (dimension, per inhabitant, per cent, rounding);
- `context`: the question, its conversation and its slots, as every step sees them;
- `own_words`: "median" in "medianväntetid" asks for no median;
- `amounts`: which of the numbers in a question state something about the figure;
- `thresholds`: "vilka fick mer än 100 miljoner", "mellan 90 och 100", "över snittet", "vilket år gäller 544 miljoner";
- `claims`: what is stated and is to be checked; `claim_queries`: the query whose result a claim is held against;
- `choice`: which operation is asked for, in the order in which the possibilities are tried;
- `computations`: difference, ratio, change, mean, median, share and sum;
- `ranking`: "topp 5", "de tre största", "tredje störst", "plats 3", from the top or the bottom;
- `unmet`: what was asked for and the chosen query does not give, so that it is not told as the answer;
- `follow_ups`: "skillnaden dem emellan", "vem av dem fick mest?": what a short question takes from the turns before.
"""

from knowledge.planning.planner import Planner

__all__ = ["Planner"]
