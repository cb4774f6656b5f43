"""What the operator sets for the registers: keys, and which environment of REGON."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from grono.messages import message
from grono.sources.registers import regon
from grono.sources.registers.errors import RegisterError
from grono.sources.registers.shipped import register_address

if TYPE_CHECKING:
    from collections.abc import Mapping

    from grono.sources.registers.regon.reports import Version

REGON_KEY, CEIDG_TOKEN = "GRONO_REGON_KEY", "GRONO_CEIDG_TOKEN"
"""Settings that hold the keys; nothing else is needed to ask."""

REGON_ENVIRONMENT, REGON_VERSION = "GRONO_REGON_ENVIRONMENT", "GRONO_REGON_VERSION"


@dataclass(frozen=True)
class Settings:
    """What the operator sets.

    Parameters
    ----------
    regon_key, ceidg_token : str
        Given by GUS and by the ministry on request; empty where there is none.
    regon_environment : {"production", "test"}
        The test environment holds made-up data and has a key of its own.
    regon_version : {"1", "1.1", "1.2"}
        Version of the reports.
    addresses : mapping
        Register → address; those of the shipped table otherwise. Never taken from a user.
    """

    regon_key: str = field(default="", repr=False)
    ceidg_token: str = field(default="", repr=False)
    regon_environment: str = "production"
    regon_version: Version = "1.1"
    addresses: Mapping[str, str] = field(default_factory=dict)

    def address(self, register: str) -> str:
        """Return where a register is asked."""
        environment = self.regon_environment if register == "regon" else "production"
        return self.addresses.get(register) or register_address(register, environment)


def settings_from(environment: Mapping[str, str]) -> Settings:
    """Return the settings of environment variables.

    Raises
    ------
    RegisterError
        When one has a value that Grono does not know.
    """
    place, version = environment.get(REGON_ENVIRONMENT) or "production", environment.get(REGON_VERSION) or "1.1"
    for name, value, known in (
        (REGON_ENVIRONMENT, place, ("production", "test")),
        (REGON_VERSION, version, regon.VERSIONS),
    ):
        if value not in known:
            raise RegisterError(message(
                "%(name)s is “%(value)s”. Choose one of %(known)s.", name=name, value=value, known=", ".join(known)
            ))  # fmt: skip
    found: dict[str, Version] = {one: one for one in regon.VERSIONS}
    return Settings(environment.get(REGON_KEY, ""), environment.get(CEIDG_TOKEN, ""), place, found[version])
