package dbtest

import (
	"context"
	"crypto/rand"
	"fmt"
	"os"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"

	"github.com/jackc/pgx/v5"
)

// preparedDatabases are the originals of this process that tests copy, by the name that the tests gave them.
type preparedDatabases struct {
	sync.Mutex
	byName map[string]*preparedDatabase
}

type preparedDatabase struct {
	once sync.Once
	name string // of the database
	err  error
}

var prepared = preparedDatabases{byName: map[string]*preparedDatabase{}}

// of is the name of the database that prepare has filled.
func (p *preparedDatabases) of(t testing.TB, server, name string, prepare func(t testing.TB, url string)) (string, error) {
	t.Helper()
	p.Lock()
	one := p.byName[name]
	if one == nil {
		one = &preparedDatabase{}
		p.byName[name] = one
	}
	p.Unlock()
	one.once.Do(func() {
		one.err = fmt.Errorf("the database %q could not be prepared", name) // unless all of it is done
		one.name = fmt.Sprintf("%s%d_%s", preparedPrefix, os.Getpid(), strings.ToLower(rand.Text()))
		from, err := template(context.Background(), server)
		if err == nil {
			err = dropPrepared(server)
		}
		if err == nil {
			err = execute(server, fmt.Sprintf("create database %s template %s strategy file_copy", one.name, from))
		}
		if err != nil {
			one.err = err
			return
		}
		prepare(t, inDatabase(server, one.name))
		// A copy is refused while somebody is connected to the original: from now on nobody can be.
		one.err = execute(server, "alter database "+one.name+" with allow_connections false")
	})
	return one.name, one.err
}

// preparedPrefix begins the names of originals, before the process that made them.
const preparedPrefix = "prepared_"

// dropPrepared removes the originals of processes that have ended: a test binary cannot say
// when its last test is over.
func dropPrepared(server string) error {
	ctx := context.Background()
	conn, err := pgx.Connect(ctx, server)
	if err != nil {
		return err
	}
	defer conn.Close(ctx)
	names, err := databases(ctx, conn, "where starts_with(datname, $1)", preparedPrefix)
	if err != nil {
		return err
	}
	for _, name := range names {
		process, _, _ := strings.Cut(strings.TrimPrefix(name, preparedPrefix), "_")
		pid, err := strconv.Atoi(process)
		if err != nil || syscall.Kill(pid, 0) == nil {
			continue
		}
		if _, err := conn.Exec(ctx, "drop database if exists "+name+" with (force)"); err != nil {
			return err
		}
	}
	return nil
}
