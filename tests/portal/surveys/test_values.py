"""What is typed into a questionnaire: read where it can be, else answered with a sentence that says what to write."""

import pytest
from django.utils.translation import override

from grono.portal.surveys.definition import Question
from grono.portal.surveys.forms.answering import SectionForm
from grono.portal.surveys.values import AnswerError, read_code, read_quantity
from tests.portal.surveys.factories import make_definition


@pytest.mark.parametrize("typed", ["10.51", "1051", "10.51.Z", "10.51Z"])
def test_a_code_of_pkd_is_its_class_of_nace(typed):
    assert read_code(typed) == "10.51"


@pytest.mark.parametrize("typed", ["10", "10.5", "C"])
def test_what_is_wider_than_a_class_is_no_answer(typed):
    with override("en"), pytest.raises(AnswerError, match=f"“{typed}” is wider than a class. Write a class"):
        read_code(typed)


@pytest.mark.parametrize("typed", ["many", "18 to 25", "about 25"])
def test_where_one_number_is_asked_for_the_sentence_names_nothing_else(typed):
    with override("en"), pytest.raises(AnswerError) as refusal:
        read_quantity(typed, "number")
    assert str(refusal.value) == f"“{typed}” is not one number. Write one number, or “no data” if it is unknown."


def test_help_and_unit_stand_as_two_sentences():
    texts = {"en": "Net"}
    question = Question("turnover", "number", {"en": "Turnover"}, help=texts, unit={"en": "PLN"})
    definition = make_definition()
    section = definition.sections[0]
    with override("en"):
        form = SectionForm(
            section=type(section)("money", section.title, None, (question,)), answers={}, previous={}, language="en"
        )
        assert str(form.fields["turnover"].help_text) == "Net. Unit: PLN."
