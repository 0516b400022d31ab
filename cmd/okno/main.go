// Command okno is online booking for service businesses: `okno demo` shows the
// whole product with nothing set up. This package reads the configuration and
// wires the rooms together; it holds no rules.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"syscall"
	_ "time/tzdata" // zones must not depend on the machine

	"github.com/alecthomas/kong"
)

type commands struct {
	Config

	Demo     demoCommand     `cmd:"" help:"Show the whole product with nothing to set up: a sample salon, its day board and its own site."`
	Serve    serveCommand    `cmd:"" help:"Serve the panel, the live board and the widget's API, and run the job worker."`
	Worker   workerCommand   `cmd:"" help:"Run the notification job worker and nothing else."`
	Migrate  migrateCommand  `cmd:"" help:"Bring the database schema up to date."`
	Import   importCommand   `cmd:"" help:"Create or update a company from a company file, all or nothing."`
	Export   exportCommand   `cmd:"" help:"Write a company's file to standard output."`
	Rollup   rollupCommand   `cmd:"" help:"Count anew what reports are made of, while the company waits."`
	Doctor   doctorCommand   `cmd:"" help:"Look at everything that the installation depends on: a line each, with what to do."`
	Capacity capacityCommand `cmd:"" help:"Reckon what an installation of so many companies needs."`
	Backup   backupCommand   `cmd:"" help:"Write the whole database into one file, while others go on working."`
	Restore  restoreCommand  `cmd:"" help:"Make the database what it was when a backup was written."`
	Company  struct {
		Add     companyAddCommand     `cmd:"" help:"Create an empty company; the panel takes its owner through the first steps."`
		Approve companyApproveCommand `cmd:"" help:"Vouch for a company that signed up: it may use its own words, sender name and links in mail."`
		Mails   companyMailsCommand   `cmd:"" help:"Limit a company's mail to its clients in a day, or leave that to its age and standing."`
	} `cmd:"" help:"Manage companies."`
	User struct {
		Add userAddCommand `cmd:"" help:"Add a member to a company; the password is read from standard input."`
	} `cmd:"" help:"Manage who may sign in."`
	Secret struct {
		Rotate secretRotateCommand `cmd:"" help:"Seal what is stored sealed under a new OKNO_SECRET, while OKNO_SECRET_OLD has the one before."`
	} `cmd:"" help:"Manage the installation's secret."`
}

// commandLine is how the command line is read and explained.
func commandLine() []kong.Option {
	return []kong.Option{
		kong.Name("okno"), kong.ShortUsageOnError(), kong.Help(helpWithSettings),
		kong.Description("Online booking for service businesses."),
	}
}

func main() {
	var cli commands
	parsed := kong.Parse(&cli, commandLine()...)
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	parsed.BindTo(ctx, (*context.Context)(nil))
	err := parsed.Run(&cli.Config)
	stop()
	if err != nil && !errors.Is(err, context.Canceled) {
		fmt.Fprintln(os.Stderr, "okno: "+sentence(err))
		os.Exit(1)
	}
}
