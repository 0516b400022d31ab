package socket

import (
	"bufio"
	"net"
	"net/http"
)

// kernelBuffer is how much the kernel keeps of what a viewer has not read, as far as it lets us choose: a whole
// board, so that a slow phone has the time of reading it. By itself it would take megabytes.
const kernelBuffer = 512 << 10

// Lean is the response of a request that becomes a socket, which may be open for hours and be one of thousands.
type Lean struct{ http.ResponseWriter }

// Hijack is asked by websocket.Accept. It bounds what the kernel keeps, and hands the connection over with a short buffer for
// what comes in, which is next to nothing; the server's own is used again.
func (l Lean) Hijack() (net.Conn, *bufio.ReadWriter, error) {
	conn, own, err := http.NewResponseController(l.ResponseWriter).Hijack()
	if err != nil {
		return conn, own, err
	}
	if tcp, ok := conn.(*net.TCPConn); ok {
		if err := tcp.SetWriteBuffer(kernelBuffer); err != nil {
			return conn, own, err
		}
	}
	if own.Reader.Buffered() > 0 { // it was in a hurry
		return conn, own, nil
	}
	return conn, bufio.NewReadWriter(bufio.NewReaderSize(conn, 256), bufio.NewWriterSize(conn, 4096)), nil
}
