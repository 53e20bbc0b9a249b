package controller

import (
	corev1 "k8s.io/api/core/v1"
	rbacv1 "k8s.io/api/rbac/v1"
	"sigs.k8s.io/controller-runtime/pkg/client"

	"fleet-tls-e2e/standin/internal/api"
	"fleet-tls-e2e/standin/internal/generation"
)

// importAccount is behind the token that a cluster's agent is brought with.
func importAccount(cluster *api.Cluster) *corev1.ServiceAccount {
	account := &corev1.ServiceAccount{ObjectMeta: named(cluster.Namespace, api.SafeName("import-token", cluster.Name))}
	account.OwnerReferences = ownedBy("Cluster", cluster)
	return account
}

// tokenAccount is behind the token that agents bring themselves. Its end, and
// so the token's, is the registration token's.
func tokenAccount(token *api.RegistrationToken) *corev1.ServiceAccount {
	account := &corev1.ServiceAccount{ObjectMeta: named(token.Namespace, api.SafeName(token.Name, string(token.UID)))}
	account.OwnerReferences = ownedBy("ClusterRegistrationToken", token)
	return account
}

// mayRegister is an account that may ask for registration in its namespace,
// and nothing else; to the older generation, also read any credential.
func mayRegister(g generation.Generation, account *corev1.ServiceAccount) []client.Object {
	objects := append([]client.Object{account}, grant(account.Namespace, account.Name, account, account.OwnerReferences, rbacv1.PolicyRule{
		APIGroups: []string{api.GroupVersion.Group}, Resources: []string{"clusterregistrations"}, Verbs: []string{"create"},
	})...)
	if g.TokenReadsOneCredential {
		return objects
	}
	return append(objects, mayReadCredentials(api.SafeName(account.Namespace, account.Name, "creds"), account)...)
}

// mayReadCredentials lets an account read the credentials of these names, or
// all where none is named.
func mayReadCredentials(name string, account *corev1.ServiceAccount, credentials ...string) []client.Object {
	return grant(api.RegistrationNamespace, name, account, nil, rbacv1.PolicyRule{
		APIGroups: []string{""}, Resources: []string{"secrets"}, ResourceNames: credentials, Verbs: []string{"get"},
	})
}
