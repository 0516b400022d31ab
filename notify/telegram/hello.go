package telegram

import "context"

// Hello asks Telegram whose the installation's token is; ErrNoBot where there is none.
func (b *Bots) Hello(ctx context.Context) (name string, err error) {
	one, err := b.Whose(ctx, Shared)
	if err != nil {
		return "", err
	}
	name, err = b.Name(ctx, one)
	return name, understood(err)
}
