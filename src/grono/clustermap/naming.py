"""What regions, industries and clusters are called, in the languages of the interface."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

import pyarrow as pa

from grono.classifications import Labels, region_name
from grono.messages import LANGUAGES
from grono.tables import conform

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from grono.classifications import Label
    from grono.clustermap.reading.observations import Observations


NameKind = Literal["region", "industry", "cluster"]


@dataclass(frozen=True)
class Naming:
    """Names of the codes of one map.

    Parameters
    ----------
    observations : Observations
        Where the codes are.
    labels : Labels
        Names that the user has loaded; they come first.
    """

    observations: Observations
    labels: Labels
    _found: dict[tuple[str, str, str], Label] = field(default_factory=dict, repr=False)

    def region(self, code: str, language: str) -> Label:
        """Return the name of a region."""
        key = ("region", code, language)
        if key not in self._found:
            scheme = self.observations.region_scheme
            self._found[key] = region_name(code, language, scheme=scheme, labels=self.labels)
        return self._found[key]

    def industry(self, code: str, language: str) -> Label:
        """Return the name of an industry."""
        key = ("industry", code, language)
        if key not in self._found:
            given = self.observations.resolutions[code].given
            self._found[key] = self.observations.classification.label(given, language, labels=self.labels)
        return self._found[key]

    def table(self) -> pa.Table:
        """Return the names in every language of the interface; each row carries the language its text really is in."""
        return pa.concat_tables([
            names_table("region", {code: in_languages(self.region, code) for code in self.observations.regions}),
            names_table("industry", {code: in_languages(self.industry, code) for code in self.observations.industries}),
        ])  # fmt: skip


def in_languages(name: Callable[[str, str], Label], code: str) -> dict[str, Label]:
    """Return language of the interface → what ``name`` calls a code in it."""
    return {language: name(code, language) for language in LANGUAGES}


def names_table(kind: NameKind, labels: Mapping[str, Mapping[str, Label]]) -> pa.Table:
    """Return names under the contract ``names``.

    Parameters
    ----------
    kind : {"region", "industry", "cluster"}
        What is named.
    labels : mapping
        Code → language → name.
    """
    rows = [(code, language, label) for code, own in labels.items() for language, label in own.items()]
    return conform("names", {
        "kind": [kind] * len(rows),
        "code": [row[0] for row in rows],
        "language": [row[1] for row in rows],
        "text": [row[2].text for row in rows],
        "text_language": [row[2].language for row in rows],
    })  # fmt: skip
