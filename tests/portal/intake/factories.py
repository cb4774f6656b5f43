"""Lists for tests."""

import datetime

from grono.portal.intake import actions, storage
from grono.portal.intake.models import Import

LIST = """Nazwa;NIP;REGON;Typ;Miasto;Ulica;PKD;Zatrudnienie;WWW;Opis działalności
Huta Zmyślona sp. z o.o.;972-123-73-17;302046830;firma;Łódź;Zmyślona 1;23.13.Z;ok. 40;huta.example.org;szkło gospodarcze
Młyn Zmyślony;9721237323;;firma;Białystok;Młyńska 2;10.61.Z;12;;mąka i kasze
"""


def make_import(
    people, content=LIST, *, name="firmy.csv", source="Spis próbny", as_of=datetime.date(2026, 10, 1), **further
):
    file = storage.take_in(name, [content if isinstance(content, bytes) else content.encode()])
    return actions.upload(by=people.coordinator, file=file, source=source, as_of=as_of, **further)


def told(_step, _done=0, _total=0):
    """Take note of nothing."""


def checked(people, content=LIST, **further):
    one = make_import(people, content, **further)
    options = one.options | {"code_system": "pkd2007"}
    one = actions.ask_for_check(by=people.coordinator, one=one, options=options)
    actions.check(by=people.coordinator, one=one, told=told)
    return Import.objects.get(pk=one.pk)


def applied(people, content=LIST, **further):
    one = checked(people, content, **further)
    one = actions.ask_to_apply(by=people.coordinator, one=one)
    actions.apply(by=people.coordinator, one=one, told=told)
    return Import.objects.get(pk=one.pk)
