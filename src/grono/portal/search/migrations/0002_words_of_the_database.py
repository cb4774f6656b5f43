"""The index of words of each database, kept by the database itself."""

from typing import Any

from django.db import migrations

SQLITE = (
    """CREATE VIRTUAL TABLE search_words USING fts5(
        tokens, content='search_searchdocument', content_rowid='id', tokenize="unicode61 remove_diacritics 0", prefix='3 4 5')""",
    """CREATE TRIGGER search_words_added AFTER INSERT ON search_searchdocument BEGIN
        INSERT INTO search_words (rowid, tokens) VALUES (new.id, new.tokens); END""",
    """CREATE TRIGGER search_words_removed AFTER DELETE ON search_searchdocument BEGIN
        INSERT INTO search_words (search_words, rowid, tokens) VALUES ('delete', old.id, old.tokens); END""",
    """CREATE TRIGGER search_words_changed AFTER UPDATE ON search_searchdocument BEGIN
        INSERT INTO search_words (search_words, rowid, tokens) VALUES ('delete', old.id, old.tokens);
        INSERT INTO search_words (rowid, tokens) VALUES (new.id, new.tokens); END""",
)
SQLITE_BACK = (
    "DROP TRIGGER search_words_added",
    "DROP TRIGGER search_words_removed",
    "DROP TRIGGER search_words_changed",
    "DROP TABLE search_words",
)
POSTGRESQL = (
    """ALTER TABLE search_searchdocument ADD COLUMN vector tsvector
        GENERATED ALWAYS AS (to_tsvector('simple'::regconfig, tokens)) STORED""",
    "CREATE INDEX search_words_by_token ON search_searchdocument USING gin (vector)",
)
POSTGRESQL_BACK = ("DROP INDEX search_words_by_token", "ALTER TABLE search_searchdocument DROP COLUMN vector")


def _run(editor: Any, statements: dict[str, tuple[str, ...]]) -> None:
    for statement in statements[editor.connection.vendor]:
        editor.execute(statement)


def build(_apps: Any, editor: Any) -> None:
    """Make the index of words."""
    _run(editor, {"sqlite": SQLITE, "postgresql": POSTGRESQL})


def remove(_apps: Any, editor: Any) -> None:
    """Remove the index of words."""
    _run(editor, {"sqlite": SQLITE_BACK, "postgresql": POSTGRESQL_BACK})


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]
    operations = [migrations.RunPython(build, remove)]
