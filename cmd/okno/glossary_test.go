package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"testing"
)

// What docs/glossary.md says of Russian texts, as far as a program can see it.
var unsaid = map[string]*regexp.Regexp{
	"the thing has another noun":      regexp.MustCompile(`(?i)(^|[^а-яё])(брон(ь|и|е|ей|ям|ир)|слот|лид(а|у|ом|е|ы|ов|ам|ами|ах)?([^а-яё]|$)|аккаунт|удержани|стойк|помещени|свободн\S* начал)`),
	"nobody at a desk speaks so":      regexp.MustCompile(`(?i)(пользовател|успешно|некорректн|валидац|осуществ|в случае если|данн(ый|ого|ой) (услуг|запис|клиент))`),
	"half of the people are no «он»":  regexp.MustCompile(`(?i)(\([аья]\)|\(ла\)|\(ась\)|клиент (не )?пришёл|пригласила? \{\{|ещё не заходил)`),
	"quotes are «ёлочки»":             regexp.MustCompile(`(^|[\s(])["”“]|["”“]([\s).,:;]|$)`),
	"a dash is long":                  regexp.MustCompile(` - `),
	"a number keeps its word or sign": regexp.MustCompile(`(\d|}}) (мин|ч|с|дн\.|нед\.|МБ|%|₽)([^а-яё]|$)|№( |\{)`),
	"a company's name has one case":   regexp.MustCompile(`(?i)(^|[^а-яё])(в|из|от|для|компании|компанию|салона|салоне) «?\{\{\.(Company|company)\}\}`),
}

func TestRussianKeepsToTheGlossary(t *testing.T) {
	root := filepath.Join("..", "..")
	var files []string
	for _, pattern := range []string{"views/locales/*.ru.json", "notify/locales/ru.json", "notify/account/ru.json", "widget/text/ru.json"} {
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
