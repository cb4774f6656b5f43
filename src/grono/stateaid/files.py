"""Ledgers, links and reorganisations from CSV or XLSX, every problem of a file at once."""

from __future__ import annotations

import csv
import tempfile
from collections import Counter
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from grono.messages import GronoError, InputError, Problem, message
from grono.stateaid.cells import CellReader, Row, read_amount, undertaking_number
from grono.stateaid.ledger import Ledger
from grono.stateaid.papers import NbpRate
from grono.stateaid.records import AidGrant, ControlLink, Reorganisation
from grono.stateaid.regulations import DEFAULT_REGULATION, codes, family_of
from grono.stateaid.schedules import schedule_in
from grono.tables.text_files import prepare_text
from grono.tables.workbooks import is_workbook, read_workbook

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

GRANT_COLUMNS = (
    "beneficiary",
    "granting_date",
    "gge_eur",
    "regulation",
    "seq",
    "identifier",
    "state",
    "road_freight",
    "instalments",
    "discount_rate",
)
LINK_COLUMNS = (
    "parent",
    "child",
    "type",
    "valid_from",
    "valid_to",
    "via_public_body",
    "via_natural_person",
    "evidence",
    "parent_country",
    "child_country",
)
LONGEST_TABLE_NO = 40
LARGEST_TEXT = 200_000_000
"""Bytes of an unpacked text file; a ledger of a million grants has less."""
RATE_COLUMNS = ("date", "rate", "table_no")
REORGANISATION_COLUMNS = ("kind", "effective_date", "parties", "equity", "taken_over")

_ALIASES = {
    "nip": "beneficiary",
    "beneficjent": "beneficiary",
    "dzień udzielenia": "granting_date",
    "dzien udzielenia": "granting_date",
    "wartość brutto eur": "gge_eur",
    "wartosc brutto eur": "gge_eur",
    "rozporządzenie": "regulation",
    "kolejność": "seq",
    "identyfikator": "identifier",
    "stan": "state",
    "transport drogowy": "road_freight",
    "raty": "instalments",
    "stopa dyskontowa": "discount_rate",
    "data": "date",
    "kurs": "rate",
    "numer tabeli": "table_no",
}
_STATES = {"": "recorded", "udzielona": "recorded", "wycofana": "withdrawn", "zwrócona": "repaid"}


def read_grants(path: Path) -> list[AidGrant]:
    """Return the grants of a file, or raise every problem at once."""
    return read_rows(path, GRANT_COLUMNS, 3, _grant)


def read_links(path: Path) -> tuple[list[ControlLink], frozenset[str]]:
    """Return the control links of a file, and the undertakings that it places outside Poland."""
    rows = read_rows(path, LINK_COLUMNS, 2, _link)
    return [link for link, _foreign in rows], frozenset().union(*(foreign for _link, foreign in rows))


def read_reorganisations(path: Path) -> list[Reorganisation]:
    """Return the mergers, acquisitions and splits of a file."""
    return read_rows(path, REORGANISATION_COLUMNS, 3, _reorganisation)


def read_rates(path: Path) -> list[NbpRate]:
    """Return the mean rates of the euro of a file, one for each day."""
    rates = read_rows(path, RATE_COLUMNS, 3, _rate)
    twice = sorted(day for day, count in Counter(rate.day for rate in rates).items() if count > 1)
    if twice:
        sentence = message(
            "The file has more than one rate for %(days)s. Leave the right one.",
            days=", ".join(day.isoformat() for day in twice),
        )
        raise InputError([Problem("rate-twice", sentence, column="date")])
    return rates


def read_ledger(grants: Path, links: Path | None = None, reorganisations: Path | None = None) -> Ledger:
    """Return a ledger from files; the problems of all of them come at once."""
    problems: list[Problem] = []

    def kept(read: Callable[[Path], Any], path: Path | None, nothing: Any) -> Any:
        try:
            return nothing if path is None else read(path)
        except InputError as error:
            problems.extend(error.problems)
        except GronoError as error:
            problems.append(Problem("not-a-table", error.message))
        return nothing

    found = kept(read_grants, grants, [])
    known_links, foreign = kept(read_links, links, ([], frozenset()))
    events = kept(read_reorganisations, reorganisations, [])
    if problems:
        raise InputError(problems)
    return Ledger(found, known_links, events, foreign)


def unnamed(number: str) -> Problem:
    """Return the problem of an undertaking that nobody can name."""
    sentence = message(
        "Neither the ledger nor the directory knows %(number)s. Add a column “name” with the name of the undertaking.",
        number=number,
    )
    return Problem("unknown-undertaking", sentence, column="beneficiary", value=number)


def rows_of(path: Path) -> tuple[list[str], list[Row]]:
    """Return the column names and the rows of a CSV or XLSX file; empty rows are left out."""
    if is_workbook(path):
        sheet = read_workbook(path)
        names = [_column(name) for name in sheet.columns]
        table = zip(*(column.to_pylist() for column in sheet.cells), strict=True)
        numbered: Iterable[tuple[int, Sequence[str | None]]] = zip(sheet.rows.to_pylist(), table, strict=True)
        return names, [row for row in (_row(number, names, cells) for number, cells in numbered) if row is not None]
    with tempfile.TemporaryDirectory() as folder:
        return _rows_of_text(path, Path(folder))


def _rows_of_text(path: Path, folder: Path) -> tuple[list[str], list[Row]]:
    text = prepare_text(path, folder, max_unpacked_bytes=LARGEST_TEXT)
    with text.path.open(encoding="utf-8-sig", newline="") as file:
        for _line in range(text.skip):
            next(file)
        reader = csv.reader(file, delimiter=text.delimiter)
        try:
            names = [_column(name) for name in next(reader)]
            found = [_row(text.skip + reader.line_num, names, cells) for cells in reader]
        except csv.Error as error:
            sentence = message(
                "Line %(line)s of “%(name)s” has a cell that does not end. Look for a quotation mark without its pair.",
                line=text.skip + reader.line_num,
                name=path.name,
            )
            raise InputError([Problem("endless-cell", sentence, row=text.skip + reader.line_num)]) from error
    return names, [row for row in found if row is not None]


def _column(name: str) -> str:
    folded = " ".join(name.replace("\ufeff", "").strip().lower().split())
    return _ALIASES.get(folded, folded.replace(" ", "_"))


def _row(number: int, names: Sequence[str], cells: Sequence[str | None]) -> Row | None:
    if not any((cell or "").strip() for cell in cells):
        return None
    return Row(number, {name: cell or "" for name, cell in zip(names, cells, strict=False)})


def read_rows(path: Path, columns: Sequence[str], needed: int, build: Callable[[CellReader], Any]) -> list[Any]:
    """Return what is built of each row of a file, whose first ``needed`` columns must be there; refused with every problem at once."""
    names, rows = rows_of(path)
    missing = [column for column in columns[:needed] if column not in names]
    if missing:
        sentence = message(
            "The file “%(name)s” has no column “%(column)s”. Its first row must name the columns: %(needed)s; further ones are "
            "%(further)s.",
            name=path.name,
            column="”, “".join(missing),
            needed=", ".join(columns[:needed]),
            further=", ".join(columns[needed:]),
        )
        raise InputError([Problem("missing-column", sentence, row=1)])
    problems: list[Problem] = []
    found = []
    for row in rows:
        reader = CellReader(row)
        found.append(build(reader))
        problems.extend(reader.problems)
    if problems:
        raise InputError(problems)
    return found


def _grant(reader: CellReader) -> AidGrant:
    state = reader.text("state").lower()
    if state in _STATES:
        reader.row.cells["state"] = _STATES[state]
    regulation = reader.text("regulation") or DEFAULT_REGULATION
    if not family_of(regulation):
        reader.wrong("regulation", "not-a-regulation", message("is not one of %(known)s.", known=", ".join(codes())))
    return AidGrant(
        beneficiary=reader.undertaking("beneficiary"),
        granting_date=reader.day("granting_date") or date.min,
        gge_eur=reader.amount("gge_eur") or Decimal("0.00"),
        regulation=regulation,
        seq=reader.place("seq"),
        identifier=reader.text("identifier") or str(reader.row.number),
        state=cast("Any", reader.choice("state", ("recorded", "withdrawn", "repaid"), "recorded")),
        road_freight=reader.yes("road_freight"),
        schedule=schedule_in(reader),
    )


def _rate(reader: CellReader) -> NbpRate:
    table_no = reader.text("table_no")
    if not 0 < len(table_no) <= LONGEST_TABLE_NO:
        reader.wrong("table_no", "not-a-table-number", message("is not the number of a table, such as 6/A/NBP/2026."))
    return NbpRate(reader.day("date") or date.min, table_no, reader.rate("rate") or Decimal(1))


def _link(reader: CellReader) -> tuple[ControlLink, frozenset[str]]:
    start, end = reader.day("valid_from", needed=False), reader.day("valid_to", needed=False)
    if start and end and end < start:
        reader.wrong("valid_to", "ends-before-it-begins", message("is before the day on which the link begins."))
    link = ControlLink(
        reader.undertaking("parent"),
        reader.undertaking("child"),
        cast("Any", reader.choice("type", ("a", "b", "c", "d"), "a")),
        start,
        end,
        via_public_body=reader.yes("via_public_body"),
        via_natural_person=reader.yes("via_natural_person"),
        evidence=reader.text("evidence"),
    )
    sides = (("parent_country", link.parent), ("child_country", link.child))
    return link, frozenset(side for column, side in sides if reader.text(column).upper() not in ("", "PL"))


def _reorganisation(reader: CellReader) -> Reorganisation:
    parts = [part.strip() for part in reader.text("parties").split(";") if part.strip()]
    parties: list[str] = []
    for part in parts:
        try:
            parties.append(undertaking_number(part))
        except GronoError as error:
            reader.wrong("parties", "not-an-undertaking", error.message)
    kind = reader.choice("kind", ("merger", "acquisition", "split"), "merger")
    if len(parts) < 2:
        reader.wrong("parties", "too-few", message("names fewer than two undertakings. Separate them by semicolons."))
    return Reorganisation(
        cast("Any", kind),
        reader.day("effective_date") or date.min,
        tuple(parties),
        _equity(reader, kind, len(parts) - 1),
        _taken_over(reader, parties[1:]),
    )


def _equity(reader: CellReader, kind: str, heirs: int) -> tuple[Fraction, ...]:
    texts = [part for part in reader.text("equity").split(";") if part.strip()]
    if not texts:
        return ()
    try:
        equity = tuple(Fraction(read_amount(part)) for part in texts)
    except ValueError:
        equity = ()
    if kind != "split" or len(equity) != heirs or not any(equity):
        reader.wrong(
            "equity",
            "not-equity",
            message(
                "does not give one value for each undertaking that comes out of a split. Write them in the order of the "
                "parties, separated by semicolons."
            ),
        )
        return ()
    return equity


def _taken_over(reader: CellReader, heirs: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """Return which grant went to whom; whoever is not one of the heirs would make the aid vanish."""
    pairs = [part.split("=", 1) for part in reader.text("taken_over").split(";") if part.strip()]
    if any(len(pair) != 2 for pair in pairs):
        reader.wrong(
            "taken_over",
            "not-pairs",
            message("is not a list of pairs. Write identifier=tax number, separated by semicolons."),
        )
        return ()
    found = tuple((grant.strip(), _plain_number(undertaking)) for grant, undertaking in pairs)
    if any(taker not in heirs for _grant, taker in found):
        reader.wrong(
            "taken_over", "not-an-heir", message("names someone who does not come out of the split. Write one of them.")
        )
    return found


def _plain_number(text: str) -> str:
    try:
        return undertaking_number(text)
    except GronoError:
        return text.strip()
