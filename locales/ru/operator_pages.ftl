ops-page-title = Работа системы
ops-page-health = Здоровье
ops-page-database = База данных
ops-page-work = Работа
ops-page-idle = всё сделано
ops-page-busy = есть дела
ops-page-fine = в порядке
ops-page-broken = не отвечает
ops-page-inbox = Входящие
ops-page-outbox = Исходящие
ops-page-agenda = Сроки
ops-page-jobs = Задачи
ops-page-open = ждут
ops-page-due = пора
ops-page-planned = впереди
ops-page-late = опоздали
ops-page-dead = отложены
ops-page-lag = Самое старое ждёт { $seconds } с
ops-page-nothing = Здесь пусто
ops-page-failures = Сбои
ops-page-see-failures = Сбои и причины
ops-page-no-failures = Сбоев нет
ops-page-attempts =
    { $count ->
        [one] { $count } попытка
        [few] { $count } попытки
       *[many] { $count } попыток
    }
ops-page-retried = Попробуем ещё раз
ops-page-drop = Убрать
ops-page-drop-sure = Убрать насовсем? Это не будет выполнено.
ops-page-dropped = Убрано
ops-page-process-died = Процесс упал при обработке
ops-money-title = Деньги
ops-money-sum = Все счета вместе
ops-money-zero = ноль, сходится
ops-money-accounts = Счета
ops-money-lines = Движения
ops-money-none = Денег ещё не было.
ops-money-outside = Пришло и осталось: { $provider }
ops-money-by = { $provider ->
    [manual] переводом
    [telegram] Telegram
    [yookassa] ЮKassa
    [stripe] Stripe
   *[other] { $provider }
}
ops-money-payee = У организаторов
ops-money-house = У сервиса
ops-money-undecided = Ещё не разобрано
ops-money-returning = Возвращается людям
ops-money-step-received = Пришло
ops-money-step-kept = Зачтено
ops-money-step-owed = К возврату
ops-money-step-returned = Вернулось
