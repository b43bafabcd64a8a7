# Предложенное место: сколько ещё его держим.
offer-left =
    { $hours ->
        [0] ещё { $minutes } мин
       *[other] { $minutes ->
            [0] ещё { $hours } ч
           *[other] ещё { $hours } ч { $minutes } мин
        }
    }
offer-fee = Взнос { $amount }
offer-over = Место больше не держим
offer-taken = Место ваше
