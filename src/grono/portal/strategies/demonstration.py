"""The strategies of the demonstration: the task card of Leszno, and the programmes of Łódź, Silesia and Podlaskie."""

from __future__ import annotations

import hashlib
import json
from importlib.resources import files

from grono.portal.core import demonstration
from grono.portal.core.visitor import Visitor
from grono.portal.maps.queries import published_maps
from grono.portal.strategies.actions import change_part, keep_pictures, load_card
from grono.portal.strategies.drawing import pictures_of
from grono.portal.strategies.part_queries import parts_of
from grono.portal.strategies.programmes import load_programme, shipped_programmes
from grono.portal.strategies.queries import strategies_visible_to
from grono.portal.strategies.reading import CardRead, CardRefusedError, TextProblem
from grono.strategy import CardFile, FileForm, card_from_data, render_card_file

PODLASKIE, REGION = "Rozwój Klastrów Przemysłowych w Obszarze CADSES", "20"
ON_THE_MAP = {"przemysł mleczny": "10.51", "przemysł maszynowy (produkcja maszyn rolniczych)": "28.30"}
"""The two industries that the source names, as the synthetic economy knows them; the other two of the four nobody names."""
NOTE = "Kody według mapy gospodarki syntetycznej: pokazują, jak krok wyboru odsyła do mapy; wybór z 2003 roku na niej nie powstał."

LESZNO = "leszno_task_card.json"
"""Made by ``tools/make_demonstration_card.py`` from the city's task card; facts of a public document of the city of Leszno."""


def shipped_card() -> CardRead:
    """Return the card of Leszno as it comes with Grono, checked against its checksum."""
    stored = json.loads(files("grono.portal.strategies").joinpath("data", LESZNO).read_text("utf-8"))
    file = CardFile(card_from_data(stored["card"]), FileForm())
    data = render_card_file(file)
    if hashlib.sha256(data).hexdigest() != stored["sha256"]:
        problem = TextProblem(f"{LESZNO} does not give the text with the checksum it names. Make it again.")
        raise CardRefusedError([problem])
    return CardRead(file, data, LESZNO)


@demonstration.register("strategies", order=60)
def load() -> None:
    """Enter the strategy of Leszno with its card, publish it, draw its pictures; enter the three other programmes."""
    stored = json.loads(files("grono.portal.strategies").joinpath("data", LESZNO).read_text("utf-8"))
    strategy = {"language": "pl", "jst_teryt": "3063", "source": stored["source"]}
    card = load_card(by=None, read=shipped_card(), strategy=strategy)
    if not card.pictures:
        keep_pictures(by=None, card=card, pictures=pictures_of(card))
    for programme in shipped_programmes():
        load_programme(by=None, programme=programme)


@demonstration.register("strategies-selection", order=62)
def link_selection() -> None:
    """Link the selection of Podlaskie (4 → 2) to the shortlist of the demonstration's map, once; what somebody changed stays."""
    map_ = published_maps(Visitor()).filter(synthetic=True).first()
    strategy = strategies_visible_to(Visitor()).filter(title=PODLASKIE).first()
    if map_ is None or strategy is None:
        return
    for step in parts_of(Visitor(), strategy, "selection"):
        if step.candidate in ON_THE_MAP and step.edition == 1 and not step.map_public_id:
            values = {
                "map_public_id": map_.public_id,
                "region": REGION,
                "industry": ON_THE_MAP[step.candidate],
                "note": NOTE,
            }
            change_part(by=None, part=step, values=values, seen=1)
