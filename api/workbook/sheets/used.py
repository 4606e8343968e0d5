"""What was delivered before this week, by referral, component and month."""

from datetime import date

from api.workbook.column import Column, Kind, Names, Sheet
from api.workbook.sheets.shared import COMPONENT, REFERRAL

SHEET = Sheet(
    key="used",
    names=Names("Kasutatud", "Использовано", "Used"),
    about=Names(
        "Mis on enne seda nädalat osutatud: sellest arvutatakse jääk.",
        "Что оказано до этой недели: из этого считается остаток.",
        "What was delivered before this week: what is left follows from it.",
    ),
    required=False,
    columns=(
        REFERRAL,
        COMPONENT,
        Column(
            "month",
            Kind.MONTH,
            Names("Kuu", "Месяц", "Month"),
            Names(
                "Teenuse kuu: 2026-11, 11.2026 või kuu esimene päev.",
                "Месяц услуги: 2026-11, 11.2026 или первый день месяца.",
                "Month of service: 2026-11, 11.2026 or its first day.",
            ),
            example=date(2026, 11, 1),
            required=True,
            width=12,
        ),
        Column(
            "minutes",
            Kind.WHOLE,
            Names("Minuteid", "Минут", "Minutes"),
            Names("Osutatud minutid.", "Оказанные минуты.", "Minutes delivered."),
            example=180,
            required=True,
            least=0,
            width=10,
        ),
        Column(
            "cents",
            Kind.EUROS,
            Names("Eurosid", "Евро", "Euros"),
            Names(
                "Selle eest arvestatud eurod, kuni kaks kohta pärast koma.",
                "Начисленные за это евро, до двух знаков после запятой.",
                "Euros charged for it, at most two decimals.",
            ),
            example=10500,
            required=True,
            least=0,
            width=12,
        ),
    ),
)
