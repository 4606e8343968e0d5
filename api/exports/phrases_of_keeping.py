"""What is said when a house is backed up, brought back and verified, and of people's own data."""

from collections.abc import Mapping

from api.workbook.column import Names

OF_KEEPING: Mapping[str, Names] = {
    "backed_up": Names(
        "Varukoopia: {data}. Võtmed: {keys}. Hoidke neid eri kohtades.",
        "Резервная копия: {data}. Ключи: {keys}. Храните их в разных местах.",
        "Backup: {data}. Keys: {keys}. Keep them in different places.",
    ),
    "brought_back": Names(
        "Tagasi toodud: {rows} {rows:plural:rida|rida}. Uuesti kustutatud: {swept}.",
        "Возвращено: {rows} {rows:plural:строка|строки|строк}. Снова удалено: {swept}.",
        "Brought back: {rows} {rows:plural:row|rows}. Erased again: {swept}.",
    ),
    "house_head": Names(
        "{name}: toimingute päeviku lõpp {number} {seal}; {records} kirjet, {invoices} arvet.",
        "{name}: конец журнала {number} {seal}; записей {records}, счетов {invoices}.",
        "{name}: the record of acts ends at {number} {seal}; {records} records, "
        "{invoices} invoices.",
    ),
    "house_sound": Names("Kõik klapib.", "Всё сходится.", "Everything holds."),
    "person_erased": Names(
        "{person} on kustutatud; ära võetud {count}. Arved ei muutunud.",
        "{person}: удалено, убрано {count}. Счета не изменились.",
        "{person} is erased; {count} taken away. No invoice has changed.",
    ),
    "person_exported": Names(
        "Kõik inimese {person} kohta: {data}, {text}.",
        "Всё о человеке {person}: {data}, {text}.",
        "Everything about {person}: {data}, {text}.",
    ),
    "dropped": Names(
        "Ära visatud: {count}. Kustutamist ootab: {due}.",
        "Убрано: {count}. Ждёт удаления: {due}.",
        "Dropped: {count}. To be erased: {due}.",
    ),
    "to_erase": Names(
        "Kustutamist ootab: {count}", "Ждут удаления: {count}", "To be erased: {count}"
    ),
}
