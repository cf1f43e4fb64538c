"""YAML text changed at known places; every other byte stays as it was.

`changed` makes changes to single values, which are named by their paths in the file; `appended` adds records
at the end. Both take a file's text as `yaml_nodes.read` has read it and give the new text back, to be
written by `saving.write`:

    file = nodes.read(saving.read(root, "content/actors.yml"), "content/actors.yml")
    text = editing.changed(file, [SetText(("iran", "name"), "Islamic Republic of Iran")])
    text = editing.appended(file, writer.as_yaml("oman", {"name": "Oman", "kind": "state"}))
    saving.write(root, [Rewrite(file.name, file.text, text)])

What comes out is read again and compared with what was meant before anybody sees it. Where the two differ,
and where a place cannot be changed alone, a `ContentError` says so (rule `not-edited`).
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from textwrap import indent

from rapidfuzz.distance import Levenshtein

from builder.files import yaml_nodes, yaml_reader, yaml_writer
from builder.files.changes import AddKey, Change, Edit, Enlist, Path, RemoveKey, RenameKey, Reword, SetText
from builder.files.problems import ContentError
from builder.files.yaml_nodes import (
    BREAK,
    BYTE_ORDER_MARK,
    AliasNode,
    Entry,
    ListNode,
    MappingNode,
    Node,
    Place,
    ScalarNode,
    Span,
    Tree,
    YamlText,
)

_ONE_LINE = re.compile("[^\t\r\n\x85\u2028\u2029\ufeff\ufffe\uffff]*")


def apply(text: str, edits: Iterable[Edit]) -> str:
    """A text with edits made, each where it stood before all of them; `ValueError` where two overlap."""
    pieces: list[str] = []
    done = 0
    for edit in sorted(dict.fromkeys(edits), key=lambda edit: (edit.start, edit.end)):
        if edit.start < done:
            raise ValueError(f"two edits overlap at {edit.start}")
        pieces += (text[done : edit.start], edit.text)
        done = edit.end
    return "".join((*pieces, text[done:]))


def changed(file: YamlText, changes: Iterable[Change]) -> str:
    """The file's text with changes made, each at a path as it was before all of them.

    A value that is repeated with an alias changes only if the changes ask the same of it at each of its
    places. Raises `KeyError` for a path at which nothing stands, `ContentError` where a change cannot be
    made alone.
    """
    changes = list(changes)
    if any(isinstance(change, AddKey) for change in changes):
        file = _with_last_line_ended(file)
    places = [(change, file.place(change.path)) for change in changes]
    edits = [edit for change, place in places for edit in _edits(file, change, place)]
    try:
        text = apply(file.text, edits)
    except ValueError:
        raise file.refusal(
            0, "two of the changes concern the same words", "Make one after the other."
        ) from None
    intended = _Intended(changes).tree(file.root, ())
    # A text whose value ends in a line break needs one behind it.
    for made in (text,) if text.endswith(("\n", "\r")) else (text, text + file.newline):
        if _holds(made, intended):
            return made
    for _, place in places:
        if place.shared:
            raise file.refusal(
                place.shared.start,
                "this value is repeated elsewhere with `*`, so it cannot be changed in one place alone",
                "Write the values out where they are repeated, then try again.",
            )
    raise file.refusal(0, "the change cannot be made in this file without touching more than it should")


def appended(file: YamlText, addition: str) -> str:
    """The file's text with records added at its end, behind a blank line.

    `addition` is YAML text that begins at column 0: what `writer.as_yaml` gave, once or more often; comments
    may stand in it. The file may be empty, or hold only comments or `{}`. Raises `ContentError` where the
    file holds something else than records, or one of these already.
    """
    file = _with_last_line_ended(file)
    root = file.root if yaml_nodes.tree(file.root) is not None else None
    held, added = yaml_nodes.tree(root), yaml_nodes.read(addition, file.name).tree()
    if not isinstance(added, dict):
        raise TypeError("the addition must hold records under their ids")
    if root is not None and not isinstance(root, MappingNode):
        raise file.refusal(root.start, "the file does not hold records under their ids")
    if root and root.flow and root.entries:
        hint = "Write each on lines of its own, its fields below its id."
        raise file.refusal(root.start, "the records of this file stand within `{ }`", hint)
    for taken in added.keys() & (root.entries if root else {}).keys():
        raise file.refusal(root.entries[taken].key.start if root else 0, f"`{taken}` is there already")
    before, after = file.text[: file.end], file.text[file.end :]
    if root and not root.entries:
        # The braces go; what stands around them stays.
        before = before[: root.start].rstrip(" ") + before[root.end :].removeprefix(file.newline)
        before += "" if not before or before.endswith(("\n", "\r", BYTE_ORDER_MARK)) else file.newline
    column = root.column if root and root.entries else 0
    block = _lines(file, addition.strip("\n") + "\n", column)
    intended = {**(held if isinstance(held, dict) else {}), **added}
    # A text that keeps the blank lines at its end (`|+`) would take one more for its own.
    first = not re.search(r"^(?!---)[^\r\n]*\S", before.removeprefix(BYTE_ORDER_MARK), re.MULTILINE)
    for gap in ("",) if first else (file.newline, ""):
        text = f"{before}{gap}{block}{after}"
        if _holds(text, intended):
            return text
    raise file.refusal(0, "nothing can be added at the end of this file")


class _Intended:
    """What a file shall hold once changes are made."""

    def __init__(self, changes: Iterable[Change]) -> None:
        self.changes: dict[Path, list[Change]] = {}
        for change in changes:
            self.changes.setdefault(change.path, []).append(change)

    def tree(self, node: Node | None, path: Path) -> Tree:
        """What a node shall hold, at one of the paths that lead to it."""
        if isinstance(node, AliasNode):
            node = node.target
        value: Tree = node.value if isinstance(node, ScalarNode) else None
        if isinstance(node, ListNode):
            value = [self.tree(item, (*path, index)) for index, item in enumerate(node.items)]
        elif isinstance(node, MappingNode):
            value = {}
            for key, entry in node.entries.items():
                name = self.key((*path, key), key)
                if name is not None:
                    value[name] = self.tree(entry.value, (*path, key))
        for change in self.changes.get(path, ()):
            if isinstance(change, SetText):
                value = change.value
            elif isinstance(change, Reword) and isinstance(value, str):
                value = apply(value, change.edits)
            elif isinstance(change, Enlist):
                value = [value]
            elif isinstance(change, AddKey) and isinstance(value, dict):
                value |= _as_read(change.key, change.value)
        return value

    def key(self, path: Path, key: str) -> str | None:
        """What a key shall be called; none where it goes."""
        for change in self.changes.get(path, ()):
            if isinstance(change, RemoveKey):
                return None
            if isinstance(change, RenameKey):
                key = change.key
        return key


def _as_read(key: str, value: yaml_writer.Plain) -> dict[str, Tree]:
    """A key and its value as the reader has them once they are written."""
    tree = yaml_nodes.read(yaml_writer.entries({key: value}), "").tree()
    assert isinstance(tree, dict)
    return tree


def _holds(text: str, intended: Tree) -> bool:
    """Whether a text reads as what is intended, to the reader that everything else goes by."""
    bare = text.removeprefix(BYTE_ORDER_MARK)
    if not bare.strip():
        return intended is None
    try:
        document = yaml_reader.read_yaml(bare, "")
    except ContentError:
        return False
    return not document.problems and document.value == intended


def _with_last_line_ended(file: YamlText) -> YamlText:
    """The file with a line break at its end, where something stands in its last line."""
    if not file.text.removeprefix(BYTE_ORDER_MARK) or file.text.endswith(("\n", "\r")):
        return file
    return yaml_nodes.read(file.text + file.newline, file.name)


def _edits(file: YamlText, change: Change, place: Place) -> Iterable[Edit]:
    if isinstance(change, RenameKey):
        return [_rename_key(file, place, change.key)]
    if isinstance(change, AddKey):
        return [_add_key(file, place, change)]
    if isinstance(change, RemoveKey):
        return [_remove_key(file, place)]
    if not isinstance(place.node, ScalarNode):
        raise file.refusal(place.node.start, "here stands a list or a mapping, not a text")
    old = place.node.value
    if isinstance(change, Enlist):
        text = f"[{yaml_writer.scalar(old, 0, 0, flow=True)}]"
        return [Edit(place.node.content, place.node.end, text)]
    if isinstance(change, Reword):
        return _reword(file, place, place.node, apply(old or "", change.edits), change.edits)
    if old is None:
        return [_anew(file, place, place.node, change.value)]
    return _reword(file, place, place.node, change.value, _differences(old, change.value))


def _differences(old: str, new: str) -> list[Edit]:
    """The fewest edits that turn a text into another."""
    return [
        Edit(step.src_start, step.src_end, new[step.dest_start : step.dest_end])
        for step in Levenshtein.opcodes(old, new)
        if step.tag != "equal"
    ]


def _reword(
    file: YamlText, place: Place, node: ScalarNode, value: str, edits: Sequence[Edit]
) -> Iterable[Edit]:
    """The edits that give a text its new value, in its own style if that can hold it, else anew."""
    if value == node.value:
        return []
    spans = file.characters(place)
    texts = [_encoded(edit.text, node.style) for edit in edits]
    if spans and None not in texts:
        inside = [Edit(*_stretch(spans, edit), text or "") for edit, text in zip(edits, texts, strict=True)]
        if _reads_as(file, place, node, inside, value):
            return inside
    return [_anew(file, place, node, value)]


def _stretch(spans: Sequence[Span], edit: Edit) -> Span:
    """Where a stretch of a value stands in the file."""
    start = spans[edit.start][0] if edit.start < len(spans) else spans[-1][1]
    return start, spans[edit.end - 1][1] if edit.end > edit.start else start


def _encoded(text: str, style: str) -> str | None:
    """A piece of a text as it stands in a style, or none where it cannot."""
    if style == '"':
        return yaml_writer.escaped(text)
    if not _ONE_LINE.fullmatch(text):
        return None
    return text.replace("'", "''") if style == "'" else text


def _reads_as(file: YamlText, place: Place, node: ScalarNode, edits: Iterable[Edit], value: str) -> bool:
    """Whether a text with edits made still stands for itself, and reads as a value."""
    moved = [Edit(edit.start - node.content, edit.end - node.content, edit.text) for edit in edits]
    raw = apply(file.text[node.content : node.end], moved)
    outer = place.outer
    if node.style in ("|", ">"):
        read, _ = yaml_nodes.characters(raw, node.style, outer.column if outer else -1)
        # The line breaks at the end of such a text stand behind it, where nothing is edited.
        return (
            read is not None and read.rstrip("\n") == value.rstrip("\n") and _tail(value) == _tail(node.value)
        )
    return _holds(f"[{raw}]" if outer and outer.flow else f"- {raw}", [value])


def _tail(text: str | None) -> int:
    return len(text or "") - len((text or "").rstrip("\n"))


def _anew(file: YamlText, place: Place, node: ScalarNode, value: str) -> Edit:
    """The edit that writes a text anew, as the writer would."""
    outer = place.outer
    if outer is None:
        raise file.refusal(node.start, "the file holds a single text")
    before = file.text[_line_start(file.text, node.content) : node.content]
    behind = BREAK.split(file.text[node.end :], maxsplit=1)[0]
    one_line = not BREAK.search(file.text, node.content, node.end)
    text = yaml_writer.scalar(
        value,
        outer.column,
        len(before),
        # A comment behind it would become part of a text of several lines.
        flow=outer.flow or bool(behind.strip()),
        verbatim=node.style == '"' and one_line,
    )
    space = " " if node.value is None and before[-1:] not in ("", " ") else ""
    # Spaces behind it would be taken for a part of a text of several lines.
    end = node.end + (len(behind) if "\n" in text else 0)
    return Edit(node.content, end, space + BREAK.sub(file.newline, text))


def _key_of(file: YamlText, place: Place) -> tuple[MappingNode, Entry, ScalarNode]:
    """A key with its entry and the mapping that it stands in."""
    if place.entry is None or not isinstance(place.outer, MappingNode):
        raise file.refusal(place.node.start, "this is an item of a list, and has no key")
    key = place.entry.key
    if not isinstance(key, ScalarNode):
        raise file.refusal(
            key.start, "this key repeats another text with `*`", "Write it out, then try again."
        )
    return place.outer, place.entry, key


def _rename_key(file: YamlText, place: Place, name: str) -> Edit:
    outer, _, key = _key_of(file, place)
    if name in outer.entries and name != key.value:
        raise file.refusal(key.start, f"`{name}` is there already")
    inside = _encoded(name, key.style) if key.style in ("'", '"') else None
    text = yaml_writer.key(name) if inside is None else f"{key.style}{inside}{key.style}"
    return Edit(key.content, key.end, text)


def _add_key(file: YamlText, place: Place, change: AddKey) -> Edit:
    mapping = place.node
    if not isinstance(mapping, MappingNode):
        raise file.refusal(mapping.start, f"`{change.key}` can be added only where there are keys already")
    if change.key in mapping.entries:
        raise file.refusal(mapping.entries[change.key].key.start, f"`{change.key}` is there already")
    if mapping.flow:
        entries = list(mapping.entries.values())
        end = max(yaml_nodes.stop(entries[-1].value), entries[-1].key.end) if entries else mapping.end - 1
        comma = ", " if entries else ""
        return Edit(end, end, f"{comma}{yaml_writer.key(change.key)}: {_in_brackets(change.value)}")
    end = _line_end(file.text, yaml_nodes.stop(mapping))
    lines = _lines(file, yaml_writer.entries({change.key: change.value}), mapping.column)
    return Edit(end, end, file.newline + lines.removesuffix(file.newline))


def _in_brackets(value: yaml_writer.Plain) -> str:
    """A value as it stands on one line, within brackets or braces."""
    if isinstance(value, Mapping):
        inner = (f"{yaml_writer.key(key)}: {_in_brackets(each)}" for key, each in value.items())
        return f"{{{', '.join(inner)}}}"
    if isinstance(value, str) or not isinstance(value, Sequence):
        return yaml_writer.scalar(value, 0, 0, flow=True)
    return f"[{', '.join(_in_brackets(each) for each in value)}]"


def _remove_key(file: YamlText, place: Place) -> Edit:
    mapping, entry, key = _key_of(file, place)
    entries = list(mapping.entries.values())
    index = entries.index(entry)
    end = max(yaml_nodes.stop(entry.value), key.end + 1)
    if len(entries) == 1:
        # Without the braces, nothing would be left to be a mapping.
        return Edit(key.start, end, "" if mapping.flow else "{}")
    follows = entries[index + 1].key.start if index + 1 < len(entries) else None
    line = _line_start(file.text, key.start)
    shares_its_line = bool(file.text[line : key.start].strip(f" {BYTE_ORDER_MARK}"))
    if follows is not None and (mapping.flow or (index == 0 and shares_its_line)):
        return Edit(key.start, follows, "")
    if mapping.flow:
        previous = entries[index - 1]
        return Edit(max(yaml_nodes.stop(previous.value), previous.key.end), yaml_nodes.stop(entry.value), "")
    line = max(line, len(file.text) - len(file.text.removeprefix(BYTE_ORDER_MARK)))
    end = _next_line(file.text, _line_end(file.text, end))
    if follows is not None:
        while end < follows and not file.text[end : _line_end(file.text, end)].strip():
            end = _next_line(file.text, _line_end(file.text, end))
        return Edit(line, end, "")
    # At the end of a mapping, the blank lines before it go.
    start = len(file.text[:line].rstrip(" \r\n"))
    return Edit(_next_line(file.text, _line_end(file.text, start)), end, "")


def _lines(file: YamlText, text: str, column: int) -> str:
    """Lines to be put into a file: indented, and ended as its lines are."""
    return BREAK.sub(file.newline, indent(text, " " * column))


def _line_start(text: str, offset: int) -> int:
    return max(text.rfind("\n", 0, offset), text.rfind("\r", 0, offset)) + 1


def _line_end(text: str, offset: int) -> int:
    found = BREAK.search(text, offset)
    return found.start() if found else len(text)


def _next_line(text: str, offset: int) -> int:
    found = BREAK.match(text, offset)
    return found.end() if found else offset
