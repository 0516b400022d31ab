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
	Role    string `required:"" enum:"owner,admin,desk,manager" help:"owner, admin, desk or manager."`
	Name    string `help:"The name shown in the panel; by default the part of the address before the @."`
}

// Run adds the member.
func (u *userAddCommand) Run(ctx context.Context, c *Config) error {
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
		if err := w.accounts.AddMember(ctx, u.Company, u.Email, u.Name, password, booking.Role(u.Role)); err != nil {
			return err
		}
		fmt.Printf("%s can sign in to %s as %s\n", u.Email, u.Company, u.Role)
		return nil
	})
}
