"""Likelihood and confidence: both as they were given, and apart from each other."""

import xml.etree.ElementTree as ET
from typing import get_args

import pytest

from builder.figures.likelihood import CONFIDENCES, likelihood
from builder.model import vocabulary


def words(html: str) -> list[str]:
    """The figure's paragraphs as words."""
    return [" ".join("".join(each.itertext()).split()) for each in ET.fromstring(html).iter("p")]


def marked(html: str) -> list[ET.Element]:
    """The steps of the band that are marked."""
    return [each for each in ET.fromstring(html).iter("rect") if "marked" in each.get("class", "").split()]


def test_nothing() -> None:
    """Where the analyst gives neither, there is no figure."""
    assert likelihood(None, None) == ""


@pytest.mark.parametrize("term", get_args(vocabulary.Likelihood))
def test_every_term_marks_its_band(term: str) -> None:
    """The analyst's own term is shown, and the step of the scale that it names."""
    html = likelihood(term, None)
    band = vocabulary.likelihood_band(term)
    (step,) = marked(html)
    assert (step.get("x"), step.get("width")) == (f"{band.low}%", f"{band.high - band.low}%")
    assert words(html) == [f"Likelihood {term} {band.low}–{band.high} %", "Confidence not given"]


@pytest.mark.parametrize("level", get_args(vocabulary.Confidence))
def test_confidence_alone(level: str) -> None:
    """No band, so that nobody takes confidence for likelihood."""
    html = likelihood(None, level)
    assert words(html) == ["Likelihood not given", f"Confidence {level}"]
    assert marked(html) == []
    filled = [each for each in ET.fromstring(html).iter("rect") if "filled" in each.get("class", "")]
    assert len(filled) == CONFIDENCES.index(level) + 1


def test_never_in_one_sentence() -> None:
    """Each stands in a paragraph of its own."""
    assert words(likelihood("likely", "low")) == ["Likelihood likely 55–80 %", "Confidence low"]


def test_right_to_left() -> None:
    """The band is mirrored."""
    (step,) = marked(likelihood("very likely", None, language="fa"))
    assert step.get("x") == "5%"


def test_only_what_a_strict_policy_allows() -> None:
    """The same bytes each time, and no styles that a Content-Security-Policy would block."""
    html = likelihood("likely", "high")
    assert html == likelihood("likely", "high")
    assert "style=" not in html
    assert "viewBox" not in html
