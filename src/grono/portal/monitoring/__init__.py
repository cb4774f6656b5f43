"""What a strategy does: who owes which report by when, what was reported, approved and published, and the documents made of it."""
