package helmops

import (
	"context"
	"errors"
	"fmt"
	"maps"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/types"
	ctrl "sigs.k8s.io/controller-runtime"
	"sigs.k8s.io/controller-runtime/pkg/builder"
	"sigs.k8s.io/controller-runtime/pkg/client"
	"sigs.k8s.io/controller-runtime/pkg/controller"
	"sigs.k8s.io/controller-runtime/pkg/handler"
	"sigs.k8s.io/controller-runtime/pkg/predicate"
	"sigs.k8s.io/controller-runtime/pkg/reconcile"

	"fleet-tls-e2e/standin/internal/api"
	"fleet-tls-e2e/standin/internal/chartsource"
	"fleet-tls-e2e/standin/internal/generation"
	"fleet-tls-e2e/standin/internal/kube"
	"fleet-tls-e2e/standin/internal/mutant"
)

const concurrentHelmOps = 20

type reconciler struct {
	client.Client
	generation generation.Generation
}

func (r reconciler) setUp(mgr ctrl.Manager) error {
	return ctrl.NewControllerManagedBy(mgr).
		Named("helmops").
		// Not for its own reports: a refusal would be tried twice.
		For(&api.HelmOp{}, builder.WithPredicates(predicate.Or[client.Object](
			predicate.GenerationChangedPredicate{}, predicate.AnnotationChangedPredicate{}))).
		Watches(&api.BundleDeployment{}, handler.EnqueueRequestsFromMapFunc(helmOpOf)).
		WithOptions(controller.Options{MaxConcurrentReconciles: concurrentHelmOps, RateLimiter: kube.RetryDelays()}).
		Complete(r)
}

// Reconcile hands one HelmOp on as a bundle, and reports on it. A HelmOp that
// is refused here has no deployments, and so, like in Fleet, it is Ready and
// not Accepted.
func (r reconciler) Reconcile(ctx context.Context, request ctrl.Request) (ctrl.Result, error) {
	op := &api.HelmOp{}
	if err := r.Get(ctx, request.NamespacedName, op); apierrors.IsNotFound(err) {
		return ctrl.Result{}, r.deleteBundle(ctx, request.NamespacedName)
	} else if err != nil {
		return ctrl.Result{}, err
	}
	before := op.Copy()
	acceptErr := r.accept(ctx, op)
	api.SetCondition(&op.Status.Conditions, api.Accepted, acceptErr)

	deployments := &api.BundleDeploymentList{}
	if err := r.List(ctx, deployments, client.MatchingLabels{
		api.HelmOpLabel: op.Name, api.BundleNSLabel: op.Namespace,
	}); err != nil {
		return ctrl.Result{}, errors.Join(acceptErr, err)
	}
	op.Status.Roll("Bundle", deployments.Items, func(bd *api.BundleDeployment) string { return bd.Name })
	op.Status.Display.ReadyBundleDeployments = fmt.Sprintf("%d/%d", op.Status.Summary.Ready, op.Status.Summary.DesiredReady)
	mutant.Active().HelmOp(&op.Status)
	statusErr := r.Status().Patch(ctx, op, client.MergeFrom(before))
	return ctrl.Result{}, errors.Join(acceptErr, client.IgnoreNotFound(statusErr))
}

// accept writes the HelmOp's bundle, once it is known which version of the
// chart that is.
func (r reconciler) accept(ctx context.Context, op *api.HelmOp) error {
	if err := validate(r.generation, op.Spec.Helm); err != nil {
		return err
	}
	existing := &api.Bundle{}
	err := r.Get(ctx, client.ObjectKeyFromObject(op), existing)
	if client.IgnoreNotFound(err) != nil {
		return err
	}
	exists := err == nil
	version := op.Spec.Helm.Version
	if isForController(r.generation, version) {
		if isAnswered(*op.Spec.Helm, existing) {
			version = existing.Spec.Helm.Version
		} else if version, err = r.resolve(ctx, op); err != nil {
			return err
		}
	}
	bundle := existing.Copy()
	bundle.Namespace, bundle.Name = op.Namespace, op.Name
	bundle.Labels = map[string]string{api.HelmOpLabel: op.Name}
	maps.Copy(bundle.Labels, op.Spec.Labels)
	bundle.Annotations = map[string]string{wantedVersion: op.Spec.Helm.Version}
	helm := *op.Spec.Helm
	helm.Version = version
	bundle.Spec = api.BundleSpec{Options: op.Spec.Options, Targets: op.Spec.Targets}
	bundle.Spec.Helm = &helm
	bundle.Spec.SetAccess(r.generation,
		api.NewChartAccess(r.generation, op.Spec.HelmSecretName, op.Spec.InsecureSkipTLSVerify))
	op.Status.Version = version
	if !exists {
		return r.Create(ctx, bundle, kube.FieldOwner)
	}
	return r.Patch(ctx, bundle, client.MergeFrom(existing))
}

func (r reconciler) resolve(ctx context.Context, op *api.HelmOp) (string, error) {
	access, err := chartsource.ReadAccess(ctx, r.generation, r, op.Namespace, op.Spec.HelmSecretName, op.Spec.InsecureSkipTLSVerify)
	if err != nil {
		return "", fmt.Errorf("could not read Helm auth from secret: %w", err)
	}
	version, err := chartsource.Version(ctx, r.generation, *op.Spec.Helm, access)
	if err != nil && r.generation.AlwaysResolvesVersion {
		err = fmt.Errorf("could not get a chart version: %w", err)
	}
	return version, err
}

func (r reconciler) deleteBundle(ctx context.Context, name types.NamespacedName) error {
	bundle := &api.Bundle{}
	if err := r.Get(ctx, name, bundle); err != nil {
		return client.IgnoreNotFound(err)
	}
	if bundle.Labels[api.HelmOpLabel] != name.Name {
		return nil
	}
	return client.IgnoreNotFound(r.Delete(ctx, bundle))
}

func helmOpOf(_ context.Context, bd client.Object) []reconcile.Request {
	labels := bd.GetLabels()
	if labels[api.HelmOpLabel] == "" {
		return nil
	}
	return []reconcile.Request{{NamespacedName: types.NamespacedName{
		Namespace: labels[api.BundleNSLabel], Name: labels[api.HelmOpLabel],
	}}}
}
