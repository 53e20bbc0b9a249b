package agent

import (
	"context"
	"crypto/rand"
	"fmt"
	"log/slog"
	"maps"
	"os"
	"time"

	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/client-go/tools/clientcmd"
	clientcmdapi "k8s.io/client-go/tools/clientcmd/api"
	"sigs.k8s.io/controller-runtime/pkg/client"

	"fleet-tls-e2e/standin/internal/api"
	"fleet-tls-e2e/standin/internal/generation"
	"fleet-tls-e2e/standin/internal/kube"
	"fleet-tls-e2e/standin/internal/mutant"
)

// Fleet's own durations; it has no setting for them.
const (
	registrationRetry = time.Minute
	credentialPoll    = 2 * time.Second
	credentialTimeout = 30 * time.Minute
)

// registrar makes an agent known to its upstream.
type registrar struct {
	generation generation.Generation
	local      client.Client
	namespace  string
	// pause is how it waits, until the context ends: sleep.
	pause func(context.Context, time.Duration) error
}

// register returns the secret with the working credential. It tries until it
// has one, or until the context ends.
func (r registrar) register(ctx context.Context) (*corev1.Secret, error) {
	for {
		secret, err := r.try(ctx)
		if err == nil {
			return secret, nil
		}
		slog.Error(fmt.Sprintf("Failed to register agent: %v", err))
		mutant.Active().Refused()
		if err := r.pause(ctx, registrationRetry); err != nil {
			return nil, err
		}
	}
}

func (r registrar) try(ctx context.Context) (*corev1.Secret, error) {
	secret := &corev1.Secret{}
	err := r.local.Get(ctx, r.key(api.AgentName), secret)
	switch {
	case apierrors.IsNotFound(err):
		slog.Warn("Cannot find fleet-agent secret, running registration")
		if secret, err = r.run(ctx); err != nil {
			return nil, fmt.Errorf("registration failed: %w", err)
		}
	case err != nil:
		return nil, err
	default:
		// A credential that exists is tried with the store as it is, hidden or not.
		if err := r.test(ctx, secret.Data[api.KubeconfigKey]); err != nil {
			slog.Error(fmt.Sprintf("Current credential failed, falling back to reregistering: %v", err))
			if secret, err = r.run(ctx); err != nil {
				return nil, fmt.Errorf("re-registration failed: %w", err)
			}
		}
	}
	bootstrap := &corev1.Secret{ObjectMeta: metav1.ObjectMeta{Namespace: r.namespace, Name: api.BootstrapName}}
	_ = r.local.Delete(ctx, bootstrap) // what is left over does no harm
	return secret, nil
}

// run registers with the token of the bootstrap secret.
func (r registrar) run(ctx context.Context) (*corev1.Secret, error) {
	bootstrap := &corev1.Secret{}
	if err := r.local.Get(ctx, r.key(api.BootstrapName), bootstrap); err != nil {
		return nil, fmt.Errorf("looking up secret %s/%s: %w", r.namespace, api.BootstrapName, err)
	}
	config, err := readConfig(ctx, r.local, r.namespace)
	if err != nil {
		return nil, err
	}
	value := func(key string) string { return string(bootstrap.Data[key]) }
	serverURL := value(api.APIServerURLKey)
	mode := mutant.Active().Mode(config.AgentTLSMode)
	mutant.Active().Registering(serverURL, value(api.TokenKey))

	undo := hideForRegistration(r.generation, mode)
	defer undo()
	ca := upstreamCA(ctx, mode, serverURL, bootstrap.Data[api.APIServerCAKey])

	upstream, err := r.clientFor(kubeconfig(serverURL, ca, value(api.TokenKey), value(api.ClusterNamespaceKey)))
	if err != nil {
		return nil, err
	}
	request, err := r.ask(ctx, upstream, value(api.ClusterNamespaceKey), value(api.TokenNameKey), config)
	if err != nil {
		return nil, err
	}
	credential, err := r.awaitCredential(ctx, upstream, value(api.RegistrationNSKey), request)
	if err != nil {
		return nil, err
	}
	return r.keep(ctx, credential, serverURL, ca)
}

// ask creates the request; it is the first thing that carries the token.
func (r registrar) ask(ctx context.Context, upstream client.Client, namespace, tokenName string, config api.Config) (*api.ClusterRegistration, error) {
	clientID := config.ClientID
	if clientID == "" {
		kubeSystem := &corev1.Namespace{}
		if err := r.local.Get(ctx, client.ObjectKey{Name: metav1.NamespaceSystem}, kubeSystem); err != nil {
			return nil, fmt.Errorf("cannot retrieve our kubeSystem.UID: %w", err)
		}
		clientID = string(kubeSystem.UID)
	}
	request := &api.ClusterRegistration{}
	request.Namespace, request.GenerateName = namespace, "request-"
	if r.generation.TokenReadsOneCredential {
		request.Labels = map[string]string{api.TokenNameLabel: tokenName}
	}
	labels := map[string]string{api.AgentPodLabel: os.Getenv("HOSTNAME")}
	maps.Copy(labels, config.Labels)
	request.Spec = api.ClusterRegistrationSpec{ClientID: clientID, ClientRandom: rand.Text(), ClusterLabels: labels}
	slog.Info(fmt.Sprintf("Creating clusterregistration with id '%s' for new token", clientID))
	if err := upstream.Create(ctx, request); err != nil {
		return nil, fmt.Errorf("cannot create clusterregistration on management cluster for cluster id '%s': %w", clientID, err)
	}
	return request, nil
}

func (r registrar) awaitCredential(ctx context.Context, upstream client.Client, namespace string, request *api.ClusterRegistration) (*corev1.Secret, error) {
	name := api.CredentialName(request.Spec.ClientID, request.Spec.ClientRandom)
	for start := time.Now(); time.Since(start) < credentialTimeout; {
		if err := r.pause(ctx, credentialPoll); err != nil {
			return nil, err
		}
		secret := &corev1.Secret{}
		err := upstream.Get(ctx, client.ObjectKey{Namespace: namespace, Name: name}, secret)
		if err == nil {
			return secret, nil
		}
		slog.Info(fmt.Sprintf("Waiting for secret '%s/%s' on management cluster for request '%s/%s': %v",
			namespace, name, request.Namespace, request.Name, err))
	}
	return nil, fmt.Errorf("timeout waiting for registration secret '%s/%s' on management cluster", namespace, name)
}

// keep writes the secret fleet-agent, with the CA that registration chose.
func (r registrar) keep(ctx context.Context, credential *corev1.Secret, serverURL string, ca []byte) (*corev1.Secret, error) {
	deploymentNamespace := string(credential.Data[api.DeploymentNamespaceKey])
	raw, err := clientcmd.Write(kubeconfig(serverURL, ca, string(credential.Data[api.TokenKey]), deploymentNamespace))
	if err != nil {
		return nil, err
	}
	if err := r.test(ctx, raw); err != nil {
		return nil, fmt.Errorf("new client config cannot list bundledeployments on management cluster: %w", err)
	}
	secret := &corev1.Secret{
		ObjectMeta: metav1.ObjectMeta{Namespace: r.namespace, Name: api.AgentName},
		Data: map[string][]byte{
			api.KubeconfigKey:          raw,
			api.DeploymentNamespaceKey: credential.Data[api.DeploymentNamespaceKey],
			api.ClusterNamespaceKey:    credential.Data[api.ClusterNamespaceKey],
			api.ClusterNameKey:         credential.Data[api.ClusterNameKey],
		},
	}
	if err := kube.Put(ctx, r.local, secret); err != nil {
		return nil, fmt.Errorf("failed to create 'fleet-agent' secret: %w", err)
	}
	return secret, nil
}

// test shows whether a kubeconfig is good for what the agent needs.
func (r registrar) test(ctx context.Context, raw []byte) error {
	config, err := load(raw)
	if err != nil {
		return err
	}
	rawConfig, err := config.RawConfig()
	if err != nil {
		return err
	}
	upstream, err := r.clientFor(rawConfig)
	if err != nil {
		return err
	}
	namespace, _, err := config.Namespace()
	if err != nil {
		return err
	}
	return upstream.List(ctx, &api.BundleDeploymentList{}, client.InNamespace(namespace))
}

func (r registrar) key(name string) client.ObjectKey {
	return client.ObjectKey{Namespace: r.namespace, Name: name}
}

func (r registrar) clientFor(raw clientcmdapi.Config) (client.Client, error) {
	config, err := upstreamConfig(clientcmd.NewDefaultClientConfig(raw, &clientcmd.ConfigOverrides{}))
	if err != nil {
		return nil, err
	}
	return kube.UpstreamClient(config, r.generation)
}

func readConfig(ctx context.Context, reader client.Reader, namespace string) (api.Config, error) {
	cm := &corev1.ConfigMap{}
	if err := reader.Get(ctx, client.ObjectKey{Namespace: namespace, Name: api.AgentName}, cm); err != nil {
		return api.Config{}, fmt.Errorf("failed to look up client config %s/%s: %w", namespace, api.AgentName, err)
	}
	return api.ParseConfig(cm)
}

func sleep(ctx context.Context, d time.Duration) error {
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(d):
		return nil
	}
}
