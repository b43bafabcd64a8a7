finish-gun-button = The start was at another time
finish-gun-ask = When was the start given? Write it by the clock of the place, with seconds if you can. Every time written down at the finish will change.
finish-gun-ask-example = 10:02:15
finish-gun-unreadable = That is no time of a start: hours and minutes, and not in the future.
finish-gun-moved = Times are counted from the new start.
