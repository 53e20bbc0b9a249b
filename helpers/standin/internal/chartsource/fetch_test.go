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
    - {apiVersion: v2, name: probe, version: 0.2.0, urls: [charts/probe-0.2.0.tgz]}
`

func TestAChartIsFoundThroughTheIndexOrByItsAddress(t *testing.T) {
	server, access := chartServer(t)
	for _, c := range []struct {
		helm          api.Helm
		version, body string
	}{
		{api.Helm{Repo: server, Chart: "probe", Version: "0.1.0"}, "0.1.0", "/probe-0.1.0.tgz"},
		{api.Helm{Repo: server, Chart: "probe"}, "0.2.0", "/charts/probe-0.2.0.tgz"},
		{api.Helm{Chart: server + "/probe-0.1.0.tgz"}, "", "/probe-0.1.0.tgz"},
	} {
		version, err := Version(context.Background(), parsed(t, "0.16"), c.helm, access)
		if err != nil || version != c.version {
			t.Errorf("%+v: version %q, %v", c.helm, version, err)
		}
		body, err := Chart(context.Background(), parsed(t, "0.16"), c.helm, access)
		if err != nil || string(body) != c.body {
			t.Errorf("%+v: chart %q, %v", c.helm, body, err)
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

func chartServer(t *testing.T) (url string, access Access) {
	t.Helper()
	server := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/index.yaml" {
			w.Write([]byte(index))
			return
		}
		w.Write([]byte(r.URL.Path))
	}))
	t.Cleanup(server.Close)
	ca := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: server.Certificate().Raw})
	return server.URL, Access{CABundle: ca}
}

func parsed(t *testing.T, name string) generation.Generation {
	t.Helper()
	g, err := generation.Parse(name)
	if err != nil {
		t.Fatal(err)
	}
	return g
}
