"""What the doors say about long work and about weeks that are kept: reasons, drafts, settings."""

from collections.abc import Mapping

from api.workbook.column import Names

OF_JOBS: Mapping[str, Names] = {
    "job.given_up": Names(
        "Tööd alustati kolm korda ja selle protsess katkes iga kord; enam ei proovita.",
        "Работу начинали три раза, и каждый раз её процесс обрывался; больше не пробуем.",
        "The job was begun three times and its process died each time; it is not tried again.",
    ),
    "job.stopped": Names(
        "Peatati enne algust.", "Остановлено до начала.", "Stopped before it was begun."
    ),
    "job.refused": Names(
        "Seda ei saa teha: vaata, mis on valesti.",
        "Это невозможно сделать: смотрите, что неверно.",
        "This cannot be done: see what is wrong.",
    ),
    "job.too_large": Names(
        "Nädal on selle serveri jaoks liiga suur: vaja {needed} MB mälu, lubatud {allowed} MB.",
        "Неделя слишком велика для этого сервера: нужно {needed} МБ памяти, можно {allowed} МБ.",
        "The week is too large for this server: it needs {needed} MB of memory, {allowed} MB are "
        "allowed.",
    ),
    "job.out_of_memory": Names(
        "Töö vajas rohkem mälu, kui lubatud.",
        "Работе понадобилось больше памяти, чем разрешено.",
        "The job needed more memory than it may take.",
    ),
    "job.overtime": Names(
        "Töö ei lõppenud lubatud ajaga ja lõpetati.",
        "Работа не закончилась за разрешённое время и была прервана.",
        "The job did not end within its time and was ended.",
    ),
    "job.failed": Names(
        "Programmi viga; logis on koht kirjas.",
        "Ошибка программы; место указано в журнале.",
        "A fault of the program; the log tells where.",
    ),
    "job.unreadable": Names(
        "Töö küsis programmi teine versioon.",
        "Работу запросила другая версия программы.",
        "Another version of the program asked for the job.",
    ),
    "job.changed_meanwhile": Names(
        "Kava muudeti vahepeal; tulemust ei salvestatud.",
        "План тем временем изменили; результат не сохранён.",
        "The draft was changed meanwhile; the result was not kept.",
    ),
    "week.no_roster": Names(
        "Nädalal {week} ei ole veel kava.",
        "У недели {week} ещё нет расписания.",
        "The week of {week} has no roster yet.",
    ),
    "week.not_planned": Names(
        "Kohtumine {need} ei ole kavas.",
        "Встречи {need} нет в расписании.",
        "The meeting {need} is not in the roster.",
    ),
    "week.no_start": Names(
        "Kohtumine {need} on kavast väljas: ütle ka aeg.",
        "Встреча {need} вне расписания: укажите и время.",
        "The meeting {need} is left out: say a time too.",
    ),
    "executor.unreadable": Names(
        "Seadet TUGIPLAAN_EXECUTOR={value} ei saa lugeda; sobib näiteks {expected}.",
        "Настройку TUGIPLAAN_EXECUTOR={value} не прочесть; подходит, например, {expected}.",
        "The setting TUGIPLAAN_EXECUTOR={value} cannot be read; right would be {expected}.",
    ),
    "executor.needs_tls": Names(
        "TUGIPLAAN_EXECUTOR={value} ühendub teise masinaga krüpteerimata; sobib {expected}.",
        "TUGIPLAAN_EXECUTOR={value} соединяется с другой машиной без шифра; подходит {expected}.",
        "TUGIPLAAN_EXECUTOR={value} speaks to another machine in the clear; right is {expected}.",
    ),
    "executor.no_dask": Names(
        "TUGIPLAAN_EXECUTOR={value} vajab teeki dask.distributed, mida ei ole paigaldatud.",
        "TUGIPLAAN_EXECUTOR={value} требует библиотеку dask.distributed, она не установлена.",
        "TUGIPLAAN_EXECUTOR={value} needs the library dask.distributed, which is not installed.",
    ),
    "worker_cannot_begin": Names(
        "Töötaja ei saa alustada: {reason}",
        "Исполнитель не может начать: {reason}",
        "The worker cannot begin: {reason}",
    ),
}
