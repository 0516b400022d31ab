// Package kept renders parts of pages once for everybody who sees the same of a company at one version, in one
// minute, and keeps them in memory.
package kept

import (
	"bytes"
	"strconv"
	"sync"
	"time"

	"okno/booking"
	"okno/db"
)

// Memory holds the parts that were rendered last. The zero value is empty and ready.
type Memory struct {
	mu         sync.Mutex
	young, old map[Key]*Part // what is asked for goes from old to young
	bytes      int           // of young
	oldBytes   int
	hits       int64
	misses     int64
}

// Stat is what is kept and how it is used.
type Stat struct {
	Entries       int
	Bytes, Budget int64
	Hits, Misses  int64
}

// Stat is that of the process since it began.
func (m *Memory) Stat() Stat {
	m.mu.Lock()
	defer m.mu.Unlock()
	return Stat{len(m.young) + len(m.old), int64(m.bytes + m.oldBytes), 2 * maxBytes, m.hits, m.misses}
}

// Key is what a part depends on.
type Key struct {
	Company  booking.CompanyID
	Versions db.Versions
	Topic    any   // comparable; what else makes two viewers see different things
	Minute   int64 // times of day are told in minutes
}

// Part is a fragment or the content of a page as it was rendered.
type Part struct {
	Title string
	// of a whole page: what its Base has besides
	Section string
	Hears   bool
	text    [][]byte  // between its parts stands what the clock says
	until   time.Time // when it shows what is over by then; zero: at the minute's end
}

// maxBytes bounds the memory of the younger half of what is kept; the older one is as large at most.
const maxBytes = 24 << 20

// Write appends the part to a page that tells the browser's clock the given time.
func (p *Part) Write(page *bytes.Buffer, now time.Time) {
	for i, text := range p.text {
		if i > 0 {
			page.Write(clockSays(now.Unix()))
		}
		page.Write(text)
	}
}

// Size is the length of the part in bytes, without what the clock says.
func (p *Part) Size() (n int) {
	for _, text := range p.text {
		n += len(text)
	}
	return n
}

func clockSays(now int64) []byte { return []byte(`data-now="` + strconv.FormatInt(now, 10) + `"`) }

func (m *Memory) get(key Key, now time.Time) *Part {
	m.mu.Lock()
	defer m.mu.Unlock()
	part := m.young[key]
	if part == nil {
		if part = m.old[key]; part != nil {
			delete(m.old, key)
			m.oldBytes -= part.Size()
			m.add(key, part, part.Size())
		}
	}
	if part == nil || !part.until.IsZero() && !now.Before(part.until) {
		m.misses++
		return nil
	}
	m.hits++
	return part
}

func (m *Memory) put(key Key, part *Part, size int) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.add(key, part, size)
}

// add puts a part among the young ones. The caller holds m.mu.
func (m *Memory) add(key Key, part *Part, size int) {
	if m.young == nil || m.bytes+size > maxBytes {
		m.young, m.old, m.bytes, m.oldBytes = map[Key]*Part{}, m.young, 0, m.bytes
	}
	m.young[key] = part
	m.bytes += size
}
