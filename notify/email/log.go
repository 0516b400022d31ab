package email

import (
	"context"
	"log/slog"

	"okno/booking/telling"
	"okno/notify/channel"
)

// Log is the e-mail channel where no mail server is set: the message can be read
// in the log.
type Log struct{ log *slog.Logger }

// NewLog writes to log at level Info.
func NewLog(log *slog.Logger) *Log { return &Log{log} }

// Send writes the message. The HTML says nothing more than the text, so it is left out.
func (l *Log) Send(ctx context.Context, m channel.Message) (string, error) {
	l.log.InfoContext(ctx, "mail is logged, not sent: no mail server is set",
		"delivery", m.ID, "to", m.To, "subject", m.Subject, "text", m.Text)
	return "", nil
}

// Done is Logged.
func (l *Log) Done() telling.DeliveryState { return telling.Logged }
