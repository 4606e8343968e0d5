"""What the doors say to a program, or to a page, that asked for something it cannot have."""

from collections.abc import Mapping

from api.workbook.column import Names

OF_REQUESTS: Mapping[str, Names] = {
    "problem.bad_request": Names(
        "Päringust ei saa aru.", "Запрос непонятен.", "The request cannot be understood."
    ),
    "problem.signed_out": Names(
        "Logige kõigepealt sisse.", "Сначала войдите в систему.", "Sign in first."
    ),
    "problem.not_allowed": Names(
        "Teil ei ole selleks õigust.",
        "У вас нет на это права.",
        "You do not have the right to do this.",
    ),
    "problem.forged": Names(
        "Päring ei tule selle teenuse enda lehelt.",
        "Запрос пришёл не со страницы этой службы.",
        "The request does not come from a page of this service.",
    ),
    "problem.not_found": Names("Seda ei ole.", "Этого нет.", "There is no such thing."),
    "problem.no_method": Names(
        "Siin nii ei saa.", "Здесь так нельзя.", "This cannot be done here."
    ),
    "problem.not_acceptable": Names(
        "Sellist kuju ei anta.", "В таком виде не выдаётся.", "It is not given in such a form."
    ),
    "problem.conflict": Names(
        "Midagi teist on ees.", "Этому мешает другое.", "Something else stands in the way."
    ),
    "problem.key_used": Names(
        "Sama võtmega tuli juba teistsugune päring.",
        "С этим ключом уже приходил другой запрос.",
        "Another request came with this key already.",
    ),
    "problem.still_named": Names(
        "Teised kirjed viitavad sellele veel.",
        "На это ещё ссылаются другие записи.",
        "Other records still name it.",
    ),
    "problem.changed_meanwhile": Names(
        "Keegi on seda vahepeal muutnud. Vaadake uuesti ja proovige siis.",
        "Кто-то тем временем это изменил. Посмотрите снова и попробуйте ещё раз.",
        "Somebody has changed it meanwhile. Look again, then try.",
    ),
    "problem.too_large": Names(
        "Päring on liiga suur.", "Запрос слишком велик.", "The request is too large."
    ),
    "problem.media": Names(
        "Seda liiki sisu siia ei sobi.",
        "Такой вид содержимого сюда не подходит.",
        "This kind of content does not belong here.",
    ),
    "problem.faults": Names(
        "Midagi ei salvestatud: parandage vead ja proovige uuesti.",
        "Ничего не сохранено: исправьте ошибки и попробуйте снова.",
        "Nothing was kept: correct the faults and try again.",
    ),
    "problem.rests_on": Names(
        "Öelge, millisel versioonil muudatus põhineb (If-Match või If-None-Match: *).",
        "Укажите, на какой версии основано изменение (If-Match или If-None-Match: *).",
        "Say on which revision the change rests (If-Match, or If-None-Match: *).",
    ),
    "problem.too_often": Names(
        "Liiga palju päringuid. Oodake veidi.",
        "Слишком много запросов. Немного подождите.",
        "Too many requests. Wait a little.",
    ),
    "problem.fault_of_ours": Names(
        "Viga on meie pool. Andmed jäid nagu olid; viga on kirjas päringu numbri all.",
        "Ошибка на нашей стороне. Данные остались как были; ошибка записана под номером запроса.",
        "The fault is ours. The data stayed as they were; it is noted by the request's number.",
    ),
    "problem.away": Names(
        "Andmebaas ei vasta. Proovige mõne hetke pärast uuesti.",
        "База данных не отвечает. Попробуйте через некоторое время.",
        "The database does not answer. Try again in a moment.",
    ),
    "problem.no_account": Names(
        "See konto ei saa seda teha.",
        "Эта учётная запись не может этого сделать.",
        "This account cannot do this.",
    ),
    "house.no_key": Names(
        "Võtmefaili {about} ei ole või seda ei saa lugeda.",
        "Файл с ключом {about} отсутствует или недоступен.",
        "The key file {about} is not there or cannot be read.",
    ),
    "house.bad_key": Names(
        "Võtmefail {about} ei ole võti või on teistele loetav (chmod 600).",
        "Файл {about} не является ключом или доступен другим (chmod 600).",
        "The key file {about} holds no key, or others may read it (chmod 600).",
    ),
    "house.away": Names(
        "Andmebaas ei vasta.", "База данных не отвечает.", "The database does not answer."
    ),
    "house.older": Names(
        "Andmebaas on vanema versiooni oma: tehke varukoopia ja käivitage võtmega --migrate.",
        "База данных от старой версии: сделайте копию и запустите с ключом --migrate.",
        "The database is of an older version: make a backup and start with --migrate.",
    ),
    "house.newer": Names(
        "Andmebaasi on muutnud uuem programm (samm {about}).",
        "Базу данных изменила более новая программа (шаг {about}).",
        "A newer program has changed the database (step {about}).",
    ),
    "request.invalid": Names(
        "{field}: väärtus ei sobi.", "{field}: значение не подходит.", "{field}: does not fit."
    ),
    "request.unknown_field": Names(
        "{field}: sellist välja ei ole.", "{field}: такого поля нет.", "{field}: no such field."
    ),
    "request.missing_field": Names(
        "{field}: väli puudub.", "{field}: поля не хватает.", "{field}: the field is missing."
    ),
    "request.whole": Names(
        "{field}: peab olema täisarv.",
        "{field}: должно быть целым числом.",
        "{field}: must be a whole number.",
    ),
    "request.yes_no": Names(
        "{field}: peab olema true või false.",
        "{field}: должно быть true или false.",
        "{field}: must be true or false.",
    ),
    "request.text": Names(
        "{field}: peab olema tekst.", "{field}: должно быть текстом.", "{field}: must be a text."
    ),
    "request.signs": Names(
        "{field}: tekstis on märke, mis siia ei sobi.",
        "{field}: в тексте есть знаки, которым здесь не место.",
        "{field}: the text has signs that do not belong here.",
    ),
    "request.day": Names(
        "{field}: peab olema kuupäev, näiteks 2026-11-23.",
        "{field}: должно быть датой, например 2026-11-23.",
        "{field}: must be a date, for example 2026-11-23.",
    ),
    "request.moment": Names(
        "{field}: peab olema aeg koos vööndiga, näiteks 2026-11-23T10:00:00+02:00.",
        "{field}: должно быть временем с поясом, например 2026-11-23T10:00:00+02:00.",
        "{field}: must be a time with its zone, for example 2026-11-23T10:00:00+02:00.",
    ),
    "request.several": Names(
        "{field}: peab olema loend.", "{field}: должно быть списком.", "{field}: must be a list."
    ),
    "request.object": Names(
        "{field}: peab olema objekt.",
        "{field}: должно быть объектом.",
        "{field}: must be an object.",
    ),
    "request.word": Names(
        "{field}: lubatud on {expected}.",
        "{field}: допустимо {expected}.",
        "{field}: allowed are {expected}.",
    ),
    "request.at_least": Names(
        "{field}: vähemalt {expected}.",
        "{field}: не меньше {expected}.",
        "{field}: at least {expected}.",
    ),
    "request.at_most": Names(
        "{field}: kõige rohkem {expected}.",
        "{field}: не больше {expected}.",
        "{field}: at most {expected}.",
    ),
    "request.no_json": Names(
        "Päringu sisu ei ole JSON.",
        "Содержимое запроса не является JSON.",
        "The body of the request is no JSON.",
    ),
    "request.other_id": Names(
        "Kirje tunnus on {expected}, aadressis on {value}.",
        "Код записи {expected}, а в адресе {value}.",
        "The record's id is {expected}, the address says {value}.",
    ),
}
