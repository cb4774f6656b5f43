from fractions import Fraction

import pytest
from django.utils.translation import override

from grono.messages import message
from grono.portal.strategies.order import rank
from grono.portal.strategies.pages.wording import foreign, sentence, share, short_share

INNER = message("stage %(number)s", number="4")


def test_words_of_the_card_are_marked_and_escaped():
    shown = sentence(message("“%(name)s” in %(year)s, %(cell)s", name="<b>Plan", year="2011", cell=INNER), "pl")
    assert shown == '“<span lang="pl">&lt;b&gt;Plan</span>” in 2011, stage 4'


def test_words_in_the_language_of_the_page_are_only_escaped():
    with override("pl"):
        assert sentence(message("%(name)s", name="<b>Plan"), "pl") == "&lt;b&gt;Plan"
        assert foreign("Plan", "pl") == "Plan"
    assert foreign("<i>", "pl") == '<span lang="pl">&lt;i&gt;</span>'
    assert foreign("", "pl") == ""


@pytest.mark.parametrize(
    ("value", "short", "long"),
    [
        (Fraction(86, 100), "86%", "86.00%"),
        (Fraction(49, 55), "89.09%", "89.09%"),
        (Fraction(0), "0%", "0.00%"),
        (Fraction(12345, 1000000), "1.23%", "1.23%"),
        (Fraction(12350, 1000000), "1.24%", "1.24%"),  # half up
    ],
)
def test_share_is_rounded_half_up(value, short, long):
    assert (short_share(value), share(value)) == (short, long)


def test_no_share_is_nothing():
    assert share(None) is None


def test_numbers_are_sorted_as_people_count():
    assert sorted(["10", "A", "IX", "2", "IV", "I.", "XL"], key=rank) == ["I.", "2", "IV", "IX", "10", "XL", "A"]
