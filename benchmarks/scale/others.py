"""What one would otherwise search names with: SQLite's trigram index, bm25s, tf-idf of character n-grams, RapidFuzz."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence

Found = list[tuple[int, float]]
"""Owners with their scores, best first."""
Search = Callable[[str], Found]
_FETCHED = 30


def _owners(places: Sequence[tuple[int, float]], owners: Sequence[int], keep: int = 5) -> Found:
    """Names as their owners, each once."""
    best: dict[int, float] = {}
    for place, score in places:
        best.setdefault(owners[place], score)
    return list(best.items())[:keep]


def fts5(names: Sequence[str], owners: Sequence[int]) -> Search:
    """SQLite FTS5 with its trigram tokenizer, any trigram of the question, by its bm25."""
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE VIRTUAL TABLE names USING fts5(name, tokenize='trigram')")
    connection.executemany("INSERT INTO names(rowid, name) VALUES (?, ?)", enumerate(names))

    def search(question: str) -> Found:
        text = question.casefold()
        grams = dict.fromkeys(text[i : i + 3] for i in range(len(text) - 2))
        query = " OR ".join('"' + gram.replace('"', '""') + '"' for gram in grams)
        rows = connection.execute(
            "SELECT rowid, rank FROM names WHERE names MATCH ? ORDER BY rank LIMIT ?", (query, _FETCHED)
        )
        return _owners([(place, -rank) for place, rank in rows], owners)

    return search


def bm25s_swedish(names: Sequence[str], owners: Sequence[int]) -> Search:
    """The library bm25s with PyStemmer's Swedish stemmer."""
    import bm25s  # noqa: PLC0415  (of the extra `bench`)
    import Stemmer  # noqa: PLC0415

    stemmer = Stemmer.Stemmer("swedish")
    index = bm25s.BM25()
    index.index(bm25s.tokenize(list(names), stopwords=[], stemmer=stemmer, show_progress=False), show_progress=False)

    def search(question: str) -> Found:
        words = bm25s.tokenize([question], stopwords=[], stemmer=stemmer, show_progress=False)
        places, scores = index.retrieve(words, k=_FETCHED, show_progress=False)
        return _owners([(int(p), float(s)) for p, s in zip(places[0], scores[0], strict=True)], owners)

    return search


def tfidf(names: Sequence[str], owners: Sequence[int]) -> Search:
    """scikit-learn's tf-idf of character 3-grams, by the cosine."""
    import numpy as np  # noqa: PLC0415  (of the extra `bench`)
    from sklearn.feature_extraction.text import TfidfVectorizer  # noqa: PLC0415

    made = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 3), sublinear_tf=True)
    matrix = made.fit_transform(names).T.tocsr()

    def search(question: str) -> Found:
        scores = (made.transform([question]) @ matrix).toarray()[0]
        best = np.argpartition(-scores, _FETCHED)[:_FETCHED]
        return _owners([(int(p), float(scores[p])) for p in best[np.argsort(-scores[best])]], owners)

    return search


def rapidfuzz_names(names: Sequence[str], owners: Sequence[int]) -> Search:
    """RapidFuzz's `token_sort_ratio` from the question to every name."""
    from rapidfuzz import fuzz, process, utils  # noqa: PLC0415

    plain = [utils.default_process(name) for name in names]

    def search(question: str) -> Found:
        text = utils.default_process(question)
        found = process.extract(text, plain, scorer=fuzz.token_sort_ratio, limit=_FETCHED)
        return _owners([(place, score) for _, score, place in found], owners)

    return search
