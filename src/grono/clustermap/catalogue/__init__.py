"""The analyses of a map, one module each: ``analyse(context) -> Findings``.

``data/analyses.csv`` lists them in the order in which they run, with what they need and what they give.
"""
