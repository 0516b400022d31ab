package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	"okno/booking/companyfile"
)

type importCommand struct {
	File string `arg:"" help:"The company file, or - for standard input."`
}

// Run imports the file. What is wrong with it goes to standard error, a line each.
func (i *importCommand) Run(ctx context.Context, c *Config) error {
	log, err := c.logger()
	if err != nil {
		return err
	}
	file, err := i.read()
	if err != nil {
		return i.explain(err)
	}
	d, err := c.openDatabase(ctx, log)
	if err != nil {
		return err
	}
	defer d.close(log)
	desk, err := newDesk(d.DB)
	if err != nil {
		return err
	}
	notifier := d.NewNotifier(log)
	p := newProgress(os.Stderr, "writing")
	done, err := desk.Import(ctx, file, p.show)
	p.end()
	if err != nil {
		return i.explain(err)
	}
	company, err := d.CompanyBySlug(ctx, done.Slug)
	if err != nil {
		return err
	}
	notifier.Changed(company.ID)
	notifier.Flush(ctx) // open boards elsewhere
	what := "updated"
	if done.Created {
		what = "created"
	}
	fmt.Printf("%s %s: %d resources, %d services, %d exceptions, %d forms; bookings: %d new, %d changed, %d as they were\n",
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
	return fmt.Errorf("%s is not imported, nothing has changed%s:\n%w", i.File, more, err)
}

type exportCommand struct {
	Slug string `arg:"" help:"The company's slug."`
}

// Run writes the company file to standard output.
func (e *exportCommand) Run(ctx context.Context, c *Config) error {
	log, err := c.logger()
	if err != nil {
		return err
	}
	d, err := c.openDatabase(ctx, log)
	if err != nil {
		return err
	}
	defer d.close(log)
	company, err := d.CompanyBySlug(ctx, e.Slug)
	if err != nil {
		return err
	}
	file, err := d.Of(company.ID).CompanyFile(ctx)
	if err != nil {
		return err
	}
	out := bufio.NewWriter(os.Stdout)
	if err := companyfile.Encode(out, file); err != nil {
		return err
	}
	return out.Flush()
}

// progress is one line that counts, rewritten a few times a second on a
// terminal and written rarely elsewhere.
type progress struct {
	to    *os.File
	verb  string
	every time.Duration
	last  time.Time
	shown bool
	tty   bool
}

func newProgress(to *os.File, verb string) *progress {
	p := &progress{to: to, verb: verb, every: 2 * time.Second, last: time.Now()}
	if info, err := to.Stat(); err == nil && info.Mode()&os.ModeCharDevice != 0 {
		p.tty, p.every = true, 100*time.Millisecond
	}
	return p
}

func (p *progress) show(done, total int) {
	if total == 0 || time.Since(p.last) < p.every && done < total {
		return
	}
	p.last, p.shown = time.Now(), true
	end := "\n"
	if p.tty {
		end = "\r"
	}
	fmt.Fprintf(p.to, "%s: %d of %d (%d %%)%s", p.verb, done, total, done*100/total, end)
}

func (p *progress) end() {
	if p.shown && p.tty {
		fmt.Fprintln(p.to)
	}
}
