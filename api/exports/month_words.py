"""What the leaves of a month are called: sheets, headings and sums in three languages."""

from collections.abc import Mapping

from api.exports.month_leaf import Field, Form
from api.workbook.column import Names

NAMES: Mapping[str, Names] = {
    "summary": Names("Kokkuvõte", "Итоги", "Summary"),
    "findings": Names("Leiud", "Находки", "Findings"),
    "lines": Names("Read", "Строки", "Lines"),
    "splits": Names("Jaotus", "Разделение", "Splits"),
    "explanations": Names("Selgitused", "Пояснения", "Explanations"),
    "parameters": Names("Parameetrid", "Параметры", "Parameters"),
    "costs": Names("Kuluaruanne", "Отчёт о затратах", "Cost report"),
    "claims": Names("Rahastajate nõuded", "Требования к финансистам", "Funder claims"),
    "journal": Names("Päevaraamat", "Журнал", "Journal"),
}
SUMS: Mapping[str, Names] = {
    "full": Names("Täishind", "Полная цена", "Full price"),
    "over_units": Names("Üle suunamise ühikute", "Сверх единиц направления", "Beyond the referral"),
    "over_month": Names("Üle kuu piirmäära", "Сверх предела месяца", "Beyond the month's ceiling"),
    "over_year": Names("Üle aasta piirmäära", "Сверх предела года", "Beyond the year's ceiling"),
    "net": Names("Nõutav", "К оплате", "Claimed"),
    "expected": Names("Oodatud arvetel", "Ожидалось в счетах", "Expected in invoices"),
    "billed": Names("Arvetel", "В счетах", "Billed"),
    "difference": Names("Vahe", "Разница", "Difference"),
    "explained": Names("Sellest selgitatud", "Из неё объяснено", "Explained"),
    "unexplained": Names("Selgitamata", "Не объяснено", "Unexplained"),
}
FIELDS: Mapping[str, tuple[Names, Form, int]] = {
    "name": (Names("Nimetus", "Название", "Name"), Form.TEXT, 36),
    "count": (Names("Arv", "Количество", "Count"), Form.WHOLE, 10),
    "cents": (Names("Eurosid", "Евро", "Euros"), Form.CENTS, 14),
    "kind": (Names("Kood", "Код", "Code"), Form.TEXT, 8),
    "primary": (Names("Selgitab vahe", "Объясняет разницу", "Explains"), Form.FLAG, 10),
    "minutes": (Names("Minuteid", "Минут", "Minutes"), Form.MINUTES, 10),
    "document": (Names("Arve", "Счёт", "Invoice"), Form.TEXT, 24),
    "number": (Names("Arve rida", "Строка счёта", "Invoice line"), Form.TEXT, 10),
    "line": (Names("Rida", "Строка", "Line"), Form.TEXT, 20),
    "client": (Names("Klient", "Клиент", "Client"), Form.TEXT, 12),
    "component": (Names("Komponent", "Компонент", "Component"), Form.TEXT, 24),
    "evidence": (Names("Põhjendus", "Обоснование", "Evidence"), Form.TEXT, 70),
    "meeting": (Names("Kohtumine", "Встреча", "Meeting"), Form.TEXT, 12),
    "theirs": (Names("Juhtumi number", "Номер случая", "Case number"), Form.TEXT, 16),
    "provider": (Names("Osutaja", "Поставщик", "Provider"), Form.TEXT, 12),
    "worker": (Names("Töötaja", "Работник", "Worker"), Form.TEXT, 12),
    "day": (Names("Päev", "День", "Day"), Form.DAY, 12),
    "month": (Names("Kuu", "Месяц", "Month"), Form.MONTH, 10),
    "outcome": (Names("Tulemus", "Итог", "Outcome"), Form.TEXT, 18),
    "unit_price": (Names("Ühiku hind", "Цена единицы", "Unit price"), Form.CENTS, 12),
    "unit_minutes": (Names("Ühiku minutid", "Минут в единице", "Unit minutes"), Form.WHOLE, 10),
    "billable": (Names("Arvestatavaid", "Учитываемых", "Billable"), Form.MINUTES, 10),
    "granted": (Names("Suunatud piires", "В пределах направления", "Granted"), Form.MINUTES, 10),
    "full": (SUMS["full"], Form.CENTS, 12),
    "over_units": (SUMS["over_units"], Form.CENTS, 12),
    "over_month": (SUMS["over_month"], Form.CENTS, 12),
    "over_year": (SUMS["over_year"], Form.CENTS, 12),
    "net": (SUMS["net"], Form.CENTS, 12),
    "vat_category": (Names("Käibemaksu liik", "Вид НДС", "VAT category"), Form.TEXT, 8),
    "vat_rate": (Names("Käibemaksu määr", "Ставка НДС", "VAT rate"), Form.PERCENT, 8),
    "funder": (Names("Rahastaja", "Финансист", "Funder"), Form.TEXT, 24),
    "grant": (Names("Toetus", "Грант", "Grant"), Form.TEXT, 28),
    "text": (Names("Selgitus", "Пояснение", "Explanation"), Form.TEXT, 90),
    "value": (Names("Väärtus", "Значение", "Value"), Form.TEXT, 40),
    "source": (Names("Allikas", "Источник", "Source"), Form.TEXT, 60),
    "municipality": (Names("Omavalitsus", "Самоуправление", "Municipality"), Form.TEXT, 24),
    "meetings": (Names("Kohtumisi", "Встреч", "Meetings"), Form.WHOLE, 10),
    "year": (Names("Aastas kokku", "С начала года", "Year to date"), Form.CENTS, 14),
    "ceiling": (Names("Aasta piirmäär", "Предел года", "Ceiling of the year"), Form.CENTS, 14),
    "left": (Names("Aasta jääk", "Остаток года", "Left of the year"), Form.CENTS, 14),
    "percent": (Names("Osa, %", "Доля, %", "Share, %"), Form.PERCENT, 8),
    "whole": (Names("Toetuse summa", "Сумма гранта", "Total of the grant"), Form.CENTS, 14),
    "by_share": (Names("Osa \u00d7 summa", "Доля \u00d7 сумма", "Share \u00d7 total"), Form.E4, 16),
    "apart": (Names("Vahe", "Разница", "Apart"), Form.E4, 14),
    "date": (Names("Kuupäev", "Дата", "Date"), Form.DAY, 12),
    "account": (Names("Konto", "Бухгалтерский счёт", "Account"), Form.TEXT, 40),
    "debit": (Names("Deebet", "Дебет", "Debit"), Form.CENTS, 14),
    "credit": (Names("Kreedit", "Кредит", "Credit"), Form.CENTS, 14),
}
"""Heading, form and width of every field."""


def fields_of(keys: str, *totals: str) -> tuple[Field, ...]:
    """Fields by their keys; those named behind have sums."""
    return tuple(Field(key, *FIELDS[key], total=key in totals) for key in keys.split())
