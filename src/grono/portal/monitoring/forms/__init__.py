"""Forms of the monitoring."""
