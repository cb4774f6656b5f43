"""Words, and the forms of numbers and dates in the reader's language."""

from grono.language.analysis import Word, tokens, words
from grono.language.collation import collation_key
from grono.language.detection import LanguageGuess, another_language, guess_language, prefilled_language
from grono.language.folding import fold
from grono.language.forms import DateForm, format_date, format_datetime, format_number, format_percent
from grono.language.highlight import Snippet, marked_html, marks, snippet
from grono.language.lemmas import analyser_id
from grono.language.queries import Joined, Query, QueryWord, build_query, fts5_match, tsquery
from grono.language.ranking import bm25_order, bm25_scores
from grono.language.reading import AmbiguousNumber, NotANumber, number_readings, parse_number
from grono.language.stop_words import stop_words
from grono.language.typing_errors import Vocabulary

__all__ = [
    "AmbiguousNumber",
    "DateForm",
    "Joined",
    "LanguageGuess",
    "NotANumber",
    "Query",
    "QueryWord",
    "Snippet",
    "Vocabulary",
    "Word",
    "analyser_id",
    "another_language",
    "bm25_order",
    "bm25_scores",
    "build_query",
    "collation_key",
    "fold",
    "format_date",
    "format_datetime",
    "format_number",
    "format_percent",
    "fts5_match",
    "guess_language",
    "marked_html",
    "marks",
    "number_readings",
    "parse_number",
    "prefilled_language",
    "snippet",
    "stop_words",
    "tokens",
    "tsquery",
    "words",
]
