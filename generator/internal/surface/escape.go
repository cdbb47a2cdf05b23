package surface

import "net/url"

// escape percent-encodes a relative path for an href. A name may hold Chinese
// characters or spaces; a colon in the first part would read as a scheme.
func escape(p string) string { return (&url.URL{Path: p}).String() }
