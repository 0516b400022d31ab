package db

import (
	"strings"

	"okno/booking/lookup"
)

// SomebodyOnly leaves guests out of a query's clients c: who came without an appointment and left neither name nor contact.
var SomebodyOnly = ` and (c.phone is not null or c.email is not null or c.left_email is not null or c.name_key not in ('` + strings.Join(lookup.GuestKeys(), `', '`) + `'))`
