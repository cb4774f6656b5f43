"""Fixtures every room shares: the real tables, the seeds and the worked examples beside the repository."""

import json
import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile(
    "explore", deadline=None, max_examples=50, suppress_health_check=[HealthCheck.too_slow]
)  # machines are shared and noisy
settings.register_profile("grono", settings.get_profile("explore"), derandomize=True)
settings.load_profile("grono")  # the same examples in every run; --hypothesis-profile=explore looks for new ones

SHARED = Path(__file__).resolve().parents[2] / "shared"
LIGHT_JAVA = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xshare:auto"


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    """Try a test that waits for other processes a second time before it counts as failed (decision 26)."""
    for item in items:
        if item.get_closest_marker("browser") or item.get_closest_marker("processes"):
            item.add_marker(pytest.mark.flaky(reruns=1))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    """Keep together what shares a fixture, and begin with what takes longest."""
    if config.getvalue("dist") != "loadfile":
        return None
    from tests.scheduling import Grouping

    return Grouping(config, log)


@pytest.fixture(scope="session")
def django_db_keepdb(django_db_modify_db_settings, request):
    """Begin on SQLite with a database that is migrated already; anything else is made anew unless ``--reuse-db`` is given."""
    from django.conf import settings

    default = settings.DATABASES["default"]
    if not default["ENGINE"].endswith("sqlite3"):
        return request.config.getvalue("reuse_db")
    from tests.migrated import lay_out

    lay_out(default["TEST"]["NAME"])
    return True


def _present(path: Path) -> Path:
    if not path.exists():
        pytest.skip(f"shared file absent: {path.relative_to(SHARED.parent)}")
    return path


@pytest.fixture(scope="session")
def shared_data():
    """Folder of the real tables."""
    return _present(SHARED / "data")


@pytest.fixture(scope="session")
def seed():
    """Path of a seed document by the beginning of its name."""

    def find(prefix):
        _present(SHARED / "seeds")
        return next((SHARED / "seeds").glob(f"{prefix}*"))

    return find


@pytest.fixture(scope="session")
def oracle():
    """Worked examples of a specification, keyed by id."""

    def load(name):
        examples = json.loads(_present(SHARED / "spec" / "oracles" / f"{name}.json").read_text("utf-8"))["examples"]
        return {example["id"]: example for example in examples}

    return load


@pytest.fixture(scope="session")
def spark():
    """One Spark session for all tests: its start takes seconds. Without Java they are skipped, and fail where CI=true.

    Java compiles lightly: the tests end before thorough compiling would pay.
    """
    from grono.tables.engine_protocol import EngineError
    from grono.tables.engine_spark import SparkEngine, java_is_here

    if not java_is_here():
        sentence = "Java is absent, so nothing is tested on Apache Spark: install Java 17 or set JAVA_HOME"
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(sentence)
    os.environ.setdefault("SPARK_LAUNCHER_OPTS", LIGHT_JAVA)
    os.environ.setdefault("PYSPARK_SUBMIT_ARGS", f'--driver-java-options "{LIGHT_JAVA}" pyspark-shell')
    try:
        with SparkEngine(master="local[2]") as engine:
            yield engine
    except EngineError as error:
        pytest.fail(str(error))


@pytest.fixture
def coarse_distances(monkeypatch):
    """Measure distances of a map on a lattice of 256 cells and by 199 draws: enough where the test is about what becomes of them."""
    from functools import partial

    from grono.clustermap import microdata_distance
    from grono.clustermap.catalogue import distance

    monkeypatch.setattr(distance, "MSettings", partial(distance.MSettings, cells=256, draws=199))
    for module in (distance, microdata_distance):
        monkeypatch.setattr(module, "DistanceSettings", partial(module.DistanceSettings, cells=256, draws=199))


@pytest.fixture(params=["duckdb", pytest.param("spark", marks=pytest.mark.slow)])
def engine(request):
    """Each engine in turn."""
    from grono.tables import Engine
    from grono.tables.engine_spark import SparkEngine

    if request.param == "spark":
        request.getfixturevalue("spark")
        with SparkEngine() as opened:
            yield opened
    else:
        with Engine() as opened:
            yield opened
