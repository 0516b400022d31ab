package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"strings"

	"okno/booking"
)

type userAddCommand struct {
	Company string `required:"" help:"The company's slug."`
	Email   string `required:"" help:"The address to sign in with."`
	Role    string `required:"" enum:"owner,admin,desk,manager,specialist" help:"owner, admin, desk, manager or specialist."`
	// Resource is whose bookings a specialist sees.
	Resource string `help:"Who of the company's people a specialist is: the ref of the company file."`
	Name     string `help:"The name shown in the panel; by default the part of the address before the @."`
}

// Run adds the member.
func (u *userAddCommand) Run(ctx context.Context, c *Config) error {
	if (u.Role == string(booking.Specialist)) != (u.Resource != "") {
		return errors.New("a specialist needs --resource, and nobody else has one")
	}
	password, err := bufio.NewReader(io.LimitReader(os.Stdin, 4096)).ReadString('\n')
	if err != nil && !errors.Is(err, io.EOF) {
		return fmt.Errorf("the password could not be read from standard input: %w", err)
	}
	password = strings.TrimRight(password, "\r\n")
	return c.withDatabase(ctx, func(d *database, _ *slog.Logger) error {
		w, err := newWriters(d.DB)
		if err != nil {
			return err
		}
		if u.Resource != "" {
			err = w.accounts.AddSpecialist(ctx, u.Company, u.Email, u.Name, password, u.Resource)
		} else {
			err = w.accounts.AddMember(ctx, u.Company, u.Email, u.Name, password, booking.Role(u.Role))
		}
		if err != nil {
			return err
		}
		fmt.Printf("%s can sign in to %s as %s\n", u.Email, u.Company, u.Role)
		return nil
	})
}
