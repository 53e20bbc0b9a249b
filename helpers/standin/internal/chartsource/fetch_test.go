package chartsource

import (
	"context"
	"encoding/pem"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"fleet-tls-e2e/standin/internal/api"
	"fleet-tls-e2e/standin/internal/generation"
)

const index = `apiVersion: v1
entries:
  probe:
    - {apiVersion: v2, name: probe, version: 0.1.0, urls: [probe-0.1.0.tgz]}
    - {apiVersion: v2, name: probe, version: 0.1.9, urls: [/rooted/probe-0.1.9.tgz]}
    - {apiVersion: v2, name: probe, version: 0.2.0, urls: [charts/probe-0.2.0.tgz]}
`

func TestAChartIsFoundThroughTheIndexOrByItsAddress(t *testing.T) {
	server, access := chartServer(t)
	for _, c := range []struct {
		helm          api.Helm
		version, body string
	}{
		{api.Helm{Repo: server, Chart: "probe", Version: "0.1.0"}, "0.1.0", "/probe-0.1.0.tgz"},
		{api.Helm{Repo: server, Chart: "probe", Version: "v0.1.0"}, "0.1.0", "/probe-0.1.0.tgz"},
		{api.Helm{Repo: server, Chart: "probe", Version: "<0.1.5"}, "0.1.0", "/probe-0.1.0.tgz"},
		{api.Helm{Repo: server, Chart: "probe"}, "0.2.0", "/charts/probe-0.2.0.tgz"},
		{api.Helm{Repo: server + "/sub/path", Chart: "probe", Version: "0.1.0"}, "0.1.0", "/sub/path/probe-0.1.0.tgz"},
		{api.Helm{Repo: server + "/sub/", Chart: "probe", Version: ">0.1"}, "0.2.0", "/sub/charts/probe-0.2.0.tgz"},
		{api.Helm{Chart: server + "/probe-0.1.0.tgz"}, "", "/probe-0.1.0.tgz"},
	} {
		for _, name := range []string{"0.12", "0.16"} {
			version, err := Version(context.Background(), parsed(t, name), c.helm, access)
			if err != nil || version != c.version {
				t.Errorf("%s, %+v: version %q, %v", name, c.helm, version, err)
			}
			body, err := Chart(context.Background(), parsed(t, name), c.helm, access)
			if err != nil || string(body) != c.body {
				t.Errorf("%s, %+v: chart %q, %v", name, c.helm, body, err)
			}
		}
	}
}

func TestTheNewGenerationPutsARootedURLBehindTheRepositorys(t *testing.T) {
	server, access := chartServer(t)
	for name, want := range map[string]string{"0.12": "/rooted/probe-0.1.9.tgz", "0.16": "/sub/rooted/probe-0.1.9.tgz"} {
		body, err := Chart(context.Background(), parsed(t, name), api.Helm{Repo: server + "/sub", Chart: "probe", Version: "0.1.9"}, access)
		if err != nil || string(body) != want {
			t.Errorf("%s: chart %q, %v", name, body, err)
		}
	}
}

func TestARefusalIsWordedAsTheGenerationWordsIt(t *testing.T) {
	server, _ := chartServer(t)
	byIndex, byTarball := api.Helm{Repo: server, Chart: "probe"}, api.Helm{Chart: server + "/probe-0.1.0.tgz"}
	for _, c := range []struct {
		generation, prefix string
		helm               api.Helm
	}{
		{"0.12", `Get "` + server + `/index.yaml": tls: failed to verify certificate: x509: `, byIndex},
		{"0.16", `failed to fetch "` + server + `/index.yaml": Get `, byIndex},
		{"0.12", `Get "` + server + `/probe-0.1.0.tgz": tls: `, byTarball},
		{"0.16", `retrieving file from "` + server + `/probe-0.1.0.tgz": downloading "`, byTarball},
	} {
		_, err := Chart(context.Background(), parsed(t, c.generation), c.helm, Access{})
		if err == nil || !strings.HasPrefix(err.Error(), c.prefix) {
			t.Errorf("%s: %v, want %s…", c.generation, err, c.prefix)
		}
	}
}

func TestIndexAndTarballAreAskedForWithTheCredential(t *testing.T) {
	server, access := chartServer(t)
	right, wrong := access, access
	right.Username, right.Password = "user", "right"
	wrong.Username, wrong.Password = "user", "wrong"
	byIndex, byTarball := api.Helm{Repo: server + "/locked", Chart: "probe"}, api.Helm{Chart: server + "/locked/probe-0.1.0.tgz"}
	for _, c := range []struct {
		generation, failure string
		helm                api.Helm
	}{
		{"0.12", "failed to read helm repo from " + server + "/locked/index.yaml, error code: 401", byIndex},
		{"0.16", "failed to read helm repo from " + server + "/locked/index.yaml, error code: 401", byIndex},
		{"0.12", "bad response code: 401", byTarball},
		{"0.16", `retrieving file from "` + byTarball.Chart + `": downloading "` + byTarball.Chart + `": unexpected status 401`, byTarball},
	} {
		if _, err := Chart(context.Background(), parsed(t, c.generation), c.helm, right); err != nil {
			t.Errorf("%s, %+v: %v", c.generation, c.helm, err)
		}
		if _, err := Chart(context.Background(), parsed(t, c.generation), c.helm, wrong); err == nil || err.Error() != c.failure {
			t.Errorf("%s, %+v: %v, want %s", c.generation, c.helm, err, c.failure)
		}
	}
}

// chartServer serves the index in every folder, and for anything else its own
// path. What is under /locked is for one user only.
func chartServer(t *testing.T) (url string, access Access) {
	t.Helper()
	server := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch user, password, _ := r.BasicAuth(); {
		case strings.HasPrefix(r.URL.Path, "/locked/") && (user != "user" || password != "right"):
			w.WriteHeader(http.StatusUnauthorized)
		case strings.HasSuffix(r.URL.Path, "/index.yaml"):
			w.Write([]byte(index))
		default:
			w.Write([]byte(r.URL.Path))
		}
	}))
	t.Cleanup(server.Close)
	return server.URL, Access{CABundle: certificateOf(server)}
}

func certificateOf(server *httptest.Server) []byte {
	return pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: server.Certificate().Raw})
}

func parsed(t *testing.T, name string) generation.Generation {
	t.Helper()
	g, err := generation.Parse(name)
	if err != nil {
		t.Fatal(err)
	}
	return g
}
