"""Open data of the directory: tables and linked data that anyone may take away, made once a day (DIR-48)."""
