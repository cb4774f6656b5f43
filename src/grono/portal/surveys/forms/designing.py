"""Forms on which a questionnaire is designed: each text once in every language, choices and tables one line each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from grono.portal.surveys import feeds
from grono.portal.surveys.definition import Choice, Column, Definition, Question, Section, from_data, to_data
from grono.portal.surveys.designing import key_from
from grono.portal.surveys.forms.keys import MADE_KEY_HELP, KeyField
from grono.portal.surveys.forms.lines import SEPARATOR, read_choices, read_columns, with_keys
from grono.portal.surveys.forms.others import language_choices
from grono.portal.surveys.kinds import CELL_TYPES, LinkKind, QuestionType

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from grono.portal.surveys.definition import Texts


def language_name(code: str) -> str:
    """Return the name of a language."""
    return dict(language_choices()).get(code, code)


class _InLanguages(forms.Form):
    """A form with texts in each language of the questionnaire."""

    def __init__(self, *args: Any, languages: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.languages = tuple(languages)

    def _texts(self, name: str, label: str, texts: Texts | None, *, long: bool = False) -> None:
        for code in self.languages:
            self.fields[f"{name}_{code}"] = forms.CharField(
                label=f"{label} ({language_name(code)})",
                required=False,
                max_length=4000,
                initial=(texts or {}).get(code, ""),
                widget=forms.Textarea(attrs={"rows": 3, "lang": code})
                if long
                else forms.TextInput(attrs={"lang": code}),
            )

    def texts(self, name: str) -> dict[str, str]:
        """Return the texts that were written."""
        found = {code: str(self.cleaned_data.get(f"{name}_{code}", "")).strip() for code in self.languages}
        return {code: text for code, text in found.items() if text}


class NewForm(forms.Form):
    """How a questionnaire begins: the shipped one, a file, or nothing."""

    key = KeyField(label=gettext_lazy("Key"))
    beginning = forms.ChoiceField(
        label=gettext_lazy("Begin with"),
        widget=forms.RadioSelect,
        initial="shipped",
        choices=[
            ("shipped", gettext_lazy("the questionnaire for firms that comes with Grono")),
            ("file", gettext_lazy("a file (JSON or XLSX)")),
            ("empty", gettext_lazy("an empty page")),
        ],
    )
    file = forms.FileField(label=gettext_lazy("File"), required=False)

    def clean(self) -> dict[str, Any]:
        """Ask for the file where a file is wanted."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("beginning") == "file" and not cleaned.get("file"):
            self.add_error("file", _("Choose the file with the questionnaire."))
        return cleaned


class HeadForm(_InLanguages):
    """Title, introduction and languages of a questionnaire."""

    def __init__(self, *args: Any, definition: Definition, **kwargs: Any) -> None:
        super().__init__(*args, languages=definition.languages, **kwargs)
        self.definition = definition
        self._texts("title", _("Title"), definition.title)
        self._texts("introduction", _("Introduction"), definition.introduction, long=True)
        self.fields["languages"] = forms.MultipleChoiceField(
            label=_("Languages"),
            choices=language_choices(),
            initial=list(definition.languages),
            widget=forms.CheckboxSelectMultiple,
            help_text=_("Of a language taken away, the texts are lost."),
        )

    def definition_made(self) -> Definition:
        """Return the questionnaire with what was written."""
        chosen = self.cleaned_data["languages"]
        order = [code for code in self.definition.languages if code in chosen]
        languages = tuple(order + [code for code in chosen if code not in order])
        made = Definition(languages, self.texts("title"), self.texts("introduction"), self.definition.sections)
        return made if set(self.definition.languages) <= set(languages) else _without_languages(made)


def _without_languages(definition: Definition) -> Definition:
    kept = set(definition.languages)

    def cleaned(value: Any) -> Any:
        if isinstance(value, list):
            return [cleaned(inner) for inner in value]
        if isinstance(value, dict):
            return {
                name: {code: text for code, text in inner.items() if code in kept} if name in _TEXTS else cleaned(inner)
                for name, inner in value.items()
            }
        return value

    return from_data(cleaned(to_data(definition)))


_TEXTS = {"title", "introduction", "text", "help", "unit"}


class SectionTextForm(_InLanguages):
    """Key, title and help of a section."""

    def __init__(self, *args: Any, section: Section | None, taken: Collection[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.section, self.taken = section, taken
        if section is None:
            self.fields["key"] = KeyField(label=_("Key"), required=False, help_text=MADE_KEY_HELP)
        self._texts("title", _("Title"), section.title if section else None)
        self._texts("help", _("What to know before answering"), section.help if section else None, long=True)

    def section_made(self) -> Section:
        """Return the section with what was written."""
        typed = self.section.key if self.section else self.cleaned_data["key"]
        key = typed or key_from(self.texts("title"), "section", self.taken)
        return Section(
            key, self.texts("title"), self.texts("help") or None, self.section.questions if self.section else ()
        )


class QuestionForm(_InLanguages):
    """One question."""

    def __init__(self, *args: Any, question: Question | None, taken: Collection[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.question, self.taken = question, taken
        if question is None:
            label = _("Key of the question")
            self.fields["concept"] = KeyField(label=label, required=False, help_text=MADE_KEY_HELP)
        self._texts("text", _("Question"), question.text if question else None)
        self._kind(question)
        self._texts("help", _("Help"), question.help if question else None)
        self._texts("unit", _("Unit"), question.unit if question else None)
        self._lists(question)

    def _kind(self, question: Question | None) -> None:
        self.fields["type"] = forms.ChoiceField(
            label=_("Kind of answer"), choices=QuestionType.choices, initial=question.type if question else "text"
        )
        self.fields["required"] = forms.BooleanField(
            label=_("An answer is required"), required=False, initial=bool(question and question.required)
        )
        self.fields["period"] = forms.CharField(
            label=_("Reference period"),
            required=False,
            max_length=40,
            initial=question.period if question else "",
            help_text=_("Where it is another than the wave's, for example 31.12.2025."),
        )
        self.fields["feeds"] = forms.ChoiceField(
            label=_("The answer can be taken over into"),
            required=False,
            choices=[("", _("nothing")), *((feed.name, feed.title) for feed in feeds.known().values())],
            initial=question.feeds if question else "",
        )

    def _lists(self, question: Question | None) -> None:
        order = f" {SEPARATOR} ".join([_("key"), *(language_name(code) for code in self.languages)])
        shown = _("One in a line: %(order)s. Without a key, one is made of the words.") % {"order": order}
        self._lines("choices", _("Choices"), self._written(question.choices if question else ()), shown)
        self._lines("rows", _("Rows of the table"), self._written(question.rows if question else ()), shown)
        columns = [
            [one.key, one.type, *self._row(one.text), *(self._row(one.unit) if one.unit else [])]
            for one in (question.columns if question else ())
        ]
        sentence = _(
            "One in a line: %(order)s; after the key, which may be left empty, the kind of answer: %(kinds)s; at the end, if there is "
            "one, the unit in each language."
        )
        help_text = sentence % {"order": order, "kinds": ", ".join(CELL_TYPES)}
        self._lines("columns", _("Columns of the table"), columns, help_text)

    def _lines(self, name: str, label: str, rows: Sequence[Sequence[str]], help_text: str) -> None:
        self.fields[name] = forms.CharField(
            label=label,
            required=False,
            max_length=20_000,
            widget=forms.Textarea(attrs={"rows": 5}),
            initial="\n".join(f" {SEPARATOR} ".join(row) for row in rows),
            help_text=help_text,
        )

    def _written(self, choices: Sequence[Choice]) -> list[list[str]]:
        return [[one.key, *self._row(one.text)] for one in choices]

    def _row(self, texts: Texts) -> list[str]:
        return [texts.get(code, "") for code in self.languages]

    def clean(self) -> dict[str, Any]:
        """Read the lists line by line, and make the keys that were not written."""
        cleaned = super().clean() or self.cleaned_data
        self.keys_made: list[str] = []
        for name, otherwise in (("choices", "choice"), ("rows", "row"), ("columns", "column")):
            read = read_columns if name == "columns" else read_choices
            lines, problems = read(str(cleaned.get(name) or ""), self.languages)
            for problem in problems:
                self.add_error(name, problem)
            cleaned[f"read_{name}"] = keyed = with_keys(lines, otherwise, getattr(self.question, name, ()))
            self.keys_made += [line.key for line, written in zip(keyed, lines, strict=True) if not written.key]
        return cleaned

    def question_made(self) -> Question:
        """Return the question with what was written."""
        cleaned = self.cleaned_data
        typed = self.question.concept if self.question else cleaned["concept"]
        return Question(
            concept=typed or key_from(self.texts("text"), "question", self.taken),
            type=cleaned["type"],
            text=self.texts("text"),
            help=self.texts("help") or None,
            unit=self.texts("unit") or None,
            period=cleaned["period"],
            required=cleaned["required"],
            choices=tuple(Choice(line.key, line.texts) for line in cleaned["read_choices"]),
            rows=tuple(Choice(line.key, line.texts) for line in cleaned["read_rows"]),
            columns=tuple(Column(line.key, line.texts, line.kind, line.units) for line in cleaned["read_columns"]),
            feeds=cleaned["feeds"],
        )


class LinksForm(forms.Form):
    """How each question hangs on the version before."""

    def __init__(
        self, *args: Any, definition: Definition, before: Definition, links: Mapping[str, Any], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.concepts = [question.concept for question in definition.questions]
        former = [("", _("none")), *((one.concept, one.concept) for one in before.questions)]
        for concept in self.concepts:
            link = links.get(concept, {"kind": LinkKind.BROKEN})
            origin = link.get("from", concept if before.question(concept) else "")
            self.fields[f"kind-{concept}"] = forms.ChoiceField(
                label=_("%(concept)s: link") % {"concept": concept}, choices=LinkKind.choices, initial=link["kind"]
            )
            self.fields[f"from-{concept}"] = forms.ChoiceField(
                label=_("%(concept)s: question of the version before") % {"concept": concept},
                choices=former,
                initial=origin,
                required=False,
            )
            self.fields[f"formula-{concept}"] = forms.CharField(
                label=_("%(concept)s: formula") % {"concept": concept},
                required=False,
                max_length=200,
                initial=link.get("formula", ""),
            )

    def links(self) -> dict[str, dict[str, str]]:
        """Return the links that were chosen."""
        found = {}
        for concept in self.concepts:
            link = {"kind": self.cleaned_data[f"kind-{concept}"]}
            origin, formula = self.cleaned_data[f"from-{concept}"], self.cleaned_data[f"formula-{concept}"]
            if origin and origin != concept:
                link["from"] = origin
            if link["kind"] == LinkKind.CONVERTIBLE:
                link["formula"] = formula
            found[concept] = link
        return found
