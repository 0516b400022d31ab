package notify

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hmac"
	"crypto/sha256"
	"errors"
	"io"
	"strconv"

	"okno/booking"
)

// derive makes a key for one purpose out of the installation's secret.
func derive(secret []byte, purpose string) []byte {
	mac := hmac.New(sha256.New, secret)
	mac.Write([]byte(purpose))
	return mac.Sum(nil)
}

func sealer(secret []byte) (cipher.AEAD, error) {
	block, err := aes.NewCipher(derive(secret, "okno telegram token"))
	if err != nil {
		return nil, err
	}
	return cipher.NewGCM(block)
}

// seal hides a bot's token for keeping: AES-256-GCM, bound to its company.
func seal(secret []byte, company booking.CompanyID, token string, random io.Reader) ([]byte, error) {
	aead, err := sealer(secret)
	if err != nil {
		return nil, err
	}
	nonce := make([]byte, aead.NonceSize())
	if _, err := io.ReadFull(random, nonce); err != nil {
		return nil, err
	}
	return aead.Seal(nonce, nonce, []byte(token), owner(company)), nil
}

// errSealed says that a token was sealed under another secret.
var errSealed = errors.New("the bot's token cannot be read: OKNO_SECRET is another one than when it was saved")

func unseal(secret []byte, company booking.CompanyID, sealed []byte) (string, error) {
	aead, err := sealer(secret)
	if err != nil || len(sealed) < aead.NonceSize() {
		return "", errSealed
	}
	token, err := aead.Open(nil, sealed[:aead.NonceSize()], sealed[aead.NonceSize():], owner(company))
	if err != nil {
		return "", errSealed
	}
	return string(token), nil
}

func owner(company booking.CompanyID) []byte { return strconv.AppendInt(nil, int64(company), 10) }
