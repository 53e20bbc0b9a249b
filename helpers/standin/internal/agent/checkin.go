package agent

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/types"
	"sigs.k8s.io/controller-runtime/pkg/client"

	"fleet-tls-e2e/standin/internal/api"
	"fleet-tls-e2e/standin/internal/mutant"
)

// Fleet's own durations.
const (
	firstCheckin   = 15 * time.Second
	defaultCheckin = 15 * time.Minute
)

// checkin tells the upstream, again and again, that the agent is alive.
type checkin struct {
	upstream   client.Client
	namespace  string
	credential *corev1.Secret
	interval   time.Duration
}

// Start makes it a part of the manager.
func (c checkin) Start(ctx context.Context) error {
	wait := firstCheckin
	for times := 1; sleep(ctx, wait) == nil; times++ {
		if err := c.report(ctx); err != nil {
			slog.Error("failed to report cluster status", "error", err)
		}
		mutant.Active().CheckedIn(times)
		wait = c.interval
	}
	return nil
}

func (c checkin) report(ctx context.Context) error {
	cluster := &api.Cluster{}
	cluster.Namespace = string(c.credential.Data[api.ClusterNamespaceKey])
	cluster.Name = string(c.credential.Data[api.ClusterNameKey])
	patch := fmt.Sprintf(`{"status":{"agent":{"lastSeen":%q,"namespace":%q}}}`,
		time.Now().UTC().Format(time.RFC3339), c.namespace)
	return c.upstream.Status().Patch(ctx, cluster, client.RawPatch(types.MergePatchType, []byte(patch)))
}
