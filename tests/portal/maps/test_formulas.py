"""Formulas of the method pages as MathML."""

import pytest

from grono.portal.maps.formulas import FormulaError, mathml


def parts(formula):
    return mathml(formula).partition(">")[2].removesuffix("</math>")


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("LQ", "<mi>L</mi><mi>Q</mi>"),
        ("x^2", "<msup><mi>x</mi><mrow><mn>2</mn></mrow></msup>"),
        ("10^50", "<msup><mn>10</mn><mrow><mn>5</mn></mrow></msup><mn>0</mn>"),
        (r"\frac14", "<mfrac><mn>1</mn><mn>4</mn></mfrac>"),
        ("e'", "<msup><mi>e</mi><mrow><mo>′</mo></mrow></msup>"),
        (r"\hat x", '<mover accent="true"><mi>x</mi><mo>^</mo></mover>'),
        (r"\text{the }j", "<mtext>the\N{NO-BREAK SPACE}</mtext><mi>j</mi>"),
        (r"\left(a\right]", "<mrow><mo>(</mo><mrow><mi>a</mi></mrow><mo>]</mo></mrow>"),
        ("a<b", "<mi>a</mi><mo>&lt;</mo><mi>b</mi>"),
        (".05", "<mn>.05</mn>"),
    ],
)
def test_formula_as_mathml(formula, expected):
    assert parts(formula) == f"<mrow>{expected}</mrow>"


def test_sum_has_its_indices_below_and_above():
    found = mathml(r"\sum_{i=1}^n x_i", display=True)
    assert (
        '<munderover><mo movablelimits="true">∑</mo><mrow><mrow><mi>i</mi><mo>=</mo><mn>1</mn></mrow></mrow>' in found
    )
    assert found.startswith('<math display="block"')


def test_words_of_the_alternative_are_escaped():
    assert 'alttext="a&lt;&quot;"' in mathml('a<"')


@pytest.mark.parametrize("formula", [r"\unknown", "{a", r"\left(a", "x^", "a}", r"\mathrm a"])
def test_formula_that_cannot_be_read_is_refused(formula):
    with pytest.raises(FormulaError):
        mathml(formula)
