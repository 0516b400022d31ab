package dbtest

import (
	"context"
	"errors"
	"sync"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
)

// idleConns are connections to the server's own database that nobody is using: each database
// comes and goes by a statement, and connecting costs as much as a third of that.
var idleConns struct {
	sync.Mutex
	list []*pgx.Conn
}

// execute runs one statement in the server's own database.
func execute(server, sql string) error {
	ctx := context.Background()
	for {
		conn, used, err := idleConn(ctx, server)
		if err != nil {
			return err
		}
		_, err = conn.Exec(ctx, sql)
		var answer *pgconn.PgError
		if err != nil && !errors.As(err, &answer) {
			conn.Close(ctx)
			if used {
				continue // its server may have gone since
			}
			return err
		}
		idleConns.Lock()
		idleConns.list = append(idleConns.list, conn)
		idleConns.Unlock()
		return err
	}
}

// idleConn takes a connection out of the list, and says whether it has been used before.
func idleConn(ctx context.Context, server string) (conn *pgx.Conn, used bool, err error) {
	idleConns.Lock()
	if last := len(idleConns.list) - 1; last >= 0 {
		conn, idleConns.list = idleConns.list[last], idleConns.list[:last]
	}
	idleConns.Unlock()
	if conn != nil {
		return conn, true, nil
	}
	conn, err = pgx.Connect(ctx, server)
	return conn, false, err
}
