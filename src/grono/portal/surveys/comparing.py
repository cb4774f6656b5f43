"""Two waves side by side, question by question, and only where the link between the versions allows it (DIR-18, DIR-20)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from grono.portal.surveys.kinds import LARGEST_SHARE, LEAST_ORGANISATIONS, QuestionType
from grono.portal.surveys.links import brought_forward, earlier_concept
from grono.portal.surveys.protection import Rule, shown_cells
from grono.portal.surveys.results import ALL, cells_of, choice_result, known_quantities
from grono.quantities import to_data, total

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from grono.portal.surveys.definition import Question
    from grono.portal.surveys.models import Version
    from grono.portal.surveys.results import Groups, Known

STAYED = "stayed"
SUPPRESSED = {"suppressed": True}


@dataclass(frozen=True)
class Side:
    """One wave: concept → organisation → answer, who handed in, the groups, and what is shown of it already."""

    answers: Mapping[str, Mapping[int, Any]]
    members: frozenset[int]
    groups: Groups
    shown: Mapping[str, Any]

    def shown_of(self, concept: str) -> frozenset[str]:
        """Return the cells of a question that are shown already."""
        cells = self.shown.get(concept, {}).get("cells", {})
        return frozenset(name for name, cell in cells.items() if not cell.get("suppressed"))


def compared(earlier: Side, later: Side, chain: Sequence[Version]) -> dict[str, Any]:
    """Return who stayed, joined and left, and each question in both waves."""
    stayed = earlier.members & later.members
    questions = {}
    for question in chain[-1].definition.questions:
        former = earlier_concept(chain, question.concept)
        if former is None:
            questions[question.concept] = {"kind": "broken"}
        elif question.is_numeric:
            questions[question.concept] = _numeric(question, former, earlier, later, chain)
        elif question.type in (QuestionType.ONE, QuestionType.MANY):
            questions[question.concept] = _choices(question, former, earlier, later, chain)
    return {
        "stayed": len(stayed),
        "joined": len(later.members - stayed),
        "left": len(earlier.members - stayed),
        "questions": questions,
    }


def _forward(question: Question, former: str, earlier: Side, chain: Sequence[Version]) -> dict[int, Any]:
    brought = {
        one: brought_forward(chain, question.concept, value) for one, value in earlier.answers.get(former, {}).items()
    }
    return {one: value for one, value in brought.items() if value is not None}


def _numeric(question: Question, former: str, earlier: Side, later: Side, chain: Sequence[Version]) -> dict[str, Any]:
    """Return the sums of everyone in each wave, and of those who answered in both.

    The sums of those who stayed are shown only as far as nobody who joined or left can be worked out from them.
    """
    raw = known_quantities(earlier.answers.get(former, {}))
    forward = known_quantities(_forward(question, former, earlier, chain))
    now = known_quantities(later.answers.get(question.concept, {}))
    stayed = frozenset(forward.keys() & now.keys())
    before_shown = _with_stayed(raw, stayed, earlier.groups, earlier.shown_of(former))
    now_shown = _with_stayed(now, stayed, later.groups, later.shown_of(question.concept))
    both = STAYED in before_shown and STAYED in now_shown
    return {
        "kind": "numeric",
        "earlier": _sum(forward, frozenset(forward), is_shown=ALL in before_shown),
        "later": _sum(now, frozenset(now), is_shown=ALL in now_shown),
        "stayed_earlier": _sum(forward, stayed, is_shown=both),
        "stayed_later": _sum(now, stayed, is_shown=both),
    }


def _with_stayed(
    known: Mapping[int, Known], stayed: frozenset[int], groups: Groups, public: frozenset[str]
) -> frozenset[str]:
    cells = {name: members for name, members in cells_of(known, groups).items() if name in public}
    if not stayed or stayed == frozenset(known):
        return public | {STAYED} if stayed and ALL in public else public
    sizes = {one: answer.size for one, answer in known.items()}
    return shown_cells({**cells, STAYED: stayed}, sizes, fixed=frozenset(cells))


def _sum(known: Mapping[int, Known], members: frozenset[int], *, is_shown: bool) -> dict[str, Any]:
    if not members:
        return {"organisations": 0}
    if not is_shown:
        return dict(SUPPRESSED)
    summed = total([known[one].quantity for one in sorted(members)], non_negative_flow=False).value
    return {"organisations": len(members), "sum": to_data(summed), "mean": to_data(summed / len(members))}


def _choices(question: Question, former: str, earlier: Side, later: Side, chain: Sequence[Version]) -> dict[str, Any]:
    """Return how many chose what in each wave; numbers of the earlier one that a formula merges may not give away the old ones."""
    before = _forward(question, former, earlier, chain)
    result = choice_result(question, before)
    if question.type == QuestionType.ONE:
        _keep_old_counts_hidden(result, before, former, earlier)
    return {
        "kind": "choices",
        "earlier": result,
        "later": later.shown.get(question.concept, {"kind": "few"}),
    }


def _keep_old_counts_hidden(result: dict[str, Any], before: Mapping[int, Any], former: str, earlier: Side) -> None:
    old = earlier.answers.get(former, {})
    public = earlier.shown_of(former)
    cells = {f"old:{key}": frozenset(one for one, value in old.items() if value == key) for key in public}
    cells["old"] = frozenset(old)
    fixed = frozenset(cells)
    offered = {key for key, cell in result["cells"].items() if not cell.get("suppressed")}
    cells |= {key: frozenset(one for one, value in before.items() if value == key) for key in offered}
    filled = {key: members for key, members in cells.items() if members}
    rule = Rule(LEAST_ORGANISATIONS, largest=max(1.0, LARGEST_SHARE))
    shown = shown_cells(filled, dict.fromkeys(old, 1.0), rule=rule, fixed=fixed & frozenset(filled))
    for key in offered:
        if key in filled and key not in shown:
            result["cells"][key] = dict(SUPPRESSED)
