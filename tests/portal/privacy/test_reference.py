"""The reference of personal fields is complete: purpose, basis, retention of each (DIR-44)."""

from pathlib import Path

from django.utils.translation import override

from grono.portal.privacy import registry
from grono.portal.privacy.purposes import DUTIES, purposes
from grono.portal.privacy.reference import personal_data_page

PAGE = Path(__file__).parents[3] / "docs" / "reference" / "personal-data.md"


def test_reference_names_every_field_that_looks_personal():
    """That it is current is checked with the other pages that are made (tests/test_documentation.py)."""
    page = PAGE.read_text("utf-8")
    missing = [label for label in registry.looking_personal() if f"| `{label}` |" not in page]
    assert not missing, f"docs/reference/personal-data.md does not name {missing}. Run tools/make_reference.py."


@override("en")
def test_reference_says_basis_duty_and_period_of_every_purpose():
    page = personal_data_page("")
    for purpose in purposes().values():
        assert f"## {str(purpose.title).capitalize()}" in page
        assert purpose.article in page
    assert all(str(duty) in page for duty in DUTIES.values())
    assert "Kept: 120 months" in page


def test_every_duty_is_some_purposes():
    assert {one.duty for one in purposes().values()} - {""} == DUTIES.keys()
