"""The provider: a name and the interpreting at hand, one row."""

from api.workbook.column import Column, Kind, Names, Sheet

SHEET = Sheet(
    key="provider",
    names=Names("Teenuseosutaja", "Поставщик", "Provider"),
    about=Names(
        "Teie asutus. Üks rida.",
        "Ваша организация. Одна строка.",
        "Your organisation. One row.",
    ),
    columns=(
        Column(
            "name",
            Kind.TEXT,
            Names("Nimi", "Название", "Name"),
            Names(
                "Teenuseosutaja nimi, nagu see arvel seisab.",
                "Название поставщика, как оно стоит в счёте.",
                "Name of the provider as it stands on an invoice.",
            ),
            example="MTÜ Näidis",
            required=True,
            width=32,
        ),
        Column(
            "interpreter_minutes",
            Kind.INTERPRETING,
            Names("Tõlkeminutid nädalas", "Минуты перевода в неделю", "Interpreting minutes"),
            Names(
                "Mitu minutit tõlki on nädalas iga keele jaoks; loetlemata keelele tõlki pole.",
                "Сколько минут переводчика есть в неделю на каждый язык; нет в списке – нет "
                "переводчика.",
                "Minutes of interpreting at hand in the week for each language; a language that "
                "is not listed has none.",
            ),
            example=(("uk", 240), ("ar", 120)),
            width=28,
        ),
    ),
)
