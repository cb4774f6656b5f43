"""Cluster organisations: members on the ladder, validation, label files."""
