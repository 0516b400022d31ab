package notify

import (
	"context"
	"slices"
	"time"

	"okno/booking"
	"okno/booking/telling"
	"okno/db"
	"okno/db/messagedb"
	"okno/notify/compose"
)

// voice is how a company speaks of an event. While it is young that is by the program's words,
// in a name that says by whom it writes, and answered to no address that nobody has
// confirmed; until the operator vouches for it its own name leads nowhere.
func (w *Worker) voice(ctx context.Context, scope db.Scope, audience telling.Audience, event booking.Event, locale string) (messagedb.Voice, error) {
	v, err := messagedb.ReadVoice(ctx, scope, audience, event, locale)
	if err != nil {
		return v, err
	}
	if v.Standing.Approved = v.Standing.Approved || w.NoSignUp; v.Standing.Approved {
		return v, nil
	}
	v.SenderName = telling.PlainName(v.SenderName)
	if v.Standing.Young(time.Now()) {
		v.Template = nil
		v.SenderName = compose.Via(locale, telling.PlainName(v.Company))
		if !v.ReplyOfMember {
			v.ReplyTo = ""
		}
	}
	return v, nil
}

// modest is a notification as a company may tell of it that nobody vouches for: what it has named
// in its setup is a name, and not another message. A young one adds no words to an act.
func modest(o messagedb.NotificationContext, s telling.Standing) messagedb.NotificationContext {
	if s.Approved {
		return o
	}
	o.Company, o.Service, o.Rules.Address = telling.PlainName(o.Company), telling.PlainName(o.Service), telling.PlainName(o.Rules.Address)
	o.Resources = slices.Clone(o.Resources)
	for i := range o.Resources {
		o.Resources[i].Name = telling.PlainName(o.Resources[i].Name)
	}
	reason := ""
	if !s.Young(time.Now()) {
		reason = telling.Unlinked(o.Last.Detail["reason"])
	}
	o.Last = o.Last.Because(reason)
	return o
}

// toClient is a notification as its client is told of it: what somebody has typed in his name, who
// need not be he, is not sent to him before he has opened a link in a mail of the company's.
func toClient(o messagedb.NotificationContext) messagedb.NotificationContext {
	o.Contact.Name = telling.PlainName(o.Contact.Name)
	if o.Last.Actor.Kind == booking.Visitor && !o.Proven {
		o.Last = o.Last.Because("")
	}
	return o
}

// reserved says whether a message is for an address that a young company has typed, and nobody
// has confirmed: what visitors write does not go there.
func reserved(d *messagedb.Claim, s telling.Standing) bool { return d.Outsider && s.Young(time.Now()) }
