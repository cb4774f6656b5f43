"""What is folded before names are compared: legal forms, abbreviations, marks (DIR-30)."""

import pytest

from grono.matching.duplicates import folded_name, mail_domain, telephone, web_domain
from grono.matching.duplicates.folding import folded_street
from grono.matching.duplicates.tables import DATA, abbreviations, free_mail, legal_forms


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Łąka Sp. z o.o.", "LAKA SPÓŁKA Z OGRANICZONĄ ODPOWIEDZIALNOŚCIĄ"),
        ("„Alfa” S.A.", "Alfa Spółka Akcyjna"),
        ("Müller GmbH & Co. KG", "MÜLLER GmbH und Co. KG"),
        ("Novák s.r.o.", "NOVAK, spol. s r.o."),
        ("Rossi S.r.l.", "Rossi società a responsabilità limitata"),
        ("Kővágó Kft.", "Kovago korlátolt felelősségű társaság"),
        ("Agro Ltd", "AGRO LIMITED"),
        ("P.P.H.U. Zeta", "Przedsiębiorstwo Produkcyjno-Handlowo-Usługowe ZETA"),
        ("Gebr. Weber OHG", "Gebrüder Weber offene Handelsgesellschaft"),
        ("Kowalski i Nowak s.c.", "Nowak i Kowalski spółka cywilna"),
        ("Omega Sp. z o.o. w likwidacji", "Omega sp. z o. o."),
        ("Spółka Akcyjna Beta", "Beta S.A."),
    ],
)
def test_two_writings_of_one_name_fold_alike(first, second):
    assert folded_name(first).text == folded_name(second).text
    assert folded_name(first).form == folded_name(second).form


def test_a_name_that_is_only_a_legal_form_keeps_its_words():
    assert folded_name("S.A.").words == ("s", "a")
    assert folded_name("Spółdzielnia").words
    assert folded_name("PHU").text == "handlowo przedsiebiorstwo uslugowe"
    assert folded_name("—") == ((), "", "")


def test_the_form_is_told_apart():
    assert folded_name("Alfa sp. z o.o. sp. k.").form == "limited-partnership"
    assert folded_name("Alfa S.A. w likwidacji").form == "joint-stock"
    assert folded_name("Alfa").form == ""


@pytest.mark.parametrize(
    ("address", "domain"),
    [
        ("WWW.Laka.PL", "laka.pl"),
        ("http://laka.pl:8080/x?y", "laka.pl"),
        ("brak", ""),
        ("http://[", ""),
        ("", ""),
        ("wp.pl", ""),
    ],
)
def test_web_domains(address, domain):
    assert web_domain(address) == domain


def test_free_mail_says_nothing():
    assert mail_domain("jan@gmail.com") == mail_domain("jan") == mail_domain("a b@laka.pl") == ""
    assert mail_domain("Biuro@Laka.pl") == "laka.pl"


def test_telephones_and_streets_in_any_writing():
    assert telephone("0048 65 520 12 34") == telephone("65-520-12-34") == "655201234"
    assert telephone("112") == telephone("") == ""
    assert folded_street("ul. Św. Jana 3a") == folded_street("Ulica Świętego Jana 3 A") == "swietego jana 3 a"


def test_tables_are_folded_and_free_of_contradictions():
    assert len(legal_forms()) > 80
    assert len(abbreviations()) > 60
    assert all(domain == domain.lower().strip() and "." in domain for domain in free_mail())
    text = (DATA / "PROVENANCE.md").read_text("utf-8")
    assert all(path.name in text for path in DATA.glob("*.csv"))
