"""Views: what everyone reads, importing, changing."""
