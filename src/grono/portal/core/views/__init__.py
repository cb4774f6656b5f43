"""Pages of the core: people and roles, one's own account, the audit chain, background runs."""
