"""Small tables of employees for tests."""

import pyarrow as pa

REGIONS = ("PL22", "PL84", "PL91")
INDUSTRIES = ("10.51", "28.30", "62.01")
EMPLOYEES = {
    ("PL22", "10.51"): 100, ("PL22", "28.30"): 900, ("PL22", "62.01"): 2000,
    ("PL84", "10.51"): 800, ("PL84", "28.30"): 150, ("PL84", "62.01"): 300,
    ("PL91", "10.51"): 100, ("PL91", "28.30"): 150, ("PL91", "62.01"): 6000,
}  # fmt: skip


def employees_table(*, years=(2019, 2021), growth=1.1, changes=None):
    """A complete table; ``changes`` maps (region, industry, year) to another text, or to None for no row."""
    rows = {"region": [], "industry": [], "year": [], "employees": []}
    for place, year in enumerate(years):
        for (region, industry), number in EMPLOYEES.items():
            value = (changes or {}).get((region, industry, year), str(round(number * growth**place)))
            if value is None:
                continue
            for column, cell in zip(rows, (region, industry, str(year), value), strict=True):
                rows[column].append(cell)
    return pa.table(rows)


def size_bands_table(years=(2019, 2021), plants=40):
    """Forty plants of each industry in one closed and one open band."""
    rows = {"industry": [], "year": [], "band": [], "plants": []}
    for year in years:
        for industry in INDUSTRIES:
            for band, number in (("1 to 9", plants // 2), ("10 to 49", plants // 2)):
                for column, cell in zip(rows, (industry, year, band, number), strict=True):
                    rows[column].append(cell)
    return pa.table(rows)
