package controller

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"reflect"

	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/types"
	ctrl "sigs.k8s.io/controller-runtime"
	"sigs.k8s.io/controller-runtime/pkg/builder"
	"sigs.k8s.io/controller-runtime/pkg/client"
	"sigs.k8s.io/controller-runtime/pkg/controller"
	"sigs.k8s.io/controller-runtime/pkg/handler"
	"sigs.k8s.io/controller-runtime/pkg/reconcile"

	"fleet-tls-e2e/standin/internal/api"
	"fleet-tls-e2e/standin/internal/generation"
	"fleet-tls-e2e/standin/internal/kube"
)

// bundleReconciler makes a BundleDeployment for every cluster that a bundle
// targets, and sums up what became of them.
type bundleReconciler struct {
	client.Client
	generation generation.Generation
}

func (r bundleReconciler) setUp(mgr ctrl.Manager) error {
	return ctrl.NewControllerManagedBy(mgr).
		For(&api.Bundle{}).
		Watches(&api.Cluster{}, handler.EnqueueRequestsFromMapFunc(r.inNamespace), builder.WithPredicates(targetingChanged)).
		Watches(&api.BundleDeployment{}, handler.EnqueueRequestsFromMapFunc(bundleOf)).
		WithOptions(controller.Options{MaxConcurrentReconciles: concurrent}).
		Complete(r)
}

// Reconcile brings the deployments of one bundle in line with it.
func (r bundleReconciler) Reconcile(ctx context.Context, request ctrl.Request) (ctrl.Result, error) {
	existing := &api.BundleDeploymentList{}
	if err := r.List(ctx, existing, client.MatchingLabels{
		api.BundleLabel: request.Name, api.BundleNSLabel: request.Namespace,
	}); err != nil {
		return ctrl.Result{}, err
	}
	bundle := &api.Bundle{}
	if err := r.Get(ctx, request.NamespacedName, bundle); apierrors.IsNotFound(err) {
		return ctrl.Result{}, r.deleteAll(ctx, existing.Items)
	} else if err != nil {
		return ctrl.Result{}, err
	}
	clusters := &api.ClusterList{}
	if err := r.List(ctx, clusters, client.InNamespace(bundle.Namespace)); err != nil {
		return ctrl.Result{}, err
	}
	byNamespace := map[string]api.BundleDeployment{}
	for _, bd := range existing.Items {
		byNamespace[bd.Namespace] = bd
	}
	current, errs := []api.BundleDeployment{}, []error{}
	for i := range clusters.Items {
		cluster := &clusters.Items[i]
		targeted, err := isTargeted(bundle.Spec.Targets, cluster)
		errs = append(errs, err)
		if !targeted || cluster.Status.Namespace == "" {
			continue
		}
		bd := byNamespace[cluster.Status.Namespace]
		delete(byNamespace, cluster.Status.Namespace)
		errs = append(errs, r.deploy(ctx, bundle, cluster, &bd))
		current = append(current, bd)
	}
	for _, bd := range byNamespace { // no longer targeted
		errs = append(errs, r.deleteAll(ctx, []api.BundleDeployment{bd}))
	}
	before := bundle.Copy()
	bundle.Status.ObservedGeneration = bundle.Generation
	bundle.Status.Roll("Cluster", current, func(bd *api.BundleDeployment) string {
		return bd.Labels[api.ClusterNSLabel] + "/" + bd.Labels[api.ClusterLabel]
	})
	bundle.Status.Display.ReadyClusters = fmt.Sprintf("%d/%d", bundle.Status.ReadyClusters, bundle.Status.DesiredReadyClusters)
	errs = append(errs, r.Status().Patch(ctx, bundle, client.MergeFrom(before)))
	return ctrl.Result{}, errors.Join(errs...)
}

// deploy writes the bundle's deployment for one cluster. The secret goes
// first, so that no agent looks for it too early.
func (r bundleReconciler) deploy(ctx context.Context, bundle *api.Bundle, cluster *api.Cluster, bd *api.BundleDeployment) error {
	access := bundle.Spec.Access(r.generation)
	if secretName, _ := access.Of(r.generation); secretName != "" {
		if err := r.cloneSecret(ctx, bundle.Namespace, cluster.Status.Namespace, secretName); err != nil {
			return err
		}
	}
	spec := deploymentSpec(bundle, access)
	if bd.Spec.DeploymentID == spec.DeploymentID {
		return nil
	}
	bd.Namespace, bd.Name, bd.Spec = cluster.Status.Namespace, bundle.Name, spec
	if bd.ResourceVersion != "" {
		return r.Update(ctx, bd, kube.FieldOwner)
	}
	bd.Labels = map[string]string{
		api.ManagedLabel:   "true",
		api.BundleLabel:    bundle.Name,
		api.BundleNSLabel:  bundle.Namespace,
		api.ClusterLabel:   cluster.Name,
		api.ClusterNSLabel: cluster.Namespace,
	}
	if helmOp := bundle.Labels[api.HelmOpLabel]; helmOp != "" {
		bd.Labels[api.HelmOpLabel] = helmOp
	}
	return r.Create(ctx, bd, kube.FieldOwner)
}

// deploymentSpec's ID changes with anything that the agent has to act on.
func deploymentSpec(bundle *api.Bundle, access *api.ChartAccess) api.BundleDeploymentSpec {
	raw, err := json.Marshal([]any{bundle.Spec.Options, access})
	if err != nil {
		panic(err) // only plain data types are used
	}
	sum := sha256.Sum256(raw)
	id := "helmop:" + hex.EncodeToString(sum[:])
	return api.BundleDeploymentSpec{
		StagedOptions: bundle.Spec.Options, StagedDeploymentID: id,
		Options: bundle.Spec.Options, DeploymentID: id,
		HelmChartOptions: access,
	}
}

// cloneSecret copies a HelmOp's secret to the cluster's namespace upstream.
func (r bundleReconciler) cloneSecret(ctx context.Context, from, to, name string) error {
	source, clone := &corev1.Secret{}, &corev1.Secret{}
	if err := r.Get(ctx, client.ObjectKey{Namespace: from, Name: name}, source); err != nil {
		return err
	}
	err := r.Get(ctx, client.ObjectKey{Namespace: to, Name: name}, clone)
	switch {
	case apierrors.IsNotFound(err):
		clone.Namespace, clone.Name, clone.Data = to, name, source.Data
		clone.Labels = map[string]string{api.InternalSecretLabel: "true"}
		clone.Type = api.HelmOpsAccessType
		return r.Create(ctx, clone, kube.FieldOwner)
	case err != nil, !r.generation.RefreshesClonedSecret, reflect.DeepEqual(clone.Data, source.Data):
		return err
	default:
		clone.Data = source.Data
		return r.Update(ctx, clone, kube.FieldOwner)
	}
}

func (r bundleReconciler) deleteAll(ctx context.Context, deployments []api.BundleDeployment) error {
	errs := []error{}
	for i := range deployments {
		errs = append(errs, client.IgnoreNotFound(r.Delete(ctx, &deployments[i])))
	}
	return errors.Join(errs...)
}

func (r bundleReconciler) inNamespace(ctx context.Context, cluster client.Object) []reconcile.Request {
	list := &api.BundleList{}
	if err := r.List(ctx, list, client.InNamespace(cluster.GetNamespace())); err != nil {
		slog.Error("cannot list bundles", "error", err)
	}
	requests := []reconcile.Request{}
	for i := range list.Items {
		requests = append(requests, reconcile.Request{NamespacedName: client.ObjectKeyFromObject(&list.Items[i])})
	}
	return requests
}

func bundleOf(_ context.Context, bd client.Object) []reconcile.Request {
	labels := bd.GetLabels()
	return []reconcile.Request{{NamespacedName: types.NamespacedName{
		Namespace: labels[api.BundleNSLabel], Name: labels[api.BundleLabel],
	}}}
}
