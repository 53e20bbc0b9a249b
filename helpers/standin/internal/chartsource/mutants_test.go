package chartsource

import (
	"context"
	"testing"

	"fleet-tls-e2e/standin/internal/api"
	"fleet-tls-e2e/standin/internal/mutant"
)

func TestWhomMutantsTrustAtAChartsServer(t *testing.T) {
	server, given := chartServer(t)
	other, _ := chartServer(t) // under the same certificate
	skips, nothing := Access{SkipVerify: true}, Access{}
	for name, c := range map[string]struct {
		before  Access // of a HelmOp that came first, to the same server
		access  Access
		fetches bool
	}{
		"":                            {given, nothing, false},
		"verification-off-for-charts": {nothing, nothing, true},
		"secret-ca-ignored":           {nothing, given, false},
		"skip-spills-to-others":       {skips, nothing, true},
		"ca-spills-to-others":         {given, nothing, true},
	} {
		if got := fetchesAs(t, name, c.before, server, c.access, server); got != c.fetches {
			t.Errorf("%q: fetches: %v", name, got)
		}
		if got := fetchesAs(t, name, nothing, server, nothing, server); got != (name == "verification-off-for-charts") {
			t.Errorf("%q: fetches without anything: %v", name, got)
		}
		if got := fetchesAs(t, name, nothing, server, given, server); got != (name != "secret-ca-ignored") {
			t.Errorf("%q: fetches with the CA: %v", name, got)
		}
	}
	for name, before := range map[string]Access{"skip-spills-to-others": skips, "ca-spills-to-others": given} {
		if fetchesAs(t, name, before, server, nothing, other) {
			t.Errorf("%q: it spills to another server", name)
		}
	}
}

// fetchesAs says whether a mutant fetches a chart after it fetched another.
func fetchesAs(t *testing.T, name string, before Access, from string, access Access, at string) bool {
	t.Helper()
	asMutant(t, name)
	_, _ = chartFrom(t, from, before) // only what it leaves behind counts
	_, err := chartFrom(t, at, access)
	return err == nil
}

func chartFrom(t *testing.T, server string, access Access) ([]byte, error) {
	t.Helper()
	return Chart(context.Background(), parsed(t, "0.16"), api.Helm{Chart: server + "/probe-0.1.0.tgz"}, access)
}

func TestOneMutantTakesTheNewestVersionWhateverIsAskedFor(t *testing.T) {
	server, access := chartServer(t)
	for name, want := range map[string]string{"": "0.1.0", "wrong-chart-installed": "0.2.0"} {
		asMutant(t, name)
		got, err := Version(context.Background(), parsed(t, "0.16"), api.Helm{Repo: server, Chart: "probe", Version: "0.1.0"}, access)
		if err != nil || got != want {
			t.Errorf("%q: version %q, %v", name, got, err)
		}
	}
}

func asMutant(t *testing.T, name string) {
	t.Helper()
	if err := mutant.Choose(name); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = mutant.Choose("") })
}
