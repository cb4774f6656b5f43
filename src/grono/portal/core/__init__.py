"""What every app stands on: users, roles, permissions, audit, background runs, and the demonstration's registry."""
