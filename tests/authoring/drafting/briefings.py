"""Briefings in memory, with one source whose text a test gives."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from types import MappingProxyType

from builder.authoring.drafting.proposing import Proposal, propose
from builder.facts.briefing import OVERVIEW, Briefing, Origin
from builder.files import yaml_reader, yaml_writer
from builder.model import records
from builder.model.dates import parse
from builder.pipeline.check import passages_of

SOURCE = "report"


def briefing(
    text: str, known: Iterable[records.Record] = (), *, language: str = "en", published: str | None = None
) -> Briefing:
    """A briefing that holds a source with a text, and what is known already."""
    source = records.Source(
        id=SOURCE,
        title="A title that stands nowhere",
        kind="article-newspaper",
        text="seeds/report.txt",
        language=language,
        published=parse(published) if published else None,
    )
    overview = records.Overview(title="A test", bottom_line=(records.Statement(note="Nothing yet."),))
    return Briefing(
        owners=MappingProxyType({OVERVIEW: overview, **{record.id: record for record in (source, *known)}}),
        texts=MappingProxyType({SOURCE: text}),
        origins=MappingProxyType(
            {
                OVERVIEW: _origin(OVERVIEW, {"bottom_line": [{"note": "Nothing yet."}]}),
                SOURCE: _origin(SOURCE, {"title": source.title, "kind": source.kind, "text": source.text}),
            }
        ),
    )


def with_drafts(before: Briefing, proposal: Proposal) -> Briefing:
    """The briefing once the drafts are written; each is read back from its YAML."""
    read = {each.id: _origin(each.id, each.fields) for each in proposal.drafts}
    models = {
        each.id: each.kind.model_validate({"id": each.id, **read[each.id].value}) for each in proposal.drafts
    }
    return replace(
        before,
        owners=MappingProxyType({**before.owners, **models}),
        origins=MappingProxyType({**before.origins, **read}),
    )


def _origin(record: str, fields: Mapping[str, yaml_writer.Plain]) -> Origin:
    """Where a record would stand in a file that holds nothing else."""
    document = yaml_reader.read_yaml(yaml_writer.as_yaml(record, fields), f"content/{record}.yml")
    assert document.problems == ()
    assert isinstance(document.value, yaml_reader.Mapping)
    value = document.value[record]
    assert isinstance(value, yaml_reader.Mapping)
    return Origin(f"content/{record}.yml", document.value.key_at(record), value)


def draft(
    text: str, known: Iterable[records.Record] = (), *, language: str = "en", published: str | None = None
) -> Proposal:
    """What is drafted from a text."""
    found = briefing(text, known, language=language, published=published)
    return propose(found, passages_of(found), found.sources[SOURCE])
