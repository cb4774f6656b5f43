"""What people chose on a map: the list, and the words of one entry."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from grono.language import collation_key
from grono.portal.core.display import Cell, Column, Download, Status, Table
from grono.portal.core.templatetags.grono import day
from grono.portal.maps.choices import WORDS
from grono.portal.maps.followers import followers_of
from grono.portal.maps.models import Decision
from grono.portal.maps.pages.addresses import address
from grono.portal.maps.pages.shortlist import foreign
from grono.portal.maps.permissions import may_record_choice
from grono.portal.maps.queries import choices_of
from grono.portal.maps.results import Name, results_of

if TYPE_CHECKING:
    from django.http import QueryDict

    from grono.portal.core.display import Tone
    from grono.portal.core.visitor import Reader
    from grono.portal.maps.models import Choice, ClusterMap
    from grono.portal.maps.results import Results

TONES: dict[str, Tone] = {Decision.CHOSEN: "success", Decision.REJECTED: "neutral", Decision.DEFERRED: "warning"}


def decision_status(choice: Choice) -> Status:
    """Return a decision in a word."""
    return Status(choice.get_decision_display(), TONES[choice.decision])


def words_of(choice: Choice, part: str) -> Name:
    """Return a text of a choice in the reader's language where it was said in it, else as it was recorded, with its language."""
    language = get_language() or "en"
    also = next((one for one in choice.texts.all() if one.language == language), None)
    if also is not None and (said := getattr(also, part)):
        return Name(said, language)
    return Name(getattr(choice, part), choice.language)


def name_of(results: Results, choice: Choice) -> Name:
    """Return what the industry of a choice is called."""
    if choice.label:
        return words_of(choice, "label")
    return results.name("industry", choice.industry, get_language() or "en")


def finding(results: Results, choice: Choice) -> str:
    """Say how the industry stands on the map: a choice need not be a finding."""
    lists = {(line["region"], line["industry"]): line["list"] for line in results.shortlist}
    listed = lists.get((choice.region, choice.industry)) if choice.industry else None
    return {"candidate": _("candidate on this map"), "rests_on_few_plants": _("rests on few plants on this map")}.get(
        str(listed), _("recorded, not found in the data")
    )


def choices(map_: ClusterMap, wanted: QueryDict, reader: Reader) -> dict[str, Any]:
    """Return the list of a map with its history, and the regions in which there is something to decide."""
    results, language = results_of(map_), get_language() or "en"
    every = list(choices_of(reader, map_))
    may = may_record_choice(reader, map_)
    order = wanted.get("order", "-day")
    standing = _ordered([one for one in every if one.stands], order, results, language)
    past = [one for one in every if not one.stands]
    return {
        "table": _table(map_, results, standing, order=order, language=language, may=may),
        "followers": _followers(map_, results, reader, language),
        "past": _past(results, past, language) if past else None,
        "regions": _regions(map_, results, standing, language),
        "may_record": may,
        "record_address": address(map_, "record_choice"),
        "downloads": [Download(_("All entries, with their history"), "?file=csv", "CSV")] if every else [],
    }


def _followers(map_: ClusterMap, results: Results, reader: Reader, language: str) -> Table | None:
    """Return the selections elsewhere that name this map, such as those of strategies; nothing where there are none."""
    rows: list[list[object]] = []
    for one in followers_of(reader, map_):
        region, industry = (
            results.name(kind, code, language) for kind, code in (("region", one.region), ("industry", one.industry))
        )
        listed = (one.region, one.industry) in {(line["region"], line["industry"]) for line in results.shortlist}
        href = address(map_, "evidence", region=one.region, industry=one.industry) if listed else ""
        rows.append(
            [
                Cell(one.title, one.address, language=one.language),
                Cell(region.text, detail=one.region, language=region.language),
                Cell(industry.text or one.industry, href, one.industry, industry.language),
                one.text,
            ]
        )
    columns = [Column(_("Strategy")), Column(_("Region")), Column(_("Industry")), Column(_("How far it came"))]
    return Table(_("Selections of strategies on this map"), columns, rows, stacked=True) if rows else None


_ORDERS = ("-day", "region", "decision")


def _ordered(found: list[Choice], order: str, results: Results, language: str) -> list[Choice]:
    def region(one: Choice) -> Any:
        return collation_key(results.name("region", one.region, language).text, language)

    latest = sorted(found, key=lambda one: (one.decided_on, one.pk), reverse=True)
    if order == "region":
        return sorted(latest, key=region)
    if order == "decision":
        return sorted(latest, key=lambda one: list(Decision.values).index(one.decision))
    return latest


def _table(  # noqa: PLR0913 - what to show, and in which order
    map_: ClusterMap, results: Results, found: list[Choice], *, order: str, language: str, may: bool
) -> Table:
    def head(label: str, key: str) -> Column:
        direction = "descending" if key.startswith("-") else "ascending"
        return Column(label, sort_href=f"?order={key}", sorted=direction if key == order else "")  # type: ignore[arg-type]

    columns = [
        Column(_("Industry")),
        head(_("Decision"), "decision"),
        head(_("Region"), "region"),
        head(_("Decided on"), "-day"),
        Column(_("By")),
        Column(_("Reason")),
        Column(_("On the map")),
        *([Column(_("Change"))] if may else []),
    ]
    rows = [_row(map_, results, one, language, may=may) for one in found]
    empty = _("Nobody has recorded a choice on this map yet.")
    return Table(_("Recorded choices"), columns, rows, empty=empty, stacked=True)


def _row(map_: ClusterMap, results: Results, one: Choice, language: str, *, may: bool) -> list[object]:
    name, region = name_of(results, one), results.name("region", one.region, language)
    sheet = address(map_, "evidence", region=one.region, industry=one.industry) if one.industry else ""
    correct = Cell(_("correct or withdraw"), address(map_, "correct_choice", choice=one.public_id))
    return [
        Cell(name.text, sheet, one.industry, foreign(name.language)),
        Cell("", status=decision_status(one)),
        Cell(region.text, address(map_, "decide", code=one.region), language=foreign(region.language)),
        day(one.decided_on),
        Cell(one.decided_by, language=foreign(one.language)),
        _worded(one, "reason"),
        finding(results, one),
        *([correct] if may else []),
    ]


def _worded(one: Choice, part: str) -> Cell:
    words = words_of(one, part)
    return Cell(words.text, language=foreign(words.language))


def _past(results: Results, found: list[Choice], language: str) -> Table:
    columns = [
        Column(_("Industry")), Column(_("Decision")), Column(_("Region")), Column(_("Decided on")), Column(_("Reason")),
        Column(_("What became of the entry")),
    ]  # fmt: skip
    rows: list[list[object]] = [
        [
            Cell(name_of(results, one).text, detail=one.industry, language=foreign(name_of(results, one).language)),
            one.get_decision_display(),
            results.name("region", one.region, language).text,
            day(one.decided_on),
            _worded(one, "reason"),
            became(one),
        ]
        for one in found
    ]
    return Table(_("Corrected and withdrawn entries"), columns, rows, stacked=True)


def became(one: Choice) -> str:
    """Say what became of an entry that no longer stands; nothing of one that does."""
    if one.replaced_by is not None:
        return _("corrected on %(day)s") % {"day": day(one.replaced_by.recorded_at)}
    if one.withdrawn_at is not None:
        values = {"day": day(one.withdrawn_at), "reason": one.withdrawn_because}
        return _("withdrawn on %(day)s: %(reason)s") % values
    return ""


def _regions(map_: ClusterMap, results: Results, standing: list[Choice], language: str) -> Table:
    """Return the regions that have candidates, each with the page on which one decides."""
    chosen = dict.fromkeys(results.regions, 0)
    for one in standing:
        chosen[one.region] = chosen.get(one.region, 0) + (one.decision == Decision.CHOSEN)
    rows: list[list[object]] = []
    for row in sorted(results.regions.values(), key=lambda row: (-row["candidates"], row["region"])):
        if row["candidates"]:
            name = results.name("region", row["region"], language)
            href = address(map_, "decide", code=row["region"])
            rows.append(
                [Cell(name.text, href, language=foreign(name.language)), row["candidates"], chosen[row["region"]]]
            )
    columns = [Column(_("Region")), Column(_("Candidates"), numeric=True), Column(_("Chosen"), numeric=True)]
    note = _("Each region leads to its candidates in order, with weights that you can move.")
    return Table(
        _("Regions with candidates"), columns, rows, note=note, empty=_("No region of this map has a candidate.")
    )


def file_rows(map_: ClusterMap, reader: Reader) -> list[list[object]]:
    """Return every entry for a file, with what became of it."""
    results, language = results_of(map_), get_language() or "en"
    head: list[object] = [
        _("Region"), _("Name of the region"), _("Code"), _("Industry"), _("Decision"), _("Decided on"), _("Who decided"), _("Reason"),
        _("Doubts"), _("Missing data"), _("On the map"), _("Language"), _("Recorded"), _("What became of the entry"),
    ]  # fmt: skip
    rows: list[list[object]] = [
        [
            one.region, results.name("region", one.region, language).text, one.industry, name_of(results, one).text,
            one.get_decision_display(), one.decided_on.isoformat(), one.decided_by,
            *(words_of(one, part).text for part in ("reason", "doubts", "data_missing")),
            finding(results, one), words_of(one, "reason").language, one.recorded_at.isoformat(timespec="seconds"), became(one),
        ]
        for one in choices_of(reader, map_)
    ]  # fmt: skip
    return [head, *rows]


def entry_title(results: Results, choice: Choice) -> str:
    """Return the industry and the region of an entry."""
    return f"{name_of(results, choice).text} – {results.name('region', choice.region, get_language() or 'en').text}"


def title_of(choice: Choice) -> str:
    """Return the industry and the region of an entry on its map."""
    return entry_title(results_of(choice.map), choice)


def region_choices(map_: ClusterMap) -> list[tuple[str, str]]:
    """Return code and name of every region of a map, by name."""
    results, language = results_of(map_), get_language() or "en"
    named = [(code, results.name("region", code, language).text) for code in results.regions]
    return sorted(named, key=lambda pair: collation_key(pair[1], language))


def initial_of(choice: Choice) -> dict[str, Any]:
    """Return what a correction begins with."""
    names = ("region", "industry", "label", "decision", "decided_on", "decided_by", "reason", "doubts", "data_missing")
    further = {f"{name}_{one.language}": getattr(one, name) for one in choice.texts.all() for name in WORDS}
    return {name: getattr(choice, name) for name in names} | further
