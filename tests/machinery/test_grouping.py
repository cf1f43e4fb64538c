"""What records contribute is gathered by key, the same after any changes as from the beginning."""

from collections.abc import Iterator

from hypothesis import given
from hypothesis import strategies as st

from builder.machinery.grouping import Grouping

Model = tuple[str, ...]
STATES = st.lists(
    st.tuples(st.sampled_from("abcdef"), st.lists(st.sampled_from("xyz"), max_size=4).map(tuple)),
    unique_by=lambda pair: pair[0],
    max_size=6,
).map(dict)


def items_of(owner: str, model: Model) -> Iterator[tuple[str, str]]:
    """Each key that a model names, with the owner and the place in it."""
    for number, key in enumerate(model):
        yield key, f"{owner}{number}"


@given(states=st.lists(STATES, min_size=1, max_size=8))
def test_any_changes(states: list[dict[str, Model]]) -> None:
    """Owners may come, go, change and change places."""
    grouping: Grouping[Model, str, str] = Grouping(items_of)
    for state in states:
        expected: dict[str, tuple[str, ...]] = {}
        for owner, model in state.items():
            for key, item in items_of(owner, model):
                expected[key] = (*expected.get(key, ()), item)
        assert grouping.of(state) == expected


def test_an_earlier_result_stays() -> None:
    """What was given out does not change under the hands of those who have it."""
    grouping: Grouping[Model, str, str] = Grouping(items_of)
    first = grouping.of({"a": ("x",)})
    second = grouping.of({"a": ("y",), "b": ("x",)})
    assert (first, second) == ({"x": ("a0",)}, {"y": ("a0",), "x": ("b0",)})


def test_only_what_changed_is_asked_again() -> None:
    """An owner whose model is the same object is not asked what it contributes."""
    asked: list[str] = []

    def noted(owner: str, model: Model) -> Iterator[tuple[str, str]]:
        asked.append(owner)
        return items_of(owner, model)

    grouping: Grouping[Model, str, str] = Grouping(noted)
    same: Model = ("x", "y")
    grouping.of({"a": same, "b": ("x",)})
    grouping.of({"a": same, "b": ("y",)})
    assert asked == ["a", "b", "b"]
