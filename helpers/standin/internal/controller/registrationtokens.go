package controller

import (
	"context"
	"time"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	ctrl "sigs.k8s.io/controller-runtime"
	"sigs.k8s.io/controller-runtime/pkg/client"
	"sigs.k8s.io/controller-runtime/pkg/controller"
	"sigs.k8s.io/yaml"

	"fleet-tls-e2e/standin/internal/api"
	"fleet-tls-e2e/standin/internal/generation"
	"fleet-tls-e2e/standin/internal/kube"
)

// defaultNamespace is where controller and agents are, unless somebody put
// them elsewhere.
const defaultNamespace = "cattle-fleet-system"

// tokenReconciler keeps, for every registration token, the secret with the
// values that an agent's chart needs, and ends the token when its time is up.
type tokenReconciler struct {
	client.Client
	generation generation.Generation
	namespace  string
}

func (r tokenReconciler) setUp(mgr ctrl.Manager) error {
	return ctrl.NewControllerManagedBy(mgr).
		For(&api.RegistrationToken{}).
		WithOptions(controller.Options{MaxConcurrentReconciles: concurrent}).
		Complete(r)
}

// Reconcile brings one registration token forward. All that is made for it
// ends with it: its account is gone, so the API server no longer knows the
// token.
func (r tokenReconciler) Reconcile(ctx context.Context, key ctrl.Request) (ctrl.Result, error) {
	token := &api.RegistrationToken{}
	if err := r.Get(ctx, key.NamespacedName, token); err != nil {
		return ctrl.Result{}, client.IgnoreNotFound(err)
	}
	expires := expiryOf(token)
	if expires != nil && !time.Now().Before(expires.Time) {
		return ctrl.Result{}, client.IgnoreNotFound(r.Delete(ctx, token))
	}
	if err := r.keepValues(ctx, token); err != nil {
		return ctrl.Result{}, err
	}
	before := token.Copy()
	token.Status = api.ClusterRegistrationTokenStatus{Expires: expires, SecretName: token.Name}
	if err := r.Status().Patch(ctx, token, client.MergeFrom(before)); err != nil || expires == nil {
		return ctrl.Result{}, client.IgnoreNotFound(err)
	}
	return ctrl.Result{RequeueAfter: time.Until(expires.Time)}, nil
}

// keepValues writes the secret with the values. URL and CA are those of the
// controller's configuration when the token was last looked at; a later
// change of the configuration alone does not reach it.
func (r tokenReconciler) keepValues(ctx context.Context, token *api.RegistrationToken) error {
	config, err := readConfig(ctx, r, r.namespace)
	if err != nil {
		return err
	}
	secret := &corev1.Secret{}
	if err := r.Get(ctx, client.ObjectKeyFromObject(token), secret); client.IgnoreNotFound(err) != nil {
		return err
	}
	former := map[string]any{}
	if err := yaml.Unmarshal(secret.Data[api.ValuesKey], &former); err != nil {
		return err
	}
	credential, _ := former[api.TokenKey].(string)
	if credential == "" {
		if credential, err = r.newCredential(ctx, token); err != nil {
			return err
		}
	}
	values, err := yaml.Marshal(agentValues(r.generation, token, config, r.namespace, credential))
	if err != nil {
		return err
	}
	kept := &corev1.Secret{
		ObjectMeta: named(token.Namespace, token.Name),
		Type:       api.ValuesSecretType,
		Data:       map[string][]byte{api.ValuesKey: values},
	}
	kept.OwnerReferences = ownedBy("ClusterRegistrationToken", token)
	return kube.Put(ctx, r.Client, kept)
}

func (r tokenReconciler) newCredential(ctx context.Context, token *api.RegistrationToken) (string, error) {
	account := tokenAccount(token)
	if err := kube.PutAll(ctx, r.Client, mayRegister(r.generation, account)...); err != nil {
		return "", err
	}
	ttl := credentialTTL
	if token.Spec.TTL != nil && token.Spec.TTL.Duration > 0 {
		ttl = max(token.Spec.TTL.Duration, shortestTTL)
	}
	return tokenFor(ctx, r.Client, account, ttl)
}

// agentValues are the values for the agent's chart.
func agentValues(g generation.Generation, token *api.RegistrationToken, config api.Config, systemNamespace, credential string) map[string]any {
	values := map[string]any{
		api.APIServerURLKey:     config.APIServerURL,
		api.APIServerCAKey:      string(config.APIServerCA),
		api.ClusterNamespaceKey: token.Namespace,
		api.RegistrationNSKey:   api.RegistrationNamespace,
		api.TokenKey:            credential,
	}
	if g.TokenReadsOneCredential {
		values[api.TokenNameKey] = token.Name
	}
	if systemNamespace != defaultNamespace {
		values["internal"] = map[string]any{"systemNamespace": systemNamespace}
	}
	return values
}

// expiryOf is nil where a token does not expire.
func expiryOf(token *api.RegistrationToken) *metav1.Time {
	if token.Spec.TTL == nil || token.Spec.TTL.Duration <= 0 {
		return nil
	}
	return &metav1.Time{Time: token.CreationTimestamp.Add(token.Spec.TTL.Duration)}
}
