import pytest

from grono.messages import InputError, Problem, message


def _said(*counts):
    return InputError([Problem("left-out", message("Something is wrong."), count=count) for count in counts])


@pytest.mark.parametrize(
    ("counts", "english", "polish"),
    [
        ((1,), "The input has 1 problem.", "Dane mają 1 problem."),
        ((1, 1), "The input has 2 problems.", "Dane mają 2 problemy."),
        (
            (2021,),
            "The input has 2021 problems, put together in 1 line.",
            "Liczba problemów w danych: 2021; zebrano je w 1 wierszu.",
        ),
        (
            (1, 6),
            "The input has 7 problems, put together in 2 lines.",
            "Liczba problemów w danych: 7; zebrano je w 2 wierszach.",
        ),
    ],
)
def test_heading_counts_what_stands_below_it(counts, english, polish):
    error = _said(*counts)
    assert error.in_language("en").splitlines()[0] == english
    assert error.in_language("pl").splitlines()[0] == polish
    assert len(error.in_language("en").splitlines()) == 1 + len(counts)


@pytest.mark.parametrize(("language", "shown"), [("en", "−1,168.5"), ("pl", "−1\xa0168,5")])
def test_negative_number_has_a_minus_and_no_hyphen(language, shown):
    assert message("%(value)s", value=-1168.5).in_language(language) == shown
