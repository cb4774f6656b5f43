"""The public API and its OpenAPI description: open data for machines, with the same rights as the pages."""
