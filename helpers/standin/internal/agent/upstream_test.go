package agent

import (
	"context"
	"net/http"
	"os"
	"testing"

	"fleet-tls-e2e/standin/internal/api"
	"fleet-tls-e2e/standin/internal/generation"
)

func TestTheStoreIsHiddenUnlessTheModeIsSystemStore(t *testing.T) {
	for _, c := range []struct {
		generation, mode          string
		whileRegistering, forever bool
	}{
		{"0.12", "strict", true, true},
		{"0.12", "", true, true},
		{"0.12", "system-store", false, false},
		{"0.16", "strict", true, false},
		{"0.16", "anything", true, false},
		{"0.16", "system-store", false, false},
	} {
		t.Setenv("SSL_CERT_FILE", "")
		t.Setenv("SSL_CERT_DIR", "")
		g, err := generation.Parse(c.generation)
		if err != nil {
			t.Fatal(err)
		}
		undo := hideForRegistration(g, c.mode)
		during := hidden()
		undo()
		if after := hidden(); during != c.whileRegistering || after != c.forever {
			t.Errorf("%s in mode %q: hidden %v while registering, %v after", c.generation, c.mode, during, after)
		}
	}
}

func TestTheGivenCAIsDroppedOnlyWhenTheStoreWillDo(t *testing.T) {
	refuse := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusUnauthorized) })
	public, private := publicServer(t, refuse), privateServer(t, refuse)
	for _, c := range []struct {
		mode, url string
		kept      bool
	}{
		{api.SystemStore, public.URL, false}, // any answer counts
		{api.SystemStore, private.URL, true},
		{api.SystemStore, "https://127.0.0.1:1", true},
		{api.Strict, public.URL, true},
		{"", public.URL, true},
	} {
		kept := upstreamCA(context.Background(), c.mode, c.url, []byte("given")) != nil
		if kept != c.kept {
			t.Errorf("mode %q at %s: kept %v", c.mode, c.url, kept)
		}
	}
}

func hidden() bool { return os.Getenv("SSL_CERT_FILE") == "/dev/null" }
