package booking

// Bounds of a photo that is sent, and the size of the portrait that is kept.
const (
	MaxPhotoBytes  = 5 << 20
	MaxPhotoPixels = 30_000_000 // a telephone's 24 megapixels, and some more
	MaxPhotoMemory = 200 << 20  // bytes that decoding one may take
	PhotoSide      = 256        // pixels of the square that is kept
)

// PhotoTooLarge is the refusal of a file over MaxPhotoBytes.
func PhotoTooLarge() error {
	return FailFields(map[string]Sentence{"photo": Say("error.photo_large", "Max", MaxPhotoBytes>>20)})
}
