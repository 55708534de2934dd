package html

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"
)

// page is one page of a real Chromium, driven over a pipe by the DevTools
// protocol (chromedevtools.github.io/devtools-protocol).
type page struct {
	t        *testing.T
	in       *os.File
	out      *bufio.Reader
	next     int
	session  string
	console  []string // what was said there
	requests []string
}

type message struct {
	ID     int             `json:"id"`
	Method string          `json:"method"`
	Result json.RawMessage `json:"result"`
	Params json.RawMessage `json:"params"`
	Error  *struct{ Message string }
}

// chromium begins a browser with an empty page, or skips the test where there
// is none and it isn't asked for.
func chromium(t *testing.T) *page {
	t.Helper()
	path, err := exec.LookPath("chromium")
	if err != nil {
		if os.Getenv("ARCHIVE_TEST_ALL") != "" {
			t.Fatal("no chromium: ", err)
		}
		t.Skip("needs chromium: ", err)
	}
	toBrowser, in, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	out, fromBrowser, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(path, "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
		"--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-extensions",
		"--remote-debugging-pipe", "--user-data-dir="+t.TempDir(), "--window-size=1280,900")
	cmd.ExtraFiles = []*os.File{toBrowser, fromBrowser} // 3 and 4 of the browser
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	p := &page{t: t, in: in, out: bufio.NewReaderSize(out, 1<<16)}
	t.Cleanup(func() {
		p.call("Browser.close", nil)
		_ = cmd.Wait()
		for _, f := range []*os.File{toBrowser, fromBrowser, in, out} {
			_ = f.Close()
		}
	})
	_ = out.SetReadDeadline(time.Now().Add(3 * time.Minute))
	var target struct{ TargetID string }
	p.get("Target.createTarget", map[string]any{"url": "about:blank"}, &target)
	var session struct{ SessionID string }
	p.get("Target.attachToTarget", map[string]any{"targetId": target.TargetID, "flatten": true}, &session)
	p.session = session.SessionID
	for _, domain := range []string{"Page", "Runtime", "Network", "Log"} {
		p.call(domain+".enable", nil)
	}
	return p
}

func (p *page) get(method string, params, result any) {
	p.t.Helper()
	if err := json.Unmarshal(p.call(method, params), result); err != nil {
		p.t.Fatalf("%s: %v", method, err)
	}
}

// call sends a command and waits for its answer; events are noted meanwhile.
func (p *page) call(method string, params any) json.RawMessage {
	p.t.Helper()
	p.next++
	command := map[string]any{"id": p.next, "method": method}
	if params != nil {
		command["params"] = params
	}
	if p.session != "" && !strings.HasPrefix(method, "Browser.") {
		command["sessionId"] = p.session
	}
	b, err := json.Marshal(command)
	if err != nil {
		p.t.Fatal(err)
	}
	if _, err := p.in.Write(append(b, 0)); err != nil {
		p.t.Fatalf("%s: %v", method, err)
	}
	for {
		b, err := p.out.ReadBytes(0)
		if err != nil {
			p.t.Fatalf("%s: %v", method, err)
		}
		var m message
		if err := json.Unmarshal(b[:len(b)-1], &m); err != nil {
			p.t.Fatal(err)
		}
		if m.ID != p.next {
			p.note(&m)
			continue
		}
		if m.Error != nil {
			p.t.Fatalf("%s: %s", method, m.Error.Message)
		}
		return m.Result
	}
}

func (p *page) note(m *message) {
	switch m.Method {
	case "Runtime.consoleAPICalled", "Runtime.exceptionThrown", "Log.entryAdded":
		p.console = append(p.console, string(m.Params))
	case "Network.requestWillBeSent":
		var sent struct{ Request struct{ URL string } }
		if err := json.Unmarshal(m.Params, &sent); err == nil {
			p.requests = append(p.requests, sent.Request.URL)
		}
	}
}

// eval gives the value of an expression in the page, as JSON would have it.
func (p *page) eval(expression string) any {
	p.t.Helper()
	var got struct {
		Result           struct{ Value any }
		ExceptionDetails *struct {
			Text      string
			Exception struct{ Description string }
		}
	}
	p.get("Runtime.evaluate", map[string]any{"expression": expression, "awaitPromise": true, "returnByValue": true, "userGesture": true}, &got)
	if got.ExceptionDetails != nil {
		p.t.Fatalf("%s: %s %s", expression, got.ExceptionDetails.Text, got.ExceptionDetails.Exception.Description)
	}
	return got.Result.Value
}

// await waits until an expression has a value, as fmt prints it.
func (p *page) await(expression, want string) {
	p.t.Helper()
	var got string
	for deadline := time.Now().Add(20 * time.Second); time.Now().Before(deadline); time.Sleep(20 * time.Millisecond) {
		if got = fmt.Sprint(p.eval(expression)); got == want {
			return
		}
	}
	p.t.Errorf("%s is\n\t%s, want\n\t%s", expression, got, want)
}

// open goes to an address, and waits until all of it runs.
func (p *page) open(url string) {
	p.t.Helper()
	p.call("Page.navigate", map[string]any{"url": "about:blank"})
	p.call("Page.navigate", map[string]any{"url": url})
	p.await("location.href !== 'about:blank' && document.readyState", "complete")
}

// press presses a key, with the text that it gives.
func (p *page) press(key, text string) {
	p.t.Helper()
	codes := map[string]int{"Enter": 13, "Escape": 27, "ArrowLeft": 37, "ArrowRight": 39, "ArrowDown": 40, "Tab": 9, "Backspace": 8}
	for _, kind := range []string{"keyDown", "keyUp"} {
		event := map[string]any{"type": kind, "key": key, "windowsVirtualKeyCode": codes[key]}
		if text != "" && kind == "keyDown" {
			event["text"] = text
		}
		p.call("Input.dispatchKeyEvent", event)
	}
}

// click clicks in the middle of the element that an expression gives.
func (p *page) click(element string) {
	p.t.Helper()
	p.await("Boolean("+element+")", "true")
	var at struct{ X, Y float64 }
	// It must stand still, and nothing may lie over it.
	b, err := json.Marshal(p.eval(`(async () => {
		for (let was = '', n = 0; n < 500; n++) {
			await new Promise(requestAnimationFrame)
			const e = ` + element + `
			if (!e) continue
			e.scrollIntoView({block: 'center'})
			const r = e.getBoundingClientRect()
			const at = {X: r.x + r.width / 2, Y: r.y + r.height / 2}
			if (JSON.stringify(at) === was && e.contains(document.elementFromPoint(at.X, at.Y))) return at
			was = JSON.stringify(at)
		}
	})()`))
	if err == nil {
		err = json.Unmarshal(b, &at)
	}
	if err != nil {
		p.t.Fatal(err)
	}
	for _, kind := range []string{"mousePressed", "mouseReleased"} {
		p.call("Input.dispatchMouseEvent", map[string]any{"type": kind, "x": at.X, "y": at.Y, "button": "left", "clickCount": 1})
	}
}
