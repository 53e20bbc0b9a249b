package controller

import (
	"context"
	"testing"
	"time"

	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	ctrl "sigs.k8s.io/controller-runtime"
	"sigs.k8s.io/controller-runtime/pkg/client"
	"sigs.k8s.io/yaml"

	"fleet-tls-e2e/standin/internal/api"
)

func TestATokensSecretHoldsTheValuesForTheAgentsChart(t *testing.T) {
	for name, tokenName := range map[string]any{"0.12": nil, "0.16": "tok"} {
		token := registrationToken("tok")
		upstream := upstreamWith(t, name, token, controllerConfig())
		lookAt(t, name, upstream, token)
		values := valuesOf(t, upstream)
		for key, want := range map[string]any{
			"apiServerURL": "https://up:6443", "apiServerCA": "a CA", "clusterNamespace": "fleet-default",
			"systemRegistrationNamespace": "cattle-fleet-clusters-system", "tokenName": tokenName, "internal": nil,
		} {
			if values[key] != want {
				t.Errorf("%s: %s is %v, want %v", name, key, values[key], want)
			}
		}
		if values["token"] == "" || values["token"] == nil {
			t.Errorf("%s: there is no token", name)
		}
		after := &api.RegistrationToken{}
		if err := upstream.Get(context.Background(), client.ObjectKeyFromObject(token), after); err != nil {
			t.Fatal(err)
		}
		if after.Status.SecretName != "tok" || after.Status.Expires != nil {
			t.Errorf("%s: status %+v", name, after.Status)
		}
	}
}

func TestATokenStaysTheSameWhenItIsLookedAtAgain(t *testing.T) {
	token := registrationToken("tok")
	secret := &corev1.Secret{ObjectMeta: named(token.Namespace, token.Name), Type: api.ValuesSecretType}
	secret.Data = map[string][]byte{api.ValuesKey: []byte("token: the-first\napiServerURL: https://former\n")}
	upstream := upstreamWith(t, "0.16", token, controllerConfig(), secret)
	lookAt(t, "0.16", upstream, token)
	if values := valuesOf(t, upstream); values["token"] != "the-first" || values["apiServerURL"] != "https://up:6443" {
		t.Errorf("values %v", values)
	}
}

func TestATokenEndsWithItsTimeAndOnlyThen(t *testing.T) {
	for name, c := range map[string]struct {
		age  time.Duration
		ttl  *metav1.Duration
		gone bool
	}{
		"young":           {time.Minute, &metav1.Duration{Duration: time.Hour}, false},
		"old":             {2 * time.Hour, &metav1.Duration{Duration: time.Hour}, true},
		"no limit":        {2 * time.Hour, nil, false},
		"a limit of zero": {2 * time.Hour, &metav1.Duration{}, false},
	} {
		token := registrationToken("tok")
		token.CreationTimestamp = metav1.NewTime(time.Now().Add(-c.age))
		token.Spec.TTL = c.ttl
		upstream := upstreamWith(t, "0.16", token, controllerConfig())
		again := lookAt(t, "0.16", upstream, token).RequeueAfter
		err := upstream.Get(context.Background(), client.ObjectKeyFromObject(token), &api.RegistrationToken{})
		if apierrors.IsNotFound(err) != c.gone {
			t.Errorf("%s: %v", name, err)
		}
		if limited := c.ttl != nil && c.ttl.Duration > 0; (again > 0) != (limited && !c.gone) {
			t.Errorf("%s: looked at again in %s", name, again)
		}
	}
}

func TestWhatIsMadeForATokenBelongsToIt(t *testing.T) {
	token := registrationToken("tok")
	for _, object := range mayRegister(parsed(t, "0.16"), tokenAccount(token)) {
		if owners := object.GetOwnerReferences(); len(owners) != 1 || owners[0].UID != token.UID {
			t.Errorf("%s is owned by %v", object.GetName(), owners)
		}
	}
}

func lookAt(t *testing.T, name string, upstream client.Client, token *api.RegistrationToken) ctrl.Result {
	t.Helper()
	reconciler := tokenReconciler{upstream, parsed(t, name), defaultNamespace}
	result, err := reconciler.Reconcile(context.Background(), ctrl.Request{NamespacedName: client.ObjectKeyFromObject(token)})
	if err != nil {
		t.Fatal(err)
	}
	return result
}

func valuesOf(t *testing.T, upstream client.Client) map[string]any {
	t.Helper()
	secret := &corev1.Secret{}
	if err := upstream.Get(context.Background(), client.ObjectKey{Namespace: "fleet-default", Name: "tok"}, secret); err != nil {
		t.Fatal(err)
	}
	values := map[string]any{}
	if err := yaml.Unmarshal(secret.Data[api.ValuesKey], &values); err != nil {
		t.Fatal(err)
	}
	return values
}

func controllerConfig() *corev1.ConfigMap {
	return &corev1.ConfigMap{
		ObjectMeta: named(defaultNamespace, api.ControllerConfigName),
		Data:       map[string]string{api.ConfigKey: `{"apiServerURL":"https://up:6443","apiServerCA":"YSBDQQ=="}`},
	}
}
