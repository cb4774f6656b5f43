"""What the pages of the strategies show."""
