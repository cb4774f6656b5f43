"""The result in sentences, made of its plain data, so that a stored result reads the same as a fresh one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from grono.language import format_number
from grono.messages import message

if TYPE_CHECKING:
    from collections.abc import Mapping

    from grono.messages import Message


def digits_for(data: Mapping[str, Any]) -> int:
    """Return so many digits behind the decimal sign that the effect shows three that count."""
    sizes = [abs(value) for value in (data["effect"], *(data["interval"] or ())) if value]
    largest = max(sizes, default=1.0)
    return max(0, min(6, 2 - _magnitude(largest)))


def _magnitude(value: float) -> int:
    return int(f"{value:e}".partition("e")[2])


def verdict_sentence(data: Mapping[str, Any], language: str) -> str:
    """Return the verdict as the first sentence of a page.

    Parameters
    ----------
    data : mapping
        What :meth:`grono.evaluation.Evaluation.data` returns.
    language : str
        Language of the sentence.
    """
    name = data["verdict"]["name"]
    if name == "not_identifiable":
        return message("Not identifiable: whether the policy worked cannot be told from these data.").in_language(
            language
        )
    if name == "no_detectable_effect":
        return _none(data, language).in_language(language)
    return _some(data, language).in_language(language)


def _none(data: Mapping[str, Any], language: str) -> Message:
    if data["interval"] is None:
        return message(
            "No detectable effect: the gap of %(effect)s (%(outcome)s) is not larger than what chance alone gives.",
            effect=_number(data["effect"], data, language),
            outcome=data["plan"]["outcome"],
        )
    return message(
        "No detectable effect: the gap of %(effect)s (%(outcome)s) is not larger than what chance alone gives; the data agree with "
        "anything from %(lowest)s to %(highest)s.",
        effect=_number(data["effect"], data, language),
        outcome=data["plan"]["outcome"],
        lowest=_number(data["interval"][0], data, language),
        highest=_number(data["interval"][1], data, language),
    )


def _some(data: Mapping[str, Any], language: str) -> Message:
    known = {"effect": _number(abs(data["effect"]), data, language), "outcome": data["plan"]["outcome"]}
    higher = data["effect"] > 0
    if data["interval"] is None:
        if higher:
            return message("Effect: on average %(effect)s more (%(outcome)s) than it would have been.", **known)
        return message("Effect: on average %(effect)s less (%(outcome)s) than it would have been.", **known)
    known |= {
        "lowest": _number(data["interval"][0], data, language),
        "highest": _number(data["interval"][1], data, language),
        "level": format_number(100 * (1 - data["plan"]["alpha"]), language, 0),
    }
    if higher:
        return message(
            "Effect: on average %(effect)s more (%(outcome)s) than it would have been; %(level)s%% interval from %(lowest)s to "
            "%(highest)s.",
            **known,
        )
    return message(
        "Effect: on average %(effect)s less (%(outcome)s) than it would have been; %(level)s%% interval from %(lowest)s to "
        "%(highest)s.",
        **known,
    )


def _number(value: float, data: Mapping[str, Any], language: str) -> str:
    return format_number(value, language, digits_for(data)).replace("-", "−")


SELECTION_CAVEATS = (
    message(
        "Policies are not handed out by lot: places are often chosen because they were declining, or because they were doing well. "
        "The comparison takes account of the way they went before, not of what was about to happen to them."
    ),
    message(
        "What others found: the French programme of local production systems chose firms in sectors and regions in decline, did "
        "not turn the decline, and had no robust effect on employment or exports (Martin, Mayer and Mayneris, Regional Science "
        "and Urban Economics 41 (2011), 108–123)."
    ),
)
"""What stands beside every verdict, on pages and in documents (STR-41)."""


def caveats(data: Mapping[str, Any]) -> list[Message]:
    """Return what has to be read beside the verdict, whatever it is (STR-38, STR-41)."""
    target = message(
        "That a target was reached is not an effect: it does not say what would have happened without the policy."
    )
    return [*SELECTION_CAVEATS, target, *_of_method(data)]


def _of_method(data: Mapping[str, Any]) -> list[Message]:
    found = []
    plan = data["plan"]
    if plan["method"] in ("two_way_fixed_effects", "first_differences") and len(set(plan["treated"].values())) > 1:
        found.append(
            message(
                "The units began at different times: this method then compares late beginners with early ones too, and its mean may lie "
                "outside all single effects. Group-time effects do not have this fault."
            )
        )
    if data["p_by"] == "placebos" and plan["method"] != "synthetic_control":
        found.append(
            message(
                "With few treated units or few donors usual standard errors are far too small, so p is the rank among placebos: donors "
                "in the place of the treated."
            )
        )
    if plan["method"] == "synthetic_control":
        found.append(
            message(
                "p is the rank of the treated by its error after the beginning divided by its error before, among all donors treated the "
                "same way. The interval holds every constant effect that this rank does not contradict."
            )
        )
    return found
