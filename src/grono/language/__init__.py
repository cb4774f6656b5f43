"""Words, and the forms of numbers and dates in the reader's language."""
