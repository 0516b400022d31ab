package local

import (
	"io"
	"os"
	"time"
)

// The server's log is looked at now and then, and is begun anew when it has become long: one
// old one is kept beside it. The server writes at the end of the file, wherever that is.
const (
	logRound = time.Minute
	maxLog   = 4 << 20
)

// keepShort looks at the log until the server is left.
func (s *Server) keepShort(every time.Duration) {
	ticker := time.NewTicker(every)
	defer ticker.Stop()
	for {
		select {
		case <-s.left:
			return
		case <-ticker.C:
			if err := s.place.turnLog(maxLog); err != nil {
				s.log.Warn("the log of the private PostgreSQL server could not be shortened", "error", err)
			}
		}
	}
}

// turnLog puts the log beside itself and empties it, once it is longer than most: at most so
// many bytes of its end are kept.
func (p place) turnLog(most int64) error {
	log, err := os.OpenFile(p.logFile(), os.O_RDWR, 0)
	if os.IsNotExist(err) {
		return nil
	}
	if err != nil {
		return err
	}
	defer log.Close()
	info, err := log.Stat()
	if err != nil || info.Size() <= most {
		return err
	}
	if _, err := log.Seek(-most, io.SeekEnd); err != nil {
		return err
	}
	old, err := os.OpenFile(p.logFile()+".old", os.O_CREATE|os.O_WRONLY|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	defer old.Close()
	if _, err := io.CopyN(old, log, most); err != nil && err != io.EOF {
		return err
	}
	return log.Truncate(0)
}
