"""The search for garbage waits while many things are made, and finds all of it afterwards."""

import gc
import weakref

import pytest

from builder.machinery.garbage import nothing_to_collect


class Ring:
    """What holds itself, so that only a search lets go of it."""

    def __init__(self) -> None:
        self.itself = self


def test_no_search_meanwhile() -> None:
    """Also where one of these stands within another."""
    assert gc.isenabled()
    with nothing_to_collect():
        assert not gc.isenabled()
        with nothing_to_collect():
            pass
        assert not gc.isenabled()
    assert gc.isenabled()


def test_a_mistake_switches_it_on_again() -> None:
    """Whatever went wrong in between."""
    with pytest.raises(KeyError), nothing_to_collect():
        raise KeyError
    assert gc.isenabled()


def test_nothing_is_held_for_ever() -> None:
    """What was made and dropped is found by the next search, however often that is done."""
    frozen = gc.get_freeze_count()
    rings = []
    for _ in range(3):
        with nothing_to_collect():
            rings.append(weakref.ref(Ring()))
    assert gc.get_freeze_count() == frozen
    gc.collect()
    assert [ring() for ring in rings] == [None] * 3
