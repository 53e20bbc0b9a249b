// Package kube holds what the controller and the agent share about talking to
// Kubernetes.
package kube

import (
	"context"
	"time"

	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/api/meta"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	utilruntime "k8s.io/apimachinery/pkg/util/runtime"
	clientgoscheme "k8s.io/client-go/kubernetes/scheme"
	"k8s.io/client-go/rest"
	"k8s.io/client-go/util/workqueue"
	"sigs.k8s.io/controller-runtime/pkg/client"
	"sigs.k8s.io/controller-runtime/pkg/reconcile"

	"fleet-tls-e2e/standin/internal/api"
	"fleet-tls-e2e/standin/internal/generation"
)

// FieldOwner is the name under which objects are written.
const FieldOwner = client.FieldOwner("fleet-standin")

// Scheme knows the kinds of Kubernetes and those of the generation.
func Scheme(g generation.Generation) *runtime.Scheme {
	s := runtime.NewScheme()
	utilruntime.Must(clientgoscheme.AddToScheme(s))
	api.AddTo(s, g)
	return s
}

// UpstreamClient is an agent's uncached client for its upstream. It knows the
// few kinds that an agent needs by heart, so that the first request on the
// wire is the one that was meant, not a discovery.
func UpstreamClient(config *rest.Config, g generation.Generation) (client.Client, error) {
	return client.New(config, client.Options{Scheme: Scheme(g), Mapper: UpstreamMapper()})
}

// UpstreamMapper maps the kinds that an agent meets upstream.
func UpstreamMapper() meta.RESTMapper {
	m := meta.NewDefaultRESTMapper([]schema.GroupVersion{api.GroupVersion, corev1.SchemeGroupVersion})
	for _, kind := range []string{"Cluster", "ClusterRegistration", "BundleDeployment"} {
		m.Add(api.GroupVersion.WithKind(kind), meta.RESTScopeNamespace)
	}
	m.Add(corev1.SchemeGroupVersion.WithKind("Secret"), meta.RESTScopeNamespace)
	return m
}

// Put creates an object, or replaces the one of its name. A namespace that
// exists may be somebody else's too and stays as it is.
func Put(ctx context.Context, c client.Client, object client.Object) error {
	err := c.Create(ctx, object, FieldOwner)
	if !apierrors.IsAlreadyExists(err) {
		return err
	}
	if _, ok := object.(*corev1.Namespace); ok {
		return nil
	}
	existing := object.DeepCopyObject().(client.Object)
	if err := c.Get(ctx, client.ObjectKeyFromObject(object), existing); err != nil {
		return err
	}
	object.SetResourceVersion(existing.GetResourceVersion())
	return c.Update(ctx, object, FieldOwner)
}

// PutAll puts objects in their order.
func PutAll(ctx context.Context, c client.Client, objects ...client.Object) error {
	for _, object := range objects {
		if err := Put(ctx, c, object); err != nil {
			return err
		}
	}
	return nil
}

// RetryDelays start at five seconds and double, for work that fails for
// reasons which do not pass by themselves.
func RetryDelays() workqueue.TypedRateLimiter[reconcile.Request] {
	return workqueue.NewTypedItemExponentialFailureRateLimiter[reconcile.Request](5*time.Second, 16*time.Minute)
}
