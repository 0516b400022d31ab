package account

import (
	"encoding/base64"
	"time"

	"okno/booking"
	"okno/booking/telling"
	"okno/views"
)

// Account is the page GET /account: a user's own.
type Account struct {
	views.Base
	AccountData
}

// AccountData is what the page is made of.
type AccountData struct {
	Email     string
	Name      string // as stored, or as it was typed
	Stored    OwnName
	Began     string // what the form of the name had begun with when it was refused
	Clash     bool   // another window has saved another name meanwhile
	NewEmail  string // as it was typed
	TwoFactor bool
	Recovery  int // codes that are left
	Sessions  []AccountSession
	Companies []AccountCompany
	SignUp    bool      // more companies can be made
	Sheet     *OwnSheet // of a specialist, nil for anybody else
	Told      *OwnTold  // likewise
	Company   string
	Now       time.Time
	Zone      *time.Location
	Part      string // the form that was refused, "" for none
	Errors    map[string]booking.Sentence
	Problem   booking.Sentence // what is wrong with that form as a whole
}

// OwnSheet is how a specialist wants the sheet of his own day, as it is stored or was typed.
type OwnSheet struct {
	Wanted, Empty bool
	At, Day       string
}

// SheetDays are the days that it can be of.
func (a Account) SheetDays() []views.SelectOption {
	var all []views.SelectOption
	for _, day := range []string{telling.SheetTomorrow, telling.SheetToday} {
		all = append(all, views.SelectOption{Value: day, Label: a.W().T("notifications.sheet.of." + day), Chosen: a.Sheet.Day == day})
	}
	return all
}

// OwnName is what the form of the name holds.
type OwnName struct{ Name string }

// NameBegan is what that form begins with.
func (a Account) NameBegan() string { return views.BeganWith(a.Began, a.Stored) }

// NameClash is both names, where another window has saved one meanwhile.
func (a Account) NameClash() *views.Clashes {
	if !a.Clash {
		return nil
	}
	c := &views.Clashes{W: a.W(), URL: "/account", Draft: "account-name", Own: true}
	c.Add(a.W().T("account.field.name"), a.Name, a.Stored.Name)
	return c
}

// AccountSession is a browser in which the user is signed in.
type AccountSession struct {
	IDHash    []byte
	Here      bool
	Address   string
	Agent     string // the User-Agent
	CreatedAt time.Time
	SeenAt    time.Time
}

// AccountCompany is a company that the user belongs to.
type AccountCompany struct {
	ID       booking.CompanyID
	Name     string
	Role     booking.Role
	Here     bool
	Disabled bool
}

// NewAccount makes the page. It sets the title.
func NewAccount(base views.Base, d AccountData) Account {
	base.Section, base.Title = "account", base.W().T("account.title")
	return Account{base, d}
}

func (Account) View() string { return "account" }

// input is a field of a part of the page; its caption tells fields of one name in two forms apart.
func (a Account) input(part, name, kind, complete, value string) views.AccountField {
	f := views.AccountField{Field: views.Field{W: a.W(), ID: name, Value: value}, Type: kind, Autocomplete: complete, Label: a.W().T("account.field." + name)}
	if a.Part == part {
		f.Error = a.W().Say(a.Errors[name])
	}
	f.Caption = part + "-" + name
	return f
}

// NameFields are the fields of its form, as EmailFields and the others are of theirs.
func (a Account) NameFields() []views.AccountField {
	return []views.AccountField{a.input("name", "name", "text", "name", a.Name)}
}
func (a Account) EmailFields() []views.AccountField {
	return []views.AccountField{a.input("email", "email", "email", "email", a.NewEmail), a.input("email", "current", "password", "current-password", "")}
}
func (a Account) PasswordFields() []views.AccountField {
	return []views.AccountField{a.input("password", "current", "password", "current-password", ""), a.input("password", "password", "password", "new-password", "")}
}
func (a Account) FactorFields() []views.AccountField {
	return []views.AccountField{a.input("two-factor", "current", "password", "current-password", "")}
}
func (a Account) CompanyFields() []views.AccountField {
	return []views.AccountField{a.input("company", "company", "text", "organization", a.AccountData.Company)}
}

// Refused is what is wrong with a form as a whole.
func (a Account) Refused(part string) string {
	if a.Part != part {
		return ""
	}
	return a.W().Say(a.Problem)
}

// Wrong is what is wrong with a field of the form that was refused.
func (a Account) Wrong(field string) string { return a.W().Say(a.Errors[field]) }

// Key names the session in forms.
func (s AccountSession) Key() string { return base64.RawURLEncoding.EncodeToString(s.IDHash) }

// Device says in words what the session runs in.
func (a Account) Device(s AccountSession) string { return a.W().Device(s.Agent) }

// Seen says when.
func (a Account) Seen(s AccountSession) string {
	if s.Here {
		return a.W().T("account.session.here")
	}
	at := s.SeenAt.In(a.Zone)
	return a.W().T("account.session.seen", "date", booking.DateOf(at, a.Zone), "time", at)
}

// Elsewhere says whether there is anywhere to sign out.
func (a Account) Elsewhere() bool { return len(a.Sessions) > 1 }

// RoleName is the member's role in the company, in words.
func (a Account) RoleName(c AccountCompany) string { return a.W().T("role." + string(c.Role)) }
