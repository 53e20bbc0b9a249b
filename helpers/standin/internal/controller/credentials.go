package controller

import (
	"context"
	"fmt"
	"log/slog"

	corev1 "k8s.io/api/core/v1"
	rbacv1 "k8s.io/api/rbac/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"sigs.k8s.io/controller-runtime/pkg/client"

	"fleet-tls-e2e/standin/internal/api"
	"fleet-tls-e2e/standin/internal/kube"
)

// giveCredential writes the secret that the agent waits for, with the token of
// an account that may do what an agent does upstream.
func (r registrationReconciler) giveCredential(ctx context.Context, cluster *api.Cluster, request *api.ClusterRegistration) (*corev1.Secret, error) {
	account := &corev1.ServiceAccount{ObjectMeta: named(cluster.Status.Namespace, request.Name)}
	objects := append([]client.Object{account}, grant(request.Namespace, request.Name, account, ownedBy("Cluster", cluster), rbacv1.PolicyRule{
		APIGroups: []string{api.GroupVersion.Group}, Resources: []string{"clusters/status"},
		ResourceNames: []string{cluster.Name}, Verbs: []string{"patch"},
	})...)
	objects = append(objects, bind(account.Namespace, request.Name, account,
		rbacv1.RoleRef{APIGroup: rbacv1.GroupName, Kind: "ClusterRole", Name: api.BundleDeploymentsRole}))
	if err := kube.PutAll(ctx, r.Client, objects...); err != nil {
		return nil, err
	}
	token, err := tokenFor(ctx, r.Client, account, credentialTTL)
	if err != nil {
		return nil, err
	}
	credential := &corev1.Secret{
		ObjectMeta: named(api.RegistrationNamespace, api.CredentialName(request.Spec.ClientID, request.Spec.ClientRandom)),
		Type:       api.CredentialSecretType,
		Data: map[string][]byte{
			api.TokenKey:               []byte(token),
			api.DeploymentNamespaceKey: []byte(cluster.Status.Namespace),
			api.ClusterNamespaceKey:    []byte(cluster.Namespace),
			api.ClusterNameKey:         []byte(cluster.Name),
		},
	}
	credential.Labels[api.ClusterLabel] = cluster.Name
	return credential, kube.Put(ctx, r.Client, credential)
}

// letRead lets the token that the agent came with read its credential, unless
// it may anyway.
func (r registrationReconciler) letRead(ctx context.Context, cluster *api.Cluster, request *api.ClusterRegistration, credential *corev1.Secret) error {
	if !r.generation.TokenReadsOneCredential {
		return nil
	}
	reader, err := r.accountOf(ctx, cluster, request)
	if err != nil || reader == nil {
		return err
	}
	return kube.PutAll(ctx, r.Client, mayReadCredentials(api.SafeName(request.Namespace, request.Name, "creds"), reader, credential.Name)...)
}

// accountOf is the account whose token the agent came with: the one that was
// made for importing the cluster, or else that of the registration token which
// the request names. It is nil where the request names none that exists.
func (r registrationReconciler) accountOf(ctx context.Context, cluster *api.Cluster, request *api.ClusterRegistration) (*corev1.ServiceAccount, error) {
	if cluster.Spec.KubeConfigSecret != "" {
		return importAccount(cluster), nil
	}
	name := request.Labels[api.TokenNameLabel]
	if name == "" {
		slog.Warn(fmt.Sprintf("ClusterRegistration '%s/%s' has no %s label; cannot grant credential secret access for agent-initiated registration",
			request.Namespace, request.Name, api.TokenNameLabel))
		return nil, nil
	}
	token := &api.RegistrationToken{}
	err := r.Get(ctx, client.ObjectKey{Namespace: request.Namespace, Name: name}, token)
	if apierrors.IsNotFound(err) {
		slog.Warn(fmt.Sprintf("ClusterRegistration '%s/%s': registration token %s/%s not found (may have expired), skipping credential secret access grant",
			request.Namespace, request.Name, request.Namespace, name))
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return tokenAccount(token), nil
}
