package api

import (
	"encoding/json"
	"testing"

	"fleet-tls-e2e/standin/internal/generation"
)

func TestOnlyTheSameGenerationUnderstandsSecretAndSkip(t *testing.T) {
	for _, controller := range []string{"0.12", "0.16"} {
		for _, agent := range []string{"0.12", "0.16"} {
			raw, err := json.Marshal(NewChartAccess(parsed(t, controller), "creds", true))
			if err != nil {
				t.Fatal(err)
			}
			got := &ChartAccess{}
			if err := json.Unmarshal(raw, got); err != nil {
				t.Fatal(err)
			}
			secret, skip := got.Of(parsed(t, agent))
			understood := secret == "creds" && skip
			lost := secret == "" && !skip
			if same := controller == agent; same && !understood || !same && !lost {
				t.Errorf("controller %s, agent %s: secret %q, skip %v", controller, agent, secret, skip)
			}
		}
	}
}

func TestTheJSONNamesAreFleets(t *testing.T) {
	for name, want := range map[string]string{
		"0.12": `{"helmAppSecretName":"s","helmAppInsecureSkipTLSVerify":true}`,
		"0.16": `{"helmOpSecretName":"s","helmOpInsecureSkipTLSVerify":true}`,
	} {
		raw, err := json.Marshal(NewChartAccess(parsed(t, name), "s", true))
		if err != nil {
			t.Fatal(err)
		}
		if string(raw) != want {
			t.Errorf("%s: %s, want %s", name, raw, want)
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
