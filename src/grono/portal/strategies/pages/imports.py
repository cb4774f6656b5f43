"""What the preview of an import shows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import get_language_info, ngettext
from django.utils.translation import gettext as _

from grono.portal.core.display import Fact
from grono.portal.strategies.pages.card import breadcrumbs
from grono.portal.strategies.pages.findings import TITLES
from grono.portal.strategies.pages.strategy import places_of
from grono.portal.strategies.pages.text import form_facts, proof_of, proof_status, split_table
from grono.portal.strategies.pages.wording import points, short_share
from grono.portal.strategies.queries import card_at_the_place_of, namesakes_of
from grono.strategy import findings, progress

if TYPE_CHECKING:
    from grono.portal.core.visitor import Reader
    from grono.portal.strategies.models import CardImport, TaskCard
    from grono.strategy import Split
    from grono.strategy import TaskCard as Card


def preview(reader: Reader, waiting: CardImport) -> dict[str, Any]:
    """Return everything the preview shows."""
    card, proof = waiting.read(), proof_of(waiting)
    former = _former(waiting, card)

    def address(split: Split) -> str:
        return reverse("strategies:import_split", args=[waiting.public_id, split.part, split.order])

    return {
        "waiting": waiting,
        "card_language": waiting.language,
        "breadcrumbs": breadcrumbs(waiting.strategy),
        "proof": proof,
        "proof_status": proof_status(proof),
        "facts": _facts(reader, waiting, card),
        "form_facts": form_facts(waiting, card, proof),
        "splits": split_table(card, waiting.language, address),
        "findings": _findings(card),
        "former": former,
        "is_same": former is not None and (former.content, former.sha256) == (waiting.content, waiting.sha256),
        "other_title": waiting.strategy is not None and waiting.strategy.title != card.strategy_title,
        "namesakes": [] if waiting.strategy else list(namesakes_of(reader, card.strategy_title)),
    }


def _former(waiting: CardImport, card: Card) -> TaskCard | None:
    if waiting.strategy is None:
        return None
    numbers = (card.goal.number_text, card.objective.number_text, card.task.number_text)
    return card_at_the_place_of(waiting.strategy, numbers)


def _facts(reader: Reader, waiting: CardImport, card: Card) -> list[Fact]:
    total = progress(card).total
    language = waiting.language
    facts = [
        Fact(_("Strategy"), card.strategy_title, language=language),
        Fact(_("Goal %(number)s") % {"number": card.goal.number_text}, card.goal.title, language=language),
        Fact(
            _("Objective %(number)s") % {"number": card.objective.number_text}, card.objective.title, language=language
        ),
        Fact(_("Task %(number)s") % {"number": card.task.number_text}, card.task.title, language=language),
        Fact(_("Years"), f"{min(card.years)}–{max(card.years)}"),
        Fact(_("Read"), _counts(card)),
        Fact(_("Progress"), f"{points(total)} = {short_share(total.share)}" if total.share is not None else None),
        Fact(_("Language of the card"), str(get_language_info(language)["name_translated"])),
    ]
    if waiting.jst_teryt:
        place = places_of(reader, [waiting]).get(waiting.jst_teryt, "")
        facts.append(Fact(_("Local government"), place or waiting.jst_teryt, detail=waiting.jst_teryt if place else ""))
    return [*facts, Fact(_("Source"), waiting.strategy.source if waiting.strategy else waiting.source)]


def _counts(card: Card) -> str:
    counts = (
        (ngettext("%(count)s stage", "%(count)s stages", len(card.stages)), len(card.stages)),
        (ngettext("%(count)s body", "%(count)s bodies", len(card.cooperating)), len(card.cooperating)),
        (ngettext("%(count)s indicator", "%(count)s indicators", len(card.rows)), len(card.rows)),
        (ngettext("%(count)s source of money", "%(count)s sources of money", len(card.funding)), len(card.funding)),
    )
    return ", ".join(words % {"count": count} for words, count in counts)


def _findings(card: Card) -> list[tuple[object, int]]:
    """Return how often each kind of finding was made."""
    counts: dict[str, int] = {}
    for finding in findings(card):
        counts[finding.code] = counts.get(finding.code, 0) + 1
    return [(TITLES.get(code, code), count) for code, count in counts.items()]
