package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"testing"
)

// What docs/glossary.md says of Russian and of English texts, as far as a program can see it.
var unsaidInRussian = map[string]*regexp.Regexp{
	"the thing has another noun":      regexp.MustCompile(`(?i)(^|[^а-яё])(брон(ь|и|е|ей|ям|ир)|слот|лид(а|у|ом|е|ы|ов|ам|ами|ах)?([^а-яё]|$)|аккаунт|удержани|стойк|помещени|свободн\S* начал)`),
	"nobody at a desk speaks so":      regexp.MustCompile(`(?i)(пользовател|успешно|некорректн|валидац|осуществ|в случае если|данн(ый|ого|ой) (услуг|запис|клиент))`),
	"half of the people are no «он»":  regexp.MustCompile(`(?i)(\([аья]\)|\(ла\)|\(ась\)|клиент (не )?пришёл|пригласила? \{\{|ещё не заходил)`),
	"quotes are «ёлочки»":             regexp.MustCompile(`(^|[\s(])["”“]|["”“]([\s).,:;]|$)`),
	"a dash is long":                  regexp.MustCompile(` - `),
	"a number keeps its word or sign": regexp.MustCompile(`(\d|}}) (мин|ч|с|дн\.|нед\.|МБ|%|₽)([^а-яё]|$)|№( |\{)`),
	"who is to call has a number":     regexp.MustCompile(`(?i)позвоните нам\.`),
	"a company's name has one case":   regexp.MustCompile(`(?i)(^|[^а-яё])(в|из|от|для|компании|компанию|салона|салоне) «?\{\{\.(Company|company)\}\}`),
}

var unsaidInEnglish = map[string]*regexp.Regexp{
	"the thing has another noun":     regexp.MustCompile(`(?i)\b(appointments?|reservations?|customers?|tenants?|e-mails?|time slots?|free (starts?|times)|openings)\b`),
	"it reads as a translation":      regexp.MustCompile(`(?i)\b(some|any|every)body('s)?\b|\bcannot\b|\bis needed\b|\bput away\b|\bby now\b|\bmeanwhile\b|\bone books\b|\bswitch(ed)? (on|off)\b|\bthere (is|are) no such\b|\bstands? again\b`),
	"nobody at a desk speaks so":     regexp.MustCompile(`(?i)\b(successful(ly)?|invalid|an error occurred|please be advised)\b|^let us\b|!`),
	"a person is “they”":             regexp.MustCompile(`(?i)\b(he|she|his|him|hers?)\b`),
	"quotes and apostrophes curl":    regexp.MustCompile(`[A-Za-z]['"]|['"][A-Za-z]`),
	"the spelling is British":        regexp.MustCompile(`(?i)\b(colors?|canceled|canceling|center|gray|favorite|organiz\w+|recogniz\w+|customiz\w+)\b`),
	"a dash between numbers is long": regexp.MustCompile(`\d:\d\d-\d| - `),
	"who is to call has a number":    regexp.MustCompile(`(?i)\b(call us|give us a call)\.`),
	"no space stands before a sign":  regexp.MustCompile(`(\d|}}) %|(^|\W)no\. \{\{|№`),
}

func TestRussianWordsKeepToTheGlossary(t *testing.T) { keepsTo(t, "ru", unsaidInRussian) }

func TestEnglishKeepsToTheGlossary(t *testing.T) { keepsTo(t, "en", unsaidInEnglish) }

func keepsTo(t *testing.T, locale string, unsaid map[string]*regexp.Regexp) {
	t.Helper()
	root := filepath.Join("..", "..")
	var files []string
	for _, pattern := range []string{"views/locales/*." + locale + ".json", "views/*/*" + locale + ".json", "notify/compose/locales/" + locale + ".json", "notify/compose/account/" + locale + ".json", "widget/text/" + locale + ".json"} {
		some, err := filepath.Glob(filepath.Join(root, pattern))
		if err != nil || len(some) == 0 {
			t.Fatal(pattern, err)
		}
		files = append(files, some...)
	}
	for _, file := range files {
		raw, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var texts map[string]any
		if err := json.Unmarshal(raw, &texts); err != nil {
			t.Fatal(file, err)
		}
		for key, value := range texts {
			forms, counted := value.(map[string]any)
			if !counted {
				forms = map[string]any{"": value}
			}
			for _, form := range forms {
				for why, not := range unsaid {
					if found := not.FindString(form.(string)); found != "" {
						t.Errorf("%s %s: %q: %q: %s", filepath.Base(file), key, form, found, why)
					}
				}
			}
		}
	}
}
