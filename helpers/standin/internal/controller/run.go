// Package controller is the stand-in's fleet-controller: it imports clusters,
// grants their registrations and hands bundles to them.
package controller

import (
	"context"
	"fmt"
	"os"

	corev1 "k8s.io/api/core/v1"
	rbacv1 "k8s.io/api/rbac/v1"
	"k8s.io/apimachinery/pkg/fields"
	ctrl "sigs.k8s.io/controller-runtime"
	"sigs.k8s.io/controller-runtime/pkg/cache"
	"sigs.k8s.io/controller-runtime/pkg/client"

	"fleet-tls-e2e/standin/internal/api"
	"fleet-tls-e2e/standin/internal/generation"
	"fleet-tls-e2e/standin/internal/kube"
)

// concurrent is how many objects of each kind are worked on at a time; one
// slow cluster must not hold the others up.
const concurrent = 10

// Run runs the controller until the context ends. Its environment: NAMESPACE.
func Run(ctx context.Context, g generation.Generation) error {
	namespace := os.Getenv("NAMESPACE")
	if namespace == "" {
		return fmt.Errorf("the environment variable NAMESPACE is not set")
	}
	// Of all ConfigMaps only the controller's own is watched.
	mgr, err := kube.NewManager(g, cache.Options{ByObject: map[client.Object]cache.ByObject{&corev1.ConfigMap{}: {
		Namespaces: map[string]cache.Config{namespace: {
			FieldSelector: fields.OneTermEqualSelector("metadata.name", api.ControllerConfigName),
		}},
	}}})
	if err != nil {
		return err
	}
	if err := kube.PutAll(ctx, mgr.GetClient(), bootstrapObjects()...); err != nil {
		return err
	}
	for _, reconciler := range []interface{ setUp(ctrl.Manager) error }{
		clusterReconciler{mgr.GetClient(), g, namespace, &importedWith{}},
		tokenReconciler{mgr.GetClient(), g, namespace},
		registrationReconciler{mgr.GetClient(), g},
		bundleReconciler{mgr.GetClient(), g},
	} {
		if err := reconciler.setUp(mgr); err != nil {
			return err
		}
	}
	return mgr.Start(ctx)
}

// bootstrapObjects are there before any cluster is.
func bootstrapObjects() []client.Object {
	return []client.Object{
		namespaceObject(api.RegistrationNamespace, nil),
		namespaceObject("fleet-local", nil),
		&rbacv1.ClusterRole{
			ObjectMeta: named("", api.BundleDeploymentsRole),
			Rules: []rbacv1.PolicyRule{
				{APIGroups: []string{api.GroupVersion.Group}, Resources: []string{"bundledeployments"}, Verbs: []string{"get", "list", "watch"}},
				{APIGroups: []string{api.GroupVersion.Group}, Resources: []string{"bundledeployments/status"}, Verbs: []string{"update", "patch"}},
				{APIGroups: []string{""}, Resources: []string{"secrets"}, Verbs: []string{"get"}},
			},
		},
	}
}
