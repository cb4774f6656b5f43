"""Entries of the directory that mean one organisation: found, judged, merged and taken apart again."""
