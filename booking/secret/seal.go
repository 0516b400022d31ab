// Package secret is what must not be read or guessed: values sealed for one purpose, and passwords.
package secret

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
	keys   []sealKey // of the secret in force, then of older ones that are still read
	random io.Reader
}

type sealKey struct {
	box cipher.AEAD
	mac []byte
}

// NewSeal makes a Seal of the installation's secret, 32 bytes or more. What was sealed or
// hashed under older secrets is still read; nothing is written under them.
func NewSeal(secret []byte, random io.Reader, older ...[]byte) (*Seal, error) {
	s := &Seal{random: random}
	for _, each := range append([][]byte{secret}, older...) {
		keys, err := hkdf.Key(sha256.New, each, nil, "okno seal", 64)
		if err != nil {
			return nil, err
		}
		block, err := aes.NewCipher(keys[:32])
		if err != nil {
			return nil, err
		}
		box, err := cipher.NewGCM(block)
		if err != nil {
			return nil, err
		}
		s.keys = append(s.keys, sealKey{box, keys[32:]})
	}
	return s, nil
}

// Close makes text unreadable.
func (s *Seal) Close(purpose string, text []byte) ([]byte, error) {
	box := s.keys[0].box
	nonce := make([]byte, box.NonceSize())
	if _, err := io.ReadFull(s.random, nonce); err != nil {
		return nil, err
	}
	return box.Seal(nonce, nonce, text, []byte(purpose)), nil
}

// Open gives the text back; an error says that it is not one of ours.
func (s *Seal) Open(purpose string, sealed []byte) ([]byte, error) {
	text, _, err := s.open(purpose, sealed)
	return text, err
}

func (s *Seal) open(purpose string, sealed []byte) (text []byte, key int, err error) {
	for key = range s.keys {
		box := s.keys[key].box
		n := box.NonceSize()
		if len(sealed) < n {
			return nil, 0, errors.New("what was sealed is cut off")
		}
		if text, err = box.Open(nil, sealed[:n], sealed[n:], []byte(purpose)); err == nil {
			return text, key, nil
		}
	}
	return nil, 0, err
}

// Reseal seals anew what was sealed under an older secret; nil where there is nothing to
// do. An error says that it is sealed under none that is known.
func (s *Seal) Reseal(purpose string, sealed []byte) ([]byte, error) {
	text, key, err := s.open(purpose, sealed)
	if err != nil || key == 0 {
		return nil, err
	}
	return s.Close(purpose, text)
}

// Hash is a keyed hash: of a short code that must not be found by trying from
// the database alone.
func (s *Seal) Hash(purpose, text string) []byte { return HashUnder(s.keys[0].mac, purpose, text) }

// Hashes are Hash, and what it was under older secrets.
func (s *Seal) Hashes(purpose, text string) [][]byte {
	all := make([][]byte, len(s.keys))
	for i, key := range s.keys {
		all[i] = HashUnder(key.mac, purpose, text)
	}
	return all
}

// HashKeys are what Hashes is made with, for keeping, sealed, what cannot be hashed anew:
// HashUnder goes on with one of them when its secret is gone.
func (s *Seal) HashKeys() [][]byte {
	all := make([][]byte, len(s.keys))
	for i, key := range s.keys {
		all[i] = key.mac
	}
	return all
}

// HashUnder is Hash under one of HashKeys.
func HashUnder(key []byte, purpose, text string) []byte {
	mac := hmac.New(sha256.New, key)
	mac.Write([]byte(purpose + "\x00" + text))
	return mac.Sum(nil)
}
