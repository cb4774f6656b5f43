"""What holds of the rows of a plan, whichever way they are entered: by a form, a program or a file."""

from __future__ import annotations

from grono.portal.strategies.kinds import PartKind

MAY_STAND_BELOW: dict[str, frozenset[str | None]] = {
    PartKind.GOAL: frozenset({None}),
    PartKind.ACTION_GROUP: frozenset({None, PartKind.GOAL}),
    PartKind.OBJECTIVE: frozenset({PartKind.GOAL}),
    PartKind.TASK: frozenset({None, PartKind.GOAL, PartKind.OBJECTIVE, PartKind.ACTION_GROUP}),
    PartKind.STAGE: frozenset({PartKind.TASK}),
}
"""Below which part a part of a kind stands."""
ALWAYS = frozenset(
    {
        "text",
        "source_text",
        "owner_post",
        "frequency",
        "publication_lag_days",
        "standard_codes",
        "aid_relevant",
        "stage",
    }
)
"""What may be said anew after adoption: it tells where values come from and who reports them, not what is promised."""
LANGUAGES = ("pl", "en", "de", "cs", "sk", "it", "fr", "es", "hu", "uk")
"""Languages in which a strategy may be written; the headings of the card are Polish in all of them."""
