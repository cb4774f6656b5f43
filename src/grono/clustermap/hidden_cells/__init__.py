"""Cells a source does not publish: bounded, estimated, and carried through every number."""
