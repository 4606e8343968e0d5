"""What the doors say beside the words of the trade: files, bars, columns, faults of files.

The same three languages as ``domain.words``; a phrase names its facts in braces, already written.
A form that goes with a number is chosen as there: ``{count:plural:fault|faults}``.
"""

from collections.abc import Mapping
from string import Formatter
from typing import Any

from api.exports.phrases_of_access import OF_ACCESS
from api.exports.phrases_of_books import OF_BOOKS
from api.exports.phrases_of_house import OF_HOUSE
from api.exports.phrases_of_jobs import OF_JOBS
from api.exports.phrases_of_keeping import OF_KEEPING
from api.exports.phrases_of_letters import OF_LETTERS
from api.exports.phrases_of_month import OF_MONTH
from api.exports.phrases_of_pages import OF_PAGES
from api.exports.phrases_of_people import OF_PEOPLE
from api.exports.phrases_of_reasons import OF_REASONS
from api.exports.phrases_of_replanning import OF_REPLANNING
from api.exports.phrases_of_requests import OF_REQUESTS
from api.exports.phrases_of_scenarios import OF_SCENARIOS
from api.workbook.column import Names
from domain.words import Language, write_fact

PHRASES: Mapping[str, Names] = {
    "wrote": Names("Kirjutatud:", "Записано:", "Written:"),
    "wrote_calendars": Names(
        "{count} kalendrit (.ics), igale töötajale oma",
        "календарей (.ics): {count}, каждому работнику свой",
        "{count} calendars (.ics), one for each worker",
    ),
    "open_next": Names(
        "Avage kõigepealt {page} (brauseris, prinditav), siis {book} (Excelis).",
        "Сначала откройте {page} (в браузере, можно напечатать), затем {book} (в Excel).",
        "Open {page} first (in a browser; it prints), then {book} (in Excel).",
    ),
    "nothing_written": Names(
        "Vigu: {count}. Midagi ei kirjutatud; parandage need ja proovige uuesti.",
        "Ошибок: {count}. Ничего не записано; исправьте их и попробуйте снова.",
        "Errors: {count}. Nothing was written; correct them and try again.",
    ),
    "errors": Names("Vead", "Ошибки", "Errors"),
    "warnings": Names("Hoiatused", "Предупреждения", "Warnings"),
    "sound": Names(
        "Faili saab kasutada: töötajaid {workers}, kliente {clients}, suunamisi {referrals}, "
        "soove plaanis {plan}, gruppe {groups}.",
        "Файл пригоден: работников {workers}, клиентов {clients}, направлений {referrals}, "
        "пожеланий в плане {plan}, групп {groups}.",
        "The file can be used: {workers} workers, {clients} clients, {referrals} referrals, "
        "{plan} wishes in the plan, {groups} groups.",
    ),
    "kept_out": Names(
        "Ei saa sel nädalal gruppi tulla",
        "Не могут прийти в группу на этой неделе",
        "Cannot come to their group this week",
    ),
    "kept_out_line": Names(
        "{client}: grupp {group}. {sentence}",
        "{client}: группа {group}. {sentence}",
        "{client}: group {group}. {sentence}",
    ),
    "travel_first": Names(
        "Tee kodust: {minutes}", "Дорога из дома: {minutes}", "Way from home: {minutes}"
    ),
    "travel_next": Names("Tee: {minutes}", "Дорога: {minutes}", "Way: {minutes}"),
    "travel_home": Names("Tee koju: {minutes}", "Дорога домой: {minutes}", "Way home: {minutes}"),
    "like_clients": Names(
        "kliendi omaga sarnane", "похожий на опыт клиента", "similar to the client's"
    ),
    "and_also": Names("Lisaks:", "Кроме того:", "And also:"),
    "from_home": Names("kodust {minutes}", "из дома {minutes}", "from home {minutes}"),
    "to_home": Names("koju {minutes}", "домой {minutes}", "home {minutes}"),
    "together_with": Names("Koos: {names}", "Вместе: {names}", "Together with: {names}"),
    "days": Names("Päevi", "Дней", "Days"),
    "role": Names("Roll", "Роль", "Role"),
    "language": Names("Keeled", "Языки", "Languages"),
    "over_contract": Names("üle lepingu", "сверх договора", "over the contract"),
    "no_shift": Names("ei tööta", "не работает", "does not work"),
    "gap_means": Names(
        "Ükski kava ei saa olla üle {gap} odavam.",
        "Никакой план не может быть дешевле более чем на {gap}.",
        "No roster can be cheaper by more than {gap}.",
    ),
    "gap_none": Names(
        "Odavamat kava ei ole.", "Более дешёвого плана нет.", "No roster is cheaper."
    ),
    "points_mean": Names(
        "Hind on punktides: mida üks täitmata soov maksab. Reeglid, mis peavad kehtima, on kõik "
        "täidetud.",
        "Цена в баллах: сколько стоит одно невыполненное пожелание. Обязательные правила "
        "выполнены все.",
        "Cost is in points: what one wish that is not met costs. The rules that must hold are "
        "all kept.",
    ),
    "price_of_one": Names("Ühe hind", "Цена за единицу", "Price of one"),
    "log": Names("Kuidas see leiti", "Как это найдено", "How it was found"),
    "parameters": Names("Seaded", "Настройки", "Parameters"),
    "parameter": Names("Seade", "Настройка", "Parameter"),
    "value": Names("Väärtus", "Значение", "Value"),
    "must": Names("peab kehtima", "обязательно", "must hold"),
    "seconds_asked": Names("Aega antud, s", "Дано времени, с", "Seconds given"),
    "week_grid": Names("Nädala vaade", "Неделя", "Week grid"),
    "roster_sheet": Names("Kava", "План", "Roster"),
    "left_out_sheet": Names("Välja jäänud", "Вне плана", "Left out"),
    "weekday": Names("Nädalapäev", "День недели", "Weekday"),
    "minutes_travel": Names("Tee enne, min", "Дорога до, мин", "Way before, min"),
    "minutes_home": Names("Tee koju, min", "Дорога домой, мин", "Way home, min"),
    "minutes": Names("Kestus, min", "Длительность, мин", "Minutes"),
    "need": Names("Vajaduse id", "Id пожелания", "Need id"),
    "seat": Names("Töötaja nr", "№ работника", "Seat"),
    "worker_id": Names("Töötaja id", "Id работника", "Worker id"),
    "client_id": Names("Kliendi id", "Id клиента", "Client id"),
    "code": Names("Kood", "Код", "Code"),
    "marks": Names("Märkused", "Пометки", "Marks"),
    "all_meetings": Names("Kõik kohtumised", "Все встречи", "All meetings"),
    "skip": Names("Liigu kava juurde", "К плану", "Go to the roster"),
    "scroll": Names(
        "Laiem kui ekraan: kerige külgsuunas.",
        "Шире экрана: прокручивайте вбок.",
        "Wider than the screen: scroll sideways.",
    ),
    "best_so_far": Names("parim {cost}", "лучшее {cost}", "best {cost}"),
    "left_out_so_far": Names("välja jääb {count}", "вне плана {count}", "left out {count}"),
    "gap_so_far": Names("vahe {gap}", "разрыв {gap}", "gap {gap}"),
    "reading": Names("Loen faili", "Читаю файл", "Reading the file"),
    "planning": Names("Koostan kava", "Составляю план", "Making the roster"),
    "explaining": Names(
        "Otsin põhjusi väljajäänutele",
        "Ищу причины для не вошедших",
        "Looking for reasons for those left out",
    ),
    "writing": Names("Kirjutan failid", "Записываю файлы", "Writing the files"),
    "stopped": Names(
        "Katkestatud: alles jääb parim seni leitud kava.",
        "Прервано: остаётся лучший найденный план.",
        "Stopped: the best roster so far is kept.",
    ),
    "stop_hint": Names(
        "Ctrl-C lõpetab varem ja jätab alles parima seni leitud kava.",
        "Ctrl-C завершит раньше и сохранит лучший найденный план.",
        "Ctrl-C ends earlier and keeps the best roster so far.",
    ),
    "template_written": Names(
        "Tühi tööraamat: {path}. Täitke lehed; selgitused on viimastel lehtedel.",
        "Пустая книга: {path}. Заполните листы; пояснения на последних листах.",
        "Empty workbook: {path}. Fill the sheets; explanations are on the last ones.",
    ),
    "sample_written": Names(
        "Näidistööraamat: {path} (töötajaid {workers}, kliente {clients}).",
        "Пример книги: {path} (работников {workers}, клиентов {clients}).",
        "Sample workbook: {path} ({workers} workers, {clients} clients).",
    ),
    "faults_first": Names(
        "Parandage vead ja kontrollige uuesti.",
        "Исправьте ошибки и проверьте снова.",
        "Mend the faults and check again.",
    ),
    "need_served": Names(
        "{need} on kavas: {whom}, {moment}.",
        "{need} есть в плане: {whom}, {moment}.",
        "{need} is in the roster: {whom}, {moment}.",
    ),
    "file_exists": Names(
        "{path} on juba olemas; seda ei kirjutata üle. Valige teine nimi või lisage --force.",
        "{path} уже есть и не будет перезаписан. Выберите другое имя или добавьте --force.",
        "{path} is there already and is not written over. Choose another name or add --force.",
    ),
    "cannot_write": Names(
        "{path}: sinna ei saa kirjutada ({reason}).",
        "{path}: туда нельзя записать ({reason}).",
        "{path}: cannot be written to ({reason}).",
    ),
    "roster_file.unreadable": Names(
        "Faili {about} ei saa avada.",
        "Файл {about} не открывается.",
        "File {about} cannot be opened.",
    ),
    "roster_file.no_roster": Names(
        "{about} ei ole kava fail. Õige oleks roster.json või roster.xlsx, mille kirjutas "
        "tugiplaan roster.",
        "{about} не файл плана. Нужен roster.json или roster.xlsx, записанный командой "
        "tugiplaan roster.",
        "{about} is no roster. Right would be a roster.json or roster.xlsx written by "
        "tugiplaan roster.",
    ),
    "roster_file.other_week": Names(
        "Kava on nädalast {week}, küsitud oli {expected}.",
        "План недели {week}, а спрошена {expected}.",
        "The roster is of the week of {week}, asked for was {expected}.",
    ),
    "roster_file.unknown_need": Names(
        "Rida {row}: vajadust „{about}” sel nädalal ei ole. Sarnased: {expected}.",
        "Строка {row}: пожелания «{about}» на этой неделе нет. Похожие: {expected}.",
        "Row {row}: there is no need “{about}” this week. Alike are: {expected}.",
    ),
    "roster_file.unknown_worker": Names(
        "Rida {row}: töötajat „{about}” ei ole. Sarnased: {expected}.",
        "Строка {row}: работника «{about}» нет. Похожие: {expected}.",
        "Row {row}: there is no worker “{about}”. Alike are: {expected}.",
    ),
    "roster_file.bad_start": Names(
        "Rida {row}: „{about}” ei ole selle nädala päev ja kellaaeg. Õige oleks näiteks "
        "{expected}.",
        "Строка {row}: «{about}» не день и время этой недели. Правильно, например: {expected}.",
        "Row {row}: “{about}” is no day and time of this week. Right would be, for example, "
        "{expected}.",
    ),
    "roster_file.bad_row": Names(
        "Rida {row}: puudub „{about}”.",
        "Строка {row}: нет «{about}».",
        "Row {row}: “{about}” is missing.",
    ),
    "roster_file.times_differ": Names(
        "Rida {row}: vajaduse „{about}” read nimetavad eri aegu.",
        "Строка {row}: строки пожелания «{about}» называют разное время.",
        "Row {row}: the rows of need “{about}” name different times.",
    ),
    "need_unknown": Names(
        "Vajadust „{about}” sel nädalal ei ole. Sarnased: {expected}.",
        "Пожелания «{about}» на этой неделе нет. Похожие: {expected}.",
        "There is no need “{about}” this week. Alike are: {expected}.",
    ),
    "travel_file_unreadable": Names(
        "{file}: teekondade faili ei saa lugeda (UTF-8).",
        "{file}: файл дорог не читается (UTF-8).",
        "{file}: the file of ways cannot be read (UTF-8).",
    ),
    "travel_column_missing": Names(
        "{file}: puudub veerg „{column}”. Vaja on: from;to;minutes;km.",
        "{file}: нет столбца «{column}». Нужны: from;to;minutes;km.",
        "{file}: column “{column}” is missing. Needed are: from;to;minutes;km.",
    ),
    "travel_place_unknown": Names(
        "{file}, rida {row}, veerg {column}: kohta „{value}” ei tunta.",
        "{file}, строка {row}, столбец {column}: место «{value}» неизвестно.",
        "{file}, row {row}, column {column}: place “{value}” is not known.",
    ),
    "travel_number_unreadable": Names(
        "{file}, rida {row}, veerg {column}: „{value}” ei ole arv.",
        "{file}, строка {row}, столбец {column}: «{value}» не число.",
        "{file}, row {row}, column {column}: “{value}” is not a number.",
    ),
    "travel_number_negative": Names(
        "{file}, rida {row}, veerg {column}: „{value}” on alla nulli.",
        "{file}, строка {row}, столбец {column}: «{value}» меньше нуля.",
        "{file}, row {row}, column {column}: “{value}” is below zero.",
    ),
    "travel_number_too_large": Names(
        "{file}, rida {row}, veerg {column}: „{value}” on liiga suur.",
        "{file}, строка {row}, столбец {column}: «{value}» слишком велико.",
        "{file}, row {row}, column {column}: “{value}” is too large.",
    ),
    "travel_way_to_itself": Names(
        "{file}, rida {row}: tee kohast iseendani peab olema 0.",
        "{file}, строка {row}: дорога от места до него самого должна быть 0.",
        "{file}, row {row}: the way from a place to itself must be 0.",
    ),
    "travel_way_repeated": Names(
        "{file}, rida {row}: tee „{value}” on kirjas kaks korda eri arvudega.",
        "{file}, строка {row}: дорога «{value}» указана дважды с разными числами.",
        "{file}, row {row}: way “{value}” is stated twice with different figures.",
    ),
    "travel_way_missing": Names(
        "{file}: teid, mida failis ei ole: {count}; need arvutatakse valemiga.",
        "{file}: дорог, которых нет в файле: {count}; они считаются по формуле.",
        "{file}: {count} ways are not in the file; they follow the formula.",
    ),
    **OF_ACCESS,
    **OF_PAGES,
    **OF_PEOPLE,
    **OF_REASONS,
    **OF_REPLANNING,
    **OF_MONTH,
    **OF_BOOKS,
    **OF_HOUSE,
    **OF_JOBS,
    **OF_REQUESTS,
    **OF_KEEPING,
    **OF_LETTERS,
    **OF_SCENARIOS,
}


def phrase(language: Language, key: str, /, **facts: object) -> str:
    """A phrase with its facts. Raises KeyError where there is no such phrase or fact."""
    return _Filled(language).vformat(PHRASES[key].name(language), (), facts)


class _Filled(Formatter):
    """Fills in facts as sentences of the trade do; what bears no way of writing stays as it is."""

    def __init__(self, language: Language) -> None:
        self._language = language

    def format_field(self, value: Any, format_spec: str) -> str:
        return write_fact(self._language, value, format_spec) if format_spec else str(value)
