"""Fixtures every room shares: the real tables, the seeds and the worked examples beside the repository."""

import json
from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[2] / "shared"


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
