"""Results are made again when something that they asked for has changed, and only then."""

from collections.abc import Callable, Mapping
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.machinery.results import Dependencies

KEYS = st.sampled_from("abcde")
STATES = st.dictionaries(KEYS, st.integers(0, 2), max_size=5)
# What a result may ask of a mapping.
QUESTIONS: dict[str, Callable[[Mapping[str, int]], object]] = {
    "the entry of a": lambda data: data.get("a"),
    "whether there is b": lambda data: "b" in data,
    "c, if there is a": lambda data: data.get("c") if data.get("a") else None,
    "how many": len,
    "all keys, in order": list,
    "all values, in order": lambda data: list(data.values()),
    "all entries, in order": lambda data: list(data.items()),
    "the keys as a set": lambda data: set(data.keys()),
}


class Counted:
    """Makes results from a mapping and counts how often."""

    def __init__(self) -> None:
        self.kept = Dependencies()
        self.times = 0

    def ask(self, data: Mapping[str, int], question: Callable[[Mapping[str, int]], object]) -> object:
        """The answer to a question, kept if nothing has changed that it rests on."""

        def make() -> object:
            self.times += 1
            return question(tracked)

        tracked = self.kept.track("data", data)
        return self.kept.made("answer", make)


@pytest.mark.parametrize("question", QUESTIONS.values(), ids=QUESTIONS)
@given(states=st.lists(STATES, min_size=1, max_size=6))
def test_a_kept_result_is_what_would_be_made(
    question: Callable[[Mapping[str, int]], object], states: list[dict[str, int]]
) -> None:
    """Whatever changes between them, each answer is that of the state that is asked about."""
    counted = Counted()
    for state in states:
        assert counted.ask(state, question) == question(state)


def test_only_what_asked_for_it_is_made_again() -> None:
    """A change elsewhere leaves a result alone; one of what was asked for does not, nor does its coming."""
    counted = Counted()
    states = [{"a": 1}, {"a": 1, "b": 1}, {"a": 1}, {"a": 2}, {}, {"b": 3}]
    times = []
    for state in states:
        assert counted.ask(state, lambda data: data.get("a")) == state.get("a")
        times.append(counted.times)
    assert times == [1, 1, 1, 2, 3, 3]


def test_equal_is_the_same() -> None:
    """What was made again and came out equal makes nothing new."""
    kept = Dependencies()
    made: list[str] = []
    for value in ("one two", " ".join(["one", "two"])):
        data = kept.track("data", {"a": value})
        kept.made("answer", partial(lambda data: made.append(data["a"]), data))
    assert made == ["one two"]


def add_one(number: Callable[[], int]) -> int:
    """One more than what is given."""
    return number() + 1


def test_a_result_may_rest_on_another() -> None:
    """What was asked for on the way to an inner result counts for the outer one too, kept or not."""
    kept = Dependencies()
    for number in (1, 2, 3):
        data = kept.track("data", {"a": number})

        def inner(data: Mapping[str, int] = data) -> int:
            return kept.made("inner", lambda: data["a"] * 10)

        inner()
        assert kept.made("outer", partial(add_one, inner)) == number * 10 + 1


def test_a_failure_is_not_kept() -> None:
    """Where a result could not be made, it is tried again."""
    kept = Dependencies()
    data = kept.track("data", {"a": 1})
    with pytest.raises(KeyError):
        kept.made("answer", lambda: data["b"])
    assert kept.made("answer", lambda: data["a"]) == 1


def test_two_mappings_with_the_same_keys() -> None:
    """Mappings are told apart by their names."""
    kept = Dependencies()
    left, right = kept.track("left", {"a": 1}), kept.track("right", {"a": 1})
    made: list[str] = []
    kept.made("l", lambda: made.append(f"left {left['a']}"))
    kept.made("r", lambda: made.append(f"right {right['a']}"))
    left = kept.track("left", {"a": 2})
    kept.made("l", lambda: made.append(f"left {left['a']}"))
    kept.made("r", lambda: made.append("never"))
    assert made == ["left 1", "right 1", "left 2"]
