// Package chartsource finds and fetches the chart of a HelmOp: on the
// controller to resolve a version, on the agent to install it.
package chartsource

import (
	"context"

	corev1 "k8s.io/api/core/v1"
	"sigs.k8s.io/controller-runtime/pkg/client"
)

// Access is how to reach a chart's server, and whom to believe there.
type Access struct {
	Username, Password string
	CABundle           []byte
	SkipVerify         bool
}

// ReadAccess reads a HelmOp's secret; without a name there is none.
func ReadAccess(ctx context.Context, reader client.Reader, namespace, secretName string, skipVerify bool) (Access, error) {
	access := Access{SkipVerify: skipVerify}
	if secretName == "" {
		return access, nil
	}
	secret := &corev1.Secret{}
	if err := reader.Get(ctx, client.ObjectKey{Namespace: namespace, Name: secretName}, secret); err != nil {
		return Access{}, err
	}
	access.Username = string(secret.Data[corev1.BasicAuthUsernameKey])
	access.Password = string(secret.Data[corev1.BasicAuthPasswordKey])
	access.CABundle = secret.Data["cacerts"]
	return access, nil
}
