"""The absences: days on which a worker or client is away."""

from datetime import date

from api.workbook.column import Column, Kind, Names, Sheet

SHEET = Sheet(
    key="absences",
    names=Names("Puudumised", "Отсутствия", "Absences"),
    about=Names(
        "Päevad, mil töötaja või klient on ära.",
        "Дни, когда работник или клиент отсутствует.",
        "Days on which a worker or client is away.",
    ),
    required=False,
    columns=(
        Column(
            "who",
            Kind.ID,
            Names("Kes", "Кто", "Who"),
            Names(
                "Töötaja või kliendi tunnus.",
                "Код работника или клиента.",
                "Id of the worker or client.",
            ),
            example="W01",
            required=True,
            refers=("workers", "clients"),
            width=10,
        ),
        Column(
            "first",
            Kind.DATE,
            Names("Esimene päev", "Первый день", "First day"),
            Names(
                "Esimene päev, mil teda ei ole.",
                "Первый день отсутствия.",
                "First day away.",
            ),
            example=date(2026, 12, 21),
            required=True,
        ),
        Column(
            "last",
            Kind.DATE,
            Names("Viimane päev", "Последний день", "Last day"),
            Names(
                "Viimane päev, mil teda ei ole, kaasa arvatud.",
                "Последний день отсутствия включительно.",
                "Last day away, included.",
            ),
            example=date(2027, 1, 3),
            required=True,
        ),
        Column(
            "reason",
            Kind.TEXT,
            Names("Põhjus", "Причина", "Reason"),
            Names(
                "Vabatahtlik; ärge kirjutage terviseandmeid.",
                "Не обязательно; не пишите данных о здоровье.",
                "Optional; write nothing about health.",
            ),
            example="puhkus",
            width=24,
        ),
    ),
)
