"""What a briefing's folder holds, and under which names."""

from collections.abc import Mapping
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


def own_pages(root: Path) -> tuple[str, ...]:
    """The editors' own Markdown pages, by path below `content/pages/`."""
    return tuple(path for path in own_files(root) if path.endswith(".md"))


def own_files(root: Path) -> list[str]:
    """What editors keep in `content/pages/`; names that begin with a dot are left out, as MkDocs does."""
    folder = root / DOCS_DIR
    paths = (file.relative_to(folder) for file in folder.rglob("*") if file.is_file())
    return sorted(path.as_posix() for path in paths if not any(part.startswith(".") for part in path.parts))
