"""Strategy cards: programmes with goals, tasks, stages, indicators and money, imported from their own texts."""
