"""Random quantities for property tests."""

from fractions import Fraction

from hypothesis import strategies as st

from grono.quantities import Range, missing, not_applicable, not_planned, suppressed

decimals = st.integers(-(10**6), 10**6).map(lambda steps: Fraction(steps, 100))
fractions = st.fractions(min_value=-1000, max_value=1000, max_denominator=60)


@st.composite
def ranges(draw, ends=fractions):
    lower, upper = draw(st.none() | ends), draw(st.none() | ends)
    if lower is not None and upper is not None:
        lower, upper = min(lower, upper), max(lower, upper)
    sharp = lower is not None and lower == upper
    opens = st.just(False) if sharp else st.booleans()
    return Range(lower, upper, draw(opens), draw(opens), draw(st.booleans()))


@st.composite
def points(draw, quantity):
    """A number inside a range, often at or near its ends."""
    lower = quantity.lower if quantity.lower is not None else (quantity.upper or Fraction(0)) - 1000
    upper = quantity.upper if quantity.upper is not None else lower + 2000
    share = draw(st.fractions(0, 1, max_denominator=50))
    point = lower + (upper - lower) * share
    if not quantity.contains(point):
        point = lower + (upper - lower) * (Fraction(1, 1000) if share < Fraction(1, 2) else Fraction(999, 1000))
    return point


typed_reasons = st.text(alphabet="abcdefgh", min_size=1, max_size=8)
absences = st.one_of(
    st.just(missing()),
    typed_reasons.map(missing),
    st.sampled_from([not_planned(), not_applicable(), suppressed()]),
)
quantities = ranges() | absences
