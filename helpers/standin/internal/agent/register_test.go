package agent

import (
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/client-go/tools/clientcmd"
	"sigs.k8s.io/controller-runtime/pkg/client"
	"sigs.k8s.io/controller-runtime/pkg/client/fake"

	"fleet-tls-e2e/standin/internal/api"
)

const agentNamespace = "agents"

func TestTheSavedKubeconfigCarriesTheCAUnlessTheStoreVouchesForTheServer(t *testing.T) {
	for name, c := range map[string]struct {
		mode  string
		start func(*testing.T, http.Handler) *httptest.Server
		saved bool
	}{
		"strict, private":       {api.Strict, privateServer, true},
		"strict, public":        {api.Strict, publicServer, true},
		"no mode, private":      {"", privateServer, true},
		"system-store, public":  {api.SystemStore, publicServer, false},
		"system-store, private": {api.SystemStore, privateServer, true},
	} {
		for _, g := range []string{"0.12", "0.16"} {
			t.Run(name+", "+g, func(t *testing.T) {
				server := c.start(t, &upstream{})
				local := downstream(t, bootstrap(server), agentConfig(c.mode))
				secret, err := agentOf(t, g, local).try(context.Background())
				if err != nil {
					t.Fatal(err)
				}
				saved, err := clientcmd.Load(secret.Data[api.KubeconfigKey])
				if err != nil {
					t.Fatal(err)
				}
				want := ""
				if c.saved {
					want = string(certificateOf(server))
				}
				if got := string(saved.Clusters["cluster"].CertificateAuthorityData); got != want {
					t.Errorf("the CA is %q, want %q", got, want)
				}
				if got := saved.AuthInfos["user"].Token; got != "credential" {
					t.Errorf("the token is %q", got)
				}
				left := &corev1.Secret{}
				err = local.Get(context.Background(), client.ObjectKey{Namespace: agentNamespace, Name: api.BootstrapName}, left)
				if !apierrors.IsNotFound(err) {
					t.Errorf("the bootstrap secret is still there: %v", err)
				}
			})
		}
	}
}

func TestOnlyTheNewGenerationNamesItsTokenInTheRequest(t *testing.T) {
	for g, want := range map[string]string{"0.12": "", "0.16": "the-token"} {
		up := &upstream{}
		local := downstream(t, bootstrap(privateServer(t, up)), agentConfig(api.Strict))
		if _, err := agentOf(t, g, local).try(context.Background()); err != nil {
			t.Fatalf("%s: %v", g, err)
		}
		if got := up.request.Labels[api.TokenNameLabel]; got != want {
			t.Errorf("%s: the token is named %q, want %q", g, got, want)
		}
		if up.request.Spec.ClientID != "the-client" || up.request.Spec.ClusterLabels["env"] != "test" {
			t.Errorf("%s: %+v", g, up.request.Spec)
		}
	}
}

func TestAnAgentWithoutAClientIDIsKnownByItsCluster(t *testing.T) {
	up := &upstream{}
	config := agentConfig(api.Strict)
	config.Data[api.ConfigKey] = `{"agentTLSMode":"strict"}`
	if _, err := agentOf(t, "0.16", downstream(t, bootstrap(privateServer(t, up)), config)).try(context.Background()); err != nil {
		t.Fatal(err)
	}
	if got := up.request.Spec.ClientID; got != "uid-of-kube-system" {
		t.Errorf("the client ID is %q", got)
	}
}

func TestACredentialThatExistsIsUsedWithTheStoreAsItIs(t *testing.T) {
	for _, g := range []string{"0.12", "0.16"} {
		up := &upstream{}
		server := publicServer(t, up)
		// Saved in system-store mode, so without a CA; strict since.
		raw, err := clientcmd.Write(kubeconfig(server.URL, nil, "credential", "cluster-ns"))
		if err != nil {
			t.Fatal(err)
		}
		saved := &corev1.Secret{ObjectMeta: agentMeta(api.AgentName), Data: map[string][]byte{api.KubeconfigKey: raw}}
		if _, err := agentOf(t, g, downstream(t, saved, agentConfig(api.Strict))).try(context.Background()); err != nil {
			t.Errorf("%s: %v", g, err)
		}
		if up.request != nil || up.sawStoreHidden {
			t.Errorf("%s: registered again: %v, store hidden: %v", g, up.request != nil, up.sawStoreHidden)
		}
	}
}

func TestNoTokenReachesAServerThatStrictDoesNotTrust(t *testing.T) {
	for _, g := range []string{"0.12", "0.16"} {
		up := &upstream{}
		secret := bootstrap(publicServer(t, up))
		secret.Data[api.APIServerCAKey] = certificateOf(privateServer(t, up))
		_, err := agentOf(t, g, downstream(t, secret, agentConfig(api.Strict))).try(context.Background())
		const want = "registration failed: cannot create clusterregistration on management cluster for cluster id 'the-client': "
		if err == nil || !strings.HasPrefix(err.Error(), want) || !strings.Contains(err.Error(), "x509: certificate signed by unknown authority") {
			t.Errorf("%s: %v", g, err)
		}
		if up.tokens != nil {
			t.Errorf("%s: the server saw %v", g, up.tokens)
		}
	}
}

// upstream is as much of an API server as an agent meets while it registers.
type upstream struct {
	request        *api.ClusterRegistration
	tokens         []string
	sawStoreHidden bool
}

func (u *upstream) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	u.sawStoreHidden = u.sawStoreHidden || hidden()
	token := r.Header.Get("Authorization")
	if token == "" {
		w.WriteHeader(http.StatusUnauthorized) // an answer all the same
		return
	}
	u.tokens = append(u.tokens, token)
	var answer any = map[string]any{"apiVersion": "fleet.cattle.io/v1alpha1", "kind": "BundleDeploymentList", "items": []any{}}
	switch {
	case r.Method == http.MethodPost:
		u.request = &api.ClusterRegistration{}
		if err := json.NewDecoder(r.Body).Decode(u.request); err != nil {
			panic(err) // the test fails with the agent's error
		}
		u.request.Name = "request-x"
		answer = u.request
	case strings.Contains(r.URL.Path, "/secrets/"):
		answer = &corev1.Secret{
			TypeMeta:   metav1.TypeMeta{APIVersion: "v1", Kind: "Secret"},
			ObjectMeta: metav1.ObjectMeta{Name: "c-x", Namespace: "registrations"},
			Data: map[string][]byte{
				api.TokenKey: []byte("credential"), api.DeploymentNamespaceKey: []byte("cluster-ns"),
				api.ClusterNamespaceKey: []byte("fleet-default"), api.ClusterNameKey: []byte("one"),
			},
		}
	}
	w.Header().Set("Content-Type", "application/json")
	if err := json.NewEncoder(w).Encode(answer); err != nil {
		panic(err) // plain data is always marshalled
	}
}

func bootstrap(server *httptest.Server) *corev1.Secret {
	return &corev1.Secret{ObjectMeta: agentMeta(api.BootstrapName), Data: map[string][]byte{
		api.APIServerURLKey:     []byte(server.URL),
		api.APIServerCAKey:      certificateOf(server),
		api.TokenKey:            []byte("bootstrap"),
		api.TokenNameKey:        []byte("the-token"),
		api.ClusterNamespaceKey: []byte("fleet-default"),
		api.RegistrationNSKey:   []byte("registrations"),
	}}
}

func agentConfig(mode string) *corev1.ConfigMap {
	return &corev1.ConfigMap{ObjectMeta: agentMeta(api.AgentName), Data: map[string]string{
		api.ConfigKey: `{"agentTLSMode":"` + mode + `","clientID":"the-client","labels":{"env":"test"}}`,
	}}
}

func downstream(t *testing.T, objects ...client.Object) client.Client {
	t.Helper()
	kubeSystem := &corev1.Namespace{ObjectMeta: metav1.ObjectMeta{Name: metav1.NamespaceSystem, UID: "uid-of-kube-system"}}
	return fake.NewClientBuilder().WithObjects(kubeSystem).WithObjects(objects...).Build()
}

func agentOf(t *testing.T, name string, local client.Client) registrar {
	t.Helper()
	t.Setenv("SSL_CERT_FILE", "")
	t.Setenv("SSL_CERT_DIR", "")
	return registrar{generationOf(t, name), local, agentNamespace, func(context.Context, time.Duration) error { return nil }}
}

func agentMeta(name string) metav1.ObjectMeta {
	return metav1.ObjectMeta{Namespace: agentNamespace, Name: name}
}
