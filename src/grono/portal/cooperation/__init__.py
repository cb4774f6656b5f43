"""Co-operation: networks of organisations on two days and the triple helix of projects, measured beside what chance gives."""
