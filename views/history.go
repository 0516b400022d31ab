package views

// Line is a line of history in words.
type Line struct{ When, What, Who, Reason string }

// Answer is one field of the submitted form with the label of that day.
type Answer struct{ Label, Value string }
