"""The catalogue of the open data after the application profile DCAT-AP, in every language of the pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from grono.portal.core.languages import in_all_languages
from grono.portal.directory.open_data.triples import Literal, iri

if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable, Iterable, Iterator

    from grono.portal.directory.open_data.datasets import Dataset
    from grono.portal.directory.open_data.files import PublishedFile
    from grono.portal.directory.open_data.triples import Statement

LICENCE = "http://publications.europa.eu/resource/authority/licence/CC_BY_4_0"
LANGUAGES = {"pl": "POL", "en": "ENG"}
_AUTHORITY = "http://publications.europa.eu/resource/authority"
_SHA256 = "http://spdx.org/rdf/terms#checksumAlgorithm_sha256"


def base() -> str:
    """Return the address below which the open data stand."""
    return f"{settings.SITE_ADDRESS}/api/open-data"


def catalogue(
    datasets: Iterable[Dataset], files: Iterable[PublishedFile], issued: datetime.datetime, now: datetime.datetime
) -> Iterator[Statement]:
    """Return the statements of the whole catalogue."""
    me, publisher = f"{base()}/catalogue", f"{base()}/publisher"
    yield (me, "rdf:type", iri("dcat:Catalog"))
    yield from _in_each_language(me, "dct:title", _titles())
    yield from _in_each_language(me, "dct:description", _descriptions())
    yield from _when_and_who(me, issued, now, publisher)
    yield (me, "dct:license", LICENCE)
    for code in LANGUAGES.values():
        yield (me, "dct:language", f"{_AUTHORITY}/language/{code}")
    yield (publisher, "rdf:type", iri("foaf:Agent"))
    yield (publisher, "foaf:name", Literal(settings.OPERATOR or "Grono", settings.LANGUAGE_CODE))
    by_dataset = list(files)
    for dataset in datasets:
        node = f"{base()}/{dataset.key}"
        yield (me, "dcat:dataset", node)
        yield (node, "rdf:type", iri("dcat:Dataset"))
        yield from _in_each_language(node, "dct:title", in_all_languages(dataset.title))
        yield from _in_each_language(node, "dct:description", in_all_languages(dataset.description))
        yield (node, "dcat:theme", dataset.theme)
        yield (node, "dct:accrualPeriodicity", f"{_AUTHORITY}/frequency/DAILY")
        yield from _when_and_who(node, issued, now, publisher)
        for file in by_dataset:
            if file.dataset == dataset.key:
                yield from _distribution(node, file, now)


def _distribution(dataset: str, file: PublishedFile, now: datetime.datetime) -> Iterator[Statement]:
    address, node = f"{base()}/{file.name}", f"{base()}/{file.name}#distribution"
    checksum = f"{address}#checksum"
    yield (dataset, "dcat:distribution", node)
    yield (node, "rdf:type", iri("dcat:Distribution"))
    yield (node, "dcat:accessURL", address)
    yield (node, "dcat:downloadURL", address)
    yield (node, "dct:license", LICENCE)
    yield (node, "dct:format", f"{_AUTHORITY}/file-type/{file.file_type}")
    yield (node, "dcat:mediaType", f"http://www.iana.org/assignments/media-types/{file.media_type}")
    yield (node, "dcat:byteSize", Literal(str(file.size), kind="xsd:nonNegativeInteger"))
    yield (node, "dct:modified", Literal(now.isoformat(timespec="seconds"), kind="xsd:dateTime"))
    yield (node, "spdx:checksum", checksum)
    yield (checksum, "rdf:type", iri("spdx:Checksum"))
    yield (checksum, "spdx:algorithm", _SHA256)
    yield (checksum, "spdx:checksumValue", Literal(file.sha256, kind="xsd:hexBinary"))


def _when_and_who(node: str, issued: datetime.datetime, now: datetime.datetime, publisher: str) -> Iterator[Statement]:
    yield (node, "dct:issued", Literal(issued.isoformat(timespec="seconds"), kind="xsd:dateTime"))
    yield (node, "dct:modified", Literal(now.isoformat(timespec="seconds"), kind="xsd:dateTime"))
    yield (node, "dct:publisher", publisher)


def _in_each_language(node: str, what: str, texts: dict[str, str]) -> Iterator[Statement]:
    for language, text in texts.items():
        yield (node, what, Literal(text, language))


def _titles() -> dict[str, str]:
    return _said(lambda: _("Open data of %(operator)s") % {"operator": settings.OPERATOR or "Grono"})


def _descriptions() -> dict[str, str]:
    return _said(
        lambda: _("Organisations of the region and what can be counted about them, made anew every day. No people.")
    )


def _said(sentence: Callable[[], str]) -> dict[str, str]:
    texts = {}
    for code, _name in settings.LANGUAGES:
        with override(code):
            texts[code] = sentence()
    return texts
