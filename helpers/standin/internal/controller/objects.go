package controller

import (
	corev1 "k8s.io/api/core/v1"
	rbacv1 "k8s.io/api/rbac/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"sigs.k8s.io/controller-runtime/pkg/client"

	"fleet-tls-e2e/standin/internal/api"
)

func named(namespace, name string) metav1.ObjectMeta {
	return metav1.ObjectMeta{Namespace: namespace, Name: name, Labels: map[string]string{api.ManagedLabel: "true"}}
}

func namespaceObject(name string, annotations map[string]string) *corev1.Namespace {
	meta := named("", name)
	meta.Annotations = annotations
	return &corev1.Namespace{ObjectMeta: meta}
}

// grant lets a service account do what the rules say in a namespace.
func grant(namespace, name string, account *corev1.ServiceAccount, owners []metav1.OwnerReference, rules ...rbacv1.PolicyRule) []client.Object {
	role := &rbacv1.Role{ObjectMeta: named(namespace, name), Rules: rules}
	binding := bind(namespace, name, account, rbacv1.RoleRef{APIGroup: rbacv1.GroupName, Kind: "Role", Name: name})
	role.OwnerReferences, binding.OwnerReferences = owners, owners
	return []client.Object{role, binding}
}

func bind(namespace, name string, account *corev1.ServiceAccount, role rbacv1.RoleRef) *rbacv1.RoleBinding {
	return &rbacv1.RoleBinding{
		ObjectMeta: named(namespace, name),
		Subjects:   []rbacv1.Subject{{Kind: "ServiceAccount", Namespace: account.Namespace, Name: account.Name}},
		RoleRef:    role,
	}
}

// ownedBy makes the owner's end the end of what refers to it in its namespace.
func ownedBy(kind string, owner client.Object) []metav1.OwnerReference {
	return []metav1.OwnerReference{{
		APIVersion: api.GroupVersion.String(), Kind: kind, Name: owner.GetName(), UID: owner.GetUID(),
	}}
}
