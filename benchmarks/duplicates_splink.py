"""The same generated duplicates by Splink on DuckDB, for the decision which of the two we use (docs/decisions).

Splink gets what our own search compares, already folded, with blocking rules after DIR-30 and its parameters estimated from the data as
its tutorial shows. It runs in an environment of its own, which is made on first use: ``python -m benchmarks.duplicates_splink 10000``.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

FIELDS = ("name", "brand", "municipality", "street", "domain", "mail", "phone", "nip", "regon")
SAME, PERHAPS = 0.97, 0.33
"""The probabilities from which our own search says *same* and *perhaps*."""


def write_records(folder: Path, count: int, seed: int = 2026) -> None:
    """Write the folded records and the true pairs."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    from grono.matching.duplicates.names import Rarity
    from grono.matching.duplicates.records import folded
    from grono.sources.synthetic.duplicates import labelled_duplicates

    made = labelled_duplicates(count, seed=seed)
    ready = [folded(record) for record in made.records]
    rarity = Rarity(ready)
    rows = [
        {
            "unique_id": one.key,
            "name": one.names[0].text or None,
            "brand": next(iter(rarity.rarest(one.names[0].words, 1)), None),
            "municipality": one.municipality or None,
            "street": one.street or None,
            "domain": one.domain or one.mail_domain or None,
            "mail": one.mail or None,
            "phone": one.phone or None,
            "nip": one.valid.get("nip"),
            "regon": one.valid.get("regon"),
        }
        for one in ready
    ]
    pq.write_table(pa.Table.from_pylist(rows), folder / "records.parquet")
    (folder / "same.json").write_text(json.dumps([sorted(pair) for pair in made.same]))


def link(folder: Path) -> None:
    """Run Splink over the records; only Splink and DuckDB are imported."""
    import duckdb
    import pyarrow.parquet as pq
    from benchmarks.harness import peak_memory_mb
    from splink import Linker, SettingsCreator, block_on
    from splink.backends.duckdb import DuckDBAPI
    from splink.comparison_library import ExactMatch, JaroWinklerAtThresholds

    same = {frozenset(pair) for pair in json.loads((folder / "same.json").read_text())}
    started = time.perf_counter()
    connection = duckdb.connect()
    connection.execute("set memory_limit='2GB'")
    rules = [block_on(one) for one in ("nip", "regon", "domain", "mail", "phone", "name")]
    rules += [block_on("municipality", one) for one in ("brand", "substr(brand, 1, 4)", "right(brand, 4)", "street")]
    comparisons = [JaroWinklerAtThresholds("name", [0.95, 0.88, 0.8]).configure(term_frequency_adjustments=True)]
    comparisons += [JaroWinklerAtThresholds("street", [0.92])]
    comparisons += [ExactMatch(one) for one in ("municipality", "domain", "mail", "phone", "nip", "regon")]
    settings = SettingsCreator(
        link_type="dedupe_only", comparisons=comparisons, blocking_rules_to_generate_predictions=rules
    )
    database = DuckDBAPI(connection)
    records = pq.read_table(folder / "records.parquet")
    linker = Linker(database.register(records), settings)
    linker.training.estimate_probability_two_random_records_match([block_on("nip"), block_on("mail")], recall=0.5)
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6, seed=1)
    for rule in (block_on("name", "municipality"),):
        linker.training.estimate_parameters_using_expectation_maximisation(rule)
    found = linker.inference.predict(threshold_match_probability=PERHAPS).as_pyarrow_table().to_pylist()
    seconds = time.perf_counter() - started
    shown = {frozenset((row["unique_id_l"], row["unique_id_r"])): row["match_probability"] for row in found}
    called = {pair for pair, probability in shown.items() if probability >= SAME}
    print(
        json.dumps(
            {
                "seconds": seconds,
                "memory_mb": peak_memory_mb(),
                "shown": len(shown),
                "recall": len(same & shown.keys()) / len(same),
                "recall_same": len(same & called) / len(same),
                "precision_same": len(same & called) / max(len(called), 1),
                "precision_shown": len(same & shown.keys()) / max(len(shown), 1),
            }
        )
    )


def main() -> None:
    from benchmarks.harness import peer_python

    python = peer_python("splink>=5,<6", "pyarrow", "duckdb<2")
    if python is None:
        sys.exit("Splink could not be installed: the package index is out of reach.")
    with tempfile.TemporaryDirectory() as folder:
        write_records(Path(folder), int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
        command = [str(python), "-m", "benchmarks.duplicates_splink", "--link", folder]
        subprocess.run(command, cwd=Path(__file__).parents[1], check=True)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--link"]:
        link(Path(sys.argv[2]))
    else:
        main()
