"""What the law leaves open: settings with a default, named in every answer that used them (section 7 of the rules)."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any, Literal

from grono.messages import GronoError, Message, message

if TYPE_CHECKING:
    from collections.abc import Mapping

NbpTable = Literal["same_day", "day_before"]


@dataclass(frozen=True)
class Settings:
    """Answers to questions that the regulations do not settle.

    Parameters
    ----------
    nbp_table : {"same_day", "day_before"}
        Which rate converts a grant: that of the granting day, or else the last published before; or always the one published before.
    failed_aid_counts : bool
        Aid that failed its own check counts for later aid until it is repaid or withdrawn.
    leaver_takes_aid : bool
        A company that leaves the group takes its own aid along, by analogy with art. 3(9). If not, that aid goes on counting for
        the group it left, and for the company too.
    foreign_bridge : bool
        A foreign parent joins two Polish companies.
    natural_person_bridge : bool
        A person who is not an undertaking joins companies.
    sgei_total : bool
        Other de minimis aid counts within the ceiling of services of general economic interest.
    fiscal_year : tuple of int
        Month and day on which the fiscal year begins.
    """

    nbp_table: NbpTable = "same_day"
    failed_aid_counts: bool = True
    leaver_takes_aid: bool = True
    foreign_bridge: bool = True
    natural_person_bridge: bool = False
    sgei_total: bool = True
    fiscal_year: tuple[int, int] = (1, 1)


DEFAULTS = Settings()

SETTINGS = tuple(field.name for field in fields(Settings))


def reason_for(name: str) -> Message:
    """Return the open question that a setting answers."""
    return _REASONS[name]


def settings_from(values: Mapping[str, object]) -> Settings:
    """Return settings from stored values; an unknown name is an error, a missing one has its default."""
    unknown = sorted(set(values) - set(SETTINGS))
    if unknown:
        raise GronoError(
            message(
                "There is no setting “%(name)s”. The settings are %(known)s.",
                name=unknown[0],
                known=", ".join(SETTINGS),
            )
        )
    given: dict[str, Any] = dict(values)
    if "fiscal_year" in given:
        month, day = given["fiscal_year"]
        given["fiscal_year"] = (int(month), int(day))
    return Settings(**given)


_REASONS = {
    "nbp_table": message(
        "The Act names the rate of the granting day but not what holds on a day without a table; the rate of the same day "
        "or else the last one published before is used."
    ),
    "failed_aid_counts": message(
        "No provision says whether aid above the ceiling counts for later aid; it counts until it is repaid or withdrawn."
    ),
    "leaver_takes_aid": message(
        "No provision covers a company that leaves its group; by analogy with art. 3(9) it takes its own aid along."
    ),
    "foreign_bridge": message(
        "Art. 2(2) speaks of enterprises within one Member State; whether a foreign parent joins two Polish companies is open."
    ),
    "natural_person_bridge": message(
        "A person who is not an undertaking does not join companies by owning them; ask whether the person carries on a "
        "business."
    ),
    "sgei_total": message(
        "Whether other de minimis aid counts within the ceiling for services of general economic interest is not settled."
    ),
    "fiscal_year": message(
        "The fiscal year of the undertaking is taken to begin on the day set here, by default 1 January."
    ),
}
