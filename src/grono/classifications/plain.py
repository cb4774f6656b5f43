"""Classifications of which only the shape is known: NAICS, and codes that follow no classification."""

from __future__ import annotations

import re

from grono.classifications.industries import Classification, Resolution, UnknownCode
from grono.messages import message

_JOINT_SECTORS = {code: sector for sector in ("31-33", "44-45", "48-49") for code in (sector[:2], sector[3:])}
_JOINT_SECTORS["32"] = "31-33"
"""NAICS sectors that span several two-digit codes (Census Bureau, NAICS manual)."""
_NAICS = re.compile(r"[1-9]\d{1,5}", re.ASCII)


class NaicsClassification(Classification):
    """NAICS: two to six digits, or one of the joint sectors ``31-33``, ``44-45``, ``48-49``; the list is not shipped."""

    def __init__(self) -> None:
        super().__init__("naics", message("NAICS"))

    def level(self, code: str) -> int:
        """Return 1 sector, 2 subsector, 3 industry group, 4 NAICS industry, 5 national industry."""
        return self.resolve(code).level

    def parent(self, code: str) -> str | None:
        """Return the code one digit shorter; above ``311`` that is the joint sector ``31-33``."""
        unit = self.resolve(code).unit
        if "-" in unit or len(unit) == 2:
            return _JOINT_SECTORS.get(unit)
        return _JOINT_SECTORS.get(unit[:-1], unit[:-1])

    def resolve(self, code: str) -> Resolution:
        """Return the code itself if it has the shape of NAICS.

        Raises
        ------
        UnknownCode
            If it has not. ``00``, which tables use for the total, is no industry.
        """
        unit = re.sub(r"\s", "", code).replace("–", "-")
        if unit in _JOINT_SECTORS.values():
            return Resolution(code, unit, unit, 1, "exact")
        if not _NAICS.fullmatch(unit):
            sentence = message(
                '"%(code)s" is not a NAICS code: that is two to six digits, as in 311511, or one of the joint sectors 31-33, '
                "44-45 and 48-49. Rows of totals must be left out.",
                code=code,
            )
            raise UnknownCode(sentence, given=code, classification=self.key)
        return Resolution(code, unit, unit, len(unit) - 1, "exact")


class PlainCodes(Classification):
    """Any text that is not blank, taken as it is; one level, no labels but the user's."""

    def __init__(self) -> None:
        super().__init__("none", message("plain codes"))

    def level(self, code: str) -> int:
        """Return 1."""
        return self.resolve(code).level

    def parent(self, code: str) -> str | None:
        """Return None."""
        self.resolve(code)
        return None

    def resolve(self, code: str) -> Resolution:
        """Return the code without blanks around it; raise :class:`UnknownCode` if nothing is left."""
        unit = code.strip()
        if not unit:
            sentence = message("An industry code is empty. Write a code, or leave the row out.")
            raise UnknownCode(sentence, given=code, classification=self.key)
        return Resolution(code, unit, unit, 1, "exact")
