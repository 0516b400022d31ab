// Package email is the channel to mailboxes: over an SMTP server, or into the log where none is set.
package email

import (
	"log/slog"
	"time"

	"okno/notify/channel"
)

// Open is the e-mail channel for a configuration: over the SMTP server at address,
// or into the log where address is "". from is the sender in both cases, so that a
// wrong one is found before a server is set.
func Open(address, from string, now func() time.Time, log *slog.Logger) (channel.Channel, error) {
	server := SMTP{Host: "localhost", Port: submissionPort, Timeout: mailTimeout}
	if address != "" {
		var err error
		if server, err = ParseSMTP(address); err != nil {
			return nil, err
		}
	}
	channel, err := NewMail(server, from, now)
	switch {
	case err != nil:
		return nil, err
	case address == "":
		return NewLog(log), nil
	}
	return channel, nil
}
