"""Industries and regions as codes.

NACE with labels in many languages, the shapes of national codes, NUTS, TERYT and outlines, and the nearest existing
code for one that does not exist.
"""
