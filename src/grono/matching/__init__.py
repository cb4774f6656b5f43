"""Who fits whom, with reasons: texts compared across languages, industry codes out of free text, organisations entered twice."""

from grono.matching.backends import (
    Backend,
    StoredVector,
    declared_codes_score,
    likeness,
    stored_vector,
    text_hash,
    z_scores,
)
from grono.matching.codes import CodeSuggester, SuggestedCode, prepare_labels, suggest_codes
from grono.matching.concept_texts import concept_languages, has_notes
from grono.matching.concepts import ConceptsBackend

__all__ = [
    "Backend",
    "CodeSuggester",
    "ConceptsBackend",
    "StoredVector",
    "SuggestedCode",
    "concept_languages",
    "declared_codes_score",
    "has_notes",
    "likeness",
    "prepare_labels",
    "stored_vector",
    "suggest_codes",
    "text_hash",
    "z_scores",
]
