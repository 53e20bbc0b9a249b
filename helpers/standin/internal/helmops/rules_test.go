package helmops

import (
	"testing"

	"fleet-tls-e2e/standin/internal/api"
	"fleet-tls-e2e/standin/internal/generation"
)

func TestOnlyTheNewGenerationMakesEveryVersionExact(t *testing.T) {
	for _, c := range []struct {
		generation, version string
		want                bool
	}{
		{"0.12", "0.1.0", false},
		{"0.12", "~0.1.0", false},
		{"0.12", "", true},
		{"0.12", "*", true},
		{"0.16", "0.1.0", true},
		{"0.16", "~0.1.0", true},
		{"0.16", "", true},
	} {
		if got := isForController(parsed(t, c.generation), c.version); got != c.want {
			t.Errorf("%s with %q: got %v", c.generation, c.version, got)
		}
	}
}

func TestAVersionIsAskedForOnceAndAgainWhenTheQuestionChanges(t *testing.T) {
	resolved := &api.Bundle{}
	resolved.Annotations = map[string]string{wantedVersion: "~0.1.0"}
	resolved.Spec.Helm = &api.Helm{Repo: "r", Chart: "c", Version: "0.1.7"}
	for _, c := range []struct {
		bundle *api.Bundle
		wanted api.Helm
		want   bool
	}{
		{&api.Bundle{}, api.Helm{Repo: "r", Chart: "c", Version: "~0.1.0"}, false},
		{resolved, api.Helm{Repo: "r", Chart: "c", Version: "~0.1.0"}, true},
		{resolved, api.Helm{Repo: "r", Chart: "c", Version: "0.1.7"}, false},
		{resolved, api.Helm{Repo: "other", Chart: "c", Version: "~0.1.0"}, false},
		{resolved, api.Helm{Repo: "r", Chart: "other", Version: "~0.1.0"}, false},
	} {
		if got := isAnswered(c.wanted, c.bundle); got != c.want {
			t.Errorf("%+v: got %v", c.wanted, got)
		}
	}
}

func TestOnlyTheFormsThatFleetKnowsAreAccepted(t *testing.T) {
	for _, c := range []struct {
		generation string
		helm       *api.Helm
		ok         bool
	}{
		{"0.16", nil, false},
		{"0.16", &api.Helm{Chart: "https://h/c.tgz"}, true},
		{"0.16", &api.Helm{Chart: "https://h/c.tgz", Version: "1.0.0"}, false},
		{"0.16", &api.Helm{Chart: "https://h/c.tgz", Repo: "https://h"}, false},
		{"0.16", &api.Helm{Repo: "https://h", Chart: "c", Version: "1.0.0"}, true},
		{"0.16", &api.Helm{Repo: "https://h"}, false},
		{"0.16", &api.Helm{Chart: "c"}, false},
		{"0.16", &api.Helm{Repo: "oci://h/c"}, true},
		{"0.16", &api.Helm{Repo: "oci://h/c", Version: "1.0.0"}, true},
		{"0.16", &api.Helm{Repo: "oci://h/c", Chart: "c"}, false},
		{"0.16", &api.Helm{Chart: "oci://h/c", Version: "1.0.0"}, false},
		{"0.12", &api.Helm{Chart: "oci://h/c", Version: "1.0.0"}, true},
		{"0.12", &api.Helm{Repo: "oci://h/c", Version: "1.0.0"}, false},
	} {
		if err := validate(parsed(t, c.generation), c.helm); (err == nil) != c.ok {
			t.Errorf("%s, %+v: %v", c.generation, c.helm, err)
		}
	}
}

func parsed(t *testing.T, name string) generation.Generation {
	t.Helper()
	g, err := generation.Parse(name)
	if err != nil {
		t.Fatal(err)
	}
	return g
}
