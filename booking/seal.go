package booking

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/hmac"
	"crypto/sha256"
	"errors"
	"io"
)

// Seal keeps small secrets unreadable where they are stored: AES-256-GCM under a
// key made of the installation's secret. What is sealed for one purpose does not
// open for another.
type Seal struct {
	box    cipher.AEAD
	key    []byte
	random io.Reader
}

// NewSeal makes a Seal of the installation's secret, 32 bytes or more.
func NewSeal(secret []byte, random io.Reader) (*Seal, error) {
	keys, err := hkdf.Key(sha256.New, secret, nil, "okno seal", 64)
	if err != nil {
		return nil, err
	}
	block, err := aes.NewCipher(keys[:32])
	if err != nil {
		return nil, err
	}
	box, err := cipher.NewGCM(block)
	return &Seal{box, keys[32:], random}, err
}

// Close makes text unreadable.
func (s *Seal) Close(purpose string, text []byte) ([]byte, error) {
	nonce := make([]byte, s.box.NonceSize())
	if _, err := io.ReadFull(s.random, nonce); err != nil {
		return nil, err
	}
	return s.box.Seal(nonce, nonce, text, []byte(purpose)), nil
}

// Open gives the text back; an error says that it is not one of ours.
func (s *Seal) Open(purpose string, sealed []byte) ([]byte, error) {
	n := s.box.NonceSize()
	if len(sealed) < n {
		return nil, errors.New("what was sealed is cut off")
	}
	return s.box.Open(nil, sealed[:n], sealed[n:], []byte(purpose))
}

// Hash is a keyed hash: of a short code that must not be found by trying from
// the database alone.
func (s *Seal) Hash(purpose, text string) []byte {
	mac := hmac.New(sha256.New, s.key)
	mac.Write([]byte(purpose + "\x00" + text))
	return mac.Sum(nil)
}
