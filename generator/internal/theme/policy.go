package theme

// Policy is what pages allow themselves (Content-Security-Policy): their own files and nothing else. Nothing that runs or
// styles is written into a page, so that what somebody manages to smuggle into one does neither. A page says so itself,
// for those opened from a folder have no server to say it.
const Policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; " +
	"connect-src 'self'; base-uri 'none'; form-action 'none'"

// ServerPolicy is what a web server has to allow so that every page can do what it allows itself; only a server can say
// that no other site may show the pages in a frame of its own.
const ServerPolicy = Policy + "; frame-src 'self'; frame-ancestors 'self'"

// Policy returns the page's content security policy. Only the page that lists the screens shows other pages.
func (p *Page) Policy() string {
	if len(p.Previews) > 0 {
		return Policy + "; frame-src 'self'"
	}
	return Policy
}

// Policy returns the screen's content security policy. Opened from a disk, it loads the next build in a frame.
func (s *screen) Policy() string { return Policy + "; frame-src 'self'" }
