"""What the monthly commands say beside the words of the trade."""
# ruff: noqa: RUF001 - short Russian words look like figures to the linter

from collections.abc import Mapping

from api.workbook.column import Names

OF_MONTH: Mapping[str, Names] = {
    "month_heading": Names(
        "Kuu {month}  {seller}", "Месяц {month}  {seller}", "Month {month}  {seller}"
    ),
    "month_counts": Names(
        "Kohtumiste osi: {lines}, neist osutatud {delivered}, teadmata {missing}; "
        "varem suletud kuudest {late}.",
        "Участий во встречах: {lines}, из них оказано {delivered}, неизвестно {missing}; "
        "из закрытых месяцев {late}.",
        "Parts in meetings: {lines}, of them delivered {delivered}, not told {missing}; "
        "of closed months {late}.",
    ),
    "month_totals": Names("Kuu kokku", "Итоги месяца", "Totals of the month"),
    "sum.full": Names("Täishind", "Полная цена", "Full price"),
    "sum.over_units": Names(
        "Üle suunamise mahu", "Сверх объёма направления", "Beyond the units of referrals"
    ),
    "sum.over_month": Names(
        "Üle kuu piirhinna", "Сверх предела месяца", "Beyond the ceiling of the month"
    ),
    "sum.over_year": Names(
        "Üle kalendriaasta piirhinna",
        "Сверх предела календарного года",
        "Beyond the ceiling of the year",
    ),
    "sum.net": Names("Nõutav", "К оплате", "Claimed"),
    "by_component": Names("Komponentide kaupa", "По компонентам", "By component"),
    "by_funder": Names("Rahastajate kaupa", "По финансирующим", "By funder"),
    "component": Names("Komponent", "Компонент", "Component"),
    "euros": Names("Eurosid", "Евро", "Euros"),
    "lines": Names("Ridu", "Строк", "Lines"),
    "funder": Names("Rahastaja", "Финансирующий", "Funder"),
    "grant": Names("Toetus", "Грант", "Grant"),
    "share": Names("Osa täpselt", "Точная доля", "Exact share"),
    "vat_line": Names(
        "Käibemaks {category} {rate} %", "НДС {category} {rate} %", "VAT {category} {rate} %"
    ),
    "gross": Names("Kokku maksta", "Всего к оплате", "To be paid"),
    "without_tariff": Names(
        "Hinnata ridu: {count}.", "Строк без цены: {count}.", "Lines without a price: {count}."
    ),
    "what_is_wrong": Names("Mis on valesti", "Что не так", "What is wrong"),
    "at_stake": Names("Kaalul", "На кону", "At stake"),
    "month_results": Names("Leiud: {count}", "Находки: {count}", "Results: {count}"),
    "no_results": Names(
        "Kontroll ei leidnud midagi.", "Проверка ничего не нашла.", "The checks found nothing."
    ),
    "advice": Names(
        "Aasta piirmäärad, hoiatusi: {count}",
        "Пределы года, предупреждений: {count}",
        "Ceilings of the year, warnings: {count}",
    ),
    "kept_draft": Names(
        "Raamatutes ({folder}): kuu on avatud. Järgmine: tugiplaan reconcile.",
        "В книгах ({folder}): месяц открыт. Дальше: tugiplaan reconcile.",
        "In the books ({folder}): the month is open. Next: tugiplaan reconcile.",
    ),
    "identity": Names("Arved ja kohtumised", "Счета и встречи", "Invoices and meetings"),
    "billed": Names("Arvetel", "В счетах", "Billed"),
    "expected": Names("Oodatud", "Ожидалось", "Expected"),
    "explained": Names("Sellest leidudega seletatud", "Из неё объяснено", "Told by results"),
    "residue": Names("Seletamata", "Не объяснено", "Unexplained"),
    "right_lines": Names(
        "Sendini õigeid arveridu: {count}.",
        "Строк, верных до цента: {count}.",
        "Invoice lines right to the cent: {count}.",
    ),
    "decided": Names("Otsus", "Решение", "Decision"),
    "undecided": Names("otsustamata", "не решено", "not decided"),
    "decide_unknown": Names(
        "--decide {asked}: õige on KOOD=OTSUS, näiteks P03=corrected. Otsused: {verdicts}.",
        "--decide {asked}: правильно КОД=РЕШЕНИЕ, например P03=corrected. Решения: {verdicts}.",
        "--decide {asked}: right is CODE=DECISION, such as P03=corrected. Decisions: {verdicts}.",
    ),
    "decide_bare": Names(
        "Otsusel peab olema põhjus (--reason) ja otsustaja (--by).",
        "У решения должны быть причина (--reason) и тот, кто решил (--by).",
        "A decision has a reason (--reason) and somebody who decides (--by).",
    ),
    "decisions_left": Names(
        "Otsust ootab: {count}. Täitke {path} ja võrrelge uuesti: --decisions {path}.",
        "Ждут решения: {count}. Заполните {path} и сравните снова: --decisions {path}.",
        "Waiting for a decision: {count}. Fill in {path} and compare again: --decisions {path}.",
    ),
    "all_decided": Names(
        "Kõik on otsustatud. Järgmine: tugiplaan close {month}.",
        "Всё решено. Дальше: tugiplaan close {month}.",
        "Everything is decided. Next: tugiplaan close {month}.",
    ),
    "nothing_to_decide": Names(
        "Kõik klapib. Järgmine: tugiplaan close {month}.",
        "Всё сходится. Дальше: tugiplaan close {month}.",
        "Everything agrees. Next: tugiplaan close {month}.",
    ),
    "broken_rules": Names(
        "E-arve reeglite rikkumisi: {count}",
        "Нарушений правил электронных счетов: {count}",
        "Rules of e-invoices broken: {count}",
    ),
    "month_closed": Names(
        "Kuu {month} on suletud: nõutud {net}, kandeid {entries}.",
        "Месяц {month} закрыт: заявлено {net}, проводок {entries}.",
        "Month {month} is closed: claimed {net}, entries {entries}.",
    ),
    "seal": Names("Pitser: {seal}", "Печать: {seal}", "Seal: {seal}"),
    "close_next": Names(
        "Hoidke pitsrit ka väljaspool arvutit. Järgmine: tugiplaan invoice {month}.",
        "Храните печать и вне компьютера. Дальше: tugiplaan invoice {month}.",
        "Keep the seal outside of the computer as well. Next: tugiplaan invoice {month}.",
    ),
    "not_closed": Names(
        "Kuud ei suletud; midagi ei muutunud.",
        "Месяц не закрыт; ничего не изменилось.",
        "The month was not closed; nothing has changed.",
    ),
    "invoices_issued": Names(
        "Välja antud arveid: {count}.", "Выставлено счетов: {count}.", "Invoices issued: {count}."
    ),
    "invoices_before": Names(
        "Selle kuu arved on juba välja antud ({count}); need on samad.",
        "Счета этого месяца уже выставлены ({count}); вот они.",
        "The invoices of this month were issued before ({count}); here they are.",
    ),
    "number": Names("Number", "Номер", "Number"),
    "buyer": Names("Ostja", "Покупатель", "Buyer"),
    "net": Names("Käibemaksuta", "Без НДС", "Net"),
    "vat": Names("Käibemaks", "НДС", "VAT"),
    "due": Names("Tähtaeg", "Срок", "Due"),
    "invoice_next": Names(
        "Järgmine: tugiplaan einvoice --write KAUST.",
        "Дальше: tugiplaan einvoice --write ПАПКА.",
        "Next: tugiplaan einvoice --write FOLDER.",
    ),
    "einvoice_good": Names(
        "{file}: {syntax}, vigu ei ole.",
        "{file}: {syntax}, ошибок нет.",
        "{file}: {syntax}, no faults.",
    ),
    "einvoice_bad": Names(
        "{file}: {count} viga.",
        "{file}: {count} {count:plural:ошибка|ошибки|ошибок}.",
        "{file}: {count} {count:plural:fault|faults}.",
    ),
    "einvoices_written": Names(
        "Kirjutatud ja kontrollitud e-arveid: {count} ({folder}).",
        "Записано и проверено электронных счетов: {count} ({folder}).",
        "E-invoices written and checked: {count} ({folder}).",
    ),
    "no_invoices": Names(
        "Raamatutes ei ole ühtegi väljaantud arvet: enne tugiplaan invoice.",
        "В книгах нет ни одного выставленного счёта: сначала tugiplaan invoice.",
        "No invoice was issued yet: tugiplaan invoice comes first.",
    ),
    "files_or_write": Names(
        "Nimetage failid, mida kontrollida, või kaust, kuhu kirjutada (--write).",
        "Назовите файлы для проверки или папку для записи (--write).",
        "Name files to check, or a folder to write to (--write).",
    ),
    "claims": Names("Rahastajate nõuded", "Требования к финансирующим", "Claims of the funders"),
    "apart": Names("Vahe, senti", "Разница, цента", "Apart, cents"),
    "benefit_days": Names(
        "Hüvitiste read: {count}, kokku {euros}; summata {open}.",
        "Строк пособий: {count}, всего {euros}; без суммы {open}.",
        "Rows of benefits: {count}, together {euros}; without an amount {open}.",
    ),
    "benefits_no_people": Names(
        "Kodud ja kohad on nädala tööraamatus: lisage --people, siis on kilomeetrid ka kirjas.",
        "Дома и места есть в недельной книге: добавьте --people, тогда будут и километры.",
        "Homes and places stand in the weekly workbook: add --people to have the kilometres.",
    ),
    "verified": Names(
        "Raamatud on terved: {files} {files:plural:fail|faili}, {closed} suletud "
        "{closed:plural:kuu|kuud}, {entries} {entries:plural:kanne|kannet}, {invoices} "
        "{invoices:plural:arve|arvet}.",
        "Книги целы: {files} {files:plural:файл|файла|файлов}, {closed} "
        "{closed:plural:закрытый месяц|закрытых месяца|закрытых месяцев}, {entries} "
        "{entries:plural:проводка|проводки|проводок}, {invoices} "
        "{invoices:plural:счёт|счёта|счетов}.",
        "The books are sound: {files} {files:plural:file|files}, {closed} closed "
        "{closed:plural:month|months}, {entries} {entries:plural:entry|entries}, {invoices} "
        "{invoices:plural:invoice|invoices}.",
    ),
    "not_verified": Names(
        "Raamatud ei ole terved: {count}",
        "Книги не целы: {count}",
        "The books are not sound: {count}",
    ),
    "figure_is": Names("{asked}: {euros}", "{asked}: {euros}", "{asked}: {euros}"),
    "figure_parts": Names(
        "See on nende ridade summa; iga rida seletab tugiplaan explain-cent.",
        "Это сумма этих строк; каждую объясняет tugiplaan explain-cent.",
        "It is the sum of these lines; tugiplaan explain-cent explains each.",
    ),
    "per_hour": Names(
        "{minutes} minuti",
        "{minutes} {minutes:plural:минуту|минуты|минут}",
        "{minutes} {minutes:plural:minute|minutes}",
    ),
    "month_written": Names(
        "Näidiskuu: {folder} ({lines} osa kohtumistes, {invoices} "
        "{invoices:plural:arve|arvet}, {planted} sisse pandud viga).",
        "Пример месяца: {folder} ({lines} {lines:plural:участие|участия|участий} во встречах, "
        "{invoices} {invoices:plural:счёт|счёта|счетов}, {planted} "
        "{planted:plural:подложенная ошибка|подложенные ошибки|подложенных ошибок}).",
        "Sample month: {folder} ({lines} {lines:plural:part|parts} in meetings, {invoices} "
        "{invoices:plural:invoice|invoices}, {planted} planted {planted:plural:error|errors}).",
    ),
    "checking": Names("Kontrollin kohtumisi", "Проверяю встречи", "Checking the meetings"),
    "comparing": Names("Võrdlen arveid", "Сравниваю счета", "Comparing the invoices"),
    "closing": Names("Sulgen kuud", "Закрываю месяц", "Closing the month"),
    "issuing": Names("Koostan arveid", "Составляю счета", "Drawing up invoices"),
    "verifying": Names("Kontrollin raamatuid", "Проверяю книги", "Verifying the books"),
    "explaining_cent": Names("Otsin põhjust", "Ищу объяснение", "Looking for the reason"),
    "making_month": Names("Mõtlen kuud välja", "Придумываю месяц", "Making up a month"),
    "client": Names("Klient", "Клиент", "Client"),
    "day": Names("Päev", "День", "Day"),
    "home": Names("Kodu", "Дом", "Home"),
    "place": Names("Koht", "Место", "Place"),
    "km": Names("Km ühes suunas", "Км в одну сторону", "Km one way"),
    "theirs": Names("Juhtumi number", "Номер случая", "Case number"),
    "benefit": Names("Hüvitis", "Пособие", "Benefit"),
    "benefits": Names("Hüvitised", "Пособия", "Benefits"),
    "note": Names("Märkus", "Примечание", "Note"),
    "source": Names("Allikas", "Источник", "Source"),
    "benefit.commuting": Names("sõit", "проезд", "travel"),
    "benefit.accommodation": Names("majutus", "проживание", "accommodation"),
    "note.amount_unknown": Names(
        "summat ei ole üheski allikas",
        "суммы нет ни в одном источнике",
        "the amount is in no source",
    ),
    "note.home_unknown": Names("kodu ei teata", "дом неизвестен", "the home is not known"),
    "note.place_unknown": Names("kohta ei teata", "место неизвестно", "the place is not known"),
    "note.too_near": Names(
        "kodu on kohale liiga lähedal", "дом слишком близко", "the home is too near"
    ),
    "note.no_way": Names("teed ei teata", "дорога неизвестна", "no road is known"),
    "guide": Names("Juhis kuus", "Ориентир на месяц", "Guide a month"),
    "spent": Names("Kuus läks", "Ушло за месяц", "Spent in the month"),
    "left_of_year": Names("Aastast järel", "Осталось на год", "Left of the year"),
    "used_up": Names("Saab otsa", "Кончится", "Used up on"),
    "warns": Names("Hoiatus", "Предупреждение", "Warning"),
    "advice_sheet": Names("Piirmäärad", "Пределы", "Ceilings"),
}
