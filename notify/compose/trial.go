package compose

// Trial writes the page that says that messages arrive. company is the name that it comes in, settings the address where its
// reader chooses what he is told.
func Trial(locale, company, settings string) Page {
	words := wordsOf(locale)
	company = line(company)
	return Page{
		Lang: locale, Company: company,
		Title: words.say("test.title", nil), Subject: words.say("test.subject", blanks{"Company": company}),
		Body: []string{words.say("test.body", nil)},
		URL:  settings, Open: words.say("test.open", nil), Settings: settings,
	}
}
