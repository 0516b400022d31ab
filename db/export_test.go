package db

import (
	"context"

	"github.com/jackc/pgx/v5"
)

// Unbound is tried on a connection by the tests.
func Unbound(ctx context.Context, conn *pgx.Conn) error { return unbound(ctx, conn, lockTime) }

// MigrateFrom migrates as the files say, and waits for a table as long as it is told.
var MigrateFrom = migrate
