"""The clusters of the demonstration."""
