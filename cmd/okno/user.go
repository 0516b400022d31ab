package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"okno/booking"
)

type userAddCommand struct {
	Company string `required:"" help:"The company's slug."`
	Email   string `required:"" help:"The address to sign in with."`
	Role    string `required:"" enum:"owner,admin,desk,manager" help:"owner, admin, desk or manager."`
	Name    string `help:"The name shown in the panel; the address's first part otherwise."`
}

// Run adds the member.
func (u *userAddCommand) Run(ctx context.Context, c *Config) error {
	log, err := c.logger()
	if err != nil {
		return err
	}
	password, err := bufio.NewReader(io.LimitReader(os.Stdin, 4096)).ReadString('\n')
	if err != nil && !errors.Is(err, io.EOF) {
		return fmt.Errorf("the password could not be read from standard input: %w", err)
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
	password = strings.TrimRight(password, "\r\n")
	if err := desk.AddMember(ctx, u.Company, u.Email, u.Name, password, booking.Role(u.Role)); err != nil {
		return err
	}
	fmt.Printf("%s may sign in to %s as %s\n", u.Email, u.Company, u.Role)
	return nil
}
