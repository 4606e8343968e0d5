"""What the doors say about coming in: passwords, waits, roles, keys and calendar addresses."""

from collections.abc import Mapping

from api.workbook.column import Names

OF_ACCESS: Mapping[str, Names] = {
    "sign_in.wrong": Names(
        "Kasutajanimi või parool ei ole õige.",
        "Имя пользователя или пароль неверны.",
        "The login or the password is not right.",
    ),
    "sign_in.wait": Names(
        "Liiga palju ebaõnnestunud katseid. Proovige uuesti {seconds} sekundi pärast.",
        "Слишком много неудачных попыток. Попробуйте снова через {seconds} с.",
        "Too many attempts have failed. Try again in {seconds} s.",
    ),
    "sign_in.busy": Names(
        "Korraga logib sisse liiga palju inimesi. Proovige mõne hetke pärast uuesti.",
        "Сейчас входит слишком много людей. Попробуйте чуть позже.",
        "Too many people are signing in at this moment. Try again shortly.",
    ),
    "sign_in.code": Names(
        "Kood ei ole õige või on juba kasutatud. Oodake telefonis järgmist.",
        "Код неверен или уже использован. Дождитесь следующего на телефоне.",
        "The code is not right, or was used already. Wait for the next one on the telephone.",
    ),
    "sign_in.over": Names(
        "Sisselogimine on lõppenud või kutse enam ei kehti. Logige uuesti sisse.",
        "Вход завершён или приглашение больше не действует. Войдите снова.",
        "The login is over, or the invitation holds no more. Sign in again.",
    ),
    "sign_in.no_second_factor": Names(
        "Varukoode saab teha siis, kui telefon on seadistatud.",
        "Резервные коды можно создать, когда настроен телефон.",
        "Codes for emergencies can be made once a telephone is set up.",
    ),
    "login.unknown": Names(
        "Sellist sisselogimist enam ei ole.",
        "Такого входа больше нет.",
        "There is no such login any more.",
    ),
    "sign_in.stranger": Names(
        "Teid tuvastati, kuid siin ei ole Teil kontot. Pöörduge oma asutuse halduri poole.",
        "Личность подтверждена, но учётной записи здесь нет. Обратитесь к администратору.",
        "You are known, but have no account here. Ask the administrator of your provider.",
    ),
    "sign_in.elsewhere_failed": Names(
        "Sisselogimine teise teenuse kaudu ei õnnestunud. Proovige uuesti.",
        "Войти через другую службу не удалось. Попробуйте снова.",
        "Signing in through the other service did not succeed. Try again.",
    ),
    "sign_in.elsewhere_off": Names(
        "Teise teenuse kaudu siin sisse logida ei saa.",
        "Вход через другую службу здесь не настроен.",
        "Signing in through another service is not set up here.",
    ),
    "password.wrong": Names(
        "Praegune parool ei ole õige.",
        "Текущий пароль неверен.",
        "The current password is not right.",
    ),
    "password.short": Names(
        "Paroolis peab olema vähemalt {least} märki. Pikk lause sobib hästi.",
        "В пароле должно быть не менее {least} знаков. Длинная фраза подойдёт.",
        "A password has at least {least} characters. A long sentence does well.",
    ),
    "password.long": Names(
        "Paroolis võib olla kõige rohkem {most} märki.",
        "В пароле может быть не более {most} знаков.",
        "A password has at most {most} characters.",
    ),
    "password.common": Names(
        "Seda parooli kasutavad liiga paljud: sõnad või arvud, mida proovitakse esimesena.",
        "Этот пароль слишком распространён: такие слова и числа пробуют первыми.",
        "Too many people use this password: words or figures that are tried first.",
    ),
    "password.named": Names(
        "Parool sisaldab Teie nime või kasutajanime.",
        "Пароль содержит Ваше имя или имя пользователя.",
        "The password holds your name or login.",
    ),
    "access.login": Names(
        "„{about}” ei sobi kasutajanimeks: see ei tohi olla tühi ega sisaldada tühikuid.",
        "«{about}» не подходит как имя пользователя: оно не может быть пустым или с пробелами.",
        "“{about}” is no login: it is not empty and holds no spaces.",
    ),
    "access.name": Names(
        "{about}: puudub inimese nimi või see on liiga pikk.",
        "{about}: имя человека не указано или слишком длинное.",
        "{about}: the person's name is missing or too long.",
    ),
    "access.no_role": Names(
        "Nimetage vähemalt üks roll.",
        "Укажите хотя бы одну роль.",
        "Name at least one role.",
    ),
    "access.person": Names(
        "Töötaja ja juhtumikorraldaja rolliga käib kaasas üks isik andmetest, teiste rollidega "
        "mitte.",
        "С ролью работника или куратора указывается один человек из данных, с другими ролями нет.",
        "With the role of a worker or a case manager goes one person of the records, with other "
        "roles none.",
    ),
    "access.two_persons": Names(
        "Ühe asutuse juures ei ole keegi korraga töötaja ja juhtumikorraldaja.",
        "В одном учреждении никто не бывает работником и куратором одновременно.",
        "Nobody is a worker and a case manager at one provider.",
    ),
    "access.no_member": Names(
        "{about}: ei kuulu sellesse asutusse.",
        "{about}: не относится к этому учреждению.",
        "{about}: does not belong to this provider.",
    ),
    "access.member_already": Names(
        "{about}: kuulub juba sellesse asutusse. Muutke rolle.",
        "{about}: уже относится к этому учреждению. Измените роли.",
        "{about}: belongs to this provider already. Change the roles.",
    ),
    "access.elsewhere": Names(
        "{about}: see konto kehtib ka mujal; seda saab teha ainult süsteemi käitaja.",
        "{about}: учётная запись действует и в другом месте; это может только оператор системы.",
        "{about}: this account works elsewhere too; only the operator of the house may do that.",
    ),
    "access.last_administrator": Names(
        "{about}: on ainus haldur. Määrake enne teine.",
        "{about}: единственный администратор. Сначала назначьте другого.",
        "{about}: is the only administrator. Appoint another one first.",
    ),
    "access.identity_taken": Names(
        "{about}: see isik on juba seotud ühe kontoga.",
        "{about}: этот человек уже связан с учётной записью.",
        "{about}: this identity belongs to an account already.",
    ),
    "key.name": Names(
        "Andke võtmele nimi, kõige rohkem 100 märki.",
        "Дайте ключу имя, не более 100 знаков.",
        "Give the key a name of at most 100 characters.",
    ),
    "key.no_scope": Names(
        "Võti „{about}”: nimetage vähemalt üks õigus.",
        "Ключ «{about}»: укажите хотя бы одно право.",
        "Key “{about}”: name at least one right.",
    ),
    "key.scope": Names(
        "Õigust „{about}” ühelgi võtmel ei ole.",
        "Права «{about}» нет ни у одного ключа.",
        "No key has the right “{about}”.",
    ),
    "key.ends": Names(
        "Võti „{about}” peab lõppema tulevikus, hiljemalt {days} päeva pärast.",
        "Ключ «{about}» должен закончиться в будущем, не позднее чем через {days} дн.",
        "Key “{about}” must end in the future, at most {days} days from now.",
    ),
    "key.unknown": Names(
        "Võtit {about} ei ole või see on juba tühistatud.",
        "Ключа {about} нет, или он уже отозван.",
        "There is no key {about}, or it is revoked already.",
    ),
    "feed.no_worker": Names(
        "Töötajat {about} ei ole.",
        "Работника {about} нет.",
        "There is no worker {about}.",
    ),
    "feed.too_many": Names(
        "{about}: kehtivaid kalendriaadresse on juba {most}. Tühistage mõni.",
        "{about}: действующих адресов календаря уже {most}. Отзовите какой-нибудь.",
        "{about}: has {most} addresses of the calendar already. Revoke one.",
    ),
    "feed.unknown": Names(
        "Kalendriaadressi {about} ei ole või see on juba tühistatud.",
        "Адреса календаря {about} нет, или он уже отозван.",
        "There is no address {about} of a calendar, or it is revoked already.",
    ),
    "provider.registry": Names(
        "„{about}” ei ole Eesti registrikood.",
        "«{about}» не регистрационный код Эстонии.",
        "“{about}” is no Estonian registry code.",
    ),
    "provider.known": Names(
        "Asutus registrikoodiga {about} on juba olemas.",
        "Учреждение с кодом {about} уже есть.",
        "There is a provider with the registry code {about} already.",
    ),
    "provider.unknown": Names(
        "Asutust registrikoodiga {about} ei ole.",
        "Учреждения с кодом {about} нет.",
        "There is no provider with the registry code {about}.",
    ),
    "provider.which": Names(
        "Asutusi on mitu: nimetage üks (--provider, registrikood).",
        "Учреждений несколько: укажите одно (--provider, регистрационный код).",
        "There are several providers: name one (--provider, registry code).",
    ),
    "provider.none": Names(
        "Ühtegi asutust veel ei ole. Alustage: tugiplaan provider add.",
        "Учреждений ещё нет. Начните: tugiplaan provider add.",
        "There is no provider yet. Begin with: tugiplaan provider add.",
    ),
    "house.oidc": Names(
        "Sisselogimine teenuse {about} kaudu on seadistatud poolikult: vaja on nime, saladuse "
        "faili ja ulatust openid.",
        "Вход через службу {about} настроен не полностью: нужны имя, файл секрета и область "
        "openid.",
        "Signing in through {about} is set up by halves: needed are a name, a file with the "
        "secret, and the scope openid.",
    ),
    "password.unreadable": Names(
        "Paroolifaili {about} ei saa lugeda.",
        "Файл пароля {about} не читается.",
        "The file {about} of the password cannot be read.",
    ),
    "account_written": Names(
        "{login}: konto {account}, rollid: {roles}.",
        "{login}: учётная запись {account}, роли: {roles}.",
        "{login}: account {account}, roles: {roles}.",
    ),
    "account_invitation": Names(
        "Kutse (kehtib ööpäeva ja ühe korra): {secret}",
        "Приглашение (на сутки и на один раз): {secret}",
        "Invitation (for a day, and once): {secret}",
    ),
    "account_password_set": Names(
        "{login}: parool on seatud.", "{login}: пароль задан.", "{login}: the password is set."
    ),
    "account_disabled": Names(
        "{login}: sisse enam ei saa.",
        "{login}: войти больше нельзя.",
        "{login}: cannot come in any more.",
    ),
    "account_enabled": Names(
        "{login}: saab taas sisse.",
        "{login}: снова может войти.",
        "{login}: can come in again.",
    ),
    "provider_founded": Names(
        "{name} ({registry}) on loodud, number {number}.",
        "{name} ({registry}) создано, номер {number}.",
        "{name} ({registry}) is founded, number {number}.",
    ),
    "second_factor_reset": Names(
        "{login}: teine tegur on kustutatud.",
        "{login}: второй фактор удалён.",
        "{login}: the second factor is forgotten.",
    ),
    "account_linked": Names(
        "{login}: saab sisse ka teenuse kaudu.",
        "{login}: может войти и через службу.",
        "{login}: can come in through the service too.",
    ),
    "account_gone": Names(
        "{login}: ei kuulu enam asutusse.",
        "{login}: больше не относится к учреждению.",
        "{login}: belongs to the provider no more.",
    ),
    "key_made": Names(
        "Uus võtmefail: {path}. Hoidke sellest koopia andmebaasist eraldi; ilma selleta ei saa "
        "andmeid lugeda.",
        "Новый файл ключа: {path}. Храните копию отдельно от базы данных; без него данные не "
        "прочитать.",
        "New key file: {path}. Keep a copy of it apart from the database; without it nothing can "
        "be read.",
    ),
    "password_asked": Names("Parool", "Пароль", "Password"),
    "member_login": Names("Kasutajanimi", "Имя пользователя", "Login"),
    "member_name": Names("Nimi", "Имя", "Name"),
    "member_roles": Names("Rollid", "Роли", "Roles"),
    "member_person": Names("Isik", "Лицо", "Person"),
    "member_second_factor": Names("Teine tegur", "Второй фактор", "Second factor"),
    "member_disabled": Names("Suletud", "Закрыта", "Disabled"),
    "yes": Names("jah", "да", "yes"),
}
