package pictures

import "bytes"

// disguised says whether a picture's file is something else as well: an archive,
// a document or a page that another program would open. Only pixels are kept of
// a photo, so it could do no harm, but nobody's photo looks like that and whoever
// sends it is told. What telephones append of their own accord, a film or a
// second picture, is no disguise.
func disguised(file []byte) bool {
	head := bytes.ToLower(file[:min(len(file), 1024)])
	if bytes.Contains(head, []byte("%pdf-")) { // a reader looks no further
		return true
	}
	// APPNOTE.TXT, section 4.3.16: the end of a zip's directory, 22 bytes and a
	// comment of that length, ends the file.
	tail := file[max(0, len(file)-22-0xffff):]
	for at := 0; ; at++ {
		i := bytes.Index(tail[at:], []byte("PK\x05\x06"))
		if i < 0 {
			break
		}
		at += i
		if at+22 <= len(tail) && at+22+int(tail[at+20])+int(tail[at+21])<<8 == len(tail) {
			return true
		}
	}
	lower := bytes.ToLower(file)
	for _, mark := range []string{"<html", "<script", "<?php", "<!doctype"} {
		if bytes.Contains(lower, []byte(mark)) {
			return true
		}
	}
	return false
}
