package booking

import "time"

// LeadStatus is where a lead stands in the funnel.
type LeadStatus string

const (
	LeadNew        LeadStatus = "new"
	LeadInProgress LeadStatus = "in_progress"
	LeadWon        LeadStatus = "won"
	LeadLost       LeadStatus = "lost"
	LeadSpam       LeadStatus = "spam"
)

// Lead is one request that came through a form.
type Lead struct {
	ID        ID
	Form      ID
	FormName  string
	Client    ID
	Booking   ID
	Status    LeadStatus
	Payload   []Answer
	Consent   string // the wording that was agreed to, "" where none was asked for
	Page      string // address of the page it came from
	CreatedAt time.Time
}

// Answer is one field as the visitor submitted it, with the label of that day.
type Answer struct {
	Name  string `json:"name"`
	Label string `json:"label"`
	Value string `json:"value"`
}
