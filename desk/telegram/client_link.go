package telegram

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"io"
	"time"

	"github.com/google/uuid"

	"okno/booking"
	"okno/booking/telling"
	"okno/db/messagedb"
	"okno/desk/bookings"
)

// ClientLinkAge is how long a link is good for by which a client connects his chat.
const ClientLinkAge = 30 * time.Minute

// clientLink is what a link says: on whose booking's page it was asked for, and until when.
type clientLink struct {
	bookings.Client
	Expires time.Time
	Hash    []byte // of the whole
}

// A link's token has the company, the booking, when it ends, what makes it one of its own, and the signature: 63 letters
// of the 64 that Telegram takes.
const (
	clientLinkSaid = 8 + 16 + 4 + 3
	clientLinkSize = clientLinkSaid + 16
)

// Offer is what the page of a booking says of Telegram; nothing where there is no bot, or the company tells no client there.
func (d *Desk) Offer(ctx context.Context, who bookings.Client) (telling.ChatOffer, error) {
	o, err := messagedb.ReadPageChat(ctx, d.DB.Of(who.Company), who.Booking)
	if err != nil || !d.Bots.Offered(o.OwnBot, o.Mode) {
		return telling.ChatOffer{SMS: o.SMS}, err
	}
	return telling.ChatOffer{SMS: o.SMS, CanConnect: o.Chat == "" || o.Broken != "", Connected: o.Chat != "", EveryOf: o.EveryOf, Broken: o.Broken != ""}, nil
}

// LinkClient is the address by which whoever is on the page of a booking connects his chat with it, once. Conflict says
// that there is no bot, or that it does not answer.
func (d *Desk) LinkClient(ctx context.Context, who bookings.Client) (string, error) {
	name, err := d.botName(ctx, who.Company)
	if err != nil {
		return "", err
	}
	id, err := uuid.Parse(string(who.Booking))
	if err != nil {
		return "", err
	}
	raw := binary.BigEndian.AppendUint64(nil, uint64(who.Company))
	raw = append(raw, id[:]...)
	raw = binary.BigEndian.AppendUint32(raw, uint32(d.Now().Add(ClientLinkAge).Unix()))
	own := make([]byte, 3)
	if _, err := io.ReadFull(d.Random, own); err != nil {
		return "", err
	}
	raw = append(raw, own...)
	raw = append(raw, d.Seal.Hash(clientLinkPurpose, string(raw))[:16]...)
	return "https://t.me/" + name + "?start=" + base64.RawURLEncoding.EncodeToString(raw), nil
}

const clientLinkPurpose = "client's telegram link"

// readClientLink reads a token; false where it is none of ours.
func (d *Desk) readClientLink(token string) (clientLink, bool) {
	raw, err := base64.RawURLEncoding.Strict().DecodeString(token)
	if err != nil || len(raw) != clientLinkSize {
		return clientLink{}, false
	}
	said, ok := raw[:clientLinkSaid], false
	for _, sign := range d.Seal.Hashes(clientLinkPurpose, string(said)) {
		ok = hmac.Equal(raw[clientLinkSaid:], sign[:16]) || ok
	}
	id, err := uuid.FromBytes(said[8:24])
	if err != nil || !ok {
		return clientLink{}, false
	}
	hash := sha256.Sum256(raw)
	return clientLink{
		Client:  bookings.Client{Company: booking.CompanyID(binary.BigEndian.Uint64(said)), Booking: booking.ID(id.String())},
		Expires: time.Unix(int64(binary.BigEndian.Uint32(said[24:])), 0), Hash: hash[:],
	}, true
}
