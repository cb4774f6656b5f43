"""Answers made by hand in the form that the API of the Local Data Bank documents; every figure in them is invented."""

import json

PODLASKIE, SILESIA, POLAND = "062000000000", "012400000000", "000000000000"


def variable(number, *, unit="osoba", level=5, years=(2019, 2020), name="sekcja A"):
    return json.dumps(
        {
            "id": number, "subjectId": "P2814", "n1": "ogółem", "n2": name, "level": level, "measureUnitId": 6,
            "measureUnitName": unit, "years": list(years),
        }
    ).encode()  # fmt: skip


def page(number, units, *, total=None, at=0):
    """``units``: id → (name, [(year, value, note), …])."""
    return json.dumps(
        {
            "totalRecords": len(units) if total is None else total, "page": at, "pageSize": 100, "variableId": number,
            "measureUnitId": 6, "aggregateId": 1, "lastUpdate": "2026-01-01",
            "results": [
                {"id": unit, "name": name, "values": [{"year": str(y), "val": v, "attrId": a} for y, v, a in values]}
                for unit, (name, values) in units.items()
            ],
        }
    ).encode()  # fmt: skip
