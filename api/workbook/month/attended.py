"""What was delivered: one row for each client's part in a meeting."""

from datetime import date

from api.workbook.column import Column, Kind, Names, Sheet
from api.workbook.month.vocabulary import ACTIVITIES, BENEFICIARIES, CLOCKS, OUTCOMES
from api.workbook.sheets.shared import COMPONENT
from domain.session import DAY_MINUTES

PROVIDER = Column(
    "provider",
    Kind.REGISTRY_CODE,
    Names("Osutaja", "Поставщик", "Provider"),
    Names(
        "Teenuse osutaja registrikood; tühi: müüja lehelt Pooled.",
        "Регистровый код поставщика; пусто: продавец с листа «Стороны».",
        "Registry code of who provided; empty: the seller of the sheet Parties.",
    ),
    example="80123456",
)

SHEET = Sheet(
    key="attended",
    names=Names("Osutatud", "Оказано", "Delivered"),
    about=Names(
        "Kohtumised, mis pidid toimuma: iga kliendi osa omal real.",
        "Встречи, которые должны были состояться: часть каждого клиента отдельной строкой.",
        "Meetings that were to be held: each client's part on a row of its own.",
    ),
    required=False,
    columns=(
        Column(
            "meeting",
            Kind.ID,
            Names("Kohtumine", "Встреча", "Meeting"),
            Names(
                "Kohtumise tunnus; grupi liikmetel sama.",
                "Код встречи; у участников группы один.",
                "Id of the meeting; the members of a group share it.",
            ),
            example="M0042",
            required=True,
        ),
        Column(
            "client",
            Kind.ID,
            Names("Klient", "Клиент", "Client"),
            Names("Kliendi tunnus.", "Код клиента.", "Id of the client."),
            example="C01",
            required=True,
            width=10,
        ),
        Column(
            "referral",
            Kind.ID,
            Names("Suunamine", "Направление", "Referral"),
            Names(
                "Suunamise tunnus; tühi: ei teata.",
                "Код направления; пусто: неизвестно.",
                "Id of the referral; empty: none is known.",
            ),
            example="R01",
            refers=("referrals",),
            width=12,
        ),
        COMPONENT,
        PROVIDER,
        Column(
            "worker",
            Kind.ID,
            Names("Töötaja", "Работник", "Worker"),
            Names("Töötaja tunnus.", "Код работника.", "Id of the worker."),
            example="W01",
            required=True,
            width=10,
        ),
        Column(
            "day",
            Kind.DATE,
            Names("Päev", "День", "Day"),
            Names(
                "Päev, millal kohtumine algas.",
                "День, когда встреча началась.",
                "Day on which the meeting began.",
            ),
            example=date(2026, 11, 2),
            required=True,
        ),
        Column(
            "start",
            Kind.TIME,
            Names("Algus", "Начало", "Start"),
            Names(
                "Kellaaeg, millal kohtumine algas.",
                "Время, когда встреча началась.",
                "Time at which the meeting began.",
            ),
            example=600,
            required=True,
            width=8,
        ),
        Column(
            "end",
            Kind.TIME,
            Names("Lõpp", "Конец", "End"),
            Names(
                "Kellaaeg, millal kohtumine lõppes; tühi, kui on minutid.",
                "Время, когда встреча закончилась; пусто, если есть минуты.",
                "Time at which it ended; empty where there are minutes.",
            ),
            example=690,
            width=8,
        ),
        Column(
            "minutes",
            Kind.DURATION,
            Names("Minuteid", "Минут", "Minutes"),
            Names(
                "Kestus minutites (90) või tundides (1:30); tühi, kui on lõpp.",
                "Длительность в минутах (90) или часах (1:30); пусто, если есть конец.",
                "Length in minutes (90) or hours (1:30); empty where there is an end.",
            ),
            example=90,
            least=0,
            most=2 * DAY_MINUTES,
            width=10,
        ),
        Column(
            "clock",
            Kind.WORD,
            Names("Kell", "Часы", "Clock"),
            Names(
                "Ainult tunnis, mis kella keeramisel tuleb kaks korda: kumb on mõeldud.",
                "Только в час, который при переводе часов бывает дважды: который имеется в виду.",
                "Only in the hour that comes twice when clocks go back: which one is meant.",
            ),
            words=CLOCKS,
            width=12,
        ),
        Column(
            "activity",
            Kind.WORD,
            Names("Vorm", "Форма", "Activity"),
            Names(
                "Individuaalne või grupp. Tühi: individuaalne.",
                "Индивидуально или группа. Пусто: индивидуально.",
                "Individual or group. Empty: individual.",
            ),
            example="individual",
            words=ACTIVITIES,
        ),
        Column(
            "beneficiary",
            Kind.WORD,
            Names("Saaja", "Получатель", "Beneficiary"),
            Names(
                "Isik või pere. Tühi: isik.",
                "Лицо или семья. Пусто: лицо.",
                "Person or family. Empty: person.",
            ),
            example="person",
            words=BENEFICIARIES,
            width=10,
        ),
        Column(
            "present",
            Kind.WHOLE,
            Names("Kohal", "Присутствовало", "Present"),
            Names(
                "Mitu liiget oli grupikohtumisel. Tühi: 1.",
                "Сколько участников было на встрече группы. Пусто: 1.",
                "How many members were at the group meeting. Empty: 1.",
            ),
            example=1,
            least=0,
            most=10_000,
            width=8,
        ),
        Column(
            "outcome",
            Kind.WORD,
            Names("Tulemus", "Итог", "Outcome"),
            Names("Mis kohtumisest sai.", "Что стало со встречей.", "What became of the meeting."),
            example="delivered",
            required=True,
            words=OUTCOMES,
            width=22,
        ),
        Column(
            "confirmed",
            Kind.YES_NO,
            Names("Kinnitatud", "Подтверждено", "Confirmed"),
            Names(
                "Kas klient või partner on kinnitanud. Tühi: ei.",
                "Подтвердил ли клиент или партнёр. Пусто: нет.",
                "Whether the client or partner has confirmed. Empty: no.",
            ),
            example=True,
            width=10,
        ),
        Column(
            "planned",
            Kind.YES_NO,
            Names("Kokku lepitud", "Согласовано", "Planned"),
            Names(
                "Kas enne kokku lepitud; ei: ootamatu kriis. Tühi: jah.",
                "Согласовано ли заранее; нет: неожиданный кризис. Пусто: да.",
                "Whether agreed beforehand; no: an unexpected crisis. Empty: yes.",
            ),
            example=True,
            width=10,
        ),
        Column(
            "booked",
            Kind.DATE,
            Names("Broneeritud", "Забронировано", "Booked"),
            Names(
                "Päev, millal kokku lepiti; tühi: ei teata.",
                "День, когда договорились; пусто: неизвестно.",
                "Day on which it was booked; empty: not known.",
            ),
            example=date(2026, 10, 20),
        ),
        Column(
            "recorded",
            Kind.DATE,
            Names("Kirja pandud", "Записано", "Recorded"),
            Names(
                "Päev, millal see kirja pandi: sellest tuntakse hilinenud andmed.",
                "День записи: по нему узнаются запоздавшие сведения.",
                "Day on which this was recorded: late facts are told by it.",
            ),
            example=date(2026, 11, 2),
            required=True,
        ),
        Column(
            "version",
            Kind.WHOLE,
            Names("Versioon", "Версия", "Version"),
            Names(
                "Kirje versioon. Tühi: 1.",
                "Версия записи. Пусто: 1.",
                "Version of the record. Empty: 1.",
            ),
            example=1,
            least=1,
            most=1_000_000,
            width=8,
        ),
        Column(
            "theirs",
            Kind.TEXT,
            Names("Juhtumi number", "Номер случая", "Case number"),
            Names(
                "Juhtumi number maksja registris; tühi: suunamise oma.",
                "Номер случая в регистре плательщика; пусто: как у направления.",
                "Number of the case in the payer's register; empty: that of the referral.",
            ),
            example="STAR-000123",
        ),
    ),
)
