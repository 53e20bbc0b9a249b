package controller

import (
	"context"
	"time"

	authenticationv1 "k8s.io/api/authentication/v1"
	corev1 "k8s.io/api/core/v1"
	"sigs.k8s.io/controller-runtime/pkg/client"
)

const (
	importTokenTTL = 12 * time.Hour
	credentialTTL  = 365 * 24 * time.Hour
	shortestTTL    = 10 * time.Minute // the API server gives out none that is shorter
)

func tokenFor(ctx context.Context, c client.Client, account *corev1.ServiceAccount, ttl time.Duration) (string, error) {
	seconds := int64(ttl.Seconds())
	request := &authenticationv1.TokenRequest{Spec: authenticationv1.TokenRequestSpec{ExpirationSeconds: &seconds}}
	err := c.SubResource("token").Create(ctx, account, request)
	return request.Status.Token, err
}
