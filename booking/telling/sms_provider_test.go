package telling_test

import (
	"encoding/json"
	"errors"
	"net/url"
	"strings"
	"testing"

	"okno/booking"
	"okno/booking/telling"
)

const hostile = `"Да" \ & = + % {{key}}
1`

// typedSMS is a form that is filled in well; change makes it otherwise.
func typedSMS(change func(*telling.SMSText)) telling.SMSText {
	t := telling.DefaultSMSSettings().Text()
	t.On, t.URL, t.Key, t.Body = "1", "https://sms.example.com/send", "s3cret-key", "k={{key}}&to={{phone}}&text={{text}}&id={{id}}"
	change(&t)
	return t
}

func TestWhatIsTypedOfAProviderIsChecked(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*telling.SMSText)
		field  string // that is wrong, "" for none
	}{
		"well":     {func(*telling.SMSText) {}, ""},
		"in lines": {func(t *telling.SMSText) { t.Body = "to={{ phone }}\n&text={{text}}" }, ""},
		"by GET": {func(t *telling.SMSText) {
			t.Method, t.URL = "GET", "http://sms.example.com/{{key}}?to={{phone}}&t={{text}}"
		}, ""},
		"JSON":                     {func(t *telling.SMSText) { t.Content, t.Body = "json", `{"to": {"n": "{{phone}}"}, "t": "{{text}}"}` }, ""},
		"headers":                  {func(t *telling.SMSText) { t.Headers = "Authorization: Bearer {{key}}\nX-Y: 1" }, ""},
		"off and unfinished":       {func(t *telling.SMSText) { t.On, t.URL, t.Body = "", "", "" }, ""},
		"braces left":              {func(t *telling.SMSText) { t.Body += "{{ {{" }, "body"},
		"braces inside braces":     {func(t *telling.SMSText) { t.Body += "&x={{{{phone}}" }, "body"},
		"an unknown name":          {func(t *telling.SMSText) { t.Body += "&x={{password}}" }, "body"},
		"no text":                  {func(t *telling.SMSText) { t.Body = "to={{phone}}" }, "body"},
		"no phone by GET":          {func(t *telling.SMSText) { t.Method, t.URL = "GET", "https://sms.example.com/?t={{text}}" }, "url"},
		"text out of quotes":       {func(t *telling.SMSText) { t.Content, t.Body = "json", `{"to": "{{phone}}", "t": {{text}}}` }, "body"},
		"no JSON":                  {func(t *telling.SMSText) { t.Content = "json" }, "body"},
		"no address":               {func(t *telling.SMSText) { t.URL = "" }, "url"},
		"no host":                  {func(t *telling.SMSText) { t.URL = "https:///send" }, "url"},
		"another scheme":           {func(t *telling.SMSText) { t.URL = "ftp://sms.example.com/" }, "url"},
		"a file":                   {func(t *telling.SMSText) { t.URL = "file:///etc/passwd" }, "url"},
		"a password in it":         {func(t *telling.SMSText) { t.URL = "https://me:secret@sms.example.com/" }, "url"},
		"a host that is filled in": {func(t *telling.SMSText) { t.URL = "https://{{phone}}.example.com/" }, "url"},
		"two lines of address":     {func(t *telling.SMSText) { t.URL = "https://sms.example.com/\r\nHost: x" }, "url"},
		"two methods":              {func(t *telling.SMSText) { t.Method = "POST /x HTTP/1.1" }, "method"},
		"a header without a value": {func(t *telling.SMSText) { t.Headers = "X-Y" }, "headers"},
		"a header with a control":  {func(t *telling.SMSText) { t.Headers = "X-Y: a\x00b" }, "headers"},
		"the host in a header":     {func(t *telling.SMSText) { t.Headers = "Host: inside.example" }, "headers"},
		"the text in a header":     {func(t *telling.SMSText) { t.Headers = "X-Y: {{text}}" }, "headers"},
		"a value that is not kept": {func(t *telling.SMSText) { t.Headers = "X-Y: " + telling.SMSHidden }, "headers"},
		"many headers":             {func(t *telling.SMSText) { t.Headers = strings.Repeat("X-Y: 1\n", 11) }, "headers"},
		"a key of two lines":       {func(t *telling.SMSText) { t.Key = "a\r\nX: y" }, "secret_key"},
		"no key":                   {func(t *telling.SMSText) { t.Key = "" }, "secret_key"},
		"a long body":              {func(t *telling.SMSText) { t.Body += strings.Repeat("x", 5000) }, "body"},
		"nothing a day":            {func(t *telling.SMSText) { t.Day = "0" }, "day_cap"},
		"a price in words":         {func(t *telling.SMSText) { t.Price = "дорого" }, "price"},
		"an hour that is none":     {func(t *telling.SMSText) { t.From = "25:00" }, "sms_quiet_from"},
	} {
		_, err := typedSMS(c.change).Settings(telling.SMSSettings{})
		known, _ := errors.AsType[*booking.Error](err)
		switch {
		case c.field == "" && err != nil:
			t.Errorf("%s: %+v", name, known)
		case c.field != "" && (known == nil || known.Fields[c.field].Key == ""):
			t.Errorf("%s: %+v, want %s to be wrong", name, known, c.field)
		}
	}
}

// What stands in a text is in its place nothing but a text.
func TestPlaceholdersAreWrittenAsTheirPlaceWants(t *testing.T) {
	m := telling.SMSMessage{ID: "7", Phone: "+79161234567", Text: hostile}
	form := telling.SMSProvider{Method: "POST", URL: "https://a.example/{{id}}?k={{key}}", Content: "form", Body: "to={{phone}}&text={{text}}&from=My Shop", Key: "a&b c"}
	r := form.Request(m)
	values, err := url.ParseQuery(r.Body)
	if err != nil || values.Get("text") != hostile || values.Get("to") != "79161234567" || values.Get("from") != "My Shop" || len(values) != 3 {
		t.Errorf("form: %q %v", r.Body, err)
	}
	if u, err := url.Parse(r.URL); err != nil || u.Path != "/7" || u.Query().Get("k") != "a&b c" {
		t.Errorf("address: %q %v", r.URL, err)
	}
	inJSON := telling.SMSProvider{Method: "POST", URL: "https://a.example/", Content: "json", Body: `{"to": "{{phone}}", "text": "{{text}}"}`, Plus: true}
	var sent struct{ To, Text string }
	if err := json.Unmarshal([]byte(inJSON.Request(m).Body), &sent); err != nil || sent.Text != hostile || sent.To != "+79161234567" {
		t.Errorf("JSON: %q %v", inJSON.Request(m).Body, err)
	}
	head := telling.SMSProvider{Method: "GET", URL: "https://a.example/?to={{phone}}&t={{text}}", Headers: []telling.SMSHeader{{"Authorization", "Basic {{key_base64}}"}, {"X-To", "{{phone}}"}}, Key: "u:p"}
	if r := head.Request(m); r.Headers[0].Value != "Basic dTpw" || r.Body != "" {
		t.Errorf("head: %+v", r)
	}
}

func TestSecretsAreKeptAndNotShown(t *testing.T) {
	stored, err := typedSMS(func(t *telling.SMSText) { t.Headers = "Authorization: Bearer abcdef\nX-Key: {{key}}" }).Settings(telling.SMSSettings{})
	if err != nil {
		t.Fatal(err)
	}
	text := stored.Text()
	if shown, err := json.Marshal(text); err != nil || strings.Contains(string(shown), "abcdef") || strings.Contains(string(shown), "s3cret") {
		t.Errorf("the form has %s", shown)
	}
	text.HasNot = "ERROR"
	again, err := text.Settings(stored)
	if err != nil || again.Provider.Key != "s3cret-key" || again.Provider.Headers[0].Value != "Bearer abcdef" || again.Provider.HasNot != "ERROR" {
		t.Errorf("saved as it is: %+v %v", again.Provider, err)
	}
	text.URL = "https://evil.example/send"
	if _, err := text.Settings(stored); booking.CodeOf(err) != booking.Invalid {
		t.Errorf("the key goes to another server: %v", err)
	}
	text.Key, text.Headers = "another", ""
	if moved, err := text.Settings(stored); err != nil || moved.Provider.Key != "another" || len(moved.Provider.Headers) != 0 {
		t.Errorf("moved with a key of its own: %+v %v", moved.Provider, err)
	}
	shown := stored.Provider.Shown(telling.SMSMessage{ID: "7", Phone: "+79161234567", Text: "Да"})
	if strings.Contains(shown, "s3cret") || strings.Contains(shown, "abcdef") || !strings.Contains(shown, "79161234567") {
		t.Errorf("shown: %s", shown)
	}
	if said := stored.Provider.Unsaid("bad key s3cret-key, header abcdef"); strings.Contains(said, "s3cret") || strings.Contains(said, "abcdef") {
		t.Errorf("the answer says %q", said)
	}
}

func TestPresetsAreWhole(t *testing.T) {
	for _, p := range telling.SMSPresets {
		text := telling.SMSSettings{Provider: p.SMSProvider}.Text()
		text.On, text.Key, text.Day, text.Month = "1", "key", "1", "1"
		s, err := text.Settings(telling.SMSSettings{})
		if err != nil {
			t.Errorf("%s: %v", p.ID, err)
			continue
		}
		if len(s.Provider.Headers) != len(p.Headers) || s.Provider.Has != p.Has || s.Provider.Body != p.Body {
			t.Errorf("%s comes out as %+v", p.ID, s.Provider)
		}
	}
}
