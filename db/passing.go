package db

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"net/url"
	"slices"
	"strings"

	"github.com/jackc/pgx/v5/pgconn"

	"okno/db/queue"
)

// Classes and values of SQLSTATE that say nothing of what was asked, only that it could not be done now.
var (
	passingClasses = []string{
		"08", // connection exceptions, and what poolers refuse
		"53", // insufficient resources: connections, memory, disk
		"57", // operator intervention: shut down, crashed, starting, cancelled for its time
		"58", // system errors: input and output
	}
	passingCodes = []string{
		readOnly,
		"25P03", // idle in transaction for too long
		"25P04", // the transaction has taken too long
		"40001", // a serialization failure
		"40P01", // a deadlock
		"55P03", // a lock that was not to be had
	}
)

// readOnly is what a server says that has become a standby.
const readOnly = "25006"

// Passing says that the database could not be asked, or not in time: the same may succeed in a moment. It is no word about
// whether a transaction whose commit failed so was committed. What fails on other connections is not the database's: a browser
// that goes while it sends, another server that does not answer.
func Passing(err error) bool {
	if err == nil || errors.Is(err, context.Canceled) {
		return false
	}
	if _, ok := errors.AsType[*url.Error](err); ok { // of HTTP: whoever was asked is not the database
		return false
	}
	if pg, ok := errors.AsType[*pgconn.PgError](err); ok {
		return len(pg.Code) == 5 && (slices.Contains(passingClasses, pg.Code[:2]) || slices.Contains(passingCodes, pg.Code))
	}
	if _, ok := errors.AsType[*pgconn.ConnectError](err); ok {
		return true
	}
	if _, ok := errors.AsType[*wireError](err); ok {
		return true
	}
	for _, sign := range []error{context.DeadlineExceeded, driver.ErrBadConn, sql.ErrConnDone, queue.ErrFull} {
		if errors.Is(err, sign) {
			return true
		}
	}
	return strings.HasSuffix(err.Error(), "conn closed") // pgconn's own, which has no name
}
