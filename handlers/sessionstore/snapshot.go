package sessionstore

import (
	"crypto/sha256"
	"encoding/base64"
	"fmt"

	"okno/accounts"
	"okno/db/peopledb"
)

// Snapshot names whose Today a browser may keep for when there is no connection, and until when at the most:
// "NAME.UNIX", the same for as long as the session is used. The name is another one in another session, in another
// company, and once the holder's rights are others: what was kept under the one before is thrown away then
// (static/js/app.js). Nothing can be told from it.
func Snapshot(sessionHash []byte, who *peopledb.Session) string {
	mark := fmt.Sprintf("snapshot %x %d %s %q %q", sessionHash, who.Company.ID, who.Role, who.HideFrom, who.HideRevenue)
	sum := sha256.Sum256([]byte(mark))
	return fmt.Sprintf("%s.%d", base64.RawURLEncoding.EncodeToString(sum[:16]), who.CreatedAt.Add(accounts.MaxSessionAge).Unix())
}
