"""What is said of scenarios at the doors: faults of a file, progress, what was written."""
# ruff: noqa: RUF001 - short Russian words look like figures to the linter

from collections.abc import Mapping

from api.workbook.column import Names

OF_SCENARIOS: Mapping[str, Names] = {
    "scenario.unknown": Names(
        "{field}: „{value}” ei ole teada. Õige oleks: {expected}.",
        "{field}: «{value}» неизвестно. Правильно было бы: {expected}.",
        "{field}: “{value}” is not known. Right would be: {expected}.",
    ),
    "scenario.value": Names(
        "{field}: „{value}” ei sobi. Õige oleks: {expected}.",
        "{field}: «{value}» не подходит. Правильно было бы: {expected}.",
        "{field}: “{value}” does not suit. Right would be: {expected}.",
    ),
    "scenario.field": Names(
        "{field}: sellist välja ei ole. Sarnased: {expected}.",
        "{field}: такого поля нет. Похожие: {expected}.",
        "{field}: there is no such field. Alike are: {expected}.",
    ),
    "scenario.missing": Names(
        "{field}: puudub.",
        "{field}: отсутствует.",
        "{field}: is missing.",
    ),
    "scenario.unreadable": Names(
        "{about}: ei saa lugeda ({value}). Õige oleks: {expected}.",
        "{about}: не читается ({value}). Правильно было бы: {expected}.",
        "{about}: cannot be read ({value}). Right would be: {expected}.",
    ),
    "scenario.impossible": Names(
        "{about}: „{value}” ei saa olla. Õige oleks: {expected}.",
        "{about}: «{value}» не может быть. Правильно было бы: {expected}.",
        "{about}: “{value}” cannot be. Right would be: {expected}.",
    ),
    "scenario.outside": Names(
        "Sel päeval seda teenust ei ole. Sobib: {expected}.",
        "В этот день такой услуги нет. Подходит: {expected}.",
        "There is no such service on that day. It would be right from: {expected}.",
    ),
    "scenario.budget_outside": Names(
        "Eelarve ({value}) ja stsenaariumi päevad ({expected}) ei kattu.",
        "Дни бюджета ({value}) и сценария ({expected}) не пересекаются.",
        "The budget ({value}) has no day of the scenario ({expected}).",
    ),
    "scenario.too_much": Names(
        "Selle arvutamine võtaks {megabytes} MB mälu, lubatud on {allowed} MB. "
        "Vähendage kliente, töötajaid või kuid.",
        "Расчёт занял бы {megabytes} МБ памяти, разрешено {allowed} МБ. "
        "Уменьшите число клиентов, работников или месяцев.",
        "Playing it would take {megabytes} MB of memory, {allowed} MB are allowed. "
        "Ask for fewer clients, workers or months.",
    ),
    "scenario.too_large": Names(
        "{about}: vajab {megabytes} MB mälu, lubatud on {allowed} MB (väli megabytes).",
        "{about}: нужно {megabytes} МБ памяти, разрешено {allowed} МБ (поле megabytes).",
        "{about}: needs {megabytes} MB of memory, {allowed} MB are allowed (field megabytes).",
    ),
    "scenario.no_question": Names(
        "„{about}” ei ole küsimus ega fail. Küsimused: {expected}.",
        "«{about}» не вопрос и не файл. Вопросы: {expected}.",
        "“{about}” is neither a question nor a file. Questions are: {expected}.",
    ),
    "scenario.gone": Names(
        "Stsenaariumi „{about}” ei ole.",
        "Сценария «{about}» нет.",
        "There is no scenario “{about}”.",
    ),
    "scenario.same_name": Names(
        "Kahel stsenaariumil on sama nimi „{about}”; võrrelda saab eri nimedega.",
        "У двух сценариев одно имя «{about}»; сравнивать можно с разными.",
        "Two scenarios bear one name, “{about}”; only different names can be compared.",
    ),
    "scenario.other_base": Names(
        "{about}: ei seisa samal alusel kui {value}; vahe ei ole tehtete loetelu.",
        "{about}: стоит не на той же основе, что {value}; разность не список действий.",
        "{about}: does not stand on the base of {value}; the difference is no list of operations.",
    ),
    "executor.needs_tls": Names(
        "{value}: teise masina klastriga räägitakse ainult krüptitult. Õige oleks: {expected}.",
        "{value}: с кластером на другой машине говорят только по TLS. Правильно: {expected}.",
        "{value}: a cluster on another machine is spoken to under TLS alone. Right: {expected}.",
    ),
    "executor.away": Names(
        "{about}: klastrit ei saa kätte ({value}).",
        "{about}: кластер недоступен ({value}).",
        "{about}: the cluster cannot be reached ({value}).",
    ),
    "executor.done_here": Names(
        "{about}: klastrit ei saa kätte ({value}); kõik tehakse siin masinas.",
        "{about}: кластер недоступен ({value}); всё делается на этой машине.",
        "{about}: the cluster cannot be reached ({value}); all of it is done on this machine.",
    ),
    "playing": Names("Mängin läbi", "Разыгрываю", "Playing"),
    "played_so_far": Names(
        "{done} kordust {total}-st", "{done} повторов из {total}", "{done} of {total} replications"
    ),
    "scenario_list": Names("Valmis küsimused", "Готовые вопросы", "Ready questions"),
    "scenario_name": Names("Nimi", "Имя", "Name"),
    "scenario_question": Names("Küsimus", "Вопрос", "Question"),
    "scenario_next": Names(
        "Järgmine: tugiplaan scenario run {name}",
        "Дальше: tugiplaan scenario run {name}",
        "Next: tugiplaan scenario run {name}",
    ),
    "scenario_variants": Names("Võrreldakse", "Сравниваются", "What is compared"),
    "scenario_written": Names(
        "Stsenaarium: {path}. Muutke seda ja käivitage tugiplaan scenario run {path}.",
        "Сценарий: {path}. Измените его и запустите tugiplaan scenario run {path}.",
        "Scenario: {path}. Change it and run tugiplaan scenario run {path}.",
    ),
    "scenario_replications": Names(
        "Kordusi {count}, ± on 95 % usaldusvahemik, * tähistab kindlat vahet.",
        "Повторов {count}, ± это 95-процентный интервал, * отмечает точную разность.",
        "{count} replications, ± is the 95% interval, * marks a difference that is sure.",
    ),
    "scenario_stopped": Names(
        "Katkestatud; midagi ei kirjutatud.",
        "Прервано; ничего не записано.",
        "Stopped; nothing was written.",
    ),
}
