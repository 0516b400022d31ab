package telling

import (
	"encoding/base64"
	"encoding/json"
	"net/url"
	"slices"
	"strings"

	"golang.org/x/net/http/httpguts"

	"okno/booking"
)

// SMSProvider is the address on the web that takes a company's SMS, and how it wants to be asked. Into URL, Body and the values
// of Headers go the SMSPlaceholders, as {{phone}}, each written as the place wants it.
type SMSProvider struct {
	Method  string // GET or POST
	URL     string // of http or https
	Content string // of the Body: FormContent or JSONContent
	Body    string // of a POST
	Headers []SMSHeader
	Key     string // what {{key}} stands for: a secret
	Plus    bool   // phones are +79161234567, and not 79161234567
	Has     string // stands in the answer to a message that was taken, "" where any answer of success will do
	HasNot  string // and does not, likewise

	shown  string // Headers as a form shows them, where they themselves are not there
	hasKey bool   // likewise of the Key
}

// SMSHeader is a line of the request's head.
type SMSHeader struct{ Name, Value string }

// What a Body can be.
const (
	FormContent = "form" // application/x-www-form-urlencoded
	JSONContent = "json"
)

// SMSPlaceholders are what the parts of a request can name. key_base64 is the key as HTTP's basic authentication wants it.
var SMSPlaceholders = []string{"phone", "text", "id", "key", "key_base64"}

// SMSHidden is shown for what is secret.
const SMSHidden = "••••••"

// The bounds of an SMSProvider.
const (
	MaxSMSURL     = 2000
	MaxSMSBody    = 4000
	MaxSMSHeaders = 10
	MaxSMSKey     = 500
	MaxSMSAnswer  = 100
)

// Sealed is a provider of which the secrets are known to be there, and not what they are: shown are its headers without them.
func (p SMSProvider) Sealed(shown string, hasKey bool) SMSProvider {
	p.shown, p.hasKey = shown, hasKey
	return p
}

// HasKey says whether it has a key.
func (p SMSProvider) HasKey() bool { return p.Key != "" || p.hasKey }

// SMSMessage is what is sent to one phone.
type SMSMessage struct{ ID, Phone, Text string }

// SMSRequest is what a provider is asked.
type SMSRequest struct {
	Method, URL, Body string
	Type              string // of the body, "" for none
	Headers           []SMSHeader
}

// Request is what the provider is asked for a message.
func (p SMSProvider) Request(m SMSMessage) SMSRequest {
	if p.Plus = p.Plus || !strings.HasPrefix(m.Phone, "+"); !p.Plus {
		m.Phone = m.Phone[1:]
	}
	v := map[string]string{
		"phone": m.Phone, "text": m.Text, "id": m.ID, "key": p.Key, "key_base64": base64.StdEncoding.EncodeToString([]byte(p.Key)),
	}
	path, query, asked := strings.Cut(p.URL, "?")
	r := SMSRequest{Method: p.Method, URL: fill(path, v, url.PathEscape)}
	if asked {
		r.URL += "?" + strings.ReplaceAll(fill(query, v, url.QueryEscape), " ", "+")
	}
	for _, h := range p.Headers {
		r.Headers = append(r.Headers, SMSHeader{h.Name, fill(h.Value, v, oneLine)})
	}
	if p.Method != "POST" {
		return r
	}
	if p.Content == JSONContent {
		r.Type, r.Body = "application/json", fill(p.Body, v, inJSON)
		return r
	}
	r.Type, r.Body = "application/x-www-form-urlencoded", strings.ReplaceAll(fill(p.Body, v, url.QueryEscape), " ", "+")
	return r
}

// Shown is what a provider is asked, for people: without what is secret.
func (p SMSProvider) Shown(m SMSMessage) string {
	p.Key = "KEY"
	r := p.Request(m)
	all := []string{r.Method + " " + r.URL}
	if shown := p.ShownHeaders(); shown != "" {
		all = append(all, shown)
	}
	if r.Body != "" {
		all = append(all, "Content-Type: "+r.Type, "", r.Body)
	}
	return strings.Join(all, "\n")
}

// ShownHeaders are the headers as a form shows them: the value of one that does not name the key may be a secret itself.
func (p SMSProvider) ShownHeaders() string {
	if len(p.Headers) == 0 {
		return p.shown
	}
	var lines []string
	for _, h := range p.Headers {
		value := h.Value
		if !strings.Contains(value, "{{key") {
			value = SMSHidden
		}
		lines = append(lines, h.Name+": "+value)
	}
	return strings.Join(lines, "\n")
}

// Unsaid is an answer, or an error, without the provider's secrets in it: some answer with what they were asked.
func (p SMSProvider) Unsaid(text string) string {
	secrets := []string{p.Key}
	if p.Key != "" {
		secrets = append(secrets, base64.StdEncoding.EncodeToString([]byte(p.Key)), url.QueryEscape(p.Key), url.PathEscape(p.Key), inJSON(p.Key))
	}
	for _, h := range p.Headers {
		if !strings.Contains(h.Value, "{{key") {
			secrets = append(secrets, h.Value)
			if _, after, spaced := strings.Cut(h.Value, " "); spaced { // Bearer abc
				secrets = append(secrets, after)
			}
		}
	}
	for _, secret := range secrets {
		if len(secret) >= 4 {
			text = strings.ReplaceAll(text, secret, SMSHidden)
		}
	}
	return text
}

// fill puts values into a template, each as the place wants it; what a value holds is not read again.
func fill(template string, values map[string]string, as func(string) string) string {
	return variable.ReplaceAllStringFunc(template, func(found string) string {
		if value, ok := values[strings.TrimSpace(strings.Trim(found, "{}"))]; ok {
			return as(value)
		}
		return found
	})
}

// oneLine is a text for a header.
func oneLine(text string) string { return booking.PlainLine(text) }

// inJSON is a text for the inside of a JSON string.
func inJSON(text string) string {
	quoted, err := json.Marshal(text)
	if err != nil {
		return ""
	}
	return string(quoted[1 : len(quoted)-1])
}

// provider reads the provider of a form. One that is not switched on may be unfinished.
func (t SMSText) provider(wrong booking.Fields, stored SMSProvider, on bool) SMSProvider {
	p := SMSProvider{Method: t.Method, Content: t.Content, Plus: t.Plus == "1", Key: strings.TrimSpace(t.Key)}
	if p.Method != "GET" && p.Method != "POST" || p.Content != FormContent && p.Content != JSONContent {
		wrong["method"] = booking.Say("error.malformed")
	}
	p.URL = wrong.Line("url", t.URL, MaxSMSURL)
	p.Body = wrong.Text("body", t.Body, MaxSMSBody)
	if p.Content == FormContent {
		p.Body = strings.ReplaceAll(p.Body, "\n", "") // a line each is easier to read
	}
	p.Has, p.HasNot = wrong.Line("has", t.Has, MaxSMSAnswer), wrong.Line("has_not", t.HasNot, MaxSMSAnswer)
	if p.Key == "" {
		p.Key, p.hasKey = stored.Key, stored.hasKey
	} else if clean, ok := booking.CleanLine(p.Key, MaxSMSKey); !ok || clean != p.Key {
		wrong["secret_key"] = booking.Say("error.sms_key", "Max", MaxSMSKey)
	}
	p.headers(wrong, t.Headers, stored)
	if kept := t.Key == "" && stored.HasKey() || strings.Contains(t.Headers, SMSHidden); kept && stored.URL != "" && hostOf(p.URL) != hostOf(stored.URL) {
		put(wrong, "secret_key", "error.sms_key_again") // whoever may change the address need not know the key
	}
	if on || p.URL != "" {
		p.check(wrong)
	}
	return p
}

// unwanted are headers that the request has by itself, or that would make another one of it.
var unwanted = []string{"host", "content-length", "content-type", "transfer-encoding", "connection", "upgrade", "te", "trailer", "expect", "proxy-authorization", "keep-alive", "accept-encoding"}

// headers reads the lines of a form; a value that is SMSHidden is the stored one.
func (p *SMSProvider) headers(wrong booking.Fields, text string, stored SMSProvider) {
	left := slices.Clone(stored.Headers)
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line == "" {
			continue
		}
		name, value, cut := strings.Cut(line, ":")
		name, value = strings.TrimSpace(name), strings.TrimSpace(value)
		if value == SMSHidden {
			value = ""
			if i := slices.IndexFunc(left, func(h SMSHeader) bool { return strings.EqualFold(h.Name, name) }); i >= 0 {
				value = left[i].Value
				left = slices.Delete(left, i, i+1)
			}
		}
		if !cut || value == "" || len(value) > MaxSMSURL || !httpguts.ValidHeaderFieldName(name) || !httpguts.ValidHeaderFieldValue(value) || slices.Contains(unwanted, strings.ToLower(name)) {
			wrong["headers"] = booking.Say("error.sms_header", "Line", short(name))
			return
		}
		p.Headers = append(p.Headers, SMSHeader{name, value})
	}
	if len(p.Headers) > MaxSMSHeaders {
		wrong["headers"] = booking.Say("error.sms_headers", "Max", MaxSMSHeaders)
	}
}

// hostOf is where an address leads.
func hostOf(address string) string {
	u, err := url.Parse(strings.ReplaceAll(strings.ReplaceAll(address, "{", ""), "}", ""))
	if err != nil {
		return address
	}
	return u.Scheme + "://" + strings.ToLower(u.Host)
}

func short(text string) string {
	if runes := []rune(text); len(runes) > 40 {
		return string(runes[:40]) + "…"
	}
	return text
}

// check says what is wrong with the request that would be made.
func (p SMSProvider) check(wrong booking.Fields) {
	body := p.Body
	if p.Method == "GET" {
		body = ""
	}
	parts := map[string]string{"url": p.URL, "body": body}
	for _, h := range p.Headers {
		parts["headers"] += h.Value + "\n"
	}
	for field, text := range parts {
		for _, m := range variable.FindAllStringSubmatch(text, -1) {
			if !slices.Contains(SMSPlaceholders, m[1]) {
				wrong[field] = booking.Say("error.variable_unknown", "Name", m[1])
			}
		}
		if left := variable.ReplaceAllString(text, ""); strings.Contains(left, "{{") {
			wrong[field] = booking.Say("error.sms_braces")
		}
	}
	if strings.Contains(parts["headers"], "{{text") {
		wrong["headers"] = booking.Say("error.sms_header_text")
	}
	sample := SMSProvider{Method: p.Method, URL: p.URL, Content: p.Content, Body: body, Plus: true, Key: `a"b\c&d e`}
	r := sample.Request(SMSMessage{ID: "0b1c", Phone: "+79161234567", Text: "\"Да\"\\ & {{key}}\n1"})
	u, err := url.Parse(r.URL)
	plainHost, _, _ := strings.Cut(strings.TrimPrefix(strings.TrimPrefix(p.URL, "https://"), "http://"), "/")
	if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Hostname() == "" || u.User != nil || u.Fragment != "" || strings.ContainsAny(plainHost, "{}") || strings.ContainsAny(variable.ReplaceAllString(p.URL, ""), " \t") {
		put(wrong, "url", "error.sms_url")
	}
	if p.Method == "POST" && p.Content == JSONContent && !json.Valid([]byte(r.Body)) {
		put(wrong, "body", "error.sms_json")
	}
	if _, err := url.ParseQuery(r.Body); p.Method == "POST" && p.Content == FormContent && err != nil {
		put(wrong, "body", "error.sms_form")
	}
	for _, name := range []string{"phone", "text"} {
		if names(p.URL+" "+body+" "+parts["headers"], name) {
			continue
		}
		if p.Method == "GET" {
			put(wrong, "url", "error.sms_lacks", "Name", name)
		} else {
			put(wrong, "body", "error.sms_lacks", "Name", name)
		}
	}
	if !p.HasKey() && (names(p.URL+body+parts["headers"], "key") || names(p.URL+body+parts["headers"], "key_base64")) {
		put(wrong, "secret_key", "error.sms_key_missing")
	}
}

// put is what is wrong with a field, unless something else is.
func put(wrong booking.Fields, field, key string, pairs ...any) {
	if _, has := wrong[field]; !has {
		wrong[field] = booking.Say(key, pairs...)
	}
}

// names says whether a template names a placeholder.
func names(template, name string) bool {
	return slices.ContainsFunc(variable.FindAllStringSubmatch(template, -1), func(m []string) bool { return m[1] == name })
}
