package controller

import (
	"context"
	"fmt"
	"log/slog"
	"maps"
	"time"

	ctrl "sigs.k8s.io/controller-runtime"
	"sigs.k8s.io/controller-runtime/pkg/client"
	"sigs.k8s.io/controller-runtime/pkg/controller"

	"fleet-tls-e2e/standin/internal/api"
	"fleet-tls-e2e/standin/internal/generation"
	"fleet-tls-e2e/standin/internal/kube"
)

// registrationReconciler answers an agent's request with a credential for its
// own cluster, which it makes where there is none yet.
type registrationReconciler struct {
	client.Client
	generation generation.Generation
}

func (r registrationReconciler) setUp(mgr ctrl.Manager) error {
	return ctrl.NewControllerManagedBy(mgr).
		For(&api.ClusterRegistration{}).
		WithOptions(controller.Options{MaxConcurrentReconciles: concurrent}).
		Complete(r)
}

// Reconcile grants one request, once.
func (r registrationReconciler) Reconcile(ctx context.Context, key ctrl.Request) (ctrl.Result, error) {
	request := &api.ClusterRegistration{}
	if err := r.Get(ctx, key.NamespacedName, request); err != nil {
		return ctrl.Result{}, client.IgnoreNotFound(err)
	}
	if request.Status.Granted {
		return ctrl.Result{}, nil
	}
	cluster, err := r.clusterFor(ctx, request)
	if err != nil {
		return ctrl.Result{}, err
	}
	if cluster.Status.Namespace == "" {
		return ctrl.Result{RequeueAfter: time.Second / 2}, nil
	}
	credential, err := r.giveCredential(ctx, cluster, request)
	if err != nil {
		return ctrl.Result{}, err
	}
	if err := r.letRead(ctx, cluster, request, credential); err != nil {
		return ctrl.Result{}, err
	}
	if err := r.dropOlder(ctx, request); err != nil {
		return ctrl.Result{}, err
	}
	before := request.Copy()
	request.OwnerReferences = ownedBy("Cluster", cluster)
	if err := r.Patch(ctx, request, client.MergeFrom(before)); err != nil {
		return ctrl.Result{}, err
	}
	before = request.Copy()
	request.Status = api.ClusterRegistrationStatus{ClusterName: cluster.Name, Granted: true}
	slog.Info(fmt.Sprintf("Cluster registration request '%s/%s' granted, creating cluster, request service account, registration secret",
		request.Namespace, request.Name))
	return ctrl.Result{}, r.Status().Patch(ctx, request, client.MergeFrom(before))
}

// clusterFor is the cluster with the request's client ID. For an agent that
// registers by itself there may be none; then it is made.
func (r registrationReconciler) clusterFor(ctx context.Context, request *api.ClusterRegistration) (*api.Cluster, error) {
	list := &api.ClusterList{}
	if err := r.List(ctx, list, client.InNamespace(request.Namespace)); err != nil {
		return nil, err
	}
	for i := range list.Items {
		if list.Items[i].Spec.ClientID == request.Spec.ClientID {
			return &list.Items[i], nil
		}
	}
	cluster := &api.Cluster{}
	cluster.Namespace, cluster.Name = request.Namespace, api.ClusterName(request.Spec.ClientID)
	cluster.Labels = map[string]string{}
	maps.Copy(cluster.Labels, request.Spec.ClusterLabels)
	cluster.Labels[api.ClusterLabel] = cluster.Name
	cluster.Spec.ClientID = request.Spec.ClientID
	if err := r.Create(ctx, cluster, kube.FieldOwner); err != nil {
		return nil, err
	}
	slog.Info(fmt.Sprintf("Created cluster %s/%s", cluster.Namespace, cluster.Name))
	return cluster, nil
}

// dropOlder removes the former requests of the same cluster.
func (r registrationReconciler) dropOlder(ctx context.Context, request *api.ClusterRegistration) error {
	list := &api.RegistrationList{}
	if err := r.List(ctx, list, client.InNamespace(request.Namespace)); err != nil {
		return err
	}
	for i := range list.Items {
		other := &list.Items[i]
		if other.Spec.ClientID == request.Spec.ClientID && other.CreationTimestamp.Before(&request.CreationTimestamp) {
			if err := client.IgnoreNotFound(r.Delete(ctx, other)); err != nil {
				return err
			}
		}
	}
	return nil
}
