"""The plan of a strategy as a workbook or as an archive of CSV tables, which is read again unchanged (STR-19)."""

from grono.reports.plan_file.reading import PlanFile, PlanRow, read_plan_file, unknown_references
from grono.reports.plan_file.sheets import FORMAT, PLAN_SHEETS, PlanSheet, SheetColumn, Values
from grono.reports.plan_file.writing import plan_archive, plan_workbook

__all__ = [
    "FORMAT",
    "PLAN_SHEETS",
    "PlanFile",
    "PlanRow",
    "PlanSheet",
    "SheetColumn",
    "Values",
    "plan_archive",
    "plan_workbook",
    "read_plan_file",
    "unknown_references",
]
