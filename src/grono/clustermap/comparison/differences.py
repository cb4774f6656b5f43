"""What two maps were drawn by that is not the same, in words: from what to what."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from grono.clustermap.parameters import parameter_texts
from grono.messages import Message, message

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from grono.clustermap.result import ClusterMap

READING = ("level", "rounding", "absent_means_zero")
"""What of the reading decides which figure stands in a cell; maps that differ in it are not compared."""

GAPS = {"missing": "exclude", "imputations": 20}
"""What of the reading decides what is done with cells without a figure, with what holds where a map does not say: maps that differ
in it are compared, and it is said."""


@dataclass(frozen=True)
class Difference:
    """One thing in which two maps differ.

    Parameters
    ----------
    name : str
        Identifier: a parameter, an option of the reading, ``has_plant_sizes`` or ``weights``.
    before, after : object
        The values as they are recorded.
    sentence : Message
        Title, identifier, and both values in words.
    """

    name: str
    before: Any
    after: Any
    sentence: Message

    @property
    def bears(self) -> bool:
        """Whether it may move what is compared, in cells without a figure."""
        return self.name in GAPS


def rule_differences(before: ClusterMap, after: ClusterMap) -> list[Difference]:
    """Return what makes two maps incomparable: parameters and variants of the rule, reading, plant sizes."""
    one, other = (map_.run["specification"] for map_ in (before, after))
    found = [
        _difference(name, one["parameters"].get(name, value), value)
        for name, value in other["parameters"].items()
        if one["parameters"].get(name, value) != value
    ]
    options = [(name, one["reading"].get(name), other["reading"].get(name)) for name in READING]
    options.append(("has_plant_sizes", before.run["has_plant_sizes"], after.run["has_plant_sizes"]))
    return [*found, *(_difference(*option) for option in options if option[1] != option[2])]


def further_differences(before: ClusterMap, after: ClusterMap) -> list[Difference]:
    """Return what differs and is no reason to refuse.

    How cells without a figure are treated: that bears on such cells and on the sums they belong to. And the weights, by which only
    the order of the shortlist is drawn.
    """
    one, other = (map_.run["specification"] for map_ in (before, after))
    options = [(name, *(rule["reading"].get(name, usual) for rule in (one, other))) for name, usual in GAPS.items()]
    options.append(("weights", one.get("weights", {}), other.get("weights", {})))
    return [_difference(*option) for option in options if option[1] != option[2]]


def listed(differences: Iterable[Difference]) -> Message:
    """Return all sentences as one, in any language."""
    sentences = {f"d{number}": one.sentence for number, one in enumerate(differences)}
    return Message("; ".join(f"%({name})s" for name in sentences), sentences)


def _difference(name: str, before: Any, after: Any) -> Difference:
    sentence = message(
        "%(title)s (%(name)s): %(before)s → %(after)s",
        title=_title(name), name=name, before=_value(name, before), after=_value(name, after),
    )  # fmt: skip
    return Difference(name, before, after, sentence)


@dataclass(frozen=True)
class _InLanguages(Message):
    """A text that the table of parameters holds in every language."""

    texts: Mapping[str, str] = field(default_factory=dict)

    def in_language(self, language: str) -> str:
        return self.texts.get(language, self.texts["en"])


def _title(name: str) -> Message:
    if name in parameter_texts():
        return _InLanguages(name, texts=parameter_texts()[name].titles)
    return {
        "level": message("Level of industries"),
        "rounding": message("Rounding of the source"),
        "absent_means_zero": message("A cell without a row counts as zero"),
        "has_plant_sizes": message("Plant sizes known"),
        "weights": message("Weights of the criteria"),
        "missing": message("Cells without a figure"),
        "imputations": message("Imputations of hidden cells"),
    }[name]


def _value(name: str, value: Any) -> object:
    if name == "weights":
        return _weights(value)
    if name == "missing":
        return {
            "exclude": message("left out of sums"),
            "refuse": message("the table is refused"),
            "bounds": message("estimated like hidden ones"),
        }[value]
    if isinstance(value, bool):
        return message("yes") if value else message("no")
    if value is None:
        return message("not stated")
    return value


def _weights(rule: Mapping[str, Any]) -> Message:
    """Say a rule of weights: intervals of criteria, and orders from the most to the least important."""
    parts = [f"{name} {ends[0]:g}–{ends[1]:g}" for name, ends in rule.get("intervals", {}).items()]
    parts += [" > ".join(order) for order in rule.get("orders", ())]
    return Message("%(parts)s", {"parts": ", ".join(parts)}) if parts else message("every weight")
