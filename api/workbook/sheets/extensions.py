"""The extensions: more units than the ceiling, with the justified need."""

from datetime import date

from api.workbook.column import Column, Kind, Names, Sheet
from api.workbook.sheets.shared import REFERRAL

SHEET = Sheet(
    key="extensions",
    names=Names("Pikendused", "Продления", "Extensions"),
    about=Names(
        "Ühikud üle piirmäära: põhjendatud vajadus ja kinnitaja.",
        "Единицы сверх предела: обоснованная потребность и кто одобрил.",
        "Units beyond the ceiling: the justified need and who approved it.",
    ),
    required=False,
    columns=(
        REFERRAL,
        Column(
            "units",
            Kind.WHOLE,
            Names("Ühikuid", "Единиц", "Units"),
            Names(
                "Mitu ühikut (näiteks akadeemilist tundi) lisaks.",
                "Сколько единиц (например, академических часов) дополнительно.",
                "How many more units (for example academic hours).",
            ),
            example=5,
            required=True,
            least=1,
            width=10,
        ),
        Column(
            "justification",
            Kind.TEXT,
            Names("Põhjendus", "Обоснование", "Justification"),
            Names(
                "Miks on rohkem vaja.",
                "Почему нужно больше.",
                "Why more is needed.",
            ),
            example="Uus töökoht, vajab tuge sisseelamisel",
            required=True,
            width=50,
        ),
        Column(
            "approved_by",
            Kind.TEXT,
            Names("Kinnitaja", "Одобрил", "Approved by"),
            Names("Kes kinnitas.", "Кто одобрил.", "Who approved it."),
            example="Kati Kohalik",
            required=True,
            width=24,
        ),
        Column(
            "on",
            Kind.DATE,
            Names("Kuupäev", "Дата", "Date"),
            Names("Kinnitamise päev.", "День одобрения.", "Day of approval."),
            example=date(2026, 11, 10),
            required=True,
        ),
    ),
)
