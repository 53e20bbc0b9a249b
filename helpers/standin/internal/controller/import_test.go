package controller

import (
	"context"
	"slices"
	"strings"
	"testing"

	appsv1 "k8s.io/api/apps/v1"
	corev1 "k8s.io/api/core/v1"

	"fleet-tls-e2e/standin/internal/api"
	"fleet-tls-e2e/standin/internal/mutant"
)

func TestAClusterIsImportedAgainOnlyForAChangeThatConcernsIt(t *testing.T) {
	const system = "cattle-fleet-system"
	config := api.Config{AgentTLSMode: "strict", APIServerURL: "https://global", APIServerCA: []byte("global")}
	own := &corev1.Secret{Data: map[string][]byte{"apiServerURL": []byte("https://own"), "apiServerCA": []byte("own")}}
	none := &corev1.Secret{}
	for name, c := range map[string]struct {
		secret *corev1.Secret
		change func(*api.Cluster, *api.Config)
		want   bool
	}{
		"nothing":                      {none, func(*api.Cluster, *api.Config) {}, false},
		"never imported":               {none, func(k *api.Cluster, _ *api.Config) { k.Status = api.ClusterStatus{} }, true},
		"redeployment asked for":       {none, func(k *api.Cluster, _ *api.Config) { k.Spec.RedeployAgentGeneration++ }, true},
		"mode":                         {own, func(_ *api.Cluster, c *api.Config) { c.AgentTLSMode = "system-store" }, true},
		"agent namespace":              {none, func(k *api.Cluster, _ *api.Config) { k.Spec.AgentNamespace = "other" }, true},
		"global URL":                   {none, func(_ *api.Cluster, c *api.Config) { c.APIServerURL = "https://new" }, true},
		"global CA":                    {none, func(_ *api.Cluster, c *api.Config) { c.APIServerCA = []byte("new") }, true},
		"global URL, own in secret":    {own, func(_ *api.Cluster, c *api.Config) { c.APIServerURL = "https://new" }, false},
		"global CA, own in the secret": {own, func(_ *api.Cluster, c *api.Config) { c.APIServerCA = []byte("new") }, false},
	} {
		cluster, config := &api.Cluster{}, config
		plan := planImport(cluster, config, c.secret, system)
		generation := int64(0)
		cluster.Status = api.ClusterStatus{
			AgentDeployedGeneration: &generation,
			AgentTLSMode:            config.AgentTLSMode,
			APIServerURL:            plan.serverURL,
			APIServerCAHash:         caHash(plan.serverCA),
			Agent:                   api.AgentStatus{Namespace: plan.agentNamespace},
		}
		c.change(cluster, &config)
		if got := planImport(cluster, config, c.secret, system).reason; (got != "") != c.want {
			t.Errorf("%s: reason %q", name, got)
		}
	}
}

func TestAModeThatIsNeitherWordStopsTheImport(t *testing.T) {
	_, err := downstreamConfig(context.Background(), nil, "Strict")
	want := `provided config value for agentTLSMode is none of ["strict","system-store"]`
	if err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
}

func TestTheAgentsTokenIsNowhereButInItsSecret(t *testing.T) {
	cluster := &api.Cluster{}
	objects, err := agentObjects(cluster, api.Config{AgentImage: "standin"}, importPlan{agentNamespace: "agents"}, "the-token")
	if err != nil {
		t.Fatal(err)
	}
	holders := []string{}
	for _, o := range objects {
		if raw := mustJSON(t, o); strings.Contains(raw, "the-token") || strings.Contains(raw, "dGhlLXRva2Vu") {
			holders = append(holders, o.GetName())
		}
	}
	if len(holders) != 1 || holders[0] != "fleet-agent-bootstrap" {
		t.Errorf("the token is in %v", holders)
	}
}

func TestAControllerMakesItsAgentsTheMutantThatItIs(t *testing.T) {
	for _, name := range []string{"", "crash-loop"} {
		if err := mutant.Choose(name); err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = mutant.Choose("") })
		objects, err := agentObjects(&api.Cluster{}, api.Config{AgentImage: "standin"}, importPlan{agentNamespace: "agents"}, "the-token")
		if err != nil {
			t.Fatal(err)
		}
		deployment := objects[len(objects)-1].(*appsv1.Deployment)
		given := slices.ContainsFunc(deployment.Spec.Template.Spec.Containers[0].Env, func(v corev1.EnvVar) bool {
			return v.Name == mutant.Env && v.Value == name
		})
		if !given {
			t.Errorf("%q does not stand in %v", name, deployment.Spec.Template.Spec.Containers[0].Env)
		}
	}
}
