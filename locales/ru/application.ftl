# Заявки на участие: решают организатор и его помощники.
application-already-decided =
    { $name ->
        [none] Заявку уже отозвали.
       *[other] Уже обработано: { $name }.
    }
application-title = Заявка: { $name }
application-documents = Документы
application-document-ready = { $title }
application-document-until = { $title }, до { $day }
application-document-pending = { $title }: получаем файл
application-document-failed = { $title }: файл не открылся, попросили другой
application-waiting = Ждёт решения
application-accepted-by = ✅ Принято · { $name }
application-declined-by = ❌ Отклонено · { $name }
application-withdrawn = Заявку отозвали
application-reason = Причина: { $reason }
application-group-hint = Ответы и документы бот показывает в личном чате.
application-button-accept = Принять
application-button-decline = Отклонить
application-button-ask = Вопрос
application-button-answers = Ответы
application-button-open = Открыть
application-button-queue = Заявки: { $count }
application-button-one = К заявке
application-button-all = Все заявки
application-button-show = 📎 { $title }
application-queue = Заявки
application-queue-none = Новых заявок нет.
application-queue-hint = Пока заявка ждёт, место занято: лишних не примем, пустых мест не останется.
application-accepted-said = Приняли: { $name }
application-declined-said = Отклонили: { $name }
application-declined-why = Почему отклоняем? Участник прочитает причину.
application-ask-reason = Почему отклоняем?
application-ask-reason-label = Причина
application-ask-reason-hint = Участник прочитает её слово в слово.
application-ask-reason-example = Справка без печати
application-because-document = Документ не подходит
application-because-level = Не подходит по условиям
application-because-other = Другая причина
application-ask-text = Что спросить у участника?
application-ask-text-label = Вопрос участнику
application-ask-text-hint = Ответ придёт вам сообщением.
application-asked = Спросили. Ответ придёт сообщением.
application-document-sent = Отправляю документ в личный чат. Хозяин увидит, что вы его смотрели.
application-document-caption = { $title } · { $name }
application-document-in-private = Документы показываю только в личном чате.
application-accepted = Заявка принята!
application-accepted-pay = Осталось оплатить взнос.
application-accepted-more = Организатор просит ответить ещё на несколько вопросов.
application-declined = Заявка отклонена
application-declined-hint = Место за вами больше не держим. Если дело поправимо, подайте заявку ещё раз.
application-again = Подать ещё раз
application-reviewers-title = Кто решает по заявкам
application-reviewers-hint = Помощники принимают и отклоняют заявки и видят присланные с ними документы. Дайте ссылку тому, кому доверяете.
application-reviewers-none = Пока только вы.
application-reviewers-button = Помощники
application-reviewers-link = Ссылка для помощника: { $link }
application-reviewers-new-link = Новая ссылка
application-reviewers-remove = Убрать: { $name }
application-reviewers-removed = Больше не помогает.
application-reviewer-asked = { $organizer } зовёт вас решать по заявкам на «{ $title }». Вы увидите ответы и документы участников; каждый просмотр они видят у себя.
application-reviewer-yes = Помогать
application-reviewer-welcome = Готово: заявки будут приходить и вам.
application-reviewer-gone = Эта ссылка больше не действует. Попросите новую у организатора.
application-queue-none-hint = Когда кто-то захочет участвовать, заявка появится здесь.
application-document-look = Посмотреть: пришлём в чат
application-button-send = Спросить
application-reminder =
    { $count ->
        [one] { $count } заявка ждёт вашего решения
        [few] { $count } заявки ждут вашего решения
       *[other] { $count } заявок ждут вашего решения
    }
