"""How long the pages of a published map of Great Britain take once it is drawn, beside the target.

    .venv/bin/python benchmarks/pages.py [REPEATS]

Draws the map through the portal's own actions in a database of its own, then asks for each page as a visitor, in this process, without a network. The first
request of a page stands apart from the others. Reads ../shared/data, which is not part of the repository.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

DATA = Path(__file__).resolve().parents[2] / "shared" / "data" / "employment"
TABLES = {
    "employees": "uk_bres_itl2_sic5_2015_2021.csv.gz",
    "size_bands": "gb_enterprises_sizeband_sic5_2016_2021.csv.gz",
}
TARGET_MILLISECONDS = 200


def drawn_map():
    """Make, draw and publish the map; return it."""
    from django.contrib.auth import get_user_model

    from grono.classifications import Labels
    from grono.portal.core.runs import perform
    from grono.portal.maps import storage
    from grono.portal.maps.actions import Draft, create_map, publish_map, start_drawing
    from grono.portal.maps.specifications import new_specification
    from grono.portal.maps.understanding import understand

    analyst = get_user_model().objects.get(email="analyst@example.org")
    files = {kind: storage.take_in(name, [(DATA / name).read_bytes()]) for kind, name in TABLES.items()}
    specification = new_specification("nace2")
    with storage.under_own_names(*files.values()) as paths:
        understood = understand(dict(zip(files, paths, strict=True)), specification, Labels())
    map_ = create_map(by=analyst, draft=Draft("Great Britain", "ONS", files, specification, understood, {}))
    reading = {**map_.specification["reading"], "columns": map_.understanding["tables"]["employees"]["roles"]}
    run = start_drawing(by=analyst, map_=map_, specification={**map_.specification, "reading": reading})
    perform.call(run.public_id)
    map_.refresh_from_db()
    return publish_map(by=analyst, map_=map_)


def timed(client, address: str, repeats: int) -> tuple[float, list[float], int]:
    """Return milliseconds of the first and of the other requests, and the bytes of the answer."""
    times = []
    for _ in range(repeats + 1):
        started = time.perf_counter()
        answer = client.get(address)
        times.append((time.perf_counter() - started) * 1000)
    if answer.status_code != 200:
        msg = f"{address} answered {answer.status_code}"
        raise SystemExit(msg)
    return times[0], times[1:], len(answer.content)


def main() -> None:
    repeats = int(sys.argv[1]) if len(sys.argv) > 1 else 20
    if not DATA.exists():
        msg = "not run: ../shared/data is absent"
        raise SystemExit(msg)
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {
            "GRONO_DATA_DIR": folder,
            "GRONO_DEMONSTRATION": "yes",
            "GRONO_VISITS_A_MINUTE": "0",
            "GRONO_VISITS_IN_TEN_SECONDS": "0",
            "DJANGO_SETTINGS_MODULE": "grono.portal.config.settings",
        }
        import django

        django.setup()
        from django.core.management import call_command
        from django.test import Client
        from django.urls import reverse
        from django.utils.translation import override

        call_command("migrate", verbosity=0)
        call_command("collectstatic", interactive=False, verbosity=0)
        call_command("load_demonstration", verbosity=0)
        id_ = drawn_map().public_id
        client = Client(HTTP_HOST="127.0.0.1:8000")
        routes = [("map", {}), ("shortlist", {}), ("few_plants", {}), ("regions", {}), ("region", {"code": "UKG2"}), ("industries", {}),
                  ("industry", {"code": "23410"}), ("method", {})]  # fmt: skip
        print(
            f"Pages of Great Britain's map, milliseconds; target {TARGET_MILLISECONDS} once computed; {repeats} repeats\n"
        )
        print(f"{'page':14}{'first':>8}{'median':>8}{'95th':>8}{'kB':>7}")
        for name, more in routes:
            with override("en"):
                address = reverse(f"maps:{name}", kwargs={"public_id": id_, **more})
            first, others, size = timed(client, address, repeats)
            slow = statistics.quantiles(others, n=20)[-1]
            print(f"{name:14}{first:>8.0f}{statistics.median(others):>8.0f}{slow:>8.0f}{size / 1000:>7.0f}")


if __name__ == "__main__":
    main()
