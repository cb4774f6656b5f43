import hashlib

import pytest

from grono.portal.strategies import demonstration
from grono.portal.strategies.demonstration import load, shipped_card
from grono.portal.strategies.models import Strategy, StrategyState, TaskCard
from grono.portal.strategies.pages.text import proof_of
from grono.portal.strategies.reading import CardRefusedError
from grono.strategy import findings

SHA256 = "5db30bce990b07f39f6b86eff12ab6978f680d2a6c6f8b1a5417d8487de8828a"


def test_shipped_card_gives_the_text_of_the_city():
    read = shipped_card()
    assert hashlib.sha256(read.data).hexdigest() == SHA256
    assert len(read.data) == 3483


def test_shipped_card_is_identical_to_the_seed(seed):
    assert shipped_card().data == seed("001").read_bytes()


def test_shipped_card_has_the_findings_of_the_specification():
    codes = [finding.code for finding in findings(shipped_card().file.card)]
    assert sorted(codes) == sorted(["F-JAMMED", "F-QUOTE", "F-ZERO", "F-NONE", "F-SHARE", *["F-KIND"] * 5, "F-STAGE"])


@pytest.mark.django_db
def test_loader_may_run_again():
    load()
    load()
    card = TaskCard.objects.get()
    strategy = Strategy.objects.get(title="Strategia rozwoju Leszna")
    assert Strategy.objects.filter(state=StrategyState.PUBLISHED).count() == 4
    assert card.nodes.get().children.count() == 4
    assert (strategy.state, strategy.jst_teryt, card.strategy) == (StrategyState.PUBLISHED, "3063", strategy)
    assert "Leszna" in strategy.source
    assert proof_of(card).is_identical
    assert card.sha256 == SHA256
    assert set(card.pictures) == {"pl", "en"}
    assert "Do końca roku 2013 wykonano 86 z 100" in card.pictures["pl"]["title"]
    assert card.pictures["en"]["svg"].startswith("<svg")


def test_shipped_card_that_was_changed_is_refused(monkeypatch):
    monkeypatch.setattr(demonstration, "render_card_file", lambda _file: b"something else")
    with pytest.raises(CardRefusedError) as caught:
        shipped_card()
    assert "Make it again" in caught.value.problems[0].message
