"""The referrals: each client's way into a programme, and how it ended."""
# ruff: noqa: RUF001 - short Russian words look like figures to the linter

from datetime import date

from api.workbook.column import Column, Kind, Names, Sheet
from api.workbook.vocabulary import CLOSING_REASONS

SHEET = Sheet(
    key="referrals",
    names=Names("Suunamised", "Направления", "Referrals"),
    about=Names(
        "Suunamised teenusele. Suunamiseta ei planeerita midagi.",
        "Направления на услугу. Без направления ничего не планируется.",
        "Referrals to a service. Nothing is planned without one.",
    ),
    id="id",
    columns=(
        Column(
            "id",
            Kind.ID,
            Names("Tunnus", "Код", "Id"),
            Names(
                "Suunamise lühike tunnus.",
                "Короткий код направления.",
                "Short id of the referral.",
            ),
            example="R01",
            required=True,
            width=10,
        ),
        Column(
            "programme",
            Kind.PROGRAMME,
            Names("Programm", "Программа", "Programme"),
            Names(
                "Programm, mis maksab: tunnus või nimi lehelt Loendid.",
                "Программа, которая платит: код или название с листа «Списки».",
                "The programme that pays: id or name from the sheet Lists.",
            ),
            required=True,
            width=22,
        ),
        Column(
            "client",
            Kind.ID,
            Names("Klient", "Клиент", "Client"),
            Names(
                "Kliendi või pere tunnus.",
                "Код клиента или семьи.",
                "Id of the client or of the family.",
            ),
            example="C01",
            required=True,
            refers=("clients", "families"),
            width=10,
        ),
        Column(
            "on",
            Kind.DATE,
            Names("Suunatud", "Направлен", "Referred on"),
            Names(
                "Suunamise päev: siit loetakse kuud ja tööpäevad.",
                "День направления: отсюда считаются месяцы и рабочие дни.",
                "Day of referral: months and working days count from here.",
            ),
            example=date(2026, 11, 2),
            required=True,
        ),
        Column(
            "status",
            Kind.STATUS,
            Names("Staatus", "Статус", "Status"),
            Names(
                "Kliendi seisund, kui programm seda nõuab: tunnus lehelt Loendid.",
                "Положение клиента, если программа его требует: код с листа «Списки».",
                "The client's standing where the programme asks for it: id from the sheet Lists.",
            ),
            width=20,
        ),
        Column(
            "municipality",
            Kind.TEXT,
            Names("Omavalitsus", "Самоуправление", "Municipality"),
            Names("Kliendi omavalitsus.", "Самоуправление клиента.", "The client's municipality."),
            example="Tartu linn",
            width=20,
        ),
        Column(
            "case_manager",
            Kind.TEXT,
            Names("Juhtumikorraldaja", "Куратор случая", "Case manager"),
            Names(
                "Kellega omavalitsuses räägitakse.",
                "С кем говорят в самоуправлении.",
                "Whom to speak with at the municipality.",
            ),
            example="Kati Kohalik",
            width=22,
        ),
        Column(
            "case_manager_free",
            Kind.WEEK_TIMES,
            Names("Juhtumikorraldaja vaba", "Куратор свободен", "Case manager free"),
            Names(
                "Millal saab juhtumikorraldaja osaleda kolmepoolsel kohtumisel: päev ja ajad.",
                "Когда куратор может участвовать в трёхсторонней встрече: день и время.",
                "When the case manager can attend a three-party meeting: day and hours.",
            ),
            example=((540, 720), (5100, 5280)),
            width=30,
        ),
        Column(
            "first_met",
            Kind.DATE,
            Names("Esimene kohtumine", "Первая встреча", "First met"),
            Names(
                "Esimese (kolmepoolse) kohtumise päev; tühi, kui see on veel võlgu.",
                "День первой (трёхсторонней) встречи; пусто, если её ещё не было.",
                "Day of the first (three-party) meeting; empty while it is owed.",
            ),
            example=date(2026, 11, 6),
        ),
        Column(
            "planned_on",
            Kind.DATE,
            Names("Tegevusplaan", "План действий", "Planned on"),
            Names(
                "Tegevusplaani päev; tühi, kui plaani veel pole.",
                "День плана действий; пусто, если плана ещё нет.",
                "Day of the action plan; empty while there is none.",
            ),
            example=date(2026, 11, 9),
        ),
        Column(
            "urgent",
            Kind.YES_NO,
            Names("Kiire", "Срочно", "Urgent"),
            Names(
                "Kas teenust on vaja kiiresti. Tühi: ei.",
                "Нужна ли услуга срочно. Пусто: нет.",
                "Whether the service is needed urgently. Empty: no.",
            ),
            example=False,
            width=9,
        ),
        Column(
            "closing_reason",
            Kind.WORD,
            Names("Lõpetamise põhjus", "Причина завершения", "Closing reason"),
            Names(
                "Miks teenus lõppes; tühi, kui kestab.",
                "Почему услуга закончилась; пусто, если продолжается.",
                "Why the service ended; empty while it goes on.",
            ),
            words=CLOSING_REASONS,
            width=26,
        ),
        Column(
            "closed_on",
            Kind.DATE,
            Names("Lõpetatud", "Завершено", "Closed on"),
            Names(
                "Lõpetamise päev, koos põhjusega.",
                "День завершения, вместе с причиной.",
                "Day of closing, together with the reason.",
            ),
        ),
        Column(
            "closing_text",
            Kind.TEXT,
            Names("Lõpetamise selgitus", "Пояснение к завершению", "Closing text"),
            Names(
                "Selgitus; kohustuslik, kui põhjus on „muu juhtum“.",
                "Пояснение; обязательно, если причина – «другой случай».",
                "Explanation; required where the reason is “other”.",
            ),
            width=30,
        ),
    ),
)
