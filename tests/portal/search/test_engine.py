"""What the index finds, against the slow definition, for every kind of reader and on whichever database the tests run (DIR-14, DIR-46, LNG-3 to LNG-6)."""

import random

import pytest

from grono.language import words
from grono.portal.search import databases
from grono.portal.search import text as looking
from grono.portal.search.engine import Question, ask
from grono.portal.search.scope import HIDDEN, MEMBERS, PUBLIC, REGISTERED, Scope
from grono.portal.search.writing import Facet, Key, Thing, Words, put, take_out

pytestmark = pytest.mark.django_db

TEXTS = ["mleczarnia", "maszyny rolnicze", "ser i masło", "naprawa maszyn", "masło", "łąka", "obróbka metali", "mleko"]
FACETS = {"type": ["firm", "school"], "size": ["1", "2", "3"], "place": ["20", "10", "24"]}


def random_thing(number, chance):
    texts = [Words(chance.choice(TEXTS), "pl", chance.choice((0, 1, 2, 3))) for _ in range(chance.randrange(4))]
    facets = {
        name: Facet(tuple(chance.sample(values, chance.randrange(len(values)))), chance.choice((0, 1, 2, 3)))
        for name, values in FACETS.items()
    }
    key = Key(bytes([chance.randrange(3)]) if chance.random() < 0.8 else b"", chance.choice((0, 3)))
    return Thing(number, tuple(texts), facets, {"name": key})


def slow_answer(things, question, scope):
    def has_words(thing):
        rung = scope.of(thing.object_id)
        seen = {t for one in thing.texts if one.rung >= rung for w in words(one.text, "pl") for t in w.group}
        return all(any(token in seen for token in word.group) for word in words(question.text, "pl"))

    def values(thing, facet):
        one = thing.facets[facet]
        return one.values if one.rung >= scope.of(thing.object_id) else ()

    def found(without=""):
        return [
            thing
            for thing in things
            if has_words(thing)
            and all(set(values(thing, f)) & set(v) for f, v in question.chosen.items() if v and f != without)
        ]

    counts = {f: {} for f in FACETS}
    for facet in FACETS:
        for thing in found(without=facet):
            for value in values(thing, facet):
                counts[facet][value] = counts[facet].get(value, 0) + 1
        for value in question.chosen.get(facet, ()):
            counts[facet].setdefault(value, 0)

    def place(thing):
        key = thing.keys["name"]
        return (not key.key, key.key) if key.rung >= scope.of(thing.object_id) else (True, b"")

    return [thing.object_id for thing in sorted(found(), key=lambda t: (*place(t), t.object_id))], counts


@pytest.mark.parametrize("seed", range(12))
def test_answers_are_those_of_the_slow_definition(seed):
    chance = random.Random(seed)  # noqa: S311  (a test's chance)
    things = [random_thing(number, chance) for number in chance.sample(range(1, 500), 40)]
    put("thing", things[:25])
    put("thing", things[20:])
    gone = {thing.object_id for thing in chance.sample(things, 5)}
    take_out("thing", gone)
    things = [thing for thing in things if thing.object_id not in gone]
    closer = {thing.object_id: chance.choice((HIDDEN, MEMBERS)) for thing in chance.sample(things, 6)}
    for lowest in (HIDDEN, MEMBERS, REGISTERED, PUBLIC):
        scope = Scope(lowest, closer)
        for text in ("", "maszyna", "masło"):
            chosen = {name: tuple(chance.sample(values, chance.randrange(3))) for name, values in FACETS.items()}
            question = Question(text, chosen, tuple(FACETS), "name")
            expected, counts = slow_answer(things, question, scope)
            found = ask("thing", question, scope)
            if found.hits is None or not found.hits.is_relaxed:
                assert (list(found.object_ids), found.counts) == (expected, counts)
            else:
                assert expected == []


def put_texts(*texts, language="pl"):
    put("thing", [Thing(number, (Words(text, language),)) for number, text in enumerate(texts, 1)])


def found_by(text, **more):
    return list(ask("thing", Question(text, **more), Scope()).object_ids)


def test_inflected_words_and_diacritics_are_found():
    put_texts("Maszyn rolniczych naprawa", "Łąka i Łódź", "ser")
    assert found_by("maszyny rolnicze") == [1]
    assert found_by("laka") == [2]
    assert found_by("LODZ") == [2]


def test_a_typing_error_is_mended_and_said():
    put_texts("mleczarstwo", "młynarstwo")
    answer = ask("thing", Question("mleczarsto"), Scope())
    assert list(answer.object_ids) == [1]
    assert "mleczarstwo" in answer.hits.corrections["mleczarsto"]


def test_a_hidden_word_mends_nothing():
    put("thing", [Thing(1, (Words("mleczarstwo", "pl", HIDDEN), Words("ser", "pl")))])
    answer = ask("thing", Question("mleczarsto"), Scope())
    assert not answer.object_ids.size
    assert not answer.hits.corrections
    assert list(ask("thing", Question("mleczarsto"), Scope(HIDDEN)).object_ids) == [1]


def test_without_all_words_any_word_counts_and_it_is_said():
    put_texts("ser twardy", "masło")
    answer = ask("thing", Question("ser masło"), Scope())
    assert sorted(answer.object_ids) == [1, 2]
    assert answer.hits.is_relaxed


def test_the_best_stands_first():
    put_texts("mleko ser chleb bułki masło twaróg kefir", "ser", "ser ser ser chleb bułki masło")
    assert set(found_by("ser")[:2]) == {2, 3}
    assert found_by("ser")[2] == 1


def test_a_word_weighs_as_rare_as_it_is_in_the_whole_index_and_not_among_the_hits():
    put_texts("ser", "ser masło", *["masło"] * 20, *["chleb"] * 300)
    assert found_by("ser masło sznurek")[:2] == [2, 1]


@pytest.mark.parametrize("text", ["9721237317", "972-123-73-17", "PL 972 123 73 17", "PL9721237317"])
def test_a_number_is_found_in_any_writing(text):
    put("thing", [Thing(7, (Words("9721237317", "und"),)), Thing(8, (Words("9721237318", "und"),))])
    assert found_by(text) == [7]


def test_an_activity_code_is_found_by_its_beginning():
    put("thing", [Thing(1, (Words("1051Z", "und"),)), Thing(2, (Words("1052Z", "und"),))])
    assert found_by("10.51.Z") == found_by("10.51") == found_by("1051") == [1]
    assert found_by("10.5") == [1, 2]


def test_words_of_another_language_are_found_in_it():
    put("thing", [Thing(1, (Words("cheese makers", "en"),)), Thing(2, (Words("ser", "pl"),))])
    assert found_by("maker") == [1]
    assert found_by("serem") == [2]


def test_a_word_that_is_gone_is_forgotten():
    put_texts("mleczarstwo", "ser")
    put("thing", [Thing(1, (Words("chleb", "pl"),))])
    assert not ask("thing", Question("mleczarsto"), Scope()).hits.corrections


@pytest.mark.parametrize(
    "text", ['"', "'", "a' | 'b", "NEAR(a b)", "*", "%", "\\", "a AND", "ser:*", "−", "🙂", "1e5o"]
)
def test_nothing_typed_is_taken_for_a_command(text):
    put_texts("ser")
    ask("thing", Question(text), Scope())


def test_rows_written_anew_while_somebody_asks_are_found_at_the_next_question(monkeypatch):
    put("sample", [Thing(1, (Words("ser", "pl"),))])
    monkeypatch.setattr(looking, "tokens_of", lambda rows: databases.tokens_of([row + 1_000 for row in rows]))
    assert ask("sample", Question("ser"), Scope()).object_ids.tolist() == []
