"""Collect, check and compile the translations: ``script/messages``.

English is written in the source. Every app of the portal keeps its Polish in ``locale/pl/LC_MESSAGES/django.po``, the library in
``src/grono/locale/pl/LC_MESSAGES/grono.po``. Babel does what elsewhere GNU gettext does, so nothing has to be installed.
"""

from __future__ import annotations

import argparse
import re
import sys
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

SOURCE = Path(__file__).resolve().parents[1] / "src" / "grono"
LANGUAGE = "pl"
DJANGO_KEYWORDS = {
    **DEFAULT_KEYWORDS,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
LIBRARY_KEYWORDS = {"message": None, "plural_message": (1, 2)}
_STRING = r"""u?(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
CALL_IN_TEMPLATE = re.compile(rf"\b(?:n?p?gettext|_)\((?:\s*{_STRING}\s*,?)+(?:\s*count)?\s*\)", re.DOTALL)
PLACEHOLDER = re.compile(r"%\((\w+)\)")
DATES = re.compile(
    rb'^"(POT-Creation-Date|PO-Revision-Date|Generated-By|Project-Id-Version|Report-Msgid-Bugs-To|Last-Translator|Language-Team|MIME-Version).*\n',
    re.MULTILINE,
)


@dataclass(frozen=True)
class Part:
    """One catalogue: the library, or an app of the portal."""

    name: str
    folder: Path

    @property
    def is_library(self) -> bool:
        """Say whether this is the library, which has its own way of marking sentences."""
        return self.name == "grono"

    @property
    def file(self) -> Path:
        """Return the place of the catalogue."""
        domain = "grono" if self.is_library else "django"
        return self.folder / "locale" / LANGUAGE / "LC_MESSAGES" / f"{domain}.po"

    def sources(self) -> Iterator[Path]:
        """Return the files with sentences; the portal says some in the library's way, and the library translates them."""
        patterns = ["*.py"] if self.is_library else ["*.py", "*.html", "*.txt"]
        for pattern in patterns:
            for path in sorted(self.folder.rglob(pattern)):
                if "migrations" not in path.relative_to(self.folder).parts:
                    yield path


def parts() -> list[Part]:
    """Return the library and every app of the portal."""
    apps = sorted(path.parent for path in (SOURCE / "portal").glob("*/apps.py"))
    return [Part("grono", SOURCE), *(Part(app.name, app) for app in apps)]


def extracted(part: Part) -> Catalog:
    """Return every sentence of the sources."""
    catalog = Catalog(locale=LANGUAGE, fuzzy=False, header_comment=f"# Polish of Grono: {part.name}.")
    keywords = LIBRARY_KEYWORDS if part.is_library else DJANGO_KEYWORDS
    for path in part.sources():
        text = path.read_text("utf-8")
        if path.suffix != ".py":
            text = "\n".join(CALL_IN_TEMPLATE.findall(templatize(text, origin=str(path))))
        place = path.relative_to(SOURCE.parents[1]).as_posix()
        for _line, message, _comments, context in extract("python", BytesIO(text.encode()), keywords=keywords):
            catalog.add(message, locations=[(place, 1)], context=context)
    return catalog


def stored(part: Part) -> Catalog:
    """Return the translations of the file, or none."""
    if not part.file.exists():
        return Catalog(locale=LANGUAGE)
    with part.file.open("rb") as file:
        return read_po(file, locale=LANGUAGE)


def take_over(new: Catalog, old: Catalog) -> None:
    """Give every new sentence its old translation, also one that had been laid aside; lay aside what is no longer said."""
    known = {(entry.id, entry.context): entry for entry in [*old.obsolete.values(), *old] if entry.id}
    for entry in new:
        former = known.pop((entry.id, entry.context), None)
        if former is not None and entry.id:
            entry.string, entry.flags = former.string, entry.flags | (former.flags & {"fuzzy"})
    for key, entry in known.items():
        if is_translated(entry):
            new.obsolete[key] = entry


def is_translated(entry: Message) -> bool:
    """Say whether every form of a sentence has a translation."""
    strings = entry.string if isinstance(entry.string, list | tuple) else [entry.string]
    return bool(strings) and all(strings)


def faults(part: Part, catalog: Catalog) -> Iterator[str]:
    """Say what is wrong with the translations of one catalogue."""
    for entry in catalog:
        if not entry.id:
            continue
        first = entry.id[0] if isinstance(entry.id, tuple) else entry.id
        if not is_translated(entry):
            yield f'{part.name}: no Polish for "{first}".'
        elif entry.fuzzy:
            yield f'{part.name}: the Polish for "{first}" is marked fuzzy; check it and take the mark away.'
        elif not _same_placeholders(entry):
            yield f'{part.name}: the Polish for "{first}" has other placeholders than the English.'
        elif isinstance(entry.id, tuple) and len(entry.string) != catalog.num_plurals:
            yield f'{part.name}: "{first}" needs {catalog.num_plurals} plural forms.'


def _same_placeholders(entry: Message) -> bool:
    if isinstance(entry.id, tuple):
        singular, plural = ({*PLACEHOLDER.findall(text)} for text in entry.id)
        return all({*PLACEHOLDER.findall(text)} in (singular, plural) for text in entry.string)
    return {*PLACEHOLDER.findall(entry.id)} == {*PLACEHOLDER.findall(str(entry.string))}


def written(catalog: Catalog) -> bytes:
    """Return the file, without dates and line numbers, which would change without anything having changed."""
    buffer = BytesIO()
    write_po(buffer, catalog, width=110, sort_output=True, include_lineno=False)
    return DATES.sub(b"", buffer.getvalue())


def compile_catalogue(part: Part) -> None:
    """Write the ``.mo`` files that Django reads, unless current; English ones reword Django. The library reads its ``.po`` itself."""
    for path in () if part.is_library else part.folder.glob("locale/*/LC_MESSAGES/django.po"):
        target = path.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= path.stat().st_mtime:
            continue
        with path.open("rb") as source, target.open("wb") as file:
            write_mo(file, read_po(source, locale=path.parts[-3]))


def merge(catalog: Catalog, files: Iterable[Path]) -> None:
    """Fill sentences without Polish from other files."""
    for path in files:
        with path.open("rb") as file:
            other = read_po(file, locale=LANGUAGE)
        for entry in other:
            known = catalog.get(entry.id, context=entry.context) if entry.id else None
            if known is not None and not is_translated(known) and is_translated(entry):
                known.string = entry.string


def update(part: Part, *, check: bool, files: Iterable[Path]) -> list[str]:
    """Bring one catalogue up to date, or only say what is wrong with it."""
    old, new = stored(part), extracted(part)
    take_over(new, old)
    merge(new, files)
    found = list(faults(part, new))
    if not any(entry.id for entry in new):
        return found
    if check:
        uncollected = [entry for entry in new if entry.id and old.get(entry.id, context=entry.context) is None]
        if uncollected:
            found.append(
                f"{part.name}: {len(uncollected)} sentences are not collected yet. Run script/messages {part.name}."
            )
        return found
    content = written(new)
    if not part.file.exists() or part.file.read_bytes() != content:
        part.file.parent.mkdir(parents=True, exist_ok=True)
        part.file.write_bytes(content)
    return found


def main() -> int:
    """Collect the sentences, take over the translations, say what is missing, compile."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("parts", nargs="*", help="only these: grono (the library) or names of apps, such as maps")
    parser.add_argument("--check", action="store_true", help="change nothing; fail when something is missing")
    parser.add_argument("--compile", action="store_true", help="only compile")
    parser.add_argument(
        "--merge", nargs="+", type=Path, default=[], metavar="FILE", help="fill missing Polish from these .po files"
    )
    options = parser.parse_args()
    settings.configure()
    chosen = [part for part in parts() if not options.parts or part.name in options.parts]
    found: list[str] = []
    if not options.compile:
        for part in chosen:
            found += update(part, check=options.check, files=options.merge)
    for part in chosen:
        compile_catalogue(part)
    sys.stdout.writelines(f"{line}\n" for line in found)
    return 1 if found and options.check else 0


if __name__ == "__main__":
    sys.exit(main())
