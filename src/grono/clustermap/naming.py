"""What regions and industries are called, in the languages of the interface."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from grono.classifications import Labels, region_name
from grono.messages import LANGUAGES
from grono.tables import conform

if TYPE_CHECKING:
    import pyarrow as pa

    from grono.classifications import Label
    from grono.clustermap.reading.observations import Observations


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
        rows = [
            (kind, code, language, name(code, language))
            for kind, codes, name in (
                ("region", self.observations.regions, self.region),
                ("industry", self.observations.industries, self.industry),
            )
            for code in codes
            for language in LANGUAGES
        ]
        return conform("names", {
            "kind": [row[0] for row in rows],
            "code": [row[1] for row in rows],
            "language": [row[2] for row in rows],
            "text": [row[3].text for row in rows],
            "text_language": [row[3].language for row in rows],
        })  # fmt: skip


NameKind = Literal["region", "industry"]
