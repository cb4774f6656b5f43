"""Small tables and maps for the tests of this app; one map is really drawn, once, and copied where a test needs it."""

import json
import shutil
from copy import deepcopy
from functools import cache, partial

import numpy as np
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from django.utils.translation import override

from grono.classifications import Labels
from grono.clustermap import Companions, Specification, draw
from grono.portal.maps import storage
from grono.portal.maps.actions import Draft, create_map
from grono.portal.maps.drawing import summary_of
from grono.portal.maps.models import ClusterMap
from grono.portal.maps.sidecar import write_page_files
from grono.portal.maps.specifications import new_specification
from grono.portal.maps.understanding import understand
from grono.reports.map_folder import write_map_folder
from tests.kept import kept

REGIONS = ("20", "18", "14", "24")
INDUSTRIES = ("10.51", "28.30", "31.09", "13.10", "25.62")
BANDS = ("1-9", "10-49", "50-249", "250+")


def table_text(separator=","):
    """Return employees of four voivodeships in two years; dairies are strong in Podlaskie, one steel works stands in Silesia."""
    lines = [separator.join(("region", "industry", "year", "employees"))]
    for year, growth in ((2020, 0), (2024, 30)):
        for place, region in enumerate(REGIONS):
            for number, industry in enumerate(INDUSTRIES):
                employees = 300 + 40 * place + 25 * number + growth
                if (region, industry) == ("20", "10.51"):
                    employees = 4000 + growth
                if (region, industry) == ("24", "25.62"):
                    employees = 3000
                lines.append(separator.join(map(str, (region, industry, year, employees))))
    return "\n".join(lines) + "\n"


def bands_text():
    """Return many small plants of every industry, and for 25.62 a few large ones."""
    lines = ["industry,band,plants"]
    for industry in INDUSTRIES:
        counts = (0, 0, 2, 3) if industry == "25.62" else (200, 80, 20, 3)
        lines += [f"{industry},{band},{count}" for band, count in zip(BANDS, counts, strict=True)]
    return "\n".join(lines) + "\n"


def plants_text():
    """Return plants of every cell with degrees around one town a region, and their employees."""
    towns = {"20": (23.1, 53.1), "18": (22.0, 50.0), "14": (21.0, 52.2), "24": (19.0, 50.3)}
    lines = ["plant,region,industry,year,employees,longitude,latitude"]
    for region, (east, north) in towns.items():
        for number, industry in enumerate(INDUSTRIES):
            many = 30 if (region, industry) == ("20", "10.51") else 8
            lines += [
                f"{region}-{number}-{plant},{region},{industry},2024,{10 + plant},{east + plant / 97},{north + number / 89}"
                for plant in range(many)
            ]
    return "\n".join(lines) + "\n"


def two_clusters_text():
    """Return a definition of two clusters."""
    return "cluster,industry,traded\nFood,10.51,yes\nMetal,28.30,yes\nMetal,25.62,yes\n"


def upload(content=None, name="table.csv"):
    """Return a file as a form sends it."""
    content = table_text() if content is None else content
    return SimpleUploadedFile(name, content.encode() if isinstance(content, str) else content)


def stored_files(*, bands=True):
    """Return the small tables, taken in."""
    files = {"employees": storage.take_in("employees.csv", [table_text().encode()])}
    if bands:
        files["size_bands"] = storage.take_in("bands.csv", [bands_text().encode()])
    return files


def make_draft(by, *, title="Small map", bands=True, **specification):
    """Return a map whose tables are understood and that is not drawn."""
    files = stored_files(bands=bands)
    with override("en"):
        chosen = new_specification("nace2", **specification)
        understood = deepcopy(_understood(bands, json.dumps(chosen)))
        return create_map(by=by, draft=Draft(title, "Made for tests", files, chosen, understood))


@cache
def _understood(bands, specification):
    """Read the small tables once for all tests that only need a draft."""
    files = stored_files(bands=bands)
    with storage.under_own_names(*files.values()) as paths:
        found = understand(dict(zip(files, paths, strict=True)), json.loads(specification), Labels())
    storage.forget(file.stored_name for file in files.values())
    return found


def members_text():
    """Return a definition of two clusters, whose name has a slash in it, with names in two languages."""
    lines = ["scheme,cluster,name_pl,name_en,industry,share"]
    members = (
        ("food", "Żywność i jej maszyny,Food and its machines", "10.51"),
        ("food", "Żywność i jej maszyny,Food and its machines", "28.30"),
        ("metal", "Metal,", "25.62"),
    )
    lines += [f"small/own,{cluster},{names},{industry},1" for cluster, names, industry in members]
    return "\n".join(lines) + "\n"


def points_text():
    """Return plants with coordinates: dairies within a few kilometres of one another, all others anywhere in a square of 200 km."""
    random = np.random.default_rng(1)
    lines = ["plant,industry,year,employees,x,y"]
    for number, industry in enumerate(INDUSTRIES):
        near = industry == "10.51"
        for plant, (east, north) in enumerate(
            random.normal(0, 2000, (60, 2)) if near else random.uniform(-1e5, 1e5, (60, 2))
        ):
            lines.append(f"{number}-{plant},{industry},2024,10,{5_000_000 + east:.0f},{3_300_000 + north:.0f}")
    return "\n".join(lines) + "\n"


def _companions(folder):
    (folder / "members.csv").write_text(members_text())
    (folder / "points.csv").write_text(points_text())
    return Companions(cluster_members=folder / "members.csv", points=folder / "points.csv")


def drawn_results(*, bands=True, further=False):
    """Return the folder and the summary of a small map, drawn once for all tests; ``further`` adds clusters and distances."""
    folder = kept(f"map-{bands=}-{further=}", partial(_draw_into, bands=bands, further=further))
    return folder / "map", json.loads((folder / "summary.json").read_text())


def _draw_into(folder, *, bands, further):
    (folder / "employees.csv").write_text(table_text())
    (folder / "bands.csv").write_text(bands_text())
    drawn = draw(
        folder / "employees.csv",
        size_bands=folder / "bands.csv" if bands else None,
        companions=_companions(folder) if further else None,
        specification=Specification(),
    )
    write_map_folder(drawn, folder / "map", language="en")
    write_page_files(drawn, folder / "map" / "pages", lambda *_step: None)
    (folder / "summary.json").write_text(json.dumps(summary_of(drawn, folder / "map")))


def make_drawn(by, *, title="Small map", published=False, synthetic=False, bands=True, further=False):
    """Return a drawn map with all its files."""
    map_ = make_draft(by, title=title, bands=bands)
    folder, summary = drawn_results(bands=bands, further=further)
    shutil.copytree(folder, storage.folder_of(map_))
    now = timezone.now()
    map_.drawn_at, map_.summary = now, summary
    if published:
        map_.published_at, map_.published_by = now, by
    if synthetic:
        map_.synthetic, map_.note = True, {"en": "Synthetic data of a test.", "pl": "Dane syntetyczne testu."}
    map_.save()
    return ClusterMap.objects.get(pk=map_.pk)
