"""Documents: one set of values becomes HTML, PDF/UA-1, XLSX and CSV.

A report computes nothing; it arranges what the floors below found, with units, dates, sources and a table beside
every picture.
"""
