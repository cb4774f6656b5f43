"""What a list would do to the directory: each row finds its organisation, and is compared with what stands there (DIR-23)."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from grono.portal.directory.activity import read_code
from grono.portal.directory.entries import Entry, Seat
from grono.portal.directory.kinds import CodeOrigin, OrganisationType, TextKind
from grono.portal.directory.legal_forms import legal_forms
from grono.portal.directory.many import keys_by_number, keys_by_source_key
from grono.portal.directory.provenance import Source
from grono.portal.directory.statements import SEAT_COLUMNS, Statement
from grono.portal.intake.keys import key_of
from grono.portal.intake.storage import path_of
from grono.quantities import from_data
from grono.reports.spreadsheet_text import original_text
from grono.sources.organisation_files import Choices, Options, RowProblem, check_rows, placing, read_sheet
from grono.sources.organisation_files.fields import IDENTIFIERS

if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable, Iterator

    from grono.messages import Message
    from grono.portal.core.languages import Text
    from grono.portal.directory.activity import Code
    from grono.portal.intake.models import Import
    from grono.sources.organisation_files import CheckedRow, Sheet

    Told = Callable[[Text, int, int], None]

PLAIN = {
    "legal_name": "", "short_name": "", "type": "", "natural_person": False, "headcount": None, "headcount_year": None, "founded": None,
    "legal_form": "", "web": "", "state": "active", "state_since": None, "state_source": "",
}  # fmt: skip
"""Columns of an organisation that a list can fill, with what stands where it empties them."""
TEXTS = {"capability_pl": (TextKind.CAPABILITY.value, "pl"), "capability_en": (TextKind.CAPABILITY.value, "en")}
LONGEST = {"legal_name": 300, "short_name": 100, "place": 100, "street": 200}
_YES_NO = {
    "tak": True,
    "nie": False,
    "yes": True,
    "no": False,
    "true": True,
    "false": False,
    "1": True,
    "0": False,
    "x": True,
}


@dataclass(frozen=True)
class ListLike:
    """What an entry needs to know of where it comes from, when that is no list."""

    source: str
    as_of: datetime.date
    code_system: str
    default_type: str = "firm"
    is_invented: bool = False


@dataclass
class Plan:
    """What a list would do.

    Attributes
    ----------
    entries, statements
        Row number → organisation to enter, with its legal form, or what is said of one that is there.
    problems, notes
        Everything that is wrong, and what was put right without a loss.
    skipped
        Numbers of the rows that are left out.
    """

    sheet: Sheet
    entries: dict[int, tuple[Entry, str]] = field(default_factory=dict)
    statements: dict[int, Statement] = field(default_factory=dict)
    titles: dict[int, str] = field(default_factory=dict)
    problems: list[RowProblem] = field(default_factory=list)
    notes: list[Message] = field(default_factory=list)

    @property
    def skipped(self) -> list[int]:
        """Return the rows that are neither entered nor compared."""
        return [
            row.number
            for row in self.sheet.rows
            if row.number not in self.entries and row.number not in self.statements
        ]

    @property
    def has_errors(self) -> bool:
        """Say whether something blocks the import."""
        return any(problem.severity == "error" for problem in self.problems)


def read_list(one: Import) -> Sheet:
    """Read the file of an import."""
    return read_sheet(path_of(one.stored_name), one.original_name, restore=original_text)


def choices() -> dict[str, Choices]:
    """Return the words of the columns that hold one of several."""
    types = {str(kind): kind.value for kind in OrganisationType}
    words = {
        "firma": "firm", "przedsiębiorstwo": "firm", "firm": "firm", "company": "firm", "uczelnia": "research_teaching",
        "instytut": "research_teaching", "nauka": "research_teaching", "samorząd": "local_government", "urząd": "local_government",
        "gmina": "local_government", "local government": "local_government", "iob": "business_support",
        "otoczenie biznesu": "business_support", "instytucja otoczenia biznesu": "business_support",
        "business support": "business_support", "szkoła": "school", "school": "school", "research and teaching": "research_teaching",
    }  # fmt: skip
    forms = {
        name.casefold(): key
        for key, form in legal_forms().items()
        for name in (form.pl, form.en, form.short, key)
        if name
    }
    yes_no: dict[str, str] = {word: word for word in _YES_NO}
    return {"type": Choices(words | types), "legal_form": Choices(forms), "natural_person": Choices(yes_no)}


def plan(one: Import, told: Told = lambda _step, _done, _total: None) -> Plan:
    """Read the list and find out what it would do; nothing is written."""
    told(_("Reading the list"), 0, 0)
    sheet = read_list(one)
    total = len(sheet.rows)
    options = Options(one.columns, one.code_system, choices())
    rows, problems, notes = check_rows(sheet, options, lambda done: told(_("Checking the rows"), done, total))
    found = Plan(sheet, problems=problems, notes=notes)
    told(_("Looking for the organisations in the directory"), 0, 0)
    _find(one, rows, found)
    return found


def _find(one: Import, rows: list[CheckedRow], found: Plan) -> None:
    numbers = {scheme: [row.values[scheme] for row in rows if row.values.get(scheme)] for scheme in IDENTIFIERS}
    stored = keys_by_number(numbers)
    by_source = keys_by_source_key(filter(None, (key_of(one.source, row.values) for row in rows)))
    taken: dict[int | str, int] = {}
    for row in rows:
        keys = [
            stored[scheme, row.values[scheme]] for scheme in IDENTIFIERS if (scheme, row.values.get(scheme)) in stored
        ]
        listed = by_source.get(key_of(one.source, row.values))
        if listed and not listed[1]:
            keys.append(listed[0])
        if listed and listed[1] and not keys:
            found.problems.append(placing.was_removed(row.number))
            continue
        problem = _place(one, row, keys, taken, found)
        if problem is not None:
            found.problems.append(problem)


def _place(
    one: Import, row: CheckedRow, keys: list[int], taken: dict[int | str, int], found: Plan
) -> RowProblem | None:
    problem = next(_wrong(one, row, is_new=not keys), None)
    if problem is not None:
        return problem
    if len(set(keys)) > 1:
        return placing.two_organisations(row.number)
    if keys and taken.setdefault(keys[0], row.number) != row.number:
        return placing.repeated_organisation(row.number, taken[keys[0]])
    key = key_of(one.source, row.values)
    if not keys and key and taken.setdefault(key, row.number) != row.number:
        return placing.same_name_and_place(row.number, taken[key])
    found.titles[row.number] = row.values.get("legal_name", "")
    if keys:
        found.statements[row.number] = statement_of(keys[0], row.values, one.code_system, origin=origin_of(one))
    else:
        found.entries[row.number] = entry_of(one, row.values, origin=origin_of(one)), row.values.get("legal_form") or ""
    return None


def _wrong(one: Import, row: CheckedRow, *, is_new: bool) -> Iterator[RowProblem]:
    values = row.values
    if is_new and not values.get("legal_name"):
        yield placing.new_without_a_name(row.number)
    for key, longest in LONGEST.items():
        if len(values.get(key) or "") > longest:
            yield placing.too_long(row.number, one.columns[key], values[key], longest)
    if values.get("headcount_year") and not values.get("headcount"):
        yield placing.year_without_headcount(row.number, one.columns["headcount_year"], str(values["headcount_year"]))
    kind = values.get("type") or (one.default_type if is_new else "firm")
    if _YES_NO.get(values.get("natural_person", ""), False) and kind != "firm":
        yield placing.sole_trader_is_a_firm(row.number, one.columns["natural_person"])


def plain_values(values: dict[str, Any]) -> dict[str, Any]:
    """Return the columns of an organisation that a row says something of."""
    found: dict[str, Any] = {
        key: values[key] if values[key] is not None else empty for key, empty in PLAIN.items() if key in values
    }
    if "natural_person" in found:
        said: Any = found["natural_person"]
        found["natural_person"] = _YES_NO.get(said, said)
    if "headcount" in values and values["headcount"] is None:
        found["headcount_year"] = None
    return found


def _codes(
    values: dict[str, Any], system: str, origin: str = CodeOrigin.GUESSED
) -> tuple[Code | None, tuple[Code, ...]]:
    inferred = values.get("edition_inferred", "")
    main, others = values.get("main_code"), values.get("other_codes") or ()
    read = partial(read_code, system, origin=origin, edition_inferred=inferred)
    found = read(main, is_main=True) if main else None
    return found, tuple(read(code) for code in others if code != main)


def statement_of(key: int, values: dict[str, Any], code_system: str, *, origin: str = CodeOrigin.GUESSED) -> Statement:
    """Return what a row says of an organisation that is there."""
    main, others = _codes(values, code_system, origin)
    return Statement(
        key,
        values=plain_values(values),
        seat={column: values[column] or "" for column in SEAT_COLUMNS if column in values},
        main=main,
        others=others,
        identifiers={scheme: values[scheme] for scheme in IDENTIFIERS if values.get(scheme)},
        texts={TEXTS[name]: values[name] for name in TEXTS if name in values},
    )


def entry_of(one: Import | ListLike, values: dict[str, Any], *, origin: str = CodeOrigin.GUESSED) -> Entry:
    """Return the organisation that a row describes."""
    main, others = _codes(values, one.code_system, origin)
    said = plain_values(values)
    for name in ("legal_form", "state_since", "state_source"):
        said.pop(name, None)
    headcount = said.pop("headcount", None)
    seat: dict[str, Any] = {column: values[column] or "" for column in SEAT_COLUMNS if column in values}
    return Entry(
        **{"type": one.default_type, "source": one.source, "source_year": one.as_of.year, **said},
        headcount=None if headcount is None else from_data(headcount),
        is_invented=one.is_invented,
        source_key=key_of(one.source, values),
        seat=Seat(**seat),
        codes=(*((main,) if main else ()), *others),
        identifiers=tuple((scheme, values[scheme]) for scheme in IDENTIFIERS if values.get(scheme)),
        texts={TEXTS[name]: values[name] for name in TEXTS if values.get(name)},
    )


def origin_of(one: Import) -> str:
    """Return where the codes of a list come from: a register, or someone who wrote them down."""
    return CodeOrigin.REGISTER if one.register and not one.is_invented else CodeOrigin.GUESSED


def source_of(one: Import) -> Source:
    """Return the source of the values of a list; the answer of a register counts as the register."""
    return Source("register" if one.register else "file", one.source, one.as_of)
