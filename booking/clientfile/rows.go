package clientfile

import (
	"cmp"
	"errors"
	"strings"
	"time"
	"unicode"

	"okno/booking"
	"okno/booking/lookup"
)

// Field is what a column is of; "" is nothing of a client's card.
type Field string

const (
	Name    Field = "name"
	Middle  Field = "middle" // the patronymic, or the middle name
	Surname Field = "surname"
	Phone   Field = "phone"
	Email   Field = "email"

	Birthday Field = "birthday"
	Tags     Field = "tags" // several in one cell, with commas between them
	Note     Field = "note" // of several columns, each with its title
)

// Fields are all that a column can be of, in the order in which they are offered.
var Fields = []Field{Name, Surname, Middle, Phone, Email, Birthday, Tags, Note}

// titles are how columns begin that are of a field, folded: those of YCLIENTS and of other programs in both languages.
var titles = map[Field][]string{
	Name:     {"имя", "фио", "ф.и.о", "клиент", "name", "full name", "first name", "client", "customer"},
	Surname:  {"фамилия", "surname", "last name", "family name"},
	Middle:   {"отчество", "middle name", "patronymic"},
	Phone:    {"телефон", "номер телефона", "моб", "phone", "mobile", "cell"},
	Email:    {"email", "e-mail", "почта", "эл. почта", "электронная почта", "mail"},
	Birthday: {"дата рождения", "день рождения", "др", "birthday", "birth date", "date of birth"},
	Tags:     {"метк", "тег", "категори", "tags", "tag", "label", "categor"},
	Note:     {"комментар", "примечан", "заметк", "note", "comment"},
}

// Recognise says what the columns of a table are of, by the titles in its first row; header says whether there
// are any. Without them it goes by what stands in the columns.
func Recognise(table [][]string) (fields []Field, header bool) {
	fields = make([]Field, len(table[0]))
	used := map[Field]bool{}
	for i, title := range table[0] {
		for _, field := range Fields {
			if begins(lookup.Fold(title), titles[field]) && (!used[field] || field == Note || field == Tags) {
				fields[i], used[field], header = field, true, true
				break
			}
		}
	}
	if header {
		return fields, true
	}
	for i := range fields {
		field := byContent(table, i)
		if field != "" && !used[field] {
			fields[i], used[field] = field, true
		}
	}
	return fields, false
}

func begins(title string, with []string) bool {
	for _, each := range with {
		if strings.HasPrefix(title, each) {
			return true
		}
	}
	return false
}

// byContent is what half of a column or more looks like.
func byContent(table [][]string, column int) Field {
	found := map[Field]int{}
	for _, row := range table {
		cell := row[column]
		switch digits := len(booking.Digits(cell)); {
		case strings.Contains(cell, "@"):
			found[Email]++
		case digits >= 7 && digits*2 > len(cell):
			found[Phone]++
		case strings.ContainsFunc(cell, unicode.IsLetter):
			found[Name]++
		}
	}
	for _, field := range []Field{Email, Phone, Name} {
		if found[field]*2 >= len(table) {
			return field
		}
	}
	return ""
}

// Row is a client of the table.
type Row struct {
	Line   int // of the table, counted from 1
	Client booking.Client
	Tags   string  // as they stand in its cells, with commas between them
	Wrong  []Wrong // why it is none
	Same   int     // the line before it that is the same person's, 0 for none
}

// Wrong is what cannot be accepted of a row.
type Wrong struct {
	Field    Field
	Value    string
	Sentence booking.Sentence
}

// Rows are the clients of a table whose columns are of those fields. Who comes twice, by phone or, without
// one, by e-mail, comes once; what later lines know more of him is added.
func Rows(table [][]string, header bool, fields []Field, zone *time.Location) []Row {
	var rows []Row
	known := map[string]int{}
	for n, cells := range table {
		if n == 0 && header {
			continue
		}
		row := read(table[0], cells, header, fields, zone)
		row.Line = n + 1
		key := cmp.Or(row.Client.Phone, row.Client.Email)
		if first, twice := known[key]; twice && len(row.Wrong) == 0 {
			row.Same = rows[first].Line
			rows[first].Client = completed(rows[first].Client, row.Client)
			rows[first].Tags += ", " + row.Tags
		} else if key != "" && len(row.Wrong) == 0 {
			known[key] = len(rows)
		}
		rows = append(rows, row)
	}
	return rows
}

func read(titles, cells []string, header bool, fields []Field, zone *time.Location) Row {
	of := map[Field][]string{}
	for i, field := range fields {
		if i >= len(cells) || cells[i] == "" || field == "" {
			continue
		}
		text := cells[i]
		if field == Note && header && len(of[Note]) > 0 {
			text = titles[i] + ": " + text
		}
		of[field] = append(of[field], text)
	}
	phone, more := firstPhone(strings.Join(of[Phone], ", "))
	if more != "" {
		of[Note] = append(of[Note], more)
	}
	typed := booking.Typed{
		"name":  strings.Join(append(append(of[Name], of[Middle]...), of[Surname]...), " "),
		"phone": phone, "email": strings.Join(of[Email], ", "), "birthday": strings.Join(of[Birthday], ", "), "note": strings.Join(of[Note], "\n"),
	}
	var row Row
	var err error
	if row.Client, err = booking.ReadClient(typed, booking.Client{}, zone); err != nil {
		known, _ := errors.AsType[*booking.Error](err)
		for _, field := range Fields {
			if sentence, wrong := known.Fields[string(field)]; wrong {
				row.Wrong = append(row.Wrong, Wrong{field, typed[string(field)], sentence})
			}
		}
	}
	row.Tags = strings.Join(of[Tags], ", ")
	return row
}

// firstPhone is the first of the phones that stand in one cell, and the others.
func firstPhone(text string) (phone, more string) {
	parts := strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(",;/\n", r) })
	if len(parts) < 2 {
		return text, ""
	}
	return strings.TrimSpace(parts[0]), strings.TrimSpace(strings.Join(parts[1:], ","))
}

// completed is a client with what another card knows more of him.
func completed(c, more booking.Client) booking.Client {
	c.Phone, c.Email, c.Note = cmp.Or(c.Phone, more.Phone), cmp.Or(c.Email, more.Email), cmp.Or(c.Note, more.Note)
	return c
}
