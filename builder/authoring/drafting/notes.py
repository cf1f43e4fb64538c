"""The words that drafts bring of their own, in the briefing's language."""

from builder.authoring.drafting.datewords import DateWords, Rest
from builder.model import dates
from builder.model.dates import EdtfDate
from builder.model.translation import marked, translations
from builder.model.vocabulary import Measure

_RESTS = {
    Rest.YEAR: marked(
        "The source says “{words}”; the year is counted from the day it was published, {published}."
    ),
    Rest.DAY: marked(
        "The source says “{words}”; the date is counted from the day it was published, {published}."
    ),
    Rest.CALENDAR: marked("The source gives the date in the Solar Hijri calendar: “{words}”."),
    Rest.YEAR_AND_CALENDAR: marked(
        "The source gives the date in the Solar Hijri calendar: “{words}”; the year is counted from the day "
        "it was published, {published}."
    ),
    Rest.NO_YEAR: marked("The source says “{words}” and gives no year."),
    Rest.NO_DAY: marked("The source says “{words}”; the day it was published is not known."),
    Rest.STORY: marked("The source says “{words}”."),
}
_QUESTIONS: dict[Measure, str] = {
    "deaths": marked("How many people were killed?"),
    "injuries": marked("How many people were injured?"),
    "displaced": marked("How many people were displaced?"),
    "arrests": marked("How many people were arrested?"),
}


def of_date(found: DateWords, words: str, published: EdtfDate | None, language: str) -> str:
    """What readers should know of how a date was completed, or why there is none; mostly nothing."""
    if found.rest is Rest.NOTHING:
        return ""
    day = dates.in_words(published, language) if published else ""
    return translations(language).gettext(_RESTS[found.rest]).format(words=words, published=day)


def question(measure: Measure | None, words: str, language: str) -> str:
    """The question of a dispute, for the editor to put better."""
    gettext = translations(language).gettext
    if measure in _QUESTIONS:
        return gettext(_QUESTIONS[measure])
    return gettext("Is it so? “{words}”").format(words=words)


def unnamed(words: str, language: str) -> str:
    """The name of somebody whom a source does not name."""
    return translations(language).gettext("{name} (unnamed)").format(name=words)


def unsorted(title: str, language: str) -> str:
    """The title of a topic that holds what no other record took."""
    return translations(language).gettext("To be sorted: {title}").format(title=title)
