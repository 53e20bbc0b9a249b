package controller

import (
	"maps"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/labels"
	"sigs.k8s.io/controller-runtime/pkg/event"
	"sigs.k8s.io/controller-runtime/pkg/predicate"

	"fleet-tls-e2e/standin/internal/api"
)

// isTargeted says whether any of the targets selects the cluster: by name, by
// labels, or by both. A target that says neither selects none.
func isTargeted(targets []api.Target, cluster *api.Cluster) (bool, error) {
	for _, target := range targets {
		if target.ClusterName == "" && target.ClusterSelector == nil {
			continue
		}
		if target.ClusterName != "" && target.ClusterName != cluster.Name {
			continue
		}
		if target.ClusterSelector == nil {
			return true, nil
		}
		selector, err := metav1.LabelSelectorAsSelector(target.ClusterSelector)
		if err != nil {
			return false, err
		}
		if selector.Matches(labels.Set(cluster.Labels)) {
			return true, nil
		}
	}
	return false, nil
}

// targetingChanged lets those changes of a cluster through that can change
// which bundles it gets; check-ins, for one, cannot.
var targetingChanged = predicate.Funcs{UpdateFunc: func(e event.UpdateEvent) bool {
	before, after := e.ObjectOld.(*api.Cluster), e.ObjectNew.(*api.Cluster)
	return !maps.Equal(before.Labels, after.Labels) || before.Status.Namespace != after.Status.Namespace
}}
