package abuse

import "time"

const day = 24 * time.Hour

// What may be asked of the public side, by each process for itself.
var (
	Read = Rule{"read", "questions of the widget, weeks of free times", []Who{Network}, 2000, 20 * time.Second, Refused, Memory,
		"A search costs as much as it has weeks."}
	ReadSite  = Rule{"read site", "the same", []Who{Site}, 8000, 20 * time.Second, Refused, Memory, ""}
	Visit     = Rule{"visit", "pages and acts of clients' links", []Who{Network}, 120, time.Minute, Refused, Memory, ""}
	VisitSite = Rule{"visit site", "the same", []Who{Site}, 480, time.Minute, Refused, Memory, ""}
	Hold      = Rule{"hold", "holds asked for, by a form that was opened", []Who{Network}, 120, time.Minute, Refused, Memory, ""}
	HoldBlind = Rule{"hold blind", "holds asked for without a view token", []Who{Network}, 60, time.Minute, Refused, Memory, ""}
	HoldSite  = Rule{"hold site", "holds asked for", []Who{Site}, 240, time.Minute, Refused, Memory, ""}
	Alive     = Rule{"alive", "signs of life of holds", []Who{Network}, 120, time.Minute, Refused, Memory, "One that would move the end by less than a minute writes nothing."}
	AliveSite = Rule{"alive site", "the same", []Who{Site}, 480, time.Minute, Refused, Memory, ""}
)

// How fast forms may be submitted, by all processes together.
var (
	Submit      = Rule{"submit", "bookings and requests of a form that was opened, and not a moment ago", []Who{Network}, 120, time.Minute, Refused, Bucket, ""}
	SubmitBlind = Rule{"submit blind", "bookings and requests without a fresh view token", []Who{Network}, 60, time.Minute, Refused, Bucket, "A business's own programs, or a script."}
	SubmitSite  = Rule{"submit site", "bookings and requests", []Who{Site}, 240, time.Minute, Refused, Bucket, ""}
	FormSubmit  = Rule{"form", "bookings and requests of a form that was opened", []Who{Form}, 3000, time.Minute, Refused, Bucket, ""}
	FormBlind   = Rule{"form blind", "bookings and requests without a fresh view token", []Who{Form}, 1000, 100 * time.Second, Refused, Bucket, ""}
)

// What visitors book.
var (
	BookingPace    = Rule{"booking pace", "bookings", []Who{Company, Network}, 10, 10 * time.Minute, Slower, Kept, "Each beyond takes a quarter of a second longer, two seconds at the most."}
	BookingNear    = Rule{"booking near", "bookings", []Who{Company, Network}, 5, 10 * time.Minute, Marked, Kept, ""}
	BookingNearDay = Rule{"booking near day", "bookings", []Who{Company, Network}, 20, day, Marked, Kept, ""}
	BookingSite    = Rule{"booking site", "bookings", []Who{Company, Site}, 15, 10 * time.Minute, Marked, Kept, ""}
	BookingRush    = Rule{"booking rush", "bookings of people whom the company has not seen", []Who{Company}, 30, 10 * time.Minute, Marked, Kept, "From many places at once."}
	BookingMost    = Rule{"booking most", "bookings", []Who{Company, Network}, 50, 10 * time.Minute, Refused, Kept, "The sentence names the company's telephone."}
	BookingMostDay = Rule{"booking most day", "bookings", []Who{Company, Network}, 100, day, Refused, Kept, "Likewise."}
	BookingMany    = Rule{"booking many", "bookings", []Who{Company, Site}, 100, 10 * time.Minute, Refused, Kept, "Likewise."}
	Coming         = Rule{"coming", "bookings to come of one client", []Who{Company, Phone}, 20, 0, Refused, State, "The number is the company's setting; 0 is no bound. The sentence asks to call."}
	ComingEmail    = Rule{"coming email", "the same", []Who{Company, Email}, 20, 0, Refused, State, "The same setting."}
	Blocked        = Rule{"blocked", "bookings of whom the company has blocked", []Who{Company, Phone}, 0, 0, Refused, State, "By phone or e-mail. The sentence asks to call; requests are kept with the spam."}
)

// What visitors hold while they type.
var (
	HoldVisitor = Rule{"hold visitor", "holds at a time", []Who{Company, Visitor}, 2, 20 * time.Minute, NotKept, State, ""}
	HoldNear    = Rule{"hold near", "holds at a time", []Who{Company, Network}, 12, 20 * time.Minute, NotKept, State, ""}
	HoldMany    = Rule{"hold many", "holds at a time", []Who{Company, Site}, 24, 20 * time.Minute, NotKept, State, ""}
	HoldAgain   = Rule{"hold again", "minutes for which one time is held, in forty", []Who{Company, Network}, 20, 40 * time.Minute, NotKept, Kept, "Given back and taken again, the minutes go on."}
	HoldShare   = Rule{"hold share", "per cent of a day's free starts that are held, of each service", []Who{Company}, 33, 20 * time.Minute, NotKept, State, "The first two holds of a day are always given."}
)

// What visitors ask for without a time.
var (
	LeadBlind = Rule{"lead blind", "requests without a fresh view token", []Who{Form, Network}, 30, 10 * time.Minute, Spam, Kept, "With those before it; the next are refused. Nothing happens to those of a form that was opened."}
	LeadNear  = Rule{"lead near", "requests of a form that was opened, at a person's pace", []Who{Form, Network}, 20, 10 * time.Minute, Marked, Kept, "They stay among the new ones."}
	LeadMost  = Rule{"lead most", "requests of a form that was opened", []Who{Form, Network}, 60, 10 * time.Minute, Refused, Kept, ""}
	LeadMany  = Rule{"lead many", "requests", []Who{Form, Site}, 120, 10 * time.Minute, Refused, Kept, ""}
)

// What clients do by their links.
var (
	ClientActs  = Rule{"client acts", "moves, cancellations and the like of one booking", []Who{Booking}, 10, time.Hour, Refused, Kept, "The sentence asks to call."}
	ClientTwice = Rule{"client twice", "acts on one booking", []Who{Booking}, 1, time.Minute, Together, Kept, "Each message about a booking waits twice as long as the one before, up to an hour."}
)

// What is sent to people who have not asked for it themselves.
var (
	MailFor   = Rule{"mail for", "mails to clients", []Who{Recipient}, 6, day, Digest, Bucket, "From all companies of the installation. The digest comes an hour later, with each message and its link."}
	MailKnown = Rule{"mail known", "the same, of somebody who has opened a link in one", []Who{Recipient}, 30, day, Digest, Bucket, "What the desk of a company that the operator vouches for books itself is not counted."}
	MailTyped = Rule{"mail typed", "mails of the team to an address that is no member's", []Who{Recipient}, 60, day, Digest, Bucket, "Of companies that were made by signing up and the operator does not vouch for; 6 in their first week."}
	SMSFor    = Rule{"sms for", "SMS to clients", []Who{Recipient}, 6, day, NotSent, Kept, "From all companies of the installation. Deliveries says so. What a company sends in a day and a month has limits of its own."}
	DigestFor = Rule{"digest for", "digests", []Who{Recipient}, 1, 3 * time.Hour, Digest, Bucket, "The next one takes along what has come since."}
	MailOf    = Rule{"mail of", "mails to clients", []Who{Company}, 50, day, Later, Bucket, "On the day of its making, and 50 more with each day, up to 2,000; a fifth of that where many addresses turn out dead; 20,000 where the operator has made the company or approves of it, or what he sets."}
)

// Flood is when the desk is shown that much comes from one place, or from many at once.
var (
	Flood     = Rule{"flood", "bookings, requests and holds", []Who{Company, Network}, 20, 10 * time.Minute, Noticed, Kept, "One act takes all of it back, another undoes that."}
	FloodMany = Rule{"flood many", "the same", []Who{Company, Site}, 40, 10 * time.Minute, Noticed, Kept, ""}
)

// Who signs in, up and comes back.
var (
	SignIn        = Rule{"sign-in", "requests to sign in", []Who{Network}, 300, 30 * time.Second, Refused, Memory, "What the database is not asked about."}
	SignInKnown   = Rule{"sign-in known", "wrong passwords", []Who{Browser, Network}, 10, 200 * time.Second, Refused, Bucket, "Of a browser that has signed in to the account before: a flood elsewhere does not keep it out."}
	SignInPair    = Rule{"sign-in pair", "wrong passwords", []Who{Account, Network}, 10, 5 * time.Minute, Refused, Bucket, ""}
	SignInAddress = Rule{"sign-in address", "wrong passwords", []Who{Network}, 60, 2 * time.Minute, Refused, Bucket, ""}
	SignInAccount = Rule{"sign-in account", "wrong passwords", []Who{Account}, 100, 2000 * time.Second, Slower, Bucket, "From then on the next two rules hold: the owner of an account that is guessed at comes from a place of his own."}
	SignInHot     = Rule{"sign-in hot", "wrong passwords at an account that many guess at", []Who{Account, Site}, 3, time.Hour, Refused, Bucket, ""}
	SignInMany    = Rule{"sign-in many", "the same", []Who{Account}, 2000, 6 * time.Hour, Refused, Bucket, "The link for another password still lets its owner in."}
	CodePair      = Rule{"code pair", "wrong codes of a second factor", []Who{Account, Network}, 5, 150 * time.Second, Refused, Bucket, ""}
	Code          = Rule{"code", "wrong codes of a second factor", []Who{Account}, 30, 30 * time.Minute, Refused, Bucket, ""}
	MailTo        = Rule{"mail to", "mails about accounts", []Who{Recipient}, 4, 40 * time.Minute, Refused, Bucket, "Links to sign up and to reset a password, invitations, changes of address."}
	MailFrom      = Rule{"mail from", "mails about accounts", []Who{Network}, 20, 20 * time.Minute, Refused, Bucket, ""}
	LookUpWhole   = Rule{"look up whole", "searches for a whole phone or e-mail by a member from whom contacts are hidden", []Who{Account}, 30, time.Hour, Refused, Bucket, "Each is in the company's log. A part of one finds nothing."}
	LookUp        = Rule{"look up", "searches by a member from whom contacts are hidden", []Who{Account}, 600, 20 * time.Minute, Refused, Bucket, ""}
	NewCompany    = Rule{"new company", "companies that are set up", []Who{Account}, 5, 5 * time.Hour, Refused, Bucket, ""}
)

// Chapter is a part of the table with its heading.
type Chapter struct {
	Title string
	Rules []Rule
}

// Rules is the whole table.
var Rules = []Chapter{
	{"Asking", []Rule{Read, ReadSite, Visit, VisitSite, Hold, HoldBlind, HoldSite, Alive, AliveSite}},
	{"Sending forms", []Rule{Submit, SubmitBlind, SubmitSite, FormSubmit, FormBlind}},
	{"Booking", []Rule{BookingPace, BookingNear, BookingNearDay, BookingSite, BookingRush, BookingMost, BookingMostDay, BookingMany, Coming, ComingEmail, Blocked}},
	{"Holding a time", []Rule{HoldVisitor, HoldNear, HoldMany, HoldAgain, HoldShare}},
	{"Requests without a time", []Rule{LeadBlind, LeadNear, LeadMost, LeadMany}},
	{"Clients' own links", []Rule{ClientActs, ClientTwice}},
	{"Mail and SMS", []Rule{MailFor, MailKnown, MailTyped, DigestFor, MailOf, SMSFor}},
	{"What the desk is shown", []Rule{Flood, FloodMany}},
	{"Accounts", []Rule{SignIn, SignInKnown, SignInPair, SignInAddress, SignInAccount, SignInHot, SignInMany, CodePair, Code, MailTo, MailFrom, LookUpWhole, LookUp, NewCompany}},
}
