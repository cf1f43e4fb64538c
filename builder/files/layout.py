"""What a briefing's folder holds, and under which names."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

FILE = "mkdocs.yml"
DOCS_DIR = "content/pages"
READ = ("content", "seeds", "templates")
"""The folders that a site is made from."""

CACHE = ".cache/briefing.sqlite"
"""What earlier builds made."""

MAX_BYTES = 10_000_000
"""How long a file of facts or a source's text may be."""

# An ending that is that of YAML, or a slip of the pen, wherever in the name it stands.
_YAML = re.compile(r"(?i)\.ya?m[al]{0,2}(?=[^a-z]|$)")
# What may hold facts, where only facts should be.
_DATA = re.compile(r"(?i)\.(?:json|csv|tsv|txt|xlsx?|ods|toml)$|^[^.]+$")
_NO_FACTS = re.compile(r"(?i)^(?:read.?me|licen[cs]e|notes?|makefile|thumbs)\b")


@dataclass(frozen=True)
class Configuration:
    """Where the settings of a briefing stand, and the plugin's options where MkDocs has read them already.

    The briefing's folder is the one that the file lies in.
    """

    file: Path
    options: Mapping[str, object] | None = None

    @property
    def root(self) -> Path:
        return self.file.parent

    @classmethod
    def of(cls, root: Path) -> "Configuration":
        """That of a briefing's folder, under the name that MkDocs looks for first."""
        other = root / FILE.replace(".yml", ".yaml")
        return cls(other if other.is_file() and not (root / FILE).is_file() else root / FILE)


def is_left_beside(name: str) -> bool:
    """Whether a file or folder is hidden, or one that editors' programs keep beside what is edited."""
    return (
        name.startswith((".", "#"))
        or name.endswith(("~", ".swp", ".swx", ".tmp", ".part", "___"))
        or name == "4913"  # how Vim tries whether it may write
    )


def looks_like_facts(file: Path, *, among_facts: bool = False) -> bool:
    """Whether somebody may take a file for one of facts: `more.YML`, `a.yml.txt`, `a.yaml~` alone.

    In a folder of facts (`among_facts`) other forms of data are taken for facts as well.
    """
    name = file.name
    copy = name.endswith("~") and not file.with_name(name.rstrip("~")).exists()
    if is_left_beside(name) and not (copy and not is_left_beside(name.rstrip("~"))):
        return False
    return bool(_YAML.search(name) or (among_facts and _DATA.search(name) and not _NO_FACTS.search(name)))


def is_named_like(file: Path, kinds: Collection[str]) -> bool:
    """Whether a file is named as one of the kinds, with whatever ending: `events.json`, `Events`."""
    return stem(file.name) in kinds and not is_left_beside(file.name)


def stem(name: str) -> str:
    """The name without any endings, in lower case."""
    return name.partition(".")[0].rstrip("~").lower()


def own_pages(root: Path) -> tuple[str, ...]:
    """The editors' own Markdown pages, by path below `content/pages/`."""
    return tuple(path for path in own_files(root) if path.endswith(".md"))


def own_files(root: Path) -> list[str]:
    """What editors keep in `content/pages/`; names that begin with a dot are left out, as MkDocs does."""
    folder = root / DOCS_DIR
    paths = (file.relative_to(folder) for file in folder.rglob("*") if file.is_file())
    return sorted(path.as_posix() for path in paths if not any(part.startswith(".") for part in path.parts))
