package push

import (
	"context"
	"crypto/ecdh"
	"sync"

	"okno/booking"
	"okno/booking/secret"
	"okno/db"
	"okno/db/messagedb"
)

// KeySeal is the purpose that the private key is sealed for.
const KeySeal = "push key"

// Keys has the installation's key for push services. It is made the first time that somebody asks for it, and stays:
// browsers subscribe under it.
type Keys struct {
	DB   *db.DB
	Seal *secret.Seal

	mu              sync.Mutex
	public, private []byte
}

// Public is the public key, an uncompressed point of P-256: browsers subscribe under it.
func (k *Keys) Public(ctx context.Context) ([]byte, error) {
	public, _, err := k.pair(ctx)
	return public, err
}

func (k *Keys) pair(ctx context.Context) (public, private []byte, err error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.private != nil {
		return k.public, k.private, nil
	}
	found, err := messagedb.FindPushKey(ctx, k.DB)
	if booking.CodeOf(err) == booking.NotFound {
		if err = k.make(ctx); err == nil {
			found, err = messagedb.FindPushKey(ctx, k.DB)
		}
	}
	if err != nil {
		return nil, nil, err
	}
	if private, err = k.Seal.Open(KeySeal, found.Sealed); err != nil {
		return nil, nil, err
	}
	k.public, k.private = found.Public, private
	return k.public, k.private, nil
}

// make makes a pair and keeps it, unless another process has been quicker.
func (k *Keys) make(ctx context.Context) error {
	made, err := ecdh.P256().GenerateKey(nil)
	if err != nil {
		return err
	}
	sealed, err := k.Seal.Close(KeySeal, made.Bytes())
	if err != nil {
		return err
	}
	return messagedb.KeepPushKey(ctx, k.DB, messagedb.PushKey{Public: made.PublicKey().Bytes(), Sealed: sealed})
}
