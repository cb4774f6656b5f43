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
