import numpy as np
import pytest
from benchmarks.codes import across

from grono.matching import ConceptsBackend, concept_languages, has_notes, likeness
from grono.matching.concept_texts import DATA, classes, concept_text, label_texts


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("labels")


@pytest.fixture(scope="module")
def backend(folder):
    return ConceptsBackend(folder)


def test_rows_are_unit_or_zero(backend):
    found = backend.encode(["Mleczarnia", "", "1 2 3", "Naprawa maszyn rolniczych"], "pl")
    assert found.shape == (4, backend.dimension) == (4, 615 + 272 + 88)
    assert np.linalg.norm(found, axis=1) == pytest.approx([1, 0, 0, 1], abs=1e-6)
    assert not backend.encode(["Молочний завод"], "uk").any()


def test_a_text_is_nearest_to_its_translation(backend):
    polish = backend.encode(["Wytwarzamy sery i masło z mleka krowiego"], "pl")[0]
    german = backend.encode(
        ["Wir stellen Käse und Butter aus Milch her", "Wir reparieren Autos", "Programmierung von Software"], "de"
    )
    assert int(np.argmax(likeness(polish, german))) == 0


def test_descriptions_find_their_class_across_languages():
    """Measured 2026-11: see ``python -m benchmarks.codes``; the bound leaves room for another dictionary only."""
    found = across("pl", "en")
    assert found.descriptions > 40
    assert found.ten >= 0.6


def test_rows_do_not_depend_on_their_neighbours_and_are_kept(backend, folder):
    texts = ["Meble kuchenne", "Uprawa zbóż", "Serwis maszyn"] * 300
    whole = backend.encode(texts, "pl")
    assert whole[701] == pytest.approx(backend.encode([texts[701]], "pl")[0], abs=1e-6)
    again = ConceptsBackend(folder).encode(texts[:3], "pl")
    assert np.abs(again - whole[:3]).max() < 1e-3
    assert (folder / "concepts-1-pl-600.npz").exists()


def test_every_language_with_labels_has_all_classes():
    assert len(classes()) == 615
    assert {"pl", "en", "de", "it", "cs", "hu"} <= set(concept_languages())
    assert has_notes("pl")
    assert not has_notes("it")
    assert all(concept_text(code, language, 600) for language in concept_languages() for code in classes())
    assert set(label_texts("pl")) == set(classes())


def test_every_file_of_notes_is_named_with_its_provenance():
    import hashlib

    text = (DATA / "PROVENANCE.md").read_text("utf-8")
    for path in DATA.glob("nace2_notes_*.csv"):
        assert hashlib.sha256(path.read_bytes()).hexdigest() in text
        assert path.name in text
