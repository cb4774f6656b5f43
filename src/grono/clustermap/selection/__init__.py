"""From candidates to a defended choice: competitiveness, criteria, acceptability, other ways to decide, evidence."""
