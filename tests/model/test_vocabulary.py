"""The standard terms that fields may hold."""

from itertools import pairwise
from typing import get_args

import pytest

from builder.model import vocabulary


def test_likelihoods_follow_on_each_other() -> None:
    """The seven steps of ICD 203 run from 1 to 99 per cent, each beginning where the one before ends."""
    bands = vocabulary.LIKELIHOODS
    assert len(bands) == 7
    assert (bands[0].low, bands[-1].high) == (1, 99)
    assert all(left.high == right.low for left, right in pairwise(bands))


def test_every_likelihood_term_has_its_band() -> None:
    """Each term that a field takes, of either row of ICD 203, is found in exactly one step."""
    terms = [term for band in vocabulary.LIKELIHOODS for term in (band.term, band.other_term)]
    assert sorted(terms) == sorted(get_args(vocabulary.Likelihood))
    for term in terms:
        assert term in (vocabulary.likelihood_band(term).term, vocabulary.likelihood_band(term).other_term)


def test_other_words_are_no_likelihood() -> None:
    """A word that is in neither row has no step."""
    with pytest.raises(KeyError):
        vocabulary.likelihood_band("possible")


def test_grades_have_words() -> None:
    """Every grade of the Admiralty scale, of a source and of a claim, is explained."""
    assert tuple(vocabulary.RELIABILITIES) == get_args(vocabulary.Reliability)
    assert tuple(vocabulary.CREDIBILITIES) == get_args(vocabulary.Credibility)
