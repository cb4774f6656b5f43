"""Tables from files to checked columns: reading, encodings, column guessing, column contracts, and DuckDB behind Ibis.

Every problem of a file is found at once and named by row and column.
"""
