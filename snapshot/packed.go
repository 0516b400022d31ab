package snapshot

import (
	"bytes"
	"compress/flate"
	"encoding/binary"
	"hash/crc32"
	"sync"
)

// packed is a content compressed once, so that something may still be added behind it.
type packed struct {
	once     sync.Once
	deflated []byte // ends on a whole byte, and is not the end
	sum      uint32
}

// Packed is the content with what follows it as gzip has it (RFC 1952). The content is
// compressed the first time; what follows is short, and is not.
func (a Answer) Packed(follows []byte) []byte {
	p := a.packed
	p.once.Do(func() {
		var text bytes.Buffer
		w, _ := flate.NewWriter(&text, flate.DefaultCompression) // the level is known
		_, _ = w.Write(a.Content)                                // a buffer has no errors
		_ = w.Flush()
		p.deflated, p.sum = text.Bytes(), crc32.ChecksumIEEE(a.Content)
	})
	const head = "\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"
	out := make([]byte, 0, len(head)+len(p.deflated)+5+len(follows)+8)
	out = append(out, head...)
	out = append(out, p.deflated...)
	out = append(out, 1) // the last block, stored as it is (RFC 1951, 3.2.4)
	out = binary.LittleEndian.AppendUint16(out, uint16(len(follows)))
	out = binary.LittleEndian.AppendUint16(out, ^uint16(len(follows)))
	out = append(out, follows...)
	out = binary.LittleEndian.AppendUint32(out, crc32.Update(p.sum, crc32.IEEETable, follows))
	return binary.LittleEndian.AppendUint32(out, uint32(len(a.Content)+len(follows)))
}

// NewAnswer is the answer of that content.
func NewAnswer(content []byte, tag string) Answer {
	return Answer{Content: content, Tag: tag, packed: &packed{}}
}

// weight is what it takes up with what it is compressed to, which is an eighth or less.
func (a Answer) weight() int64 { return int64(cap(a.Content))*9/8 + weightOfTold }
