package lookup

// guestNames are what a booking calls its client who came without an appointment and left no name.
var guestNames = map[string]string{"ru": "Без имени", "en": "No name"}

// GuestName is what such a client is called in the language of his company. Every booking and the
// company file name somebody; a card with that name, and neither phone nor e-mail, is of nobody, and in no list.
func GuestName(locale string) string {
	if name, known := guestNames[locale]; known {
		return name
	}
	return guestNames["en"]
}

// GuestKeys are the folded names of all languages: an imported company may have changed its own.
func GuestKeys() []string {
	return []string{Fold(guestNames["en"]), Fold(guestNames["ru"])}
}
