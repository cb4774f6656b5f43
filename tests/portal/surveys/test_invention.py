"""Invented answers: the same from the same seed, and such as the shipped questionnaire asks for."""

from collections import Counter

import pytest

from grono.portal.surveys.invention import reply_of
from grono.portal.surveys.kinds import WITH_CHOICES, QuestionType, Standing
from grono.portal.surveys.shipped import shipped_definition
from grono.quantities import from_data


def test_same_firm_says_the_same_and_years_differ():
    assert reply_of("firm-7", 2, 2024, 1, "C") == reply_of("firm-7", 2, 2024, 1, "C")
    assert len({str(reply_of("firm-7", 2, year, 1, "C")) for year in (2023, 2024, 2025)}) > 1


def test_every_standing_of_the_real_thing_occurs():
    counted = Counter(reply_of(f"firm-{number}", 1, 2024, 1, "C").standing for number in range(400))
    assert set(counted) == set(Standing) - {Standing.WAITING}
    assert counted[Standing.COMPLETE] > 180


@pytest.mark.parametrize("version", [1, 2])
def test_invented_answers_fit_their_questions(version):
    definition = shipped_definition()
    replies = [reply_of(f"firm-{number}", number % 4 + 1, 2024, version, "C") for number in range(120)]
    for reply in replies:
        if reply.standing == Standing.COMPLETE:
            assert {one.concept for one in definition.questions if one.required} <= set(reply.values)
        for concept, value in reply.values.items():
            question = definition.question(concept)
            if question.is_numeric:
                from_data(value)
            if question.type in WITH_CHOICES:
                picked = value if question.type == QuestionType.MANY else [value]
                assert set(picked) <= {choice.key for choice in question.choices}
            if question.type == QuestionType.TABLE:
                assert set(value) <= {row.key for row in question.rows}
