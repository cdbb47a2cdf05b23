package chart

import (
	"errors"
	"fmt"
	"strings"
	"sync"
	"time"

	"github.com/dop251/goja"
)

// deadline is how long one chart may take. It is a thousand times what charts
// take, and exists so that a fault in the bundle can't hang a build.
const deadline = 20 * time.Second

var errSlow = errors.New("drawing took too long")

// engine runs the bundle. The bundle is compiled when the first chart is drawn,
// because a build whose charts are all cached needs none of it. Runtimes are not
// safe for concurrent use, so each is with one caller at a time; there are never
// more of them than workers.
type engine struct {
	script  []byte
	compile func() (*goja.Program, error)
	console func(message string) // hears what the development bundle warns of; may be nil
	limit   time.Duration
	slots   chan *runtime // a nil stands for a runtime that is yet to be made
}

// runtime is a JavaScript world with the bundle loaded.
type runtime struct {
	vm   *goja.Runtime
	draw goja.Callable
}

func newEngine(script []byte, workers int, console func(string)) *engine {
	e := &engine{script: script, console: console, limit: deadline, slots: make(chan *runtime, workers)}
	e.compile = sync.OnceValues(func() (*goja.Program, error) {
		return goja.Compile("ssr.js", string(script), false)
	})
	for range workers {
		e.slots <- nil
	}
	return e
}

// draw returns the SVG of an option as the bundle writes it.
func (e *engine) draw(option []byte, width, height float64) (svg string, err error) {
	rt := <-e.slots
	defer func() {
		if r := recover(); r != nil { // a fault in the engine itself
			err = fmt.Errorf("chart: %v", r)
		}
		if err != nil { // whatever state it is in now, nobody else should get it
			rt = nil
		}
		e.slots <- rt
	}()
	if rt == nil {
		if rt, err = e.start(); err != nil {
			return "", err
		}
	}
	defer rt.vm.ClearInterrupt() // after the timer has stopped
	timer := time.AfterFunc(e.limit, func() { rt.vm.Interrupt(errSlow) })
	defer timer.Stop()
	value, err := rt.draw(goja.Undefined(), rt.vm.ToValue(string(option)), rt.vm.ToValue(width), rt.vm.ToValue(height))
	if err != nil {
		return "", fmt.Errorf("chart: %w", err)
	}
	return value.String(), nil
}

// start makes a runtime and loads the bundle into it. The bundle gets timers that
// never fire, and nothing else of what a browser has.
func (e *engine) start() (*runtime, error) {
	program, err := e.compile()
	if err != nil {
		return nil, fmt.Errorf("chart: the drawing bundle cannot be read: %w", err)
	}
	vm := goja.New()
	never := func(goja.FunctionCall) goja.Value { return vm.ToValue(0) }
	for _, name := range []string{"setTimeout", "clearTimeout"} {
		if err := vm.Set(name, never); err != nil {
			return nil, err
		}
	}
	if e.console != nil {
		if err := vm.Set("console", e.hook()); err != nil {
			return nil, err
		}
	}
	if _, err := vm.RunProgram(program); err != nil {
		return nil, fmt.Errorf("chart: the drawing bundle does not run: %w", err)
	}
	draw, ok := goja.AssertFunction(vm.Get("drawChart"))
	if !ok {
		return nil, errors.New("chart: the drawing bundle has no drawChart")
	}
	return &runtime{vm: vm, draw: draw}, nil
}

// hook returns a console whose every message goes to e.console.
func (e *engine) hook() map[string]any {
	say := func(call goja.FunctionCall) goja.Value {
		var message strings.Builder
		for _, arg := range call.Arguments {
			message.WriteString(arg.String() + " ")
		}
		e.console(message.String())
		return goja.Undefined()
	}
	return map[string]any{"log": say, "warn": say, "error": say}
}
