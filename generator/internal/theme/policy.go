package theme

// Policy is what pages allow themselves (Content-Security-Policy): their own files and nothing else. Nothing that runs or
// styles is written into a page, so that what somebody manages to smuggle into one does neither. A page says so itself,
// for those opened from a folder have no server to say it.
const Policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; " +
	"connect-src 'self'; base-uri 'none'; form-action 'none'"

// framing is the policy of what shows other pages of the site in frames.
const framing = Policy + "; frame-src 'self'"

// ServerPolicy is what a web server has to allow so that every page can do what it allows itself; only a server can say
// that no other site may show the pages in a frame of its own.
const ServerPolicy = framing + "; frame-ancestors 'self'"

// Policy returns the page's content security policy. Of all pages, only the one that lists the screens shows others.
func (p *Page) Policy() string {
	if len(p.Previews) > 0 {
		return framing
	}
	return Policy
}

// Policy returns the screen's content security policy. Opened from a disk, it loads the next build in a frame.
func (s *screen) Policy() string { return framing }
