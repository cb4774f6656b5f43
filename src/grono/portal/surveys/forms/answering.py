"""The form of one section, made from the questionnaire: in the firm's language, tolerant of half-done work."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.html import format_html, format_html_join
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from grono.portal.core.forms import DateInput
from grono.portal.surveys.definition import text_in
from grono.portal.surveys.kinds import NUMERIC, WITH_CHOICES, QuestionType
from grono.portal.surveys.values import LONGEST_ANSWER, AnswerError, read_code, read_quantity, shown, typed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from django.forms.boundfield import BoundField
    from django.utils.safestring import SafeString

    from grono.portal.surveys.definition import Choice, Column, Question, Section, Texts


SENTENCE_ENDS = (".", "!", "?", ":", ";", "…", ")")


class _HalfDone:
    """An empty field is no mistake while somebody is still at it; what is required is said, and checked at the end."""

    def validate(self, value: Any) -> None:
        """Check what is there."""
        if value not in ("", None, []):
            super().validate(value)  # type: ignore[misc]


class _Text(_HalfDone, forms.CharField): ...


class _One(_HalfDone, forms.ChoiceField): ...


class _Many(_HalfDone, forms.MultipleChoiceField): ...


class _Date(_HalfDone, forms.DateField): ...


def worded(texts: Texts | None, language: str) -> SafeString | str:
    """Return a text of the questionnaire for a page: marked with its language where that is not the page's."""
    text, found = text_in(texts, language)
    return text if found == get_language() else format_html('<span lang="{}">{}</span>', found, text)


class SectionForm(forms.Form):
    """The questions of one section.

    ``values`` holds what could be read after ``is_valid``, also when other fields could not: half of the work is never lost.
    """

    use_required_attribute = False

    def __init__(
        self,
        data: Any = None,
        *,
        section: Section,
        answers: Mapping[str, Any],
        previous: Mapping[str, Any],
        language: str,
    ) -> None:
        super().__init__(data, initial=_initial(section, answers), label_suffix="")
        self.section, self.previous, self.language = section, dict(previous), language
        self.values: dict[str, Any] = {}
        for question in section.questions:
            self._add(question)

    def _add(self, question: Question) -> None:
        if question.type == QuestionType.TABLE:
            for row in question.rows:
                for column in question.columns:
                    label = format_html("{}: {}", worded(row.text, self.language), worded(column.text, self.language))
                    self.fields[cell_name(question, row, column)] = _Text(
                        label=label, required=False, max_length=LONGEST_ANSWER
                    )
        else:
            self.fields[question.concept] = _field(question, self.language)
        if question.concept in self.previous:
            self.fields[f"same-{question.concept}"] = forms.BooleanField(
                label=_("The same as last time: %(answer)s") % {"answer": self.last_time(question)}, required=False
            )

    def last_time(self, question: Question) -> str:
        """Return what was answered last time, in words."""
        return "; ".join(shown(question, self.previous[question.concept], self.language).splitlines())

    def clean(self) -> dict[str, Any]:
        """Read every answer; what cannot be read gets its sentence and is left out."""
        cleaned = super().clean() or self.cleaned_data
        for question in self.section.questions:
            names = field_names(question)
            if any(name in self.errors for name in names):
                continue
            value = self._read_table(question) if question.type == QuestionType.TABLE else self._read(question)
            if any(name in self.errors for name in names):
                continue
            if value is None and cleaned.get(f"same-{question.concept}"):
                value = self.previous[question.concept]
            self.values[question.concept] = value
        return cleaned

    def _read(self, question: Question) -> Any:
        given = self.cleaned_data.get(question.concept)
        try:
            return _value_of(question, given)
        except AnswerError as error:
            self.add_error(question.concept, str(error))
            return None

    def _read_table(self, question: Question) -> Any:
        found: dict[str, dict[str, Any]] = {}
        for row in question.rows:
            for column in question.columns:
                name = cell_name(question, row, column)
                text = str(self.cleaned_data.get(name) or "").strip()
                try:
                    value = read_quantity(text, column.type) if column.type in NUMERIC else text
                except AnswerError as error:
                    self.add_error(name, str(error))
                    continue
                if value:
                    found.setdefault(row.key, {})[column.key] = value
        return found or None

    def tell_of_conflicts(self, theirs: Mapping[str, Any]) -> None:
        """Say at each field what somebody else saved meanwhile."""
        for question in self.section.questions:
            if question.concept in theirs:
                other = shown(question, theirs[question.concept], self.language) or _("nothing: it was emptied")
                sentence = _(
                    "Somebody saved meanwhile: %(answer)s. If yours is right, save again; else write theirs here."
                )
                self.add_error(field_names(question)[0], sentence % {"answer": other})

    def items(self) -> Iterator[Item]:
        """Return the questions as the page shows them."""
        for question in self.section.questions:
            yield Item(self, question)


class Item:
    """One question on the page."""

    def __init__(self, form: SectionForm, question: Question) -> None:
        self.form, self.question = form, question

    @property
    def is_table(self) -> bool:
        """Say whether the question is a table."""
        return self.question.type == QuestionType.TABLE

    @property
    def field(self) -> BoundField:
        """Return the field of a question that has one."""
        return self.form[self.question.concept]

    @property
    def same(self) -> BoundField | None:
        """Return the tick that takes over last time's answer."""
        name = f"same-{self.question.concept}"
        return self.form[name] if name in self.form.fields else None

    @property
    def text(self) -> SafeString | str:
        """Return the words of the question."""
        return worded(self.question.text, self.form.language)

    @property
    def hint(self) -> SafeString | str:
        """Return the help below a table's question."""
        return _hint(self.question, self.form.language)

    @property
    def columns(self) -> list[dict[str, Any]]:
        """Return the headings of a table."""
        language = self.form.language
        return [
            {"text": worded(column.text, language), "unit": worded(column.unit, language) if column.unit else ""}
            for column in self.question.columns
        ]

    @property
    def rows(self) -> list[dict[str, Any]]:
        """Return the rows of a table with their fields."""
        return [
            {
                "text": worded(row.text, self.form.language),
                "fields": [self.form[cell_name(self.question, row, column)] for column in self.question.columns],
            }
            for row in self.question.rows
        ]


def cell_name(question: Question, row: Choice, column: Column) -> str:
    """Return the name of the field of one cell."""
    return f"{question.concept}--{row.key}--{column.key}"


def field_names(question: Question) -> list[str]:
    """Return the names of the fields of a question."""
    if question.type != QuestionType.TABLE:
        return [question.concept]
    return [cell_name(question, row, column) for row in question.rows for column in question.columns]


def _initial(section: Section, answers: Mapping[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for question in section.questions:
        value = answers.get(question.concept)
        if question.type == QuestionType.TABLE:
            for row in question.rows:
                for column in question.columns:
                    cell = (value or {}).get(row.key, {}).get(column.key)
                    found[cell_name(question, row, column)] = typed(column, cell)
        else:
            found[question.concept] = typed(question, value)
    return found


def _field(question: Question, language: str) -> forms.Field:
    told: dict[str, Any] = {
        "label": worded(question.text, language),
        "help_text": _hint(question, language),
        "required": question.required,
    }
    if question.type in WITH_CHOICES:
        choices = [(choice.key, worded(choice.text, language)) for choice in question.choices]
        if question.type == QuestionType.MANY:
            return _Many(**told, choices=choices, widget=forms.CheckboxSelectMultiple)
        nothing = [] if question.required else [("", _("no answer"))]
        return _One(**told, choices=[*nothing, *choices], widget=forms.RadioSelect)
    if question.type == QuestionType.DATE:
        return _Date(**told, widget=DateInput())
    if question.type == QuestionType.TEXT:
        return _Text(**told, max_length=LONGEST_ANSWER, widget=forms.Textarea(attrs={"rows": 3}))
    return _Text(**told, max_length=200)


def _hint(question: Question, language: str) -> SafeString | str:
    parts: list[SafeString | str] = []
    if question.help:
        help_text, _found = text_in(question.help, language)
        ends = help_text.rstrip().endswith(SENTENCE_ENDS)
        parts.append(format_html("{}{}", worded(question.help, language), "" if ends else "."))
    if question.unit:
        parts.append(format_html("{} {}.", _("Unit:"), worded(question.unit, language)))
    if question.period:
        parts.append(_("For: %(period)s.") % {"period": question.period})
    if question.type == QuestionType.QUANTITY:
        parts.append(_("Also “about 25”, “18 to 25”, “more than 150” or “no data”."))
    if question.type == QuestionType.CODE:
        parts.append(_("A code of NACE or PKD, for example 10.51."))
    return format_html_join(" ", "{}", ((part,) for part in parts))


def _value_of(question: Question, given: Any) -> Any:
    if given in (None, "", []):
        return None
    if question.type in NUMERIC:
        return read_quantity(str(given), question.type)
    if question.type == QuestionType.CODE:
        return read_code(str(given))
    if question.type == QuestionType.MANY:
        return sorted(given)
    if isinstance(given, datetime.date):
        return given.isoformat()
    return str(given).strip() or None
