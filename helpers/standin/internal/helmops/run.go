// Package helmops is the stand-in's helmops controller: it turns HelmOps (to
// the older generation: HelmApps) into bundles, and sums up what became of
// them.
package helmops

import (
	"context"

	"sigs.k8s.io/controller-runtime/pkg/cache"

	"fleet-tls-e2e/standin/internal/generation"
	"fleet-tls-e2e/standin/internal/kube"
)

// Run runs the controller until the context ends.
func Run(ctx context.Context, g generation.Generation) error {
	mgr, err := kube.NewManager(g, cache.Options{})
	if err != nil {
		return err
	}
	if err := (reconciler{mgr.GetClient(), g}).setUp(mgr); err != nil {
		return err
	}
	return mgr.Start(ctx)
}
