"""Cluster maps: a pipeline of named steps from observations to a ranked shortlist.

Each step takes and returns tables with a written column contract; a map is a stored run that can be repeated and
compared.
"""
