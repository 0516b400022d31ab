package lookup

import "okno/booking"

// Merged is the client that stays when other is found to be the same person:
// what he lacks he takes from the other, whose note is put below his own. Left
// are the phone and the e-mail of the other that have no place on the card; he
// is known by them all the same.
func Merged(keep, other booking.Client) (merged booking.Client, left []string) {
	merged = keep
	for _, a := range booking.ClientAttributes {
		switch mine := a.Value(&merged).(type) {
		case *string:
			joined, over := joined(a, *mine, a.Text(other))
			if *mine = joined; over != "" {
				left = append(left, over)
			}
		case *int:
			if *mine == 0 {
				*mine = *a.Value(&other).(*int)
			}
		}
	}
	if other.CreatedAt.Before(keep.CreatedAt) {
		merged.CreatedAt = other.CreatedAt
	}
	return merged, left
}

// joined is what becomes of two texts of the attribute when there is place for one, and what reaches
// somebody and has no place.
func joined(a booking.Attribute[booking.Client], mine, theirs string) (joined, over string) {
	switch {
	case theirs == "" || mine == theirs:
		return mine, ""
	case mine == "":
		return theirs, ""
	case a.Kind == booking.TextAttribute:
		both := []rune(mine + "\n\n" + theirs)
		return string(both[:min(len(both), a.Most)]), ""
	case a.Kind == booking.PhoneAttribute || a.Kind == booking.EmailAttribute:
		return mine, theirs
	}
	return mine, ""
}
