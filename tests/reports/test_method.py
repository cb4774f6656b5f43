from grono.messages import message
from grono.reports.method import METHODS, Method


def test_pieces_split_lower_indices():
    formula = Method(message("x"), "e_{ri} / e_r = 1", message("y"))
    assert formula.pieces() == [("e", "ri"), (" / e", "r"), (" = 1", "")]


def test_every_formula_is_said_whole():
    for method in METHODS:
        whole = "".join(text + index for text, index in method.pieces())
        assert whole == method.formula.replace("_", "").replace("{", "").replace("}", "")
