"""Sentences of the evidence sheet: shares of draws are never written as always or never."""

import pytest

from grono.clustermap.selection.evidence_sentences import Found, standing


@pytest.mark.parametrize(
    ("share", "english", "polish"),
    [
        (1.0, "in more than 99.9% of all weights", "przy ponad 99,9% wszystkich wag"),
        (0.9995, "in more than 99.9% of all weights", "przy ponad 99,9% wszystkich wag"),
        (0.934, "in 93.4% of all weights", "przy 93,4% wszystkich wag"),
        (0.0, "in fewer than 0.1% of all weights", "przy mniej niż 0,1% wszystkich wag"),
    ],
)
def test_share_of_draws_is_never_all_or_nothing(share, english, polish):
    ranked = {"k": 4, "probability_top": share, "expected_rank": 1.23}
    found = Found(line=None, rules=[], acceptability=ranked, multiverse=None, competitiveness=[])
    (sentence,) = standing(found)
    assert english in sentence.in_language("en")
    assert polish in sentence.in_language("pl")
