"""Random public identifiers: what stands in an address instead of the primary key."""

import secrets

ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"  # no 0/o, 1/i/l: read aloud without mistakes
LENGTH = 12  # 31**12, about 59 bits


def new_public_id() -> str:
    """Return a new random identifier of 12 characters."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
