"""A judgement's likelihood on the band of ICD 203, and beside it, apart from it, the analyst's confidence.

The band mirrors in languages that are written from right to left.
"""

from builder.figures import markup
from builder.figures.markup import at, element, em, names, per_cent
from builder.model import vocabulary, wording

CONFIDENCES = ("low", "moderate", "high")


def likelihood(
    likelihood: str | None,
    confidence: str | None,
    *,
    language: str = "en",
    say: markup.Say = markup.in_english,
) -> str:
    """The band and the confidence of one view; nothing where the analyst gives neither."""
    if likelihood is None and confidence is None:
        return ""
    chance = _fact(say("Likelihood"), say(likelihood) if likelihood else "", say, "likelihood-term")
    band = ""
    if likelihood:
        marked = vocabulary.likelihood_band(likelihood)
        share = wording.share(marked.low, marked.high, language)
        chance += " " + element("span", markup.text(share), class_="likelihood-share")
        band = _band(marked, language, say)
    grade = wording.term(confidence, language) if confidence else ""
    sure = _fact(say("Confidence"), grade, say, "confidence-term")
    steps = _steps(confidence, language) if confidence else ""
    parts = [
        element("div", element("p", chance), band, class_="likelihood-chance"),
        element("div", element("p", sure), steps, class_="likelihood-confidence"),
    ]
    return element("figure", *parts, class_="figure likelihood-figure")


def _fact(name: str, value: str, say: markup.Say, class_: str) -> str:
    label = element("span", markup.text(name), class_="likelihood-label")
    if not value:
        return f"{label} " + element("span", markup.text(say("not given")), class_="likelihood-none")
    return f"{label} " + element("strong", markup.text(value), class_=class_)


def _band(marked: vocabulary.LikelihoodBand, language: str, say: markup.Say) -> str:
    rtl = markup.is_rtl(language)
    drawn = []
    for band in vocabulary.LIKELIHOODS:
        start = 100 - band.high if rtl else band.low
        drawn.append(
            element(
                "rect",
                element("title", markup.text(say(band.term))),
                class_=names("likelihood-step", "marked" if band == marked else None),
                x=per_cent(start),
                width=per_cent(band.high - band.low),
                y=em(0.25),
                height=em(0.75),
            )
        )
    for value, anchor in ((0, "start"), (50, "middle"), (100, "end")):
        place = 100 - value if rtl else value
        drawn.append(
            element(
                "line", class_="likelihood-tick", x1=per_cent(place), x2=per_cent(place), y1="0", y2=em(1.25)
            )
        )
        words = say("{number} %").format(number=markup.number(value, language))
        label = element("text", markup.text(words), text_anchor=anchor, dy="1em")
        drawn.append(at(place, 1.35, label))
    return element("svg", *drawn, class_="likelihood-band", height=em(2.4), aria_hidden="true")


def _steps(confidence: str, language: str) -> str:
    """Three steps, filled as far as the confidence goes."""
    level = CONFIDENCES.index(confidence)
    last = len(CONFIDENCES) - 1
    rtl = markup.is_rtl(language)
    steps = [
        element(
            "rect",
            class_=names("confidence-step", "filled" if number <= level else None),
            x=em((last - number if rtl else number) * 1.5),
            y=em(0.25),
            width=em(1.3),
            height=em(0.75),
        )
        for number in range(len(CONFIDENCES))
    ]
    return element(
        "svg", *steps, class_="confidence-steps", width=em(4.3), height=em(1.25), aria_hidden="true"
    )
