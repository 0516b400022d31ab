package views

// FormHead is the head of a form that stands in the modal or on a page of its own: its heading, a way back to
// where it was opened from, and a button that closes the modal.
type FormHead struct {
	W       *Words
	ID      string // of the heading
	Heading string
	Alone   bool   // on a page of its own
	BackURL string // "" for none
	Back    string // the words of the way back
}
