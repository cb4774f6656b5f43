"""What was wrong with an input: one by one, and as sentences."""

from grono.messages import GronoError, InputError, Problem, message
from grono.portal.core.problems import problems_of, sentences_of

SENTENCES = [message("Row %(row)s is empty.", row=row) for row in (3, 4)]


def test_problems_of_an_input_come_one_by_one():
    error = InputError([Problem("empty", sentence, row=row) for row, sentence in enumerate(SENTENCES, 3)])
    assert [(problem.code, problem.row) for problem in problems_of(error)] == [("empty", 3), ("empty", 4)]
    assert sentences_of(error) == [error.message, *SENTENCES]


def test_error_about_the_whole_file_is_one_problem_without_a_row():
    error = GronoError(SENTENCES[0])
    assert [(problem.code, problem.row, problem.message) for problem in problems_of(error)] == [
        ("unreadable", None, SENTENCES[0])
    ]
    assert sentences_of(error) == [SENTENCES[0]]
