"""What the pages say of what somebody sent them, beside what the journeys say."""

from collections.abc import Mapping

from api.workbook.column import Names

OF_PAGES: Mapping[str, Names] = {
    "password.twice": Names(
        "Kaks parooli ei ole ühesugused. Kirjutage uus parool kaks korda.",
        "Пароли не совпадают. Введите новый пароль дважды.",
        "The two passwords differ. Type the new one twice.",
    ),
    "password.none": Names("Valige parool.", "Выберите пароль.", "Choose a password."),
    "page.nothing_ticked": Names(
        "Märkige vähemalt üks leid, mille kohta otsus käib.",
        "Отметьте хотя бы одну находку, к которой относится решение.",
        "Tick at least one finding that the decision is about.",
    ),
    "page.no_reason": Names(
        "Kirjutage otsuse põhjus: hiljem küsitakse just seda.",
        "Укажите причину решения: позже спросят именно о ней.",
        "Give the reason of the decision: it is what somebody will ask for later.",
    ),
    "page.no_files": Names(
        "Valige vähemalt üks fail.",
        "Выберите хотя бы один файл.",
        "Choose at least one file.",
    ),
    "page.no_deliveries": Names(
        "Selle kuu osutatud kohtumisi ei ole veel: lisage nende töövihik.",
        "Проведённых встреч за этот месяц ещё нет: добавьте их книгу.",
        "Nothing that was delivered in this month is here yet: add its workbook.",
    ),
    "page.laid_by_gone": Names(
        "Neid faile enam ei hoita. Valige need uuesti.",
        "Эти файлы больше не хранятся. Выберите их снова.",
        "These files are no longer kept. Choose them again.",
    ),
    "demo_house": Names(
        "Sama asutus andmebaasis: {folder}/house.db. Iga rolli jaoks on kasutaja, parool on neil "
        "üks: {password}",
        "Та же организация в базе данных: {folder}/house.db. Для каждой роли есть пользователь, "
        "пароль у всех один: {password}",
        "The same provider in a database: {folder}/house.db. There is a user of each role, all "
        "with one password: {password}",
    ),
    "demo_open": Names(
        "Avage brauseris {address}. Lõpetamiseks vajutage Ctrl-C.",
        "Откройте в браузере {address}. Чтобы закончить, нажмите Ctrl-C.",
        "Open {address} in your browser. Press Ctrl-C to end.",
    ),
}
