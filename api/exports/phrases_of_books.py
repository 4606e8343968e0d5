"""What is said of the books: credit notes by hand, amendments, closes before time."""
# ruff: noqa: RUF001 - short Russian words look like figures to the linter

from collections.abc import Mapping

from api.workbook.column import Names

OF_BOOKS: Mapping[str, Names] = {
    "credit_written": Names(
        "Kreeditarve {number} arve {corrects} kohta: {net}, {lines} {lines:plural:rida|rida}.",
        "Кредитный счёт {number} к счёту {corrects}: {net}, {lines} "
        "{lines:plural:строка|строки|строк}.",
        "Credit note {number} of invoice {corrects}: {net}, {lines} {lines:plural:line|lines}.",
    ),
    "credit_booked": Names(
        "Raamatutes kuus {month}: {entries} {entries:plural:kanne|kannet}. Arvest on alles {left}.",
        "В книгах в месяце {month}: {entries} {entries:plural:проводка|проводки|проводок}. От "
        "счёта осталось {left}.",
        "In the books of {month}: {entries} {entries:plural:entry|entries}. Of the invoice {left} "
        "is left.",
    ),
    "credit_next": Names(
        "Järgmine: tugiplaan einvoice --write KAUST --number {number}.",
        "Дальше: tugiplaan einvoice --write ПАПКА --number {number}.",
        "Next: tugiplaan einvoice --write FOLDER --number {number}.",
    ),
    "not_credited": Names(
        "Kreeditarvet ei kirjutatud; midagi ei muutunud.",
        "Кредитный счёт не выписан; ничего не изменилось.",
        "No credit note was written; nothing has changed.",
    ),
    "one_line": Names(
        "--quantity ja --amount käivad täpselt ühe rea (--line) kohta, kumbki omaette.",
        "--quantity и --amount относятся ровно к одной строке (--line), и только одно из двух.",
        "--quantity and --amount are of exactly one line (--line), and only one of them is said.",
    ),
    "no_amount": Names(
        "--amount {asked}: õige on summa eurodes, näiteks 12,50.",
        "--amount {asked}: правильно сумма в евро, например 12,50.",
        "--amount {asked}: right is an amount in euros, such as 12.50.",
    ),
    "crediting": Names("Kirjutan kreeditarvet", "Пишу кредитный счёт", "Writing the credit note"),
    "line": Names("Rida", "Строка", "Line"),
    "what_for": Names("Mille eest", "За что", "What for"),
    "closed_early": Names(
        "Kuu suleti enne viimast päeva:",
        "Месяц закрыт до последнего дня:",
        "The month was closed before its last day:",
    ),
    "amended": Names(
        "Kuu {month} rida {line}: {cents}; nüüd nõutud {left}. Kanne kuus {period}.",
        "Месяц {month}, строка {line}: {cents}; теперь заявлено {left}. Проводка в месяце "
        "{period}.",
        "Month {month}, line {line}: {cents}; claimed are now {left}. Booked in {period}.",
    ),
    "amended_stays": Names(
        "Kuu {month} ise ei muutunud. Hoidke fail {file} alles: ahelas on selle sõrmejälg "
        "{signature}.",
        "Сам месяц {month} не изменился. Сохраните файл {file}: в цепи его отпечаток {signature}.",
        "Month {month} itself has not changed. Keep the file {file}: the chain has its "
        "fingerprint {signature}.",
    ),
    "not_amended": Names(
        "Midagi ei parandatud; midagi ei muutunud.",
        "Ничего не исправлено; ничего не изменилось.",
        "Nothing was amended; nothing has changed.",
    ),
    "amend_bare": Names(
        "Parandusel peavad olema põhjus (--reason), parandaja (--by) ja summa, mis ei ole null "
        "(--amount).",
        "У поправки должны быть причина (--reason), тот, кто её вносит (--by), и сумма не ноль "
        "(--amount).",
        "An amendment has a reason (--reason), somebody who makes it (--by) and an amount that is "
        "not nothing (--amount).",
    ),
    "amending": Names("Parandan", "Вношу поправку", "Amending"),
    "amendments": Names(
        "Suletud kuude parandused: {count}",
        "Поправки закрытых месяцев: {count}",
        "Amendments of closed months: {count}",
    ),
    "amendment_line": Names(
        "{month}, {line}: {cents}, {by}, {on}: {reason}",
        "{month}, {line}: {cents}, {by}, {on}: {reason}",
        "{month}, {line}: {cents}, {by}, {on}: {reason}",
    ),
    "repriced": Names(
        "Hinnad on muutunud suletud kuude päevadel: {count} {count:plural:rida pööratakse|rida "
        "pööratakse} siin tagasi ja arvestatakse uuesti, vahe {cents}.",
        "Цены изменились за дни закрытых месяцев: {count} {count:plural:строка "
        "сторнируется|строки сторнируются|строк сторнируется} здесь и считается снова, разница "
        "{cents}.",
        "Prices have changed for days of closed months: {count} {count:plural:line is|lines are} "
        "turned back and billed again here, {cents} in all.",
    ),
    "repriced_line": Names(
        "{month}, {component}: {before} → {now}, {count} {count:plural:rida|rida}, {cents}",
        "{month}, {component}: {before} → {now}, {count} {count:plural:строка|строки|строк}, "
        "{cents}",
        "{month}, {component}: {before} → {now}, {count} {count:plural:line|lines}, {cents}",
    ),
    "explained_elsewhere": Names(
        "Ülejäänud {count} rea kohta leide ei ole; igaühte neist seletab käsk: tugiplaan "
        "explain-cent RIDA",
        "Об остальных {count} {count:plural:строке|строках|строках} находок нет; каждую объяснит "
        "команда: tugiplaan explain-cent СТРОКА",
        "Nothing was found about {count} other {count:plural:line|lines}; each is explained by: "
        "tugiplaan explain-cent LINE",
    ),
}
