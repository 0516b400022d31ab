package companyfile

import "okno/booking/webform"

func wireFormOf(f Form) wireForm {
	s := f.Settings
	w := wireForm{
		Ref: f.Ref, Name: f.Name, Key: f.Key, Active: f.Active, Fields: each(s.Fields, wireFieldOf),
		Texts:    wireTexts{wireWordsOf(s.Done), s.DoneURL, wireWordsOf(s.Closed)},
		Services: s.Services, Sites: s.AllowedSites(), TargetMin: s.TargetMin, Widget: wireWidgetOf(s.Widget),
	}
	if s.Consent != nil {
		w.Consent = &wireConsent{wireWordsOf(s.Consent.Text), orNull(s.Consent.URL), wireWordsOf(s.Consent.Privacy)}
	}
	return w
}

func wireFieldOf(f webform.FormField) wireField {
	return wireField{f.Name, string(f.Kind), wireWordsOf(f.Label), f.Required,
		each(f.Options, func(o webform.FieldOption) wireOption { return wireOption{o.Value, wireWordsOf(o.Label)} }), f.Param}
}

func wireWidgetOf(w webform.Widget) wireWidget {
	return wireWidget{
		Mode: string(w.Whole().Mode), Position: string(w.Position), Button: wireWordsOf(w.Button),
		Tabs:   each(w.Tabs, func(t webform.WidgetTab) wireTab { return wireTab{string(t.Kind), wireWordsOf(t.Title)} }),
		Accent: w.Accent, Radius: w.Radius, Theme: string(w.Theme), Language: w.Language,
		Counters: wireCounters(w.Counters),
	}
}

func wireWordsOf(w webform.Words) wireWords { return wireWords{w["ru"], w["en"]} }
