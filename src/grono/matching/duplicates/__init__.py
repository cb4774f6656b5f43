"""Organisations entered twice: found by what they share, compared field by field, proposed with reasons; a person decides."""

from grono.matching.duplicates.comparing import FieldComparison, Outcome
from grono.matching.duplicates.folding import FoldedName, folded_name, mail_domain, telephone, web_domain
from grono.matching.duplicates.judging import Verdict
from grono.matching.duplicates.reasons import field_name, reason
from grono.matching.duplicates.records import DuplicateRecord
from grono.matching.duplicates.search import DuplicatePair, DuplicateSearch, find_duplicates

__all__ = [
    "DuplicatePair",
    "DuplicateRecord",
    "DuplicateSearch",
    "FieldComparison",
    "FoldedName",
    "Outcome",
    "Verdict",
    "field_name",
    "find_duplicates",
    "folded_name",
    "mail_domain",
    "reason",
    "telephone",
    "web_domain",
]
