"""What is wrong with the form of files and records: found while reading, before any rule is run.

Such a problem is always an error, and its severity cannot be set: a record that is not well-formed cannot
be checked, shown or linked to. The pages here are for editors, like the docstrings of the rules. Two
problems of form have theirs with a rule of the same id: `term-not-standard` and `unsafe-link`.
"""

from dataclasses import dataclass

from builder.checks.rule import page
from builder.model.kinds import FOLDERS


@dataclass(frozen=True)
class Form:
    """A problem of form: `summary` says in one sentence what is wrong, `documentation` is its page."""

    id: str
    summary: str
    documentation: str


_PAGES = {
    "no-briefing": """
        There is no briefing in the folder.

        A briefing needs at least `content/briefing.yml`, with a `title`, a `language` and a `bottom_line`.
        Usually the command was run in another folder: it looks for `content/` right where it is run.
        """,
    "settings-invalid": """
        A setting in mkdocs.yml is missing, or cannot be read.

        The site needs `docs_dir: content/pages`, so that no YAML is published by accident, and the plugin
        `briefing`. The plugin's only option is `severities`: for the id of a rule `error`, `warning`,
        `info` or `off`. The severity of problems of form cannot be set. Settings may stand in another file
        (`-f other.yml`), or in one that this one inherits from (`INHERIT: base.yml`).
        """,
    "page-taken": """
        A page in content/pages/ has the name of a page that is made from the facts.

        One of the two would replace the other: `timeline.md`, `timeline/index.md` and `timeline.html` have
        one address, as has `Timeline.md` on disks that do not tell case. Give your own page another name.
        """,
    "template-invalid": """
        A template of the site's own in templates/pages/ cannot be used.

        The message names the line and what Jinja says of it. Take the file away to go back to the packaged
        template of the same name.
        """,
    "unknown-file": f"""
        Nothing reads this file or folder in content/.

        The facts are read from `content/briefing.yml`, and for each kind of record from `content/<kind>.yml`
        or from the `.yml` files in a folder `content/<kind>/`. The kinds are
        {", ".join(f"`{folder}`" for folder in FOLDERS)}.
        A file under another name, such as `events.YML` or `more.yml.txt`, would be passed over without a
        word, and its facts would be missed. Copies that editors' programs keep, as `events.yml~`, are let be.

        Fails:

            # content/event.yml
            strike:
              title: A strike

        Passes:

            # content/events.yml
            strike:
              title: A strike
              kind: air-strike
              date_note: The day is not known.
              account:
                - text: There was a strike.
                  cites: [{{source: report, quote: carried out an air strike in Iran}}]
        """,
    "file-unreadable": """
        A file cannot be opened.

        Usually its permissions do not allow it, or it is a link to a file that is gone.
        """,
    "not-edited": """
        A command cannot change a file without touching more than it should.

        Commands that write change only the words that are meant, and leave every other character of a file
        as it was: comments, blank lines, the way a text is written. Where that is not possible, the file is
        left alone. The usual reason is a value that is repeated with an alias (`&name`, then `*name`): it
        stands in one place and means several. Write the values out, or make the change by hand.
        """,
    "not-imported": """
        A file of another program cannot be imported.

        Either it is of no format that `briefing import` knows, or so broken that it is unclear where one
        entry ends and the next begins. Nothing is written then. A single row or slide that cannot be read
        is left out and named, and the others are imported.
        """,
    "not-saved": """
        A command cannot write a file.

        Either the file is write-protected, or the disk is full, or somebody changed the file while the
        command was at work. What was to be written together is written together or not at all, so nothing
        has been written. Run the command again.
        """,
    "file-too-large": """
        A file has more than 10 MB.

        No list of facts is that long. Split it into several files in a folder of the kind's name:
        `content/events/2023.yml`, `content/events/2024.yml`.
        """,
    "file-empty": """
        A file holds nothing.

        An empty file of facts is left over from an edit, or was not saved. An empty source text would let
        every quote from it fail. Fill the file, or remove it.
        """,
    "not-utf-8": """
        A file is not UTF-8 text.

        All files are read as UTF-8, the encoding in which every script can be written. Open the file in an
        editor, choose “Save with encoding” and there UTF-8. The place that is named is the first character
        that cannot be read.
        """,
    "control-character": """
        A source text holds a control character.

        Such a character is no letter and no white space, cannot be shown, and can do harm on a terminal.
        It is usually left over from a program or a wrong encoding: then the letters beside it are wrong as
        well. Tabs, page breaks and line separators of every kind are white space, and characters that are
        only not printed, such as a byte order mark in the middle of a text, do no harm.
        """,
    "text-cut": """
        YAML cuts something from a text or a quote.

        Without quotation marks, a text ends before ` #`: what follows is a comment, and `Crash of flight
        #752` is published as *Crash of flight*. A first word with `&` is the name of an anchor, and gone as
        well. Put the text into quotation marks, or the comment on a line of its own. Comments behind terms,
        ids, dates and numbers are no problem.

        Fails:

            # content/background.yml
            flights:
              title: Flight #752 and after
              statements:
                - note: x

        Passes:

            # content/background.yml
            flights:
              title: "Flight #752 and after"  # quotation marks say where the text ends
              statements:
                - note: x
        """,
    "yaml-syntax": """
        A file is not YAML, or uses more of YAML than is read here.

        The usual reasons: a tab instead of spaces, a line that is indented differently from its
        neighbours, a quotation mark that is not closed, and plain text with a colon and a space in it,
        which needs quotation marks. Tags (`!something`) and several documents in one file are not read.

        Fails:

            # content/actors.yml
            iran:
              name: Iran: the state
              kind: state

        Passes:

            # content/actors.yml
            iran:
              name: "Iran: the state"
              kind: state

            pakistan:
              name: Pakistan
              kind: state
        """,
    "alias-multiplies": """
        The aliases in a file would make it many times as large.

        YAML can repeat a value by a name (`&name`, then `*name`), also inside repeated values. A few lines
        can so fill a computer's memory. Write the values out.
        """,
    "duplicate-key": """
        A key stands twice in one mapping.

        YAML readers disagree on which of the two counts, so here neither does. Two statements are two items
        of a list, each after its own `- `.

        Fails:

            # content/actors.yml
            iran:
              name: Iran
              kind: state
              name: Islamic Republic of Iran

            pakistan:
              name: Pakistan
              kind: state

        Passes:

            # content/actors.yml
            iran:
              name: Iran
              kind: state
              aliases: [Islamic Republic of Iran]

            pakistan:
              name: Pakistan
              kind: state
        """,
    "duplicate-id": """
        Two records have the same id.

        Texts refer to any record by its id alone, so ids are unique across all files, and not only within
        one kind.

        Fails, because an actor has this id already:

            # content/places.yml
            south-west:
              name: South-west Pakistan
              precision: province

            iran:
              name: Iran
              precision: country

        Passes:

            # content/places.yml
            south-west:
              name: South-west Pakistan
              precision: province
              part_of: iran-land

            iran-land:
              name: Iran
              precision: country
        """,
    "id-invalid": """
        An id is not made of lower-case words with hyphens.

        Ids become the names of pages and the ends of links, so they hold only `a` to `z`, `0` to `9` and
        single hyphens between words, and at most 80 characters. `index` and `briefing` are taken.

        Fails:

            # content/questions.yml
            Next_Strike:
              question: Will there be another strike?
              kind: watch

        Passes:

            # content/questions.yml
            next-strike:
              question: Will there be another strike?
              kind: watch
        """,
    "unknown-key": """
        A record holds a key that is not one of its fields.

        Nothing would read it, and what it says would be missed. Mostly it is a slip of the pen, or the key
        is indented too far or not far enough.

        Fails:

            # content/places.yml
            south-west:
              name: South-west Pakistan
              precision: province
              aliaces: [the border province]

        Passes:

            # content/places.yml
            south-west:
              name: South-west Pakistan
              precision: province
              aliases: [the border province]
        """,
    "missing-key": """
        A record lacks a field that it must have, or the field is empty.

        Fails:

            # content/places.yml
            south-west:
              name: South-west Pakistan

        Passes:

            # content/places.yml
            south-west:
              name: South-west Pakistan
              precision: province
        """,
    "wrong-type": """
        A value has not the form that its field needs.

        A list where text should be, text where a list should be, words where a number should be. Text that
        begins with `[` or `{`, or that has `: ` in it, needs quotation marks to be text.

        Fails, because the brackets make a list of the text:

            # content/events.yml
            strike:
              title: A strike
              kind: air-strike
              date_note: The day is not known.
              account:
                - text: [Iran]
                  cites: [{source: report, quote: carried out an air strike in Iran}]

        Passes:

            # content/events.yml
            strike:
              title: A strike
              kind: air-strike
              date_note: The day is not known.
              account:
                - text: "[iran] was hit."
                  cites: [{source: report, quote: carried out an air strike in Iran}]
        """,
    "date-invalid": """
        A date is not in EDTF, or is no day in the calendar.

        Dates are written as in ISO 8601: `2024-01-16`, `2024-01`, `2024`. EDTF, its extension, writes what is
        vague: `2024-01~` (about), `2024-01?` (possibly), `2024-01-16/2024-01-18` (from, to),
        `2024-01-16/..` (since), `2024-01-XX` (a day in January), `[2024-01-16,2024-01-17]` (one of the two).

        Fails:

            # content/events.yml
            strike:
              title: A strike
              kind: air-strike
              date: 16 January 2024
              account:
                - text: There was a strike.
                  cites: [{source: report, quote: On 16 January 2024 Iran carried out an air strike}]

        Passes:

            # content/events.yml
            strike:
              title: A strike
              kind: air-strike
              date: 2024-01-16
              account:
                - text: There was a strike.
                  cites: [{source: report, quote: On 16 January 2024 Iran carried out an air strike}]
        """,
    "location-invalid": """
        A location is not a latitude and a longitude.

        A location is `[latitude, longitude]` in degrees: first −90 to 90, then −180 to 180. Many maps show
        the two the other way round.

        Fails:

            # content/places.yml
            south-west:
              name: South-west Pakistan
              location: [66.9, 280.5]
              precision: province

        Passes:

            # content/places.yml
            south-west:
              name: South-west Pakistan
              location: [28.5, 66.9]
              precision: province
        """,
    "source-missing": """
        The stored text that a source names does not exist.

        `text` is the path of a file in `seeds/`, as seen from the folder that holds mkdocs.yml. A source
        whose text is not stored leaves `text` out.

        Fails:

            # content/sources.yml
            report:
              title: Strikes across the border
              kind: article-newspaper
              text: seeds/reprot.txt

            agency:
              title: Calls for restraint
              kind: article-newspaper
              text: seeds/agency.txt

        Passes:

            # content/sources.yml
            report:
              title: Strikes across the border
              kind: article-newspaper
              text: seeds/report.txt

            agency:
              title: Calls for restraint
              kind: article-newspaper
              text: seeds/agency.txt
        """,
    "layer-missing": """
        The file of areas for the map does not exist.

        `map: layer: file:` in `content/briefing.yml` is the path of a file in `content/`, as seen from the
        folder that holds mkdocs.yml.

        Fails:

            # content/briefing.yml
            title: Strikes across the border
            bottom_line:
              - text: Iran carried out an air strike.
                rests_on: [strike]
            map:
              layer:
                file: content/provinzes.geojson
                credit: Natural Earth, public domain

        Passes:

            # content/briefing.yml
            title: Strikes across the border
            bottom_line:
              - text: Iran carried out an air strike.
                rests_on: [strike]
            map:
              layer:
                file: content/provinces.geojson
                credit: Natural Earth, public domain
        """,
    "layer-invalid": """
        The file of areas for the map cannot be used.

        It must be a GeoJSON `FeatureCollection` of areas (`Polygon` or `MultiPolygon`), in longitude and
        latitude (WGS 84), the longitude first. Each area's name stands in its property `name`, or in the one
        that `names` tells. At least one place of the briefing must lie in or near the areas, or no map would
        show them. At most 10 MB and 200,000 points are read: simplify the shapes, or keep only the areas that
        readers need.
        """,
}

FORM: tuple[Form, ...] = tuple(Form(form_id, *page(text)) for form_id, text in _PAGES.items())
