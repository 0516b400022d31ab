package clientfile

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"path"
	"strconv"
	"strings"

	"okno/booking"
)

// A small reader of XLSX files, and no library: those that were looked at read in a goroutine of their own, in
// which a file that was made to break them ends the whole program.

// maxInflate is how many bytes may be packed into a file.
const maxInflate = 64 << 20

// maxShared is how many texts the cells of a table can refer to.
const maxShared = (MaxRows + 2) * MaxColumns

var errUnreadable = booking.Fail(booking.Invalid, "error.import.unreadable")

type workbook struct {
	files  map[string]*zip.File
	shared []string
}

// readXLSX reads the first sheet. How much is packed is known before anything is unpacked: an
// archive gives no more than its directory says.
func readXLSX(content []byte) ([][]string, error) {
	archive, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		return nil, errUnreadable
	}
	book, packed := workbook{files: map[string]*zip.File{}}, uint64(0)
	for _, f := range archive.File {
		if f.UncompressedSize64 > maxInflate || packed+f.UncompressedSize64 > maxInflate {
			return nil, booking.Fail(booking.Invalid, "error.import.large", "Max", MaxBytes>>20)
		}
		packed += f.UncompressedSize64
		book.files[f.Name] = f
	}
	sheet, err := book.firstSheet()
	if err != nil {
		return nil, errUnreadable
	}
	if err := book.readShared(); err != nil {
		return nil, errUnreadable
	}
	rows, err := book.rows(sheet)
	if err != nil {
		return nil, errUnreadable
	}
	return rows, orTooMany(rows, nil)
}

// firstSheet is the name of its file.
func (b *workbook) firstSheet() (string, error) {
	var names struct {
		Sheets []struct {
			ID string `xml:"http://schemas.openxmlformats.org/officeDocument/2006/relationships id,attr"`
		} `xml:"sheets>sheet"`
	}
	var ways struct {
		Relationships []struct {
			ID     string `xml:"Id,attr"`
			Target string `xml:"Target,attr"`
		} `xml:"Relationship"`
	}
	if err := b.decode("xl/workbook.xml", &names); err != nil {
		return "", err
	}
	if err := b.decode("xl/_rels/workbook.xml.rels", &ways); err != nil {
		return "", err
	}
	for _, r := range ways.Relationships {
		if len(names.Sheets) > 0 && r.ID == names.Sheets[0].ID {
			if whole, ok := strings.CutPrefix(r.Target, "/"); ok {
				return whole, nil
			}
			return path.Join("xl", r.Target), nil
		}
	}
	return "", errors.New("no sheet")
}

// runs are the pieces of a text that is written in several ways.
type runs struct {
	Text   string   `xml:"t"`
	Pieces []string `xml:"r>t"`
}

func (r runs) String() string { return r.Text + strings.Join(r.Pieces, "") }

// readShared reads the texts that cells refer to; a workbook of numbers has none.
func (b *workbook) readShared() error {
	if b.files["xl/sharedStrings.xml"] == nil {
		return nil
	}
	return b.each("xl/sharedStrings.xml", "si", func(d *xml.Decoder, at xml.StartElement) (bool, error) {
		var text runs
		err := d.DecodeElement(&text, &at)
		b.shared = append(b.shared, text.String())
		return len(b.shared) <= maxShared, err
	})
}

// cell is one of a sheet's.
type cell struct {
	At     string `xml:"r,attr"`
	Kind   string `xml:"t,attr"`
	Value  string `xml:"v"`
	Inline runs   `xml:"is"`
}

// rows reads cell by cell: a row of a file that was made to break us has millions of them, of which those beyond MaxColumns
// are passed over.
func (b *workbook) rows(sheet string) (rows [][]string, err error) {
	err = b.each(sheet, "row", func(d *xml.Decoder, _ xml.StartElement) (bool, error) {
		var cells []string
		for {
			token, err := d.Token()
			if err != nil {
				return false, err
			}
			at, starts := token.(xml.StartElement)
			if _, ends := token.(xml.EndElement); ends { // of the row: what stands in it is read to its own end
				rows = keep(rows, cells)
				return len(rows) <= MaxRows+1, nil
			}
			switch {
			case !starts:
			case at.Name.Local == "c" && len(cells) < MaxColumns:
				var c cell
				if err := d.DecodeElement(&c, &at); err != nil {
					return false, err
				}
				if cells, err = b.put(cells, c); err != nil {
					return false, err
				}
			default:
				if err := d.Skip(); err != nil {
					return false, err
				}
			}
		}
	})
	return rows, err
}

// put puts a cell's text in its column.
func (b *workbook) put(cells []string, c cell) ([]string, error) {
	column := len(cells)
	if c.At != "" {
		column = columnOf(c.At)
	}
	if column < len(cells) || column >= MaxColumns {
		return cells, nil
	}
	cells = append(cells, make([]string, column+1-len(cells))...)
	switch c.Kind {
	case "s":
		i, err := strconv.Atoi(c.Value)
		if err != nil || i < 0 || i >= len(b.shared) {
			return cells, errUnreadable
		}
		cells[column] = tidy(b.shared[i])
	case "inlineStr":
		cells[column] = tidy(c.Inline.String())
	case "", "n":
		cells[column] = plainNumber(tidy(c.Value))
	default:
		cells[column] = tidy(c.Value)
	}
	return cells, nil
}

// plainNumber is a whole number without an exponent, as which spreadsheets keep phones.
func plainNumber(text string) string {
	if !strings.ContainsAny(text, "eE.") {
		return text
	}
	n, err := strconv.ParseFloat(text, 64)
	if err != nil || n != float64(int64(n)) || n < 0 || n > 1e15 {
		return text
	}
	return strconv.FormatInt(int64(n), 10)
}

// columnOf is the place of a cell like AB12, counted from 0.
func columnOf(at string) int {
	n := 0
	for _, letter := range at {
		if letter < 'A' || letter > 'Z' || n > MaxColumns {
			break
		}
		n = n*26 + int(letter-'A') + 1
	}
	return max(0, n-1)
}

func (b *workbook) open(name string) (io.ReadCloser, error) {
	f := b.files[name]
	if f == nil {
		return nil, errors.New("no " + name)
	}
	return f.Open()
}

func (b *workbook) decode(name string, into any) error {
	f, err := b.open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	return xml.NewDecoder(f).Decode(into)
}

// each calls do for every element of that name, until it says that this is enough.
func (b *workbook) each(name, element string, do func(*xml.Decoder, xml.StartElement) (bool, error)) error {
	f, err := b.open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	d := xml.NewDecoder(f)
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if at, ok := token.(xml.StartElement); ok && at.Name.Local == element {
			if more, err := do(d, at); err != nil || !more {
				return err
			}
		}
	}
}
