"""Make the demonstration's task card from the city's text: ``tools/make_demonstration_card.py CARD.txt``.

The text itself is not kept in the repository. What is kept are the facts it states, in Grono's own JSON form, from which the library writes
the same bytes again.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from pathlib import Path

from grono.strategy import card_to_data, read_card_file, render_card_file

TARGET = Path(__file__).resolve().parents[1] / "src/grono/portal/strategies/data/leszno_task_card.json"
SOURCE = "Urząd Miasta Leszna, karta zadania „Strategii rozwoju Leszna” na lata 2009–2013 (project RUnUP, URBACT)"


def main() -> None:
    """Read the card, check that it is written again identically, and keep its facts."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("card", type=Path, help="the text of the task card")
    data = parser.parse_args().card.read_bytes()
    file = read_card_file(data)
    if render_card_file(file) != data:
        parser.error("The card is not written again identically; nothing was made.")
    stored = {"source": SOURCE, "sha256": hashlib.sha256(data).hexdigest(), "card": card_to_data(file.card)}
    TARGET.write_text(json.dumps(stored, ensure_ascii=False, indent=1) + "\n", "utf-8")
    print(f"{TARGET.name}: {len(data)} bytes of text, SHA-256 {stored['sha256']}")


if __name__ == "__main__":
    main()
