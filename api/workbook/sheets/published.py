"""The published roster: last week's for continuity, this week's for few changes."""
# ruff: noqa: RUF001 - short Russian words look like figures to the linter

from datetime import date

from api.workbook.column import Column, Kind, Names, Sheet
from api.workbook.sheets.shared import COMPONENT
from api.workbook.vocabulary import KEEPS

SHEET = Sheet(
    key="published",
    names=Names("Avaldatud", "Опубликовано", "Published"),
    about=Names(
        "Avaldatud graafik: eelmine nädal (järjepidevuseks) ja see nädal (väheseks muutuseks).",
        "Опубликованный график: прошлая неделя (для постоянства) и эта (чтобы меньше менять).",
        "The published roster: last week (for continuity) and this week (for few changes).",
    ),
    required=False,
    columns=(
        Column(
            "day",
            Kind.DATE,
            Names("Kuupäev", "Дата", "Day"),
            Names("Kohtumise päev.", "День встречи.", "Day of the meeting."),
            example=date(2026, 11, 16),
            required=True,
        ),
        Column(
            "start",
            Kind.TIME,
            Names("Algus", "Начало", "Start"),
            Names("Kohtumise algus.", "Начало встречи.", "Start of the meeting."),
            example=600,
            required=True,
            width=10,
        ),
        Column(
            "minutes",
            Kind.WHOLE,
            Names("Minuteid", "Минут", "Minutes"),
            Names(
                "Kohtumise pikkus minutites.",
                "Длина встречи в минутах.",
                "Length of the meeting in minutes.",
            ),
            example=90,
            required=True,
            least=1,
            most=1440,
            width=10,
        ),
        COMPONENT,
        Column(
            "client",
            Kind.ID,
            Names("Klient", "Клиент", "Client"),
            Names(
                "Kliendi või pere tunnus; tühi, kui kogunes rühm.",
                "Код клиента или семьи; пусто, если собиралась группа.",
                "Id of the client or family; empty where a group met.",
            ),
            example="C01",
            refers=("clients", "families"),
            width=10,
        ),
        Column(
            "group",
            Kind.ID,
            Names("Rühm", "Группа", "Group"),
            Names(
                "Rühma tunnus; tühi, kui kohtus klient.",
                "Код группы; пусто, если встречался клиент.",
                "Id of the group; empty where a client met.",
            ),
            width=10,
            refers=("groups",),
        ),
        Column(
            "workers",
            Kind.IDS,
            Names("Töötajad", "Работники", "Workers"),
            Names(
                "Töötajate tunnused, komadega.",
                "Коды работников, через запятую.",
                "Ids of the workers, with commas.",
            ),
            example=("W01",),
            required=True,
            refers=("workers",),
            width=18,
        ),
        Column(
            "keep",
            Kind.WORDS,
            Names("Hoida", "Сохранить", "Keep"),
            Names(
                "Mida uuesti planeerides ei muudeta: töötaja, aeg või mõlemad.",
                "Что не меняют при новом планировании: работник, время или оба.",
                "What is not changed when the week is planned again: worker, time or both.",
            ),
            example=("worker",),
            words=KEEPS,
            width=16,
        ),
    ),
)
