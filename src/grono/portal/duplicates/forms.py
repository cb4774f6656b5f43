from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from grono.matching.duplicates import field_name
from grono.portal.duplicates.kinds import Relation, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from grono.portal.directory.sameness import Row

LONGEST_NOTE = 500
SURVIVORS, OTHERS = "survivor", "other"
RELATIONS = {
    "first_branch": (Relation.BRANCH, True),
    "second_branch": (Relation.BRANCH, False),
    "first_successor": (Relation.SUCCESSOR, True),
    "second_successor": (Relation.SUCCESSOR, False),
}


class FilterForm(forms.Form):
    """Which cases of a state are shown."""

    reason = forms.ChoiceField(label=gettext_lazy("What both share"), required=False)
    verdict = forms.ChoiceField(label=gettext_lazy("Proposal"), required=False)

    def __init__(self, *args: Any, counts: Mapping[Any, int], language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [
            (name, f"{field_name(name).in_language(language)} ({number})") for name, number in sorted(counts.items())
        ]
        self.fields["reason"].choices = [("", _("anything")), *named]  # type: ignore[attr-defined]
        proposals = [(one.value, one.label) for one in (Verdict.SAME, Verdict.PERHAPS)]
        self.fields["verdict"].choices = [("", _("any")), *proposals]  # type: ignore[attr-defined]

    def chosen(self, name: str) -> str:
        """Return the value of a field, or nothing when it is not one of the choices."""
        return str(self.cleaned_data.get(name, "")) if self.is_valid() or name in self.cleaned_data else ""


class JudgeForm(forms.Form):
    """How two different organisations belong together."""

    relation = forms.ChoiceField(label=gettext_lazy("How they are related"), widget=forms.RadioSelect)
    note = forms.CharField(
        label=gettext_lazy("Note"),
        max_length=LONGEST_NOTE,
        required=False,
        help_text=gettext_lazy("What the decision rests on; people who judge see it."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["relation"].choices = [  # type: ignore[attr-defined]
            ("first_branch", _("A is a branch of B")),
            ("second_branch", _("B is a branch of A")),
            ("first_successor", _("A is the successor of B")),
            ("second_successor", _("B is the successor of A")),
        ]


class ChoosingForm(forms.Form):
    """Field by field, which value stays; the better source is chosen beforehand."""

    def __init__(self, *args: Any, rows: Iterable[Row], letters: tuple[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for row in rows:
            choices = [(SURVIVORS, _value(letters[0], row.first)), (OTHERS, _value(letters[1], row.second))]
            self.fields[row.field] = forms.ChoiceField(
                label=row.title[:1].upper() + row.title[1:],
                choices=choices,
                widget=forms.RadioSelect,
                initial=OTHERS if row.takes_second else SURVIVORS,
            )

    def taken(self) -> list[str]:
        """Return the fields whose value comes from the entry that goes."""
        return sorted(name for name, value in self.cleaned_data.items() if value == OTHERS)


def _value(letter: str, side: Any) -> str:
    source = ", ".join(filter(None, [side.source, side.as_of.isoformat() if side.as_of else ""]))
    said = side.text or _("no value")
    return f"{letter}: {said}" + (f" ({source})" if source else "")
