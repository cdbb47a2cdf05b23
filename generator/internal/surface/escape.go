package surface

import (
	"net/url"
	"strings"
)

// escape percent-encodes a relative path for an href. A name may hold Chinese
// characters or spaces; a colon in the first part would read as a scheme. Most
// have nothing to encode.
func escape(p string) string {
	if strings.IndexFunc(p, unusual) < 0 {
		return p
	}
	return (&url.URL{Path: p}).String()
}

func unusual(r rune) bool {
	plain := r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '/' || r == '.' || r == '-' || r == '_'
	return !plain
}
