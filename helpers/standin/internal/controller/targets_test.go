package controller

import (
	"encoding/json"
	"testing"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"fleet-tls-e2e/standin/internal/api"
)

func TestATargetSelectsByNameOrByLabels(t *testing.T) {
	cluster := &api.Cluster{}
	cluster.Name, cluster.Labels = "one", map[string]string{"env": "test"}
	selector := func(value string) *metav1.LabelSelector {
		return &metav1.LabelSelector{MatchLabels: map[string]string{"env": value}}
	}
	for _, c := range []struct {
		targets []api.Target
		want    bool
	}{
		{nil, false},
		{[]api.Target{{}}, false},
		{[]api.Target{{ClusterName: "one"}}, true},
		{[]api.Target{{ClusterName: "two"}}, false},
		{[]api.Target{{ClusterSelector: selector("test")}}, true},
		{[]api.Target{{ClusterSelector: selector("other")}}, false},
		{[]api.Target{{ClusterSelector: &metav1.LabelSelector{}}}, true},
		{[]api.Target{{ClusterName: "one", ClusterSelector: selector("other")}}, false},
		{[]api.Target{{ClusterName: "two"}, {ClusterName: "one"}}, true},
	} {
		got, err := isTargeted(c.targets, cluster)
		if err != nil || got != c.want {
			t.Errorf("%s: %v, %v", mustJSON(t, c.targets), got, err)
		}
	}
}

func mustJSON(t *testing.T, v any) string {
	t.Helper()
	raw, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}
