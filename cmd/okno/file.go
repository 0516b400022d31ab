package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"

	"okno/booking"
	"okno/booking/companyfile"
	"okno/db/filedb"
)

type importCommand struct {
	File string `arg:"" help:"The company file, or - for standard input."`
}

// Run imports the file. What is wrong with it goes to standard error, a line each.
func (i *importCommand) Run(ctx context.Context, c *Config) error {
	file, err := i.read()
	if err != nil {
		return i.explain(err)
	}
	return c.withDatabase(ctx, func(d *database, log *slog.Logger) error { return i.write(ctx, d, file, log) })
}

func (i *importCommand) write(ctx context.Context, d *database, file *companyfile.File, log *slog.Logger) error {
	w, err := newWriters(d.DB)
	if err != nil {
		return err
	}
	boards := d.NewNotifier(log) // those that are open in other processes
	w.base.Committed = func(company booking.CompanyID, _ int64) { boards.Changed(company) }
	p := newProgress(os.Stderr, "writing")
	done, err := w.desk.Imports.Import(ctx, file, p.show)
	p.end()
	if err != nil {
		return i.explain(err)
	}
	boards.Flush(ctx)
	what := "updated"
	if done.Created {
		what = "created"
	}
	fmt.Printf("%s %s: %d resources, %d services, %d exceptions, %d forms; bookings: %d new, %d changed, %d unchanged\n",
		what, done.Slug, done.Resources, done.Services, done.Exceptions, done.Forms,
		done.NewBookings, done.ChangedBookings, done.UnchangedBookings)
	return nil
}

func (i *importCommand) read() (*companyfile.File, error) {
	if i.File == "-" {
		return companyfile.Parse(os.Stdin)
	}
	file, err := os.Open(i.File)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	return companyfile.Parse(file)
}

// explain puts what is wrong with a file under its name.
func (i *importCommand) explain(err error) error {
	problems, ok := errors.AsType[companyfile.Errors](err)
	if !ok {
		return err
	}
	more := ""
	if len(problems) == companyfile.MaxProblems {
		more = " (there may be more)"
	}
	return fmt.Errorf("%s was not imported and nothing has changed%s:\n%w", i.File, more, err)
}

type exportCommand struct {
	Slug string `arg:"" help:"The company's slug."`
}

// Run writes the company file to standard output.
func (e *exportCommand) Run(ctx context.Context, c *Config) error {
	return c.withDatabase(ctx, func(d *database, _ *slog.Logger) error {
		company, err := d.CompanyBySlug(ctx, e.Slug)
		if err != nil {
			return err
		}
		file, err := filedb.CompanyFile(ctx, d.Of(company.ID))
		if err != nil {
			return err
		}
		out := bufio.NewWriter(os.Stdout)
		if err := companyfile.Encode(out, file); err != nil {
			return err
		}
		return out.Flush()
	})
}
