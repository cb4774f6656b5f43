"""The evidence sheet of one industry of a region: on the page and on paper, with the same words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from grono.portal.core.display import Download, Link
from grono.portal.core.languages import in_this_language
from grono.portal.core.templatetags.grono import day
from grono.portal.maps.deciding import map_for_sheet
from grono.portal.maps.pages.addresses import address
from grono.portal.maps.pages.choices import words_of
from grono.portal.maps.pages.figures import source_of
from grono.portal.maps.pages.method_pages import methods_behind
from grono.portal.maps.pages.shortlist import foreign
from grono.portal.maps.permissions import may_record_choice
from grono.portal.maps.queries import standing_choices
from grono.portal.maps.results import results_of

if TYPE_CHECKING:
    from grono.portal.core.visitor import Reader
    from grono.portal.maps.models import Choice, ClusterMap
    from grono.portal.maps.results import Name


@dataclass(frozen=True)
class Sentence:
    """One sentence; ``said`` are the words of those who decided, in their ``language`` where it is not the reader's."""

    text: str
    said: str = ""
    language: str = ""


@dataclass(frozen=True)
class Part:
    """One part of the sheet: its heading and its sentences, in the reader's language."""

    name: str
    heading: str
    sentences: list[Sentence]


METHODS_OF_EVIDENCE = (
    "specialisation",
    "location-quotient-interval",
    "competitiveness",
    "relatedness",
    "shortlist-by-smaa",
    "multiverse",
)
"""Pages of the methods behind the figures of a sheet."""
PARTS = ("in", "doubts", "missing", "decided")


def sheet(map_: ClusterMap, region: str, industry: str, reader: Reader) -> dict[str, Any]:
    """Return the page of the sheet."""
    names = _names(map_, region, industry)
    code = {"region": region, "industry": industry}
    return {
        "industry": names[1],
        "industry_language": foreign(names[1].language),
        "region": names[0],
        "region_language": foreign(names[0].language),
        "code": industry,
        "listed": _listed(map_, region, industry),
        "parts": _parts(map_, region, industry, reader),
        "decide_address": address(map_, "decide", code=region),
        "industry_address": address(map_, "industry", code=industry),
        "method_address": address(map_, "method"),
        **methods_behind(*METHODS_OF_EVIDENCE),
        "downloads": [Download(_("This sheet"), address(map_, "evidence_pdf", **code), "PDF")],
        "record": Link(
            _("Record what was decided"),
            f"{reverse('maps:record_choice', args=[map_.public_id])}?region={region}&industry={industry}",
        )
        if may_record_choice(reader, map_)
        else None,
    }


def _names(map_: ClusterMap, region: str, industry: str) -> tuple[Name, Name]:
    results, language = results_of(map_), get_language() or "en"
    if region not in results.regions or industry not in results.industries:
        raise Http404
    return results.name("region", region, language), results.name("industry", industry, language)


def _listed(map_: ClusterMap, region: str, industry: str) -> str:
    lists = {(line["region"], line["industry"]): line["list"] for line in results_of(map_).shortlist}
    return {
        "candidate": _("A candidate of its region on this map."),
        "rests_on_few_plants": _("Listed apart on this map, as it rests on few plants."),
    }.get(str(lists.get((region, industry))), _("Not a candidate on this map."))


def _parts(map_: ClusterMap, region: str, industry: str, reader: Reader) -> list[Part]:
    from grono.clustermap.selection.evidence_sheet import evidence_sheet

    language = get_language() or "en"
    choices = standing_choices(reader, map_, region=region, industry=industry)
    sections = evidence_sheet(map_for_sheet(map_, region, industry), region, industry, []).sections()
    parts = [
        Part(name, heading.in_language(language), [Sentence(sentence.in_language(language)) for sentence in sentences])
        for name, (heading, sentences) in zip(PARTS, sections, strict=True)
    ]
    if choices:
        decided = [sentence for one in choices for sentence in _decided(one)]
        parts[-1] = Part(parts[-1].name, parts[-1].heading, decided)
    return parts


def _decided(choice: Choice) -> list[Sentence]:
    """Return what was decided, in the words of those who decided."""
    what = _("%(decision)s, %(day)s. Who decided:") % {
        "decision": choice.get_decision_display().capitalize(),
        "day": day(choice.decided_on),
    }
    labels = {
        "reason": _("Reason:"),
        "doubts": _("Doubts that were recorded:"),
        "data_missing": _("Data that were missed:"),
    }
    said = [(label, words_of(choice, part)) for part, label in labels.items()]
    return [
        Sentence(what, choice.decided_by, foreign(choice.language)),
        *(Sentence(label, words.text, foreign(words.language)) for label, words in said if words.text),
    ]


def printed_sheet(map_: ClusterMap, region: str, industry: str, reader: Reader) -> bytes:
    """Return the sheet as PDF."""
    from grono.reports.evidence import PrintedSheet, printed_sheet

    names = _names(map_, region, industry)
    note = in_this_language(map_.note)
    source = _("Source: %(source)s") % {"source": source_of(map_) or str(map_.table or "")}
    content = PrintedSheet(
        language=get_language() or "en",
        title=names[1].text,
        subtitle=_("%(region)s, code %(code)s") % {"region": names[0].text, "code": industry},
        standing=[_listed(map_, region, industry), *([note] if note else [])],
        parts=[
            (part.heading, [(one.text, one.said, one.language) for one in part.sentences])
            for part in _parts(map_, region, industry, reader)
        ],
        footer=[
            _("Cluster map: %(title)s") % {"title": map_.title},
            _("Figures of %(year)s.") % {"year": map_.summary["period"]} if map_.summary["period"] else "",
            _("Drawn on %(day)s.") % {"day": day(map_.drawn_at)},
            source,
        ],
    )
    return printed_sheet(content, map_.drawn_at)
