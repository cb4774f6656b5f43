"""What is kept about people, and their rights over it."""
