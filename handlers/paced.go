package handlers

import (
	"net/http"
	"time"

	"github.com/labstack/echo/v4"
)

// writePatience is how long a reader may take for a whole answer or, of one that is long,
// for each part of it.
const writePatience = 30 * time.Second

const contextPace = "pace"

// paced drops a client that does not read its answer: the connection has a deadline
// from the first byte on. One that becomes a socket has its own (follow.go).
func (h chain) paced(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		p := &pace{ResponseWriter: c.Response().Writer, patience: h.WritePatience}
		c.Response().Writer = p
		c.Set(contextPace, p)
		return next(c)
	}
}

// AtLength gives an answer that is written part by part the whole of the time for each part.
func AtLength(c echo.Context) {
	if p, ok := c.Get(contextPace).(*pace); ok {
		p.each = true
	}
}

// pace is a ResponseWriter that sets the deadline.
type pace struct {
	http.ResponseWriter
	patience time.Duration
	begun    bool
	each     bool // part
}

func (p *pace) Write(b []byte) (int, error) {
	if !p.begun || p.each {
		p.begun = true
		_ = http.NewResponseController(p.ResponseWriter).SetWriteDeadline(time.Now().Add(p.patience)) // a recorder has none
	}
	return p.ResponseWriter.Write(b)
}

// Unwrap is for http.ResponseController.
func (p *pace) Unwrap() http.ResponseWriter { return p.ResponseWriter }
