package kube

import (
	"k8s.io/client-go/rest"
	ctrl "sigs.k8s.io/controller-runtime"
	"sigs.k8s.io/controller-runtime/pkg/cache"
	"sigs.k8s.io/controller-runtime/pkg/client"
	metricsserver "sigs.k8s.io/controller-runtime/pkg/metrics/server"

	"fleet-tls-e2e/standin/internal/generation"
)

// NewManager is a manager for controllers. It watches through a cache, but
// its client reads from the API server: a cluster that was imported a moment
// ago must not look as if it were not.
func NewManager(g generation.Generation, watched cache.Options) (ctrl.Manager, error) {
	config, err := ctrl.GetConfig()
	if err != nil {
		return nil, err
	}
	config.QPS = -1 // no limit of our own
	return ctrl.NewManager(config, ctrl.Options{
		Scheme:  Scheme(g),
		Cache:   watched,
		Metrics: metricsserver.Options{BindAddress: "0"},
		NewClient: func(config *rest.Config, options client.Options) (client.Client, error) {
			options.Cache = nil
			return client.New(config, options)
		},
	})
}
