"""The analyser, and that both databases keep its tokens as they are (LNG-1, LNG-2)."""

import os
import random
import sqlite3
import unicodedata
from itertools import pairwise

import pytest

from grono.language import analyser_id, analysis, fold, lemmas, tokens, words

LETTERS = [
    character
    for first, last in ((0x20, 0x250), (0x250, 0x590), (0x590, 0x700), (0x900, 0x980), (0x1E00, 0x2000), (0x2000, 0x2C00),
                        (0x3040, 0x3100), (0x4E00, 0x4F00), (0xAC00, 0xAD00), (0xFB00, 0xFB50), (0xFF00, 0xFFF0),
                        (0x1D400, 0x1D500), (0x1F300, 0x1F400))
    for character in map(chr, range(first, last))
    if unicodedata.category(character) != "Cn"
]  # fmt: skip


@pytest.fixture(scope="module")
def random_texts():
    """30 000 strings of letters of many alphabets, digits, marks, blanks and signs."""
    numbers = random.Random(41)  # noqa: S311
    common = "aąbcćdeęłńóśźżß019 -_.,@/'"
    return [
        "".join(numbers.choice(common if numbers.random() < 0.6 else LETTERS) for _ in range(numbers.randint(1, 20)))
        for _ in range(30_000)
    ]


def of_language(number):
    return ("pl", "de", "en", "xx")[number % 4]


def test_sqlite_keeps_every_token_of_random_texts(random_texts):
    database = sqlite3.connect(":memory:")
    database.execute("create virtual table found using fts5(tokens, tokenize='unicode61 remove_diacritics 0')")
    database.execute("create virtual table terms using fts5vocab(found, 'instance')")
    ours = {number: tokens(text, of_language(number)).split() for number, text in enumerate(random_texts)}
    database.executemany("insert into found(rowid, tokens) values (?, ?)", ((n, " ".join(t)) for n, t in ours.items()))
    theirs = {number: [] for number in ours}
    for number, term in database.execute("select doc, term from terms order by doc, offset"):
        theirs[number].append(term)
    assert theirs == ours
    assert sum(map(len, ours.values())) > 30_000


def test_postgresql_keeps_every_token_of_random_texts(random_texts):
    address = os.environ.get("GRONO_DATABASE", "")
    if not address.startswith("postgresql:"):
        pytest.skip("needs PostgreSQL: run it through script/with-postgresql")
    psycopg = pytest.importorskip("psycopg")
    ours = [tokens(text, of_language(number)).replace("\x00", "") for number, text in enumerate(random_texts)]
    with psycopg.connect(address) as connection:
        cursor = connection.execute(
            "select tsvector_to_array(to_tsvector('simple', one)) from unnest(%s::text[]) with ordinality as t(one, place) "
            "order by place",
            [ours],
        )
        theirs = [set(row[0]) for row in cursor.fetchall()]
    assert theirs == [set(text.split()) for text in ours]


def test_offsets_are_those_of_the_text_as_given(random_texts):
    for number, text in enumerate(random_texts[:3000]):
        found = words(text, of_language(number))
        assert all(word.start < word.end for word in found)
        assert all(before.end <= after.start for before, after in pairwise(found))
        for word in found:
            assert words(text[word.start : word.end], of_language(number)) == [(0, word.end - word.start, word.group)]


def test_decomposed_text_gives_the_same_tokens():
    text = "Łódź, źdźbło i Kőszeg"
    assert tokens(unicodedata.normalize("NFD", text), "pl") == tokens(text, "pl")
    first = words(unicodedata.normalize("NFD", text), "pl")[0]
    assert unicodedata.normalize("NFC", unicodedata.normalize("NFD", text)[first.start : first.end]) == "Łódź"


def test_polish_forms_share_their_base_form():
    pytest.importorskip("morfeusz2")
    assert words("maszyn", "pl")[0].group[:2] == ("maszyn", "maszyna")
    assert set(words("maszyny rolnicze", "pl")[1].group) & set(words("maszyn rolniczych", "pl")[1].group)
    assert words("Łódź", "pl")[0].group[0] == words("LODZ", "pl")[0].group[0] == "lodz"


def test_letters_and_digits_are_words_of_their_own():
    assert tokens("iso9001 1e5o m²", "xx") == "iso 9001 1 e 5 o m"
    assert words("", "pl") == words("— ½ !", "pl") == []


def test_final_sigma_is_folded_as_any_other():
    assert fold("ΟΔΌΣ") == fold("οδός") == "οδοσ"


@pytest.fixture
def packages(monkeypatch):
    """Pretend that only some packages are installed."""

    def only(*modules):
        monkeypatch.setattr(lemmas, "installed", lambda module, distribution: "1" if module in modules else None)
        analysis.forget_words()

    yield only
    monkeypatch.undo()
    analysis.forget_words()


def test_without_packages_words_are_folded_only(packages):
    packages()
    assert words("Maszyn", "pl")[0].group == ("maszyn",)
    assert analyser_id("pl") == "grono1"


def test_simplemma_serves_where_morfeusz_is_absent(packages):
    pytest.importorskip("simplemma")
    packages("simplemma")
    assert analyser_id("pl") == "grono1+simplemma-1"
    assert words("domy", "sk")[0].group == ("domy", "dom")


def test_analyser_names_what_it_uses():
    assert analyser_id("xx") == "grono1"
    for module, language in (("morfeusz2", "pl"), ("Stemmer", "de"), ("simplemma", "uk")):
        pytest.importorskip(module)
        assert {"morfeusz2": "morfeusz2", "Stemmer": "pystemmer", "simplemma": "simplemma"}[module] in analyser_id(
            language
        )
