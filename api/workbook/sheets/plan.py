"""The plan: what each client wants of each component this week."""
# ruff: noqa: RUF001 - short Russian words look like figures to the linter

from api.workbook.column import Column, Kind, Names, Sheet
from api.workbook.sheets.shared import COMPONENT
from api.workbook.vocabulary import PLACE_MODES
from domain.referral import PlaceMode

SHEET = Sheet(
    key="plan",
    names=Names("Plaan", "План", "Plan"),
    about=Names(
        "Mida klient sel nädalal vajab. Rida iga komponendi kohta.",
        "Что нужно клиенту на этой неделе. По строке на компонент.",
        "What a client wants this week. One row a component.",
    ),
    id="id",
    columns=(
        Column(
            "id",
            Kind.ID,
            Names("Tunnus", "Код", "Id"),
            Names("Rea lühike tunnus.", "Короткий код строки.", "Short id of the row."),
            example="P01",
            required=True,
            width=10,
        ),
        Column(
            "referral",
            Kind.ID,
            Names("Suunamine", "Направление", "Referral"),
            Names(
                "Suunamise tunnus, mille alusel kohtutakse.",
                "Код направления, по которому встречаются.",
                "Id of the referral under which people meet.",
            ),
            example="R01",
            required=True,
            refers=("referrals",),
            width=12,
        ),
        COMPONENT,
        Column(
            "meetings",
            Kind.WHOLE,
            Names("Kohtumisi", "Встреч", "Meetings"),
            Names(
                "Mitu kohtumist sel nädalal.",
                "Сколько встреч на этой неделе.",
                "How many meetings this week.",
            ),
            example=2,
            required=True,
            least=1,
            most=50,
            width=10,
        ),
        Column(
            "minutes",
            Kind.WHOLE,
            Names("Minuteid", "Минут", "Minutes"),
            Names(
                "Ühe kohtumise pikkus minutites (viie kordne).",
                "Длина одной встречи в минутах (кратна пяти).",
                "Length of one meeting in minutes (a multiple of five).",
            ),
            example=90,
            required=True,
            least=1,
            most=1440,
            width=10,
        ),
        Column(
            "weekdays",
            Kind.WEEKDAYS,
            Names("Päevad", "Дни", "Weekdays"),
            Names(
                "Sobivad päevad: E T K N R L P, Пн Вт …, Mon Tue … või 1–7.",
                "Подходящие дни: Пн Вт Ср Чт Пт Сб Вс, E T …, Mon Tue … или 1–7.",
                "Suitable days: Mon Tue Wed Thu Fri Sat Sun, E T …, Пн Вт … or 1–7.",
            ),
            example=frozenset({0, 2, 4}),
            required=True,
            width=16,
        ),
        Column(
            "earliest",
            Kind.TIME,
            Names("Algus alates", "Начало с", "Earliest start"),
            Names(
                "Varaseim algus.",
                "Самое раннее начало.",
                "Earliest start.",
            ),
            example=540,
            required=True,
        ),
        Column(
            "latest",
            Kind.TIME,
            Names("Algus kuni", "Начало до", "Latest start"),
            Names(
                "Hiliseim algus (mitte lõpp).",
                "Самое позднее начало (не конец).",
                "Latest start (not the end).",
            ),
            example=900,
            required=True,
        ),
        Column(
            "mode",
            Kind.WORD,
            Names("Kus", "Где", "Mode"),
            Names(
                "Kus kohtutakse. Tühi: kodus.",
                "Где встречаются. Пусто: дома.",
                "Where people meet. Empty: at home.",
            ),
            example=PlaceMode.HOME,
            words=PLACE_MODES,
            width=22,
        ),
        Column(
            "place",
            Kind.PLACE,
            Names("Koht", "Место", "Place"),
            Names(
                "Asula, kus kohtutakse; tühi: kliendi kodu.",
                "Населённый пункт встречи; пусто: дом клиента.",
                "Settlement of the meeting; empty: the client's home.",
            ),
            width=18,
        ),
        Column(
            "liked",
            Kind.TIME_RANGE,
            Names("Meelepärane aeg", "Любимое время", "Liked starts"),
            Names(
                "Algused, mis kliendile kõige rohkem meeldivad.",
                "Начала, которые клиенту нравятся больше всего.",
                "Starts the client likes best.",
            ),
            example=(600, 720),
            least=0,
        ),
        Column(
            "days_apart",
            Kind.WHOLE,
            Names("Päevi vahet", "Дней между", "Days apart"),
            Names(
                "Päevi ühest kohtumisest järgmiseni; 1 = mitte kaks samal päeval. Tühi: 1.",
                "Дней от одной встречи до следующей; 1 = не две в один день. Пусто: 1.",
                "Days from one meeting to the next; 1 = not twice on a day. Empty: 1.",
            ),
            example=2,
            least=0,
            most=7,
            width=12,
        ),
        Column(
            "workers",
            Kind.WHOLE,
            Names("Töötajaid", "Работников", "Workers"),
            Names(
                "Töötajaid korraga kohtumisel (kriisivisiit kahekesi: 2). Tühi: 1.",
                "Работников на встрече сразу (кризисный визит вдвоём: 2). Пусто: 1.",
                "Workers at the meeting at once (a two-person crisis visit: 2). Empty: 1.",
            ),
            example=1,
            least=1,
            most=10,
            width=11,
        ),
        Column(
            "pinned_worker",
            Kind.ID,
            Names("Kinnitatud töötaja", "Закреплённый работник", "Pinned worker"),
            Names(
                "Töötaja, keda ei muudeta.",
                "Работник, которого не меняют.",
                "The worker who is not to be changed.",
            ),
            refers=("workers",),
        ),
        Column(
            "pinned_start",
            Kind.WEEK_TIME,
            Names("Kinnitatud aeg", "Закреплённое время", "Pinned start"),
            Names(
                "Päev ja algus, mida ei muudeta.",
                "День и начало, которые не меняют.",
                "Day and start that are not to be changed.",
            ),
            example=600,
        ),
        Column(
            "planned",
            Kind.YES_NO,
            Names("Ette kokku lepitud", "Оговорено заранее", "Planned"),
            Names(
                "„ei“ ainult ootamatu kriisi puhul. Tühi: jah.",
                "«нет» только при неожиданном кризисе. Пусто: да.",
                "“no” only for an unexpected crisis. Empty: yes.",
            ),
            example=True,
        ),
    ),
)
