package views

import "okno/booking"

// Account is the page GET /account: a user's own.
type Account struct {
	Base
	AccountData
}

// AccountData is what the page is made of.
type AccountData struct {
	Email  string
	Name   string // as stored, or as it was typed
	Errors map[string]booking.Sentence
}

// NewAccount makes the page. It sets the title.
func NewAccount(base Base, d AccountData) Account {
	base.Section, base.Title = "account", base.W().T("account.title")
	return Account{base, d}
}

func (Account) view() string { return "account" }

// NameField is the field of the user's name.
func (a Account) NameField() Field { return a.field("name", a.Name) }

func (a Account) field(name, value string) Field {
	return Field{W: a.W(), ID: name, Value: value, Error: a.W().Say(a.Errors[name])}
}
