package agent

import (
	"context"
	"net/http"

	"k8s.io/client-go/rest"
	"k8s.io/client-go/tools/clientcmd"
	clientcmdapi "k8s.io/client-go/tools/clientcmd/api"

	"fleet-tls-e2e/standin/internal/api"
	"fleet-tls-e2e/standin/internal/generation"
	"fleet-tls-e2e/standin/internal/mutant"
	"fleet-tls-e2e/standin/internal/truststore"
)

// hideForRegistration hides the system's CA store unless the mode is
// system-store: an unknown or an empty mode counts as strict. The older
// generation never takes it back.
func hideForRegistration(g generation.Generation, mode string) (undo func()) {
	if mode == api.SystemStore {
		return func() {}
	}
	undo = mutant.Active().Hide(truststore.Hide)
	if g.HidesStoreForever {
		return func() {}
	}
	return undo
}

// upstreamCA decides which CA the agent keeps for its upstream. In
// system-store mode any answer at all, even a refusal, shows that the store
// vouches for the server, and no CA is kept; in any other case it is the one
// that was given.
func upstreamCA(ctx context.Context, mode, serverURL string, given []byte) []byte {
	if mode != api.SystemStore {
		return given
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, serverURL, nil)
	if err != nil {
		return given
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return given
	}
	response.Body.Close()
	return nil
}

// kubeconfig builds the configuration for the upstream.
func kubeconfig(serverURL string, ca []byte, token, namespace string) clientcmdapi.Config {
	return clientcmdapi.Config{
		Clusters:       map[string]*clientcmdapi.Cluster{"cluster": {Server: serverURL, CertificateAuthorityData: ca}},
		AuthInfos:      map[string]*clientcmdapi.AuthInfo{"user": {Token: token}},
		Contexts:       map[string]*clientcmdapi.Context{"default": {Cluster: "cluster", AuthInfo: "user", Namespace: namespace}},
		CurrentContext: "default",
	}
}

// upstreamConfig is how the agent reaches its upstream.
func upstreamConfig(kubeconfig clientcmd.ClientConfig) (*rest.Config, error) {
	config, err := kubeconfig.ClientConfig()
	if err == nil {
		mutant.Active().Upstream(config)
	}
	return config, err
}

func load(kubeconfig []byte) (clientcmd.ClientConfig, error) {
	return clientcmd.NewClientConfigFromBytes(kubeconfig)
}
