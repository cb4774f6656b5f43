"""Strategies and task cards for tests; the town and its card are invented."""

import json
from functools import cache

from grono.portal.strategies.actions import keep_card_for_confirmation, load_card
from grono.portal.strategies.demonstration import shipped_card
from grono.portal.strategies.drawing import pictures_of
from grono.portal.strategies.models import CardImport, StrategyState, TaskCard
from grono.portal.strategies.reading import read_bytes
from tests.kept import kept

TEXT = """Strategia Grodu

Cel II - Silna gospodarka - szef celu Zastępca Burmistrza

2. Współpraca - koordynator Sekretarz

4. Inkubator

Adresaci

Firmy

Uzasadnienie

Brak miejsca

Opis zadania

Budowa <hali>

Etapy realizacji zadania
Etapy realizacji Rok
2020 2021
1. Projekt inkubatora 20/20% -
2. Budowa - 40/80%
Realizator

Wydział Rozwoju

Podmioty współpracujące
Nazwa Zakres współpracy
Szkoła Pierwsza udział w radzie
Szkoła Druga udział w radzie
Mierniki dla realizacji zadania
Typ Wskaźnik Źródło 2020 2021
Wskaźniki produktu:
\u00a0 Gotowy projekt Urząd 1 1
\u00a0 Liczba lokali Urząd - 3
Wskaźniki oddziaływania:
\u00a0 Brak
Planowany całkowity koszt realizacji
100 000,01 zł
Budżet zadania
Źródło finansowania Środki
Z budżetu projektu:

Miasto 50%

Unia 50%
"""
SOURCE = "Urząd Grodu, 2020 (zmyślony)"


def read_text(text=TEXT, **changes):
    for old, new in changes.items():
        text = text.replace(old, new)
    return read_bytes(text.encode(), "karta.txt")


def make_card(text=TEXT, state=StrategyState.PUBLISHED, source=SOURCE):
    """Store a card in a strategy of this state."""
    strategy = {"language": "pl", "jst_teryt": None, "source": source}
    card = load_card(by=None, read=read_bytes(text.encode(), ""), strategy=strategy)
    card.strategy.state = state
    card.strategy.save()
    return card


def make_strategy(state=StrategyState.PUBLISHED):
    return make_card(state=state).strategy


def make_leszno(*, drawn=False):
    """Store the card of the demonstration, with its pictures when they are asked for."""
    strategy = {"language": "pl", "jst_teryt": "3063", "source": "Urząd Miasta Leszna"}
    card = load_card(by=None, read=shipped_card(), strategy=strategy)
    if drawn:
        TaskCard.objects.filter(pk=card.pk).update(pictures=_pictures_of_leszno())
        card.refresh_from_db()
    return card


@cache
def _pictures_of_leszno():
    def draw(folder):
        card = TaskCard.objects.get(title__startswith="Współpraca w ramach")
        (folder / "pictures.json").write_text(json.dumps(pictures_of(card)))

    return json.loads((kept("pictures-of-leszno", draw) / "pictures.json").read_text())


def make_import(user, text=TEXT, strategy=None) -> CardImport:
    """Keep a card waiting for its uploader's confirmation."""
    return keep_card_for_confirmation(
        by=user,
        read=read_bytes(text.encode(), "karta.txt"),
        strategy=strategy,
        language="pl",
        jst_teryt=None,
        source=SOURCE,
    )
