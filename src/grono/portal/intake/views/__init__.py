"""The pages on which organisations are brought in."""
