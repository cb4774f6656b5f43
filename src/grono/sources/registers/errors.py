"""What can go wrong with a register, each with a sentence that says what happened and what it leaves as it was."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grono.messages import GronoError, message

if TYPE_CHECKING:
    from grono.messages import Message


class RegisterError(GronoError):
    """Anything that keeps a register from being asked or understood."""


class RegisterUnreachable(RegisterError):  # noqa: N818 - names what happened, as do the other errors that callers meet
    """The register did not answer, or said that it cannot now; nothing is changed by that."""


class RegisterRefused(RegisterError):  # noqa: N818
    """The register answered that it will not tell: a key is missing or wrong, or too much was asked."""


class AddressRefused(RegisterError):  # noqa: N818
    """An address outside the allow-list, or one that leads into a private network (TRU-19)."""


class AnswerError(RegisterError):
    """An answer that is not one of the register, or is damaged."""

    register = ""


class RegonAnswerError(AnswerError):
    """An answer that is none of REGON."""

    register = "regon"


class KrsAnswerError(AnswerError):
    """An answer that is none of the National Court Register."""

    register = "krs"


class CeidgAnswerError(AnswerError):
    """An answer that is none of CEIDG."""

    register = "ceidg"


class ViesAnswerError(AnswerError):
    """An answer that is none of VIES."""

    register = "vies"


class GleifAnswerError(AnswerError):
    """An answer that is none of GLEIF."""

    register = "gleif"


def unreadable(kind: type[AnswerError], name: str, why: Message) -> AnswerError:
    """Say that an answer cannot be read, and why."""
    return kind(
        message(
            "The answer of %(register)s cannot be read: %(why)s. Nothing was taken from it. Try again later; if it stays so, the "
            "register has changed and Grono needs a new version.",
            register=name,
            why=why,
        )
    )


def unreachable(name: str, why: Message) -> RegisterUnreachable:
    """Say that a register gave no answer."""
    return RegisterUnreachable(
        message(
            "%(register)s gave no answer: %(why)s. Nothing was changed; what is known stays as it is. Try again later.",
            register=name,
            why=why,
        )
    )


def refused(name: str, why: Message) -> RegisterRefused:
    """Say that a register refused."""
    return RegisterRefused(message("%(register)s refused the request: %(why)s", register=name, why=why))
