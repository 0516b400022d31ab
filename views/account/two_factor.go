package account

import (
	"net/url"
	"strings"

	"okno/booking"
	"okno/views"
)

// TwoFactor is the page on which a user sets up his second factor and, after
// that, sees his recovery codes: once.
type TwoFactor struct {
	views.Base
	Codes   []string // the recovery codes; else the form
	QR      views.QR
	Secret  string
	Sealed  string // the same, for the form to carry along
	Problem string
	Fields  []views.AccountField
}

// NewTwoFactor makes the form for a secret. It sets the title.
func NewTwoFactor(base views.Base, secret, sealed, email string, problem *booking.Error) (TwoFactor, error) {
	base.Section, base.Title = "account", base.W().T("account.two_factor")
	label := "Okno:" + email
	address := "otpauth://totp/" + url.PathEscape(label) + "?" + url.Values{"secret": {secret}, "issuer": {"Okno"}}.Encode()
	qr, err := views.NewQR(address, base.W().T("account.totp_qr"))
	if err != nil {
		return TwoFactor{}, err
	}
	page := TwoFactor{Base: base, QR: qr, Secret: secret, Sealed: sealed}
	form := Account{Base: base, AccountData: AccountData{Part: "set"}}
	if problem != nil {
		form.Errors = problem.Fields
		if len(problem.Fields) == 0 {
			page.Problem = base.W().Say(problem.Sentence)
		}
	}
	page.Fields = []views.AccountField{
		form.input("set", "code", "text", "one-time-code", ""),
		form.input("set", "current", "password", "current-password", ""),
	}
	return page, nil
}

// NewRecoveryCodes makes the page with the codes. It sets the title.
func NewRecoveryCodes(base views.Base, codes []string) TwoFactor {
	base.Section, base.Title = "account", base.W().T("account.recovery")
	return TwoFactor{Base: base, Codes: codes}
}

func (TwoFactor) View() string { return "two-factor" }

// Spaced is the secret in groups, for whoever types it.
func (t TwoFactor) Spaced() string {
	var groups []string
	for s := t.Secret; s != ""; s = s[min(4, len(s)):] {
		groups = append(groups, s[:min(4, len(s))])
	}
	return strings.Join(groups, " ")
}
