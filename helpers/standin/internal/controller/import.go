package controller

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/http"
	"time"

	appsv1 "k8s.io/api/apps/v1"
	corev1 "k8s.io/api/core/v1"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/rest"
	"k8s.io/client-go/tools/clientcmd"
	"sigs.k8s.io/controller-runtime/pkg/client"

	"fleet-tls-e2e/standin/internal/api"
	"fleet-tls-e2e/standin/internal/kube"
)

const downstreamTimeout = 15 * time.Second

// importPlan is what an agent is to be given, and why it is given it now; no
// reason, no import.
type importPlan struct {
	reason         string
	serverURL      string
	serverCA       []byte
	agentNamespace string
}

// planImport decides whether a cluster has to be imported. URL and CA come
// from the kubeconfig secret, or else from the controller's configuration;
// only changes of the configuration, and of what comes from it, are noticed.
func planImport(cluster *api.Cluster, config api.Config, secret *corev1.Secret, systemNamespace string) importPlan {
	plan := importPlan{
		serverURL:      string(secret.Data[api.APIServerURLKey]),
		serverCA:       secret.Data[api.APIServerCAKey],
		agentNamespace: cluster.Spec.AgentNamespace,
	}
	status := cluster.Status
	changed := config.AgentTLSMode != status.AgentTLSMode
	if plan.serverURL == "" {
		plan.serverURL = config.APIServerURL
		changed = changed || plan.serverURL != status.APIServerURL
	}
	if len(plan.serverCA) == 0 {
		plan.serverCA = config.APIServerCA
		changed = changed || caHash(plan.serverCA) != status.APIServerCAHash
	}
	if plan.agentNamespace == "" {
		plan.agentNamespace = systemNamespace
	}
	switch {
	case status.AgentDeployedGeneration == nil:
		plan.reason = "No agent deployed"
	case *status.AgentDeployedGeneration != cluster.Spec.RedeployAgentGeneration:
		plan.reason = "Redeployment asked for"
	case status.Agent.Namespace != plan.agentNamespace:
		plan.reason = "Agent namespace changed"
	case changed:
		plan.reason = "API server config changed"
	}
	return plan
}

// importCluster puts a new agent into the downstream cluster.
func (r clusterReconciler) importCluster(ctx context.Context, cluster *api.Cluster, config api.Config, kubeconfig []byte, plan importPlan) error {
	if plan.serverURL == "" {
		return fmt.Errorf("missing apiServerURL in fleet config for cluster auto registration")
	}
	restConfig, err := downstreamConfig(ctx, kubeconfig, config.AgentTLSMode)
	if err != nil {
		return err
	}
	restConfig.Timeout = downstreamTimeout
	if err := smokeTest(restConfig); err != nil {
		return fmt.Errorf("Smoke test failed: %w", err) //nolint:staticcheck // Fleet's words
	}
	downstream, err := client.New(restConfig, client.Options{})
	if err != nil {
		return err
	}
	token, err := r.importToken(ctx, cluster)
	if err != nil {
		return err
	}
	for _, old := range []client.Object{
		&corev1.Secret{ObjectMeta: named(plan.agentNamespace, api.AgentName)},
		&corev1.Secret{ObjectMeta: named(plan.agentNamespace, api.BootstrapName)},
		&appsv1.Deployment{ObjectMeta: named(plan.agentNamespace, api.AgentName)},
	} {
		if err := client.IgnoreNotFound(downstream.Delete(ctx, old)); err != nil {
			return err
		}
	}
	agent, err := agentObjects(cluster, config, plan, token)
	if err != nil {
		return err
	}
	return kube.PutAll(ctx, downstream, agent...)
}

// downstreamConfig is the controller's way into the downstream. In
// system-store mode the kubeconfig's CA is dropped when the store vouches for
// the server.
func downstreamConfig(ctx context.Context, kubeconfig []byte, mode string) (*rest.Config, error) {
	if mode != api.Strict && mode != api.SystemStore {
		return nil, fmt.Errorf("provided config value for agentTLSMode is none of [%q,%q]", api.Strict, api.SystemStore)
	}
	config, err := clientcmd.RESTConfigFromKubeConfig(kubeconfig)
	if err != nil {
		return nil, err
	}
	if mode == api.SystemStore {
		request, err := http.NewRequestWithContext(ctx, http.MethodGet, config.Host, nil)
		if err != nil {
			return nil, err
		}
		if response, err := http.DefaultClient.Do(request); err == nil {
			response.Body.Close()
			config.CAData, config.CAFile = nil, ""
		}
	}
	return config, nil
}

func smokeTest(config *rest.Config) error {
	clientset, err := kubernetes.NewForConfig(config)
	if err != nil {
		return err
	}
	_, err = clientset.Discovery().ServerVersion()
	return err
}

func (r clusterReconciler) importToken(ctx context.Context, cluster *api.Cluster) (string, error) {
	account := importAccount(cluster)
	if err := kube.PutAll(ctx, r.Client, mayRegister(r.generation, account)...); err != nil {
		return "", err
	}
	return tokenFor(ctx, r.Client, account, importTokenTTL)
}

// caHash is Fleet's fingerprint of a CA.
func caHash(ca []byte) string {
	raw, err := json.Marshal(ca)
	if err != nil {
		panic(err) // bytes are always marshalled
	}
	sum := sha256.Sum224(raw)
	return hex.EncodeToString(sum[:])
}
