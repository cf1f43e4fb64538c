"""Which events of a data set are asked for: of which countries, from when to when."""

from dataclasses import dataclass, field
from datetime import date

from builder.authoring.exchange.existing import folded


@dataclass
class Selection:
    """Names of countries (none: all of them), and the first and last day.

    `met` gathers the countries that the file has, so that a misspelt one can be told.
    """

    countries: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    met: set[str] = field(default_factory=set)

    def __bool__(self) -> bool:
        return bool(self.countries or self.since or self.until)

    def holds(self, country: str, first: date, last: date) -> bool:
        """Whether an event in a country, some time from its first to its last day, is asked for."""
        if self.countries:
            self.met.add(country)
            # UCDP adds an earlier or fuller name: “Yemen (North Yemen)”.
            names = {folded(country), folded(country.partition("(")[0])}
            if names.isdisjoint(map(folded, self.countries)):
                return False
        return not (self.since and last < self.since) and not (self.until and first > self.until)
