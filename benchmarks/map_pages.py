"""How long every page of the demonstration's cluster map takes, beside the budget; run after its pictures are drawn.

    .venv/bin/python benchmarks/map_pages.py [REQUESTS]

Loads the demonstration into a database of its own, draws the pictures that the pages ask for, then asks for each page as a visitor and, where only they
may see it, as an analyst: in this process, without a network. With GRONO_DATA_DIR the portal that lies there is measured as it stands.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time

BUDGET_MILLISECONDS = 200
REGION, INDUSTRY, MEASURE = "20", "10.51", "location_quotient"
SCHEME, CLUSTER = "synthetic", "A"


def routes() -> list[tuple[str, str, dict[str, str], str]]:
    """Return title, name, arguments and query of every page of a drawn map."""
    place = {"region": REGION, "industry": INDUSTRY}
    return [
        ("overview", "map", {}, ""),
        ("shortlist", "shortlist", {}, ""),
        ("shortlist, one region", "shortlist", {}, f"?region={REGION}"),
        ("few plants", "few_plants", {}, ""),
        ("regions", "regions", {}, ""),
        ("region", "region", {"code": REGION}, ""),
        ("industries", "industries", {}, ""),
        ("industry", "industry", {"code": INDUSTRY}, ""),
        ("clusters", "clusters", {}, ""),
        ("cluster", "cluster", {"scheme": SCHEME, "code": CLUSTER}, ""),
        ("network", "network", {}, ""),
        ("network of a region", "network", {}, f"?region={REGION}"),
        ("measures", "measures", {}, ""),
        ("measure", "measure", {"variant": MEASURE}, ""),
        ("measure, one industry", "measure", {"variant": MEASURE}, f"?industry={INDUSTRY}"),
        ("choices", "choices", {}, ""),
        ("decide", "decide", {"code": REGION}, ""),
        ("decide, weights moved", "decide", {"code": REGION}, "?k=2&w-employees=80&w-growth=20"),
        ("evidence sheet", "evidence", place, ""),
        ("evidence sheet, PDF", "evidence_pdf", place, ""),
        ("method", "method", {}, ""),
    ]


def timed(client, address: str, requests: int) -> tuple[list[float], list[float], int]:
    """Return milliseconds of each request by the clock and of the processor, the first one first, and the bytes of the answer."""
    elapsed, busy = [], []
    for _ in range(requests + 1):
        started, worked = time.perf_counter(), time.process_time()
        answer = client.get(address)
        elapsed.append((time.perf_counter() - started) * 1000)
        busy.append((time.process_time() - worked) * 1000)
        if answer.status_code != 200:
            msg = f"{address} answered {answer.status_code}"
            raise SystemExit(msg)
    return elapsed, busy, len(answer.content)


def main() -> None:
    requests = int(sys.argv[1]) if len(sys.argv) > 1 else 50
    own = os.environ.get("GRONO_DATA_DIR")
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {
            "GRONO_DATA_DIR": own or folder,
            "GRONO_DEMONSTRATION": "yes",
            "GRONO_VISITS_A_MINUTE": "0",
            "GRONO_VISITS_IN_TEN_SECONDS": "0",
            "DJANGO_SETTINGS_MODULE": "grono.portal.config.settings",
        }
        import django

        django.setup()
        from django.core.management import call_command

        if not own:
            for command in ("migrate", "collectstatic", "load_demonstration"):
                call_command(command, verbosity=0, **({"interactive": False} if command == "collectstatic" else {}))
        measure(requests)


def measure(requests: int) -> None:
    """Print the table; leave with an error when a page is over the budget."""
    from django.contrib.auth import get_user_model
    from django.test import Client
    from django.urls import reverse
    from django.utils.translation import override

    from grono.portal.maps.models import ClusterMap

    map_ = ClusterMap.objects.filter(synthetic=True, published_at__isnull=False).earliest("pk")
    visitor, analyst = (Client(HTTP_HOST="127.0.0.1:8000") for _ in range(2))
    analyst.force_login(get_user_model().objects.get(email="analyst@example.org"))
    print(f"Pages of the demonstration's map, milliseconds of {requests} requests; budget {BUDGET_MILLISECONDS}\n")
    print(f"{'page':24}{'who':>8}{'first':>8}{'median':>8}{'95th':>8}{'processor':>11}{'kB':>7}")
    over = []
    for who, client in (("visitor", visitor), ("analyst", analyst)):
        for title, name, more, query in routes():
            with override("pl"):
                address = reverse(f"maps:{name}", kwargs={"public_id": map_.public_id, **more}) + query
            elapsed, busy, size = timed(client, address, requests)
            slow = statistics.quantiles(elapsed[1:], n=20)[-1]
            worked = statistics.quantiles(busy[1:], n=20)[-1]
            median = statistics.median(elapsed[1:])
            print(
                f"{title:24}{who:>8}{elapsed[0]:>8.0f}{median:>8.0f}{slow:>8.0f}{worked:>11.0f}{size / 1000:>7.0f}",
                flush=True,
            )
            if slow > BUDGET_MILLISECONDS:
                over.append(f"{title} ({who})")
    if over:
        msg = f"Over the budget: {', '.join(over)}"
        raise SystemExit(msg)


if __name__ == "__main__":
    main()
