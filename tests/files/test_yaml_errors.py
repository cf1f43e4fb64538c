"""What the YAML parser complains of, in an editor's words."""

import pytest

from builder.files import yaml_reader
from builder.files.problems import ContentError


@pytest.mark.parametrize("text", [r'a: "C:\Users"', r'a: "C:\update"', r'a: "\xyz"', r'a: "C:\Games"'])
def test_backslashes_in_quotation_marks(text: str) -> None:
    """A path that stands in quotation marks already is not told to be put into them."""
    with pytest.raises(ContentError) as raised:
        yaml_reader.read_yaml(text, "a.yml")
    assert raised.value.problems[0].hint == "Double the backslash, or use single quotation marks outside."
