"""Forms of state aid."""
