package chartsource

import (
	"context"
	"testing"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"sigs.k8s.io/controller-runtime/pkg/client/fake"
)

func TestAHelmOpsSecretSaysHowToReachTheServer(t *testing.T) {
	data := map[string][]byte{
		"username": []byte("user"), "password": []byte("secret"), "cacerts": []byte("a CA"), "basicHTTP": []byte("true"),
	}
	for name, plain := range map[string]bool{"0.12": false, "0.16": true} {
		got, err := read(t, name, data)
		if err != nil || got.Username != "user" || got.Password != "secret" || string(got.CABundle) != "a CA" || !got.SkipVerify {
			t.Errorf("%s: %+v, %v", name, got, err)
		}
		if got.PlainHTTP != plain {
			t.Errorf("%s: basicHTTP means %v", name, got.PlainHTTP)
		}
	}
}

func TestBasicHTTPThatIsNoTruthValueMeansTLS(t *testing.T) {
	got, err := read(t, "0.16", map[string][]byte{"basicHTTP": []byte("certainly")})
	if err != nil || got.PlainHTTP {
		t.Errorf("%+v, %v", got, err)
	}
}

func TestAUsernameWithoutAPasswordIsRefused(t *testing.T) {
	for set, want := range map[string]string{
		"username": "username is set in the secret, but password isn't",
		"password": "password is set in the secret, but username isn't",
	} {
		_, err := read(t, "0.16", map[string][]byte{set: []byte("x")})
		if err == nil || err.Error() != want {
			t.Errorf("only %s: %v", set, err)
		}
	}
}

func read(t *testing.T, generation string, data map[string][]byte) (Access, error) {
	t.Helper()
	secret := &corev1.Secret{ObjectMeta: metav1.ObjectMeta{Namespace: "ns", Name: "creds"}, Data: data}
	reader := fake.NewClientBuilder().WithObjects(secret).Build()
	return ReadAccess(context.Background(), parsed(t, generation), reader, "ns", "creds", true)
}
