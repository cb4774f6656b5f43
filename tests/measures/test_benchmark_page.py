"""The page of benchmarks: a run replaces the sections it has measured, and no other."""

from benchmarks.harness import Row
from benchmarks.table import HEAD, MODULES, PAGE, page_with, sections_of

OLD = f"{HEAD}\n## panel\n\nMeasured on 1 May: a.\n\n| panel |\n\n## space\n\nMeasured on 2 May: b.\n\n| space |\n"


def test_a_section_is_replaced_and_the_others_stay():
    found = page_with(OLD, "space", "Measured on 3 May: c.", [Row("Moran", "10 regions", 1.5, 80)])
    assert sections_of(found)["panel"] == sections_of(OLD)["panel"]
    assert "Measured on 3 May: c." in sections_of(found)["space"]
    assert "| Moran | 10 regions | 1.5 | 80 |" in found
    assert "2 May" not in found


def test_a_new_section_stands_in_the_order_of_the_modules():
    found = page_with(OLD, "k_density", "Measured on 3 May: c.", [])
    assert list(sections_of(found)) == ["panel", "k_density", "space"]
    assert found.startswith(HEAD)
    assert found.endswith("| space |\n")


def test_the_committed_page_is_one_the_command_writes():
    page = PAGE.read_text("utf-8")
    sections = sections_of(page)
    assert sections
    assert set(sections) <= set(MODULES)
    assert page == HEAD + "".join(f"\n{section}\n" for section in sections.values())
    assert all("\n\nMeasured on 20" in section for section in sections.values())
