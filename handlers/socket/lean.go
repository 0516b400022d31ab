package socket

import (
	"bufio"
	"net"
	"net/http"
)

// kernelBuffer is how much the kernel keeps of what a viewer has not read, as far as it lets us choose: a whole
// board, so that a slow phone has the time of reading it. By itself it would take megabytes.
const kernelBuffer = 512 << 10

// Lean is the response of a request that becomes a socket.
type Lean struct{ http.ResponseWriter }

// Hijack bounds what the kernel keeps.
func (l Lean) Hijack() (net.Conn, *bufio.ReadWriter, error) {
	conn, buffered, err := http.NewResponseController(l.ResponseWriter).Hijack()
	if tcp, ok := conn.(*net.TCPConn); ok && err == nil {
		err = tcp.SetWriteBuffer(kernelBuffer)
	}
	return conn, buffered, err
}
