"""The plan as a file that comes back: what is exported, what a file would change, and every problem of it (STR-19)."""
