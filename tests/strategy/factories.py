"""Task cards for tests: one written out, one as changed, and random ones. All are invented."""

from dataclasses import replace

from hypothesis import strategies as st

from grono.strategy import (
    CooperatingBody,
    FundingLine,
    GroupState,
    IndicatorGroup,
    IndicatorKind,
    IndicatorRow,
    Layout,
    NumberedTitle,
    Stage,
    StageCell,
    TaskCard,
    ValueRole,
)


def cells(*texts):
    """Make cells from `4/10`, or nothing from `-`."""
    return tuple(None if text == "-" else StageCell(*text.split("/")) for text in texts)


def row(name, *values, source="Urząd", **more):
    return IndicatorRow(name, source, tuple(str(value) for value in values), **more)


def group(kind, *rows):
    return IndicatorGroup(kind, GroupState.LISTED, rows)


PLAIN = TaskCard(
    strategy_title="Strategia Grodu",
    goal=NumberedTitle("II", "Silna gospodarka", "Zastępca Burmistrza"),
    objective=NumberedTitle("2", "Współpraca", "Sekretarz"),
    task=NumberedTitle("4", "Inkubator"),
    addressees="Firmy",
    rationale="Brak miejsca",
    description="Budowa\nWyposażenie",
    years=(2020, 2021, 2022),
    stages=(
        Stage("1", "Projekt inkubatora", cells("20/20", "-", "-")),
        Stage("2", "Budowa", cells("-", "40/40", "40/40")),
    ),
    executor_text="Wydział Rozwoju",
    cooperating=(CooperatingBody("Szkoła Pierwsza", "rada"), CooperatingBody("Szkoła Druga", "rada")),
    indicators=(
        group(
            IndicatorKind.OUTPUT,
            row("Gotowy projekt", 1, 1, 1),
            row("Liczba lokali", 0, 3, "4,5"),
        ),
    ),
    total_cost_text="100 000,01 zł",
    funding=(FundingLine("Gród", "50"), FundingLine("Unia", "50")),
    layout=Layout(),
)
"""A card as the importer reads it; its rows do not say plan or actual."""

COMPLETE = replace(
    PLAIN,
    indicators=tuple(
        replace(group, rows=tuple(replace(row, role=ValueRole.ACTUAL) for row in group.rows))
        for group in PLAIN.indicators
    ),
)
"""The same card after a person said what the values are; it has no finding."""


def with_stages(*stages, **more):
    return replace(COMPLETE, stages=stages, **more)


# Letters of words: no digits, dashes, colons or quotation marks, so that a random text is never a value, a heading or a group.
words = st.text(alphabet="abcdefghijklłmnoóprsśtuwzżĄĆŚŻ", min_size=1, max_size=8).filter(lambda word: word != "Brak")
phrases = st.lists(words, min_size=2, max_size=5).map(" ".join)
texts = st.lists(phrases, max_size=3).map("\n".join)
digits = st.integers(0, 99).map(str) | st.builds("{},{}".format, st.integers(0, 99), st.integers(0, 99))


@st.composite
def _bodies(draw):
    """Bodies with one scope; the names end in different words, so that the scope is the longest common ending."""
    scope = draw(phrases)
    names = draw(st.lists(phrases, min_size=2, max_size=5, unique_by=lambda name: name.split(" ")[-1]))
    breaks = draw(st.sets(st.integers(1, len(names))))
    return tuple(CooperatingBody(name, scope) for name in names), tuple(sorted(breaks))


@st.composite
def _groups(draw, years):
    """Groups whose rows share the word of their source and no other."""
    value = digits | st.just("-")
    values = st.lists(value, min_size=years, max_size=years).map(tuple)
    names = draw(st.lists(st.text("abcdef", min_size=1, max_size=6), min_size=2, max_size=5, unique=True))
    rows = [IndicatorRow(f"Wskaźnik {name}", "ZRÓDŁO", draw(values)) for name in names]
    cut = draw(st.integers(0, len(rows)))
    none = draw(st.booleans())
    return (
        IndicatorGroup(IndicatorKind.OUTPUT, GroupState.LISTED, tuple(rows[:cut])),
        IndicatorGroup(IndicatorKind.OUTCOME, GroupState.LISTED, tuple(rows[cut:])),
        IndicatorGroup(IndicatorKind.IMPACT, GroupState.DECLARED_NONE if none else GroupState.LISTED),
    )


@st.composite
def _funding(draw):
    named = draw(st.lists(st.none() | phrases, max_size=3, unique=True))
    groups = sorted(
        named, key=lambda name: name is not None
    )  # a source without a group can only stand before all groups
    lines = st.lists(st.tuples(phrases, digits), min_size=1, max_size=3)
    return tuple(FundingLine(source, share, name) for name in groups for source, share in draw(lines))


@st.composite
def cards(draw):
    """Random cards in the form that the importer reads."""
    first = draw(st.integers(1990, 2050))
    years = tuple(range(first, first + draw(st.integers(1, 6))))
    cell = st.none() | st.builds(StageCell, digits, digits)
    row_of_cells = st.lists(cell, min_size=len(years), max_size=len(years)).map(tuple)
    bodies, breaks = draw(_bodies() | st.just(((), ())))
    title = st.builds(NumberedTitle, st.integers(1, 99).map(str), phrases, phrases)
    return TaskCard(
        strategy_title=draw(phrases),
        goal=NumberedTitle(draw(words), draw(phrases), draw(phrases)),
        objective=draw(title),
        task=replace(draw(title), lead_post=""),
        addressees=draw(texts),
        rationale=draw(texts),
        description=draw(texts),
        years=years,
        stages=tuple(draw(st.lists(st.builds(Stage, st.integers(1, 99).map(str), phrases, row_of_cells), max_size=4))),
        executor_text=draw(texts),
        cooperating=bodies,
        indicators=draw(_groups(len(years))),
        total_cost_text=draw(st.just("") | digits),
        funding=draw(_funding()),
        layout=Layout(draw(st.booleans()), breaks),
    )
