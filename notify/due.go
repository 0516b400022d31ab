package notify

import (
	"errors"
	"strconv"
	"strings"
	"time"

	"okno/booking"
	"okno/booking/telling"
	"okno/db/messagedb"
	"okno/notify/channel"
	"okno/notify/compose"
)

// early is how much too early a reminder may come: clocks differ.
const early = time.Minute

// dueToClient is nil for what may be told now. The booking may have changed since
// the message was planned by ways that plan nothing, such as an import.
func dueToClient(d telling.Delivery, o messagedb.NotificationContext, off bool, now time.Time) error {
	if !compose.ByTheClock(d.Event) {
		return nil
	}
	if off {
		return dropped{telling.DropOff}
	}
	if d.Event == booking.BookingAsked {
		if o.Status != booking.Completed {
			return dropped{telling.DropUndone}
		}
		return nil
	}
	switch minutes, known := reminderOf(d.Topic); {
	case o.Status != booking.Confirmed:
		return dropped{telling.DropGone}
	case !now.Before(o.Start):
		return dropped{telling.DropExpired}
	case known && o.Start.Add(-minutes).Sub(now) > early:
		return &channel.Later{Err: errTooEarly, After: o.Start.Add(-minutes).Sub(now)}
	}
	return nil
}

var errTooEarly = errors.New("the booking has been moved: the reminder comes later")

// reminderOf is how long before the start a reminder of that topic comes.
func reminderOf(topic string) (time.Duration, bool) {
	minutes, err := strconv.Atoi(strings.TrimPrefix(topic, string(booking.BookingReminder)+"-"))
	return time.Duration(minutes) * time.Minute, err == nil
}
