package db

import (
	"context"
	"database/sql/driver"
	"fmt"

	"github.com/jackc/pgx/v5/stdlib"

	"okno/db/queue"
)

// waitingPerPlace is how many may wait for each connection: what is behind so many is not answered in time.
const waitingPerPlace = 16

// queued hands out the pool's connections in the order of the queue.
type queued struct {
	driver.Connector
	queue *queue.Queue
}

// Connect takes a place, and gives it back when the connection is closed, which is after each statement or transaction.
func (q queued) Connect(ctx context.Context) (driver.Conn, error) {
	leave, err := q.queue.Enter(ctx, queue.RankOf(ctx))
	if err != nil {
		return nil, fmt.Errorf("the queue before the database: %w", err)
	}
	c, err := q.Connector.Connect(ctx)
	if err != nil {
		leave()
		return nil, err
	}
	return &queuedConn{c.(*stdlib.Conn), leave}, nil
}

// queuedConn is a connection with its place.
type queuedConn struct {
	*stdlib.Conn
	leave func()
}

// Close is called once by database/sql.
func (c *queuedConn) Close() error {
	defer c.leave()
	return c.Conn.Close()
}

// Queue is the line before the pool.
func (d *DB) Queue() *queue.Queue { return d.queue }
