"""The log of a plan is chained by hashes (STR-21)."""

import hashlib
import json
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from grono.strategy import FIRST_HASH, canonical_json, chained, check_chain, entry_hash

ENTRIES = [
    {"field": "target", "value": "40"},
    {"field": "target", "value": "35"},
    {"field": "lead", "value": "Sekretarz"},
]


def test_chain_holds_and_names_its_end():
    log = chained(ENTRIES)
    checked = check_chain(log)
    assert (checked.holds, checked.entries, checked.last_hash) == (True, 3, log[-1].hash)
    assert check_chain([]).last_hash == FIRST_HASH


def test_hash_is_sha256_over_canonical_json_and_the_hash_before():
    text = '{"entry":{"field":"lead","value":"ł"},"previous":"' + FIRST_HASH + '"}'
    assert entry_hash({"value": "ł", "field": "lead"}, FIRST_HASH) == hashlib.sha256(text.encode()).hexdigest()


def test_changed_entry_is_named():
    log = chained(ENTRIES)
    log[1] = replace(log[1], content={"field": "target", "value": "30"})
    checked = check_chain(log)
    assert (checked.entries, str(checked.broken)) == (1, "Entry 2 was changed after it was written.")


def test_entry_rewritten_with_its_hash_breaks_the_next():
    log = chained(ENTRIES)
    log[:2] = chained([ENTRIES[0], {"field": "target", "value": "30"}])
    assert "Entry 3 does not follow" in str(check_chain(log).broken)


def test_entries_cut_off_the_end_are_missed_by_the_hash_written_down():
    log = chained(ENTRIES)
    assert check_chain(log[:2]).holds
    assert "After entry 2, entries are missing" in str(check_chain(log[:2], last_hash=log[-1].hash).broken)
    assert check_chain([*log, *chained([{"more": "1"}], log[-1].hash)], last_hash=log[-1].hash).holds


CONTENTS = st.lists(
    st.dictionaries(st.text(max_size=3), st.text(max_size=5) | st.integers(), max_size=3), min_size=2, max_size=6
)


@given(CONTENTS, st.data())
def test_removing_or_swapping_any_entry_but_the_last_is_noticed(contents, data):
    log = chained(contents)
    place = data.draw(st.integers(0, len(log) - 2))
    assert not check_chain(log[:place] + log[place + 1 :]).holds
    log[place], log[place + 1] = log[place + 1], log[place]
    assert not check_chain(log).holds


@given(st.dictionaries(st.text(max_size=3), st.text(max_size=5) | st.integers() | st.none()))
def test_canonical_json_is_read_again_equal_whatever_the_order(content):
    backwards = dict(reversed(list(content.items())))
    assert canonical_json(content) == canonical_json(backwards)
    assert json.loads(canonical_json(content)) == content
