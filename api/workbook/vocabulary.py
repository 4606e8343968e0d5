"""The closed vocabularies of the workbook, each word in the three languages."""
# ruff: noqa: RUF001 - short Russian words look like figures to the linter

from api.workbook.column import Word
from domain.people import Contract, Gender, Level, Role
from domain.referral import ClosingReason, Leading, PlaceMode

YES = Word("yes", "jah", "да", "yes")
NO = Word("no", "ei", "нет", "no")
YES_NO = (YES, NO)

ROLES = (
    Word(Role.PEER_COUNSELLOR, "kogemusnõustaja", "консультант по опыту", "peer counsellor"),
    Word(Role.SUPPORT_PERSON, "tugiisik", "опорное лицо", "support person"),
    Word(Role.SPECIALIST, "spetsialist", "специалист", "specialist"),
    Word(Role.COORDINATOR, "koordinaator", "координатор", "coordinator"),
    Word(Role.MENTOR, "mentor", "наставник", "mentor"),
    Word(Role.LANGUAGE_PARTNER, "keelepartner", "языковой партнёр", "language partner"),
    Word(Role.WORK_MENTOR, "töömentor", "трудовой наставник", "work mentor"),
)

CONTRACTS = (
    Word(Contract.EMPLOYEE, "tööleping", "трудовой договор", "employee"),
    Word(Contract.MANDATE, "käsundusleping", "договор поручения", "mandate"),
    Word(Contract.VOLUNTEER, "vabatahtlik", "волонтёр", "volunteer"),
)

# One word each: a level stands between blanks in the cell of trainings.
LEVELS = (
    Word(Level.BESIDE.name.lower(), "kõrval", "рядом", "beside"),
    Word(Level.SHORT.name.lower(), "lühike", "краткий", "short"),
    Word(Level.INDEPENDENT.name.lower(), "iseseisev", "самостоятельный", "independent"),
    Word(Level.GROUPS.name.lower(), "rühmad", "группы", "groups"),
)

GENDERS = (
    Word(Gender.FEMALE, "naine", "женщина", "female"),
    Word(Gender.MALE, "mees", "мужчина", "male"),
    Word(Gender.OTHER, "muu", "другое", "other"),
)

PLACE_MODES = (
    Word(PlaceMode.HOME, "kodus", "дома", "home"),
    Word(PlaceMode.OFFICE, "kontoris", "в офисе", "office"),
    Word(PlaceMode.ADAPTED, "kohandatud keskkonnas", "в приспособленной среде", "adapted"),
    Word(PlaceMode.RECEPTION, "vastuvõtul", "на приёме", "reception"),
    Word(PlaceMode.REMOTE, "kaugteel", "дистанционно", "remote"),
)

LEADINGS = (
    Word(Leading.ALONE, "üksi", "в одиночку", "alone"),
    Word(Leading.TOGETHER, "koos spetsialistiga", "вместе со специалистом", "together"),
)

CLOSING_REASONS = (
    Word(ClosingReason.GOALS_MET, "eesmärgid täidetud", "цели достигнуты", "goals met"),
    Word(
        ClosingReason.AGREED_WITH_MUNICIPALITY,
        "kokkulepe omavalitsusega",
        "соглашение с самоуправлением",
        "agreed with municipality",
    ),
    Word(
        ClosingReason.OTHER_SERVICE,
        "suunatud muule teenusele",
        "направлен на другую услугу",
        "other service",
    ),
    Word(ClosingReason.OTHER, "muu juhtum", "другой случай", "other"),
)

KEEPS = (
    Word("worker", "töötaja", "работник", "worker"),
    Word("time", "aeg", "время", "time"),
)

OWN = Word("own", "oma", "свой", "own")
FAMILY = Word("family", "pere", "семья", "family")
SEVERE = Word("severe", "raske", "тяжёлый", "severe")

WEEKDAYS = (
    Word("1", "E", "Пн", "Mon"),
    Word("2", "T", "Вт", "Tue"),
    Word("3", "K", "Ср", "Wed"),
    Word("4", "N", "Чт", "Thu"),
    Word("5", "R", "Пт", "Fri"),
    Word("6", "L", "Сб", "Sat"),
    Word("7", "P", "Вс", "Sun"),
)
WEEKDAY_NAMES = (
    Word("1", "esmaspäev", "понедельник", "Monday"),
    Word("2", "teisipäev", "вторник", "Tuesday"),
    Word("3", "kolmapäev", "среда", "Wednesday"),
    Word("4", "neljapäev", "четверг", "Thursday"),
    Word("5", "reede", "пятница", "Friday"),
    Word("6", "laupäev", "суббота", "Saturday"),
    Word("7", "pühapäev", "воскресенье", "Sunday"),
)
