import pytest

from grono.charts import values


@pytest.mark.parametrize(
    ("value", "lower", "upper", "expected"),
    [
        (12.345, 4.5, 18.0, "12.3\u00a0[4.5–18.0]"),
        (2.5, 1.25, 4.125, "2.50\u00a0[1.25–4.12]"),
        (115.8, 62.4, 125.2, "116\u00a0[62–125]"),
        (12.345, None, None, "12.3"),
        (None, None, None, values.NONE),
    ],
)
def test_with_interval_english(value, lower, upper, expected):
    assert values.with_interval(value, lower, upper, "en") == expected


def test_with_interval_polish_has_decimal_commas():
    assert values.with_interval(12.345, 4.5, 18.0, "pl") == "12,3\u00a0[4,5–18,0]"


@pytest.mark.parametrize(
    ("share", "expected"), [(0.234, "23%"), (0.0234, "2.3%"), (0.00234, "0.23%"), (0.0, "0%"), (None, values.NONE)]
)
def test_percent_has_the_digits_its_size_deserves(share, expected):
    assert values.percent(share, "en") == expected


def test_percent_signed_uses_a_true_minus():
    assert values.percent(-0.052, "pl", sign=True) == "−5,2%"
    assert values.percent(0.5, "pl", sign=True) == "+50%"


def test_probability_is_never_certain():
    assert values.probability(1.0, "en") == ">\u00a099.9%"
    assert values.probability(0.9512, "en") == "95%"
    assert values.probability(0.9912, "pl") == "99,1%"
    assert values.probability(None, "en") == values.NONE


def test_signed_zero_has_no_sign():
    assert [values.signed(value, "en") for value in (1234.0, -56.0, 0.0, 0.3)] == ["+1,234", "−56", "0", "0"]


def test_wrapped_keeps_to_width_and_lines():
    lines = values.wrapped("Manufacture of other ceramic household articles and " + "x" * 80, 20, 2)
    assert len(lines) == 2
    assert all(len(line) <= 20 for line in lines)
    assert lines[-1].endswith("…")


def test_shortened_leaves_short_texts_alone():
    assert values.shortened("Casting of steel", 16) == "Casting of steel"


def test_probability_at_both_ends_of_the_scale():
    shown = [values.probability(value, "en") for value in (0.0, 0.004, 0.5, 0.995, 1.0)]
    assert shown == ["<\u00a00.1%", "0.4%", "50%", "99.5%", ">\u00a099.9%"]
