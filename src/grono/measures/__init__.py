"""The statistics.

Arrays in, arrays out, one function for each measure of the literature, right at zero, at missing and at one region.
This floor knows NumPy and SciPy and nothing else.
"""
