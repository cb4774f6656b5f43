from datetime import date
from decimal import Decimal

from grono.stateaid import AidGrant, ControlLink


def grants_of(entries):
    return [
        AidGrant(
            entry.get("beneficiary", "X"),
            date.fromisoformat(entry["granting_date"]),
            Decimal(entry["gge_eur"]),
            entry.get("regulation", "2023/2831"),
            identifier=entry["granting_date"],
        )
        for entry in entries
    ]


def links_of(entries):
    return [
        ControlLink(
            entry["parent"],
            entry["child"],
            entry["type"],
            date.fromisoformat(entry["valid_from"]),
            date.fromisoformat(entry["valid_to"]) if entry["valid_to"] else None,
            via_public_body=entry["via_public_body"],
        )
        for entry in entries
    ]
