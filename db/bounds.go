package db

import (
	"strconv"
	"time"

	"github.com/jackc/pgx/v5"
)

// How long is waited for a database that says nothing. A request has a deadline of its own, which ends sooner and is
// told to PostgreSQL by cancelling the statement; these hold where nobody is there any more to cancel.
const (
	connectTimeout = 3 * time.Second        // for a connection, where the address does not say
	pingTimeout    = 500 * time.Millisecond // for a sign of life of a connection that has been idle; then another one is taken
	serverBound    = time.Minute            // for PostgreSQL: of a statement, and of a transaction in which nothing is asked
)

// bounded are PostgreSQL's parameters with the bound, unless the address says otherwise. A pooler between may not know
// them: then the connection goes without (connect).
var bounded = []string{"statement_timeout", "idle_in_transaction_session_timeout"}

// bound gives a connection its bounds and its time zone.
func bound(c *pgx.ConnConfig) {
	c.DialFunc = wired(c.DialFunc)
	if c.ConnectTimeout == 0 {
		c.ConnectTimeout = connectTimeout
	}
	if _, set := c.RuntimeParams["timezone"]; !set {
		c.RuntimeParams["timezone"] = "UTC"
	}
	for _, name := range bounded {
		if _, set := c.RuntimeParams[name]; !set {
			c.RuntimeParams[name] = strconv.FormatInt(serverBound.Milliseconds(), 10)
		}
	}
}

// Unhurried lets a connection's transactions wait for something else, such as a mail server.
func Unhurried(c *pgx.ConnConfig) { delete(c.RuntimeParams, "idle_in_transaction_session_timeout") }
