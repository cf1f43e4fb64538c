"""What the timeline strip says: names, dates and links, in the briefing's language."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from builder.facts.chronology import Entry
from builder.figures import markup
from builder.model import dates
from builder.model.translation import marked


@dataclass(frozen=True)
class Words:
    """`href` gives the address of an event, `title` its name, `date` a date in words, `order` its number."""

    language: str
    href: Callable[[str], str]
    title: Callable[[str], str]
    date: Callable[[dates.EdtfDate], str]
    say: markup.Say
    order: Mapping[str, int]

    @property
    def rtl(self) -> bool:
        """Whether the language is written from right to left."""
        return markup.is_rtl(self.language)

    def number(self, value: int) -> str:
        """A number as the language writes it."""
        return markup.number(value, self.language)

    def name(self, number: int, entry: Entry) -> str:
        """A mark's name for those who do not see it."""
        return f"{self.number(number)}. {self.title(entry.event.id)} – {self.when(entry)}"

    def when(self, entry: Entry) -> str:
        """The date in words, or what the event's place rests on."""
        if entry.event.date:
            return self.date(entry.event.date)
        number = self.order
        after = max((number[other] for other in entry.after if other in number), default=0)
        before = min((number[other] for other in entry.before if other in number), default=0)
        order = {
            (False, False): marked("day not known"),
            (True, False): marked("day not known, after {after}"),
            (False, True): marked("day not known, before {before}"),
            (True, True): marked("day not known, after {after} and before {before}"),
        }
        written = {
            "after": self.number(after),
            "before": self.number(before),
        }
        return self.say(order[bool(after), bool(before)]).format(**written)
