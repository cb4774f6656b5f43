"""Registers of organisations: REGON, KRS, CEIDG, VIES, GLEIF, asked by number through one door.

Requests are built and answers parsed by pure functions, one package for each register; the transport hands bytes from one to the other.
"""

from grono.sources.registers.checks import IdentifierProblem, clean_number, delivered_identifier, shown_number
from grono.sources.registers.errors import (
    AddressRefused,
    AnswerError,
    CeidgAnswerError,
    GleifAnswerError,
    KrsAnswerError,
    RegisterError,
    RegisterRefused,
    RegisterUnreachable,
    RegonAnswerError,
    ViesAnswerError,
)
from grono.sources.registers.exchange import RegisterAnswer, RegisterRequest, Transport
from grono.sources.registers.looking_up import DuplicateCase, LookUp, look_up, shared_numbers
from grono.sources.registers.numbers import Number, read_number
from grono.sources.registers.record import (
    ActivityCode,
    Address,
    Capital,
    Contact,
    Evidence,
    Identifier,
    LegalForm,
    LocalUnit,
    Name,
    RegisterRecord,
    Scheme,
    Standing,
    State,
)
from grono.sources.registers.settings import Settings, settings_from
from grono.sources.registers.shipped import registers
from grono.sources.registers.transport import GuardedTransport, is_public

__all__ = [
    "ActivityCode",
    "Address",
    "AddressRefused",
    "AnswerError",
    "Capital",
    "CeidgAnswerError",
    "Contact",
    "DuplicateCase",
    "Evidence",
    "GleifAnswerError",
    "GuardedTransport",
    "Identifier",
    "IdentifierProblem",
    "KrsAnswerError",
    "LegalForm",
    "LocalUnit",
    "LookUp",
    "Name",
    "Number",
    "RegisterAnswer",
    "RegisterError",
    "RegisterRecord",
    "RegisterRefused",
    "RegisterRequest",
    "RegisterUnreachable",
    "RegonAnswerError",
    "Scheme",
    "Settings",
    "Standing",
    "State",
    "Transport",
    "ViesAnswerError",
    "clean_number",
    "delivered_identifier",
    "is_public",
    "look_up",
    "read_number",
    "registers",
    "settings_from",
    "shared_numbers",
    "shown_number",
]
