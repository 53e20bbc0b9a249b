package chartsource

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"fleet-tls-e2e/standin/internal/api"
)

const archive = "a chart's archive"

func TestAChartIsPulledFromWhereTheGenerationNamesTheRegistry(t *testing.T) {
	registry := ociRegistry(t, httptest.NewTLSServer)
	access := Access{CABundle: certificateOf(registry.Server)}
	reference := registry.reference()
	for _, c := range []struct {
		generation string
		helm       api.Helm
	}{
		{"0.12", api.Helm{Chart: reference, Version: "0.1.0"}},
		{"0.16", api.Helm{Repo: reference, Version: "0.1.0"}},
		// What an old controller hands to a new agent.
		{"0.16", api.Helm{Chart: reference, Version: "0.1.0"}},
	} {
		got, err := Chart(context.Background(), parsed(t, c.generation), c.helm, access)
		if err != nil || string(got) != archive {
			t.Errorf("%s, %+v: %q, %v", c.generation, c.helm, got, err)
		}
	}
	_, err := Chart(context.Background(), parsed(t, "0.12"), api.Helm{Repo: reference, Version: "0.1.0"}, access)
	if err == nil || !strings.Contains(err.Error(), `unsupported protocol scheme "oci"`) {
		t.Errorf("an old agent made of what a new controller hands to it: %v", err)
	}
}

func TestOnlyTheNewGenerationListsTagsAndForAnExactVersionToo(t *testing.T) {
	for _, c := range []struct {
		generation, version, want string
		lists                     bool
	}{
		{"0.12", "0.1.0", "0.1.0", false},
		{"0.12", "*", "*", false},
		{"0.16", "0.1.0", "0.1.0", true},
		{"0.16", "0.1", "0.1.9", true},
		{"0.16", "~0.1.0", "0.1.9", true},
		{"0.16", ">0.1.0", "v0.2.0", true},
		{"0.16", "v0.1.0", "0.1.0", true},
	} {
		registry := ociRegistry(t, httptest.NewTLSServer)
		access := Access{CABundle: certificateOf(registry.Server)}
		got, err := Version(context.Background(), parsed(t, c.generation), named(t, c.generation, registry, c.version), access)
		if err != nil || got != c.want || registry.saw("/tags/list") != c.lists {
			t.Errorf("%s with %q: %q, %v, asked for %v", c.generation, c.version, got, err, registry.paths)
		}
	}
	for version, reason := range map[string]string{
		"9.9.9": "no such tag",
		"":      `failed to compute version constraint from version "": `, // as in Fleet: an index may be asked so
	} {
		registry := ociRegistry(t, httptest.NewTLSServer)
		access := Access{CABundle: certificateOf(registry.Server)}
		_, err := Version(context.Background(), parsed(t, "0.16"), named(t, "0.16", registry, version), access)
		want := fmt.Sprintf("could not find tag matching constraint %q in registry %s: %s", version, registry.reference(), reason)
		if err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("version %q: %v, want %s…", version, err, want)
		}
	}
}

func TestAnUntrustedRegistryIsRefusedInTheGenerationsWords(t *testing.T) {
	registry := ociRegistry(t, httptest.NewTLSServer)
	const reason = "tls: failed to verify certificate: x509: "
	credential := Access{Username: "user", Password: "right"}
	for _, c := range []struct {
		generation, prefix string
		access             Access
	}{
		{"0.12", "helm chart download: ", Access{}},
		{"0.16", `downloading OCI chart from "` + registry.reference() + `": helm chart download: `, Access{}},
		{"0.12", "authenticating to ", credential},
		{"0.16", `downloading OCI chart from "` + registry.reference() + `": authenticating to `, credential},
	} {
		_, err := Chart(context.Background(), parsed(t, c.generation), named(t, c.generation, registry, "0.1.0"), c.access)
		if err == nil || !strings.HasPrefix(err.Error(), c.prefix) || !strings.Contains(err.Error(), reason) {
			t.Errorf("%s: %v, want %s… %s…", c.generation, err, c.prefix, reason)
		}
	}
	_, err := Version(context.Background(), parsed(t, "0.16"), named(t, "0.16", registry, "0.1.0"), Access{})
	want := `failed to get available tags for version "0.1.0": Get "` + registry.URL + `/v2/charts/probe/tags/list": ` + reason
	if err == nil || !strings.Contains(err.Error(), want) {
		t.Errorf("tags: %v, want …%s…", err, want)
	}
	for _, name := range []string{"0.12", "0.16"} {
		if _, err := Chart(context.Background(), parsed(t, name), named(t, name, registry, "0.1.0"), Access{SkipVerify: true}); err != nil {
			t.Errorf("%s, verification skipped: %v", name, err)
		}
	}
}

func TestALockedRegistryIsOpenedWithTheCredential(t *testing.T) {
	registry := ociRegistry(t, httptest.NewTLSServer)
	registry.locked = true
	access := Access{CABundle: certificateOf(registry.Server), Username: "user", Password: "right"}
	for _, name := range []string{"0.12", "0.16"} {
		helm := named(t, name, registry, "0.1.0")
		if version, err := Version(context.Background(), parsed(t, name), helm, access); err != nil || version != "0.1.0" {
			t.Errorf("%s: version %q, %v", name, version, err)
		}
		if got, err := Chart(context.Background(), parsed(t, name), helm, access); err != nil || string(got) != archive {
			t.Errorf("%s: %q, %v", name, got, err)
		}
		wrong := access
		wrong.Password = "wrong"
		if _, err := Chart(context.Background(), parsed(t, name), helm, wrong); err == nil || !strings.Contains(err.Error(), "401") {
			t.Errorf("%s with a wrong password: %v", name, err)
		}
	}
}

func TestARegistryIsSpokenToWithoutTLSOnlyWhenAskedTo(t *testing.T) {
	registry := ociRegistry(t, httptest.NewServer)
	helm := named(t, "0.16", registry, "0.1.0")
	if version, err := Version(context.Background(), parsed(t, "0.16"), helm, Access{PlainHTTP: true}); err != nil || version != "0.1.0" {
		t.Errorf("version %q, %v", version, err)
	}
	if got, err := Chart(context.Background(), parsed(t, "0.16"), helm, Access{PlainHTTP: true}); err != nil || string(got) != archive {
		t.Errorf("%q, %v", got, err)
	}
	const refused = "server gave HTTP response to HTTPS client"
	if _, err := Chart(context.Background(), parsed(t, "0.16"), helm, Access{}); err == nil || !strings.Contains(err.Error(), refused) {
		t.Errorf("with TLS: %v", err)
	}
}

// testRegistry has one chart, charts/probe, with some tags.
type testRegistry struct {
	*httptest.Server
	locked bool

	mutex sync.Mutex
	paths []string
}

func ociRegistry(t *testing.T, start func(http.Handler) *httptest.Server) *testRegistry {
	t.Helper()
	registry := &testRegistry{}
	registry.Server = start(registry)
	t.Cleanup(registry.Close)
	return registry
}

func (r *testRegistry) reference() string {
	return "oci://" + r.Listener.Addr().String() + "/charts/probe"
}

func (r *testRegistry) saw(end string) bool {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	for _, path := range r.paths {
		if strings.HasSuffix(path, end) {
			return true
		}
	}
	return false
}

func (r *testRegistry) ServeHTTP(w http.ResponseWriter, request *http.Request) {
	r.mutex.Lock()
	r.paths = append(r.paths, request.URL.Path)
	r.mutex.Unlock()
	if user, password, _ := request.BasicAuth(); r.locked && (user != "user" || password != "right") {
		w.Header().Set("WWW-Authenticate", `Basic realm="test"`)
		w.WriteHeader(http.StatusUnauthorized)
		return
	}
	config := []byte(`{"name":"probe","version":"0.1.0","apiVersion":"v2"}`)
	manifest, err := json.Marshal(map[string]any{
		"schemaVersion": 2,
		"mediaType":     "application/vnd.oci.image.manifest.v1+json",
		"config":        descriptor("application/vnd.cncf.helm.config.v1+json", config),
		"layers":        []any{descriptor("application/vnd.cncf.helm.chart.content.v1.tar+gzip", []byte(archive))},
	})
	if err != nil {
		panic(err) // plain data is always marshalled
	}
	content := map[string]struct{ kind, body string }{
		"/v2/":                             {"application/json", "{}"},
		"/v2/charts/probe/tags/list":       {"application/json", `{"name":"charts/probe","tags":["0.1.0","0.1.9","latest","v0.2.0"]}`},
		"/v2/charts/probe/manifests/0.1.0": {"application/vnd.oci.image.manifest.v1+json", string(manifest)},
		"/v2/charts/probe/manifests/sha256:" + digest(manifest):    {"application/vnd.oci.image.manifest.v1+json", string(manifest)},
		"/v2/charts/probe/blobs/sha256:" + digest(config):          {"application/octet-stream", string(config)},
		"/v2/charts/probe/blobs/sha256:" + digest([]byte(archive)): {"application/octet-stream", archive},
	}
	found, ok := content[request.URL.Path]
	if !ok {
		w.WriteHeader(http.StatusNotFound)
		return
	}
	w.Header().Set("Content-Type", found.kind)
	w.Header().Set("Docker-Content-Digest", "sha256:"+digest([]byte(found.body)))
	w.Header().Set("Content-Length", fmt.Sprint(len(found.body)))
	if request.Method != http.MethodHead {
		w.Write([]byte(found.body))
	}
}

func descriptor(kind string, content []byte) map[string]any {
	return map[string]any{"mediaType": kind, "digest": "sha256:" + digest(content), "size": len(content)}
}

func digest(content []byte) string {
	sum := sha256.Sum256(content)
	return hex.EncodeToString(sum[:])
}

// named is a chart that is named where the generation looks for it.
func named(t *testing.T, name string, registry *testRegistry, version string) api.Helm {
	t.Helper()
	if parsed(t, name).OCIReferenceInRepo {
		return api.Helm{Repo: registry.reference(), Version: version}
	}
	return api.Helm{Chart: registry.reference(), Version: version}
}
