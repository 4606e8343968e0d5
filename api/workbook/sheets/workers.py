"""The workers: who meets clients, with what training, when and how much."""
# ruff: noqa: RUF001 - short Russian words look like figures to the linter

from api.workbook.column import Column, Kind, Names, Sheet
from api.workbook.vocabulary import CONTRACTS, GENDERS, ROLES, WEEKDAY_NAMES, WEEKDAYS
from domain.people import Cefr, Contract, Gender, Role, Speaks

SHIFT_KEYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
"""The seven columns of shifts; their place is the weekday (0 = Monday)."""

SHIFTS = tuple(
    Column(
        key,
        Kind.TIME_RANGE,
        Names(short.et, short.ru, short.en),
        Names(
            f"Tööaeg päeval „{full.et}“: algus ja lõpp. Tühi: sel päeval ei tööta.",
            f"Рабочее время ({full.ru}): начало и конец. Пусто: в этот день не работает.",
            f"Hours on {full.en}: start and end. Empty: not at work on that day.",
        ),
        example=(540, 1020) if key in ("mon", "wed", "fri") else None,
    )
    for key, short, full in zip(SHIFT_KEYS, WEEKDAYS, WEEKDAY_NAMES, strict=True)
)

SHEET = Sheet(
    key="workers",
    names=Names("Töötajad", "Работники", "Workers"),
    about=Names(
        "Kõik, kes klientidega kohtuvad: töötajad, käsundisaajad, vabatahtlikud. Inimene real.",
        "Все, кто встречается с клиентами: работники, исполнители, волонтёры. По человеку в "
        "строке.",
        "Everyone who meets clients: employees, mandate contractors, volunteers. One person a row.",
    ),
    id="id",
    columns=(
        Column(
            "id",
            Kind.ID,
            Names("Tunnus", "Код", "Id"),
            Names(
                "Töötaja lühike tunnus, millega teised lehed talle viitavad.",
                "Короткий код работника, по которому на него ссылаются другие листы.",
                "Short id of the worker by which the other sheets refer to them.",
            ),
            example="W01",
            required=True,
            width=10,
        ),
        Column(
            "name",
            Kind.TEXT,
            Names("Nimi", "Имя", "Name"),
            Names("Ees- ja perenimi.", "Имя и фамилия.", "First and last name."),
            example="Mari Näidis",
            required=True,
            width=24,
        ),
        Column(
            "roles",
            Kind.WORDS,
            Names("Rollid", "Роли", "Roles"),
            Names(
                "Kellena ta kohtub: üks või mitu rolli, komadega.",
                "В каком качестве встречается: одна или несколько ролей через запятую.",
                "In what capacity the worker meets clients: one or more roles, with commas.",
            ),
            example=(Role.PEER_COUNSELLOR, Role.SPECIALIST),
            required=True,
            words=ROLES,
            width=28,
        ),
        Column(
            "contract",
            Kind.WORD,
            Names("Leping", "Договор", "Contract"),
            Names(
                "Tööleping, käsundusleping või vabatahtlik: tööaja seadus kehtib töölepingule.",
                "Трудовой договор, договор поручения или волонтёр: закон о рабочем времени "
                "действует для трудового договора.",
                "Employee, mandate or volunteer: working-time law binds employees alone.",
            ),
            example=Contract.EMPLOYEE,
            required=True,
            words=CONTRACTS,
            width=16,
        ),
        Column(
            "home",
            Kind.PLACE,
            Names("Elukoht", "Место жительства", "Home"),
            Names(
                "Asula, kust tee algab: nimi või tunnus lehelt Loendid.",
                "Населённый пункт, откуда начинается путь: название или код с листа «Списки».",
                "Settlement where the way begins: name or id from the sheet Lists.",
            ),
            example="Tartu",
            required=True,
            width=18,
        ),
        Column(
            "trainings",
            Kind.TRAININGS,
            Names("Koolitused", "Обучение", "Trainings"),
            Names(
                "Aine, tase (kõrval, lühike, iseseisev, rühmad), algus–lõpp; mitu semikooloniga. "
                "Lõputa: kehtib tähtajatult.",
                "Предмет, уровень (рядом, краткий, самостоятельный, группы), начало–конец; "
                "несколько через точку с запятой. Без конца: бессрочно.",
                "Subject, level (beside, short, independent, groups), since–until; several with "
                "semicolons. No until: for good.",
            ),
            width=44,
        ),
        Column(
            "experiences",
            Kind.EXPERIENCES,
            Names("Kogemused", "Опыт", "Experiences"),
            Names(
                "Elatud kogemuse teemad, komadega. Lisage „pere“, kui kogemus on pereliikme oma, "
                "ja „raske“ raske, sügava või püsiva häire korral.",
                "Темы пережитого опыта через запятую. Добавьте «семья», если это опыт члена "
                "семьи, и «тяжёлый» при тяжёлом, глубоком или стойком расстройстве.",
                "Themes of lived experience, with commas. Add “family” for a family member's "
                "experience, “severe” for a severe, profound or lasting disorder.",
            ),
            width=32,
        ),
        Column(
            "languages",
            Kind.SPEAKS,
            Names("Keeled", "Языки", "Languages"),
            Names(
                "Keel ja tase A1–C2, komadega.",
                "Язык и уровень A1–C2 через запятую.",
                "Language and level A1–C2, with commas.",
            ),
            example=(Speaks("et", Cefr.C2), Speaks("ru", Cefr.B2)),
            required=True,
            width=22,
        ),
        Column(
            "gender",
            Kind.WORD,
            Names("Sugu", "Пол", "Gender"),
            Names(
                "Vajalik vaid siis, kui klient või rühm seda küsib. Tühi: muu.",
                "Нужен только тогда, когда об этом просит клиент или группа. Пусто: другое.",
                "Needed only where a client or group asks for it. Empty: other.",
            ),
            example=Gender.FEMALE,
            words=GENDERS,
            width=10,
        ),
        *SHIFTS,
        Column(
            "day_minutes",
            Kind.WHOLE,
            Names("Minuteid päevas", "Минут в день", "Minutes a day"),
            Names(
                "Kõige rohkem minuteid klientidega ühes päevas. Tühi: 360.",
                "Не больше стольких минут с клиентами в день. Пусто: 360.",
                "Most minutes with clients in a day. Empty: 360.",
            ),
            example=360,
            least=0,
            most=1440,
        ),
        Column(
            "week_minutes",
            Kind.WHOLE,
            Names("Minuteid nädalas", "Минут в неделю", "Minutes a week"),
            Names(
                "Lepingujärgsed minutid klientidega nädalas; rohkem on ületöö. Tühi: 1200.",
                "Минуты с клиентами в неделю по договору; больше – сверхурочные. Пусто: 1200.",
                "Minutes with clients in a week under the contract; more is overtime. Empty: 1200.",
            ),
            example=1200,
            least=0,
            most=10080,
        ),
        Column(
            "week_most",
            Kind.WHOLE,
            Names("Nädala ülempiir", "Предел недели", "Week at most"),
            Names(
                "Minutid nädalas, mida kunagi ei ületata. Tühi: 1440.",
                "Минуты в неделю, которые никогда не превышаются. Пусто: 1440.",
                "Minutes in a week that are never passed. Empty: 1440.",
            ),
            example=1440,
            least=0,
            most=10080,
        ),
        Column(
            "guaranteed_minutes",
            Kind.WHOLE,
            Names("Lubatud minutid", "Обещанные минуты", "Guaranteed minutes"),
            Names(
                "Minutid nädalas, mis töötajale on lubatud. Tühi: 0.",
                "Минуты в неделю, обещанные работнику. Пусто: 0.",
                "Minutes a week promised to the worker. Empty: 0.",
            ),
            example=600,
            least=0,
            most=10080,
        ),
        Column(
            "week_days",
            Kind.WHOLE,
            Names("Päevi nädalas", "Дней в неделю", "Days a week"),
            Names(
                "Kõige rohkem kohtumistega päevi nädalas. Tühi: 5.",
                "Не больше стольких дней со встречами в неделю. Пусто: 5.",
                "Most days with meetings in a week. Empty: 5.",
            ),
            example=5,
            least=0,
            most=7,
        ),
        Column(
            "caseload",
            Kind.WHOLE,
            Names("Kliente korraga", "Клиентов сразу", "Caseload"),
            Names(
                "Kõige rohkem kliente korraga. Tühi: 30.",
                "Не больше стольких клиентов одновременно. Пусто: 30.",
                "Most clients at the same time. Empty: 30.",
            ),
            example=20,
            least=0,
        ),
        Column(
            "reach_minutes",
            Kind.WHOLE,
            Names("Tee minutites", "Путь в минутах", "Reach in minutes"),
            Names(
                "Kõige pikem tee kodust, üks suund. Tühi: 60.",
                "Самый длинный путь от дома в одну сторону. Пусто: 60.",
                "Farthest way from home, one way. Empty: 60.",
            ),
            example=60,
            least=0,
            most=1440,
        ),
        Column(
            "excluded",
            Kind.IDS,
            Names("Ei kohtu klientidega", "Не встречается с", "Excluded clients"),
            Names(
                "Kliendid, keda sellele töötajale ei anta (sugulased, vastuolud), komadega.",
                "Клиенты, которых этому работнику не дают (родственники, конфликты), через "
                "запятую.",
                "Clients never given to this worker (relatives, conflicts), with commas.",
            ),
            refers=("clients",),
            width=22,
        ),
    ),
)
