package notify_test

import (
	"context"
	"testing"

	"okno/booking/requestid"
	"okno/booking/telling"
	"okno/db"
	"okno/notify/channel"
)

// listening is a channel that keeps the names of the requests it sends messages of.
type listening chan string

func (l listening) Send(ctx context.Context, _ channel.Message) (string, error) {
	l <- requestid.Of(ctx)
	return "", nil
}

func (listening) Done() telling.DeliveryState { return telling.Sent }

// From the act through its event's job and the delivery's job the name stays.
func TestAMessageIsSentUnderTheNameOfItsRequest(t *testing.T) {
	t.Parallel()
	s, heard := newDesk(t), make(listening, 1)
	ctx := requestid.With(t.Context(), "the-request")
	_, err := s.InAct(ctx, s.company, func(a *db.Act) error {
		_, err := s.outbox.Test(ctx, a, telling.Recipient{Kind: telling.RecipientAddress, Address: "desk@lotos.example", Locale: "ru"})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	s.work(heard)
	if name := <-heard; name != "the-request" {
		t.Errorf("the message was sent under %q", name)
	}
	s.awaitNoJobs()
}
