package main

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"time"

	"okno/db"
	"okno/db/backup"
	"okno/db/local"
)

type backupCommand struct {
	File string `arg:"" help:"The file to write; one of that name is replaced once the new one is complete."`
}

// Run writes everything into the file, while others go on working.
func (b *backupCommand) Run(ctx context.Context, c *Config) error {
	log, err := c.logger()
	if err != nil {
		return err
	}
	d, err := c.findDatabase(ctx, log)
	if err != nil {
		return err
	}
	defer d.close(log)
	content, err := c.backupContent(d)
	if err != nil {
		return err
	}
	p := newProgress(os.Stderr, "tables read")
	content.Progress = p.show
	var m backup.Manifest
	err = backup.Replace(b.File, func(to io.Writer) (err error) {
		m, err = backup.Write(ctx, d.at.Session(), to, content)
		return err
	}, backup.CheckFile)
	p.end()
	if err != nil {
		return fmt.Errorf("no backup was written: %w", err)
	}
	return b.report(m)
}

// backupContent is what goes along with the rows: the private server's key, or by what another one is known again.
func (c *Config) backupContent(d *database) (content backup.Content, err error) {
	content.Now = time.Now()
	if d.server == nil && c.Secret == "" {
		return content, nil // nobody needs to know it for a backup
	}
	checks, err := c.secretChecks()
	if err != nil {
		return content, err
	}
	content.SecretCheck = checks[0]
	if d.server != nil && c.Secret == "" {
		content.Secret, err = c.secret()
	}
	return content, err
}

// secretChecks tell one key from another, and nothing about it: first that of the key in force, then of those before.
func (c *Config) secretChecks() ([]string, error) {
	seal, err := c.seal()
	if err != nil {
		return nil, err
	}
	var checks []string
	for _, hash := range seal.Hashes("backup", "") {
		checks = append(checks, hex.EncodeToString(hash))
	}
	return checks, nil
}

// report says what is in the file, which has been read again.
func (b *backupCommand) report(m backup.Manifest) error {
	f, err := backup.Open(b.File)
	if err != nil {
		return err
	}
	defer f.Close()
	info, err := os.Stat(b.File)
	if err != nil {
		return err
	}
	fmt.Printf("%s: %d rows of %d tables, %.1f MB, schema %d\n", b.File, m.Rows(), len(m.Tables), float64(info.Size())/1e6, m.Schema)
	if f.Secret != nil {
		fmt.Println("It holds the installation's secret too: whoever has the file can sign in as anybody. Keep it where only you can read it.")
	} else {
		fmt.Println("It holds what clients have left, and not OKNO_SECRET: keep that one apart, it is needed to restore.")
	}
	return nil
}

type restoreCommand struct {
	File      string `arg:"" help:"A file of okno backup."`
	Overwrite bool   `help:"Replace a database that holds companies or users: all that is in it now is lost."`
}

// Run makes the database what it was when the file was written.
func (r *restoreCommand) Run(ctx context.Context, c *Config) error {
	f, err := backup.Open(r.File)
	if err != nil {
		return err
	}
	defer f.Close()
	log, err := c.logger()
	if err != nil {
		return err
	}
	d, err := c.findDatabase(ctx, log)
	if err != nil {
		return err
	}
	defer d.close(log)
	p := newProgress(os.Stderr, "tables filled")
	err = f.Restore(ctx, d.at.Session(), backup.Target{Overwrite: r.Overwrite, Migrations: db.Migrations(), Progress: p.show})
	p.end()
	switch {
	case errors.Is(err, backup.ErrNotEmpty):
		return errors.New("the database holds companies already, and nothing was changed: restore into an empty one, or add --overwrite to replace all that is in it")
	case errors.Is(err, backup.ErrInUse):
		return errors.New("other programs are connected to the database, and nothing was changed: stop okno serve, okno worker and whatever else uses it")
	case err != nil:
		return fmt.Errorf("nothing was restored, and the database is as it was: %w", err)
	}
	if err := db.CheckSchema(ctx, d.at.Session()); err != nil {
		return err
	}
	fmt.Printf("restored %d rows of %d tables, as they were on %s\n", f.Manifest.Rows(), len(f.Manifest.Tables), f.Manifest.MadeAt.Format("2 January 2006, 15:04 MST"))
	return r.keepSecret(c, d, f)
}

// keepSecret puts the file's key in force, or says which one is needed.
func (r *restoreCommand) keepSecret(c *Config, d *database, f *backup.File) error {
	if f.Secret != nil && d.server != nil && c.Secret == "" {
		dir, err := c.dataDir()
		if err != nil {
			return err
		}
		kept, err := local.ReplaceSecret(dir, f.Secret)
		if err != nil {
			return fmt.Errorf("the data are restored, but the secret is not (run it again with --overwrite): %w", err)
		}
		if kept != "" {
			fmt.Printf("the secret is the backup's too; the one before is kept in %s\n", kept)
		}
		return nil
	}
	if f.Manifest.SecretCheck == "" || d.server == nil && c.Secret == "" {
		return nil
	}
	checks, err := c.secretChecks()
	if err == nil && !slices.Contains(checks, f.Manifest.SecretCheck) {
		fmt.Println("The backup was made under another secret. Until OKNO_SECRET (or OKNO_SECRET_OLD) has that one, two-step sign-in, links in mail and Telegram bots don't work.")
	}
	return err
}
