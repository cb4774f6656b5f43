"""The strategies of the demonstration: the task card of Leszno, and the programmes of Łódź, Silesia and Podlaskie."""

from __future__ import annotations

import hashlib
import json
from importlib.resources import files

from grono.portal.core import demonstration
from grono.portal.strategies.actions import keep_pictures, load_card
from grono.portal.strategies.drawing import pictures_of
from grono.portal.strategies.programmes import load_programme, shipped_programmes
from grono.portal.strategies.reading import CardRead, CardRefusedError, TextProblem
from grono.strategy import CardFile, FileForm, card_from_data, render_card_file

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
