package booking

import "slices"

// Act is what has been done to a booking: its name in the history and in the change feed, and the end of
// the keys that put it into words ("history.", "acts.said.", "live."). Rules says the rest.
type Act string

const (
	ActCreated     Act = "created"
	ActConfirmed   Act = "confirmed"
	ActRejected    Act = "rejected"
	ActArrived     Act = "arrived"
	ActCompleted   Act = "completed"
	ActNoShow      Act = "no_show"
	ActCancelled   Act = "cancelled"
	ActRestored    Act = "restored" // a vacant one has its time again
	ActSteppedBack Act = "stepped_back"
	ActMoved       Act = "moved"     // to another time or other resources
	ActStretched   Act = "stretched" // to another length
	ActChanged     Act = "changed"   // to another service or price
	ActLate        Act = "late"      // its client will be
	ActComing      Act = "coming"    // its client says that he will
	ActNoted       Act = "noted"
	ActContact     Act = "contact" // how its client is named and reached was corrected
	ActTaken       Act = "taken"   // what was left in it is its client's
	ActLeft        Act = "left"    // it is over, and stays as it stands
	ActResent      Act = "resent"  // its confirmation
	ActPaid        Act = "paid"
	ActRefunded    Act = "refunded"
	ActDeleted     Act = "deleted"
	ActUndone      Act = "undone" // another act was taken back
	ActImported    Act = "imported"
	ActUpdated     Act = "updated" // by another import
)

// The change feed alone tells of these; they are in no booking's history.
const (
	ActHeld     Act = "held"     // a visitor chooses a time
	ActReleased Act = "released" // and has left it
	ActReloaded Act = "reloaded" // the whole company may look different
	ActLead     Act = "lead"     // a lead has come in or changed
	ActTeam     Act = "team"
	ActClient   Act = "client" // clients are others now: erased, merged, corrected; of a booking: whether its client is new
	ActFlood    Act = "flood"
	ActBlock    Act = "block"
	ActExported Act = "exported"
	ActLookedUp Act = "looked_up"
)

// ActRule is what holds of an act.
type ActRule struct {
	From  []Status // one of which the booking has to be; nil for an act that leaves the status alone
	To    Status   // that it has then
	Event Event    // what people are told, "" where nobody is or where it depends

	Verb string // of its button, in data-act and after "booking." in the locales; "" for an act without one
	Path string // the end of its address, "/bookings/ID/PATH": a verb that has become a noun

	Tells   bool // its client may be told
	Quiet   bool // it leaves the booking where and how it stood: no reason to refuse another act
	InPlace bool // the booking stands on the resources that it stood on
	News    bool // boards that show the booking say so
	Client  bool // where a client does it, the whole desk hears of it
}

// ActRules has a rule for each act on a booking (domain.md, "Bookings").
var ActRules = map[Act]ActRule{
	ActCreated:     {Event: BookingCreated, Tells: true, InPlace: true, News: true, Client: true},
	ActConfirmed:   {From: []Status{Pending}, To: Confirmed, Event: BookingConfirmed, Verb: "confirm", Path: "confirmation", Tells: true, InPlace: true, News: true},
	ActRejected:    {From: []Status{Pending}, To: Rejected, Event: BookingRejected, Verb: "reject", Path: "rejection", Tells: true, InPlace: true, News: true},
	ActArrived:     {From: []Status{Confirmed}, To: Arrived, Verb: "arrive", Path: "arrival", InPlace: true},
	ActCompleted:   {From: []Status{Confirmed, Arrived}, To: Completed, Verb: "complete", Path: "completion", InPlace: true},
	ActNoShow:      {From: []Status{Confirmed}, To: NoShow, Verb: "no_show", Path: "no-show", InPlace: true},
	ActCancelled:   {From: []Status{Pending, Confirmed, Arrived}, To: Cancelled, Event: BookingCancelled, Verb: "cancel", Path: "cancellation", Tells: true, InPlace: true, News: true, Client: true},
	ActRestored:    {From: Vacant, To: Confirmed, Event: BookingRestored, Verb: "restore", Tells: true, InPlace: true, News: true, Client: true},
	ActSteppedBack: {Tells: true},
	ActMoved:       {Event: BookingMoved, Verb: "move", Path: "move", Tells: true, News: true, Client: true},
	ActStretched:   {Event: BookingMoved, Tells: true},
	ActChanged:     {Event: BookingChanged, Path: "change", Tells: true, News: true},
	ActLate:        {Event: BookingLate, Tells: true, Quiet: true, InPlace: true, News: true, Client: true},
	ActComing:      {Quiet: true, InPlace: true},
	ActNoted:       {Quiet: true, InPlace: true},
	ActContact:     {Quiet: true, InPlace: true},
	ActTaken:       {},
	ActLeft:        {Quiet: true, InPlace: true},
	ActResent:      {InPlace: true},
	ActPaid:        {Path: "payment", Quiet: true, InPlace: true},
	ActRefunded:    {Path: "payment", Quiet: true, InPlace: true},
	ActDeleted:     {Event: BookingCancelled, Verb: "delete", Path: "deletion", Tells: true},
	ActUndone:      {Tells: true},
	ActImported:    {},
	ActUpdated:     {},
}

// Rule is what holds of the act; the zero rule for one that is none of a booking's.
func (a Act) Rule() ActRule { return ActRules[a] }

// Takes says whether the act takes a booking of that status to another one.
func (r ActRule) Takes(s Status) bool { return slices.Contains(r.From, s) }
