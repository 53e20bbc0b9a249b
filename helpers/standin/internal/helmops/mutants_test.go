package helmops

import (
	"context"
	"errors"
	"testing"

	corev1 "k8s.io/api/core/v1"
	ctrl "sigs.k8s.io/controller-runtime"
	"sigs.k8s.io/controller-runtime/pkg/client"
	"sigs.k8s.io/controller-runtime/pkg/client/fake"

	"fleet-tls-e2e/standin/internal/api"
	"fleet-tls-e2e/standin/internal/generation"
	"fleet-tls-e2e/standin/internal/kube"
	"fleet-tls-e2e/standin/internal/mutant"
)

func TestAFailedHelmOpIsReadyInOneMutantOnly(t *testing.T) {
	for name, want := range map[string]corev1.ConditionStatus{
		"": corev1.ConditionFalse, "ready-although-failed": corev1.ConditionTrue,
	} {
		if err := mutant.Choose(name); err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = mutant.Choose("") })
		g, err := generation.Parse("0.16")
		if err != nil {
			t.Fatal(err)
		}
		op, failed := &api.HelmOp{}, &api.BundleDeployment{}
		op.Namespace, op.Name = "fleet-default", "op"
		op.Spec.Helm = &api.Helm{Chart: "https://charts/probe-0.1.0.tgz"}
		failed.Namespace, failed.Name = "cluster-one", "op"
		failed.Labels = map[string]string{api.HelmOpLabel: "op", api.BundleNSLabel: "fleet-default"}
		failed.Spec.DeploymentID = "id"
		api.SetCondition(&failed.Status.Conditions, api.Deployed, errors.New("x509: no"))
		upstream := fake.NewClientBuilder().WithScheme(kube.Scheme(g)).WithObjects(op, failed).
			WithStatusSubresource(&api.HelmOp{}).Build()
		key := client.ObjectKeyFromObject(op)
		if _, err := (reconciler{upstream, g}).Reconcile(context.Background(), ctrl.Request{NamespacedName: key}); err != nil {
			t.Fatalf("%q: %v", name, err)
		}
		if err := upstream.Get(context.Background(), key, op); err != nil {
			t.Fatal(err)
		}
		if got := api.FindCondition(op.Status.Conditions, api.Ready); got == nil || got.Status != want {
			t.Errorf("%q: Ready is %+v, want %s", name, got, want)
		}
	}
}
