"""What can go wrong on the way to an office, each with a sentence that says what to do."""

from __future__ import annotations

from http import HTTPStatus

from grono.messages import GronoError, Message, message, plural_message


class FetchError(GronoError):
    """A table that could not be fetched."""


class NoAnswerError(FetchError):
    """The office did not answer, or broke off each time."""


class RefusedError(FetchError):
    """The office answered that it will not give this."""


class UnexpectedAnswerError(FetchError):
    """The office answered with something that is not the table asked for."""


class QuotaError(FetchError):
    """The office allows no further request for longer than anyone waits."""


def no_answer(office: str) -> NoAnswerError:
    """Say that the office did not answer."""
    return NoAnswerError(
        message(
            "%(office)s did not answer. What was fetched is kept: check the connection and run the same command again to go on.",
            office=office,
        )
    )


def refused(office: str, status: int, address: str) -> RefusedError:
    """Say why the office refused, by the number of its answer."""
    return RefusedError(
        message(
            "%(office)s refused the request (answer %(status)s): %(reason)s Address: %(address)s",
            office=office,
            status=status,
            reason=_reason(status),
            address=address,
        )
    )


def _reason(status: int) -> Message:
    if status in (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN):
        return message("it wants a key, or does not know the one given. Check the key.")
    if status == HTTPStatus.NOT_FOUND:
        return message("it has nothing under this name. Check the code of the table and of each filter.")
    if status == HTTPStatus.BAD_REQUEST:
        return message("it did not understand it. Check the code of the table and of each filter.")
    if status == HTTPStatus.REQUEST_ENTITY_TOO_LARGE:
        return message(
            "the answer would be too large. Ask for fewer regions, industries or years, or for the whole file."
        )
    return message("it gives no reason that Grono knows. Try again later.")


def unexpected(office: str, found: str, expected: tuple[str, ...]) -> UnexpectedAnswerError:
    """Say that the answer is of another kind than the table asked for."""
    return UnexpectedAnswerError(
        message(
            "%(office)s answered with “%(found)s” where a table (%(expected)s) was expected; nothing of it was kept. The service "
            "may be under repair, or may prepare a large table first: ask for less, or try again later.",
            office=office,
            found=found,
            expected=", ".join(expected),
        )
    )


def damaged(office: str, tries: int) -> UnexpectedAnswerError:
    """Say that the packed file arrived damaged each time."""
    return UnexpectedAnswerError(
        message(
            "%(office)s sent a packed file that ends too early or is damaged (%(tries)s attempts); nothing of it was kept. Try "
            "again later.",
            office=office,
            tries=tries,
        )
    )


def too_large(office: str, megabytes: int) -> UnexpectedAnswerError:
    """Say that the answer is larger than any table this client takes."""
    return UnexpectedAnswerError(
        message(
            "The answer of %(office)s is larger than %(megabytes)s MB; it was not kept. Ask for less.",
            office=office,
            megabytes=megabytes,
        )
    )


def busy(office: str, seconds: float) -> QuotaError:
    """Say when the office allows the next request."""
    return QuotaError(
        plural_message(
            "%(office)s allows the next request in %(number)s minute. What was fetched is kept: run the same command again then to go on.",
            "%(office)s allows the next request in %(number)s minutes. What was fetched is kept: run the same command again then to go on.",
            max(1, round(seconds / 60)),
            office=office,
        )
    )
