package all

import (
	"encoding/json"
	"maps"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"okno/booking"
	"okno/booking/telling"
	"okno/views"
	"okno/views/settings"
)

// pluralForms are the plural forms that CLDR asks of each language for whole numbers.
var pluralForms = map[string][]string{"ru": {"few", "many", "one", "other"}, "en": {"one", "other"}}

// localeTexts are all of a locale: key to plural form to text, "" being the form of a message without a number.
func localeTexts(t *testing.T, locale string) map[string]map[string]string {
	t.Helper()
	files := ownFiles(t, "*"+locale+".json")
	all := map[string]map[string]string{}
	for _, name := range files {
		raw, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		var file map[string]json.RawMessage
		if err := json.Unmarshal(raw, &file); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		for key, value := range file {
			if _, twice := all[key]; twice {
				t.Errorf("%s: %s is there twice", name, key)
			}
			var plain string
			var plural map[string]string
			if json.Unmarshal(value, &plain) == nil {
				plural = map[string]string{"": plain}
			} else if err := json.Unmarshal(value, &plural); err != nil {
				t.Errorf("%s: %s is neither a text nor plural forms", name, key)
			}
			all[key] = plural
		}
	}
	return all
}

func TestBothLanguagesAreComplete(t *testing.T) {
	ru, en := localeTexts(t, "ru"), localeTexts(t, "en")
	blank := regexp.MustCompile(`{{\.\w+|{\w+}`)
	for key := range ru {
		if en[key] == nil {
			t.Errorf("%s is not in English", key)
		}
	}
	for key, english := range en {
		russian := ru[key]
		if russian == nil {
			t.Errorf("%s is not in Russian", key)
			continue
		}
		for locale, message := range map[string]map[string]string{"ru": russian, "en": english} {
			if _, plain := message[""]; !plain {
				if got := slices.Sorted(maps.Keys(message)); !slices.Equal(got, pluralForms[locale]) {
					t.Errorf("%s.%s has the plural forms %v, want %v", key, locale, got, pluralForms[locale])
				}
			}
			for form, text := range message {
				if strings.TrimSpace(text) == "" {
					t.Errorf("%s.%s %s is empty", key, locale, form)
				}
			}
		}
		pick := func(m map[string]string) []string {
			text := m[""] + m["other"]
			found := blank.FindAllString(text, -1)
			slices.Sort(found)
			return found
		}
		if r, e := pick(russian), pick(english); !slices.Equal(r, e) {
			t.Errorf("%s has the blanks %v in Russian and %v in English", key, r, e)
		}
	}
}

// Keys that are put together from a domain's word.
func TestEveryDomainWordHasAMessage(t *testing.T) {
	var keys []string
	for _, s := range booking.Statuses {
		keys = append(keys, "status."+string(s))
		if views.StatusIcons[s] == "" {
			t.Errorf("status %s has no icon", s)
		}
	}
	for _, r := range booking.Roles {
		keys = append(keys, views.Member{Role: r}.RoleKey())
	}
	for _, s := range []booking.Source{booking.FromWidget, booking.FromPhone, booking.FromDesk, booking.FromWalkIn, booking.FromLead, booking.FromImport} {
		keys = append(keys, "source."+string(s))
	}
	for _, e := range append(booking.Events, telling.TemplateEvents[telling.ForClient]...) {
		keys = append(keys, "event."+string(e))
	}
	for _, s := range telling.DeliveryStates {
		keys = append(keys, "delivery."+string(s))
	}
	keys = append(keys, "event."+string(booking.TestMessage))
	for _, r := range telling.Rules {
		keys = append(keys, "notifications.rule."+string(r))
	}
	for _, name := range telling.TemplateVariables {
		keys = append(keys, "notifications.variable."+name)
	}
	for _, said := range settings.NotificationsSaid {
		keys = append(keys, "notifications.said."+said)
	}
	for _, r := range telling.DropReasons {
		keys = append(keys, "drop."+r)
	}
	for _, why := range telling.Whys {
		keys = append(keys, "why."+string(why))
	}
	for prefix, names := range map[string]string{
		"actor.":   "visitor member system",
		"origin.":  "widget board import manage telegram clock",
		"history.": "created imported updated confirmed rejected cancelled restored moved late",
	} {
		for _, name := range strings.Fields(names) {
			keys = append(keys, prefix+name)
		}
	}
	for _, status := range []int{400, 401, 403, 404, 409, 410, 413, 422, 429, 500, 503} {
		kind := views.FailureNotice{Status: status}.Kind()
		keys = append(keys, "failure.heading."+kind, "failure.text."+kind)
	}
	for act, rule := range booking.ActRules {
		keys = append(keys, "history."+string(act))
		if rule.News {
			keys = append(keys, "live."+string(act))
		}
		if rule.Client {
			keys = append(keys, "live.client."+string(act))
		}
	}
	for _, locale := range []string{"ru", "en"} {
		for _, key := range keys {
			if !views.Messages.Has(key) {
				t.Errorf("%s: no message %s", locale, key)
			}
		}
	}
}

func TestIconsThatAreUsedAreInTheSprite(t *testing.T) {
	list, err := os.ReadFile("../../static/icons.txt")
	if err != nil {
		t.Fatal(err)
	}
	have := strings.Fields(string(list))
	used := map[string]bool{}
	for _, icon := range views.StatusIcons {
		used[icon] = true
	}
	for _, icon := range views.DeliveryIcons {
		used[icon] = true
	}
	for _, status := range []int{403, 404, 500} {
		used[views.FailureNotice{Status: status}.Icon()] = true
	}
	call := regexp.MustCompile(`{{icon "([a-z-]+)"}}`)
	for _, file := range ownFiles(t, "*.html") {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range call.FindAllStringSubmatch(string(text), -1) {
			used[m[1]] = true
		}
	}
	for name := range used {
		if !slices.Contains(have, name) {
			t.Errorf("icon %s is not in static/icons.txt", name)
		}
	}
}
