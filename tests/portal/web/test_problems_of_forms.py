"""The list of problems above a form: each once, what to do about several only with the first."""

from django import forms

from grono.portal.web.problems_of_forms import problems

ADVICE = "Write a number, e.g. 12."


class Figures(forms.Form):
    first = forms.CharField(label="1. First")
    second = forms.CharField(label="How many?")
    kind = forms.ChoiceField(label="Kind", widget=forms.RadioSelect, choices=[("a", "A")])
    unseen = forms.CharField(widget=forms.HiddenInput)

    def clean(self):
        self.add_error(None, "Nothing fits.")
        self.add_error("first", f"“x” is no number. {ADVICE}")
        self.add_error("second", f"“y” is no number. {ADVICE}")
        self.add_error("kind", "Choose e.g. the first.")
        self.add_error("unseen", "Open the page again.")


def test_each_problem_is_named_once_and_shared_advice_stands_with_the_first():
    form = Figures({"first": "x", "second": "y", "kind": "a", "unseen": "z"})
    assert [tuple(one) for one in problems(form)] == [
        ("Nothing fits.", ""),
        ("Unseen: Open the page again.", ""),
        (f"1. First: “x” is no number. {ADVICE}", "id_first"),
        ("How many? “y” is no number.", "id_second"),
        ("Kind: Choose e.g. the first.", "id_kind_0"),
    ]
    assert f"“y” is no number. {ADVICE}" in str(form["second"].errors)


def test_a_form_without_problems_lists_none():
    assert problems(forms.Form({})) == []
