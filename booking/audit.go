package booking

import "time"

// AuditLine is one line of a company's audit log: who did what, when, from where.
type AuditLine struct {
	At      time.Time
	Act     string // AREA.WHAT, such as "team.invited"; views/locales/audit has its words
	Actor   Actor
	Address string            // where from: the network address, "" for the command line
	Detail  map[string]string // what the act adds, such as "email" or "from" and "to"
}

// AuditAreas are what the names of acts begin with.
var AuditAreas = []string{"sign_in", "account", "team", "company", "setup", "notifications", "payment", "export"}
