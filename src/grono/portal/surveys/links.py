"""Which question of one version answers to which of another, through all versions between them (DIR-18)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from grono.portal.surveys.formulas import converted
from grono.portal.surveys.kinds import LinkKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from grono.portal.surveys.definition import Definition
    from grono.portal.surveys.models import Version

Link = dict[str, str]
SAME: Link = {"kind": LinkKind.SAME.value}
BROKEN: Link = {"kind": LinkKind.BROKEN.value}


def link_of(version: Version, concept: str) -> Link:
    """Return how a question of a version hangs on the version before; nothing said means nothing comparable."""
    link = version.links.get(concept, BROKEN)
    return {"from": concept, **link}


def way_back(chain: Sequence[Version], concept: str) -> list[tuple[Version, str, Link]]:
    """Return the steps from the last version of a chain, latest first; empty when a step is broken.

    ``chain`` holds the versions from the earlier to the later one; each step is version, its concept, and its link to the version before.
    """
    steps: list[tuple[Version, str, Link]] = []
    here = concept
    for version in reversed(chain[1:]):
        link = link_of(version, here)
        if link["kind"] == LinkKind.BROKEN:
            return []
        steps.append((version, here, link))
        here = link["from"]
    return steps


def earlier_concept(chain: Sequence[Version], concept: str) -> str | None:
    """Return what a question was called in the first version of the chain; nothing where it is not comparable."""
    if len(chain) < 2:
        return concept if chain and chain[0].definition.question(concept) else None
    steps = way_back(chain, concept)
    if not steps:
        return None
    name = steps[-1][2]["from"]
    return name if chain[0].definition.question(name) else None


def brought_forward(chain: Sequence[Version], concept: str, value: Any) -> Any:
    """Return an answer of the first version as the last one would hold it; nothing where it is not comparable."""
    if len(chain) < 2:
        return value
    steps = way_back(chain, concept)
    if not steps:
        return None
    for version, name, link in reversed(steps):
        question = version.definition.question(name)
        if question is None:
            return None
        value = converted(link, question, value)
    return value


def links_of_copy(definition: Definition) -> dict[str, Link]:
    """Return the links of a version just copied: every question is the same."""
    return {question.concept: dict(SAME) for question in definition.questions}
