"""Named sets of organisations that a wave of a questionnaire may invite; apps above register theirs in ``AppConfig.ready``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from django.utils.functional import Promise

    from grono.portal.core.visitor import Reader


@dataclass(frozen=True)
class Population:
    """A set of organisations with a name; ``key`` begins with the name of its provider and a colon."""

    key: str
    title: str | Promise
    note: str | Promise = ""


@dataclass(frozen=True)
class Provider:
    """Who knows a kind of populations: ``offered`` lists those a reader may use, ``members`` returns public identifiers."""

    offered: Callable[[Reader], Iterable[Population]]
    members: Callable[[Reader, str], Iterable[str]]


_providers: dict[str, Provider] = {}


class UnknownPopulationError(LookupError):
    """A key that no provider offers this reader."""


def register_populations(name: str, provider: Provider) -> None:
    """Register a provider; its keys are ``"<name>:<anything>"``."""
    _providers[name] = provider


def populations_for(reader: Reader) -> list[Population]:
    """Return every population that a reader may use."""
    return [one for name in sorted(_providers) for one in _providers[name].offered(reader)]


def members_of_population(reader: Reader, key: str) -> list[str]:
    """Return the public identifiers of the organisations of a population, sorted.

    Raises
    ------
    UnknownPopulationError
        When the reader is not offered such a population.
    """
    provider = _providers.get(key.partition(":")[0])
    if provider is None or key not in {one.key for one in provider.offered(reader)}:
        raise UnknownPopulationError(key)
    return sorted(set(provider.members(reader, key)))
