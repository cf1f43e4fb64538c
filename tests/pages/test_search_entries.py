"""What readers can search for: which entries there are, where they lead, and the script that holds them."""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from itertools import chain
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest

from builder.facts.briefing import OVERVIEW
from builder.model import kinds
from builder.pages import search_entries, search_index
from builder.pages.addresses import Address, of_passage
from builder.pages.plan import plan
from builder.pages.search_entries import Entry
from builder.pipeline.build import build
from builder.pipeline.check import check

ROOT = Path(__file__).parents[2]
DAM = ROOT / "tests" / "content" / "river-dam"
VENDOR = ROOT / "templates" / "theme" / "js" / "vendor"

# A briefing in which every text means something to HTML, to scripts or to Markdown.
HOSTILE = {
    "content/briefing.yml": """
        title: Hostile
        bottom_line:
          - text: "A </script><script>alert(1)</script> and <!-- so on"
            rests_on: [one]
        """,
    "content/sources.yml": """
        paper: {title: 'Paper "A" \\ <b>', kind: article, text: seeds/paper.txt}
        radio: {title: Radio, kind: broadcast}
        """,
    "content/actors.yml": """
        north: {name: The North, kind: state, aliases: [the northerners]}
        south:
          name: The South
          kind: state
          relations:
            - kind: fights
              to: north
              by: north
              text: It fights the [northerners][north].
              cites: [{source: radio, quote: they fight us, locator: "1:20"}]
            - kind: fights
              to: north
              by: north
              text: It burnt the bridge.
              cites: [{source: paper, quote: "burnt the bridge, said"}]
        """,
    "content/events.yml": """
        one:
          title: '{{ 7 * 7 }} </script>'
          kind: clash
          date: 2020-02-03
          account:
            - text: The *first* of `two` things, says [the North][north].
              cites:
                - {source: paper, quote: first of two things}
                - {source: paper, quote: The first of two things was}
            - rests_on: [bridge]
          figures:
            - by: south
              measure: deaths
              high: 12
              scope: of its own
              cites: [{source: radio, locator: "2:00"}]
        """,
    "content/disputes.yml": """
        bridge:
          question: Who burnt the bridge?
          about: [one]
          positions:
            - by: north
              stance: denies
              text: Not us.
              cites: [{source: paper, quote: "\\"Not us,\\" said the North"}]
            - {by: south, stance: no-statement-found}
        """,
    "seeds/paper.txt": (
        "The first of two things was said.\n\n"
        "Somebody burnt the bridge, said a witness. “Not us,” said the North.\n"
    ),
}


@pytest.fixture(name="entries_of")
def _entries_of(tmp_path: Path) -> Callable[[Mapping[str, str]], list[Entry]]:
    """The entries of a briefing that is given as files."""

    def read(files: Mapping[str, str]) -> list[Entry]:
        for name, text in files.items():
            file = tmp_path / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(dedent(text).lstrip("\n"), encoding="utf-8")
        return entries(tmp_path)

    return read


def entries(root: Path) -> list[Entry]:
    """The entries of the briefing in a folder."""
    checked = check(root)
    assert checked.facts is not None, checked.problems
    briefing, passages = checked.facts.briefing, checked.facts.passages
    addresses = plan(briefing).addresses
    searched = [OVERVIEW, *(record for kind, _ in kinds.searched() for record in briefing.ids_of(kind.model))]
    facts = (search_entries.of_record(briefing, addresses, record) for record in searched)
    quotes = (search_entries.of_quotes(briefing, passages, source) for source in briefing.sources)
    return list(chain(*facts, *quotes))


def of_kind(found: list[Entry], kind: str) -> list[tuple[str, str]]:
    """Title and text of the entries of one kind."""
    return [(entry.title, entry.text) for entry in found if entry.kind == kind]


def as_read(entry: Entry) -> tuple[str, str, str, str, str]:
    """An entry as the script has it, on a site whose pages are files: kind, title, text, page and anchor."""
    page, anchor = entry.address
    return entry.kind, entry.title, entry.text, f"{page.removesuffix('.md')}.html", anchor


def read(script: str) -> dict[str, Any]:
    """What a script sets."""
    assert script.startswith("self.briefingSearch=")
    assert script.endswith(";\n")
    index: dict[str, Any] = json.loads(script.removeprefix("self.briefingSearch=").removesuffix(";\n"))
    return index


def rebuilt(script: str) -> Iterator[tuple[str, str, str, str, str]]:
    """Kind, title, text, page and anchor of every entry, as the script of the theme reads them."""
    index = read(script)
    for page, title, found in index["entries"]:
        for kind, text, anchor in found:
            yield index["kinds"][kind], title, text, page, anchor


def script_of(*pieces: list[Entry]) -> str:
    """The index that holds these entries, on a site whose pages are files."""
    return search_index.script(search_entries.piece(entries, folders=False) for entries in pieces)


class TestEntries:
    """Each thing to be found is an entry of its own, in words that stand alone."""

    def test_a_statement_is_a_fact(self, entries_of: Callable[[Mapping[str, str]], list[Entry]]) -> None:
        """Its text is plain, and it leads to the very statement; one without text is none."""
        facts = [entry for entry in entries_of(HOSTILE) if entry.title.startswith("{{")]
        assert facts[1] == Entry(
            "fact",
            "{{ 7 * 7 }} </script>",
            "The first of two things, says the North.",
            Address("timeline.md", "one_account-1"),
        )
        assert [fact.kind for fact in facts] == ["event", "fact", "claim"]

    def test_a_claim_names_who_makes_it(self, entries_of: Callable[[Mapping[str, str]], list[Entry]]) -> None:
        """Where the text does not say so itself, by whatever name."""
        assert of_kind(entries_of(HOSTILE), "claim") == [
            ("{{ 7 * 7 }} </script>", "The South (deaths): at most 12 (of its own)"),
            ("The South", "It fights the northerners."),
            ("The South", "The North: It burnt the bridge."),
        ]

    def test_a_dispute_has_a_line_for_each_position(
        self, entries_of: Callable[[Mapping[str, str]], list[Entry]]
    ) -> None:
        """Each begins with who says it, so that a line shown alone is nobody else's."""
        text = "The North (denies): Not us.\nThe South (no statement found)"
        assert of_kind(entries_of(HOSTILE), "dispute") == [("Who burnt the bridge?", text)]

    def test_quotes_are_the_words_of_the_source(
        self, entries_of: Callable[[Mapping[str, str]], list[Entry]]
    ) -> None:
        """As they stand there, leading to the passage; of quotes within each other only the longer."""
        found = [entry for entry in entries_of(HOSTILE) if entry.kind == "quote"]
        assert [entry.text for entry in found] == [
            "“The first of two things was”",
            "“burnt the bridge, said”",
            "““Not us,” said the North”",
        ]
        assert found[0].address == of_passage("paper", 0)

    def test_what_was_not_checked_says_so(
        self, entries_of: Callable[[Mapping[str, str]], list[Entry]]
    ) -> None:
        """Quotes from texts that are not stored are a kind of their own; locators alone are no quotes."""
        assert of_kind(entries_of(HOSTILE), "unchecked") == [("Radio", "“they fight us”")]

    def test_every_kind_is_there(self) -> None:
        """Names, other names, dates and places of a whole briefing."""
        found = entries(DAM)
        assert {entry.kind for entry in found} == {
            *("summary", "event", "fact", "claim", "actor", "place", "dispute", "view", "question", "source"),
            *("quote", "unchecked"),
        }
        assert ("Ilüna Vašek", "Person · Iluna Vasek · the mayor of Čelmár") in of_kind(found, "actor")
        assert ("Belgrin Dam", "Harn Province · the dam at Belgrin") in of_kind(found, "place")
        assert (
            "Key point 2",
            "Kettmark and the Ministry of Water each blame somebody else for the open gates.",
        ) in (of_kind(found, "summary"))

    def test_drafts_are_not_published(self) -> None:
        """What is left out of the site is not found in it."""
        published = [row[1] for row in rebuilt(search_index.script(build(DAM).searched))]
        assert "Belgrin Works" in [entry.title for entry in entries(DAM)]
        assert "Belgrin Works" not in published

    def test_no_line_is_empty_and_nothing_is_doubled(self) -> None:
        """Every entry has a name, no text has an empty line, and no two entries are the same."""
        found = [*entries(DAM), *entries(ROOT)]
        assert all(entry.title for entry in found)
        assert all(line.strip() for entry in found for line in entry.text.splitlines())
        assert len(set(found)) == len(found)


class TestScript:
    """The index as a script that pages can load from disk."""

    def test_it_holds_the_entries(self) -> None:
        """Nothing is lost or changes its place."""
        found = entries(DAM)
        assert list(rebuilt(script_of(found))) == [as_read(entry) for entry in found]

    def test_it_is_joined_from_pieces(self) -> None:
        """Each of which stays the same whatever others there are; one without entries leaves no trace."""
        found = entries(DAM)
        cut = len(found) // 2
        assert list(rebuilt(script_of(found[:cut], [], found[cut:]))) == list(rebuilt(script_of(found)))
        assert search_entries.piece([], folders=True) == ""

    def test_each_record_has_its_piece(self) -> None:
        """And each source one for its quotes: together they are all there is."""
        found = rebuilt(search_index.script(build(DAM, drafts=True, folders=False).searched))
        assert sorted(found) == sorted(map(as_read, entries(DAM)))

    def test_what_goes_by_one_name_stands_together(self) -> None:
        """Its page and its name stand in the index once."""
        one, other = Address("a/index.md", "b"), Address("a/index.md", "c")
        found = [Entry("event", "A", "1", one), Entry("fact", "A", "2", other), Entry("fact", "B", "3", one)]
        kinds = read(script_of())["kinds"]
        event, fact = kinds.index("event"), kinds.index("fact")
        expected = [["a/", "A", [[event, "1", "b"], [fact, "2", "c"]]], ["a/", "B", [[fact, "3", "b"]]]]
        assert json.loads(f"[{search_entries.piece(found, folders=True)}]") == expected

    def test_it_is_the_same_each_time(self) -> None:
        """Byte for byte, from facts that were read anew."""
        assert script_of(entries(DAM)) == script_of(entries(DAM))

    def test_no_text_can_end_it(self, entries_of: Callable[[Mapping[str, str]], list[Entry]]) -> None:
        """Not with a tag, not with a comment, not with a separator of lines; it still reads the same."""
        odd = Entry("fact", "a\u2028b", "c\u2029d\n</ScRiPt", Address("index.md"))
        found = [*entries_of(HOSTILE), odd]
        script = script_of(found)
        assert not {"<", "\u2028", "\u2029"} & set(script)
        assert script.count("\n") == 1
        assert list(rebuilt(script))[-1] == ("fact", odd.title, odd.text, "index.html", "")
        assert [row[:3] for row in rebuilt(script)] == [entry[:3] for entry in found]

    def test_nothing_to_find(self) -> None:
        """A briefing of nothing has an index of nothing."""
        assert read(script_of())["entries"] == []


class TestVendored:
    """MiniSearch, as the theme carries it."""

    def test_files_are_as_listed(self) -> None:
        """Each file has the checksum that stands beside it, in the list and in the script that makes it."""
        listed = (VENDOR / "VENDORED.md").read_text(encoding="utf-8")
        script = (ROOT / "scripts" / "vendor_search.py").read_text(encoding="utf-8")
        files = sorted(path for path in VENDOR.iterdir() if path.suffix != ".md")
        assert [path.name for path in files] == ["minisearch.LICENSE.txt", "minisearch.min.js"]
        for file in files:
            digest = hashlib.sha256(file.read_bytes()).hexdigest()
            assert f"| `{file.name}` |" in listed
            assert digest in listed
            assert f'"{file.name}": "{digest}"' in script

    def test_the_script_may_run_under_a_strict_policy(self) -> None:
        """Nothing in it makes code out of text."""
        text = (VENDOR / "minisearch.min.js").read_text(encoding="utf-8")
        assert "eval(" not in text
        assert "Function(" not in text
