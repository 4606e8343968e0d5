"""Services of other systems that may not run at the same time."""

from datetime import date

from api.workbook.column import Column, Kind, Names, Sheet

SHEET = Sheet(
    key="parallel",
    names=Names("Muud teenused", "Другие услуги", "Other services"),
    about=Names(
        "Teiste süsteemide teenused, mis ei tohi samal ajal kesta.",
        "Услуги других систем, которые не могут идти одновременно.",
        "Services of other systems that may not run at the same time.",
    ),
    required=False,
    columns=(
        Column(
            "client",
            Kind.ID,
            Names("Klient", "Клиент", "Client"),
            Names("Kliendi tunnus.", "Код клиента.", "Id of the client."),
            example="C01",
            required=True,
            refers=("clients",),
            width=10,
        ),
        Column(
            "kind",
            Kind.SERVICE,
            Names("Teenuse liik", "Вид услуги", "Kind of service"),
            Names(
                "Teise süsteemi teenus: tunnus lehelt Loendid.",
                "Услуга другой системы: код с листа «Списки».",
                "Service of another system: id from the sheet Lists.",
            ),
            required=True,
            width=26,
        ),
        Column(
            "first",
            Kind.DATE,
            Names("Esimene päev", "Первый день", "First day"),
            Names("Esimene päev.", "Первый день.", "First day."),
            example=date(2025, 1, 13),
            required=True,
        ),
        Column(
            "last",
            Kind.DATE,
            Names("Viimane päev", "Последний день", "Last day"),
            Names(
                "Viimane päev, kaasa arvatud; tühi: kestab.",
                "Последний день включительно; пусто: продолжается.",
                "Last day, included; empty: it goes on.",
            ),
            example=date(2025, 3, 31),
        ),
    ),
)
