"""The lines of the invoices, as the documents state them."""
# ruff: noqa: RUF001 - short Russian words look like figures to the linter

from dataclasses import replace
from datetime import date

from api.workbook.column import Column, Kind, Names, Sheet
from api.workbook.month.vocabulary import ACTIVITIES, LINE_UNITS
from api.workbook.sheets.shared import COMPONENT

SHEET = Sheet(
    key="billed",
    names=Names("Arveread", "Строки счетов", "Invoice lines"),
    about=Names(
        "Arvete read, nagu arve need ütleb. Miinus kreeditarvel.",
        "Строки счетов, как они указаны. В кредитном счёте минус.",
        "Lines of the invoices as stated. Minus in a credit note.",
    ),
    required=False,
    columns=(
        Column(
            "document",
            Kind.TEXT,
            Names("Arve", "Счёт", "Invoice"),
            Names(
                "Arve tunnus või number lehelt Arved.",
                "Код или номер счёта с листа «Счета».",
                "Id or number of the invoice from the sheet Invoices.",
            ),
            example="80123456/2026-11-7",
            required=True,
            width=24,
        ),
        Column(
            "number",
            Kind.TEXT,
            Names("Rea number", "Номер строки", "Line number"),
            Names(
                "Rea number arvel.", "Номер строки в счёте.", "Number of the line in the invoice."
            ),
            example="1",
            required=True,
            width=10,
        ),
        Column(
            "row",
            Kind.WHOLE,
            Names("Rida failis", "Строка файла", "Row in the file"),
            Names(
                "Kus rida oma failis oli; tühi: selle lehe rida.",
                "Где строка была в своём файле; пусто: строка этого листа.",
                "Where the line stood in its file; empty: the row of this sheet.",
            ),
            least=0,
            most=10**9,
            width=10,
        ),
        Column(
            "object",
            Kind.TEXT,
            Names("Meie tunnus", "Наш код", "Our id"),
            Names(
                "Meie rea tunnus, kui müüja saadab selle tagasi.",
                "Код нашей строки, если продавец его возвращает.",
                "Our own id of the line, where the seller sends it back.",
            ),
            example="M0042/C01",
            width=16,
        ),
        Column(
            "client",
            Kind.ID,
            Names("Klient", "Клиент", "Client"),
            Names(
                "Kliendi tunnus; tühi: ei öelda.",
                "Код клиента; пусто: не указан.",
                "Id of the client; empty: not told.",
            ),
            example="C01",
            width=10,
        ),
        replace(COMPONENT, required=False),
        Column(
            "worker",
            Kind.ID,
            Names("Töötaja", "Работник", "Worker"),
            Names("Töötaja tunnus.", "Код работника.", "Id of the worker."),
            example="W01",
            width=10,
        ),
        Column(
            "activity",
            Kind.WORD,
            Names("Vorm", "Форма", "Activity"),
            Names("Tühi: ei öelda.", "Пусто: не указано.", "Empty: not told."),
            example="individual",
            words=ACTIVITIES,
        ),
        Column(
            "first",
            Kind.DATE,
            Names("Esimene päev", "Первый день", "First day"),
            Names("Teenuse esimene päev.", "Первый день услуги.", "First day of service."),
            example=date(2026, 11, 2),
        ),
        Column(
            "last",
            Kind.DATE,
            Names("Viimane päev", "Последний день", "Last day"),
            Names("Tühi: esimene päev.", "Пусто: первый день.", "Empty: the first day."),
            example=date(2026, 11, 2),
        ),
        Column(
            "quantity",
            Kind.E4,
            Names("Kogus", "Количество", "Quantity"),
            Names(
                "Mitu ühikut, kuni neli kohta.",
                "Сколько единиц, до четырёх знаков.",
                "How many units, at most four decimals.",
            ),
            example=10_000,
            required=True,
            width=12,
        ),
        Column(
            "unit",
            Kind.WORD,
            Names("Ühik", "Единица", "Unit"),
            Names("Mida loetakse.", "Что считается.", "What is counted."),
            example="hour",
            required=True,
            words=LINE_UNITS,
        ),
        Column(
            "base",
            Kind.WHOLE,
            Names("Hinna minutid", "Минут в цене", "Minutes of the price"),
            Names(
                "Mitme minuti eest hind on; tühi: ühiku enda minutid.",
                "За сколько минут цена; пусто: минуты самой единицы.",
                "For how many minutes the price stands; empty: those of the unit.",
            ),
            example=60,
            least=0,
            most=100_000,
            width=10,
        ),
        Column(
            "unit_price",
            Kind.E4,
            Names("Hind", "Цена", "Price"),
            Names(
                "Eurosid ühiku eest, kuni neli kohta.",
                "Евро за единицу, до четырёх знаков.",
                "Euros for a unit, at most four decimals.",
            ),
            example=350_000,
            required=True,
            width=12,
        ),
        Column(
            "allowance",
            Kind.EUROS,
            Names("Maha arvatud", "Вычтено", "Taken off"),
            Names("Eurosid. Tühi: 0,00.", "Евро. Пусто: 0,00.", "Euros. Empty: 0,00."),
            example=0,
            least=0,
            width=12,
        ),
        Column(
            "net",
            Kind.EUROS,
            Names("Käibemaksuta", "Без НДС", "Net"),
            Names("Rea summa käibemaksuta.", "Сумма строки без НДС.", "Net of VAT, as stated."),
            example=3_500,
            required=True,
            width=12,
        ),
        Column(
            "vat_category",
            Kind.ID,
            Names("Käibemaksu liik", "Вид НДС", "VAT category"),
            Names(
                "E, S, O või Z; tühi: ei öelda.",
                "E, S, O или Z; пусто: не указан.",
                "E, S, O or Z; empty: not told.",
            ),
            example="E",
            width=10,
        ),
        Column(
            "vat_rate",
            Kind.PERCENT,
            Names("Käibemaksu määr", "Ставка НДС", "VAT rate"),
            Names("Protsenti. Tühi: 0.", "Процент. Пусто: 0.", "Percent. Empty: 0."),
            example=0,
            width=10,
        ),
        Column(
            "said",
            Kind.TEXT,
            Names("Tekst", "Текст", "Text"),
            Names("Rea oma sõnad.", "Слова самой строки.", "The line's own words."),
            example="Kogemusnõustamine, 2. november",
            width=40,
        ),
    ),
)
