"""Cluster maps: a table uploaded, understood, computed in the background, looked at and published."""
