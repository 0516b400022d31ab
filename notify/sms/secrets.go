package sms

import (
	"context"
	"encoding/json"
	"errors"
	"strconv"

	"okno/booking"
	"okno/booking/secret"
	"okno/booking/telling"
	"okno/db"
	"okno/db/messagedb"
)

// Secrets are what companies have told us of their providers: keys, and headers that may be secret.
type Secrets struct {
	DB   *db.DB
	Seal *secret.Seal
}

// sealed is what is stored of a provider under seal.
type sealed struct {
	Key     string              `json:"key,omitempty"`
	Headers []telling.SMSHeader `json:"headers,omitempty"`
}

var (
	errUnset  = errors.New("no provider of SMS is set up")
	errSealed = errors.New("the provider's key cannot be read: OKNO_SECRET is another one than when it was saved")
)

// Of are a company's settings with the secrets.
func (s *Secrets) Of(ctx context.Context, company booking.CompanyID) (telling.SMSSettings, error) {
	settings, err := s.In(ctx, s.DB.Of(company))
	if err == nil && settings.Provider.URL == "" {
		err = errUnset
	}
	return settings, err
}

// In are the same within a scope, such as an act's; of a company that has set nothing they are the defaults.
func (s *Secrets) In(ctx context.Context, scope db.Scope) (telling.SMSSettings, error) {
	settings, data, err := messagedb.SMSSecrets(ctx, scope)
	if err != nil || data == nil {
		return settings, err
	}
	var kept sealed
	text, err := s.Seal.Open(SealedFor(scope.Company()), data)
	if err != nil {
		return settings, errSealed
	}
	if err := json.Unmarshal(text, &kept); err != nil {
		return settings, errSealed
	}
	settings.Provider.Key, settings.Provider.Headers = kept.Key, kept.Headers
	return settings, nil
}

// Unreadable says whether settings came without their secrets because those were sealed under another key.
func Unreadable(err error) bool { return errors.Is(err, errSealed) }

// Close seals what is secret of a provider; nil where nothing is.
func (s *Secrets) Close(company booking.CompanyID, p telling.SMSProvider) ([]byte, error) {
	if p.Key == "" && len(p.Headers) == 0 {
		return nil, nil
	}
	text, err := json.Marshal(sealed{p.Key, p.Headers})
	if err != nil {
		return nil, err
	}
	return s.Seal.Close(SealedFor(company), text)
}

// SealedFor binds the secrets to their company.
func SealedFor(company booking.CompanyID) string {
	return "sms provider of " + strconv.FormatInt(int64(company), 10)
}
