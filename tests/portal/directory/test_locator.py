import re

from grono.portal.directory.locator import HEIGHT, WIDTH, locator, outlines, projected


def test_all_voivodeships_lie_inside_the_picture():
    assert len(outlines()) == 16
    for outline in outlines():
        numbers = [float(number) for number in re.findall(r"[\d.]+", outline.path)]
        assert max(numbers[::2]) <= WIDTH
        assert max(numbers[1::2]) <= HEIGHT
        assert outline.path.startswith("M")
        assert outline.path.endswith("Z")


def test_north_is_up_and_east_is_right():
    leszno, bialystok = projected(16.57, 51.84), projected(23.16, 53.13)
    assert leszno[0] < bialystok[0]
    assert leszno[1] > bialystok[1]


def test_drawing_has_no_inline_style_and_marks_what_is_asked():
    drawing = locator([(16.57, 51.84)], ["30"])
    assert "style=" not in drawing
    assert drawing.count("sequential-3") == 1
    assert drawing.count("<circle") == 1
    assert len(drawing) < 25_000
