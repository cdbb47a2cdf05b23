package generator

import (
	"context"
	"fmt"
	"net"
	"path/filepath"
	"strconv"
	"time"

	"gongkai/generator/internal/diag"
	"gongkai/generator/internal/preview"
	"gongkai/generator/internal/value"
)

// portTries is how many ports after the one asked for are tried when it is taken.
const portTries = 20

// ServeOptions are the choices for a preview. Nothing is written to
// Destination; it matters only where it lies inside the source.
type ServeOptions struct {
	Options
	Bind string        // address of this computer to serve on; default 127.0.0.1
	Port int           // the first to try; 0 for any that is free
	Poll time.Duration // look for changes at this interval, for network drives; 0 to be told by the system

	// Built is told what came out of every build, and Ready where the pages are,
	// after the first. Neither is called concurrently.
	Built func(*Report, error)
	Ready func(url string)
}

// Serve serves the pages on this computer only, making each when it is asked for, and builds
// again after every change of the source and, without a Date, on every new day,
// until the context ends. While there are errors it serves the last good build.
func Serve(ctx context.Context, o ServeOptions) error {
	o.BaseURL = "" // addresses are those of the preview
	opts, _, err := o.withDefaults()
	if err != nil {
		return err
	}
	b, err := begin(opts) // is there a source?
	if err != nil {
		return err
	}
	b.end()
	watched := opts.Source
	if opts.Sample {
		watched = ""
	}
	listener, err := listen(ctx, o.Bind, o.Port)
	if err != nil {
		return err
	}
	l := newLive(opts, o.Built)
	defer l.close()
	return preview.Run(ctx, preview.Options{
		Listener: listener,
		Source:   watched,
		Skip:     opts.isOutput,
		Poll:     o.Poll,
		Files:    l,
		Build:    l.build,
		Check:    l.check,
		Desk:     l.desk(),
		Day:      func() string { return l.options().day(time.Now()) },
		Ready:    func() { o.Ready("http://" + listener.Addr().String() + "/") },
	})
}

// outcome turns what came out of a build into what the browser shows.
func outcome(report *Report, err error, changed bool) preview.Outcome {
	if err != nil {
		return preview.Outcome{Findings: []Finding{{Severity: diag.Error, Message: err.Error()}}}
	}
	return preview.Outcome{Findings: report.Findings, Changed: changed}
}

// day returns the as-of date at a moment.
func (o Options) day(now time.Time) string {
	if o.Date != "" {
		return o.Date
	}
	return value.Today(now).ISO()
}

// isOutput reports whether an absolute path is that of the output folder.
func (o Options) isOutput(path string) bool {
	output, err := filepath.Abs(o.Destination)
	return err == nil && path == output
}

// listen takes the first free port. Only addresses of this computer will do: a
// preview shows drafts.
func listen(ctx context.Context, bind string, port int) (net.Listener, error) {
	if bind == "" || bind == "localhost" {
		bind = "127.0.0.1"
	}
	if ip := net.ParseIP(bind); ip == nil || !ip.IsLoopback() {
		return nil, &UsageError{"--bind " + bind + "：预览只能在本机打开，要写 127.0.0.1 或 ::1。"}
	}
	if port < 0 || port > 65535 {
		return nil, &UsageError{fmt.Sprintf("--port %d：端口要在 0 到 65535 之间。", port)}
	}
	var config net.ListenConfig
	var first error
	for p := port; p <= min(port+portTries, 65535); p++ {
		l, err := config.Listen(ctx, "tcp", net.JoinHostPort(bind, strconv.Itoa(p)))
		if err == nil {
			return l, nil
		}
		if first == nil {
			first = err
		}
	}
	return nil, fmt.Errorf("端口 %d 和后面的 %d 个都打不开，用 --port 换一个：%w", port, portTries, first)
}
