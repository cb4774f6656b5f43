"""What the figures of a network say, in sentences; a rise is reported, never praised (STR-42)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grono.messages import Message, message, plural_message

if TYPE_CHECKING:
    from collections.abc import Iterable

    from grono.evaluation.networks import Network
    from grono.evaluation.networks_change import NetworkChange
    from grono.evaluation.networks_measures import NetworkMeasures
    from grono.evaluation.networks_null import ChanceOf

TITLES: dict[str, Message] = {
    "density": message("Density"),
    "centralisation": message("Degree centralisation"),
    "clustering": message("Clustering"),
    "external_internal": message("E–I index"),
    "modularity": message("Modularity of the clusters"),
    "survival": message("Ties that lasted"),
}
"""Names of the measures."""

MEANINGS: dict[str, Message] = {
    "density": message("share of the possible ties that exist"),
    "centralisation": message("0: all have as many partners; 1: one organisation has all the ties"),
    "clustering": message("how often two partners of one organisation are partners themselves"),
    "external_internal": message("−1: ties only within clusters; +1: ties only between them"),
    "modularity": message("how much more ties lie within the clusters than evenly spread ties would"),
    "survival": message("share of the earlier ties that still exist"),
}
"""What each says, in a few words."""

MISSING: dict[str, Message] = {
    "density": message("needs two organisations"),
    "centralisation": message("needs three organisations"),
    "clustering": message("needs an organisation"),
    "external_internal": message("needs a tie, and a cluster for everybody who is tied"),
    "modularity": message("needs a tie, and a cluster for everybody who is tied"),
    "survival": message("needs a tie on the earlier day"),
}
"""Why a measure has no value."""

RULES: dict[str, Message] = {
    "ties": message("as many organisations and ties, all ties equally likely"),
    "groups": message("the same ties, who belongs to which cluster shuffled"),
    "names": message("both networks as they are, who stands where on the later day shuffled"),
}
"""What was drawn anew."""

ROLE_TITLES: dict[str, Message] = {
    "coordinator": message("coordinator"),
    "gatekeeper": message("gatekeeper"),
    "representative": message("representative"),
    "consultant": message("consultant"),
    "liaison": message("liaison"),
}
"""Names of Gould and Fernandez's roles."""

SIGNIFICANT = 0.05
"""Level above which a difference from chance is not called one (a setting of the specification, α)."""
DIGITS = 3


def network_sentences(found: NetworkMeasures) -> list[Message]:
    """Say what one network is like."""
    sentences = [
        message("Organisations: %(nodes)s; ties: %(ties)s.", nodes=found.nodes, ties=found.ties),
    ]
    if found.isolates:
        sentences.append(
            plural_message(
                "%(number)s organisation has no tie.", "%(number)s organisations have no tie.", found.isolates
            )
        )
    if found.density is not None:
        sentences.append(message("%(share)s%% of the possible ties exist.", share=round(100 * found.density, 1)))
    if found.external is not None and found.external_internal is not None:
        sentences.append(
            message(
                "Ties from one cluster to another: %(external)s of %(ties)s (E–I %(value)s).",
                external=found.external,
                ties=found.ties,
                value=round(found.external_internal, DIGITS),
            )
        )
    return sentences


def chance_sentence(found: ChanceOf) -> Message:
    """Say whether a measure is more than chance gives."""
    texts = {
        "measure": TITLES[found.measure],
        "value": round(found.observed, DIGITS),
        "lower": round(found.lower, DIGITS),
        "upper": round(found.upper, DIGITS),
        "p": round(found.p, DIGITS),
    }
    if found.p > SIGNIFICANT:
        return message(
            "%(measure)s %(value)s is no different from chance, which gives %(lower)s to %(upper)s (p = %(p)s).",
            **texts,
        )
    if found.observed > found.expected:
        return message(
            "%(measure)s %(value)s is higher than chance gives, %(lower)s to %(upper)s (p = %(p)s).", **texts
        )
    return message("%(measure)s %(value)s is lower than chance gives, %(lower)s to %(upper)s (p = %(p)s).", **texts)


def change_sentences(before: Network, after: Network, found: NetworkChange) -> list[Message]:
    """Say what changed between two days."""
    sentences = []
    if found.survival is not None:
        sentences.append(
            message(
                "Ties of %(before)s: %(earlier)s; of these still there in %(after)s: %(kept)s (%(share)s%%); new ties: %(begun)s.",
                earlier=len(before.ties),
                before=before.label,
                kept=len(found.survived),
                after=after.label,
                share=round(100 * found.survival, 1),
                begun=len(found.begun),
            )
        )
    sentences += _came_and_left(found)
    moved = found.difference("centralisation")
    if moved is not None and round(moved, DIGITS):
        texts = {"before": round(found.before.centralisation or 0.0, DIGITS), "after": round(found.after.centralisation or 0.0, DIGITS)}  # fmt: skip
        sentences.append(
            message(
                "Degree centralisation rose from %(before)s to %(after)s: more of the ties meet in few organisations. That may help to "
                "coordinate, and makes all depend on them; it is reported, not judged.",
                **texts,
            )
            if moved > 0
            else message(
                "Degree centralisation fell from %(before)s to %(after)s: the ties are spread more evenly. It is reported, not judged.",
                **texts,
            )
        )
    return sentences


def _came_and_left(found: NetworkChange) -> Iterable[Message]:
    if found.newcomers:
        yield plural_message(
            "%(number)s organisation came: %(names)s.",
            "%(number)s organisations came: %(names)s.",
            len(found.newcomers),
            names=_named(found.newcomers),
        )
    if found.leavers:
        yield plural_message(
            "%(number)s organisation left: %(names)s.",
            "%(number)s organisations left: %(names)s.",
            len(found.leavers),
            names=_named(found.leavers),
        )


def _named(names: tuple[str, ...]) -> str:
    return ", ".join(names[:5]) + (", …" if len(names) > 5 else "")


def comparison_sentence(differences: dict[str, float | None], measure: str = "density") -> Message | None:
    """Say how a measure moved beside the comparison cluster; None where it has no value in one of them."""
    value = differences[measure]
    if value is None:
        return None
    texts = {"measure": TITLES[measure], "value": round(abs(value), DIGITS)}
    if not texts["value"]:
        return message("%(measure)s moved as it did in the comparison cluster.", measure=texts["measure"])
    if value > 0:
        return message(
            "%(measure)s rose by %(value)s more than in the comparison cluster; one comparison proves nothing.", **texts
        )
    return message(
        "%(measure)s rose by %(value)s less than in the comparison cluster; one comparison proves nothing.", **texts
    )
