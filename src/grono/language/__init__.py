"""Words, and the forms of numbers and dates in the reader's language."""

from grono.language.collation import collation_key
from grono.language.forms import DateForm, format_date, format_datetime, format_number, format_percent
from grono.language.reading import AmbiguousNumber, NotANumber, number_readings, parse_number

__all__ = [
    "AmbiguousNumber",
    "DateForm",
    "NotANumber",
    "collation_key",
    "format_date",
    "format_datetime",
    "format_number",
    "format_percent",
    "number_readings",
    "parse_number",
]
