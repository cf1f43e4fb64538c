"""The language of a text."""

import pytest

from builder.authoring.intake.language import language_of

TEXTS = {
    "ar": (
        "قالت وزارة الخارجية إن الهجوم الذي وقع يوم الاثنين أسفر "
        "عن مقتل شخصين على الأقل وإصابة آخرين في المنطقة."
    ),
    "de": (
        "Die Regierung erklärte am Montag, dass bei dem Angriff "
        "nahe der Grenze zwei Menschen getötet worden seien."
    ),
    "en": ("The government said on Monday that two people had been killed in the strike near the border."),
    "es": "El gobierno dijo el lunes que dos personas murieron en el ataque cerca de la frontera.",
    "fa": (
        "سخنگوی وزارت امور خارجه در نشست خبری روز دوشنبه گفت که این حمله در پاسخ به اقدام دیگری بوده است."
    ),
    "fr": ("Le gouvernement a déclaré lundi que deux personnes avaient été tuées près de la frontière."),
    "he": (
        "הממשלה הודיעה ביום שני כי שני אנשים נהרגו בתקיפה, והוסיפה "
        "כי היא לא תגיב על כך עד שתסתיים הבדיקה של האירוע."
    ),
    "hi": (
        "सरकार ने सोमवार को कहा कि सीमा के पास हुए हमले में दो लोग मारे गए हैं और यह भी कि वह इस पर और कुछ नहीं कहेगी।"
    ),
    "ru": (
        "Правительство заявило в понедельник, что два человека погибли в результате удара вблизи границы."
    ),
    "ur": (
        "پاکستان نے ایران کے ساتھ اپنے سفیر کو واپس بلا لیا ہے اور "
        "کہا ہے کہ یہ حملہ اس کی خودمختاری کی خلاف ورزی ہے۔"
    ),
}


@pytest.mark.parametrize("language", TEXTS)
def test_languages(language: str) -> None:
    """Persian, Urdu and Arabic are told apart, as are languages in Latin letters."""
    assert language_of(TEXTS[language]) == language


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Kerman",
        "Iran Pakistan Kerman Balochistan Islamabad Tehran Quetta Karachi Lahore Isfahan Tabriz Shiraz Qom",
        " ".join(map(str, range(100))),
        # Danish and Norwegian share these words.
        "Regeringen sagde mandag, at to personer var blevet dræbt i angrebet nær grænsen.",
    ],
)
def test_what_is_not_certain(text: str) -> None:
    """Too little, names alone, figures, two languages that could both be meant: no guess."""
    assert language_of(text) == ""
