package handlers_test

import (
	"archive/zip"
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"mime/multipart"
	"net/http"
	"strings"
	"testing"

	"okno/booking"
)

// twoHalves is a picture that is red on its left (or upper) half and blue on the other.
func twoHalves(w, h int) image.Image {
	m := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			m.SetRGBA(x, y, color.RGBA{R: 255, A: 255})
			if x >= w/2 {
				m.SetRGBA(x, y, color.RGBA{B: 255, A: 255})
			}
		}
	}
	return m
}

func jpegFile(t *testing.T, w, h int) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, twoHalves(w, h), nil); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func pngFile(t *testing.T, w, h int) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, twoHalves(w, h)); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// withExif puts an Exif segment with that orientation and a secret into a JPEG.
func withExif(file []byte, orientation uint16) []byte {
	tiff := []byte("MM\x00*\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01")
	tiff = binary.BigEndian.AppendUint16(tiff, orientation)
	tiff = append(tiff, "\x00\x00\x00\x00\x00\x00GPS 55.7522 N"...)
	segment := append([]byte("Exif\x00\x00"), tiff...)
	out := append([]byte{0xff, 0xd8, 0xff, 0xe1}, byte((len(segment)+2)>>8), byte(len(segment)+2))
	return append(append(out, segment...), file[2:]...)
}

// pngHeader is a PNG that promises a size and holds nothing.
func pngHeader(w, h uint32) []byte {
	body := []byte("IHDR")
	body = binary.BigEndian.AppendUint32(body, w)
	body = binary.BigEndian.AppendUint32(body, h)
	body = append(body, 8, 6, 0, 0, 0)
	out := append([]byte("\x89PNG\r\n\x1a\n"), 0, 0, 0, 13)
	return binary.BigEndian.AppendUint32(append(out, body...), crc32.ChecksumIEEE(body))
}

func zipFile(t *testing.T) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	f, err := w.Create("photo.jpg")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.Write([]byte("not a photo")); err != nil || w.Close() != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// webpFile is one lossless pixel.
func webpFile(t *testing.T) []byte {
	t.Helper()
	b, err := base64.StdEncoding.DecodeString("UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA==")
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// hugeWebp is a WebP whose canvas is one pixel and whose frame is 16383 × 16383.
func hugeWebp() []byte {
	frame := []byte("VP8 \x0a\x00\x00\x00\x10\x00\x00\x9d\x01\x2a\xff\x3f\xff\x3f")
	body := append([]byte("WEBPVP8X\x0a\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00"), frame...)
	return append(binary.LittleEndian.AppendUint32([]byte("RIFF"), uint32(len(body))), body...)
}

// send posts a file as a browser's form does.
func (b browser) photo(id booking.ID, seen, name string, file []byte, header ...string) answer {
	b.h.t.Helper()
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	b.h.must(w.WriteField("seen", seen))
	part, err := w.CreateFormFile("photo", name)
	b.h.must(err)
	_, err = part.Write(file)
	b.h.must(err)
	b.h.must(w.Close())
	return b.h.do(b.Client, b.h.request("POST", "/resources/"+string(id)+"/photo", &body, append([]string{"Content-Type", w.FormDataContentType()}, header...)...))
}

func decoded(t *testing.T, a answer) image.Image {
	t.Helper()
	m, format, err := image.Decode(bytes.NewReader(a.Body))
	if err != nil || format != "jpeg" || m.Bounds() != image.Rect(0, 0, 256, 256) {
		t.Fatalf("%d %v: %s of %v", a.Status, err, format, m)
	}
	return m
}

func red(c color.Color) bool { r, _, b, _ := c.RGBA(); return r > 0xc000 && b < 0x4000 }

func TestPhotoIsMadeSmallAndNothingButPixels(t *testing.T) {
	h := newHouse(t)
	b := h.signIn("olga@studio.example")
	anna := h.resourceNamed("Анна")
	a := b.photo(anna.ID, "", "сама.jpg", withExif(jpegFile(t, 900, 600), 6), fragment...)
	hash := h.resourceNamed("Анна").Photo
	path := "/resources/" + string(anna.ID) + "/photo/" + hash
	if a.Status != 200 || len(find(t, a, `.photo-image[src="`+path+`"]`)) != 1 || text(t, a, "#photo-error") != "" {
		t.Fatalf("%d %s", a.Status, a.Body)
	}
	got := b.get(path)
	if bytes.Contains(got.Body, []byte("GPS")) || bytes.Contains(got.Body, []byte("Exif")) {
		t.Error("metadata is kept")
	}
	m := decoded(t, got)
	if !red(m.At(128, 20)) || red(m.At(128, 236)) { // lying: its left side is up
		t.Errorf("it does not stand upright: top %v, bottom %v", m.At(128, 20), m.At(128, 236))
	}
	if got.Header.Get("Cache-Control") != "private, max-age=31536000, immutable" || got.Header.Get("Content-Type") != "image/jpeg" {
		t.Errorf("headers %v", got.Header)
	}
	if a := b.get(path, "If-None-Match", got.Header.Get("ETag")); a.Status != http.StatusNotModified {
		t.Errorf("asked again: %d", a.Status)
	}
	for _, page := range []string{"/resources", "/resources/" + string(anna.ID), day} {
		if len(find(t, b.get(page), `img.avatar[src="`+path+`"]`)) == 0 {
			t.Errorf("%s does not show it", page)
		}
	}
	if a := h.signIn("rex@rival.example").get(path); a.Status != 404 {
		t.Errorf("a rival gets %d", a.Status)
	}
	if a := h.get(path); a.Header.Get("Content-Type") == "image/jpeg" {
		t.Error("a stranger gets it")
	}
	if a := b.get("/resources/" + string(anna.ID) + "/photo/" + strings.Repeat("0", 32)); a.Status != 404 {
		t.Errorf("another hash: %d", a.Status)
	}
}

func TestPhotosOfAllFormats(t *testing.T) {
	h := newHouse(t)
	b := h.signIn("olga@studio.example")
	id := h.resourceNamed("Зал").ID
	seen := ""
	for name, file := range map[string][]byte{
		"a.png": pngFile(t, 10, 3000), "by its content.txt": pngFile(t, 1, 1), "a.webp": webpFile(t),
		"film behind it.jpg": append(append(jpegFile(t, 300, 300), "ftypmp42 a telephone's moving picture"...), bytes.Repeat([]byte{0xff, 0xda}, 200)...),
	} {
		if a := b.photo(id, seen, name, file, fragment...); a.Status != 200 {
			t.Errorf("%s: %d %s", name, a.Status, text(t, a, "#photo-error"))
		}
		seen = h.resourceNamed("Зал").Photo
		decoded(t, b.get("/resources/"+string(id)+"/photo/"+seen))
	}
}

func TestWhatIsNoPhotoIsRefusedByTheField(t *testing.T) {
	h := newHouse(t)
	b := h.signIn("olga@studio.example")
	id := h.resourceNamed("Анна").ID
	whole := jpegFile(t, 600, 600)
	first := bytes.Index(whole, []byte{0xff, 0xda}) // the only scan: it could be said again and again
	scans := append(bytes.Clone(whole[:first]), bytes.Repeat(whole[first:len(whole)-2], 100)...)
	scans = append(scans, 0xff, 0xd9)
	for name, c := range map[string]struct {
		file []byte
		says string
	}{
		"50mb.jpg":      {append(bytes.Clone(whole), make([]byte, 50<<20)...), "больше 5"},
		"5mb+1.jpg":     {append(bytes.Clone(whole), make([]byte, 5<<20+1-len(whole))...), "больше 5"},
		"photo.svg":     {[]byte(`<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>`), "JPEG, PNG"},
		"svg.jpg":       {[]byte(`<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>`), "JPEG, PNG"},
		"zip.png":       {zipFile(t), "JPEG, PNG"},
		"gif.jpg":       {[]byte("GIF89a\x01\x00\x01\x00\x00\x00\x00;"), "JPEG, PNG"},
		"empty.jpg":     {nil, "не выбран"},
		"truncated.jpg": {whole[:len(whole)/2], "повреждён"},
		"headless.png":  {[]byte("\x89PNG\r\n\x1a\n"), "повреждён"},
		"bomb.png":      {pngHeader(50_000, 50_000), "мегапикселей"},
		"bomb.webp":     {hugeWebp(), "мегапикселей"},
		"scans.jpg":     {scans, "повреждён"},
		"zip.jpg":       {append(bytes.Clone(whole), zipFile(t)...), "что-то ещё"},
		"html.jpg":      {append(bytes.Clone(whole), "<script>alert(1)</script>"...), "что-то ещё"},
		"pdf.jpg":       {append(append(bytes.Clone(whole[:2]), 0xff, 0xfe, 0, 10, '%', 'P', 'D', 'F', '-', '1', '.', '7'), whole[2:]...), "что-то ещё"},
	} {
		a := b.photo(id, "", name, c.file, append(fragment, "Accept-Language", "ru")...)
		if got := text(t, a, "#resource-photo #photo-error"); a.Status != 422 || !strings.Contains(got, c.says) {
			t.Errorf("%s: %d %q", name, a.Status, got)
		}
	}
	if a := b.photo(id, "", "x.jpg", []byte("GIF89a")); a.Status != 422 || len(find(t, a, "#resource-form")) != 1 {
		t.Errorf("without scripts: %d", a.Status)
	}
	if a := b.send("POST", "/resources/"+string(id)+"/photo", nil); a.Status != 400 {
		t.Errorf("no form: %d", a.Status)
	}
	if photo := h.resourceNamed("Анна").Photo; photo != "" {
		t.Errorf("stored: %s", photo)
	}
}

func TestPhotoOfTwoAdmins(t *testing.T) {
	h := newHouse(t)
	b := h.signIn("olga@studio.example")
	id := h.resourceNamed("Анна").ID
	if a := b.photo(id, "", "a.png", pngFile(t, 30, 30), fragment...); a.Status != 200 {
		t.Fatal(a.Status)
	}
	first := h.resourceNamed("Анна").Photo
	if a := b.photo(id, "", "b.png", pngFile(t, 40, 80), fragment...); a.Status != 409 || h.resourceNamed("Анна").Photo != first || text(t, a, "#photo-error") == "" {
		t.Errorf("a photo that nobody saw is overwritten: %d", a.Status)
	}
	a := b.send("DELETE", "/resources/"+string(id)+"/photo", nil, fragment...)
	if a.Status != 200 || h.resourceNamed("Анна").Photo != "" || len(find(t, a, ".toast-undo")) != 1 {
		t.Errorf("removal: %d", a.Status)
	}
	if a := b.get("/resources/" + string(id) + "/photo/" + first); a.Status != 404 {
		t.Errorf("a removed photo is still there: %d", a.Status)
	}
	if a := b.send("DELETE", "/resources/"+string(id)+"/photo/removal", nil, fragment...); a.Status != 200 || h.resourceNamed("Анна").Photo != first {
		t.Errorf("undo: %d", a.Status)
	}
	for _, who := range []string{"dasha@studio.example", "max@studio.example"} {
		if a := h.signIn(who).photo(id, first, "c.png", pngFile(t, 50, 50)); a.Status != 403 {
			t.Errorf("%s: %d", who, a.Status)
		}
	}
	if a := h.signIn("rex@rival.example").photo(id, first, "c.png", pngFile(t, 50, 50)); a.Status != 404 {
		t.Errorf("a rival: %d", a.Status)
	}
	if a := b.photo(id, first, "c.png", pngFile(t, 50, 50), "Sec-Fetch-Site", "cross-site"); a.Status != 403 {
		t.Errorf("from another site: %d", a.Status)
	}
}
