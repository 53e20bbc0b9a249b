// Package agent is the stand-in's fleet-agent: it registers with its upstream
// and installs what it finds there.
package agent

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"os"
	"time"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/meta"
	"k8s.io/client-go/rest"
	ctrl "sigs.k8s.io/controller-runtime"
	"sigs.k8s.io/controller-runtime/pkg/cache"
	"sigs.k8s.io/controller-runtime/pkg/client"
	"sigs.k8s.io/controller-runtime/pkg/cluster"
	"sigs.k8s.io/controller-runtime/pkg/manager"
	metricsserver "sigs.k8s.io/controller-runtime/pkg/metrics/server"

	"fleet-tls-e2e/standin/internal/api"
	"fleet-tls-e2e/standin/internal/generation"
	"fleet-tls-e2e/standin/internal/kube"
	"fleet-tls-e2e/standin/internal/truststore"
)

// Run is the agent's whole life. Its environment: NAMESPACE and
// CHECKIN_INTERVAL, as Fleet's.
func Run(ctx context.Context, g generation.Generation) error {
	namespace := os.Getenv("NAMESPACE")
	if namespace == "" {
		return fmt.Errorf("the environment variable NAMESPACE is not set")
	}
	localConfig, err := ctrl.GetConfig()
	if err != nil {
		return err
	}
	local, err := client.New(localConfig, client.Options{})
	if err != nil {
		return err
	}
	credential, err := registrar{g, local, namespace, sleep}.register(ctx)
	if err != nil {
		return err
	}
	slog.Info("successfully registered with upstream cluster",
		"namespace", string(credential.Data[api.ClusterNamespaceKey]),
		"cluster", string(credential.Data[api.ClusterNameKey]))
	return serve(ctx, g, localConfig, local, namespace, credential)
}

// serve watches the cluster's namespace upstream until the context ends.
func serve(ctx context.Context, g generation.Generation, localConfig *rest.Config, local client.Client, namespace string, credential *corev1.Secret) error {
	config, err := readConfig(ctx, local, namespace)
	if err != nil {
		return err
	}
	// The older generation hides the store here too, so that it is hidden also
	// when the credential is an old one and nothing had to be registered.
	if g.HidesStoreForever && config.AgentTLSMode == api.Strict {
		truststore.Hide()
	}
	saved, err := load(credential.Data[api.KubeconfigKey])
	if err != nil {
		return err
	}
	restConfig, err := upstreamConfig(saved)
	if err != nil {
		return err
	}
	deploymentNamespace, _, err := saved.Namespace()
	if err != nil {
		return err
	}
	mgr, err := ctrl.NewManager(restConfig, ctrl.Options{
		Scheme:  kube.Scheme(g),
		Metrics: metricsserver.Options{BindAddress: "0"},
		Cache:   cache.Options{DefaultNamespaces: map[string]cache.Config{deploymentNamespace: {}}},
		MapperProvider: func(*rest.Config, *http.Client) (meta.RESTMapper, error) {
			return kube.UpstreamMapper(), nil
		},
	})
	if err != nil {
		return err
	}
	secrets, err := secretReader(g, mgr, localConfig)
	if err != nil {
		return err
	}
	interval, err := time.ParseDuration(os.Getenv("CHECKIN_INTERVAL"))
	if err != nil || interval <= 0 {
		interval = defaultCheckin
	}
	if err := mgr.Add(checkin{mgr.GetClient(), namespace, credential, interval}); err != nil {
		return err
	}
	deployments := deploymentReconciler{
		Client:     mgr.GetClient(),
		generation: g,
		secrets:    secrets,
		helm:       installer{localConfig, namespace},
	}
	if err := deployments.setUp(mgr); err != nil {
		return err
	}
	return mgr.Start(ctx)
}

// secretReader is where the agent looks for the secrets of HelmOps. The older
// generation asks a cached client of its own cluster, the newer one upstream.
func secretReader(g generation.Generation, mgr manager.Manager, localConfig *rest.Config) (client.Reader, error) {
	if !g.ReadsHelmSecretLocally {
		return mgr.GetAPIReader(), nil
	}
	local, err := cluster.New(localConfig)
	if err != nil {
		return nil, err
	}
	return local.GetClient(), mgr.Add(local)
}
