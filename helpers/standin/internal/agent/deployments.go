package agent

import (
	"context"
	"errors"
	"fmt"
	"log/slog"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	ctrl "sigs.k8s.io/controller-runtime"
	"sigs.k8s.io/controller-runtime/pkg/builder"
	"sigs.k8s.io/controller-runtime/pkg/client"
	"sigs.k8s.io/controller-runtime/pkg/controller"
	"sigs.k8s.io/controller-runtime/pkg/predicate"

	"fleet-tls-e2e/standin/internal/api"
	"fleet-tls-e2e/standin/internal/chartsource"
	"fleet-tls-e2e/standin/internal/generation"
	"fleet-tls-e2e/standin/internal/kube"
	"fleet-tls-e2e/standin/internal/mutant"
)

const concurrentDeployments = 20

// deploymentReconciler installs, upgrades and removes what the cluster's
// BundleDeployments say.
type deploymentReconciler struct {
	client.Client
	generation generation.Generation
	secrets    client.Reader
	helm       installer
}

func (r deploymentReconciler) setUp(mgr ctrl.Manager) error {
	return ctrl.NewControllerManagedBy(mgr).
		For(&api.BundleDeployment{}, builder.WithPredicates(predicate.GenerationChangedPredicate{})).
		WithOptions(controller.Options{MaxConcurrentReconciles: concurrentDeployments, RateLimiter: kube.RetryDelays()}).
		Complete(r)
}

// Reconcile brings one BundleDeployment about, and reports on it.
func (r deploymentReconciler) Reconcile(ctx context.Context, request ctrl.Request) (ctrl.Result, error) {
	bd := &api.BundleDeployment{}
	if err := r.Get(ctx, request.NamespacedName, bd); apierrors.IsNotFound(err) {
		return ctrl.Result{}, r.helm.uninstall(request.Name)
	} else if err != nil {
		return ctrl.Result{}, err
	}
	if bd.Status.AppliedDeploymentID == bd.Spec.DeploymentID {
		return ctrl.Result{}, nil
	}
	before := bd.Copy()
	deployErr := r.deploy(ctx, bd)
	api.SetCondition(&bd.Status.Conditions, api.Deployed, mutant.Active().Failure(deployErr))
	display(bd)
	statusErr := r.Status().Patch(ctx, bd, client.MergeFrom(before))
	if deployErr != nil {
		deployErr = fmt.Errorf("failed deploying bundle: %w", deployErr)
	}
	return ctrl.Result{}, errors.Join(deployErr, client.IgnoreNotFound(statusErr))
}

func (r deploymentReconciler) deploy(ctx context.Context, bd *api.BundleDeployment) error {
	helm := bd.Spec.Options.Helm
	if helm == nil {
		return errors.New("helm options not found")
	}
	secretName, skipVerify := bd.Spec.HelmChartOptions.Of(r.generation)
	access, err := chartsource.ReadAccess(ctx, r.generation, r.secrets, bd.Namespace, secretName, skipVerify)
	if err != nil {
		return err
	}
	archive, err := chartsource.Chart(ctx, r.generation, *helm, access)
	if err != nil {
		return err
	}
	release, err := r.helm.install(ctx, bd.Name, bd.Spec.Options, archive)
	if err != nil {
		return err
	}
	slog.Info("Deployed bundle", "bundledeployment", bd.Name, "release", release)
	bd.Status.Release = release
	bd.Status.AppliedDeploymentID = bd.Spec.DeploymentID
	bd.Status.Ready, bd.Status.NonModified = true, true
	api.SetReady(&bd.Status.Conditions, "")
	return nil
}

func display(bd *api.BundleDeployment) {
	deployed := api.FindCondition(bd.Status.Conditions, api.Deployed)
	state, message := api.State(bd)
	bd.Status.Display = api.BundleDeploymentDisplay{Deployed: string(deployed.Status), State: state}
	if message != "" {
		bd.Status.Display.Deployed = "Error: " + message
	}
}
