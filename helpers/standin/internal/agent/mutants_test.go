package agent

import (
	"bytes"
	"context"
	"log/slog"
	"net/http"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/client-go/tools/clientcmd"
	ctrl "sigs.k8s.io/controller-runtime"
	"sigs.k8s.io/controller-runtime/pkg/client"
	"sigs.k8s.io/controller-runtime/pkg/client/fake"

	"fleet-tls-e2e/standin/internal/api"
	"fleet-tls-e2e/standin/internal/generation"
	"fleet-tls-e2e/standin/internal/kube"
	"fleet-tls-e2e/standin/internal/mutant"
	"fleet-tls-e2e/standin/internal/truststore"
)

// Whom each mutant lets its agent register with, where a faithful one does not
// or does: a public server is one that the store vouches for.
func TestWithWhomMutantsRegister(t *testing.T) {
	const (
		rightCA = iota
		otherCA
		noCA
	)
	for _, c := range []struct {
		mutant, mode string
		public       bool
		given        int
		registers    bool
	}{
		{"", api.Strict, true, otherCA, false},
		{"", api.Strict, false, otherCA, false},
		{"", api.Strict, false, rightCA, true},
		{"", api.SystemStore, true, otherCA, true},
		{"store-never-hidden", api.Strict, true, otherCA, false},
		{"store-never-hidden", api.Strict, true, noCA, true},
		{"verification-off-at-registration", api.Strict, true, otherCA, true},
		{"verification-off-at-registration", api.Strict, false, otherCA, true},
		{"given-ca-added-to-store", api.Strict, true, otherCA, true},
		{"given-ca-added-to-store", api.Strict, false, otherCA, false},
		{"given-ca-added-to-store", api.Strict, false, rightCA, true},
		{"system-store-ignores-store", api.SystemStore, true, otherCA, false},
		{"system-store-ignores-store", api.SystemStore, false, rightCA, true},
		{"token-before-verification", api.Strict, true, otherCA, false},
	} {
		asMutant(t, c.mutant)
		start := privateServer
		if c.public {
			start = publicServer
		}
		secret := bootstrap(start(t, &upstream{}))
		switch c.given {
		case otherCA:
			secret.Data[api.APIServerCAKey] = certificateOf(privateServer(t, http.NotFoundHandler()))
		case noCA:
			secret.Data[api.APIServerCAKey] = nil
		}
		_, err := agentOf(t, "0.16", downstream(t, secret, agentConfig(c.mode))).try(context.Background())
		if (err == nil) != c.registers {
			t.Errorf("%+v: %v", c, err)
		}
	}
}

func TestWhetherTheStoreIsHiddenWhileAMutantRegistersAndAfterwards(t *testing.T) {
	for name, c := range map[string]struct{ during, after bool }{
		"":                     {true, false},
		"store-hidden-forever": {true, true},
		"store-never-hidden":   {false, false},
	} {
		asMutant(t, name)
		up := &upstream{}
		registrar := agentOf(t, "0.16", downstream(t, bootstrap(privateServer(t, up)), agentConfig(api.Strict)))
		registrar.generation = mutant.Active().Generation(registrar.generation)
		if _, err := registrar.try(context.Background()); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if up.sawStoreHidden != c.during || hidden() != c.after {
			t.Errorf("%q: hidden while registering: %v, after: %v", name, up.sawStoreHidden, hidden())
		}
	}
}

func TestTheTokenGoesOutBeforeVerificationInOneMutantOnly(t *testing.T) {
	for name, want := range map[string]int{"": 0, "token-before-verification": 1} {
		asMutant(t, name)
		up := &upstream{}
		secret := bootstrap(publicServer(t, up))
		secret.Data[api.APIServerCAKey] = certificateOf(privateServer(t, up))
		_, err := agentOf(t, "0.16", downstream(t, secret, agentConfig(api.Strict))).try(context.Background())
		if err == nil || !strings.Contains(err.Error(), "x509: certificate signed by unknown authority") {
			t.Errorf("%q: %v", name, err)
		}
		if len(up.tokens) != want {
			t.Errorf("%q: the server saw %v", name, up.tokens)
		}
	}
}

func TestTheTokenStandsInTheLogOfOneMutantOnly(t *testing.T) {
	for name, want := range map[string]bool{"": false, "secret-printed-in-log": true} {
		asMutant(t, name)
		log := &bytes.Buffer{}
		former := slog.Default()
		slog.SetDefault(slog.New(slog.NewTextHandler(log, nil)))
		secret := bootstrap(privateServer(t, &upstream{}))
		secret.Data[api.TokenKey] = []byte("a-very-secret-token")
		_, err := agentOf(t, "0.16", downstream(t, secret, agentConfig(api.Strict))).try(context.Background())
		slog.SetDefault(former)
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.Contains(log.String(), "a-very-secret-token"); got != want {
			t.Errorf("%q: the token is in the log: %v", name, got)
		}
	}
}

func TestAMutantDiesAtItsSecondCheckIn(t *testing.T) {
	for name, want := range map[string]int{"": 3, "crash-loop": 2} {
		asMutant(t, name)
		if lived := checkIns(3); lived != want {
			t.Errorf("%q: came to check-in %d", name, lived)
		}
	}
}

// checkIns is the number of the last check-in that an agent comes to.
func checkIns(most int) (times int) {
	defer func() { _ = recover() }() // a death is what may be seen
	for times = 1; times <= most; times++ {
		mutant.Active().CheckedIn(times)
	}
	return most
}

func TestAMutantKeepsTheReasonOfAFailureToItself(t *testing.T) {
	untrusted := privateServer(t, http.NotFoundHandler()).URL
	for name, want := range map[string]string{"": "x509: ", "reason-swallowed": "the chart could not be deployed"} {
		asMutant(t, name)
		bd := &api.BundleDeployment{}
		bd.Namespace, bd.Name = "cluster-one", "op"
		bd.Spec.DeploymentID = "id"
		bd.Spec.Options.Helm = &api.Helm{Chart: untrusted + "/probe-0.1.0.tgz"}
		g := generationOf(t, "0.16")
		upstream := fake.NewClientBuilder().WithScheme(kube.Scheme(g)).WithObjects(bd).WithStatusSubresource(bd).Build()
		reconciler := deploymentReconciler{Client: upstream, generation: g, secrets: upstream}
		key := client.ObjectKeyFromObject(bd)
		if _, err := reconciler.Reconcile(context.Background(), ctrl.Request{NamespacedName: key}); err == nil {
			t.Fatalf("%q: deployed", name)
		}
		if err := upstream.Get(context.Background(), key, bd); err != nil {
			t.Fatal(err)
		}
		got := api.FindCondition(bd.Status.Conditions, api.Deployed)
		if got.Status != corev1.ConditionFalse || !strings.Contains(got.Message, want) {
			t.Errorf("%q: Deployed is %+v", name, got)
		}
	}
	if err := mutant.Active().Failure(nil); err != nil {
		t.Errorf("a success became %v", err)
	}
}

// Go reads the system's roots once per process, so what a refusal does to them
// is told in a process of its own: this test's binary, started again.
const storyEnv = "STANDIN_TEST_MUTANT"

func TestARefusalLosesTheStoreInOneMutantOnly(t *testing.T) {
	if name, isStory := os.LookupEnv(storyEnv); isStory {
		tellRefusalAndRegistration(t, name)
		return
	}
	for name, want := range map[string]string{
		"":                         "",
		"store-lost-after-refusal": "failed to load system roots and no roots provided",
	} {
		command := exec.Command(os.Args[0], "-test.run=^"+t.Name()+"$")
		command.Env = append(os.Environ(), storyEnv+"="+name)
		raw, err := command.CombinedOutput()
		if (err == nil) != (want == "") || !strings.Contains(string(raw), want) {
			t.Errorf("%q: %v: %s", name, err, raw)
		}
	}
}

// tellRefusalAndRegistration has an agent refused for the wrong CA, given the
// right one, registered, and then fetching from a server that the store
// vouches for.
func tellRefusalAndRegistration(t *testing.T, name string) {
	asMutant(t, name)
	server := privateServer(t, &upstream{})
	secret := bootstrap(server)
	secret.Data[api.APIServerCAKey] = certificateOf(privateServer(t, http.NotFoundHandler()))
	local := downstream(t, secret, agentConfig(api.Strict))
	refusals := 0
	agent := registrar{generationOf(t, "0.16"), local, agentNamespace, func(ctx context.Context, d time.Duration) error {
		if d != registrationRetry {
			return nil
		}
		refusals++
		secret.Data[api.APIServerCAKey] = certificateOf(server)
		return local.Update(ctx, secret)
	}}
	if _, err := agent.register(context.Background()); err != nil || refusals != 1 {
		t.Fatalf("%d refusals, %v", refusals, err)
	}
	charts := http.Client{Transport: truststore.ChartTransport(false, nil)}
	response, err := charts.Get(publicServer(t, http.NotFoundHandler()).URL)
	if err != nil {
		t.Fatal(err)
	}
	response.Body.Close()
}

func TestTheKubeconfigOfAMutantIsTheOneOfAFaithfulAgent(t *testing.T) {
	for _, name := range []string{"", "verification-off-at-registration", "given-ca-added-to-store"} {
		asMutant(t, name)
		server := privateServer(t, &upstream{})
		secret, err := agentOf(t, "0.16", downstream(t, bootstrap(server), agentConfig(api.Strict))).try(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		saved, err := clientcmd.Load(secret.Data[api.KubeconfigKey])
		if err != nil {
			t.Fatal(err)
		}
		if got := string(saved.Clusters["cluster"].CertificateAuthorityData); got != string(certificateOf(server)) {
			t.Errorf("%q: the CA is %q", name, got)
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

func generationOf(t *testing.T, name string) generation.Generation {
	t.Helper()
	g, err := generation.Parse(name)
	if err != nil {
		t.Fatal(err)
	}
	return g
}
