"""An organisation that the member administers, with one of everything; for the sweep of routes and the pages of a profile."""

import datetime

from grono.portal.directory import actions
from grono.portal.directory.models import AdministratorInvitation
from grono.portal.directory.provenance import Source, record_conflict
from tests.portal.directory.factories import make_organisation

SOURCE = Source("register", "REGON", datetime.date(2026, 5, 3))
POST = {"role": "sales", "email": "jan@example.org", "phone": "600", "rung": 2, "contact_rung": 2}


def make_kept(people):
    one = make_organisation("Mleczarnia Swoja")
    actions.appoint_administrator(by=None, organisation=one, user=people.member, reason="test")
    return one


def with_post(people):
    one = make_kept(people)
    return one, actions.add_post(by=people.member, organisation=one, full_name="Jan Próbny", values=POST)


def with_product(people):
    one = make_kept(people)
    actions.keep_product(by=people.member, organisation=one, texts={"pl": ("Ser", "Dojrzewający")})
    return one, one.products.get()


def with_change(people):
    one = make_kept(people)
    actions.change_facts(by=people.member, organisation=one, facts={"founded": 1991})
    return one, one.changes.get()


def with_conflict(people, *, field="founded", kept=None, offered=1988, source=SOURCE):
    one = make_kept(people)
    record_conflict(organisation=one, field=field, kept=kept, offered=offered, source=source)
    return one, one.conflicts.get()


def with_invitation(people):
    one = make_kept(people)
    return one, AdministratorInvitation.objects.create(
        organisation=one, email=people.translator.email, invited_by=people.member
    )


def with_second_place(people):
    one = make_kept(people)
    actions.keep_place(by=people.member, organisation=one, values={"place": "Łódź", "teryt": "1061011"})
    return one, one.establishments.get(is_seat=False)
