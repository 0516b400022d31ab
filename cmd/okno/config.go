package main

import (
	"crypto/rand"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/url"
	"os"
	"strings"
	"time"

	bookingsecret "okno/booking/secret"
	"okno/db/local"
)

// Config is what the environment says. Every command's --help lists it (settings.go): help is what a
// setting means, unset what holds without it where that is no plain default.
type Config struct {
	DatabaseURL   string        `env:"DATABASE_URL" hidden:"" help:"The PostgreSQL to use: postgres://USER:PASSWORD@HOST/NAME, version 15 to 18 with the extension btree_gist." unset:"a private server in the data directory"`
	ListenURL     string        `env:"OKNO_DATABASE_LISTEN_URL" hidden:"" help:"PostgreSQL itself, where DATABASE_URL leads through a pooler such as PgBouncer in transaction mode: for the few connections that listen for changes, hold locks and work jobs." unset:"DATABASE_URL"`
	ReadTime      time.Duration `env:"OKNO_READ_TIME" hidden:"" default:"2s" help:"How long a request that changes nothing may take before it is refused for now (503)."`
	ActTime       time.Duration `env:"OKNO_ACT_TIME" hidden:"" default:"5s" help:"How long any other request may take."`
	DataDir       string        `env:"OKNO_DATA_DIR" hidden:"" help:"Where the private server and its secrets live." unset:"~/.local/share/okno; /var/lib/okno for root"`
	Addr          string        `env:"OKNO_ADDR" hidden:"" default:"127.0.0.1:8080" help:"The listen address."`
	BaseURL       string        `env:"OKNO_BASE_URL" hidden:"" help:"The address that users see, such as https://book.example.com; https makes cookies secure, and other host names are refused." unset:"from the listen address"`
	Secret        string        `env:"OKNO_SECRET" hidden:"" help:"Key of cookies and tokens: 32 bytes or more, in hex or base64. Required with DATABASE_URL." unset:"made once and kept in the data directory"`
	OldSecret     string        `env:"OKNO_SECRET_OLD" hidden:"" help:"Keys that were in force before and are still read, separated by commas." unset:"none"`
	SMTPURL       string        `env:"OKNO_SMTP_URL" hidden:"" help:"The mail server: smtp:// or smtps://USER:PASSWORD@HOST:PORT. One on another machine has to offer STARTTLS, unless the address ends in ?tls=optional." unset:"mail is logged and not sent"`
	MailFrom      string        `env:"OKNO_MAIL_FROM" hidden:"" default:"okno@localhost" help:"The sender's address."`
	TelegramAPI   string        `env:"OKNO_TELEGRAM_API" hidden:"" help:"Base address of the Bot API." unset:"the public one"`
	Telegram      string        `env:"OKNO_TELEGRAM_TOKEN" hidden:"" help:"Token of the installation's Telegram bot, for companies without a bot of their own." unset:"companies bring their own"`
	OwnNetwork    string        `env:"OKNO_SMS_OWN_NETWORK" hidden:"" default:"off" enum:"on,off" help:"on: a company's provider of SMS may be in this machine's own network, such as a modem. Whoever may change a company's settings can then have this machine ask addresses there."`
	Lease         time.Duration `env:"OKNO_DELIVERY_LEASE" hidden:"" default:"2m" help:"How long before a message that a worker has not finished counts as lost, and another worker sends it."`
	PublicLimits  string        `env:"OKNO_PUBLIC_LIMITS" hidden:"" default:"on" enum:"on,off" help:"off lifts the limits on what one address may ask of the public API."`
	SignUp        string        `env:"OKNO_SIGN_UP" hidden:"" default:"on" enum:"on,off" help:"off: companies are created from the command line only."`
	Proxies       string        `env:"OKNO_PROXIES" hidden:"" default:"" help:"Addresses and networks of reverse proxies whose X-Forwarded-For and X-Request-Id are trusted, separated by commas." unset:"none"`
	SnapshotBytes int64         `env:"OKNO_SNAPSHOT_BYTES" hidden:"" default:"134217728" help:"How much memory a process gives to what visitors ask about: setups, busy times and answers of the companies asked about last, in bytes."`
	MetricsListen string        `env:"OKNO_METRICS_LISTEN" hidden:"" help:"A second, private listen address with /metrics for Prometheus and /debug/pprof/, such as 127.0.0.1:9464. Whoever reaches it sees the process from inside." unset:"off"`
	Log           string        `env:"OKNO_LOG" hidden:"" default:"" help:"text or json." unset:"text on a terminal, else json"`
	LogLevel      slog.Level    `env:"OKNO_LOG_LEVEL" hidden:"" default:"info" help:"debug, info, warn or error. At info there is a line for each request (okno demo: at debug)."`
}

// minSecret is the least length of the key, in bytes.
const minSecret = 32

// secret is the key of cookies and tokens: from the environment, else made once
// and kept in the data directory.
func (c *Config) secret() ([]byte, error) {
	if c.Secret == "" {
		if c.DatabaseURL != "" {
			return nil, errors.New("OKNO_SECRET is required with DATABASE_URL: at least 32 random bytes in hex or base64, for example from `openssl rand -hex 32`")
		}
		dir, err := c.dataDir()
		if err != nil {
			return nil, err
		}
		return local.Secret(dir)
	}
	return readSecret("OKNO_SECRET", c.Secret)
}

// oldSecrets are the keys that were in force before: what was made under them is still read.
func (c *Config) oldSecrets() (keys [][]byte, err error) {
	for _, text := range strings.FieldsFunc(c.OldSecret, func(r rune) bool { return r == ',' || r == ' ' }) {
		key, err := readSecret("OKNO_SECRET_OLD", text)
		if err != nil {
			return nil, err
		}
		keys = append(keys, key)
	}
	return keys, nil
}

// seal is made of the key in force and those before.
func (c *Config) seal() (*bookingsecret.Seal, error) {
	secret, err := c.secret()
	if err != nil {
		return nil, err
	}
	older, err := c.oldSecrets()
	if err != nil {
		return nil, err
	}
	return bookingsecret.NewSeal(secret, rand.Reader, older...)
}

func readSecret(name, text string) ([]byte, error) {
	for _, decode := range []func(string) ([]byte, error){
		hex.DecodeString, base64.StdEncoding.DecodeString, base64.RawStdEncoding.DecodeString,
		base64.URLEncoding.DecodeString, base64.RawURLEncoding.DecodeString,
	} {
		if key, err := decode(text); err == nil && len(key) >= minSecret {
			return key, nil
		}
	}
	return nil, fmt.Errorf("%s is not %d bytes or more in hex or base64", name, minSecret)
}

func (c *Config) dataDir() (string, error) {
	if c.DataDir != "" {
		return c.DataDir, nil
	}
	return local.DefaultDir()
}

// baseURL is the address users see: as configured, else that of the listener.
func (c *Config) baseURL(listening net.Addr) (string, error) {
	if c.BaseURL == "" {
		return "http://" + listening.String(), nil
	}
	u, err := url.Parse(c.BaseURL)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || u.RawQuery != "" || strings.Trim(u.Path, "/") != "" {
		return "", fmt.Errorf("OKNO_BASE_URL is %q, not an address like https://book.example.com", c.BaseURL)
	}
	return u.Scheme + "://" + u.Host, nil
}

// logger writes text to a terminal and JSON elsewhere, unless it is told.
func (c *Config) logger() (*slog.Logger, error) {
	format := c.Log
	if format == "" {
		format = "json"
		if info, err := os.Stderr.Stat(); err == nil && info.Mode()&os.ModeCharDevice != 0 {
			format = "text"
		}
	}
	options := &slog.HandlerOptions{Level: c.LogLevel}
	switch format {
	case "text":
		return bounded(slog.NewTextHandler(os.Stderr, options)), nil
	case "json":
		return bounded(slog.NewJSONHandler(os.Stderr, options)), nil
	}
	return nil, fmt.Errorf("OKNO_LOG is %q, not text or json", format)
}

// proxies are the networks of OKNO_PROXIES: 10.0.0.0/8, 127.0.0.1.
func (c *Config) proxies() ([]*net.IPNet, error) {
	var networks []*net.IPNet
	for _, text := range strings.FieldsFunc(c.Proxies, func(r rune) bool { return r == ',' || r == ' ' }) {
		if ip := net.ParseIP(text); ip != nil {
			text += map[bool]string{true: "/32", false: "/128"}[ip.To4() != nil]
		}
		_, network, err := net.ParseCIDR(text)
		if err != nil {
			return nil, fmt.Errorf("OKNO_PROXIES has %q, which is neither an address nor a network like 10.0.0.0/8", text)
		}
		networks = append(networks, network)
	}
	return networks, nil
}
