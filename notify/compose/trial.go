package compose

// Trial writes the page that says that messages arrive. company is the name that it comes in.
func Trial(locale, company, baseURL string) Page {
	words := wordsOf(locale)
	company = line(company)
	return Page{
		Lang: locale, Company: company,
		Title: words.say("test.title", nil), Subject: words.say("test.subject", blanks{"Company": company}),
		Body: []string{words.say("test.body", nil)},
		URL:  baseURL + "/settings/notifications", Open: words.say("test.open", nil),
	}
}
