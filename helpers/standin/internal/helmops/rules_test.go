package helmops

import (
	"testing"

	"fleet-tls-e2e/standin/internal/api"
	"fleet-tls-e2e/standin/internal/generation"
)

func TestOnlyTheNewGenerationAsksForTheIndexOfAnExactVersion(t *testing.T) {
	for _, c := range []struct {
		generation, version string
		bundle              *api.Helm
		want                bool
	}{
		{"0.12", "0.1.0", nil, false},
		{"0.12", "*", nil, true},
		{"0.16", "0.1.0", nil, true},
		{"0.16", "0.1.0", &api.Helm{Repo: "r", Chart: "c", Version: "0.1.0"}, false},
		{"0.16", "0.2.0", &api.Helm{Repo: "r", Chart: "c", Version: "0.1.0"}, true},
		{"0.16", "0.1.0", &api.Helm{Repo: "other", Chart: "c", Version: "0.1.0"}, true},
		{"0.16", "", &api.Helm{Repo: "r", Chart: "c", Version: "0.1.0"}, false},
	} {
		g, err := generation.Parse(c.generation)
		if err != nil {
			t.Fatal(err)
		}
		op := &api.HelmOp{}
		op.Spec.Helm = &api.Helm{Repo: "r", Chart: "c", Version: c.version}
		if got := mustResolve(g, op, c.bundle); got != c.want {
			t.Errorf("%+v: got %v", c, got)
		}
	}
}

func TestOnlyTheFormsThatFleetKnowsAreAccepted(t *testing.T) {
	g, err := generation.Parse("0.16")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		helm *api.Helm
		ok   bool
	}{
		{nil, false},
		{&api.Helm{Chart: "https://h/c.tgz"}, true},
		{&api.Helm{Chart: "https://h/c.tgz", Version: "1.0.0"}, false},
		{&api.Helm{Chart: "https://h/c.tgz", Repo: "https://h"}, false},
		{&api.Helm{Repo: "https://h", Chart: "c", Version: "1.0.0"}, true},
		{&api.Helm{Repo: "https://h"}, false},
		{&api.Helm{Chart: "c"}, false},
		{&api.Helm{Repo: "oci://h/c"}, false},
	} {
		if err := validate(g, c.helm); (err == nil) != c.ok {
			t.Errorf("%+v: %v", c.helm, err)
		}
	}
}
