package main

import (
	"maps"
	"path"
	"strings"
	"testing"

	"helm.sh/helm/v4/pkg/chart/common"
	"helm.sh/helm/v4/pkg/chart/common/util"
	"helm.sh/helm/v4/pkg/chart/v2/loader"
	"helm.sh/helm/v4/pkg/engine"
	corev1 "k8s.io/api/core/v1"
	"sigs.k8s.io/yaml"

	"fleet-tls-e2e/standin/internal/api"
	"fleet-tls-e2e/standin/internal/mutant"
)

// agentRelease is a release of the agent's chart that is as it has to be.
var agentRelease = common.ReleaseOptions{Name: "fleet-agent", Namespace: "cattle-fleet-system", IsInstall: true}

// agentValues are values of which none is missing.
var agentValues = map[string]any{
	"apiServerURL": "https://up:6443", "apiServerCA": "a CA\n", "clusterNamespace": "fleet-default",
	"token": "secret", "tokenName": "tok", "clientID": "one", "labels": map[string]any{"env": "test"},
	"agentTLSMode": "strict", "image": map[string]any{"repository": "agent", "tag": "9"},
	"leaderElection": map[string]any{"leaseDuration": "10s"}, "debug": true, "debugLevel": 1,
}

func TestTheAgentsChartGivesTheAgentWhatItRegistersWith(t *testing.T) {
	for version, tokenName := range map[string]string{"0.12.0-standin": "", "0.16.0-standin": "tok"} {
		rendered, err := renderAgent(t, version, agentRelease, agentValues)
		if err != nil {
			t.Fatal(err)
		}
		configMap, bootstrap := &corev1.ConfigMap{}, &corev1.Secret{}
		config, secret, _ := strings.Cut(rendered["config.yaml"], "\n---\n")
		if err := yaml.Unmarshal([]byte(config), configMap); err != nil {
			t.Fatal(err)
		}
		if err := yaml.Unmarshal([]byte(secret), bootstrap); err != nil {
			t.Fatal(err)
		}
		read, err := api.ParseConfig(configMap)
		if err != nil || read.AgentTLSMode != api.Strict || read.ClientID != "one" || read.Labels["env"] != "test" {
			t.Errorf("%s: config %+v, %v", version, read, err)
		}
		for key, want := range map[string]string{
			api.APIServerURLKey: "https://up:6443", api.APIServerCAKey: "a CA\n", api.ClusterNamespaceKey: "fleet-default",
			api.RegistrationNSKey: api.RegistrationNamespace, api.TokenKey: "secret", api.TokenNameKey: tokenName,
		} {
			if got := string(bootstrap.Data[key]); got != want {
				t.Errorf("%s: %s is %q, want %q", version, key, got, want)
			}
		}
		if !strings.Contains(rendered["deployment.yaml"], `image: "agent:9"`) {
			t.Errorf("%s: %s", version, rendered["deployment.yaml"])
		}
	}
}

func TestTheChartsValueMutantReachesEveryProcess(t *testing.T) {
	values := maps.Clone(agentValues)
	values["mutant"] = "crash-loop"
	agent, err := renderAgent(t, "0.16.0-standin", agentRelease, values)
	if err != nil {
		t.Fatal(err)
	}
	controllers, err := render(t, "charts/fleet", "0.16.0-standin", common.ReleaseOptions{Name: "fleet"}, map[string]any{"mutant": "crash-loop"})
	if err != nil {
		t.Fatal(err)
	}
	for file, want := range map[string]int{agent["deployment.yaml"]: 1, controllers["deployments.yaml"]: 2} {
		if got := strings.Count(file, "name: "+mutant.Env+"\n              value: \"crash-loop\""); got != want {
			t.Errorf("%d containers of %d have it:\n%s", got, want, file)
		}
	}
}

func TestTheAgentsChartInsistsOnWhatFleetsInsistsOn(t *testing.T) {
	without := func(key string) map[string]any {
		values := maps.Clone(agentValues)
		delete(values, key)
		return values
	}
	otherName, otherNamespace := agentRelease, agentRelease
	otherName.Name, otherNamespace.Namespace = "agent", "agents"
	moved := maps.Clone(agentValues)
	moved["internal"] = map[string]any{"systemNamespace": "agents"}
	for name, c := range map[string]struct {
		version string
		release common.ReleaseOptions
		values  map[string]any
		ok      bool
	}{
		"another name":                 {"0.16.0-standin", otherName, agentValues, false},
		"another namespace":            {"0.16.0-standin", otherNamespace, agentValues, false},
		"another namespace, moved":     {"0.16.0-standin", otherNamespace, moved, true},
		"no URL":                       {"0.16.0-standin", agentRelease, without("apiServerURL"), false},
		"no CA":                        {"0.16.0-standin", agentRelease, without("apiServerCA"), true},
		"no name of the token":         {"0.16.0-standin", agentRelease, without("tokenName"), false},
		"no name of the token in 0.12": {"0.12.0-standin", agentRelease, without("tokenName"), true},
	} {
		if _, err := renderAgent(t, c.version, c.release, c.values); (err == nil) != c.ok {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func renderAgent(t *testing.T, version string, release common.ReleaseOptions, values map[string]any) (map[string]string, error) {
	t.Helper()
	return render(t, "charts/fleet-agent", version, release, values)
}

// render renders a chart of a version, by the names of its templates.
func render(t *testing.T, folder, version string, release common.ReleaseOptions, values map[string]any) (map[string]string, error) {
	t.Helper()
	chart, err := loader.Load(folder)
	if err != nil {
		t.Fatal(err)
	}
	chart.Metadata.Version, chart.Metadata.AppVersion = version, version
	given, err := util.ToRenderValues(chart, values, release, common.DefaultCapabilities)
	if err != nil {
		t.Fatal(err)
	}
	rendered, err := engine.Render(chart, given)
	byName := map[string]string{}
	for file, text := range rendered {
		byName[path.Base(file)] = text
	}
	return byName, err
}
