package booking

import "unicode/utf8"

// Merged is the client that stays when other is found to be the same person:
// what he lacks he takes from the other, whose note is put below his own. Left
// are the phone and the e-mail of the other that have no place on the card; he
// is known by them all the same.
func Merged(keep, other Client) (merged Client, left []string) {
	merged = keep
	take := func(mine *string, theirs string) {
		switch {
		case theirs == "" || *mine == theirs:
		case *mine == "":
			*mine = theirs
		default:
			left = append(left, theirs)
		}
	}
	take(&merged.Phone, other.Phone)
	take(&merged.Email, other.Email)
	switch {
	case other.Note == "" || other.Note == keep.Note:
	case keep.Note == "":
		merged.Note = other.Note
	default:
		merged.Note = keep.Note + "\n\n" + other.Note
	}
	if other.CreatedAt.Before(keep.CreatedAt) {
		merged.CreatedAt = other.CreatedAt
	}
	if utf8.RuneCountInString(merged.Note) > MaxText {
		merged.Note = string([]rune(merged.Note)[:MaxText])
	}
	return merged, left
}
