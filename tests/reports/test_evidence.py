"""The evidence sheet on paper."""

from datetime import UTC, datetime

from grono.reports.evidence import PrintedSheet, printed_sheet


def _sheet(**changed):
    given = {
        "language": "pl",
        "title": "Przetwórstwo mleka",
        "subtitle": "Podlaskie, kod 10.51",
        "standing": ["Na tej mapie jest kandydatem."],
        "parts": [
            (
                "Dlaczego jest na liście",
                [("Pracuje tu 9 647 osób.", "", ""), ("*Gwiazdki* i #znaki zostają znakami.", "A reason.", "en")],
            ),
            ("Pusta", []),
        ],
        "footer": ["Mapa klastrów: próba", ""],
    }
    return PrintedSheet(**(given | changed))


def test_sheet_is_a_tagged_document_in_its_language():
    document = printed_sheet(_sheet(), datetime(2026, 11, 5, 12, 0, 0, 123456, tzinfo=UTC))
    assert document.startswith(b"%PDF")
    assert b"/Lang" in document
    assert b"pdfuaid" in document


def test_same_sheet_gives_the_same_bytes():
    moment = datetime(2026, 11, 5, tzinfo=UTC)
    assert printed_sheet(_sheet(), moment) == printed_sheet(_sheet(), moment)
    assert printed_sheet(_sheet()) != printed_sheet(_sheet(title="Produkcja mebli"))
