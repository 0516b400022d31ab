package telegram

import (
	"context"
	"errors"
	"strconv"
	"strings"
	"time"

	"github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"

	"okno/acts"
	"okno/booking"
	"okno/booking/telling"
	"okno/db"
	"okno/db/clientdb"
	"okno/db/messagedb"
	"okno/desk/bookings"
	"okno/notify/compose"
)

// connectClient connects the chat in which a link's token was said with the booking on whose page it was asked for. Where
// whoever holds that page is known to be the client it is connected with all that he has; else he can show it by his phone.
func (d *Desk) connectClient(ctx context.Context, whose booking.CompanyID, m *models.Message, link clientLink, locale string) error {
	ours, err := d.speaksFor(ctx, whose, link.Company)
	switch {
	case err != nil:
		return err
	case m.Chat.Type != models.ChatTypePrivate:
		return d.reply(ctx, whose, m.Chat.ID, compose.BotSays(locale, "bot.client.link_private"))
	case !ours, !d.Now().Before(link.Expires):
		return d.reply(ctx, whose, m.Chat.ID, compose.BotSays(locale, "bot.client.link_unknown"))
	}
	claim, wide, err := d.useClientLink(ctx, m, link)
	if booking.CodeOf(err) == booking.NotFound {
		return d.reply(ctx, whose, m.Chat.ID, compose.BotSays(locale, "bot.client.link_unknown"))
	}
	if err != nil {
		return err
	}
	voice, err := messagedb.ReadVoice(ctx, d.DB.Of(link.Company), telling.ForClient, booking.BookingConfirmed, claim.Locale)
	if err != nil {
		return err
	}
	company := voice.SenderName
	if !voice.Standing.Approved && !d.NoSignUp {
		company = telling.PlainName(company)
	}
	if wide {
		return d.reply(ctx, whose, m.Chat.ID, compose.BotSays(claim.Locale, "bot.client.connected", "Company", company))
	}
	said := compose.BotSays(claim.Locale, "bot.client.connected_one", "Company", company)
	if claim.Phone == "" {
		return d.reply(ctx, whose, m.Chat.ID, said)
	}
	one, err := d.Bots.Whose(ctx, whose)
	if err != nil {
		return err
	}
	_, err = one.SendMessage(ctx, &bot.SendMessageParams{
		ChatID: m.Chat.ID, Text: said + "\n\n" + compose.BotSays(claim.Locale, "bot.client.share", "Company", company),
		ReplyMarkup: models.ReplyKeyboardMarkup{
			Keyboard: [][]models.KeyboardButton{{{Text: compose.BotSays(claim.Locale, "button.phone"), RequestContact: true}}}, ResizeKeyboard: true, OneTimeKeyboard: true,
		},
	})
	return err
}

// useClientLink connects the chat, and says whether with all that the client has. NotFound says that the link is good for
// nothing: another chat has used it, the booking is gone, or the company tells nobody in Telegram.
func (d *Desk) useClientLink(ctx context.Context, m *models.Message, link clientLink) (claim messagedb.ChatClaim, wide bool, err error) {
	ids, err := d.NewIDs(1)
	if err != nil {
		return claim, false, err
	}
	now, chat := d.Now(), strconv.FormatInt(m.Chat.ID, 10)
	err = d.Act(ctx, link.Company, func(a *db.Act) error {
		if claim, err = messagedb.ReadChatClaim(ctx, a.Scope, link.Booking, now); err != nil {
			return err
		}
		has, err := messagedb.ClientsOfChat(ctx, a.Scope, chat)
		if err != nil {
			return err
		}
		first, err := messagedb.UseClientLink(ctx, a, link.Hash, now)
		if err != nil {
			return err
		}
		connected := false
		for _, k := range has {
			if k.Client == claim.Client && k.Broken == "" {
				wide, connected = wide || k.Booking == "", connected || k.Booking == "" || k.Booking == link.Booking
			}
		}
		switch {
		case telling.ClientChats(claim.Mode) == telling.ChatsOff, !first && !connected:
			return booking.Fail(booking.NotFound, "error.link_unknown")
		case !first, wide: // Telegram brings the same twice
			return acts.ErrUnchanged
		}
		wide = claim.Known
		k := messagedb.ClientChat{ID: ids[0], Client: claim.Client, Via: link.Booking, Chat: chat, Name: chatName(m), Connected: now}
		if !wide {
			k.Booking = link.Booking
		}
		told := booking.ID("")
		if claim.ToCome {
			told = link.Booking
		}
		return d.connected(ctx, a, k, told, "chat_connected")
	})
	if errors.Is(err, acts.ErrUnchanged) {
		err = nil
	}
	return claim, wide, err
}

// connected writes a connection, and lets what is to be told come to the chat; told is a booking that it is told of at once.
func (d *Desk) connected(ctx context.Context, a *db.Act, k messagedb.ClientChat, told booking.ID, act string) error {
	if err := messagedb.PutClientChat(ctx, a, k); err != nil {
		return err
	}
	toCome := []booking.ID{}
	if k.Booking != "" {
		toCome = append(toCome, k.Booking)
	} else {
		list, err := clientdb.BookingsToCome(ctx, a.Scope, k.Client, k.Connected)
		if err != nil {
			return err
		}
		for _, b := range list {
			toCome = append(toCome, b.ID)
		}
	}
	if err := d.Outbox.ChatConnected(ctx, a, told, toCome); err != nil {
		return err
	}
	return d.noteChat(ctx, a, k, act)
}

// noteChat leaves a line in the history of the client's card, and lets open ones follow.
func (d *Desk) noteChat(ctx context.Context, a *db.Act, k messagedb.ClientChat, act string) error {
	line := booking.HistoryLine{At: d.Now(), Act: booking.Act(act), Actor: booking.Actor{Kind: booking.Visitor, Name: k.Name, Origin: "telegram"}}
	if err := a.WriteClientHistory(ctx, k.Client, line); err != nil {
		return err
	}
	return a.Changed(ctx, "", booking.ActClient, nil, d.Now())
}

// shared takes a person's own phone number, which Telegram vouches for: his chat hears of all that the clients with that
// number have, among those on whose bookings' pages it was connected.
func (d *Desk) shared(ctx context.Context, whose booking.CompanyID, m *models.Message) error {
	if m.Chat.Type != models.ChatTypePrivate || m.From == nil || m.Contact.UserID != m.From.ID {
		return nil
	}
	phone, ok := booking.ParsePhone("+"+strings.TrimLeft(m.Contact.PhoneNumber, "+"), time.UTC)
	locale, chat, found := compose.BotLocale(m.From.LanguageCode), strconv.FormatInt(m.Chat.ID, 10), false
	err := d.eachCompany(ctx, whose, chat, func(company booking.CompanyID) error {
		if !ok {
			return nil
		}
		return d.Act(ctx, company, func(a *db.Act) error {
			list, err := messagedb.ClientsByPhone(ctx, a.Scope, chat, phone)
			if err != nil {
				return err
			}
			for _, k := range list {
				found, k.Booking, k.Connected = true, "", d.Now()
				if err := d.connected(ctx, a, k, "", "chat_known"); err != nil {
					return err
				}
			}
			if len(list) == 0 {
				return acts.ErrUnchanged
			}
			return nil
		})
	})
	if err != nil {
		return err
	}
	said := "bot.client.other_phone"
	if found {
		said = "bot.client.shared"
	}
	one, err := d.Bots.Whose(ctx, whose)
	if err != nil {
		return err
	}
	_, err = one.SendMessage(ctx, &bot.SendMessageParams{
		ChatID: m.Chat.ID, Text: compose.BotSays(locale, said), ReplyMarkup: models.ReplyKeyboardRemove{RemoveKeyboard: true},
	})
	return err
}

// stop ends all that a person's chat hears of as a client, from every company for which the bot speaks.
func (d *Desk) stop(ctx context.Context, whose booking.CompanyID, m *models.Message, locale string) error {
	if m.Chat.Type != models.ChatTypePrivate {
		return nil
	}
	said, chat := "bot.client.nothing", strconv.FormatInt(m.Chat.ID, 10)
	err := d.eachCompany(ctx, whose, chat, func(company booking.CompanyID) error {
		said = "bot.client.stopped"
		return d.Act(ctx, company, func(a *db.Act) error {
			list, err := messagedb.ClientsOfChat(ctx, a.Scope, chat)
			if err != nil {
				return err
			}
			return d.ended(ctx, a, list)
		})
	})
	if err != nil {
		return err
	}
	return d.reply(ctx, whose, m.Chat.ID, compose.BotSays(locale, said))
}

func (d *Desk) ended(ctx context.Context, a *db.Act, list []messagedb.ClientChat) error {
	noted := map[booking.ID]bool{}
	for _, k := range list {
		if _, err := messagedb.EndClientChat(ctx, a, k.ID); err != nil {
			return err
		}
		if noted[k.Client] {
			continue
		}
		noted[k.Client] = true
		if err := d.noteChat(ctx, a, k, "chat_stopped"); err != nil {
			return err
		}
	}
	return nil
}

// LeaveChat ends the connection that the page of a booking shows. Where there is none it does nothing.
func (d *Desk) LeaveChat(ctx context.Context, who bookings.Client) error {
	err := d.Act(ctx, who.Company, func(a *db.Act) error {
		offer, err := messagedb.ReadPageChat(ctx, a.Scope, who.Booking)
		if err != nil {
			return err
		}
		claim, err := messagedb.ReadChatClaim(ctx, a.Scope, who.Booking, d.Now())
		if err != nil {
			return err
		}
		if offer.Chat == "" {
			return acts.ErrUnchanged
		}
		return d.ended(ctx, a, []messagedb.ClientChat{{ID: booking.ID(offer.Chat), Client: claim.Client, Name: offer.Name}})
	})
	if errors.Is(err, acts.ErrUnchanged) {
		return nil
	}
	return err
}

// clientMoved keeps whether the bot still reaches a client's chat.
func (d *Desk) clientMoved(ctx context.Context, whose booking.CompanyID, chat, reason string) error {
	if reason != "" {
		reason = string(telling.WhyBlocked)
	}
	return d.eachCompany(ctx, whose, chat, func(company booking.CompanyID) error {
		return messagedb.BreakClientChat(ctx, d.DB, company, chat, reason)
	})
}

// eachCompany does something for each company whose client's the chat is and for which the bot speaks.
func (d *Desk) eachCompany(ctx context.Context, whose booking.CompanyID, chat string, do func(booking.CompanyID) error) error {
	companies, err := messagedb.ClientChatCompanies(ctx, d.DB, chat)
	if err != nil {
		return err
	}
	return d.eachOf(ctx, whose, companies, do)
}
