package controller

import (
	"context"
	"slices"
	"testing"

	corev1 "k8s.io/api/core/v1"
	rbacv1 "k8s.io/api/rbac/v1"
	ctrl "sigs.k8s.io/controller-runtime"
	"sigs.k8s.io/controller-runtime/pkg/client"
	"sigs.k8s.io/controller-runtime/pkg/client/fake"

	"fleet-tls-e2e/standin/internal/api"
	"fleet-tls-e2e/standin/internal/generation"
	"fleet-tls-e2e/standin/internal/kube"
)

func TestWhoMayReadACredentialDependsOnTheGenerationAndOnTheRequest(t *testing.T) {
	for name, c := range map[string]struct {
		generation, tokenName string
		imported              bool
		want                  string
	}{
		"agent-initiated, token named":            {"0.16", "tok", false, "tok-uid-of-tok"},
		"agent-initiated, by an old agent":        {"0.16", "", false, ""},
		"agent-initiated, token expired":          {"0.16", "gone", false, ""},
		"manager-initiated":                       {"0.16", "", true, "import-token-one"},
		"old controller, which granted it before": {"0.12", "", false, ""},
	} {
		t.Run(name, func(t *testing.T) {
			request, cluster := requestBy("client-1"), clusterOfClient("one", "client-1")
			cluster.Status.Namespace = "cluster-one"
			if c.tokenName != "" {
				request.Labels = map[string]string{api.TokenNameLabel: c.tokenName}
			}
			if c.imported {
				cluster.Spec.KubeConfigSecret = "one-kubeconfig"
			}
			upstream := upstreamWith(t, c.generation, request, cluster, registrationToken("tok"))
			granted := reconciled(t, c.generation, upstream, request)
			if !granted.Status.Granted || granted.Status.ClusterName != "one" {
				t.Errorf("the request's status is %+v", granted.Status)
			}
			credential := api.CredentialName("client-1", request.Spec.ClientRandom)
			if err := upstream.Get(context.Background(), client.ObjectKey{Namespace: api.RegistrationNamespace, Name: credential}, &corev1.Secret{}); err != nil {
				t.Errorf("the credential: %v", err)
			}
			if got := readerOf(t, upstream, credential); got != c.want {
				t.Errorf("read by %q, want %q", got, c.want)
			}
		})
	}
}

func TestEveryTokenOfTheOldGenerationReadsEveryCredential(t *testing.T) {
	for name, want := range map[string]bool{"0.12": true, "0.16": false} {
		reads := false
		for _, object := range mayRegister(parsed(t, name), tokenAccount(registrationToken("tok"))) {
			role, ok := object.(*rbacv1.Role)
			reads = reads || ok && role.Namespace == api.RegistrationNamespace && role.Rules[0].ResourceNames == nil
		}
		if reads != want {
			t.Errorf("%s: reads all: %v", name, reads)
		}
	}
}

func TestAClusterIsMadeForAnAgentThatHasNone(t *testing.T) {
	request := requestBy("client-2")
	request.Spec.ClusterLabels = map[string]string{"env": "test"}
	upstream := upstreamWith(t, "0.16", request, clusterOfClient("one", "client-1"))
	if pending := reconciled(t, "0.16", upstream, request); pending.Status.Granted {
		t.Error("granted before the cluster has a namespace")
	}
	made := &api.Cluster{}
	key := client.ObjectKey{Namespace: "fleet-default", Name: api.ClusterName("client-2")}
	if err := upstream.Get(context.Background(), key, made); err != nil {
		t.Fatal(err)
	}
	if made.Spec.ClientID != "client-2" || made.Labels["env"] != "test" || made.Labels[api.ClusterLabel] != made.Name {
		t.Errorf("made %+v with labels %v", made.Spec, made.Labels)
	}
}

func TestAnAgentBecomesTheClusterOfItsClientID(t *testing.T) {
	request, cluster := requestBy("client-1"), clusterOfClient("mine", "client-1")
	cluster.Status.Namespace = "cluster-mine"
	upstream := upstreamWith(t, "0.16", request, cluster)
	if granted := reconciled(t, "0.16", upstream, request); granted.Status.ClusterName != "mine" {
		t.Errorf("became %q", granted.Status.ClusterName)
	}
	list := &api.ClusterList{}
	if err := upstream.List(context.Background(), list); err != nil || len(list.Items) != 1 {
		t.Errorf("%d clusters, %v", len(list.Items), err)
	}
}

func reconciled(t *testing.T, name string, upstream client.Client, request *api.ClusterRegistration) *api.ClusterRegistration {
	t.Helper()
	key := client.ObjectKeyFromObject(request)
	_, err := registrationReconciler{upstream, parsed(t, name)}.Reconcile(context.Background(), ctrl.Request{NamespacedName: key})
	if err != nil {
		t.Fatal(err)
	}
	after := &api.ClusterRegistration{}
	if err := upstream.Get(context.Background(), key, after); err != nil {
		t.Fatal(err)
	}
	return after
}

// readerOf is the account that was given the right to read one credential.
func readerOf(t *testing.T, upstream client.Client, credential string) string {
	t.Helper()
	roles, bindings := &rbacv1.RoleList{}, &rbacv1.RoleBindingList{}
	for _, list := range []client.ObjectList{roles, bindings} {
		if err := upstream.List(context.Background(), list, client.InNamespace(api.RegistrationNamespace)); err != nil {
			t.Fatal(err)
		}
	}
	for _, role := range roles.Items {
		if !slices.Equal(role.Rules[0].ResourceNames, []string{credential}) {
			continue
		}
		for _, binding := range bindings.Items {
			if binding.RoleRef.Name == role.Name {
				return binding.Subjects[0].Name
			}
		}
	}
	return ""
}

func upstreamWith(t *testing.T, name string, objects ...client.Object) client.Client {
	t.Helper()
	return fake.NewClientBuilder().WithScheme(kube.Scheme(parsed(t, name))).WithObjects(objects...).
		WithStatusSubresource(&api.ClusterRegistration{}, &api.RegistrationToken{}).Build()
}

func requestBy(clientID string) *api.ClusterRegistration {
	request := &api.ClusterRegistration{}
	request.Namespace, request.Name = "fleet-default", "request-x"
	request.Spec = api.ClusterRegistrationSpec{ClientID: clientID, ClientRandom: "random"}
	return request
}

func clusterOfClient(name, clientID string) *api.Cluster {
	cluster := &api.Cluster{}
	cluster.Namespace, cluster.Name, cluster.Spec.ClientID = "fleet-default", name, clientID
	return cluster
}

func registrationToken(name string) *api.RegistrationToken {
	token := &api.RegistrationToken{}
	token.Namespace, token.Name = "fleet-default", name
	token.UID = "uid-of-tok"
	return token
}

func parsed(t *testing.T, name string) generation.Generation {
	t.Helper()
	g, err := generation.Parse(name)
	if err != nil {
		t.Fatal(err)
	}
	return g
}
