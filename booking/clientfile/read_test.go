package clientfile_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"

	"golang.org/x/text/encoding/charmap"

	"okno/booking"
	"okno/booking/clientfile"
)

// sheet is an XLSX file with the rows' XML, and the texts that they refer to.
func sheet(t testing.TB, rows string, shared ...string) []byte {
	t.Helper()
	var file bytes.Buffer
	z := zip.NewWriter(&file)
	texts := ""
	for _, s := range shared {
		texts += "<si><t>" + s + "</t></si>"
	}
	for name, text := range map[string]string{
		"xl/workbook.xml":            `<workbook xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="A" r:id="rId2"/><sheet name="B" r:id="rId1"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels": `<Relationships><Relationship Id="rId1" Target="worksheets/other.xml"/><Relationship Id="rId2" Target="worksheets/sheet1.xml"/></Relationships>`,
		"xl/sharedStrings.xml":       "<sst>" + texts + "</sst>",
		"xl/worksheets/sheet1.xml":   "<worksheet><sheetData>" + rows + "</sheetData></worksheet>",
	} {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(text)); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return file.Bytes()
}

func moscow(t testing.TB) *time.Location {
	t.Helper()
	zone, err := time.LoadLocation("Europe/Moscow")
	if err != nil {
		t.Fatal(err)
	}
	return zone
}

// read is what becomes of a file, a client a line.
func read(t testing.TB, content []byte) string {
	t.Helper()
	table, err := clientfile.Read(content)
	if err != nil {
		return string(booking.CodeOf(err))
	}
	fields, header := clientfile.Recognise(table)
	var all []string
	for _, row := range clientfile.Rows(table, header, fields, moscow(t)) {
		line := fmt.Sprintf("%d %s %s %s %q", row.Line, row.Client.Name, row.Client.Phone, row.Client.Email, row.Client.Note)
		if row.Same > 0 {
			line = fmt.Sprintf("%d as %d", row.Line, row.Same)
		}
		for _, wrong := range row.Wrong {
			line = fmt.Sprintf("%d wrong %s %s", row.Line, wrong.Field, wrong.Value)
		}
		all = append(all, line)
	}
	return strings.Join(all, "\n")
}

func TestReadFiles(t *testing.T) {
	t.Parallel()
	ofExcel, err := charmap.Windows1251.NewEncoder().String("Имя;Телефон;Комментарий\r\nАнна Ёлкина;8 (916) 111-22-33;\"у окна;\r\nна час\"\r\n;;\r\n")
	if err != nil {
		t.Fatal(err)
	}
	for name, test := range map[string]struct {
		file []byte
		want string
	}{
		"Excel's CSV in Windows-1251": {[]byte(ofExcel), `2 Анна Ёлкина +79161112233  "у окна;\nна час"`},
		"YCLIENTS": {[]byte("\ufeffИмя,Фамилия,Телефон,Email,Категории,Комментарий\nИван,Петров,\"79161112233, 79161112244\",IVAN@EXAMPLE.COM,VIP,постоянный\n"),
			`2 Иван Петров +79161112233 ivan@example.com "постоянный\n79161112244"`},
		"XLSX with a number for a phone": {sheet(t, `<row r="1"><c r="A1" t="s"><v>0</v></c><c r="C1" t="s"><v>1</v></c></row>
			<row r="2"><c r="A2" t="inlineStr"><is><r><t>Зоя </t></r><r><t>Ким</t></r></is></c><c r="C2"><v>7.9161112233E10</v></c></row>`, "ФИО", "Номер телефона"), `2 Зоя Ким +79161112233  ""`},
		"a row without end": {sheet(t, `<row><c t="s"><v>0</v></c></row><row><c t="inlineStr"><is><t>Ян</t></is></c>`+strings.Repeat(`<c><v>1</v></c>`, 99_999)+`</row>
			<row><c t="inlineStr"><is><t>Ия</t></is></c></row>`, "Имя"), "2 Ян   \"\"\n3 Ия   \"\""},
		"without titles": {[]byte("Анна;+79161112233\nБорис;+79161112244\n"), "1 Анна +79161112233  \"\"\n2 Борис +79161112244  \"\""},
		"twice and wrong": {[]byte("Имя;Телефон;Почта\nАнна;89161112233;\nАня;+7 916 111-22-33;a@example.com\nБорис;12;\n;89161112255;\n"),
			"2 Анна +79161112233 a@example.com \"\"\n3 as 2\n4 wrong phone 12\n5 wrong name "},
		"none":                     {nil, "invalid"},
		"empty":                    {[]byte(" \n;;\n"), "invalid"},
		"no table":                 {[]byte("PK\x03\x04 nothing"), "invalid"},
		"bytes":                    {bytes.Repeat([]byte{0, 1, 2}, 99), "invalid"},
		"a text that is not there": {sheet(t, `<row><c t="s"><v>-1</v></c></row>`), "invalid"},
		"too many":                 {[]byte(strings.Repeat("Анна;1\n", clientfile.MaxRows+2)), "invalid"},
		"too large":                {bytes.Repeat([]byte("a"), clientfile.MaxBytes+1), "invalid"},
	} {
		if got := read(t, test.file); got != test.want {
			t.Errorf("%s:\n%s\nwant\n%s", name, got, test.want)
		}
	}
}

// Whatever a file holds, it is read or refused.
func FuzzRead(f *testing.F) {
	f.Add([]byte("Имя;Телефон\nАнна;89161112233\n"))
	f.Add(sheet(f, `<row r="1"><c r="ZZZZZZZZZZZZZZ1" t="s"><v>0</v></c></row>`, "Имя"))
	f.Fuzz(func(t *testing.T, content []byte) { _ = read(t, content) })
}
