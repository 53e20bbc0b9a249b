package truststore_test

import (
	"encoding/pem"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"fleet-tls-e2e/standin/internal/truststore"
)

// Go reads the system's roots once per process, so every story below is told
// in a process of its own: this test's binary, started again.
const (
	storyEnv  = "STANDIN_TEST_STORY"
	serverEnv = "STANDIN_TEST_SERVER"
)

// stories fetch a chart at the given URL, whose CA is the system's only root,
// after what an agent may have done before.
var stories = map[string]func(url string) error{
	"never hidden": func(url string) error {
		return fetch(url, false, nil)
	},
	"hidden for ever": func(url string) error {
		truststore.Hide()
		return fetch(url, false, nil)
	},
	"hidden and back": func(url string) error {
		truststore.Hide()()
		return fetch(url, false, nil)
	},
	"hidden, refused, and back": func(url string) error {
		undo := truststore.Hide()
		_ = fetch(url, false, nil)
		undo()
		return fetch(url, false, nil)
	},
	"hidden for ever, chart CA given": func(url string) error {
		ca, err := os.ReadFile(os.Getenv("SSL_CERT_FILE"))
		if err != nil {
			return err
		}
		truststore.Hide()
		return fetch(url, false, ca)
	},
	"hidden for ever, verification skipped": func(url string) error {
		truststore.Hide()
		return fetch(url, true, nil)
	},
	"another's skip": func(url string) error {
		if err := fetch(url, true, nil); err != nil {
			return err
		}
		truststore.Hide()
		return fetch(url, false, nil)
	},
}

func TestMain(m *testing.M) {
	story, ok := stories[os.Getenv(storyEnv)]
	if !ok {
		os.Exit(m.Run())
	}
	if err := story(os.Getenv(serverEnv)); err != nil {
		fmt.Println(err)
	}
}

func TestWhoIsTrustedIsGosOwnDecision(t *testing.T) {
	server := httptest.NewTLSServer(http.NotFoundHandler())
	defer server.Close()
	store := filepath.Join(t.TempDir(), "store.pem")
	root := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: server.Certificate().Raw})
	if err := os.WriteFile(store, root, 0o600); err != nil {
		t.Fatal(err)
	}
	const lost = "failed to load system roots and no roots provided"
	for story, want := range map[string]string{
		"never hidden":                          "",
		"hidden for ever":                       lost,
		"hidden and back":                       "",
		"hidden, refused, and back":             lost,
		"hidden for ever, chart CA given":       "",
		"hidden for ever, verification skipped": "",
		"another's skip":                        lost,
	} {
		t.Run(story, func(t *testing.T) {
			command := exec.Command(os.Args[0])
			command.Env = append(os.Environ(), storyEnv+"="+story, serverEnv+"="+server.URL,
				"SSL_CERT_FILE="+store, "SSL_CERT_DIR="+t.TempDir())
			raw, err := command.CombinedOutput()
			if err != nil {
				t.Fatalf("%v: %s", err, raw)
			}
			got := strings.TrimSpace(string(raw))
			if want == "" && got != "" || want != "" && !strings.Contains(got, want) {
				t.Errorf("got %q, want %q", got, want)
			}
		})
	}
}

func TestHideGivesBackTheFormerPlaces(t *testing.T) {
	t.Setenv("SSL_CERT_FILE", "/some/file")
	t.Setenv("SSL_CERT_DIR", "")
	undo := truststore.Hide()
	if got := os.Getenv("SSL_CERT_DIR"); got != "/dev/null" {
		t.Errorf("hidden: SSL_CERT_DIR is %q", got)
	}
	undo()
	if file, dir := os.Getenv("SSL_CERT_FILE"), os.Getenv("SSL_CERT_DIR"); file != "/some/file" || dir != "" {
		t.Errorf("given back: %q, %q", file, dir)
	}
}

func TestOneTransportForEachCombination(t *testing.T) {
	ca := []byte("a CA")
	if truststore.ChartTransport(false, ca) != truststore.ChartTransport(false, ca) {
		t.Error("the same combination has two transports")
	}
	if truststore.ChartTransport(true, ca) == truststore.ChartTransport(false, ca) ||
		truststore.ChartTransport(false, nil) == truststore.ChartTransport(false, ca) {
		t.Error("two combinations share a transport")
	}
}

func fetch(url string, skip bool, ca []byte) error {
	client := http.Client{Transport: truststore.ChartTransport(skip, ca)}
	response, err := client.Get(url)
	if err != nil {
		return err
	}
	return response.Body.Close()
}
