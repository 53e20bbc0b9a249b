package controller

import (
	"context"

	corev1 "k8s.io/api/core/v1"
	"sigs.k8s.io/controller-runtime/pkg/client"

	"fleet-tls-e2e/standin/internal/api"
)

// readConfig reads the controller's configuration as it is now.
func readConfig(ctx context.Context, reader client.Reader, namespace string) (api.Config, error) {
	cm := &corev1.ConfigMap{}
	if err := reader.Get(ctx, client.ObjectKey{Namespace: namespace, Name: api.ControllerConfigName}, cm); err != nil {
		return api.Config{}, err
	}
	return api.ParseConfig(cm)
}
