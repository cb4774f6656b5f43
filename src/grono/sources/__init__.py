"""Data from outside, one folder for each source: fetch a raw copy, parse it to a column contract, check it.

No judgement happens here, and requests and answers are built and parsed by pure functions.
"""
