package booking

import (
	"strconv"
	"strings"
)

// latin writes the letters of the Russian alphabet in Latin ones, as the
// Russian passport does (ICAO Doc 9303, part 3, section 6.B).
var latin = map[rune]string{
	'а': "a", 'б': "b", 'в': "v", 'г': "g", 'д': "d", 'е': "e", 'ё': "e", 'ж': "zh", 'з': "z", 'и': "i", 'й': "i",
	'к': "k", 'л': "l", 'м': "m", 'н': "n", 'о': "o", 'п': "p", 'р': "r", 'с': "s", 'т': "t", 'у': "u", 'ф': "f",
	'х': "kh", 'ц': "ts", 'ч': "ch", 'ш': "sh", 'щ': "shch", 'ъ': "ie", 'ы': "y", 'ь': "", 'э': "e", 'ю': "iu", 'я': "ia",
}

// maxRef keeps a made ref short enough to be read in an address.
const maxRef = 40

// NewRef makes the ref of a thing that was named in the panel: its name in
// Latin letters, digits and hyphens, the fallback where nothing of it is left,
// numbered from 2 on while it is taken.
func NewRef(name, fallback string, taken func(ref string) bool) string {
	base := slug(name)
	if base == "" {
		base = fallback
	}
	for n, ref := 2, base; ; n++ {
		if !taken(ref) {
			return ref
		}
		ref = base + "-" + strconv.Itoa(n)
	}
}

func slug(name string) string {
	var b strings.Builder
	for _, r := range strings.ToLower(name) {
		written, known := latin[r]
		switch {
		case known:
		case r >= 'a' && r <= 'z' || r >= '0' && r <= '9':
			written = string(r)
		case b.Len() > 0 && !strings.HasSuffix(b.String(), "-"):
			written = "-"
		}
		if b.Len()+len(written) > maxRef {
			break
		}
		b.WriteString(written)
	}
	return strings.TrimRight(b.String(), "-")
}
