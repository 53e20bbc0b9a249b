package controller

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"log/slog"
	"sync"

	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/types"
	ctrl "sigs.k8s.io/controller-runtime"
	"sigs.k8s.io/controller-runtime/pkg/client"
	"sigs.k8s.io/controller-runtime/pkg/controller"
	"sigs.k8s.io/controller-runtime/pkg/handler"
	"sigs.k8s.io/controller-runtime/pkg/reconcile"

	"fleet-tls-e2e/standin/internal/api"
	"fleet-tls-e2e/standin/internal/generation"
	"fleet-tls-e2e/standin/internal/kube"
)

// clusterReconciler gives every cluster its namespace, imports those with a
// kubeconfig secret, and sums up what is deployed to them.
type clusterReconciler struct {
	client.Client
	generation generation.Generation
	namespace  string
	imported   *importedWith
}

// importedWith knows with which writing of the configuration each cluster was
// last looked at, since the controller began.
type importedWith struct{ written sync.Map }

func (i *importedWith) another(cluster client.ObjectKey, written string) bool {
	before, known := i.written.LoadOrStore(cluster, written)
	return known && before != written
}

func (r clusterReconciler) setUp(mgr ctrl.Manager) error {
	return ctrl.NewControllerManagedBy(mgr).
		For(&api.Cluster{}).
		Watches(&corev1.ConfigMap{}, handler.EnqueueRequestsFromMapFunc(r.all)).
		Watches(&api.BundleDeployment{}, handler.EnqueueRequestsFromMapFunc(clusterOf)).
		WithOptions(controller.Options{MaxConcurrentReconciles: concurrent, RateLimiter: kube.RetryDelays()}).
		Complete(r)
}

// Reconcile brings one cluster forward, and keeps the outcome in its status.
func (r clusterReconciler) Reconcile(ctx context.Context, request ctrl.Request) (ctrl.Result, error) {
	cluster := &api.Cluster{}
	if err := r.Get(ctx, request.NamespacedName, cluster); apierrors.IsNotFound(err) {
		return ctrl.Result{}, r.forget(ctx, request.NamespacedName)
	} else if err != nil {
		return ctrl.Result{}, err
	}
	if cluster.Spec.ClientID == "" {
		before := cluster.Copy()
		cluster.Spec.ClientID = rand.Text()
		return ctrl.Result{}, r.Patch(ctx, cluster, client.MergeFrom(before))
	}
	before := cluster.Copy()
	if err := r.giveNamespace(ctx, cluster); err != nil {
		return ctrl.Result{}, err
	}
	var importErr error
	if cluster.Spec.KubeConfigSecret != "" {
		importErr = r.importIfNeeded(ctx, cluster)
		api.SetCondition(&cluster.Status.Conditions, api.Imported, importErr)
	}
	summaryErr := r.summarize(ctx, cluster)
	statusErr := r.Status().Patch(ctx, cluster, client.MergeFrom(before))
	return ctrl.Result{}, errors.Join(importErr, summaryErr, statusErr)
}

func (r clusterReconciler) giveNamespace(ctx context.Context, cluster *api.Cluster) error {
	name := api.ClusterNamespace(cluster.Namespace, cluster.Name)
	if cluster.Status.Namespace == name {
		return nil
	}
	err := kube.Put(ctx, r.Client, namespaceObject(name, map[string]string{
		api.ClusterLabel:   cluster.Name,
		api.ClusterNSLabel: cluster.Namespace,
	}))
	if err == nil {
		cluster.Status.Namespace = name
	}
	return err
}

// importIfNeeded imports a cluster that has no agent yet, or the wrong one.
func (r clusterReconciler) importIfNeeded(ctx context.Context, cluster *api.Cluster) error {
	config, err := readConfig(ctx, r, r.namespace)
	if err != nil {
		return err
	}
	secret := &corev1.Secret{}
	if err := r.Get(ctx, client.ObjectKey{Namespace: cluster.Namespace, Name: cluster.Spec.KubeConfigSecret}, secret); err != nil {
		return err
	}
	plan := planImport(cluster, config, secret, r.namespace)
	key := client.ObjectKeyFromObject(cluster)
	if r.imported.another(key, config.Written) && r.generation.ImportsForEveryConfig && plan.reason == "" {
		plan.reason = "Configuration written"
	}
	if plan.reason == "" {
		return nil
	}
	slog.Info(fmt.Sprintf("%s, trigger cluster import for cluster %s/%s", plan.reason, cluster.Namespace, cluster.Name))
	if err := r.importCluster(ctx, cluster, config, secret.Data["value"], plan); err != nil {
		slog.Error(fmt.Sprintf("Cluster import for '%s/%s' failed: %v", cluster.Namespace, cluster.Name, err))
		return err
	}
	r.imported.written.Store(key, config.Written)
	generation := cluster.Spec.RedeployAgentGeneration
	cluster.Status.AgentDeployedGeneration = &generation
	cluster.Status.AgentTLSMode = config.AgentTLSMode
	cluster.Status.APIServerURL = plan.serverURL
	cluster.Status.APIServerCAHash = caHash(plan.serverCA)
	cluster.Status.Agent.Namespace = plan.agentNamespace
	return nil
}

func (r clusterReconciler) summarize(ctx context.Context, cluster *api.Cluster) error {
	list := &api.BundleDeploymentList{}
	if err := r.List(ctx, list, client.InNamespace(cluster.Status.Namespace)); err != nil {
		return err
	}
	summary := api.Summarize(list.Items, func(bd *api.BundleDeployment) string { return bd.Name })
	state, _ := summary.Worst()
	if cluster.Status.Agent.LastSeen == nil {
		state = "WaitCheckIn"
	}
	cluster.Status.Summary = summary
	cluster.Status.Display = api.ClusterDisplay{
		ReadyBundles: fmt.Sprintf("%d/%d", summary.Ready, summary.DesiredReady),
		State:        state,
	}
	api.SetReady(&cluster.Status.Conditions, summary.Message("Bundle"))
	return nil
}

// forget removes what a cluster that is gone had upstream. Its agent stays
// where it is, as Fleet's does.
func (r clusterReconciler) forget(ctx context.Context, cluster types.NamespacedName) error {
	namespace := namespaceObject(api.ClusterNamespace(cluster.Namespace, cluster.Name), nil)
	return client.IgnoreNotFound(r.Delete(ctx, namespace))
}

func (r clusterReconciler) all(ctx context.Context, _ client.Object) []reconcile.Request {
	list := &api.ClusterList{}
	if err := r.List(ctx, list); err != nil {
		slog.Error("cannot list clusters", "error", err)
	}
	requests := []reconcile.Request{}
	for i := range list.Items {
		requests = append(requests, reconcile.Request{NamespacedName: client.ObjectKeyFromObject(&list.Items[i])})
	}
	return requests
}

func clusterOf(_ context.Context, bd client.Object) []reconcile.Request {
	labels := bd.GetLabels()
	return []reconcile.Request{{NamespacedName: types.NamespacedName{
		Namespace: labels[api.ClusterNSLabel], Name: labels[api.ClusterLabel],
	}}}
}
