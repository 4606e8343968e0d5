"""What the commands say of questions, notices of change, and doors."""

from collections.abc import Mapping

from api.workbook.column import Names

OF_LETTERS: Mapping[str, Names] = {
    "question_kept": Names(
        "Küsimus {one} on kirjas. Vastata tuleb hiljemalt {due}.",
        "Вопрос {one} записан. Ответить нужно не позднее {due}.",
        "Question {one} is kept. It is to be answered by {due}.",
    ),
    "question_answered": Names(
        "Küsimuse {one} vastus on kirjas.",
        "Ответ на вопрос {one} записан.",
        "The answer to question {one} is kept.",
    ),
    "notice_kept": Names(
        "Muutus {one} on kirjas. Omavalitsusele tuleb sellest kohe teada anda.",
        "Изменение {one} записано. О нём нужно сразу сообщить муниципалитету.",
        "Change {one} is kept. The municipality is to be told at once.",
    ),
    "notice_kept_told": Names(
        "Muutus {one} on kirjas, ka see, et omavalitsus teab.",
        "Изменение {one} записано, и то, что муниципалитет о нём знает.",
        "Change {one} is kept, and that the municipality knows.",
    ),
    "notice_told": Names(
        "On kirjas, et omavalitsusele anti muutusest {one} teada.",
        "Записано, что муниципалитету сообщили: изменение {one}.",
        "It is kept that the municipality was told of change {one}.",
    ),
    "letter_none": Names("Ühtegi ei ole.", "Нет ни одного.", "There is none."),
    "letter_days": Names(
        "tööpäevi jäänud: {days}", "осталось рабочих дней: {days}", "working days left: {days}"
    ),
    "letter_late": Names(
        "tööpäevi hiljaks jäänud: {days}",
        "опоздание, рабочих дней: {days}",
        "working days late: {days}",
    ),
    "letter_done": Names("tehtud {day}", "сделано {day}", "done on {day}"),
    "letter_waits": Names("ootab", "ожидает", "waiting"),
    "door_path": Names(
        "Uks „{path}” ei alga märkidega /api/v1/.",
        "Дверь «{path}» не начинается с /api/v1/.",
        "Door “{path}” does not begin with /api/v1/.",
    ),
    "door_to_file": Names(
        "Vastus on fail: öelge --out, kuhu see kirjutada.",
        "Ответ – файл: укажите --out, куда записать.",
        "The answer is a file: say with --out where to write it.",
    ),
    "text_unreadable": Names(
        "Teksti failist {path} ei saa lugeda (UTF-8).",
        "Текст из файла {path} не читается (UTF-8).",
        "The words in {path} cannot be read (UTF-8).",
    ),
}
