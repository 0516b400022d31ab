package views

import "okno/booking"

// TextField is one typed line of a form.
type TextField struct {
	Name, Label, More, Value, Error, Unit, Mode string
	Required                                    bool
	Max                                         int
	List                                        string
	Many                                        bool // several lines
}

// ResourceChoice is one resource that may be linked.
type ResourceChoice struct {
	ID     booking.ID
	Name   string
	Note   string // switched off, in the archive
	Chosen bool
}

// Clash is a field in two versions.
type Clash struct{ Name, Yours, Now string }

// Fact is a field for who only reads.
type Fact struct{ Name, Value string }

// Field is one field of the form.
type Field struct {
	W        *Words
	ID       string // also its name
	Value    string
	Error    string
	First    bool // the cursor stands here
	ReadOnly bool
	Caption  string // of a time
	Hint     string // of what it looks like
}

// AccountField is a field of one of the page's forms.
type AccountField struct {
	Field
	Type, Autocomplete, Label string
}

// SelectOption is one line of a select.
type SelectOption struct {
	Value, Label string
	Chosen       bool
}
