"""A number as honest as its source gave it.

Exact, a range, more than, about, missing, not planned, not applicable, suppressed, with one small algebra that never
pretends to know more.
"""
