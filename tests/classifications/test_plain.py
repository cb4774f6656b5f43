import pytest

from grono.classifications import UnknownCode, get_classification

NAICS, PLAIN = get_classification("naics"), get_classification("none")


@pytest.mark.parametrize(
    ("code", "level", "parent"),
    [
        ("311511", 5, "31151"),
        ("311", 2, "31-33"),
        ("11", 1, None),
        ("31–33", 1, None),
        ("32", 1, "31-33"),
        ("111", 2, "11"),
    ],
)
def test_naics_shape(code, level, parent):
    assert NAICS.level(code) == level
    assert NAICS.parent(code) == parent
    assert NAICS.contains(code)


@pytest.mark.parametrize("code", ["00", "1", "1234567", "31-34", "31A", "", "00000"])
def test_naics_refuses_other_shapes(code):
    with pytest.raises(UnknownCode, match="is not a NAICS code"):
        NAICS.resolve(code)


def test_naics_has_no_list_and_so_no_suggestions():
    assert NAICS.codes == ()
    assert NAICS.children("31-33") == ()
    assert NAICS.nearest("311511") == ()


def test_plain_codes_are_taken_as_they_are():
    assert PLAIN.resolve(" Ceramika ").unit == "Ceramika"
    assert (PLAIN.level("x"), PLAIN.parent("x"), PLAIN.display(" x")) == (1, None, "x")


def test_plain_code_must_not_be_blank():
    with pytest.raises(UnknownCode, match="is empty"):
        PLAIN.resolve("  ")
