"""Words that met, by their offsets, and the piece that holds most of them (LNG-7)."""

import pytest

from grono.language import Snippet, build_query, marked_html, marks, snippet


def test_inflected_words_are_marked_in_the_text_as_written():
    pytest.importorskip("morfeusz2")
    text = "Naprawiamy maszyny rolnicze; MASZYN używanych nie."
    found = marks(text, "pl", build_query("maszyna", "pl"))
    assert [text[start:end] for start, end in found] == ["maszyny", "MASZYN"]


def test_everything_but_the_marks_is_escaped():
    text = '<script>alert("ser & mleko")</script> ser'
    html = marked_html(text, marks(text, "xx", build_query("ser", "xx")))
    assert "<script>" not in html
    assert html.count("<mark>ser</mark>") == 2
    assert "&amp; mleko" in html


def test_a_short_text_is_its_own_snippet():
    assert snippet("Ser i mleko.", "xx", build_query("mleko", "xx")) == Snippet(0, 12, ((6, 11),))
    assert snippet("…", "xx", build_query("a", "xx")) == Snippet(0, 1, ())


def test_the_snippet_holds_most_words_of_the_query():
    text = "ser " + "słowo " * 100 + "ser mleko masło " + "słowo " * 100
    found = snippet(text, "xx", build_query("masło ser mleko", "xx"))
    piece = text[found.start : found.end]
    assert len(piece.split()) == 30
    assert [text[start:end] for start, end in found.marks] == ["ser", "mleko", "masło"]


def test_without_a_hit_the_beginning_is_shown():
    text = "słowo " * 100
    found = snippet(text, "xx", build_query("ser", "xx"), length=5)
    assert (found.start, text[found.start : found.end].count("słowo"), found.marks) == (0, 5, ())


def test_hits_at_the_end_show_a_whole_window():
    text = "słowo " * 50 + "ser"
    found = snippet(text, "xx", build_query("ser", "xx"))
    assert len(text[found.start : found.end].split()) == 30
    assert found.end == len(text)
